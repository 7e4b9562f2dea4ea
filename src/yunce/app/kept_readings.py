# SPDX-License-Identifier: Apache-2.0
"""Readings of files kept for a few days in the user's cache folder: `check` need not read again what `read` has just read.

A reading is kept under the hash of the file's bytes and name, with the hash of the reader's own source: another program reads anew. The
files hold the words of people's plans: only their owner may open them, a file that others may is none, the oldest go when there are many,
and `YUNCE_KEEP_READINGS=0` keeps none. What is damaged or cannot be written is read as always. Only speed depends on this module.
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path
from time import time
from typing import TYPE_CHECKING

from yunce.app.kept_code import cache_folder

if TYPE_CHECKING:
    from yunce.reader.reading import Reading

MOST, MOST_BYTES, LARGEST = 24, 64 << 20, 24 << 20
"""How many readings are kept, their size in all, and the size of one [bytes]."""
OLDEST = 7 * 86400
"""How long a reading is kept after it was made [s]."""
ENDING = ".reading"
_FOREIGN = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff")
"""Files that other libraries open, whose versions the mark does not tell: they are always read."""
_ROOMS = ("reader", "values")
_MADE_OF = ("yunce.reader.",)


def reading_of(path: Path, folder: Path | None = None) -> Reading:
    """The reading of a file, kept or made. Raises `YunceError` where it cannot be opened."""
    from yunce.reader.reading import read_document, read_file

    if os.environ.get("YUNCE_KEEP_READINGS") == "0" or not path.is_file():
        return read_file(path)
    from yunce.reader.files import read_bytes

    data = path.read_bytes()
    if data.startswith(_FOREIGN):
        return read_document(read_bytes(path.name, data))
    own = hashlib.sha256(data).hexdigest()
    file = (folder or cache_folder() / "readings") / f"{_name(own, path.name)}{ENDING}"
    kept = _kept(file)
    if kept is not None and (kept.document.sha256, kept.document.name) == (own, path.name):
        return kept
    found = read_document(read_bytes(path.name, data))
    _keep(file, found)
    return found


def _name(sha256: str, name: str) -> str:
    return hashlib.sha256(f"{sha256}\n{name}".encode("utf-8", "surrogatepass")).hexdigest()


def _kept(file: Path) -> Reading | None:
    """What a file keeps; nothing where it is not there, too old, open to others, of another program, or not as it was written."""
    from yunce.app.packed import unpacked
    from yunce.reader.reading import Reading

    try:
        with file.open("rb") as out:
            status = os.fstat(out.fileno())
            if not _is_private(status) or time() - status.st_mtime > OLDEST:
                return None
            mark, check, data = out.read().split(b"\n", 2)
        if mark.decode() != program_mark() or check.decode() != hashlib.sha256(data).hexdigest():
            return None
        found = unpacked(data, _MADE_OF)
    except (OSError, ValueError):
        return None
    return found if isinstance(found, Reading) else None


def _is_private(status: os.stat_result) -> bool:
    return sys.platform == "win32" or (status.st_uid == os.geteuid() and not status.st_mode & 0o077)


def _keep(file: Path, found: Reading) -> None:
    """Put a reading in place as a whole and let old ones go; not being able to is no fault."""
    from yunce.app.packed import packed

    data = packed(found)
    if len(data) > LARGEST:
        return
    beside = file.with_suffix(f".{os.getpid()}")
    with suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        beside.unlink(missing_ok=True)
        with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
            out.write(b"%s\n%s\n" % (program_mark().encode(), hashlib.sha256(data).hexdigest().encode()))
            out.write(data)
        beside.replace(file)
        _let_go(file.parent)


def _let_go(folder: Path) -> None:
    """Remove what is too old, too many or too much, the newest kept; also what was never finished."""
    files = sorted(((status.st_mtime, status.st_size, one) for one, status in _files(folder)), reverse=True)
    size, now = 0, time()
    for place, (made, own, one) in enumerate(files):
        size += own
        if place >= MOST or size > MOST_BYTES or now - made > OLDEST:
            one.unlink(missing_ok=True)


def _files(folder: Path) -> Iterator[tuple[Path, os.stat_result]]:
    for one in folder.iterdir():
        with suppress(FileNotFoundError):
            yield one, one.stat()


@cache
def program_mark() -> str:
    """A hash of the reader's own source and of the Python that runs it: a changed rule asks for a new reading."""
    import yunce

    mark = hashlib.sha256(sys.version.encode())
    for room in _ROOMS:
        for place, folders, names in os.walk(Path(yunce.__file__).parent / room):
            folders.sort()
            for name in sorted(one for one in names if one.endswith(".py")):
                mark.update(name.encode())
                mark.update(Path(place, name).read_bytes())
    return mark.hexdigest()
