# SPDX-License-Identifier: Apache-2.0
"""The people of an appraisal as columns: a person's result is put together when somebody looks at it, most are only listed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from operator import attrgetter
from typing import Any, overload

import numpy as np
import polars as pl

from yunce.operate.appraisal.guarding import Guarded
from yunce.operate.appraisal.paying import Paid
from yunce.operate.appraisal.results import ItemLine, ItemState, LineHead, Listed, Outcome, PersonResult, State
from yunce.operate.appraisal.rows import LINE
from yunce.operate.appraisal.scoring import Scored
from yunce.operate.appraisal.texts import money_series, named, number_series, number_texts, words

STATES: tuple[State, ...] = ("scored", "held", "vetoed")
NUMBERS = (
    "score",
    "reported",
    "provisional",
    "coefficient",
    "base",
    "days",
    "earned",
    "pay",
    "z",
    "commission",
    "deduction",
    "fixed",
    "total",
)
LINE_STATES: tuple[ItemState, ...] = ("scored", "not_reported", "vetoed", "clear", "reweighted")


@dataclass(frozen=True, slots=True, eq=False)
class People(Listed):
    """The results of a card's people, in the order of the card."""

    scored: Scored
    paid: Paid
    guarded: Guarded
    commissions: Sequence[int | None]
    outcomes: Mapping[int, tuple[Outcome, ...]]
    made: dict[str, pl.Series] = field(default_factory=dict)
    """What was asked for so far: columns by name."""

    def __len__(self) -> int:
        return len(self.scored.people)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and list(self) == list(other)

    __hash__ = None  # type: ignore[assignment]  # its columns are made when they are asked for

    @overload
    def __getitem__(self, index: int) -> PersonResult: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[PersonResult]: ...
    def __getitem__(self, index: int | slice) -> PersonResult | Sequence[PersonResult]:
        places = range(len(self))[index]
        return self._person(places) if isinstance(places, int) else [self._person(i) for i in places]

    @property
    def follow(self) -> Mapping[int, tuple[Outcome, ...]]:
        """What opens for whom, by place."""
        return self.outcomes

    @property
    def heads(self) -> Sequence[LineHead]:
        """The lines of the card."""
        return [LineHead(x.key, x.name, x.item.kind or "score", weight_text(self.scored, j)) for j, x in enumerate(self.scored.lines)]

    def column(self, name: str) -> pl.Series:
        """A field of everybody as text."""
        if name not in self.made:
            self.made[name] = _COLUMNS[name](self).alias(name)
        return self.made[name]

    def line(self, line: int) -> Mapping[str, pl.Series]:
        """What differs between people on a line of the card, by field."""
        names = {name: f"{line} {name}" for name in LINE}
        if names["state"] not in self.made:
            self.made.update(zip(names.values(), _line_columns(self.scored, line), strict=True))
        return {name: self.made[own] for name, own in names.items()}

    def _person(self, i: int) -> PersonResult:
        person = self.scored.people[i]
        number = {name: _decimal(self.column(name)[i]) for name in NUMBERS}
        return PersonResult(
            person=person.id,
            name=person.name,
            role=person.role,
            unit=person.unit,
            state=self.column("state")[i],
            grade=self.column("grade")[i],
            rank=int(self.scored.rank[i]) or None,
            lines=Lines(self, i),
            follow=self.follow.get(i, ()),
            **number,  # type: ignore[arg-type]  # reported and deduction are always known
        )


