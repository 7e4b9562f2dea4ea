# SPDX-License-Identifier: Apache-2.0
"""From people needed by interval to shifts that cover them, and from shifts to a lawful roster."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray

from yunce.engine.staff.cover import Effort, cover
from yunce.engine.staff.labour import FREE, Days, Duty, Law, violations
from yunce.engine.staff.roster import least_people, make_roster
from yunce.engine.staff.shifts import Shift, every_shift, shift_table
from yunce.operate.staffing.results import RosterPlan, RosterRow, ShiftPlan, ShiftUse
from yunce.plan.parts.rules import WorkShift
from yunce.values.problem import Problem, YunceError

Whole = NDArray[np.int64]
NINE_HOURS, ONE_HOUR, MINUTES = 9 * 3600, 3600, 60
TENTH = Decimal("0.1")
_DAY = 86_400
_MIDDLE = 2 / 5, 3 / 5
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass(frozen=True, slots=True)
class Opening:
    """When people answer: from one interval of the day to another, intervals being so long [s]."""

    opens: int
    closes: int
    interval: int

    @property
    def per_day(self) -> int:
        """Intervals of a day."""
        return _DAY // self.interval


def shifts_of(written: Sequence[WorkShift], opening: Opening, path: str) -> tuple[Shift, ...]:
    """The shifts that a service names; else every nine-hour shift, an hour of it a break, on the half hours of the opening time.

    Raises `YunceError` with all that cannot be read.
    """
    if not written:
        step = max(1, 3600 // opening.interval)
        pause = max(1, ONE_HOUR // opening.interval)
        return tuple(
            _named(one, opening) for one in every_shift(opening.opens, opening.closes, (NINE_HOURS // opening.interval,), step, pause)
        )
    found, wrong = [], []
    for index, one in enumerate(written):
        start, lasts = clock_of(one.start), one.lasts.seconds if one.lasts is not None else None
        if start is None or start >= _DAY or not lasts or lasts > _DAY:
            wrong.append(Problem.of("staffing.shift_unusable", f"{path}.shifts[{index}]", name=one.name or index + 1))
            continue
        length, pause = -(-lasts // opening.interval), -(-(one.pause.seconds or 0) // opening.interval) if one.pause is not None else 0
        first = max(1, int(length * _MIDDLE[0]))
        latest = max(first, min(int(length * _MIDDLE[1]), length - pause - 1))
        rest = (pause, first, latest) if pause else (0, 0, 0)
        found.append(_named(Shift(start // opening.interval, length, *rest, name=one.name), opening))
    if wrong:
        raise YunceError(*wrong)
    return tuple(found)


def _named(shift: Shift, opening: Opening) -> Shift:
    name = shift.name or f"{clock_text(shift.start, opening.interval)}班"
    return replace(shift, name=name)


def plan_shifts(
    people: Whole, days: Sequence[date], shifts: Sequence[Shift], opening: Opening, written: Sequence[WorkShift]
) -> tuple[ShiftPlan, Whole]:
    """The cheapest shifts for people needed (days x intervals); and who is scheduled in each interval. Raises `YunceError`."""
    table = shift_table(shifts, len(days), opening.per_day)
    allowed = [
        not written or not written[s].days or _WEEKDAYS[days[d].weekday()] in written[s].days
        for d, s in zip(table.day, table.shift, strict=True)
    ]
    most = np.where(allowed, np.inf, 0.0)
    found = cover(people, table.covers, table.work.astype(np.float64), most=most, effort=Effort(gap=0.01, seconds=10.0))
    uses = tuple(
        _use(shifts[int(table.shift[row])], days[int(table.day[row])], int(table.pause_at[row]), int(found.people[row]), opening)
        for row in np.flatnonzero(found.people).tolist()
    )
    hours = Decimal(opening.interval) / 3600
    missing = tuple(
        (days[at // opening.per_day], clock_text(at % opening.per_day, opening.interval), int(found.shortfall[at]))
        for at in np.flatnonzero(found.shortfall).tolist()
    )
    gap = Decimal(repr(round(found.gap, 6)))
    plan = ShiftPlan(uses, _tenth(found.cost * float(hours)), _tenth(found.bound * float(hours)), gap, found.is_optimal, missing)
    return plan, found.people @ table.covers.astype(np.int64)


def _use(shift: Shift, day: date, pause_at: int, people: int, opening: Opening) -> ShiftUse:
    text = clock_text(shift.start + pause_at, opening.interval) if pause_at >= 0 else ""
    hours = Decimal(shift.work * opening.interval) / 3600
    start, end = (clock_text(at, opening.interval) for at in (shift.start, shift.end))
    return ShiftUse(day, shift.name, start, end, text, hours, people)


def plan_roster(uses: Sequence[ShiftUse], days: Sequence[date], people: int, seed: int) -> RosterPlan:
    """A lawful roster of so many people for the shifts used. Raises `YunceError`."""
    kinds = sorted({(use.start, use.end, use.name, use.hours) for use in uses})
    duties = tuple(Duty(_hours(start), _hours(end), float(hours)) for start, end, _, hours in kinds)
    needs = np.zeros((len(days), len(kinds)), dtype=np.int64)
    for use in uses:
        needs[days.index(use.day), kinds.index((use.start, use.end, use.name, use.hours))] += use.people
    months = {month: at for at, month in enumerate(dict.fromkeys((day.year, day.month) for day in days))}
    calendar = Days(
        np.array([day.weekday() for day in days]),
        np.array([months[day.year, day.month] for day in days]),
        np.zeros((people, len(days)), dtype=np.bool_),
    )
    found = make_roster(needs, duties, calendar, seed=seed)
    names = [name for _, _, name, _ in kinds]
    rows = tuple(
        RosterRow(
            f"员工{person + 1}",
            tuple(names[shift] if shift != FREE else "" for shift in found.shifts[person].tolist()),
            _tenth(float(found.hours[person])),
            _tenth(float(found.overtime[person])),
            int(found.nights[person]),
            int(found.weekends[person]),
        )
        for person in range(people)
    )
    passed = len(violations(found.shifts, duties, calendar, Law()))
    return RosterPlan(tuple(days), rows, tuple(_unfilled(found.unfilled, days, names)), least_people(needs, duties, calendar), passed)


def _unfilled(places: Whole, days: Sequence[date], names: Sequence[str]) -> Iterator[tuple[date, str, int]]:
    missing: Counter[tuple[date, str]] = Counter()
    for day, shift in zip(*np.nonzero(places), strict=True):
        missing[days[int(day)], names[int(shift)]] += int(places[day, shift])
    yield from ((day, name, count) for (day, name), count in missing.items())


def clock_of(text: str) -> int | None:
    """The second of the day that `07:30` names, `24:00` being its end; nothing where it names none."""
    hour, _, minute = text.strip().replace("\uff1a", ":").partition(":")
    if not (hour.isdecimal() and (minute or "00").isdecimal()) or int(hour) > 24 or int(minute or 0) > 59:
        return None
    return int(hour) * 3600 + int(minute or 0) * MINUTES


def clock_text(slot: int, interval: int) -> str:
    """When an interval begins, counted on past midnight: `26:00` is two in the morning of the next day."""
    minutes = slot * interval // MINUTES
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def _hours(text: str) -> float:
    hour, _, minute = text.partition(":")
    return int(hour) + int(minute) / 60


def _tenth(value: float) -> Decimal:
    return Decimal(repr(round(value, 1))).quantize(TENTH)
