# SPDX-License-Identifier: Apache-2.0
"""The same forecast made on every past day that allows it: how far off it was, and how often its band held."""

from __future__ import annotations

from bisect import insort
from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.typing import ArrayLike

from yunce.engine.forecast.observed import Floats, Observed, Places

MEMORY = 28
"""Days before a period that say its prior level."""
STRENGTHS = (0.0, 3.0, 7.0, 14.0, 28.0)
"""How many ordinary days the prior level may weigh; which one is decided by back-test."""
ENOUGH = 4
"""Fewer separate periods of history than this give no band by back-test."""


@dataclass(frozen=True, slots=True, eq=False)
class Backtest:
    """Forecasts of past stretches as long as the period, made with as many days over as now."""

    starts: Places
    """(n,) first day of each stretch, counted from the oldest day."""
    forecast: Floats
    """(n,) [unit]"""
    actual: Floats
    """(n,) [unit], known stretches only."""
    days: int
    """Length of a stretch."""

    @property
    def errors(self) -> Floats:
        """(n,) actual / forecast - 1 [1]."""
        return self.actual / self.forecast - 1

    @property
    def windows(self) -> int:
        """How many stretches lie apart: overlapping ones say little more than one."""
        return windows_apart(self.starts, self.days)


def windows_apart(starts: Places, days: int) -> int:
    """How many stretches of `days` fit one after the other among those that begin at `starts`."""
    return 0 if starts.size == 0 else 1 + int(starts[-1] - starts[0]) // days


def backtest(observed: Observed, strength: float = 0.0, first: int = 0) -> Backtest:
    """The forecast with this strength of the prior, made for every known stretch of the same shape, in past and present days alike.

    strength [days] · first: earliest start; a prior needs `MEMORY` days before it. Source: docs/method/forecast.md, 3.
    """
    values, weights = observed.joined()
    starts = np.arange(first, values.size - observed.days + 1, dtype=np.int64)
    known = ~np.isnan(values)
    sums = np.concatenate([[0.0], np.cumsum(np.where(known, values, 0.0))])
    known_weight = np.concatenate([[0.0], np.cumsum(np.where(known, weights, 0.0))])
    all_weight = np.concatenate([[0.0], np.cumsum(weights)])
    missing = np.concatenate([[0], np.cumsum(~known)])
    now, end = starts + observed.done, starts + observed.days
    so_far, weight_so_far = sums[now] - sums[starts], known_weight[now] - known_weight[starts]
    before = np.maximum(starts - MEMORY, 0)
    level = blended_level(
        so_far, weight_so_far, sums[starts] - sums[before], known_weight[starts] - known_weight[before], strength * mean_weight(weights)
    )
    forecast = so_far + level * (all_weight[end] - all_weight[starts] - weight_so_far)
    usable = (missing[end] == missing[starts]) & (forecast > 0)
    return Backtest(starts[usable], forecast[usable], (sums[end] - sums[starts])[usable], observed.days)


def blended_level(so_far: Floats, weight: Floats, before: Floats, weight_before: Floats, strength: float) -> Floats:
    """Level per weight [unit]: the run-rate, pulled to the level before with the given weight of it; NaN where neither is known."""
    prior = np.divide(before, weight_before, out=np.zeros_like(before), where=weight_before > 0)
    pull = np.where(weight_before > 0, strength, 0.0)
    whole = weight + pull
    unknown = np.full_like(before, np.nan)
    return np.asarray(np.divide(so_far + pull * prior, whole, out=unknown, where=whole > 0), dtype=np.float64)


def student_quantile(freedom: ArrayLike, level: float) -> Floats:
    """Quantile of Student's t. freedom > 0, any shape · level (0, 1) -> the same shape [1]."""
    from scipy.special import stdtrit

    return np.asarray(stdtrit(freedom, level), dtype=np.float64)


def mean_weight(weights: Floats) -> float:
    """Weight of an ordinary day."""
    return float(weights.mean()) if weights.size else 1.0


def best_strength(observed: Observed) -> float:
    """The strength of the prior with the least mean error in back-test; none where history is too short to tell."""
    tried = [(backtest(observed, strength, MEMORY), strength) for strength in STRENGTHS]
    if tried[0][0].windows < ENOUGH:
        return 0.0
    return min(tried, key=lambda pair: (float(np.abs(pair[0].errors).mean()), pair[1]))[1]


def half_width(errors: Floats, windows: int, coverage: float) -> float:
    """Half of a band as a share of the forecast: Student's t on the errors, at least their own quantile.

    errors (n,) [1] · windows: how many of them lie apart · coverage [1] -> [1]. Few windows widen it by themselves.
    """
    return _width(sorted(np.abs(errors).tolist()), float(np.sum(errors**2)), float(_reach(windows, coverage)), coverage)


def measured_coverage(starts: Places, errors: Floats, shape: tuple[int, int], coverage: float) -> tuple[float, int]:
    """How often the band held where only errors known by then made it, and in how many forecasts.

    starts, errors (n,) · shape: days over, days in all -> (share [1], number); (NaN, 0) where nothing could be tested.
    """
    done, days = shape
    known = np.searchsorted(starts, starts + done - days, side="right")
    windows = np.where(known > 0, 1 + (starts[known - 1] - starts[:1]) // days, 0)
    reach = _reach(np.maximum(windows, 1), coverage)
    sizes, squares = np.abs(errors).tolist(), np.concatenate([[0.0], np.cumsum(errors**2)])
    ordered: list[float] = []
    held, tested = 0, 0
    for i in np.flatnonzero(windows >= ENOUGH).tolist():
        for j in range(len(ordered), int(known[i])):
            insort(ordered, sizes[j])
        tested += 1
        held += sizes[i] <= _width(ordered, float(squares[known[i]]), float(reach[i]), coverage)
    return (held / tested if tested else float("nan")), tested


def _reach(windows: int | Places, coverage: float) -> Floats:
    """How many root mean squares a band reaches to either side, by the number of separate windows."""
    return np.asarray(student_quantile(windows, (1 + coverage) / 2) * np.sqrt(1 + 1 / np.asarray(windows)), dtype=np.float64)


def _width(ordered: list[float], squares: float, reach: float, coverage: float) -> float:
    """The wider of both: reach x root mean square, and the errors' own quantile (between neighbours, linear). ordered (n,) rising sizes."""
    place = coverage * (len(ordered) - 1)
    low = int(place)
    quantile = ordered[low] + (place - low) * (ordered[min(low + 1, len(ordered) - 1)] - ordered[low])
    return max(reach * sqrt(squares / len(ordered)), quantile)
