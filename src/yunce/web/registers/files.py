# SPDX-License-Identifier: Apache-2.0
"""Files of entries: checked by what they contain, kept under the home by their hash beside the evidence of work."""

from __future__ import annotations

import hashlib
import os
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import UploadedFile

from yunce.web.data.uploads import safe_name
from yunce.web.registers.models import RegisterFile
from yunce.web.workitems.evidence import HEAD, kind_of, path_of, root


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
    root().mkdir(parents=True, exist_ok=True, mode=0o700)
    staged, digest = root() / f"{uuid.uuid4()}.part", hashlib.sha256()
    with staged.open("xb") as out:
        for chunk in file.chunks():
            digest.update(chunk)
            out.write(chunk)
        out.flush()
        os.fsync(out.fileno())
    staged.chmod(0o600)
    sha256 = digest.hexdigest()
    path_of(sha256).parent.mkdir(exist_ok=True, mode=0o700)
    staged.replace(path_of(sha256))
    return Kept(sha256, name, kind, file.size or 0)
