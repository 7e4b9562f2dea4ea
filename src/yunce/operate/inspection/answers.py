# SPDX-License-Identifier: Apache-2.0
"""Answers to a form: one a line, as people give them; all that is wrong with them at once. Source: docs/method/inspection.md, 2."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

from yunce.operate.inspection.form import Form, Line
from yunce.values.problem import Problem
from yunce.values.writing import is_blank

PASS, FAIL = "pass", "fail"
LONGEST = 2000
MOST_DIGITS = 18
FARTHEST = 40_075_000
"""No place is less certain than anywhere on the earth [m]; what is no number is refused with it."""
HAZARDS = ("minor", "major")


@dataclass(frozen=True, slots=True)
class Answer:
    """What was answered to one line. `photos` are hashes of evidence; `flagged` calls it a problem where the answer alone does not."""

    value: str = ""
    note: str = ""
    absent: bool = False
    """不适用: there was nothing to look at; it neither scores nor is a finding."""
    flagged: bool = False
    hazard: str = ""
    """The grade that the inspector gives what was found: `minor` or `major`; empty leaves it to the line's severity."""
    photos: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """Where the inspector stood, only where the inspector says so [degrees; metres]."""

    latitude: float
    longitude: float
    accuracy: float | None = None


@dataclass(frozen=True, slots=True)
class Answers:
    """A form filled in."""

    by_line: Mapping[str, Answer] = field(default_factory=dict)
    note: str = ""
    place: Place | None = None

    def of(self, line: Line) -> Answer:
        """The answer to a line, an empty one where there is none."""
        return self.by_line.get(line.id, Answer())


def number_of(line: Line, text: str) -> Decimal | None:
    """A number as it was typed, with or without its unit, as the line's limits count: `98.5` of percent is 0.985; `None` for no number."""
    plain = unicodedata.normalize("NFKC", text).replace(",", "").replace(" ", "")
    bound = line.limits.unit if line.limits is not None else ""
    unit = unicodedata.normalize("NFKC", line.measured_in or bound).replace(" ", "")
    plain = plain.removesuffix(unit) if unit else plain
    try:
        found = Decimal(plain)
    except InvalidOperation:
        return None
    usable = found.is_finite() and found.adjusted() < MOST_DIGITS and len(plain) <= 2 * MOST_DIGITS
    if not usable:
        return None
    return found / 100 if line.asks == "number" and bound == "%" else found


def check_answers(form: Form, answers: Answers) -> tuple[Problem, ...]:
    """All that is wrong with answers, line by line: `inspection.missing`, `.number`, `.score`, `.choice`, `.photo`, `.long`, `.unknown`."""
    known = {line.id for line in form.lines}
    strange = tuple(Problem.of("inspection.unknown", name[:60]) for name in answers.by_line if name not in known)
    found = (_check(line, answers.of(line)) for line in form.lines)
    return (*strange, *(one for one in found if one is not None), *_check_place(answers.place), *_check_length("note", answers.note))


def _check(line: Line, answer: Answer) -> Problem | None:
    for text in (answer.value, answer.note):
        if len(text) > LONGEST:
            return Problem.of("inspection.long", line.id, text=line.text, limit=LONGEST)
    if answer.hazard and answer.hazard not in HAZARDS:
        return Problem.of("inspection.hazard", line.id, text=line.text)
    if answer.absent:
        return None
    code = _wrong(line, answer)
    return Problem.of(f"inspection.{code}", line.id, text=line.text, full=line.full, options="、".join(line.options)) if code else None


def _wrong(line: Line, answer: Answer) -> str:
    """The code of what is wrong with an answer; empty where nothing is."""
    if line.asks == "photo":
        return "" if answer.photos else "photo"
    if line.asks == "text":
        return ""
    if is_blank(answer.value):
        return "missing"
    if line.asks in {"number", "score"}:
        number = number_of(line, answer.value)
        if number is None:
            return "number"
        return "score" if line.asks == "score" and not 0 <= number <= line.full else ""
    options = (PASS, FAIL) if line.asks == "pass_fail" else line.options
    return "choice" if options and answer.value not in options else ""


def _check_place(place: Place | None) -> tuple[Problem, ...]:
    if place is None or (abs(place.latitude) <= 90 and abs(place.longitude) <= 180 and 0 <= (place.accuracy or 0) <= FARTHEST):
        return ()
    return (Problem.of("inspection.place", "place"),)


def _check_length(path: str, text: str) -> tuple[Problem, ...]:
    return (Problem.of("inspection.long", path, text="", limit=LONGEST),) if len(text) > LONGEST else ()


def packed_answers(answers: Answers) -> dict[str, object]:
    """Answers as JSON can keep them; what is empty is left out."""
    lines: dict[str, object] = {}
    for name, one in answers.by_line.items():
        told = {"value": one.value, "note": one.note, "absent": one.absent, "flagged": one.flagged, "hazard": one.hazard}
        lines[name] = {key: value for key, value in {**told, "photos": list(one.photos)}.items() if value}
    place = answers.place
    where = {"latitude": place.latitude, "longitude": place.longitude, "accuracy": place.accuracy} if place else None
    return {"lines": lines} | ({"note": answers.note} if answers.note else {}) | ({"place": where} if where else {})


def unpacked_answers(kept: Mapping[str, Any]) -> Answers:
    """Answers from what was kept."""
    lines = {name: Answer(**{**one, "photos": tuple(one.get("photos", ()))}) for name, one in kept.get("lines", {}).items()}
    where = kept.get("place")
    return Answers(lines, str(kept.get("note", "")), Place(**where) if where else None)
