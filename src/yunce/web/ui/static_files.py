# SPDX-License-Identifier: Apache-2.0
"""Style and script files under addresses that change with their content, compressed once when the server starts."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import cast

from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import StaticFilesStorage, staticfiles_storage
from django.core.management import call_command
from whitenoise.storage import CompressedManifestStaticFilesStorage

MARK_LENGTH = 10


@lru_cache(maxsize=256)
def content_mark(name: str) -> str:
    """The first letters of a static file's SHA-256, empty where no such file is shipped."""
    path = finders.find(name)
    return hashlib.sha256(Path(path).read_bytes()).hexdigest()[:MARK_LENGTH] if isinstance(path, str) else ""


class VersionedFiles(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # the library has no types
    """Collected files by the hash in their name, compressed beside; others, as in tests, where they lie, their mark behind the address."""

    def url(self, name: str | None, force: bool = False) -> str:
        """The address of a file, to be kept by browsers until its content changes."""
        if name in self.hashed_files:
            return str(super().url(name, force))
        address = StaticFilesStorage.url(self, name)
        mark = content_mark(name or "")
        return f"{address}?v={mark}" if mark else address


def collect() -> None:
    """Copy, name and compress the files that pages ask for, unless that was done with the same files before."""
    if not all(_is_collected(name, source) for name, source in _shipped()):
        call_command("collectstatic", interactive=False, clear=True, verbosity=0)


def _shipped() -> Iterator[tuple[str, Path]]:
    """Every static file of the program: its name and where it lies."""
    for finder in finders.get_finders():
        for name, storage in finder.list([]):
            yield name, Path(storage.path(name))


def _is_collected(name: str, source: Path) -> bool:
    """Whether the copy that is served holds what the program ships: times say nothing, an older program may be newer on the disk."""
    copy = Path(staticfiles_storage.path(name))
    return name in cast("VersionedFiles", staticfiles_storage).hashed_files and copy.is_file() and copy.read_bytes() == source.read_bytes()
