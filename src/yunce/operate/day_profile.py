# SPDX-License-Identifier: Apache-2.0
"""How the days of a period differ where the plan does not say: by weekday and by event window, as the days before it did."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray

from yunce.engine.pace import Window, day_weights
from yunce.engine.series import SeriesError, event_uplift, weekday_weights
from yunce.operate.facts import Question, View
from yunce.operate.measuring import measure_days
from yunce.values.calendar import Calendar
from yunce.values.event import Occasion
from yunce.values.period import Period

BACK = timedelta(days=420)
"""How far back the days are looked at: last year's events with their surroundings."""
LEAST_KNOWN = 56
"""Fewer reported days than eight weeks say nothing about weekdays."""
FINE = 10**6

Floats = NDArray[np.float64]


def day_profile(view: View, metric: str, unit: str, period: Period) -> tuple[dict[date, int], str]:
    """A whole weight for each day of a period, and what it rests on: `history` (weekdays and events before the period) or `even`.

    Only days before the period count, so that the plan to date does not move while the period runs. Source: docs/method/pace.md, 2.
    """
    key = (metric, unit, period.first, period.until)
    if key not in view.profiles:
        view.profiles[key] = _profile(view, metric, unit, period)
    return view.profiles[key]


def _profile(view: View, metric: str, unit: str, period: Period) -> tuple[dict[date, int], str]:
    past = Period(period.first - BACK, period.first)
    values = np.full(past.days, np.nan)
    found = [np.nan if v is None else float(v) for v in measure_days(view, metric, Question((metric,), past, (), unit))]
    values[: len(found)] = found
    weights = _weights(view.calendar, past, values, period) if int((~np.isnan(values)).sum()) >= LEAST_KNOWN else None
    if weights is None:
        return dict.fromkeys(period.dates(), 1), "even"
    return {day: int(Decimal(weight) * FINE) for day, weight in zip(period.dates(), weights.tolist(), strict=True)}, "history"


def _weights(calendar: Calendar, past: Period, values: Floats, period: Period) -> Floats | None:
    windows = _windows(calendar, past)
    inside = np.zeros(past.days, dtype=np.bool_)
    for first, until in windows.values():
        inside[first:until] = True
    try:
        by_weekday = weekday_weights(values, _weekdays(past), exclude=inside)
    except SeriesError:  # too few days of some weekday: the history says nothing, which is an answer here
        return None
    ordinary = by_weekday.weights[_weekdays(past)]
    found = []
    for key, (first, until) in _windows(calendar, period).items():
        before = windows.get((key[0], key[1] - 1, key[2]))
        uplift = _uplift(values, ordinary, before, inside) if before else None
        if uplift:
            found.append(Window(first, until, uplift))
    weights = day_weights(_weekdays(period), by_weekday.weights, found)
    return weights if weights.sum() > 0 else None


def _uplift(values: Floats, ordinary: Floats, window: tuple[int, int], inside: NDArray[np.bool_]) -> float | None:
    try:
        return event_uplift(values, ordinary, window, exclude=inside)
    except SeriesError:  # the window or its surroundings were not reported: no uplift is known
        return None


def _windows(calendar: Calendar, period: Period) -> Mapping[tuple[str, int, str], tuple[int, int]]:
    """Event windows that touch a period: (event, year, phase) -> days [first, until) counted from its first day."""
    return {
        (found.event, found.year, phase): ((cut.first - period.first).days, (cut.until - period.first).days)
        for found in calendar.occasions(period)
        for phase, window in _phases(found)
        if (cut := window.intersect(period)) is not None
    }


def _phases(occasion: Occasion) -> tuple[tuple[str, Period], ...]:
    return tuple((str(phase), window) for phase, window in occasion.phases)


def _weekdays(period: Period) -> NDArray[np.int64]:
    return np.array([day.weekday() for day in period.dates()], dtype=np.int64)
