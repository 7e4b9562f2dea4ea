# SPDX-License-Identifier: Apache-2.0
"""Regular expressions, and the methods of values, compiled once for a machine instead of at each start.

The reader and the checker hold some four hundred; Python compiles them anew in each process, which takes an eighth of the time of
`yunce read`. What the compiler makes of a pattern is a list of numbers: they are kept in a file of the user's cache folder, each under
the text of its pattern, so that a changed pattern is compiled again. The file holds nothing of anybody's documents.

The same goes for dataclasses: each writes its methods as text and compiles it, about a thousandth of a second a class. The text holds
nothing but names of fields; its bytecode is kept under it.

All this is private to one build of Python: the file's name and first line name it, the engine checks numbers before it takes them, and
whatever does not fit, is damaged, could have been written by others or cannot be written is compiled as always. Only speed depends on
this module.
"""

from __future__ import annotations

import dataclasses
import marshal
import os
import re
import sys
import zlib
from array import array
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import CodeType
from typing import Any

from yunce.values import light

MOST = 3000
"""Patterns and methods in a file; a fuller one, grown by many versions of the program, is begun anew."""
Made = tuple[int, bytes, int, dict[str, int], tuple[str | None, ...]]
"""What `re` makes of a pattern: flags, code, number of groups, the groups by name, the names by group."""
Key = tuple[str, int]
Shelf = tuple[dict[Key, Made], dict[str, CodeType]]
"""Patterns by their text and flags, the bytecode of methods by their text."""
_WRITERS = (dataclasses, light)
"""Who makes methods of text."""


@contextmanager
def kept_code(folder: Path | None = None) -> Iterator[None]:
    """Within, `re.compile` and dataclasses take what is compiled from the file of `folder` (else of the user's cache folder).

    What is new is kept there.
    """
    file = (folder or cache_folder()) / f"code-{sys.implementation.cache_tag}.bin"
    shelf, compiled = _Shelf(_read(file)), re.compile
    re.compile = shelf.compile
    for one in _WRITERS:
        one.exec = shelf.run  # type: ignore[attr-defined]
    try:
        yield
    finally:
        re.compile = compiled
        for one in _WRITERS:
            del one.exec
    if shelf.new or shelf.new_codes:
        _write(file, shelf.all())


def cache_folder() -> Path:
    """Where this user's programs keep what they can make again; for a user without a home a place where nothing can be kept."""
    base = os.environ.get("LOCALAPPDATA") if sys.platform == "win32" else os.environ.get("XDG_CACHE_HOME")
    home = os.path.expanduser("~")  # noqa: PTH111 - `Path` raises where there is none
    return Path(base) / "yunce" if base else Path(os.devnull if home == "~" else home) / ".cache" / "yunce"


class _Shelf:
    """What is kept, and what had to be made."""

    def __init__(self, kept: Shelf) -> None:
        self.known, self.codes = kept
        self.new, self.new_codes = dict[Key, Made](), dict[str, CodeType]()
        self._compiled = re.compile

    def all(self) -> Shelf:
        """What was kept with what is new; only that where it would be too much."""
        is_full = len(self.known) + len(self.codes) + len(self.new) + len(self.new_codes) > MOST
        return (self.new, self.new_codes) if is_full else (self.known | self.new, self.codes | self.new_codes)

    def run(self, text: str, *names: Any) -> None:
        """What `exec` does with a text."""
        code = self.codes.get(text)
        if code is None:
            code = self.new_codes[text] = compile(text, "<string>", "exec", dont_inherit=True)
        exec(code, *names)  # noqa: S102 - the methods of dataclasses, as they do it

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


def _read(file: Path) -> Shelf:
    """What a file keeps; nothing where it is not there, open to others, another build's, or not as it was written."""
    try:
        with file.open("rb") as out:
            status = os.fstat(out.fileno())
            if sys.platform != "win32" and (status.st_uid != os.geteuid() or status.st_mode & 0o022):
                return {}, {}
            sums, stamp, data = out.read().split(b"\n", 2)
        if stamp != _stamp() or int(sums) != zlib.crc32(data):
            return {}, {}
        patterns, codes = marshal.loads(data)  # noqa: S302 - as trusted as the bytecode beside the modules
    except (OSError, ValueError, EOFError, TypeError, ImportError, AttributeError):
        return {}, {}
    return patterns, codes


def _write(file: Path, kept: Shelf) -> None:
    """Put a file in place as a whole; not being able to is no fault."""
    with suppress(OSError, ValueError, ImportError, AttributeError):
        file.parent.mkdir(parents=True, exist_ok=True)
        data = marshal.dumps(kept)
        beside = file.with_suffix(f".{os.getpid()}")
        beside.write_bytes(b"%d\n%s\n%s" % (zlib.crc32(data), _stamp(), data))
        beside.chmod(0o600)
        beside.replace(file)
