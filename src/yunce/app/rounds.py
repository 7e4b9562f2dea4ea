# SPDX-License-Identifier: Apache-2.0
"""Rounds of appraisal on disk, for the terminal and the pages alike: one append-only file of entries a round, its results once frozen.

Whoever is cut off leaves the last whole line; nothing written is ever changed. A round is frozen when the line that says so is there.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from filelock import FileLock

from yunce.app.clock import SHANGHAI
from yunce.app.frozen_results import pack_appraisal, unpack_appraisal
from yunce.operate.appraisal.entries import Entry
from yunce.operate.appraisal.following import Past
from yunce.operate.appraisal.results import Appraisal
from yunce.operate.appraisal.round import Step
from yunce.values.period import Period, read_period
from yunce.values.problem import Problem, YunceError

FOLDER = "appraisals"
LINES, FROZEN, MARKS, LOCK, FOLLOWED = ".jsonl", ".frozen.json", ".results.json", ".lock", ".followed"
FROZEN_TOO = ".frozen_too.json"
_SAFE = re.compile(r"[^A-Za-z0-9_.-]")


class Moved(Exception):
    """Something was written to the round since it was looked at; nothing was added."""


@dataclass(frozen=True, slots=True)
class RoundKey:
    """Which round: a card of a plan (it goes on over the plan's versions), a period by its name."""

    plan: str
    card: str
    period: str


@dataclass(frozen=True, slots=True)
class Frozen:
    """The results of a round as they were kept."""

    body: str

    @property
    def sha256(self) -> str:
        """The checksum of what is kept."""
        return hashlib.sha256(self.body.encode()).hexdigest()

    @property
    def result(self) -> Appraisal:
        """The results again."""
        return unpack_appraisal(self.body)


@dataclass(frozen=True, slots=True)
class RoundStore:
    """The rounds of a home."""

    home: Path

    def entries(self, key: RoundKey) -> tuple[Entry, ...]:
        """All that was written of a round, in order. Raises `YunceError` for a file that is damaged."""
        path = self._path(key, LINES)
        text = path.read_text(encoding="utf-8") if path.is_file() else ""
        whole = text[: text.rfind("\n") + 1].split("\n")[:-1]
        try:
            return tuple(_entry(json.loads(line)) for line in whole)
        except (ValueError, KeyError, AttributeError) as e:
            raise YunceError(Problem.of("app.round_damaged", str(path))) from e

    def frozen(self, key: RoundKey, entries: Iterable[Entry] | None = None) -> Frozen | None:
        """The results as they were frozen; `None` before. Raises `YunceError` where they are not what was frozen."""
        rows = self.entries(key) if entries is None else entries
        last = next((entry for entry in rows if entry.step == Step.FREEZE), None)
        if last is None:
            return None
        path = self._path(key, FROZEN)
        found = Frozen(path.read_text(encoding="utf-8")) if path.is_file() else None
        if found is None or last.data.get("sha256", found.sha256) != found.sha256:
            raise YunceError(Problem.of("app.round_damaged", str(path)))
        return found

    def add(self, key: RoundKey, entries: Sequence[Entry], after: int, frozen: Appraisal | None = None) -> None:
        """Write entries after so many; with a freeze its results are kept. Raises `Moved` where there are more by now."""
        path = self._path(key, LINES)
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with FileLock(self._path(key, LOCK)):
            if len(self.entries(key)) != after:
                raise Moved
            lines = [_line(entry) for entry in entries]
            if frozen is not None:
                kept = Frozen(pack_appraisal(frozen))
                _write(self._path(key, FROZEN), kept.body)
                _write(self._path(key, MARKS), json.dumps(_marks(frozen), ensure_ascii=False))
                lines = [_line(entry, kept.sha256 if entry.step == Step.FREEZE else "") for entry in entries]
            _append(path, "".join(f"{line}\n" for line in lines))

    def take_over(self, key: RoundKey, entries: Iterable[Entry], body: str | None) -> None:
        """Take a round that another store kept, with its frozen results as text; what both have stands once, in the order of time."""
        path = self._path(key, LINES)
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with FileLock(self._path(key, LOCK)):
            own, others = self.entries(key), tuple(entries)
            known = {_line(entry) for entry in own}
            new = [entry for entry in others if _line(entry) not in known]
            every = sorted((*own, *new), key=lambda entry: entry.at) if own else others
            first = next((entry for entry in every if entry.step == Step.FREEZE), None)
            if body is not None:
                self._take_body(key, body, beside=first in own)
            _write(path, "".join(f"{_line(entry)}\n" for entry in every))

    def periods(self, plan: str, card: str) -> tuple[str, ...]:
        """The periods of which something was written of a card, the latest first."""
        stem = _stem(plan, card)
        found = (path.name.removeprefix(stem).removesuffix(LINES) for path in (self.home / FOLDER).glob(f"{stem}*{LINES}"))
        return tuple(sorted(found, reverse=True))

    def past(self, key: RoundKey, period: Period) -> Past:
        """What earlier frozen rounds of the card came to."""
        found: dict[tuple[str, Period], tuple[str, float]] = {}
        for name in self.periods(key.plan, key.card):
            earlier = read_period(name)
            if isinstance(earlier, Period) and earlier.first < period.first:
                for person, (grade, score) in self._kept_marks(RoundKey(key.plan, key.card, name)).items():
                    found[person, earlier] = (grade, float("nan") if score is None else float(score))
        return Past(found)

    def unfollowed(self, plan: str, card: str) -> tuple[str, ...]:
        """The periods whose round is frozen and whose consequences were not yet opened."""
        waiting = (name for name in self.periods(plan, card) if not self._path(RoundKey(plan, card, name), FOLLOWED).exists())
        return tuple(name for name in waiting if self.frozen(RoundKey(plan, card, name)) is not None)

    def mark_followed(self, key: RoundKey) -> None:
        """Note that the consequences of a frozen round were opened."""
        self._path(key, FOLLOWED).touch(mode=0o600)

    def _take_body(self, key: RoundKey, body: str, *, beside: bool) -> None:
        """Keep frozen results that come from elsewhere; those of the freeze that came second are kept beside the others."""
        path, other = self._path(key, FROZEN), self._path(key, FROZEN_TOO)
        if not beside and path.is_file() and Frozen(path.read_text(encoding="utf-8")).body != body:
            path.replace(other)
        if not beside:
            self._path(key, MARKS).unlink(missing_ok=True)
        _write(other if beside else path, body)

    def _kept_marks(self, key: RoundKey) -> Mapping[str, tuple[str, str | None]]:
        """Person -> (grade, score) of a frozen round; nothing of one that is not."""
        entries = self.entries(key)
        if not any(entry.step == Step.FREEZE for entry in entries):
            return {}
        path = self._path(key, MARKS)
        if path.is_file():
            return {person: (grade, score) for person, (grade, score) in json.loads(path.read_text(encoding="utf-8")).items()}
        frozen = self.frozen(key, entries)
        return _marks(frozen.result) if frozen is not None else {}

    def _path(self, key: RoundKey, ending: str) -> Path:
        return self.home / FOLDER / (_stem(key.plan, key.card) + _SAFE.sub("_", key.period) + ending)


def _stem(plan: str, card: str) -> str:
    return _SAFE.sub("_", f"{plan}-{card}-")


def _marks(result: Appraisal) -> dict[str, tuple[str, str | None]]:
    return {p.person: (p.grade, None if p.score is None else format(p.score, "f")) for p in result.people}


def _write(path: Path, text: str) -> None:
    """A file that is there whole or not at all, for its owner alone."""
    staged = path.with_suffix(".stage")
    with os.fdopen(os.open(staged, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8", newline="\n") as out:
        out.write(text)
        out.flush()
        os.fsync(out.fileno())
    staged.replace(path)


def _append(path: Path, text: str) -> None:
    """Whole lines behind the last whole one; what somebody who was cut off left behind it goes."""
    with os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT, 0o600), "r+b") as out:
        kept = out.read()
        out.truncate(kept.rfind(b"\n") + 1)
        out.seek(0, os.SEEK_END)
        out.write(text.encode())
        out.flush()
        os.fsync(out.fileno())


def _line(entry: Entry, sha256: str = "") -> str:
    body = {"step": entry.step, "by": entry.by, "at": entry.at.isoformat(), "person": entry.person}
    data = {**entry.data, "sha256": sha256} if sha256 else dict(entry.data)
    return json.dumps({**body, "note": entry.note, "amount": entry.amount, "data": data}, ensure_ascii=False)


def _entry(body: Mapping[str, Any]) -> Entry:
    """A line; those of the first form keep scores beside the rest, and no word on what was seen."""
    at = datetime.fromisoformat(body["at"])
    at = at.astimezone(SHANGHAI).replace(tzinfo=None) if at.tzinfo else at
    data = dict(body["data"]) if "data" in body else {"scores": body["scores"]} if body["scores"] else {}
    return Entry(body["step"], body["by"], at, body["person"], body["note"], int(body["amount"]), data)
