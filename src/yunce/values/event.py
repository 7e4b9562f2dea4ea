# SPDX-License-Identifier: Apache-2.0
"""Feasts and sales events: how their day is found in a year, and the windows around it (pre-heat, peak, hangover)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from types import MappingProxyType
from typing import Literal

from yunce.values.period import Period

Phase = Literal["preheat", "peak", "hangover"]

PHASES: tuple[Phase, ...] = ("preheat", "peak", "hangover")

Clock = Literal["solar", "lunar", "term", "weekday"]
"""How a rule names its day: month and day; lunar month and day; a solar term; the n-th weekday of a month."""


@dataclass(frozen=True, slots=True)
class EventRule:
    """One event of a calendar: its day in any year, its windows as days before and after that day, both inclusive."""

    id: str
    title: str
    clock: Clock
    month: int = 1
    day: int = 1
    """Day of the month; for `weekday` which one it is (the 2nd Sunday)."""
    weekday: int = 0
    term: str = ""
    shift: int = 0
    """Days from the day that the clock names [d]: -1 from lunar new year's day is its eve."""
    dates: Mapping[int, date] = field(default_factory=lambda: MappingProxyType({}))
    """Days announced for single years; they win over the rule."""
    windows: Mapping[Phase, tuple[int, int]] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class Occasion:
    """An event in one year: its day and its windows as periods, in the order pre-heat, peak, hangover."""

    event: str
    title: str
    year: int
    day: date
    phases: tuple[tuple[Phase, Period], ...] = ()

    @property
    def whole(self) -> Period:
        """From the first day of the windows to the last; the day alone where there are none."""
        periods = [period for _, period in self.phases] or [_days(self.day, 0, 0)]
        return Period(min(p.first for p in periods), max(p.until for p in periods))

    def window(self, phase: Phase) -> Period | None:
        """One window; `None` where the calendar gives none."""
        return next((period for name, period in self.phases if name == phase), None)

    def phase(self, day: date) -> Phase | None:
        """Which window holds a day, the peak first; `None` outside."""
        order: tuple[Phase, ...] = ("peak", "preheat", "hangover")
        return next((name for name in order for found, period in self.phases if found == name and period.contains(day)), None)


def occasion(rule: EventRule, year: int, day: date) -> Occasion:
    """The event of a year, whose day is known."""
    phases = tuple((name, _days(day, *rule.windows[name])) for name in PHASES if name in rule.windows)
    return Occasion(rule.id, rule.title, year, day, phases)


def _days(day: date, before: int, after: int) -> Period:
    return Period(day + timedelta(days=before), day + timedelta(days=after + 1))
