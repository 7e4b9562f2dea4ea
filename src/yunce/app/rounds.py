# SPDX-License-Identifier: Apache-2.0
"""Rounds of appraisal on disk: one append-only file of events a card and period, and the results as they were when it was frozen."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from pathlib import Path

from filelock import FileLock

from yunce.operate.appraisal.results import Appraisal
from yunce.operate.appraisal.round import Event, Round, Step, after, fold, opened
from yunce.values.problem import Problem, YunceError

FOLDER = "appraisals"
_SAFE = re.compile(r"[^A-Za-z0-9_.-]")


@dataclass(frozen=True, slots=True)
class RoundStore:
    """The rounds of an installation. Whoever is cut off leaves the last whole line; nothing written is ever changed."""

    home: Path

    def read(self, result: Appraisal) -> Round:
        """The round of a card and period, its people those of the result; once frozen those who were frozen. Raises `YunceError`."""
        kept = (self.frozen(result) or {}).get("people")
        names = [str(one["person"]) for one in kept] if isinstance(kept, list) else [person.person for person in result.people]
        return fold(opened(result.card, result.period, names), self._events(result))[0]

    def frozen(self, result: Appraisal) -> Mapping[str, object] | None:
        """The results as they were frozen, as they were printed; `None` before."""
        path = self._path(result, ".frozen.json")
        if not path.is_file():
            return None
        body: dict[str, object] = json.loads(path.read_text(encoding="utf-8"))
        return body

    def add(self, event: Event, result: Appraisal, printed: Callable[[Appraisal], str]) -> Round | Problem:
        """The round after an event, written down; or why it cannot be. A freeze also keeps the results as `printed`."""
        path = self._path(result, ".jsonl")
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with FileLock(path.with_suffix(".lock")):
            found = after(self.read(result), event, result)
            if isinstance(found, Problem):
                return found
            if event.step is Step.FREEZE:
                _write(self._path(result, ".frozen.json"), printed(result))
            with path.open("a", encoding="utf-8") as out:
                out.write(_line(event) + "\n")
                out.flush()
                os.fsync(out.fileno())
        return found

    def _events(self, result: Appraisal) -> tuple[Event, ...]:
        path = self._path(result, ".jsonl")
        text = path.read_text(encoding="utf-8") if path.is_file() else ""
        whole = text[: text.rfind("\n") + 1].splitlines()
        try:
            return tuple(_event(json.loads(line)) for line in whole)
        except (ValueError, KeyError) as e:
            raise YunceError(Problem.of("app.round_damaged", str(path))) from e

    def _path(self, result: Appraisal, ending: str) -> Path:
        return self.home / FOLDER / (_SAFE.sub("_", f"{result.plan}-{result.card}-{result.period}") + ending)


def _write(path: Path, text: str) -> None:
    """A file that is there whole or not at all, for its owner alone."""
    staged = path.with_suffix(".stage")
    with os.fdopen(os.open(staged, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as out:
        out.write(text)
    staged.replace(path)


def _line(event: Event) -> str:
    body = {
        "step": event.step.value,
        "by": event.by,
        "at": event.at.isoformat(),
        "person": event.person,
        "scores": {item: format(points, "f") for item, points in event.scores.items()},
        "note": event.note,
        "amount": event.amount,
    }
    return json.dumps(body, ensure_ascii=False)


def _event(body: Mapping[str, str | int | dict[str, str]]) -> Event:
    scores = body["scores"]
    given = {item: Decimal(points) for item, points in scores.items()} if isinstance(scores, dict) else {}
    step, at, amount = Step(str(body["step"])), datetime.fromisoformat(str(body["at"])), int(str(body["amount"]))
    return Event(step, str(body["by"]), at, str(body["person"]), given, str(body["note"]), amount)
