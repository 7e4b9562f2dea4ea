# SPDX-License-Identifier: Apache-2.0
"""Uncertain drivers: a distribution each, drawn by a seed, their ranks correlated where that is asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import isfinite, log, pi, sin, sqrt
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from yunce.engine.simulate.errors import SimulateError
from yunce.values.problem import Problem

Floats = NDArray[np.float64]
Shape = Literal["fixed", "uniform", "triangular", "pert", "normal", "lognormal", "empirical"]
TENTH = 1.2815515655446004
"""How many standard deviations the 10 % and 90 % points of a normal lie from its middle."""
_PERT = 4.0


@dataclass(frozen=True, slots=True)
class Driver:
    """A number that nobody knows exactly.

    `fixed`: likely · `uniform`: low..high · `triangular`, `pert`: low, likely, high · `normal`, `lognormal`: low and high are the 10 %
    and 90 % points (likely is not read) · `empirical`: one of `values`, each as often. `each_month`: drawn anew for every month.
    Raises SimulateError where the numbers do not make a distribution.
    """

    shape: Shape
    low: float = 0.0
    likely: float = 0.0
    high: float = 0.0
    values: tuple[float, ...] = ()
    each_month: bool = False

    def __post_init__(self) -> None:
        if not self._is_whole():
            given = f"{self.low:g}..{self.likely:g}..{self.high:g}" if self.shape != "empirical" else f"{len(self.values)}"
            raise SimulateError(Problem.of("simulate.driver_wrong", shape=self.shape, given=given))

    def _is_whole(self) -> bool:
        if self.shape == "empirical":
            return bool(self.values) and all(isfinite(value) for value in self.values)
        if not all(isfinite(value) for value in (self.low, self.likely, self.high)):
            return False
        if self.shape in ("triangular", "pert"):
            return self.low <= self.likely <= self.high
        if self.shape == "fixed":
            return True
        return self.low <= self.high and (self.shape != "lognormal" or self.low > 0)

    @property
    def mean(self) -> float:
        """The expected value [the driver's unit]."""
        if self.shape == "empirical":
            return float(np.mean(self.values))
        if self.shape == "lognormal":
            middle, spread = self.log_parts()
            return float(np.exp(middle + spread**2 / 2))
        weights = {"fixed": (0.0, 1.0, 0.0), "triangular": (1 / 3,) * 3, "pert": (1 / 6, 4 / 6, 1 / 6)}.get(self.shape, (0.5, 0.0, 0.5))
        return weights[0] * self.low + weights[1] * self.likely + weights[2] * self.high

    def log_parts(self) -> tuple[float, float]:
        """Middle and spread of the logarithm, for `lognormal`."""
        return (log(self.low) + log(self.high)) / 2, (log(self.high) - log(self.low)) / (2 * TENTH)

    def draw(self, size: int | tuple[int, int], chance: np.random.Generator) -> Floats:
        """So many draws."""
        if self.shape == "empirical":
            return np.array(self.values)[chance.integers(0, len(self.values), size)]
        if self.shape == "fixed" or self.low == self.high:
            return np.full(size, self.likely if self.shape in ("fixed", "triangular", "pert") else self.low)
        if self.shape == "triangular":
            return chance.triangular(self.low, self.likely, self.high, size)
        if self.shape == "pert":
            span = self.high - self.low
            alpha, beta = 1 + _PERT * (self.likely - self.low) / span, 1 + _PERT * (self.high - self.likely) / span
            return self.low + span * chance.beta(alpha, beta, size)
        if self.shape == "uniform":
            return chance.uniform(self.low, self.high, size)
        if self.shape == "lognormal":
            return chance.lognormal(*self.log_parts(), size)
        return chance.normal((self.low + self.high) / 2, (self.high - self.low) / (2 * TENTH), size)

    def draw_months(self, size: tuple[int, int], chance: np.random.Generator) -> Floats:
        """Draws for every month anew (n, t): each is one of `LEVELS` quantiles, all as likely. Source: docs/method/simulation.md, 3."""
        if self.shape in ("empirical", "fixed") or self.low == self.high:
            return self.draw(size, chance)
        picked = chance.integers(0, LEVELS, size, dtype=np.uint16)
        return np.asarray(quantiles(self).take(picked, mode="clip"))


LEVELS = 1 << 16
"""How many quantiles a driver has that is drawn every month: the middles of so many equal parts of its probability."""
_NODES = 8193


@lru_cache(maxsize=256)
def quantiles(driver: Driver) -> Floats:
    """The values below which (i + 1/2) / LEVELS of a continuous driver's draws lie (LEVELS,), rising."""
    from scipy import special

    p = (np.arange(LEVELS) + 0.5) / LEVELS
    low, likely, high = driver.low, driver.likely, driver.high
    span = high - low
    if driver.shape == "uniform":
        return low + span * p
    if driver.shape == "triangular":
        rising, falling = np.sqrt(p * span * (likely - low)), np.sqrt((1 - p) * span * (high - likely))
        return np.where(p * span < likely - low, low + rising, high - falling)
    if driver.shape == "pert":
        at = np.linspace(0, 1, _NODES)  # dense where the curve is steep: at its ends
        shapes = 1 + _PERT * (likely - low) / span, 1 + _PERT * (high - likely) / span
        known = special.betaincinv(*shapes, np.sin(at * pi / 2) ** 2)
        return low + span * np.interp(np.arcsin(np.sqrt(p)) * 2 / pi, at, known)
    normal = special.ndtri(p)
    if driver.shape == "lognormal":
        middle, spread = driver.log_parts()
        return np.exp(middle + spread * normal)
    return (low + high) / 2 + span / (2 * TENTH) * normal


Pairs = Mapping[tuple[int, int], float]


def normal_correlation(ranks: Pairs, count: int) -> Floats | None:
    """The correlation of normals whose ranks correlate as wanted: 2 sin(pi r / 6), as a lower triangle (k, k); nothing without pairs.

    Raises SimulateError where the wanted correlations contradict each other, or lie outside (-1, 1).
    """
    if not ranks:
        return None
    matrix = np.eye(count)
    for (a, b), value in ranks.items():
        if not (0 <= a < count and 0 <= b < count and a != b and -1 < value < 1):
            raise SimulateError(Problem.of("simulate.correlation_wrong", value=value))
        matrix[a, b] = matrix[b, a] = 2 * sin(pi * value / 6)
    try:
        return np.linalg.cholesky(matrix)
    except np.linalg.LinAlgError as e:
        raise SimulateError(Problem.of("simulate.correlations_contradict")) from e


def draw_all(drivers: Sequence[Driver], sizes: tuple[int, int], triangle: Floats | None, chance: np.random.Generator) -> list[Floats]:
    """Draws of all drivers: (n,) each, (n, months) where a driver changes each month. `sizes` = (n, months).

    With a `triangle` the draws of the drivers that do not change are put into the order of correlated normals: their distributions stay
    exactly what they are. Source: Iman, Conover 1982; docs/method/simulation.md, 2.
    """
    number, months = sizes
    drawn = [driver.draw_months((number, months), chance) if driver.each_month else driver.draw(number, chance) for driver in drivers]
    if triangle is not None:
        normals = chance.standard_normal((number, len(drivers))) @ triangle.T
        for at, driver in enumerate(drivers):
            if not driver.each_month and np.count_nonzero(triangle[at]) + np.count_nonzero(triangle[:, at]) > 2:
                ordered = np.empty(number)
                ordered[np.argsort(normals[:, at], kind="stable")] = np.sort(drawn[at])
                drawn[at] = ordered
    return drawn


def standard_error(share: float, draws: int) -> float:
    """How far a share from so many draws may be off, one standard deviation: sqrt(p (1 - p) / n) [1]."""
    return sqrt(max(share * (1 - share), 0.0) / draws) if draws else float("nan")
