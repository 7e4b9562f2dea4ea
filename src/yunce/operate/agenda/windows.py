# SPDX-License-Identifier: Apache-2.0
"""When something that comes back is to be done: the windows of a cadence as moments, each with the key of its period."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import TypeVar

from yunce.values.cadence import Cadence
from yunce.values.calendar import Calendar, UnpublishedYear
from yunce.values.duration import Duration
from yunce.values.grain import next_start, start_of
from yunce.values.period import FIRST_YEAR, Period
from yunce.values.problem import Problem
from yunce.values.work_clock import SHANGHAI

DAY_END = time(23, 59)
"""Something due on a day may be done until it ends."""
MIDNIGHT = time()
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Window:
    """One occurrence: its period's key, its days, from when to when."""

    key: str
    days: Period
    start: datetime
    due: datetime | None


def near(every: Cadence, span: Period, asked: Period, lasts: Duration | None = None) -> Period | None:
    """The whole parts of a span whose occurrences may touch the days asked about: no other year's days of work are looked at."""
    margin = timedelta(days=62 if every.every == "two_months" else 0)
    first = start_of(max(asked.first - reach(lasts) - margin, date(FIRST_YEAR, 1, 1)), every.grain)
    until = next_start(start_of(asked.last, every.grain), every.grain) + margin
    return span.intersect(Period(first, until))


def reach(lasts: Duration | None) -> timedelta:
    """What a duration surely does not exceed."""
    if lasts is None:
        return timedelta()
    return timedelta(days=lasts.days if lasts.days is not None else lasts.amount * 31 if lasts.unit == "mo" else lasts.amount * 3 + 15)


def windows_of(
    every: Cadence, span: Period, calendar: Calendar, *, start: date | None = None, item: str = ""
) -> tuple[tuple[Period, ...], tuple[Problem, ...]]:
    """The occurrences in a span; years whose days of work nobody has published are left out, each with its problem."""
    try:
        return every.windows(span, calendar, start=start or span.first, item=item), ()
    except UnpublishedYear:
        return _by_year(every, span, calendar, start or span.first, item)


def _by_year(every: Cadence, span: Period, calendar: Calendar, start: date, item: str) -> tuple[tuple[Period, ...], tuple[Problem, ...]]:
    """The occurrences of the years that are published."""
    found: list[Period] = []
    problems: list[Problem] = []
    for year in span.parts("year"):
        try:
            found += every.windows(year, calendar, start=start, item=item)
        except UnpublishedYear as e:
            problems += e.problems
    return tuple(found), tuple(problems)


def keyed(every: Cadence, days: Period) -> str:
    """The key of an occurrence's period: the week of a Monday's check, the day itself where a week has several."""
    if every.every == "two_months":
        return days.name
    return days.text if len(every.on) > 1 else Period.key(days.first, every.grain)


def window(every: Cadence, days: Period, lasts: Duration | None, calendar: Calendar, item: str) -> tuple[Window, tuple[Problem, ...]]:
    """An occurrence with its moments: due so long after its first day, else at the end of its last."""
    due, problems = (days.last, ()) if lasts is None else guarded(lambda: lasts.after(days.first, calendar, item=item))
    return Window(keyed(every, days), days, opens(days.first), closes(due)), problems


def clipped(at: Window, span: Period) -> Window:
    """A window within some days that it touches."""
    first, last = at.start, at.due
    low = max(first, first.replace(year=span.first.year, month=span.first.month, day=span.first.day))
    end = span.last
    high = last if last is None or last.date() <= end else last - timedelta(days=(last.date() - end).days)
    return replace(at, start=low, due=high)


def guarded(work: Callable[[], T]) -> tuple[T | None, tuple[Problem, ...]]:
    """What the calendar gives; `None` with the problem where a year's days of work are not published."""
    try:
        return work(), ()
    except UnpublishedYear as e:
        return None, e.problems


def opens(day: date) -> datetime:
    """The first moment of a day, in Shanghai."""
    return datetime.combine(day, MIDNIGHT, SHANGHAI)


def closes(day: date | None) -> datetime | None:
    """The last moment of a day, in Shanghai."""
    return None if day is None else datetime.combine(day, DAY_END, SHANGHAI)


def day_of(moment: datetime) -> date:
    """The day of a moment in Shanghai, whatever offset it is told in."""
    return moment.date() if moment.tzinfo is SHANGHAI else moment.astimezone(SHANGHAI).date()


def touches(asked: Period, first: datetime | None, due: datetime | None) -> bool:
    """True where something that lasts from `first` to `due` is on one of the days asked about; without either end it is open there."""
    low, high = first or due, due or first
    return low is not None and high is not None and day_of(low) < asked.until and day_of(high) >= asked.first