@dataclass(frozen=True, slots=True, eq=False)
class Lines(Sequence[ItemLine]):
    """The lines of one person, made when they are looked at."""

    people: People
    person: int

    def __len__(self) -> int:
        return len(self.people.scored.lines)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and list(self) == list(other)

    __hash__ = None  # type: ignore[assignment]  # as its people

    @overload
    def __getitem__(self, index: int) -> ItemLine: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[ItemLine]: ...
    def __getitem__(self, index: int | slice) -> ItemLine | Sequence[ItemLine]:
        places = range(len(self))[index]
        return self._line(places) if isinstance(places, int) else [self._line(j) for j in places]

    def _line(self, j: int) -> ItemLine:
        line = self.people.scored.lines[j]
        cell: dict[str, Any] = {name: column[self.person] for name, column in self.people.line(j).items()}
        return ItemLine(
            item=line.key,
            name=line.name,
            kind=line.item.kind or "score",
            state=cell["state"],
            actual=_decimal(cell["actual"]),
            target=cell["target"],
            weight=_decimal(weight_text(self.people.scored, j)),
            ratio=_decimal(cell["ratio"]),
            points=_decimal(cell["points"]),
            source=cell["source"] or "",
            confirmer=cell["confirmer"] or "",
        )


def weight_text(scored: Scored, j: int) -> str | None:
    """The weight of a line; `None` for what stands beside the weights."""
    return number_texts([scored.lines[j].weight])[0] if scored.lines[j].is_scored else None


def _states(people: People) -> pl.Series:
    scored = people.scored
    return named(np.where(scored.struck.any(axis=1), 2, np.where(np.isnan(scored.score), 1, 0)), STATES)


def _of_people(field_name: str) -> Callable[[People], pl.Series]:
    find = attrgetter(field_name)
    return lambda people: words(list(map(find, people.scored.people)))


_COLUMNS: Mapping[str, Callable[[People], pl.Series]] = {
    "person": _of_people("id"),
    "name": _of_people("name"),
    "role": _of_people("role"),
    "unit": _of_people("unit"),
    "state": _states,
    "grade": lambda people: named(people.scored.grade, [*(g.name for g in people.scored.card.grades), ""]),
    "rank": lambda people: pl.Series(people.scored.rank).replace(0, None).cast(pl.String),
    "score": lambda people: number_series(people.scored.score),
    "reported": lambda people: number_series(np.nan_to_num(people.scored.reported)),
    "provisional": lambda people: number_series(people.scored.provisional),
    "coefficient": lambda people: number_series(people.scored.coefficient, 9),
    "base": lambda people: money_series(people.paid.bases),
    "days": lambda people: number_series(people.paid.days),
    "earned": lambda people: money_series(people.paid.earned),
    "pay": lambda people: money_series(people.paid.paid),
    "z": lambda people: number_series(people.scored.z),
    "commission": lambda people: money_series([-1 if part is None else part for part in people.commissions]),
    "deduction": lambda people: money_series(people.guarded.deductions),
    "fixed": lambda people: money_series([-1 if person.fixed is None else person.fixed for person in people.scored.people]),
    "total": lambda people: money_series(people.guarded.totals),
}


def _line_columns(scored: Scored, j: int) -> Sequence[pl.Series]:
    """What differs between people on a line, as `LINE` names it."""
    line, told = scored.lines[j], scored.told[j]
    item, ratio, brought = line.item, scored.ratios[:, j], scored.points[:, j]
    if line.is_scored:
        open_ones = np.isnan(scored.score) & ~scored.struck.any(axis=1)
        brought = np.where(open_ones, ratio * line.weight, brought)
    targets = number_series(scored.targets[:, j]).fill_null("")
    if item.target is not None:
        targets = targets.set(pl.Series(np.isnan(told.target)), item.target.text)
    sources, confirmers = told.told_by()
    return (
        _line_states(scored, j),
        told.written(),
        targets,
        number_series(ratio),
        number_series(brought),
        sources.replace("", item.data),
        confirmers.replace("", item.confirmer),
    )


def _line_states(scored: Scored, j: int) -> pl.Series:
    line, held = scored.lines[j], np.isnan(scored.score)
    if line.is_scored:
        state = np.where(np.isnan(scored.ratios[:, j]), np.where(held, 1, 4), 0)
    else:
        state = np.where(np.isnan(scored.told[j].actual), 1, 3 if line.item.kind == "veto" else 0)
    return named(np.where(scored.struck[:, j], 2, state), LINE_STATES)


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
