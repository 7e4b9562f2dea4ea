# SPDX-License-Identifier: Apache-2.0
"""Clocks that run on working time only: several intervals a day, days of work by the calendar, pauses. Source: docs/method/work.md."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from functools import cached_property
from itertools import pairwise

from yunce.values.calendar import Calendar
from yunce.values.duration import Duration
from yunce.values.problem import Problem

SHANGHAI = timezone(timedelta(hours=8), "Asia/Shanghai")
"""Where working hours are meant. China has kept one offset since 1991."""
DAY_MINUTES = 1440
_SPAN = re.compile(r"(\d{1,2})[::](\d{2})\s*(?:-|–|—|~|至|到)\s*(\d{1,2})[::](\d{2})")
_BETWEEN = re.compile(r"[\s,、;]*")


@dataclass(frozen=True, slots=True)
class Hours:
    """The intervals that are worked in a day, in order and apart, as minutes of the day [min] in [0, 1440]."""

    spans: tuple[tuple[int, int], ...]

    def __str__(self) -> str:
        return " ".join(f"{_clock(start)}-{_clock(end)}" for start, end in self.spans)

    @property
    def seconds(self) -> int:
        """How much of a day is worked [s]."""
        return 60 * sum(end - start for start, end in self.spans)


def read_hours(text: str, path: str = "") -> Hours | Problem:
    """The working hours that a text means, or a `Problem`.

    >>> read_hours("09:00-12:00 13:30-18:00")
    Hours(spans=((540, 720), (810, 1080)))
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    matches = list(_SPAN.finditer(plain))
    spans = sorted((int(m[1]) * 60 + int(m[2]), int(m[3]) * 60 + int(m[4])) for m in matches)
    minutes_fit = all(int(m[2]) < 60 and int(m[4]) < 60 for m in matches)
    if not spans or not minutes_fit or not _BETWEEN.fullmatch(_SPAN.sub("", plain)):
        return Problem.of("hours.unreadable", path, text=text[:64])
    if any(end <= start or end > DAY_MINUTES for start, end in spans):
        return Problem.of("hours.backwards", path, text=text[:64])
    if any(start < end for (_, end), (start, _) in pairwise(spans)):
        return Problem.of("hours.overlap", path, text=text[:64])
    return Hours(tuple(spans))


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


Pause = tuple[datetime, datetime | None]
"""From when to when a clock stood still; `None`: it still does."""


@dataclass(frozen=True, eq=False)
class WorkClock:
    """Measures working time. Without a calendar every day is worked. Moments without an offset are in Shanghai, and stay without one.

    All methods raise `UnpublishedYear` where the way touches a year whose public holidays are not in the calendar.
    """

    hours: Hours
    calendar: Calendar | None = None

    def between(self, start: datetime, end: datetime) -> int:
        """Working time from one moment to another [s]; 0 where the second is not later."""
        first, last = _local(start), _local(end)
        if last <= first:
            return 0
        days = self._count(first.date(), last.date())
        return days * self.hours.seconds + self._worked_until(last) - self._worked_until(first)

    def after(self, start: datetime, seconds: int) -> datetime:
        """The first moment at which so much working time [s] has gone by; the start itself for none."""
        if seconds <= 0:
            return start
        first = _local(start)
        left = seconds + self._worked_until(first)
        days = (left - 1) // self.hours.seconds
        day = self._move(first.date(), days)
        return _like(start, datetime.combine(day, time()) + timedelta(seconds=self._second_of_day(left - days * self.hours.seconds)))

    def spent(self, start: datetime, end: datetime, pauses: Sequence[Pause] = ()) -> int:
        """Working time from one moment to another less that of the pauses [s]."""
        stood = sum(self.between(max(low, start), min(high or end, end)) for low, high in merged(pauses))
        return self.between(start, end) - stood

    def due(self, start: datetime, seconds: int, pauses: Sequence[Pause] = ()) -> datetime | None:
        """When so much working time [s] has gone by outside the pauses; `None` while the clock stands still."""
        return self.put_off(self.after(start, seconds), start, pauses)

    def put_off(self, due: datetime, start: datetime, pauses: Sequence[Pause]) -> datetime | None:
        """A due time moved by the working time of the pauses that lie between the start and it; `None` while the clock stands still."""
        for low, high in merged(pauses):
            if low >= due or (high is not None and high <= start):
                continue
            if high is None:
                return None
            due = self.after(due, self.between(max(low, start), high))
        return due

    def deadline(self, start: datetime, lasts: Duration) -> datetime:
        """What a duration after a moment means: hours, minutes and seconds as working time; days, weeks, months and working days as
        the end of work of the day that they lead to."""
        if lasts.unit in {"h", "min", "s"}:
            return self.after(start, lasts.seconds or 0)
        day = lasts.after(_local(start).date(), self.calendar)
        return _like(start, datetime.combine(day, time()) + timedelta(minutes=self.hours.spans[-1][1]))

    def _is_worked(self, day: date) -> bool:
        return self.calendar is None or self.calendar.is_workday(day)

    def _count(self, first: date, until: date) -> int:
        return (until - first).days if self.calendar is None else self.calendar.count_workdays(first, until)

    def _move(self, day: date, days: int) -> date:
        """The day of work that comes so many days of work after the first one on or after a day."""
        if self.calendar is None:
            return day + timedelta(days=days)
        first = self.calendar.add_workdays(day, 0)
        return self.calendar.add_workdays(first, days) if days else first

    def _worked_until(self, moment: datetime) -> int:
        """Working time of the moment's own day before it [s]."""
        if not self._is_worked(moment.date()):
            return 0
        second = moment.hour * 3600 + moment.minute * 60 + moment.second
        return sum(min(max(second - start, 0), end - start) for start, end in self._seconds)

    def _second_of_day(self, worked: int) -> int:
        """The second of a day at which so much of it is worked."""
        for start, end in self._seconds:
            if worked <= end - start:
                return start + worked
            worked -= end - start
        return self._seconds[-1][1]

    @cached_property
    def _seconds(self) -> tuple[tuple[int, int], ...]:
        return tuple((start * 60, end * 60) for start, end in self.hours.spans)


def merged(pauses: Iterable[Pause]) -> list[Pause]:
    """Pauses in order, those that touch joined."""
    found: list[Pause] = []
    for low, high in sorted(pauses, key=lambda pause: pause[0]):
        last = found[-1] if found else None
        if last is None or (last[1] is not None and low > last[1]):
            found.append((low, high))
        elif last[1] is not None:
            found[-1] = (last[0], None if high is None else max(last[1], high))
    return found


def _local(moment: datetime) -> datetime:
    return moment.astimezone(SHANGHAI).replace(tzinfo=None) if moment.tzinfo else moment


def _like(model: datetime, moment: datetime) -> datetime:
    """A local moment as the model tells its own: in its offset, or without one."""
    return moment.replace(tzinfo=SHANGHAI).astimezone(model.tzinfo) if model.tzinfo else moment
