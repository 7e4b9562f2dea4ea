# SPDX-License-Identifier: Apache-2.0
"""Checking what people upload, by name and by content, and keeping it where the worker finds it."""

from __future__ import annotations

import re
import shutil
import unicodedata
import uuid
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from yunce.values.problem import Problem

TEXT_KINDS = frozenset({".csv", ".tsv", ".txt"})
KINDS = TEXT_KINDS | {".xlsx", ".xls", ".zip"}
MOST_FILES = 20
HEAD = 4096
LONGEST_NAME, LONGEST_ENDING = 180, 12
"""How long a file's name is at most [bytes]: systems keep 255, and one sign of Chinese takes three."""
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SIGNATURES = {
    _ZIP: "zip/xlsx",
    _OLE: "xls",
    b"%PDF": "pdf",
    b"MZ": "exe",
    b"\x7fELF": "elf",
    b"\x89PNG": "png",
    b"\xff\xd8\xff": "jpeg",
    b"Rar!": "rar",
    b"7z\xbc\xaf": "7z",
    b"\x1f\x8b": "gz",
    b"SQLite": "sqlite",
}
_TEXT_MARKS = (b"\xff\xfe", b"\xfe\xff")
_UNSAFE = re.compile(r"[\x00-\x1f\x7f/\\:*?\"<>|]")
_RESERVED = re.compile(r"^(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)


def safe_name(name: str) -> str:
    """A file name without folders, control characters and names that some system keeps for itself; its ending stays."""
    plain = unicodedata.normalize("NFC", name).replace("\\", "/").rsplit("/", 1)[-1]
    kept = "".join(c for c in _UNSAFE.sub("_", plain) if unicodedata.category(c) not in {"Cf", "Cc", "Cs"}).strip(" .")
    if not kept or _RESERVED.match(kept):
        kept = f"file_{kept}"
    ending = Path(kept).suffix if len(Path(kept).suffix.encode()) <= LONGEST_ENDING else ""
    stem = kept.removesuffix(ending).encode()[: LONGEST_NAME - len(ending.encode())].decode("utf-8", "ignore")
    return f"{stem}{ending}"


def check_uploads(files: Sequence[UploadedFile[Any]]) -> tuple[Problem, ...]:
    """All that is wrong with what was sent, before anything is kept."""
    if not files:
        return (Problem.of("web.upload_none"),)
    if len(files) > MOST_FILES:
        return (Problem.of("web.upload_too_many", limit=MOST_FILES),)
    return tuple(problem for file in files for problem in _check(file))


def _check(file: UploadedFile[Any]) -> tuple[Problem, ...]:
    name = safe_name(file.name or "")
    kind = Path(name).suffix.lower()
    if kind not in KINDS:
        return (Problem.of("web.upload_kind", name),)
    if not file.size:
        return (Problem.of("web.upload_empty", name),)
    head = file.read(HEAD)
    file.seek(0)
    found = _looks_like(head)
    return () if _fits(kind, found, head) else (Problem.of("web.upload_mismatch", name, found=found or "二进制数据"),)


def _looks_like(head: bytes) -> str:
    return next((kind for mark, kind in _SIGNATURES.items() if head.startswith(mark)), "")


def _fits(kind: str, found: str, head: bytes) -> bool:
    """True where content and ending agree; many platforms export text that is named .xls."""
    if kind in {".xlsx", ".zip"}:
        return found == "zip/xlsx"
    is_text = not found and (head.startswith(_TEXT_MARKS) or b"\x00" not in head)
    return is_text or (kind == ".xls" and found in {"xls", "zip/xlsx"})


def folder_of(job: uuid.UUID) -> Path:
    """Where a job's file waits."""
    return Path(settings.YUNCE.home) / "uploads" / str(job)


def keep(job: uuid.UUID, file: UploadedFile[Any], name: str) -> Path:
    """Write the file to its job's folder, readable by the owner only."""
    folder = folder_of(job)
    folder.mkdir(parents=True, mode=0o700)
    path = folder / name
    with path.open("xb") as out:
        for chunk in file.chunks():
            out.write(chunk)
    path.chmod(0o600)
    return path


def drop(job: uuid.UUID) -> None:
    """Remove a job's file: an upload is not kept longer than it is needed."""
    shutil.rmtree(folder_of(job), ignore_errors=True)
