# SPDX-License-Identifier: Apache-2.0
"""Windows in steps: `7d` is seven days or one week, a plain number counts steps."""

from __future__ import annotations

from yunce.plan.expressions.nodes import Expression, Number, Span
from yunce.values.grain import Grain

LONGEST_WINDOW = 4000
"""More steps than any history has; a window beyond it is a slip."""

_DAYS: dict[Grain, int] = {"day": 1, "week": 7}
_MONTHS: dict[Grain, int] = {"month": 1, "quarter": 3, "half_year": 6, "year": 12}


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
