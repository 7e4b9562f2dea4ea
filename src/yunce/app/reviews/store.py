# SPDX-License-Identifier: Apache-2.0
"""Reviews on disk: `reviews/<id>/` holds the sources as they came, never changed, and one append-only file of events."""

from __future__ import annotations

import hashlib
import os
import re
import secrets
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from filelock import FileLock

from yunce.app.reviews.events import Event, as_line, last_about, read_lines, whole_lines
from yunce.values.problem import Problem, YunceError

EVENTS = "events.jsonl"
FOLDER = "reviews"
_ID = re.compile(r"[0-9a-f]{12}")
Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class Stored:
    """What became of an event that was offered: it counts, or somebody else's newer one (`other`) stood in its way."""

    event: Event
    other: Event | None = None


@dataclass(frozen=True, slots=True)
class ReviewStore:
    """All reviews of an installation. Several processes may use it at once; whoever is cut off leaves the last whole line."""

    folder: Path
    clock: Clock

    def open(self, name: str, content: bytes, *, by: str) -> str:
        """A new review of a source; its id. It is there whole or not at all."""
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        own = secrets.token_hex(6)
        staged = Path(tempfile.mkdtemp(dir=self.folder, prefix=".stage-"))
        _write(staged / _source_name(1), content)
        first = replace(_source_event(name, content, 1, by), seq=1, at=self.clock())
        _write(staged / EVENTS, (as_line(first) + "\n").encode())
        staged.rename(self.folder / own)
        return own

    def add_source(self, review: str, name: str, content: bytes, *, by: str) -> Event:
        """A revised source beside the older ones: the file first, then the event that names it."""
        folder = self._folder(review)
        with self._lock(review):
            number = sum(1 for event in self._read(review) if event.kind == "source") + 1
            _write(folder / _source_name(number), content)
            return self._append(review, _source_event(name, content, number, by))

    def remove(self, review: str) -> None:
        """Take a review away with all its sources, whole at once. Raises `YunceError` where there is none."""
        folder = self._folder(review)
        with self._lock(review):
            gone = Path(tempfile.mkdtemp(dir=self.folder, prefix=".gone-"))
            folder.rename(gone / review)
        shutil.rmtree(gone)

    def ids(self) -> tuple[str, ...]:
        """Every review."""
        found = (path.name for path in self.folder.iterdir()) if self.folder.is_dir() else ()
        return tuple(sorted(name for name in found if _ID.fullmatch(name) and (self.folder / name / EVENTS).is_file()))

    def events(self, review: str) -> tuple[Event, ...]:
        """The events of a review in their order. Raises `YunceError` where there is no such review."""
        return self._read(review)

    def mark(self, review: str) -> int:
        """A number that changes whenever an event is added."""
        return (self._folder(review) / EVENTS).stat().st_size

    def source(self, review: str, number: int) -> bytes:
        """The bytes of a source as they came. Raises `YunceError` where there is none of that number."""
        path = self._folder(review) / _source_name(number)
        if not path.is_file():
            raise YunceError(Problem.of("app.review_unknown", review))
        return path.read_bytes()

    def add(self, review: str, event: Event) -> Stored:
        """Add an event. Where somebody else decided the same thing after its author last looked, it is kept as beaten."""
        with self._lock(review):
            last = last_about(self._read(review), event.subject) if event.subject else None
            other = last if last is not None and last.seq > event.saw and last.by != event.by else None
            if last is not None and _is_said_again(event, last):
                return Stored(last)
            return Stored(self._append(review, replace(event, beaten=other is not None)), other)

    def _append(self, review: str, event: Event) -> Event:
        path = self._folder(review) / EVENTS
        with path.open("r+b") as file:
            content = file.read()
            kept = whole_lines(content)
            whole = replace(event, seq=kept.count(b"\n") + 1, at=self.clock())
            file.truncate(len(kept))
            file.seek(len(kept))
            file.write((as_line(whole) + "\n").encode())
            file.flush()
            os.fsync(file.fileno())
        return whole

    def _read(self, review: str) -> tuple[Event, ...]:
        path = self._folder(review) / EVENTS
        try:
            content = path.read_bytes()
        except FileNotFoundError as e:  # somebody has just taken it away
            raise YunceError(Problem.of("app.review_unknown", review)) from e
        return read_lines(content, f"{FOLDER}/{review}/{EVENTS}")

    def _folder(self, review: str) -> Path:
        folder = self.folder / review
        if not _ID.fullmatch(review) or not folder.is_dir():
            raise YunceError(Problem.of("app.review_unknown", review))
        return folder

    def _lock(self, review: str) -> FileLock:
        return FileLock(self._folder(review) / ".lock")


def _is_said_again(event: Event, last: Event) -> bool:
    """True for what was just said, by whomever: a button pressed twice, two people of one mind. To undo twice is to undo two things."""
    same = (last.kind, dict(last.data)) == (event.kind, dict(event.data))
    return same and (event.get("action") != "undo" or event.saw < last.seq)


def _source_name(number: int) -> str:
    return f"source-{number}"


def _source_event(name: str, content: bytes, number: int, by: str) -> Event:
    data = {"name": name, "sha256": hashlib.sha256(content).hexdigest(), "size": str(len(content)), "number": str(number)}
    return Event("source", by, data=data)


def _write(path: Path, content: bytes) -> None:
    """A file that is on disk before anything names it."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())
