# SPDX-License-Identifier: Apache-2.0
"""What is written of a round, in order: steps that people took, and what was handed in. The whole truth of a round, whoever wrote it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from yunce.operate.appraisal.given import Given
from yunce.operate.appraisal.people import Person
from yunce.operate.appraisal.round import Event, Step
from yunce.operate.appraisal.told import Value

ACTUALS, ROSTER = "actuals", "roster"
STEPS = frozenset(step.value for step in Step)
PERSON_TIMES = ("first", "until", "days")
PERSON_FIELDS = ("id", "name", "role", "unit", "base", "fixed", "city", "deduction")


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing written: a step of `Step`, or `actuals` and `roster` for what was handed in; `at` naive, Asia/Shanghai.

    `data` holds what a step gave and saw: `scores`, `items` and `actuals` of a confirmation, `pools` of a signature; or what was handed
    in: `values`, `people`. An adjustment is in `amount` [fen].
    """

    step: str
    by: str
    at: datetime
    person: str = ""
    note: str = ""
    amount: int = 0
    data: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))


def event_of(entry: Entry) -> Event:
    """A step as the round's fold takes it."""
    scores = {item: Decimal(points) for item, points in entry.data.get("scores", {}).items()}
    items = tuple(entry.data.get("items", ()))
    return Event(Step(entry.step), entry.by, entry.at, entry.person, scores, entry.note, entry.amount, items)


def steps_of(entries: Iterable[Entry]) -> tuple[Event, ...]:
    """The steps among the entries."""
    return tuple(event_of(entry) for entry in entries if entry.step in STEPS)


def given_of(entries: Iterable[Entry]) -> Given:
    """What was handed in; of an item twice the last stands."""
    values: dict[tuple[str, str], Value] = {}
    for entry in entries:
        if entry.step == ACTUALS:
            for whose, item, actual, target, source, confirmer in entry.data["values"]:
                values[whose, item] = Value(_decimal(actual), _decimal(target), source, confirmer)
    return Given(values)


def packed_given(given: Given) -> dict[str, Any]:
    """Results as an entry keeps them."""
    return {"values": [[*at, _text(v.actual), _text(v.target), v.source, v.confirmer] for at, v in given.values.items()]}


def roster_of(entries: Sequence[Entry]) -> tuple[Person, ...]:
    """The last roster that was handed in, else the people of the last sheet of results that named some; empty where there is neither."""
    kept = [entry for entry in entries if entry.step == ROSTER]
    whole = [entry for entry in kept if not entry.data.get("from_results")]
    last = (whole or kept)[-1:]
    return tuple(_person(each) for entry in last for each in entry.data["people"])


def packed_roster(people: Iterable[Person], *, from_results: bool = False) -> dict[str, Any]:
    """People as an entry keeps them; `from_results` where they are those of a sheet of results, which a roster outranks."""
    rows = [{**{n: getattr(p, n) for n in PERSON_FIELDS}, **{n: _text(getattr(p, n)) for n in PERSON_TIMES}} for p in people]
    return {"people": rows, "from_results": True} if from_results else {"people": rows}


def _person(kept: Mapping[str, Any]) -> Person:
    days = {name: date.fromisoformat(kept[name]) if kept[name] else None for name in ("first", "until")}
    return Person(**{**kept, **days, "days": _decimal(kept["days"])})


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _text(value: Decimal | date | None) -> str | None:
    return None if value is None else format(value, "f") if isinstance(value, Decimal) else value.isoformat()
