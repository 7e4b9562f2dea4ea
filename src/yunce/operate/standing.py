# SPDX-License-Identifier: Apache-2.0
"""A target as somebody looks at it: within a unit and a period, with the plan of its days."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from yunce.operate.breaking import Goal, goal_of
from yunce.operate.conditions import condition_of
from yunce.operate.daily import Days, Scope, planned_days
from yunce.operate.facts import Question, View
from yunce.operate.lower import find_metric
from yunce.operate.measuring import measure
from yunce.operate.results import MetricRow
from yunce.plan.document import Plan
from yunce.plan.parts.targets import Target
from yunce.values.period import Period


@dataclass(frozen=True, slots=True)
class Standing:
    """A goal within the asked period and unit; `days` where it adds up."""

    goal: Goal
    period: Period
    scope: Scope
    days: Days | None

    @property
    def value(self) -> Decimal | None:
        """What is to be reached in the asked period."""
        return self.days.total if self.days else self.goal.value

    def seen(self, view: View) -> Period | None:
        """The days that are over by as-of; `None` before the first."""
        until = min(self.period.until, view.until)
        return Period(self.period.first, until) if self.period.first < until else None

    def done(self, view: View) -> int:
        """How many days are over [d]."""
        seen = self.seen(view)
        return seen.days if seen else 0


def standing_of(view: View, target: Target, unit: str, period: Period | None) -> Standing | None:
    """One target as it is looked at; `None` where it has nothing to do with the asked unit or period.

    A unit below the target's sees its share, where the plan splits the target by unit. Raises `YunceError` where it cannot be cut.
    """
    goal = goal_of(target, find_metric(target.metric, view.metrics))
    days = goal.period.intersect(period) if goal and period else goal.period if goal else None
    if goal is None or days is None:
        return None
    inside = not unit or target.unit in view.units.below(unit) or (not target.unit and unit == view.units.root)
    shared = target.unit in view.units.above(unit) and any(step.by == "unit" for step in target.split)
    if not (inside or shared):
        return None
    own = target.unit if inside else unit
    scope = Scope(own, condition_of(target.where, f"targets[{target.id}].where") if target.where else None)
    if not goal.adds_up:
        return Standing(goal, days, scope, None)
    planned = planned_days(view, goal, days, own)
    return Standing(goal, days, scope, planned) if planned else None


def actual_of(view: View, standing: Standing) -> MetricRow:
    """The actual up to as-of and how complete it is; for a ratio goal the metric over the other."""
    ids = tuple(name for name in (standing.goal.metric.id, standing.goal.target.ratio_of) if name)
    row = measure(view, Question(ids, standing.period, (), standing.scope.unit, standing.scope.where)).rows[0]
    if len(ids) == 1:
        return row
    above, below = row.values
    return MetricRow((), (above / below if above is not None and below else None,), row.complete)


def planned_driver(view: View, plan: Plan, standing: Standing, driver: str) -> Decimal | None:
    """What the plan sets for a driver of a standing's metric over the days that are over; `None` where it sets nothing or a range."""
    seen = standing.seen(view)
    for target in plan.targets:
        if target.metric != driver or target.ratio_of or target.unit != standing.goal.target.unit or target.where or seen is None:
            continue
        found = standing_of(view, target, standing.scope.unit, seen)
        if found is not None and found.period == seen:
            return found.value
    return None
