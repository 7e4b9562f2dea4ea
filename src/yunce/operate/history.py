# SPDX-License-Identifier: Apache-2.0
"""What facts say of a plan's past: each target's days a year before, each baseline's own days; only what was reported whole."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from yunce.checker.plans.history import History
from yunce.operate.conditions import condition_of
from yunce.operate.facts import Question, View
from yunce.operate.measuring import measure
from yunce.plan.document import Plan
from yunce.plan.parts.targets import Baseline, Target
from yunce.values.period import Period
from yunce.values.problem import YunceError

_WHOLE = Decimal(1)


def history_of(view: View, plan: Plan) -> History:
    """The history of a plan's targets and baselines, in each metric's own unit."""
    before = {one.id: value for one in plan.targets if one.period and (value := _known(view, one, year_before(one.period))) is not None}
    quoted = {one.id: value for one in plan.baselines if one.period and (value := _known(view, one, one.period)) is not None}
    return History(before, quoted)


def year_before(period: Period) -> Period:
    """The same days of the year before; the last of February for the 29th.

    >>> year_before(Period(date(2024, 2, 1), date(2024, 3, 1))).name
    '2023-02'
    """
    return Period(_earlier(period.first), _earlier(period.until))


def _earlier(day: date) -> date:
    is_leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year - 1, day=28 if is_leap_day else day.day)


def _known(view: View, one: Target | Baseline, period: Period) -> Decimal | None:
    """A metric's value over a period; `None` where days are missing or to come, or where it cannot be asked for."""
    if period.until > view.until:
        return None
    part_of = one.ratio_of if isinstance(one, Target) else ""
    try:
        condition = condition_of(one.where, f"[{one.id}].where") if one.where else None
        row = measure(view, Question((one.metric, part_of) if part_of else (one.metric,), period, (), one.unit, condition)).rows[0]
    except YunceError:
        return None  # a metric that no table measures has no history
    if row.complete is None or row.complete < _WHOLE or None in row.values:
        return None
    known = [value for value in row.values if value is not None]
    if not part_of:
        return known[0]
    return known[0] / known[1] if known[1] else None
