# SPDX-License-Identifier: Apache-2.0
"""Moving dates: `cn:double_11`, `cn:spring_festival-10d`, `cn:618 +3wd`: an event of a calendar and a distance from its day."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from difflib import get_close_matches
from typing import Literal

from yunce.values.calendar import Calendar
from yunce.values.duration import Duration, read_duration
from yunce.values.period import Period
from yunce.values.problem import Problem

_FORM = re.compile(r"(?P<calendar>[a-z]+):(?P<event>[a-z0-9_]+)\s*(?:(?P<sign>[+-])\s*(?P<by>[0-9.]+\s*[a-z]+))?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Anchor:
    """An event of a calendar, moved by a duration forward (+1) or back (-1)."""

    calendar: str
    event: str
    sign: Literal[-1, 1] = 1
    by: Duration | None = None
    text: str = field(default="", compare=False)

    def __post_init__(self) -> None:
        if not self.text:
            moved = f"{'+' if self.sign > 0 else '-'}{self.by}" if self.by else ""
            object.__setattr__(self, "text", f"{self.calendar}:{self.event}{moved}")

    def __str__(self) -> str:
        return self.text

    def day(self, year: int, calendar: Calendar, *, item: str = "") -> date:
        """The day of the anchor for the event of a year. Raises `UnknownEvent`; for working days `UnpublishedYear`, naming `item`."""
        day = calendar.event_day(self.event, year)
        if self.by is None:
            return day
        return (self.by.after if self.sign > 0 else self.by.before)(day, calendar, item=item)

    def days(self, period: Period, calendar: Calendar, *, item: str = "") -> tuple[date, ...]:
        """The anchor's days inside a period, in order: none, one, or one a year. Raises as `day`."""
        days = [self.day(year, calendar, item=item) for year in self.years(period, calendar)]
        return tuple(sorted(day for day in days if period.contains(day)))

    def years(self, period: Period, calendar: Calendar) -> tuple[int, ...]:
        """The years whose event is so near that the anchor's day may lie in a period. Raises `UnknownEvent`."""
        reach = timedelta(days=_reach(self.by))
        near = Period(period.first - reach, period.until + reach)
        years = range(near.first.year - 1, near.last.year + 2)
        return tuple(year for year in years if near.contains(calendar.event_day(self.event, year)))


def _reach(by: Duration | None) -> int:
    """Days [d] that a distance surely does not exceed."""
    if by is None:
        return 0
    return by.days if by.days is not None else by.amount * 31 if by.unit == "mo" else by.amount * 3 + 15


_SPELT = (("eleven", "11"), ("twelve", "12"), ("singles_day", "double_11"), ("single_day", "double_11"), ("shuang", "double_"))


def event_of(name: str) -> str:
    """How the calendar would write an event's name: numbers in figures. For suggestions only.

    >>> event_of("double_eleven")
    'double_11'
    """
    for word, plain in _SPELT:
        name = name.replace(word, plain)
    return name


def read_anchor(text: str, path: str = "", calendar: Calendar | None = None) -> Anchor | Problem:
    """The anchor that a text means, or a `Problem`: unreadable, or (where a calendar is given) an unknown event with the likely one."""
    match = _FORM.fullmatch(text.strip().lower())
    if match is None or match["calendar"] != "cn":
        return Problem.of("anchor.unreadable", path, text=text[:64])
    by = read_duration(match["by"], path) if match["by"] else None
    if isinstance(by, Problem):
        return by
    if calendar is not None and match["event"] not in calendar.rules:
        likely = get_close_matches(event_of(match["event"]), sorted(calendar.rules), 1, 0.5)
        return Problem.of(
            "anchor.unknown_event", path, event=match["event"], likely=likely[0] if likely else ", ".join(sorted(calendar.rules))
        )
    return Anchor(match["calendar"], match["event"], -1 if match["sign"] == "-" else 1, by, text.strip())
