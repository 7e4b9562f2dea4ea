# SPDX-License-Identifier: Apache-2.0
"""Centre and spread of a control chart, from the steps before each one or from the whole. Source: docs/method/spc.md."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

D2 = 1.128
"""Mean range of two values of a normal series over its standard deviation: 3 / D2 = 2.66."""
LEAST = 8
"""Fewer known values than these say nothing of a spread."""


@dataclass(frozen=True, slots=True, eq=False)
class Limits:
    """Centre and standard deviation at each step (..., T), in the series' unit; NaN where too little is known."""

    centre: Floats
    sigma: Floats

    @property
    def upper(self) -> Floats:
        """Centre plus three standard deviations."""
        return np.asarray(self.centre + 3 * self.sigma)

    @property
    def lower(self) -> Floats:
        """Centre minus three standard deviations."""
        return np.asarray(self.centre - 3 * self.sigma)

    def scores(self, values: Floats) -> Floats:
        """How many standard deviations each value lies off the centre [1]; 0 on the centre of a series that never moves, NaN unknown."""
        off = values - self.centre
        with np.errstate(divide="ignore", invalid="ignore"):
            found = off / self.sigma
        level = np.abs(off) <= 1e-9 * np.maximum(np.abs(values), np.abs(self.centre))
        return np.where((self.sigma <= 0) & level, 0.0, found)


def individuals(values: Floats, base: int | None = None) -> Limits:
    """The chart of single values: mean, and mean moving range / 1.128 (so mean ± 2.66 MR), of (..., T).

    `base` takes the limits at each step from so many steps before it, the step itself left out; `None` from all known steps.
    Unknown steps take no part; fewer than eight known values give no limits.
    """
    moves = np.abs(np.diff(values, axis=-1, prepend=np.nan))
    return Limits(_mean(values, base, LEAST), _mean(moves, base and base - 1, LEAST - 1) / D2)


def shares(hits: Floats, sizes: Floats, base: int | None = None) -> Limits:
    """The p chart of `hits / sizes`: the pooled share p, and sqrt(p (1 - p) / size) of each step [1]; sizes may differ."""
    pooled = _pooled(hits, sizes, base)
    inside = np.clip(pooled * (1 - pooled), 0.0, None)
    return Limits(pooled, np.sqrt(inside / np.where(sizes > 0, sizes, np.nan)))


def rates(counts: Floats, sizes: Floats, base: int | None = None) -> Limits:
    """The u chart of `counts / sizes`: the pooled rate u, and sqrt(u / size) of each step; sizes may differ."""
    pooled = _pooled(counts, sizes, base)
    return Limits(pooled, np.sqrt(np.clip(pooled, 0.0, None) / np.where(sizes > 0, sizes, np.nan)))


def _pooled(above: Floats, below: Floats, base: int | None) -> Floats:
    known = ~(np.isnan(above) | np.isnan(below) | (below <= 0))
    top, _ = _sums(np.where(known, above, np.nan), base)
    bottom, count = _sums(np.where(known, below, np.nan), base)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(count >= min(LEAST, base or LEAST), top / bottom, np.nan)


def _mean(values: Floats, base: int | None, least: int) -> Floats:
    total, count = _sums(values, base)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(count >= least, total / count, np.nan)


def _sums(values: Floats, base: int | None) -> tuple[Floats, Floats]:
    """Sum and number of the known values before each step (of `base` steps), or of all."""
    known = ~np.isnan(values)
    filled = np.where(known, values, 0.0)
    if base is None:
        shape = values.shape
        return (np.broadcast_to(part.sum(axis=-1, keepdims=True), shape) for part in (filled, known.astype(np.float64)))  # type: ignore[return-value]
    return _before(filled, base), _before(known.astype(np.float64), base)


def _before(values: Floats, base: int) -> Floats:
    """The sum of the `base` steps before each one (fewer at the beginning), from running sums."""
    run = np.concatenate([np.zeros((*values.shape[:-1], 1)), np.cumsum(values, axis=-1)], axis=-1)
    ends = np.arange(values.shape[-1])
    return np.asarray(run[..., ends] - run[..., np.maximum(ends - base, 0)])
