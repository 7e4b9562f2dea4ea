# SPDX-License-Identifier: Apache-2.0
"""The one place of intake that opens files: what kind a file is, what a zip holds, within fixed bounds."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path, PurePosixPath
from typing import BinaryIO, cast

from yunce.values.problem import Problem, YunceError

MOST_MEMBERS = 200
MOST_BYTES = 8 << 30
MOST_SHEET_BYTES = 2 << 30
HIGHEST_RATIO = 250
_RATIO_MATTERS = 64 << 20
_TABLE_SUFFIXES = (".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xls")
_JUNK = ("__MACOSX/", ".DS_Store", "Thumbs.db")


class Kind(StrEnum):
    """What a file is by its first bytes, whatever its name says."""

    TEXT = "text"
    XLSX = "xlsx"
    XLS = "xls"


class UnreadableError(YunceError, ValueError):
    """A file that cannot be read at all; carries why and the repair."""


@dataclass(frozen=True, slots=True)
class Member:
    """A table file on disk or in a zip: its name for people, its kind, its size, and how to open it (again and again)."""

    name: str
    file: str
    kind: Kind
    size: int
    open: Callable[[], BinaryIO]


def members_of(path: Path) -> tuple[Member, ...]:
    """The table files that a path stands for: itself, or those in a zip. Raises `UnreadableError`."""
    if not path.exists():
        raise _unreadable("intake.missing", path)
    if not path.is_file():
        raise _unreadable("intake.not_a_file", path)
    size = path.stat().st_size
    if not size:
        raise _unreadable("intake.empty", path)
    try:
        with path.open("rb") as file:
            head = file.read(1 << 12)
    except OSError as e:
        raise _unreadable("intake.unreadable", path, why=e.strerror or str(e)) from e
    if head.startswith(b"PK"):
        return _zipped(path, size)
    return (Member(path.name, path.name, _kind(head, path.name), size, lambda: path.open("rb")),)


def _kind(head: bytes, name: str) -> Kind:
    """The kind of a file that is no zip. Raises `UnreadableError` for what is no table."""
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:256].lower()
    for mark, word in (
        (b"%pdf", "PDF 文档"),
        (b"\x89png", "图片"),
        (b"\xff\xd8\xff", "图片"),
        (b"\x1f\x8b", "gzip 压缩文件"),
        (b"rar!", "rar 压缩文件"),
        (b"7z\xbc\xaf", "7z 压缩文件"),
    ):
        if start.startswith(mark):
            raise _unreadable("intake.not_a_table", name, kind=word)
    if start.startswith((b"<!doctype html", b"<html", b"<table", b"<?xml", b"<meta", b"<style", b"<head")):
        raise _unreadable("intake.not_a_table", name, kind="网页（HTML/XML）")
    return Kind.XLS if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") else Kind.TEXT


def _zipped(path: Path, size: int) -> tuple[Member, ...]:
    """The members of a zip, or the one workbook that the zip is. Raises `UnreadableError`."""
    with _archive(path) as archive:
        infos = [i for i in archive.infolist() if not i.is_dir()]
        _check_bounds(path.name, infos)
        if any(i.filename == "[Content_Types].xml" for i in infos):
            return (_workbook(path, infos, size),)
        tables = [i for i in infos if _is_table(i.filename)]
        if not tables:
            raise _unreadable("intake.zip_no_table", path)
        return tuple(_member(archive, path, info) for info in tables)


@contextmanager
def _archive(path: Path) -> Iterator[zipfile.ZipFile]:
    """The opened zip; what is wrong with it comes out as `UnreadableError`."""
    try:
        with zipfile.ZipFile(path) as archive:
            yield archive
    except (zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, EOFError, NotImplementedError, OSError) as e:
        raise _unreadable("intake.zip_damaged", path, why=str(e)) from e


def _workbook(path: Path, infos: list[zipfile.ZipInfo], size: int) -> Member:
    """The xlsx file itself. Raises `UnreadableError` for a Word file or a workbook that is too large."""
    if not any(i.filename.startswith("xl/") for i in infos):
        raise _unreadable("intake.not_a_table", path, kind="Word 或 PowerPoint 文档")
    unpacked = sum(i.file_size for i in infos)
    if unpacked > MOST_SHEET_BYTES:
        raise _unreadable("intake.sheet_too_large", path, size=unpacked)
    return Member(path.name, path.name, Kind.XLSX, size, lambda: path.open("rb"))


def _member(archive: zipfile.ZipFile, path: Path, info: zipfile.ZipInfo) -> Member:
    """One table file of a zip. Raises `UnreadableError` for a password, a path that climbs out, a damaged member."""
    inner = _inner_name(info)
    if info.flag_bits & 1:
        raise _unreadable("intake.zip_encrypted", path, member=inner)
    pure = PurePosixPath(inner.replace("\\", "/"))
    if pure.is_absolute() or ".." in pure.parts or ":" in inner:
        raise _unreadable("intake.zip_path", path, member=inner)
    with archive.open(info) as file:
        head = file.read(1 << 12)
    kind = Kind.XLSX if head.startswith(b"PK") else _kind(head, pure.name)
    if kind is not Kind.TEXT and info.file_size > MOST_SHEET_BYTES // 4:
        raise _unreadable("intake.sheet_too_large", pure.name, size=info.file_size)
    return Member(f"{path.name}!{inner}", pure.name, kind, info.file_size, lambda: _opened(path, info))


def _opened(path: Path, info: zipfile.ZipInfo) -> BinaryIO:
    """A member of a zip as a stream; its checksum is checked as it is read to the end."""
    return cast("BinaryIO", _MemberStream(zipfile.ZipFile(path), info))


class _MemberStream(io.RawIOBase):
    """Reads a zip member; damage comes out as `UnreadableError`, the archive is closed with it."""

    def __init__(self, archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> None:
        super().__init__()
        self._archive = archive
        self._file = archive.open(info)

    def readable(self) -> bool:
        """Always."""
        return True

    def read(self, size: int = -1) -> bytes:
        """Bytes of the member, all of `size` until its end. Raises `UnreadableError`."""
        try:
            return self._file.read(size if size >= 0 else -1)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError) as e:
            raise _unreadable("intake.zip_damaged", self._archive.filename or "", why=str(e)) from e

    def close(self) -> None:
        """Close the member and its archive."""
        self._file.close()
        self._archive.close()
        super().close()


def _inner_name(info: zipfile.ZipInfo) -> str:
    """A member's name; names without the UTF-8 mark come from Chinese Windows as GBK."""
    if info.flag_bits & 0x800:
        return info.filename
    try:
        return info.filename.encode("cp437").decode("gb18030")
    except UnicodeError:
        return info.filename


def _is_table(name: str) -> bool:
    """True for the endings of table files, leaving out what file systems add."""
    return name.lower().endswith(_TABLE_SUFFIXES) and not any(word in name for word in _JUNK)


def _check_bounds(name: str, infos: list[zipfile.ZipInfo]) -> None:
    """Raises `UnreadableError` where a zip would unpack to too much, or from too little."""
    size, packed = sum(i.file_size for i in infos), sum(i.compress_size for i in infos)
    ratio = size // max(packed, 1)
    if size > MOST_BYTES or len(infos) > MOST_MEMBERS * 10 or (ratio > HIGHEST_RATIO and size > _RATIO_MATTERS):
        raise _unreadable("intake.zip_bomb", name, size=size, ratio=ratio, count=len(infos))
    if sum(_is_table(i.filename) for i in infos) > MOST_MEMBERS:
        raise _unreadable("intake.zip_bomb", name, size=size, ratio=ratio, count=len(infos))


def _unreadable(code: str, path: Path | str, **params: object) -> UnreadableError:
    """The error for one file."""
    name = path.name if isinstance(path, Path) else path
    return UnreadableError(Problem(code, str(path), (("file", name), *((key, str(value)) for key, value in params.items()))))
