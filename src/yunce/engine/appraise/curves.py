# SPDX-License-Identifier: Apache-2.0
"""Curves: from what was reached to a ratio, 1 being exactly what was asked. Source: docs/method/appraisal.md, 1.

Every curve takes actuals (n,) in the metric's own unit, NaN for what was not reported, and gives ratios (n,) [1], NaN staying NaN.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from yunce.engine.appraise.errors import AppraiseError
from yunce.values.problem import Problem

Floats = NDArray[np.float64]
PLACES = 9
"""Ratios and scores are settled to so many places before anything is compared: binary noise decides no grade."""
RATIO_PLACES = 12
"""Ratios that are still to be weighed keep so many, so that points are right to nine."""


def settled(values: ArrayLike) -> Floats:
    """Numbers without the noise of binary fractions: nine places."""
    return np.asarray(np.round(np.asarray(values, dtype=np.float64), PLACES) + 0.0)


def larger_better(actual: ArrayLike, target: ArrayLike) -> Floats:
    """Actual over target, `a / t`; for a negative target `2 - a / t`, so that a smaller loss is more. A target of 0 leaves it unknown."""
    a, t = _pair(actual, target)
    ratio = a / np.where(t == 0, np.nan, t)
    return np.where(t < 0, 2 - ratio, ratio)


def smaller_better(actual: ArrayLike, target: ArrayLike, *, inverse: bool = False) -> Floats:
    """`2 - a / t`, or `t / a` where `inverse`. A target of 0 is met by 0 (1) and missed by anything above it (0).

    With `inverse` an actual of 0 or less is infinitely good: a cap must bound it.
    """
    a, t = _pair(actual, target)
    if inverse:
        with np.errstate(divide="ignore", invalid="ignore"):
            ratio = np.where(a > 0, t / np.where(a > 0, a, 1.0), np.inf)
    else:
        ratio = 2 - a / np.where(t == 0, np.nan, t)
        ratio = np.where(t < 0, a / np.where(t == 0, np.nan, t), ratio)
    ratio = np.where(t == 0, np.where(a <= 0, 1.0, 0.0), ratio)
    return np.where(np.isnan(a) | np.isnan(t), np.nan, ratio)


def inside(actual: ArrayLike, low: float | None, high: float | None, *, inverse: bool = False) -> Floats:
    """1 within the bounds; below the lower one as larger is better, above the upper one as smaller is better."""
    a = np.asarray(actual, dtype=np.float64)
    found = np.where(np.isnan(a), np.nan, 1.0)
    if low is not None:
        found = np.where(a < low, larger_better(a, low), found)
    if high is not None:
        found = np.where(a > high, smaller_better(a, high, inverse=inverse), found)
    return found


def straight(actual: ArrayLike, zero: float, full: float) -> Floats:
    """On the line from `zero` (0) to `full` (1), whichever is larger. Raises `AppraiseError` where they are the same."""
    if zero == full:
        raise AppraiseError(Problem.of("appraise.line_flat", value=full))
    return np.asarray((np.asarray(actual, dtype=np.float64) - zero) / (full - zero))


def steps(actual: ArrayLike, starts: Sequence[float], ratios: Sequence[float]) -> Floats:
    """The ratio of the step [start, next) that the actual lies on; 0 below the first. Raises `AppraiseError` for steps that do not rise."""
    a, edges = np.asarray(actual, dtype=np.float64), np.asarray(starts, dtype=np.float64)
    if edges.size == 0 or edges.size != len(ratios) or (np.diff(edges) <= 0).any():
        raise AppraiseError(Problem.of("appraise.steps_wrong", starts="、".join(f"{s:g}" for s in starts) or "-"))
    given = np.concatenate([[0.0], np.asarray(ratios, dtype=np.float64)])
    found = given[np.searchsorted(edges, settled(a), side="right")]
    return np.where(np.isnan(a), np.nan, found)


def deducted(actual: ArrayLike, each: float, free: float = 0.0) -> Floats:
    """1 less `each` [1] for every unit above the free ones; never below 0."""
    a = np.asarray(actual, dtype=np.float64)
    return np.where(np.isnan(a), np.nan, np.maximum(0.0, 1.0 - each * np.maximum(0.0, a - free)))


def by_days_late(late: ArrayLike, each: float, grace: float = 0.0) -> Floats:
    """A milestone: 1 on time or early, less `each` [1] for every day late beyond the days of grace."""
    return deducted(late, each, grace)


def bounded(ratios: ArrayLike, floor: float = 0.0, cap: float = np.inf) -> Floats:
    """Ratios below the floor are 0, those above the cap the cap. 0.59 with a floor of 0.6 is 0, 0.60 stays 0.60.

    What is kept has more places than a score: a third of 30 points is 10 points, and a sum that is 80 stands in the band from 80.
    Raises `AppraiseError` for a cap below the floor.
    """
    if cap < floor:
        raise AppraiseError(Problem.of("appraise.cap_below_floor", cap=cap, floor=floor))
    r = np.round(np.asarray(ratios, dtype=np.float64), RATIO_PLACES)
    kept = np.where(settled(r) < settled(floor), 0.0, np.minimum(np.maximum(r, 0.0), cap))
    return np.where(np.isnan(r) | np.isposinf(kept), np.nan, kept)


def _pair(actual: ArrayLike, target: ArrayLike) -> tuple[Floats, Floats]:
    return np.asarray(actual, dtype=np.float64), np.asarray(target, dtype=np.float64)
