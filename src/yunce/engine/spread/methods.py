# SPDX-License-Identifier: Apache-2.0
"""Shapes of a spread: weights by equal parts, a straight line, growth, a repeated pattern, a reference, a seasonal profile."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from math import isfinite

import numpy as np
from numpy.typing import ArrayLike, NDArray

from yunce.engine.spread.errors import SpreadError
from yunce.engine.spread.weights import Number
from yunce.values.problem import Problem


def equal_weights(count: int) -> list[int]:
    """The same weight for each of `count` parts."""
    return [1] * _counted(count)


def line_weights(count: int, first: Number, last: Number) -> list[Fraction]:
    """Weights on a straight line from the first part to the last.

    count >= 1 · first, last [1], >= 0, not both zero -> (count,) exact. One part alone has the weight `first` (or `last` where first is 0).
    Source: docs/method/spread.md, 3.
    """
    start, end = _exact("first", first), _exact("last", last)
    if start < 0 or end < 0:
        raise SpreadError(Problem.of("spread.line_negative", first=first, last=last))
    if _counted(count) == 1:
        return [start or end]
    return [start + (end - start) * Fraction(i, count - 1) for i in range(count)]


def growth_weights(count: int, rate: Number) -> list[Fraction]:
    """Weights that grow by the same rate from part to part.

    count >= 1 · rate [1], > -1, e.g. Decimal("0.05") for 5 % a part -> (count,) exact, the first 1. Source: docs/method/spread.md, 3.
    """
    step = 1 + _exact("rate", rate)
    if step <= 0:
        raise SpreadError(Problem.of("spread.growth_too_low", rate=rate))
    return [step**i for i in range(_counted(count))]


def repeat_weights(count: int, pattern: Sequence[Number], *, start: int = 0) -> list[Number]:
    """A pattern repeated to `count` parts, beginning at its element `start` (e.g. weekday weights in a month that begins on a Thursday)."""
    if len(pattern) == 0:
        raise SpreadError(Problem.of("spread.pattern_empty"))
    return [pattern[(start + i) % len(pattern)] for i in range(_counted(count))]


def reference_weights(reference: ArrayLike, *, floor: float = 0.0) -> NDArray[np.float64]:
    """Weights like a reference series (last year's sales): its own values, those below `floor` (returns larger than sales) raised to it.

    reference (n,) [any] -> (n,) [1], >= floor. An unknown value in the reference is refused, never taken for zero.
    """
    series = np.asarray(reference, dtype=np.float64)
    unknown = np.flatnonzero(np.isnan(series))
    if unknown.size:
        raise SpreadError(Problem.of("spread.reference_unknown", count=unknown.size, first=int(unknown[0]) + 1))
    return np.maximum(series, floor)


def profile_weights(seasonal: ArrayLike, trading: ArrayLike = 1.0, uplift: ArrayLike = 1.0) -> NDArray[np.float64]:
    """Weights by a profile: seasonal index x trading-day weight x event uplift, multiplied in float64 in that order.

    Each (n,) or one number [1] -> (n,) [1]. Source: docs/method/spread.md, 3.
    """
    parts = [np.atleast_1d(np.asarray(part, dtype=np.float64)) for part in (seasonal, trading, uplift)]
    count = max(part.size for part in parts)
    if any(part.ndim != 1 or part.size not in (1, count) for part in parts):
        raise SpreadError(Problem.of("spread.lengths_differ", lengths=" / ".join(str(part.size) for part in parts)))
    return np.broadcast_to(parts[0], count) * parts[1] * parts[2]


def _counted(count: int) -> int:
    """A number of parts, at least one."""
    if count < 1:
        raise SpreadError(Problem.of("spread.no_parts"))
    return count


def _exact(name: str, number: Number) -> Fraction:
    """A number as an exact fraction."""
    if isinstance(number, float | Decimal) and not isfinite(number):
        raise SpreadError(Problem.of("spread.number_not_finite", name=name, value=number))
    return Fraction(number)
