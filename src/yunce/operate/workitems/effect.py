# SPDX-License-Identifier: Apache-2.0
"""What work changed: a metric of a unit before and after, in spans of one length; beside what was expected. Source: docs/method/work.md."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from math import isnan

import numpy as np

from yunce.operate.facts import Question, View
from yunce.operate.measuring import measure
from yunce.operate.rules.gathering import Look, Tail, history_of
from yunce.plan.document import Plan
from yunce.plan.expressions import names_of, parse_expression
from yunce.plan.parts.rules import Rule
from yunce.plan.parts.work import Initiative
from yunce.values.grain import Grain
from yunce.values.period import Period
from yunce.values.problem import Problem
from yunce.values.quantity import Quantity

SPANS: dict[Grain, int] = {"day": 7, "week": 28, "ten_days": 30, "month": 91, "quarter": 182, "half_year": 365, "year": 365}
"""How long before and after a rule's firing are compared, by the rule's step [d]."""
AFTER = 28
"""The same for an initiative that does not say until when [d]."""
DAY = timedelta(days=1)
SIX = Decimal("0.000001")
NONE = np.empty(0)


@dataclass(frozen=True, slots=True)
class Aim:
    """What work is to change: a metric of a unit, the first day that counts as before it ended, the first as after, how long."""

    metric: str
    unit: str
    before_until: date
    after: date
    days: int
    expected: str = ""
    wanted: Quantity | None = None


@dataclass(frozen=True, slots=True)
class Effect:
    """A metric over the days before and after, as many of each as are over; sums are means of a day. `None` is unknown."""

    aim: Aim
    before: Period
    after: Period | None
    was: Decimal | None
    now: Decimal | None
    a_day: bool

    @property
    def change(self) -> Decimal | None:
        """After less before, in the metric's unit."""
        return None if self.was is None or self.now is None else self.now - self.was

    @property
    def share(self) -> Decimal | None:
        """The change over what was before [1]; unknown where that is not above zero."""
        return None if self.change is None or self.was is None or self.was <= 0 else self.change / self.was

    @property
    def is_reached(self) -> bool | None:
        """Whether it changed at least as much as was expected; unknown where nothing comparable was."""
        wanted = self.aim.wanted
        if wanted is None:
            return None
        found = self.share if wanted.unit == "%" else self.change
        if found is None:
            return None
        return found >= wanted.amount if wanted.amount >= 0 else found <= wanted.amount


def aim_of_initiative(own: Initiative, plan: Plan, done: date | None) -> Aim | None:
    """What an initiative is to lift: from its own days on, else from when it was done, else from its due day."""
    if own.lift is None:
        return None
    end = own.due.last if own.due else None
    starts = own.lift.start.first if own.lift.start else (done or end)
    if starts is None:
        return None
    before = min(own.start.first, starts) if own.start else starts
    days = (own.lift.until.until - starts).days if own.lift.until else AFTER
    value = own.lift.value
    unit = own.unit or next((role.unit for role in plan.roles if role.id == own.owner), "")
    after = starts if own.lift.start else starts + DAY
    return Aim(
        own.lift.metric, unit, before, after, max(days, 1), value.text if value else "", value if isinstance(value, Quantity) else None
    )


def aim_of_rule(rule: Rule, unit: str, view: View, days: tuple[date, date]) -> Aim | None:
    """What a rule's work is to change: its first metric, in the unit that fired, from when it settled; `days`: fired, settled."""
    tree = parse_expression(rule.when)
    names = () if isinstance(tree, Problem) else names_of(tree)
    metric = next((name for name in names if name in view.metrics), "")
    fired, settled = days
    span = SPANS[rule.every.grain if rule.every else "day"]
    return Aim(metric, unit or rule.unit, fired + DAY, settled, span) if metric and rule.each in ("", "unit") else None


def effect_of(view: View, plan: Plan, aim: Aim) -> Effect | None:
    """What has changed up to the last reported day; `None` for a metric that nobody knows."""
    metric = view.metrics.get(aim.metric)
    if metric is None:
        return None
    reported = view.coverage.latest(view.as_of) or view.as_of
    days = min(aim.days, max((reported - aim.after).days + 1, 0))
    after = Period(aim.after, aim.after + timedelta(days=days)) if days else None
    before = Period(aim.before_until - timedelta(days=days or aim.days), aim.before_until)
    was = _value(view, plan, aim, before)
    now = _value(view, plan, aim, after) if after else None
    return Effect(aim, before, after, was, now, metric.kind == "sum")


def _value(view: View, plan: Plan, aim: Aim, period: Period) -> Decimal | None:
    """A metric over some days, a sum as the mean of a day; what was only entered by hand as the mean of its days."""
    found = measure(view, Question((aim.metric,), period, (), aim.unit)).rows[0].values[0]
    if found is not None:
        return found / period.days if view.metrics[aim.metric].kind == "sum" else found
    history = history_of(replace(view, as_of=period.last), plan, Look("", "day", aim.unit), (aim.metric,), Tail(period.first))
    values = [float(value) for value in history.numbers.get(aim.metric, NONE).ravel() if not isnan(value)]
    return (sum(map(Decimal, map(repr, values)), Decimal(0)) / len(values)).quantize(SIX) if values else None
