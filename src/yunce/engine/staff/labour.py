# SPDX-License-Identifier: Apache-2.0
"""What the law lets a roster do, and the independent check of a finished one: hours, overtime, rest days, rest between shifts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from yunce.engine.staff.errors import StaffError
from yunce.values.problem import Problem

Whole = NDArray[np.int64]
FREE = -1
"""In a roster: no shift on that day."""
_NIGHT = 22.0, 30.0
_DAY = 24.0
Breach = Literal["day_hours", "month_overtime", "no_rest_day", "short_rest", "absent"]


@dataclass(frozen=True, slots=True)
class Duty:
    """One shift as a roster sees it: begins and ends [h from midnight; past 24 is the next day], paid work [h]."""

    start: float
    end: float
    work: float

    @property
    def is_night(self) -> bool:
        """True where at least an hour of it lies between 22:00 and 6:00."""
        return min(self.end, _NIGHT[1]) - max(self.start, _NIGHT[0]) >= 1 or _NIGHT[1] - _DAY - self.start >= 1


@dataclass(frozen=True, slots=True)
class Law:
    """Limits that a roster never passes. Sources: 劳动法 36, 38, 41; 国务院令174号; docs/method/staffing.md, 9."""

    day_hours: float = 8.0
    """Standard work of a day [h]."""
    week_hours: float = 40.0
    """Standard work of a week [h]: what is more is overtime (劳动法 names 44, 国务院令174号 40)."""
    day_overtime: float = 3.0
    """Overtime of a day at most [h]."""
    month_overtime: float = 36.0
    """Overtime of a month at most [h]."""
    days_in_row: int = 6
    """Days of work in a row at most: at least one rest day in any seven."""
    rest: float = 11.0
    """Between the end of a shift and the start of the next at least [h]; no law names it for adults, agreements usually do."""

    def __post_init__(self) -> None:
        if (
            min(self.day_hours, self.week_hours) <= 0
            or min(self.day_overtime, self.month_overtime, self.rest) < 0
            or not 1 <= self.days_in_row <= 6
        ):
            raise StaffError(Problem.of("staff.law_wrong", "law", days=self.days_in_row))


@dataclass(frozen=True, slots=True, eq=False)
class Days:
    """The days of a roster: weekday of each (d,) 0 = Monday, the month that each belongs to (d,), who is away (p, d) true."""

    weekday: Whole
    month: Whole
    away: NDArray[np.bool_]

    @property
    def week(self) -> Whole:
        """The number of the week of each day, weeks beginning on Monday: (d,)."""
        return np.cumsum(np.concatenate([[0], (self.weekday[1:] == 0).astype(np.int64)]))


@dataclass(frozen=True, slots=True)
class Violation:
    """One limit that a roster passes: whose, on which day (of the month's or week's last work), by which number."""

    kind: Breach
    person: int
    day: int
    value: float


def overtime(hours: NDArray[np.float64], weeks: Whole, law: Law) -> NDArray[np.float64]:
    """Overtime that each day of one person adds [h]: above the day's standard, and above the week's for what is not yet counted.

    hours (d,) [h] · weeks (d,) -> (d,).
    """
    found, standard, last = np.zeros(hours.size), 0.0, -1
    for day in range(hours.size):
        standard, last = (standard, last) if weeks[day] == last else (0.0, int(weeks[day]))
        plain = min(float(hours[day]), law.day_hours)
        over_week = max(0.0, min(plain, standard + plain - law.week_hours))
        found[day] = float(hours[day]) - plain + over_week
        standard += plain - over_week
    return found


def violations(roster: Whole, duties: Sequence[Duty], days: Days, law: Law) -> tuple[Violation, ...]:
    """Every limit that a roster passes: an empty answer is a lawful roster. roster (p, d): the shift of each person and day, -1 free."""
    found: list[Violation] = []
    work = np.array([*(duty.work for duty in duties), 0.0])
    for person in range(roster.shape[0]):
        own = roster[person]
        hours = work[own]
        found += [
            Violation("day_hours", person, int(day), float(hours[day])) for day in np.flatnonzero(hours > law.day_hours + law.day_overtime)
        ]
        found += [Violation("absent", person, int(day), 0.0) for day in np.flatnonzero((own != FREE) & days.away[person])]
        found += _overtime_passed(person, hours, days, law)
        found += _rest_missed(person, own, duties, law)
    return tuple(found)


def _overtime_passed(person: int, hours: NDArray[np.float64], days: Days, law: Law) -> list[Violation]:
    extra = overtime(hours, days.week, law)
    sums = {int(month): float(extra[days.month == month].sum()) for month in np.unique(days.month)}
    return [
        Violation("month_overtime", person, int(np.flatnonzero(days.month == month)[-1]), value)
        for month, value in sums.items()
        if value > law.month_overtime + 1e-9
    ]


def _rest_missed(person: int, own: Whole, duties: Sequence[Duty], law: Law) -> list[Violation]:
    """Days without a rest day before them, and shifts that begin too soon after the last."""
    found, row = [], 0
    for day, shift in enumerate(own.tolist()):
        row = row + 1 if shift != FREE else 0
        if row > law.days_in_row:
            found.append(Violation("no_rest_day", person, day, float(row)))
        before = int(own[day - 1]) if day else FREE
        if shift != FREE and before != FREE:
            gap = duties[shift].start + _DAY - duties[before].end
            if gap < law.rest - 1e-9:
                found.append(Violation("short_rest", person, day, gap))
    return found
