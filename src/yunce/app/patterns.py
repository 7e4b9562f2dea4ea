# SPDX-License-Identifier: Apache-2.0
"""Regular expressions compiled once for a machine instead of at each start.

The reader and the checker hold some four hundred; Python compiles them anew in each process, which takes an eighth of the time of
`yunce read`. What the compiler makes of a pattern is a list of numbers: they are kept in a file of the user's cache folder, each under
the text of its pattern, so that a changed pattern is compiled again. The file holds nothing of anybody's documents.

The numbers are private to one build of Python: the file's name and first line name it, the engine checks them before it takes them, and
whatever does not fit, is damaged or cannot be written is compiled as always. Only speed depends on this module.
"""

from __future__ import annotations

import marshal
import os
import re
import sys
import zlib
from array import array
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

MOST = 3000
"""Patterns in a file; a fuller one, grown by many versions of the program, is begun anew."""
Made = tuple[int, bytes, int, dict[str, int], tuple[str | None, ...]]
"""What `re` makes of a pattern: flags, code, number of groups, the groups by name, the names by group."""
Key = tuple[str, int]


@contextmanager
def kept_patterns(folder: Path | None = None) -> Iterator[None]:
    """Within, `re.compile` takes patterns from the file of `folder` (else of the user's cache folder) and keeps there what is new."""
    file = (folder or cache_folder()) / f"patterns-{sys.implementation.cache_tag}.bin"
    shelf, compiled = _Shelf(_read(file)), re.compile
    re.compile = shelf.compile
    try:
        yield
    finally:
        re.compile = compiled
    if shelf.new:
        _write(file, (shelf.known if len(shelf.known) + len(shelf.new) <= MOST else {}) | shelf.new)


def cache_folder() -> Path:
    """Where this user's programs keep what they can make again."""
    base = os.environ.get("LOCALAPPDATA") if sys.platform == "win32" else os.environ.get("XDG_CACHE_HOME")
    return Path(base) / "yunce" if base else Path("~/.cache/yunce").expanduser()


class _Shelf:
    """The kept patterns, and those that had to be made."""

    def __init__(self, known: dict[Key, Made]) -> None:
        self.known, self.new = known, dict[Key, Made]()
        self._compiled = re.compile

    def compile(self, pattern: Any, flags: int | re.RegexFlag = 0) -> re.Pattern[Any]:
        if not isinstance(pattern, str):
            return self._compiled(pattern, flags)
        key = pattern, int(flags)
        made = self.known.get(key)
        try:
            if made is None:
                made = self.new[key] = _made(*key)
            return _ready(pattern, made)
        except (AttributeError, ImportError, TypeError, ValueError, OverflowError, RuntimeError):  # another build of `re`
            self.new.pop(key, None)
            return self._compiled(pattern, flags)


def _made(pattern: str, flags: int) -> Made:
    """What the compiler of `re` hands to its engine. Raises `re.error` for a wrong pattern."""
    from re import _compiler, _parser  # type: ignore[attr-defined]

    tree = _parser.parse(pattern, flags)
    code = _compiler._code(tree, flags)  # noqa: SLF001 - there is no public way to what it makes
    names: dict[str, int] = tree.state.groupdict
    by_group: list[str | None] = [None] * tree.state.groups
    for name, at in names.items():
        by_group[at] = name
    return flags | tree.state.flags, array("I", code).tobytes(), tree.state.groups - 1, names, tuple(by_group)


def _ready(pattern: str, made: Made) -> re.Pattern[str]:
    """The pattern of such numbers. Raises `RuntimeError` where the engine does not take them."""
    import _sre  # type: ignore[import-not-found]

    flags, code, groups, names, by_group = made
    ready: re.Pattern[str] = _sre.compile(pattern, flags, array("I", code).tolist(), groups, names, by_group)
    return ready


def _stamp() -> bytes:
    import _sre

    build = f"{sys.version} {_sre.MAGIC} {_sre.CODESIZE} {sys.byteorder} {array('I').itemsize}"
    return build.replace("\n", " ").encode()


def _read(file: Path) -> dict[Key, Made]:
    """What a file keeps; nothing where it is not there, another build's, or not as it was written."""
    try:
        sums, stamp, data = file.read_bytes().split(b"\n", 2)
        if stamp != _stamp() or int(sums) != zlib.crc32(data):
            return {}
        known: dict[Key, Made] = marshal.loads(data)  # noqa: S302 - as trusted as the bytecode beside it, and checked by the engine
    except (OSError, ValueError, EOFError, TypeError, ImportError, AttributeError):
        return {}
    return known


def _write(file: Path, patterns: dict[Key, Made]) -> None:
    """Put a file in place as a whole; not being able to is no fault."""
    with suppress(OSError, ValueError, ImportError, AttributeError):
        file.parent.mkdir(parents=True, exist_ok=True)
        data = marshal.dumps(patterns)
        beside = file.with_suffix(f".{os.getpid()}")
        beside.write_bytes(b"%d\n%s\n%s" % (zlib.crc32(data), _stamp(), data))
        beside.replace(file)
