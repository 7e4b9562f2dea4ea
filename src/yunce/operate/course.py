# SPDX-License-Identifier: Apache-2.0
"""A target day by day, for its chart: plan, actual and landing as running sums, with the events on the way."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import accumulate
from math import isnan

from yunce.engine.forecast import Landing, landing_course
from yunce.operate.daily import daily_actual
from yunce.operate.facts import View
from yunce.operate.landing import land
from yunce.operate.results import Course
from yunce.operate.rounding import CENT
from yunce.operate.standing import Standing, actual_of, standing_of
from yunce.plan.parts.targets import Target
from yunce.values.period import Period
from yunce.values.problem import Problem, YunceError

Line = tuple[Decimal | None, ...]
SHORT = 92
"""Days of a period in which whole event windows can still be told apart."""


def course_of(view: View, target: Target, unit: str, period: Period | None) -> Course:
    """One target day by day. What adds up is a running sum, with the landing's band after as-of; a ratio is shown day by day.

    Raises `YunceError` where the target has nothing to do with the asked unit or period.
    """
    standing = standing_of(view, target, view.units.find(unit), period)
    if standing is None:
        raise YunceError(Problem.of("operate.target_elsewhere", f"targets[{target.id}]"))
    days = standing.period.dates()
    events = _events(view, standing.period)
    none: Line = (None,) * len(days)
    actual = tuple(
        None if isnan(v) else Decimal(str(v)) for v in daily_actual(view, standing.goal.metric.id, standing.period, standing.scope).tolist()
    )
    padded: Line = (*actual, *none[len(actual) :])
    if standing.days is None:
        constant: Line = (standing.goal.value,) * len(days)
        return Course(target.id, days, constant, padded if not target.ratio_of else none, none, none, none, events)
    plan: Line = tuple(accumulate(standing.days.plan))
    low, mid, high = _ahead(view, standing, len(actual))
    return Course(target.id, days, plan, _running(padded), low, mid, high, events)


def _events(view: View, period: Period) -> tuple[tuple[str, date, date], ...]:
    """Sales events on the way: all their days in a short period, their peak in a long one; feasts without windows are left out."""
    found = []
    for occasion in view.calendar.occasions(period):
        days = occasion.whole if period.days <= SHORT else occasion.window("peak")
        inside = days.intersect(period) if occasion.phases and days else None
        if inside:
            found.append((occasion.title, inside.first, inside.last))
    return tuple(found)


def _running(values: Line) -> Line:
    """Running sums over what is known; a day that is unknown has no point of its own."""
    total, out = Decimal(0), []
    for value in values:
        total += value or Decimal(0)
        out.append(None if value is None else total.quantize(CENT))
    return tuple(out)


def _ahead(view: View, standing: Standing, done: int) -> tuple[Line, Line, Line]:
    """The band from the last day that is over to the end."""
    none: Line = (None,) * standing.period.days
    actual = actual_of(view, standing).values[0]
    found: Landing | None = land(view, standing, actual)
    if standing.days is None or found is None or isnan(found.low) or actual is None or done in (0, standing.period.days):
        return none, none, none
    weights = [float(value) for value in standing.days.plan]
    lines = landing_course(found, weights, done, float(actual)).tolist()  # type: ignore[arg-type]  # any sequence of floats
    head: Line = (*none[: done - 1], actual)
    low, mid, high = ((*head, *(Decimal(str(v)).quantize(CENT) for v in line)) for line in lines)
    return low, mid, high
