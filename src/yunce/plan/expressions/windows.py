# SPDX-License-Identifier: Apache-2.0
"""Windows in steps: `7d` is seven days or one week, a plain number counts steps; and how far back an expression looks."""

from __future__ import annotations

from yunce.plan.expressions.nodes import Call, Compare, Expression, Number, Span, Text, children
from yunce.plan.expressions.signatures import CHART_BASE, CHART_TESTS, CHARTS, SERIES
from yunce.values.grain import Grain

LONGEST_WINDOW = 4000
"""More steps than any history has; a window beyond it is a slip."""

_DAYS: dict[Grain, int] = {"day": 1, "week": 7}
_MONTHS: dict[Grain, int] = {"month": 1, "quarter": 3, "half_year": 6, "year": 12}
_BACK = {"change", "growth", "falls", "rises"}
"""Functions that look at the value before their window."""


def steps_of(node: Expression, grain: Grain) -> int | None:
    """How many steps of a grain a window has; `None` where it is not a whole number of them."""
    if isinstance(node, Number) and not node.unit and node.amount == int(node.amount):
        return int(node.amount) if 1 <= node.amount <= LONGEST_WINDOW else None
    if not isinstance(node, Span):
        return None
    duration = node.duration
    length, step = (duration.amount, _MONTHS.get(grain)) if duration.unit == "mo" else (duration.days or 0, _DAYS.get(grain))
    if duration.unit not in {"d", "w", "mo"} or step is None or length % step:
        return None
    return length // step if 1 <= length // step <= LONGEST_WINDOW else None


def days_of_step(grain: Grain) -> int:
    """How many units of time a slope's step has: days of a day or week, months of longer grains; 旬 counts as 10 days."""
    return _DAYS.get(grain) or _MONTHS.get(grain) or 10


def test_of(node: Expression) -> str:
    """The test of a chart that an argument names: a number for Western Electric's four, a word for any; empty for none."""
    if isinstance(node, Number) and not node.unit and node.amount in (1, 2, 3, 4):
        return f"we{int(node.amount)}"
    return node.value if isinstance(node, Text) and node.value in CHART_TESTS else ""


def base_of(node: Call, grain: Grain) -> int:
    """The steps that a chart's limits come from: those before each one."""
    rest = node.args[CHARTS[node.function] + 1 :]
    return (steps_of(rest[0], grain) if rest else None) or CHART_BASE


def reach_of(expression: Expression, grain: Grain) -> int | None:
    """How many of the last steps today's answer depends on; `None` where it is all of them (`sum(x)`, `streak(x)` alone).

    A source cut to so many steps gives the same last element.
    """
    if isinstance(expression, Call) and expression.args:
        return _reach_of_call(expression, grain)
    if (
        isinstance(expression, Compare)
        and _is_streak(expression.left)
        and isinstance(expression.right, Number)
        and expression.op not in {"==", "!="}
    ):
        inner = reach_of(expression.left.args[0], grain) if isinstance(expression.left, Call) else None
        return None if inner is None else inner + max(int(expression.right.amount), 0)
    reaches = [reach_of(child, grain) for child in children(expression)]
    return None if None in reaches else max((reach or 1 for reach in reaches), default=1)


def _is_streak(node: Expression) -> bool:
    return isinstance(node, Call) and node.function == "streak"


def _reach_of_call(node: Call, grain: Grain) -> int | None:
    if node.function in CHARTS:
        reaches = [reach_of(series, grain) for series in node.args[: CHARTS[node.function]]]
        looked = base_of(node, grain) + CHART_TESTS[test_of(node.args[CHARTS[node.function]])] - 1
        known = [reach for reach in reaches if reach is not None]
        return max(known) + looked if len(known) == len(reaches) else None
    if node.function not in SERIES:
        return steps_of(node.args[0], grain) or 1
    inner = reach_of(node.args[0], grain)
    steps = steps_of(node.args[1], grain) if len(node.args) > 1 else 1 if node.function in _BACK | {"share", "rank"} else None
    if inner is None or steps is None:
        return None
    return inner + steps - 1 + (node.function in _BACK)
