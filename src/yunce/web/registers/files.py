# SPDX-License-Identifier: Apache-2.0
"""Files of entries: checked by what they contain, kept under the home by their hash beside the evidence of work."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import UploadedFile

from yunce.web.data.uploads import safe_name
from yunce.web.registers.models import RegisterFile
from yunce.web.workitems.evidence import HEAD, kind_of, store_content


@dataclass(frozen=True, slots=True)
class Kept:
    """A file whose content lies under the home."""

    sha256: str
    name: str
    kind: str
    size: int

    def told(self) -> Mapping[str, object]:
        """What an event says of it."""
        return {"file": self.sha256, "name": self.name}


def note_file(entry_id: str, kept: Kept) -> None:
    """Note a kept file with its entry, once."""
    told = {"name": kept.name, "kind": kept.kind, "size": kept.size}
    RegisterFile.objects.get_or_create(entry_id=entry_id, sha256=kept.sha256, defaults=told)


def keep_content(file: UploadedFile[Any]) -> Kept:
    """Keep the content of a checked file; the same content twice is kept once."""
    name = safe_name(file.name or "")
    file.seek(0)
    kind = kind_of(file.read(HEAD), Path(name).suffix.lower())
    file.seek(0)
    return Kept(store_content(file), name, kind, file.size or 0)
