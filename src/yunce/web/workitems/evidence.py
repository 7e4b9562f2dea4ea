# SPDX-License-Identifier: Apache-2.0
"""Evidence: photos and files of an item, checked by what they contain, kept under the home by their hash, never written over."""

from __future__ import annotations

import hashlib
import os
import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from yunce.values.problem import Problem
from yunce.web.data.uploads import safe_name
from yunce.web.workitems.models import Evidence

MEBIBYTE = 1024 * 1024
LARGEST = 25 * MEBIBYTE
MOST_FILES = 12
HEAD = 4096
OFFICE: Mapping[str, str] = MappingProxyType(
    {
        ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    }
)
IMAGES = frozenset({"image/jpeg", "image/png", "image/webp", "image/gif", "image/heic"})
SHOWN = IMAGES - {"image/heic"}
"""Types that every browser draws; all others are only offered for download."""
ENDINGS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "image/jpeg": frozenset({".jpg", ".jpeg", ".jfif"}),
        "image/png": frozenset({".png"}),
        "image/webp": frozenset({".webp"}),
        "image/gif": frozenset({".gif"}),
        "image/heic": frozenset({".heic", ".heif"}),
        "application/pdf": frozenset({".pdf"}),
        "video/mp4": frozenset({".mp4", ".mov", ".m4v"}),
        **{kind: frozenset({ending}) for ending, kind in OFFICE.items()},
    }
)
_BRANDS = {b"heic": "image/heic", b"heix": "image/heic", b"mif1": "image/heic", b"qt  ": "video/mp4", b"isom": "video/mp4",
           b"mp41": "video/mp4", b"mp42": "video/mp4", b"avc1": "video/mp4", b"M4V ": "video/mp4", b"iso2": "video/mp4"}  # fmt: skip
_MARKS = ((b"\xff\xd8\xff", "image/jpeg"), (b"\x89PNG\r\n\x1a\n", "image/png"), (b"GIF87a", "image/gif"), (b"GIF89a", "image/gif"),
          (b"%PDF-", "application/pdf"))  # fmt: skip
_OFFICE_FOLDERS = ((b"word/", ".docx"), (b"xl/", ".xlsx"), (b"ppt/", ".pptx"))


def kind_of(head: bytes, ending: str) -> str:
    """The type that a file's first bytes say; empty for what is not taken."""
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "image/webp"
    if head[4:8] == b"ftyp":
        return _BRANDS.get(head[8:12], "")
    if head.startswith(b"PK\x03\x04"):
        is_office = b"[Content_Types].xml" in head or any(folder in head for folder, _ in _OFFICE_FOLDERS)
        return OFFICE.get(ending, "") if is_office else ""
    return next((kind for mark, kind in _MARKS if head.startswith(mark)), "")


def check_files(files: Sequence[UploadedFile[Any]]) -> tuple[Problem, ...]:
    """All that is wrong with files that were handed in, before anything is kept."""
    if len(files) > MOST_FILES:
        return (Problem.of("web.upload_too_many", limit=MOST_FILES),)
    return tuple(problem for file in files for problem in _check(file))


def _check(file: UploadedFile[Any]) -> tuple[Problem, ...]:
    name = safe_name(file.name or "")
    if not file.size:
        return (Problem.of("web.upload_empty", name),)
    if file.size > LARGEST:
        return (Problem.of("web.evidence_too_large", name, limit=LARGEST // MEBIBYTE),)
    kind = _sniffed(file, name)
    if not kind:
        return (Problem.of("web.evidence_kind", name),)
    return () if Path(name).suffix.lower() in ENDINGS[kind] else (Problem.of("web.upload_mismatch", name, found=kind),)


def _sniffed(file: UploadedFile[Any], name: str) -> str:
    file.seek(0)
    head = file.read(HEAD)
    file.seek(0)
    return kind_of(head, Path(name).suffix.lower())


def keep_files(item: str, files: Sequence[UploadedFile[Any]], *, by: str, at: datetime) -> tuple[str, ...]:
    """Keep checked files and note them with the item; their hashes, in order. The same content twice is kept once."""
    return tuple(_keep(item, file, by, at) for file in files)


def _keep(item: str, file: UploadedFile[Any], by: str, at: datetime) -> str:
    name = safe_name(file.name or "")
    kind = _sniffed(file, name)
    sha256 = store_content(file)
    told = {"name": name, "kind": kind, "size": file.size or 0, "added_at": at, "added_by": by}
    Evidence.objects.get_or_create(item_id=item, sha256=sha256, defaults=told)
    return sha256


def store_content(file: UploadedFile[Any]) -> str:
    """Put the content of a file under its hash, whole or not at all; the same content twice is kept once. Gives the hash."""
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
    return sha256


def root() -> Path:
    """Where evidence lies."""
    return Path(settings.YUNCE.home) / "evidence"


def path_of(sha256: str) -> Path:
    """Where the content of a hash lies."""
    return root() / sha256[:2] / sha256
