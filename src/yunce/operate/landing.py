# SPDX-License-Identifier: Apache-2.0
"""Where a target will land, in its own unit, and how far that is from what is to be reached."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from math import isnan

from yunce.engine.forecast import Landing
from yunce.engine.pace import pace
from yunce.operate.breaking import Goal
from yunce.operate.daily import landing_of, ratio_landing
from yunce.operate.facts import Question, View
from yunce.operate.measuring import measure
from yunce.operate.results import Band
from yunce.operate.rounding import CENT, SIX_PLACES
from yunce.operate.standing import Standing


def land(view: View, standing: Standing, actual: Decimal | None) -> Landing | None:
    """The landing forecast; `None` for what no forecast is made of (people counted once, last known values, parts that are no ratio)."""
    goal = standing.goal
    if standing.days is not None:
        return landing_of(view, goal, standing.days, standing.scope)
    pair = (goal.metric.id, goal.target.ratio_of) if goal.target.ratio_of else (goal.metric.numerator, goal.metric.denominator)
    if not all(pair) or standing.done(view) == 0:
        return None
    return _to_scale(view, standing, pair, ratio_landing(view, pair, standing.period, standing.scope), actual)


def band_of(landing: Landing | None, goal: Goal) -> Band | None:
    """The forecast as exact numbers: to the fen, ratios to six places; `None` where there is none."""
    if landing is None or isnan(landing.mid):
        return None
    places = CENT if goal.adds_up else SIX_PLACES
    sides = (landing.mid if isnan(side) else side for side in (landing.low, landing.mid, landing.high))
    low, mid, high = (Decimal(str(side)).quantize(places) for side in sides)
    return Band(low, mid, high)


def gap_of(goal: Goal, value: Decimal | None, end: Decimal | None) -> Decimal | None:
    """Where it will land (or has) less what is to be reached: negative is short; for a range the way to its nearest bound, 0 inside."""
    if end is None:
        return None
    if value is not None:
        return end - value
    if goal.low is not None and end < goal.low:
        return end - goal.low
    return end - goal.high if goal.high is not None and end > goal.high else Decimal(0)


def required_of(view: View, standing: Standing, actual: Decimal | None) -> Decimal | None:
    """What each day left needs on average [unit a day], 0 once the target is reached; `None` after the end and for what does not add up."""
    done = standing.done(view)
    if standing.days is None or standing.value is None or done >= standing.period.days or (done and actual is None):
        return None
    found = pace([1.0] * standing.period.days, done, float(actual or 0), float(standing.value)).required_flat
    return None if isnan(found) else Decimal(str(found)).quantize(CENT)


def _to_scale(view: View, standing: Standing, pair: tuple[str, str], found: Landing, actual: Decimal | None) -> Landing:
    """A ratio whose parts do not add up by day (buyers) lands at its own value so far, moved as the daily ratio is expected to move."""
    seen = standing.seen(view)
    if isnan(found.mid) or actual is None or seen is None or all(view.metrics[name].kind == "sum" for name in pair):
        return found
    rows = measure(view, Question(pair, seen, ("day",), standing.scope.unit, standing.scope.where)).rows
    above, below = (sum((row.values[i] or Decimal(0) for row in rows), Decimal(0)) for i in (0, 1))
    if not above or not below:
        return found
    factor = float(actual / (above / below))
    return replace(found, low=found.low * factor, mid=found.mid * factor, high=found.high * factor)
