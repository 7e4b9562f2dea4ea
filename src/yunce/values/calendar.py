# SPDX-License-Identifier: Apache-2.0
"""The working calendar: workdays with make-up days (调休), lunar days, feasts and sales events, and last year's day of a day.

Everything but make-up-day arithmetic works in any year from 1900 to 2199.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property, lru_cache
from typing import Literal, cast

from yunce.values.calendar_table import WorkingTime, read_tables
from yunce.values.event import EventRule, Occasion, Phase, occasion
from yunce.values.period import Period
from yunce.values.problem import Problem, YunceError

Alignment = Literal["calendar", "events", "lunar"]


class UnpublishedYear(YunceError, LookupError):
    """A count of working days touches a year whose public holidays are not in the table."""


class UnknownEvent(YunceError, LookupError):
    """The calendar has no event of that name."""


@dataclass(frozen=True, slots=True, order=True)
class LunarDay:
    """A day of the lunar calendar; `leap` marks the second month of the same number."""

    year: int
    month: int
    day: int
    leap: bool = False


def read_calendar(*texts: str) -> tuple[Calendar, tuple[Problem, ...]]:
    """The calendar of YAML texts (later ones replace years and events of earlier ones), and what is wrong in them."""
    table = read_tables(*texts)
    holidays = {day: name for days in table.holidays.values() for day, name in days.items()}
    makeups = frozenset(day for days in table.makeups.values() for day in days)
    laws = tuple(law for _, law in sorted(table.laws.items()))
    return Calendar(holidays, makeups, frozenset(table.holidays), dict(table.events), laws), tuple(table.problems)


@dataclass(frozen=True, eq=False)
class Calendar:
    """A calendar: public holidays and make-up workdays of the published years, rules of events, the law on hours by date."""

    holidays: Mapping[date, str]
    makeups: frozenset[date]
    published: frozenset[int]
    rules: Mapping[str, EventRule]
    laws: tuple[WorkingTime, ...] = ()

    # --- working days -------------------------------------------------------------------------------------------

    def is_workday(self, day: date, *, item: str = "") -> bool:
        """True on a day of work. Raises `UnpublishedYear`, naming `item`, where the day's year is not in the table."""
        self._require(day.year, item)
        return day in self.makeups or (day.weekday() < 5 and day not in self.holidays)

    def workdays(self, period: Period, *, item: str = "") -> tuple[date, ...]:
        """The days of work of a period, in order. Raises `UnpublishedYear`."""
        found = (n for year in range(period.first.year, period.last.year + 1) for n in self._work(year, item))
        first, until = period.first.toordinal(), period.until.toordinal()
        return tuple(date.fromordinal(n) for n in found if first <= n < until)

    def add_workdays(self, day: date, count: int, *, item: str = "") -> date:
        """The count-th day of work after a day (before it where negative); 0 gives the day itself or the next day of work.

        Raises `UnpublishedYear` where the way there touches a year that is not in the table.
        """
        year, start = day.year, day.toordinal()
        if count >= 0:
            days = self._work(year, item)
            index = (bisect_left(days, start) if count == 0 else bisect_right(days, start)) + max(count - 1, 0)
            while index >= len(days):
                index -= len(days)
                year += 1
                days = self._work(year, item)
            return date.fromordinal(days[index])
        year = (day - timedelta(days=1)).year  # of the new year's day nothing but the old year is asked
        days = self._work(year, item)
        index = bisect_left(days, start) + count
        while index < 0:
            year -= 1
            days = self._work(year, item)
            index += len(days)
        return date.fromordinal(days[index])

    def count_workdays(self, first: date, until: date, *, item: str = "") -> int:
        """How many days of [first, until) are days of work [days]; 0 where `until` is not later. Raises `UnpublishedYear`."""
        if until <= first:
            return 0
        low, high = first.toordinal(), until.toordinal()
        years = [self._work(year, item) for year in range(first.year, (until - timedelta(days=1)).year + 1)]
        return sum(bisect_left(days, high) - bisect_left(days, low) for days in years)

    def working_time(self, day: date) -> WorkingTime | None:
        """The law on hours that is in force on a day; `None` before the first in the table."""
        return next((law for law in reversed(self.laws) if law.since <= day), None)

    def _require(self, year: int, item: str) -> None:
        if year not in self.published:
            last = max(self.published, default=0)
            raise UnpublishedYear(Problem.of("calendar.unpublished", item, year=year, item=item, last=last))

    @cached_property
    def _by_year(self) -> dict[int, tuple[int, ...]]:
        return {}

    def _work(self, year: int, item: str) -> tuple[int, ...]:
        """The days of work of a year as ordinals."""
        self._require(year, item)
        if year not in self._by_year:
            days = Period(date(year, 1, 1), date(year + 1, 1, 1)).dates()
            self._by_year[year] = tuple(day.toordinal() for day in days if self.is_workday(day))
        return self._by_year[year]

    # --- events -------------------------------------------------------------------------------------------------

    def event_day(self, name: str, year: int) -> date:
        """The day of an event in a year. Raises `UnknownEvent`."""
        if name not in self.rules:
            raise UnknownEvent(Problem.of("calendar.unknown_event", name, event=name, known=", ".join(sorted(self.rules))))
        rule = self.rules[name]
        return rule.dates.get(year) or _rule_day(rule, year) + timedelta(days=rule.shift)

    def occasion(self, name: str, year: int) -> Occasion:
        """An event of a year with its windows. Raises `UnknownEvent`."""
        day = self.event_day(name, year)
        return occasion(self.rules[name], year, day)

    def event(self, name: str, year: int, phase: Phase | None = None) -> Period:
        """The days of an event: one window, or all of them from the first day to the last; its own day where it has none.

        Raises `UnknownEvent`.
        """
        found = self.occasion(name, year)
        return (found.window(phase) if phase else None) or found.whole

    def occasions(self, period: Period) -> tuple[Occasion, ...]:
        """Every event that touches a period, by its first day."""
        years = range(period.first.year - 1, period.last.year + 2)
        found = [self.occasion(name, year) for name in self.rules for year in years]
        return tuple(sorted((o for o in found if o.whole.overlaps(period)), key=lambda o: (o.whole.first, o.event)))

    # --- last year's day ----------------------------------------------------------------------------------------

    def align(self, day: date, year: int, mode: Alignment) -> date:
        """The day of another year that a day compares with; see `align_days`."""
        return self.align_days(Period(day, day + timedelta(days=1)), year - day.year, mode)[0]

    def align_days(self, period: Period, years: int, mode: Alignment) -> tuple[date, ...]:
        """For each day of a period the day it compares with so many years off (-1: last year): (days,).

        `calendar`: the nearest same weekday to the same date (364 days before).
        `lunar`: the same lunar month and day; the 30th of a short month is its 29th, a leap month its plain one.
        `events`: inside an event's windows the same distance from its day; else `calendar`, moved by whole weeks off that year's windows.
        """
        days = period.dates()
        if mode == "lunar":
            return tuple(_same_lunar_day(day, years) for day in days)
        plain = [_same_weekday(day, years) for day in days]
        if mode == "calendar":
            return tuple(plain)
        here = self._in_windows(period)
        reach = timedelta(days=64)
        there = self._in_windows(Period(min(plain) - reach, max(plain) + reach))
        return tuple(
            self._same_distance(day, years, here[day]) if day in here else _off(there, p) for day, p in zip(days, plain, strict=True)
        )

    def _in_windows(self, period: Period) -> dict[date, Occasion]:
        """Days inside an event's windows -> the event: a peak before other windows, then the one whose day is nearest."""
        ranked: dict[date, tuple[bool, int, str, Occasion]] = {}
        for found in self.occasions(period):
            for phase, window in found.phases:
                for day in window.dates():
                    rank = (phase != "peak", abs((day - found.day).days), found.event, found)
                    if day not in ranked or rank[:3] < ranked[day][:3]:
                        ranked[day] = rank
        return {day: rank[3] for day, rank in ranked.items()}

    def _same_distance(self, day: date, years: int, event: Occasion) -> date:
        return self.event_day(event.event, event.year + years) + (day - event.day)


