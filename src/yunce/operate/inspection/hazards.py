# SPDX-License-Identifier: Apache-2.0
"""The register of hazards (隐患台账): by grade, age, quarter; what needs the level above apart. Source: docs/method/inspection.md."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from yunce.operate.agenda.windows import day_of
from yunce.operate.workitems.item import Item
from yunce.operate.workitems.states import Kind, State
from yunce.operate.workitems.statistics import Closure, ageing, closure
from yunce.operate.workitems.steps import missing_elements

MINOR, MAJOR = "minor", "major"
GRADES = (MINOR, MAJOR)


def grade_of(item: Item) -> str:
    """The grade of a hazard: major where it is told so, minor for every other rectification; empty for what is none."""
    if item.opening.kind is not Kind.RECTIFICATION:
        return ""
    return MAJOR if item.data.get("hazard") == MAJOR else MINOR


@dataclass(frozen=True, slots=True)
class Grade:
    """The hazards of one grade: how they close, how old the open ones are; how many major ones lack one of the five elements."""

    grade: str
    closure: Closure
    ages: tuple[int, ...]
    incomplete: int


@dataclass(frozen=True, slots=True)
class Quarter:
    """What was found and closed in a quarter (`2026-Q4`), by grade, and what stood open at its end or stands open now."""

    quarter: str
    grade: str
    found: int
    closed: int
    open: int


def register(items: Iterable[Item], now: datetime) -> tuple[Grade, ...]:
    """The hazards of each grade; those that were cancelled, as duplicates or refused, are left out."""
    kept = _hazards(items)
    grades = ((grade, [item for item in kept if grade_of(item) == grade]) for grade in GRADES)
    return tuple(Grade(grade, closure(some, now), ageing(some, now), _incomplete(some)) for grade, some in grades)


def upward(items: Iterable[Item]) -> tuple[Item, ...]:
    """The hazards that need the level above, in the order in which they were found."""
    return tuple(sorted((item for item in _hazards(items) if item.state is State.UPWARD), key=lambda item: item.opened_at))


def quarters(items: Iterable[Item], now: datetime) -> tuple[Quarter, ...]:
    """Quarter by quarter from the first hazard to now, each grade: found, closed, open at the end. Open = found so far - closed so far."""
    kept = _hazards(items)
    if not kept:
        return ()
    first, last = _index(min(item.opened_at for item in kept)), _index(now)
    rows: list[Quarter] = []
    for grade in GRADES:
        mine = [item for item in kept if grade_of(item) == grade]
        found = Counter(_index(item.opened_at) for item in mine)
        closed = Counter(_index(item.closed_at) for item in mine if item.closed_at is not None)
        still = 0
        for index in range(first, last + 1):
            still += found[index] - closed[index]
            rows.append(Quarter(f"{index // 4}-Q{index % 4 + 1}", grade, found[index], closed[index], still))
    return tuple(rows)


def _hazards(items: Iterable[Item]) -> Sequence[Item]:
    return [item for item in items if grade_of(item) and item.state is not State.CANCELLED]


def _incomplete(items: Iterable[Item]) -> int:
    return sum(bool(missing_elements(item)) for item in items if not item.is_closed)


def _index(at: datetime) -> int:
    """The quarters since the year 0, in Shanghai."""
    day = day_of(at)
    return day.year * 4 + (day.month - 1) // 3
