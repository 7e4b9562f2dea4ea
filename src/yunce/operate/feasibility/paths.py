# SPDX-License-Identifier: Apache-2.0
"""Paths over months: those that a plan writes out, those of a metric's targets, and when the budget is paid."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from yunce.operate.breakdown import cells_of
from yunce.operate.facts import View
from yunce.plan.checks.simulations import month_of
from yunce.plan.document import Plan
from yunce.plan.parts.feasibility import Flow
from yunce.plan.parts.targets import BudgetLine, Target
from yunce.values.duration import add_months
from yunce.values.period import Period
from yunce.values.problem import Problem, Severity, YunceError
from yunce.values.quantity import Quantity, Range

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Months:
    """The months of a simulation: the first day of the first, and how many."""

    first: date
    count: int

    @property
    def period(self) -> Period:
        """All its days."""
        return Period(self.first, add_months(self.first, self.count))

    def names(self) -> tuple[str, ...]:
        """`2026-01`, ... in order."""
        return self.period.keys("month")

    def at(self, day: date) -> int:
        """Which month holds a day, from 0; outside the months it is below 0 or beyond."""
        return (day.year - self.first.year) * 12 + day.month - self.first.month

    def span(self, period: Period) -> range:
        """The months that a period touches, within the simulation."""
        return range(max(self.at(period.first), 0), min(self.at(period.last) + 1, self.count))


def written_path(flow: Flow, months: Months) -> Floats:
    """A path as it is written: from each named month on so much a month, nothing after `until`."""
    steps = sorted(
        (months.at(month.first), amount.amount) for key, amount in flow.path.items() if (month := month_of(key)) and amount is not None
    )
    path = np.zeros(months.count)
    for at, amount in steps:
        path[max(at, 0) :] = float(amount)
    if flow.until is not None:
        path[max(months.at(flow.until.last) + 1, 0) :] = 0.0
    return path


def target_path(view: View, plan: Plan, metric: str, unit: str, months: Months) -> Floats:
    """The months of a metric's targets; by their own split, else evenly over days. Raises `YunceError` where they overlap."""
    chosen = [t for t in plan.targets if t.metric == metric and not t.ratio_of and t.period and (not unit or t.unit == unit)]
    ids = {t.id for t in chosen}
    tops = [t for t in chosen if t.parent not in ids]
    for i, one in enumerate(tops):
        for other in tops[i + 1 :]:
            if one.period and other.period and one.period.overlaps(other.period):
                raise YunceError(Problem.of("feasibility.targets_overlap", metric, metric=metric, targets=f"{one.id}、{other.id}"))
    path = np.zeros(months.count)
    for target in tops:
        for month, value in _monthly(view, target):
            if 0 <= months.at(month) < months.count:
                path[months.at(month)] += value
    return path


def _monthly(view: View, target: Target) -> Iterator[tuple[date, float]]:
    """A target's months with what each is to bring."""
    if target.period is None or target.value is None:
        return
    parts = target.period.parts("month")
    if target.per == "month":
        amount = middle_of(target.value)
        yield from ((part.first, amount) for part in parts)
    elif any(step.by in ("day", "week", "ten_days", "month") for step in target.split):
        frame, _ = cells_of(view, target, ("month",))
        values = dict(zip(frame["month"].to_list(), frame["value"].to_list(), strict=True))
        yield from ((part.first, float(values.get(part.text) or 0)) for part in parts)
    else:
        amount = middle_of(target.value) / target.period.days
        yield from ((part.first, amount * part.days) for part in parts)


def payments(line: BudgetLine, view: View, plan: Plan) -> tuple[Period, ...]:
    """When a budget line is paid: its own time, or each time of its rhythm from then until `until`, else the plan's end."""
    if line.pay is None:
        return ()
    if line.every is None:
        return (line.pay,)
    last = line.until or plan.plan.period or line.pay
    whole = Period(line.pay.first, max(last.until, line.pay.until))
    days = line.every.days(whole, view.calendar, item=f"budget[{line.id}]")
    return tuple(Period.of(day, "day") for day in days)


def paid_path(line: BudgetLine, times: tuple[Period, ...], months: Months) -> tuple[Floats, tuple[Problem, ...]]:
    """So much of one amount in each month: a payment over several months is parted evenly. Told where it lies outside."""
    path = np.zeros(months.count)
    outside = 0
    for time in times:
        touched = months.at(time.last) - months.at(time.first) + 1
        for at in months.span(time):
            path[at] += 1 / touched
        outside += not months.span(time)
    if not outside:
        return path, ()
    note = Problem.of(
        "feasibility.paid_outside", f"budget[{line.id}]", Severity.WARNING, title=line.label, pay=times[-1].text, months=months.count
    )
    return path, (note,)


def middle_of(value: Quantity | Range) -> float:
    """The amount, or the middle of a range; its one end where the other is open."""
    if isinstance(value, Quantity):
        return float(value.amount)
    ends = [float(end) for end in (value.low, value.high) if end is not None]
    return sum(ends) / len(ends) if ends else 0.0
