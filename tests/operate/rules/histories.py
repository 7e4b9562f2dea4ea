# SPDX-License-Identifier: Apache-2.0
"""Histories by hand, and rules over them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import numpy as np

from yunce.app.packs import read_pack
from yunce.operate.rules.axes import steps_between
from yunce.operate.rules.conditions import Condition, conditions_of, scope_of
from yunce.operate.rules.history import History
from yunce.operate.rules.judging import Judged, judge
from yunce.plan.document import Plan
from yunce.plan.expressions.kinds import Scope
from yunce.plan.parts.rules import Rule
from yunce.plan.parts.targets import Metric
from yunce.values.grain import Grain
from yunce.values.period import Period

METRICS: Mapping[str, Metric] = {m.id: m for m in read_pack("ecommerce").metrics}
PLAN = Plan.model_validate({"yunce": "1", "plan": {"id": "p", "title": "试", "period": "2026"}})
NAN = np.nan


def steps(grain: Grain, number: int) -> tuple[Period, ...]:
    """So many steps from the first Monday of 2026."""
    found = steps_between(date(2026, 1, 5), date(2029, 12, 31), grain)
    return found[:number]


def history(rows: Mapping[str, Sequence[Sequence[float]]], grain: Grain = "week", each: str = "unit", **more: Any) -> History:
    """A history of subjects u0, u1 ...: name -> one row of values a subject."""
    numbers = {name: np.array(values, dtype=float) for name, values in rows.items()}
    subjects, length = next(iter(numbers.values())).shape
    return History(each, grain, tuple(f"u{i}" for i in range(subjects)), steps(grain, length), numbers, metrics=METRICS, **more)


def rule(when: str, **more: Any) -> Rule:
    """A weekly rule for each unit unless said otherwise."""
    return Rule.model_validate({"id": "r", "each": "unit", "every": "week", "when": when, **more})


def ready(*rules: Rule) -> tuple[tuple[Condition, ...], Scope]:
    """Rules of one step as conditions."""
    found, problems = conditions_of(PLAN, METRICS, rules)
    assert not [p for p in problems if p.severity == "error"], problems
    return found, scope_of(PLAN, METRICS, found[0].look.grain)


def judged(over: History, *rules: Rule) -> tuple[Judged, ...]:
    """What came of some rules."""
    conditions, scope = ready(*rules)
    return judge(conditions, scope, over)


def fired(over: History, one: Rule) -> list[tuple[int, int, int]]:
    """A rule's firings: subject, opened, closed."""
    found = judged(over, one)[0].firings
    return list(zip(found.subject.tolist(), found.opened.tolist(), found.closed.tolist(), strict=True))
