# SPDX-License-Identifier: Apache-2.0
"""The functions of the language on values: over a series with a window, and over many rows without an order."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from yunce.plan.expressions import series
from yunce.plan.expressions.answers import Answer, Single, arithmetic, compare, flags, floats
from yunce.plan.expressions.truth import Floats, Truths
from yunce.values.arithmetic import EXACT
from yunce.values.problem import Problem, YunceError

Many = tuple[Single, ...]
"""Rows without an order: a plan's budget, a column of a table."""

OVER_SERIES: Mapping[str, Callable[[Floats, int | None], Floats]] = MappingProxyType(
    {
        "mean": series.mean,
        "sum": lambda values, steps: series.trailing(np.add, values, steps),
        "min": lambda values, steps: series.trailing(np.minimum, values, steps),
        "max": lambda values, steps: series.trailing(np.maximum, values, steps),
        "last": series.last,
        "change": lambda values, steps: series.change(values, steps or 1),
        "growth": lambda values, steps: series.growth(values, steps or 1),
        "trend": lambda values, steps: series.trend(values, steps or 2),
    }
)


class NoSubjects(YunceError, ValueError):
    """`share` or `rank` was asked of a series of one subject."""


@dataclass(frozen=True, slots=True)
class Size:
    """How far a series falls or rises, by which reading; a relative size is a part of the value before."""

    reading: str = "total"
    amount: float = 0.0
    relative: bool = False

    @property
    def is_plain_total(self) -> bool:
        """Whether all steps together are held to a size in the series' own unit."""
        return self.reading == "total" and self.amount > 0 and not self.relative


def over_series(function: str, of: Answer, steps: int | None) -> Answer:
    """A function over a series (..., T). Raises `NoSubjects`."""
    if function == "count":
        return series.count(flags(of), steps)
    if function == "streak":
        return series.streak(flags(of))
    values = floats(of)
    if function in {"share", "rank"}:
        if values.ndim < 2:
            raise NoSubjects(Problem.of("expression.no_subjects", "", function=function))
        return series.share(values) if function == "share" else series.rank(values)
    return OVER_SERIES[function](values, steps)


def moves(function: str, of: Answer, steps: int, size: Size, target: Answer) -> Truths:
    """`falls` or `rises`: a rise is a fall of the series turned over."""
    sign = 1.0 if function == "falls" else -1.0
    goal = None if target is None else sign * floats(target)
    return series.falls(sign * floats(of), steps, size.reading, size.amount, goal, relative=size.relative)


def over_many(function: str, rows: Many) -> Single:
    """A function over rows; of none `sum` and counts are 0, the rest unknown; unknown where a row is (counts aside)."""
    if function == "count":
        return EXACT.create_decimal(len(rows))
    known = [row for row in rows if row is not None]
    if function == "distinct":
        return EXACT.create_decimal(len(set(known)))
    if function == "last":
        return rows[-1] if rows else None
    if len(known) < len(rows) or (not rows and function != "sum"):
        return None
    return _folded(function, rows)


def _folded(function: str, rows: Many) -> Single:
    total: Answer = EXACT.create_decimal(0) if function in {"sum", "mean"} else rows[0]
    for row in rows:
        if function in {"sum", "mean"}:
            total = arithmetic("+", total, row)
        elif compare("<" if function == "min" else ">", row, total):
            total = row
    if function == "mean":
        total = arithmetic("/", total, EXACT.create_decimal(len(rows)))
    return None if isinstance(total, np.ndarray) else total
