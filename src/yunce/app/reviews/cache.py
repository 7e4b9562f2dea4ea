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
from typing import Any

from yunce.app.packed import Packer
from yunce.checker.checking import Report, check_reading
from yunce.reader.files import read_bytes
from yunce.reader.reading import Reading, read_document

MOST_KEPT = 6
ROOMS = ("yunce.reader", "yunce.checker", "yunce.values")


@dataclass(frozen=True, slots=True)
class Readings:
    """Readings and reports, the newest in memory, all on disk under `folder`."""

    folder: Path
    _kept: OrderedDict[str, Any] = field(default_factory=OrderedDict)

    def reading(self, name: str, sha256: str, load: Callable[[], bytes]) -> Reading:
        """The reading of a source. Raises `YunceError` where it cannot be read."""
        found: Reading = self._get(f"r-{sha256}-{_short(name)}", lambda: read_document(read_bytes(name, load())))
        return found

    def report(self, reading: Reading, what: str, changed: str) -> Report:
        """What the rules find in a reading of source `what`; `changed` names what was changed in it: only the unchanged goes to disk."""
        found: Report = self._get(f"c-{_short(what + changed)}", lambda: check_reading(reading), on_disk=not changed)
        return found

    def _get(self, name: str, make: Callable[[], Any], *, on_disk: bool = True) -> Any:
        if name in self._kept:
            self._kept.move_to_end(name)
            return self._kept[name]
        path = self.folder / f"{name}-{program_mark()}.pickle"
        value = _loaded(path) if on_disk else None
        if value is None:
            value = make()
            if on_disk:
                self._store(name, path, value)
        self._kept[name] = value
        while len(self._kept) > MOST_KEPT:
            self._kept.popitem(last=False)
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
