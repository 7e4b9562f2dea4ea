# SPDX-License-Identifier: Apache-2.0
"""Readings kept by the hash of what they were read from and of the program that read them: thrown away, they are made again."""

from __future__ import annotations

import hashlib
import os
import pickle
import tempfile
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, cast

from filelock import FileLock

from yunce.app.packed import Packer
from yunce.app.reviews.looking import Checked
from yunce.reader.files import read_bytes
from yunce.reader.reading import Reading, read_document

MOST_KEPT = 6
ROOMS = ("yunce.reader", "yunce.checker", "yunce.values", "yunce.app.reviews")


@dataclass(frozen=True, slots=True)
class Readings:
    """Readings and findings, the newest in memory and on disk under `folder`, where other processes take them."""

    folder: Path
    _kept: OrderedDict[str, Any] = field(default_factory=OrderedDict)

    def reading(self, name: str, sha256: str, load: Callable[[], bytes]) -> Reading:
        """The reading of a source. Raises `YunceError` where it cannot be read."""
        found: Reading = self._get(f"r-{sha256}-{_short(name)}", lambda: read_document(read_bytes(name, load())))
        return found

    def checked(self, what: str, changed: str, make: Callable[[], Checked]) -> Checked:
        """What was found in a state of source `what`, worked out where nobody has; of the changed states the newest is kept."""
        if not changed:
            unchanged: Checked = self._get(f"c-{_short(what)}", make)
            return unchanged
        kept = self._newest(what)
        if kept is not None and kept.changed == changed:
            return kept
        value = make()
        self._store(self._name(what), self._path(self._name(what)), value)
        self._keep(self._name(what), (self.mark(what), value))
        return value

    def at_once(self, what: str, changed: str, make: Callable[[], Checked]) -> Checked:
        """What was found in this state or, where nobody has checked it yet, in the newest one that was: without work where it can be."""
        if not changed:
            return self.checked(what, changed, make)
        name = f"c-{_short(what)}"
        older: Checked | None = self._newest(what) or self._kept.get(name) or _loaded(self._path(name))
        return older if older is not None else self.checked(what, changed, make)

    def mark(self, what: str) -> int:
        """A number that changes whenever the newest findings of a source do; 0 where there are none."""
        try:
            return self._path(self._name(what)).stat().st_mtime_ns
        except FileNotFoundError:
            return 0

    def lock(self, what: str) -> FileLock:
        """Whoever holds it checks this source."""
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        return FileLock(self.folder / f".{self._name(what)}.lock")

    def forget(self, name: str, sha256: str) -> None:
        """Throw away what was read and found in a source."""
        marks = (f"r-{sha256}-{_short(name)}", *(f"{kind}-{_short(what_of(name, sha256))}" for kind in "cn"))
        for mark in marks:
            self._kept.pop(mark, None)
            for path in self.folder.glob(f"*{mark}*"):
                path.unlink(missing_ok=True)

    def _newest(self, what: str) -> Checked | None:
        """The newest findings of a changed state, whichever process worked them out."""
        name, mark = self._name(what), self.mark(what)
        at, kept = self._kept.get(name, (-1, None))
        if at != mark:
            kept = _loaded(self._path(name))
            self._keep(name, (mark, kept))
        return cast("Checked | None", kept)

    def _name(self, what: str) -> str:
        return f"n-{_short(what)}"

    def _path(self, name: str) -> Path:
        return self.folder / f"{name}-{program_mark()}.pickle"

    def _keep(self, name: str, value: Any) -> None:
        self._kept[name] = value
        self._kept.move_to_end(name)
        while len(self._kept) > MOST_KEPT:
            self._kept.popitem(last=False)

    def _get(self, name: str, make: Callable[[], Any]) -> Any:
        value = self._kept.get(name)
        path = self._path(name)
        if value is None:
            value = _loaded(path)
        if value is None:
            value = make()
            self._store(name, path, value)
        self._keep(name, value)
        return value

    def _store(self, name: str, path: Path, value: Any) -> None:
        """Keep a value, and nothing of what an older program made of the same."""
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle, staged = tempfile.mkstemp(dir=self.folder, prefix=".stage-")
        with os.fdopen(handle, "wb") as out:
            Packer(out).dump(value)
        Path(staged).replace(path)
        for old in self.folder.glob(f"{name}-*.pickle"):
            if old != path:
                old.unlink(missing_ok=True)


def _loaded(path: Path) -> Any:
    """What was kept; `None` where nothing is, or where it was cut off."""
    try:
        with path.open("rb") as kept:
            return pickle.load(kept)  # noqa: S301 - our own file in a folder that only we can write
    except (FileNotFoundError, EOFError, pickle.UnpicklingError):
        return None


def what_of(name: str, sha256: str) -> str:
    """A source by its name and its bytes."""
    return f"{name}|{sha256}"


def _short(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:20]


@cache
def program_mark() -> str:
    """A hash of the rooms that read and check: a changed rule asks for a new reading."""
    mark = hashlib.sha256()
    for room in ROOMS:
        for text in sorted(_sources(files(room))):
            mark.update(text)
    return mark.hexdigest()[:12]


def _sources(folder: Traversable) -> list[bytes]:
    found = []
    for item in folder.iterdir():
        if item.is_dir():
            found += _sources(item)
        elif item.name.endswith(".py"):
            found.append(item.read_bytes())
    return found
