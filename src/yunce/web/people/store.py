# SPDX-License-Identifier: Apache-2.0
"""The events of rounds in the relational database, and what they make: who said what, what was handed in, what was frozen."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from yunce.app.frozen_results import pack_appraisal
from yunce.operate.appraisal.following import Past
from yunce.operate.appraisal.given import Given
from yunce.operate.appraisal.people import Person
from yunce.operate.appraisal.results import Appraisal
from yunce.operate.appraisal.round import Event, Step
from yunce.operate.appraisal.told import Value
from yunce.values.period import Period, read_period
from yunce.web.people.models import FrozenRound, RoundEvent

ACTUALS, ROSTER = "actuals", "roster"
STEPS = frozenset(step.value for step in Step)


class Moved(Exception):
    """Something was written to the round since it was looked at; nothing was added."""


@dataclass(frozen=True, slots=True)
class RoundKey:
    """Which round: a card of a plan, a period by its name."""

    plan: str
    card: str
    period: str

    def fields(self) -> dict[str, str]:
        """As the tables name it."""
        return {"plan": self.plan, "card": self.card, "period": self.period}


def rows_of(key: RoundKey) -> tuple[RoundEvent, ...]:
    """All events of a round, in order."""
    return tuple(RoundEvent.objects.filter(**key.fields()).order_by("seq"))


def frozen_of(key: RoundKey) -> FrozenRound | None:
    """The frozen results of a round."""
    return FrozenRound.objects.filter(**key.fields()).first()


def add(key: RoundKey, row: RoundEvent, after: int) -> None:
    """Write an event after so many. Raises `Moved` where there are more by now."""
    _write(key, row, after, None)


def freeze(key: RoundKey, row: RoundEvent, after: int, kept: tuple[str, Appraisal]) -> None:
    """Write a freeze with its results (the plan's version, the values), both or neither. Raises `Moved`."""
    fingerprint, result = kept
    body = pack_appraisal(result)
    results = {p.person: [p.grade, None if p.score is None else format(p.score, "f")] for p in result.people}
    sha256 = hashlib.sha256(body.encode()).hexdigest()
    frozen = FrozenRound(**key.fields(), fingerprint=fingerprint, at=row.at, body=body, sha256=sha256, results=results)
    _write(key, row, after, frozen)


def _write(key: RoundKey, row: RoundEvent, after: int, frozen: FrozenRound | None) -> None:
    row.plan, row.card, row.period, row.seq = key.plan, key.card, key.period, after + 1
    try:
        with transaction.atomic():
            row.save()
            if frozen is not None:
                frozen.save()
    except IntegrityError as e:
        raise Moved from e


def event_of(row: RoundEvent) -> Event:
    """A step as the round's fold takes it."""
    scores = {item: Decimal(points) for item, points in row.data.get("scores", {}).items()}
    return Event(Step(row.step), row.by, row.at, row.person, scores, row.note, row.amount, tuple(row.data.get("items", ())))


def steps_of(rows: Iterable[RoundEvent]) -> tuple[Event, ...]:
    """The steps among the events."""
    return tuple(event_of(row) for row in rows if row.step in STEPS)


def given_of(rows: Iterable[RoundEvent]) -> Given:
    """What was handed in; of an item twice the last stands."""
    values: dict[tuple[str, str], Value] = {}
    for row in rows:
        if row.step == ACTUALS:
            for whose, item, actual, target, source, confirmer in row.data["values"]:
                values[whose, item] = Value(_decimal(actual), _decimal(target), source, confirmer)
    return Given(values)


def packed_given(given: Given) -> dict[str, Any]:
    """Results as an event keeps them."""
    rows = [[*at, _text(v.actual), _text(v.target), v.source, v.confirmer] for at, v in given.values.items()]
    return {"values": rows}


def roster_of(rows: Iterable[RoundEvent]) -> tuple[Person, ...]:
    """The last roster that was handed in; empty where there is none."""
    found: tuple[Person, ...] = ()
    for row in rows:
        if row.step == ROSTER:
            found = tuple(_person(each) for each in row.data["people"])
    return found


def packed_roster(people: Iterable[Person]) -> dict[str, Any]:
    """People as an event keeps them."""
    names = ("id", "name", "role", "unit", "base", "fixed", "city", "deduction")
    return {
        "people": [
            {**{n: getattr(p, n) for n in names}, "first": _text(p.first), "until": _text(p.until), "days": _text(p.days)} for p in people
        ]
    }


def _person(kept: Mapping[str, Any]) -> Person:
    days = {name: date.fromisoformat(kept[name]) if kept[name] else None for name in ("first", "until")}
    return Person(**{**kept, **days, "days": _decimal(kept["days"])})


def past_of(key: RoundKey, period: Period) -> Past:
    """What earlier frozen rounds of the card came to."""
    found: dict[tuple[str, Period], tuple[str, float]] = {}
    rounds: QuerySet[FrozenRound] = FrozenRound.objects.filter(plan=key.plan, card=key.card).defer("body")
    for row in rounds:
        earlier = read_period(row.period)
        if isinstance(earlier, Period) and earlier.first < period.first:
            for person, (grade, score) in row.results.items():
                found[person, earlier] = (grade, float("nan") if score is None else float(score))
    return Past(found)


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _text(value: Decimal | date | None) -> str | None:
    return None if value is None else format(value, "f") if isinstance(value, Decimal) else value.isoformat()