def _same_weekday(day: date, years: int) -> date:
    """The nearest day of the same weekday to the same date so many years off."""
    near = _same_date(day, years)
    ahead = (day.weekday() - near.weekday()) % 7
    return near + timedelta(days=ahead if ahead <= 3 else ahead - 7)


def _same_date(day: date, years: int) -> date:
    leap = day.month == 2 and day.day == 29
    return date(day.year + years, 2, 28) if leap else day.replace(year=day.year + years)


def _off(taken: Mapping[date, Occasion], day: date) -> date:
    """The nearest day of the same weekday that is in no event's window, the earlier first; itself where nine weeks hold none."""
    steps = (sign * 7 * n for n in range(10) for sign in (-1, 1))
    return next((d for d in (day + timedelta(days=s) for s in steps) if d not in taken), day)


# --- the lunar calendar ---------------------------------------------------------------------------------------------


def lunar(day: date) -> LunarDay:
    """The lunar day of a day."""
    year = day.year if day.toordinal() >= _lunar_months(day.year)[0][0] else day.year - 1
    months = _lunar_months(year)
    start, month = months[bisect_right(months, (day.toordinal(), 13)) - 1]
    return LunarDay(year, abs(month), day.toordinal() - start + 1, month < 0)


def from_lunar(day: LunarDay) -> date:
    """The day of a lunar day; a 30th that the month lacks is its 29th, a leap month that the year lacks its plain one."""
    months = _lunar_months(day.year)
    numbers = [number for _, number in months]
    at = numbers.index(-day.month if day.leap and -day.month in numbers else day.month)
    until = months[at + 1][0] if at + 1 < len(months) else _lunar_months(day.year + 1)[0][0]
    return date.fromordinal(min(months[at][0] + day.day - 1, until - 1))


