# SPDX-License-Identifier: Apache-2.0
"""A goal day by day: what the plan asks of each day, what each day brought, and where that leads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from math import inf, sqrt

import numpy as np
import polars as pl
from numpy.typing import NDArray

from yunce.engine.forecast import Landing, Observed, landing, landing_ratio, observe
from yunce.operate.breakdown import cells_of
from yunce.operate.breaking import Goal
from yunce.operate.day_profile import day_profile
from yunce.operate.facts import Question, View
from yunce.operate.measuring import measure_days
from yunce.values.period import Period
from yunce.values.problem import Problem
from yunce.warehouse.port import Condition

Floats = NDArray[np.float64]
PAST_PERIODS = 8
LONGEST_PAST = 400
SHORTEST_PAST = 84
RARE = 4
"""Days between two numbers from which on they are a week's or a month's, not a day's."""
FINER = 10_000
"""Parts of a piece in the plan of a day: ten pieces over a month are a third of one a day, not one on each of the first ten."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Which facts a goal is measured by: a unit with those below it, and the target's own condition."""

    unit: str
    where: Condition | None


@dataclass(frozen=True, slots=True)
class Days:
    """A goal that adds up, by day of its (asked) period: the plan of each day, exact; its total."""

    period: Period
    plan: tuple[Decimal, ...]
    problems: tuple[Problem, ...] = ()

    @property
    def total(self) -> Decimal:
        """The plan of the whole period."""
        return sum(self.plan, Decimal(0))

    def to(self, day: date) -> Decimal:
        """The plan up to a day, the day included."""
        return sum(self.plan[: max((day - self.period.first).days + 1, 0)], Decimal(0))


def planned_days(view: View, goal: Goal, period: Period, unit: str) -> Days | None:
    """The plan of each day of a period within the goal's own; for a unit below the target's its share, `None` where it has none."""
    own = unit == goal.target.unit or not unit
    frame, problems = cells_of(view, goal.target, ("day",) if own else ("day", "unit"), finer=FINER)
    if not own:
        frame = frame.filter(pl.col("unit").is_in(list(view.units.below(unit))))
        if frame.is_empty():
            return None
    frame = frame.group_by("day").agg(pl.col("value").sum(), pl.col("value").is_null().any().alias("open"))
    values = {day: Decimal(0) if unknown else value for day, value, unknown in frame.iter_rows()}
    return Days(period, tuple(values.get(day.isoformat(), Decimal(0)) for day in period.dates()), problems)


def daily_actual(view: View, metric: str, period: Period, scope: Scope) -> Floats:
    """What each day of a period brought, up to as-of: (days over,) in the metric's unit, NaN where nothing was reported."""
    return over_its_days(_handed_in(view, metric, period, scope))


def rhythm_of(values: Floats) -> int:
    """How many days a number mostly stands for: 1, or the usual distance between numbers where that is `RARE` or more [d]."""
    gaps = np.diff(np.flatnonzero(~np.isnan(values)))
    usual = int(np.median(gaps)) if gaps.size else 1
    return usual if usual >= RARE else 1


def over_its_days(values: Floats) -> Floats:
    """What was handed in by week or month, each number over the days since the one before; the whole stays the same.

    The first is over as many days as usual. Numbers of single days are left as they are. Source: docs/method/forecast.md.
    """
    usual, known = rhythm_of(values), np.flatnonzero(~np.isnan(values))
    if usual == 1:
        return values
    spread = np.full(values.size, np.nan)
    begins = np.concatenate([[max(known[0] - usual, -1)], known[:-1]]) + 1
    for begin, end in zip(begins, known, strict=True):
        spread[begin : end + 1] = values[end] / (end + 1 - begin)
    return spread


def _handed_in(view: View, metric: str, period: Period, scope: Scope) -> Floats:
    """The numbers as they were handed in, each on its own day."""
    values = measure_days(view, metric, Question((metric,), period, (), scope.unit, scope.where))
    return np.array([np.nan if value is None else float(value) for value in values])


def observed(view: View, metric: str, period: Period, scope: Scope, weights: Sequence[float]) -> Observed:
    """The days of a period so far beside the days before it, as a forecast needs them; past days weigh as their weekday does now."""
    back = min(max(period.days * PAST_PERIODS, SHORTEST_PAST), LONGEST_PAST)
    past = Period(period.first - timedelta(days=back), period.first)
    before = daily_actual(view, metric, past, scope)
    before = np.concatenate([before, np.full(past.days - before.size, np.nan)])
    now = np.asarray(weights, dtype=np.float64)
    weekdays = np.array([day.weekday() for day in period.dates()])
    usual = float(np.median(now)) if now.size else 1.0
    by_weekday = [float(np.median(now[weekdays == d])) if (weekdays == d).any() else usual for d in range(7)]
    first = int(np.flatnonzero(~np.isnan(before))[0]) if (~np.isnan(before)).any() else before.size
    past_weights = np.array([by_weekday[day.weekday()] for day in past.dates()])
    return observe(daily_actual(view, metric, period, scope), now, before[first:], past_weights[first:])


def landing_of(view: View, goal: Goal, days: Days, scope: Scope) -> Landing:
    """Where a goal that adds up will land, the days weighing as the plan weighs them."""
    plan = [float(value) for value in days.plan]
    weights = plan if sum(plan) > 0 else [1.0] * len(plan)
    found = landing(observed(view, goal.metric.id, days.period, scope, weights))
    values = _handed_in(view, goal.metric.id, days.period, scope)
    return _wider(found, rhythm_of(values), float(np.nansum(values)) if not (values < 0).any() else -inf)


def ratio_landing(view: View, pair: tuple[str, str], period: Period, scope: Scope) -> Landing:
    """Where a ratio of two metrics will land, each side's days weighing as they did before."""
    sides = []
    for metric in pair:
        weights, _ = day_profile(view, metric, scope.unit, period)
        sides.append(observed(view, metric, period, scope, [float(w) for w in weights.values()]))
    shortest = min(side.past_values.size for side in sides)
    even = [_cut_past(side, shortest) for side in sides]
    handed_in = [_handed_in(view, metric, period, scope) for metric in pair]
    floor = 0.0 if not any((values < 0).any() for values in handed_in) else -inf
    return _wider(landing_ratio(even[0], even[1]), max(rhythm_of(values) for values in handed_in), floor)


def _wider(found: Landing, rhythm: int, floor: float) -> Landing:
    """A band from single days that are parts of a week or a month: they move together, so it is wider by the root of their number."""
    if found.basis != "days" or rhythm == 1:
        return found
    low, high = (found.mid + (side - found.mid) * sqrt(rhythm) for side in (found.low, found.high))
    return replace(found, low=max(low, floor), high=high)


def _cut_past(side: Observed, days: int) -> Observed:
    """The same with so many past days only: both sides of a ratio need the same ones."""
    kept = side.past_values.size - days
    return observe(side.values, side.weights, side.past_values[kept:], side.past_weights[kept:])
