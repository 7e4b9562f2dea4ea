# SPDX-License-Identifier: Apache-2.0
"""What comes to a service, interval by interval: counted in the facts, or as the same weekdays before had it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from yunce.operate.facts import View
from yunce.plan.measures import MeasureSpec, read_measure
from yunce.plan.parts.rules import Service
from yunce.values.period import Period
from yunce.values.problem import Problem
from yunce.warehouse.port import Measure

Floats = NDArray[np.float64]
HALF_HOUR = 1800
SLOTS = 48
WEEKS = 8
"""How many weeks before make the profile of a weekday."""


@dataclass(frozen=True, slots=True, eq=False)
class Arrivals:
    """Calls by day and interval (days, slots), from where they are known (`actual`, `profile`, `none`), mean handling [s] or unknown."""

    days: tuple[date, ...]
    calls: Floats
    basis: str
    handle: float | None
    interval: int = HALF_HOUR
    notes: tuple[Problem, ...] = ()
    """What had to be filled in."""

    @property
    def per_day(self) -> int:
        """Intervals of a day."""
        return int(self.calls.shape[1])


def arrivals_of(view: View, service: Service, period: Period) -> Arrivals:
    """The calls of a service on some days: as counted where all were reported, else the mean of the same weekdays of eight weeks."""
    past = Period(min(period.first, view.until) - timedelta(weeks=WEEKS), max(min(period.until, view.until), period.first))
    found = _counted(view, service, past)
    handle = _handle(view, service, past)
    if all(day in found for day in period.dates()):
        rows = [found[day] for day in period.dates()]
        return Arrivals(period.dates(), np.array(rows), "actual", handle)
    by_weekday: dict[int, list[Floats]] = defaultdict(list)
    for day, row in found.items():
        by_weekday[day.weekday()].append(row)
    every = [row for rows in by_weekday.values() for row in rows]
    if not every:
        return Arrivals(period.dates(), np.zeros((period.days, SLOTS)), "none", handle)
    rows = [np.mean(by_weekday.get(day.weekday()) or every, axis=0) for day in period.dates()]
    return Arrivals(period.dates(), np.array(rows), "profile", handle)


def _counted(view: View, service: Service, period: Period) -> Mapping[date, Floats]:
    """The calls of each day on which there was any report, by half hour."""
    spec = read_measure(f"sum({service.contacts or 'contacts.offered'})")
    column = spec.column if isinstance(spec, MeasureSpec) else "offered"
    query = view.query([Measure("calls", "contacts", "sum", column)], ("day", "interval"), period, service.unit, None)
    found: dict[date, Floats] = {}
    for row in view.facts.query(query).iter_rows(named=True):
        if row["calls"] is None or row["interval"] is None:
            continue
        day = row["day"] if isinstance(row["day"], date) else date.fromisoformat(str(row["day"]))
        found.setdefault(day, np.zeros(SLOTS))[int(row["interval"]) * 60 // HALF_HOUR] += float(row["calls"])
    return dict(sorted(found.items()))


def _handle(view: View, service: Service, period: Period) -> float | None:
    """Handling time of a call [s]: as the plan has it, else as the facts have it."""
    if service.handle is not None and service.handle.seconds:
        return float(service.handle.seconds)
    measures = [Measure("seconds", "contacts", "sum", "handle"), Measure("answered", "contacts", "sum", "answered")]
    frame = view.facts.query(view.query(measures, (), period, service.unit, None))
    seconds, answered = frame.row(0) if frame.height else (None, None)
    return float(seconds) / float(answered) if seconds and answered else None