def _same_lunar_day(day: date, years: int) -> date:
    at = lunar(day)
    return from_lunar(LunarDay(at.year + years, at.month, at.day, at.leap))


_JULIAN = 1721425
"""Julian day number less ordinal."""


@lru_cache(maxsize=512)
def _lunar_months(year: int) -> tuple[tuple[int, int], ...]:
    """The months of a lunar year: (ordinal of the first day, number), leap months negative."""
    from lunar_python import LunarYear  # takes long to load; many calls never need it

    months = LunarYear.fromYear(year).getMonthsInYear()
    return tuple((int(m.getFirstJulianDay()) - _JULIAN, int(m.getMonth())) for m in months)


@lru_cache(maxsize=512)
def _terms(year: int) -> Mapping[str, date]:
    """The 24 solar terms of a year."""
    from lunar_python import Solar

    ahead = {"DONG_ZHI": "冬至"}
    table = cast("Mapping[str, object]", Solar.fromYmd(year, 7, 1).getLunar().getJieQiTable())
    days = [(ahead.get(name, name), date.fromisoformat(str(solar))) for name, solar in table.items()]
    return {name: day for name, day in days if day.year == year}


def _rule_day(rule: EventRule, year: int) -> date:
    if rule.clock == "lunar":
        return from_lunar(LunarDay(year, rule.month, rule.day))
    if rule.clock == "term":
        return _terms(year)[rule.term]
    if rule.clock == "weekday":
        first = date(year, rule.month, 1)
        return first + timedelta(days=(rule.weekday - first.weekday()) % 7 + 7 * (rule.day - 1))
    return _same_date(date(2000, rule.month, rule.day), year - 2000)
