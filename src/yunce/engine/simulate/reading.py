# SPDX-License-Identifier: Apache-2.0
"""What draws say: shares with their error, bands, what moves the outcome most, and what would have to be true for a goal."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from yunce.engine.simulate.drivers import Floats, draw_all, normal_correlation, standard_error
from yunce.engine.simulate.model import Drawn, Hit, Model, work_out

Outcome = Callable[[Drawn], Floats]
LEVELS = (0.05, 0.1, 0.5, 0.9, 0.95)
_RANKED = 20_000
_ENOUGH = 10_000
_STEPS = 24
_WIDEST = 64.0


@dataclass(frozen=True, slots=True)
class Share:
    """How many of the draws reach a goal [1], and the standard error of that [1]."""

    share: float
    error: float


@dataclass(frozen=True, slots=True)
class Step:
    """The share after so many draws: how it settles."""

    draws: int
    share: float
    error: float


@dataclass(frozen=True, slots=True)
class Lever:
    """What one driver does to an outcome: rank correlation [1]; the outcome at its 10 % and 90 % points, others at their middle."""

    driver: int
    correlation: float
    low: float
    high: float

    @property
    def swing(self) -> float:
        """How far the outcome moves [its unit]."""
        return abs(self.high - self.low)


@dataclass(frozen=True, slots=True)
class Needed:
    """What one driver would have to be, on average, for a goal to be reached with a probability; `scale` is that over what it is now."""

    driver: int
    mean: float
    scale: float


def share_of(hits: NDArray[np.bool_]) -> Share:
    """The share of hits with its error."""
    share = float(hits.mean()) if hits.size else float("nan")
    return Share(share, standard_error(share, hits.size))


def settling(hits: NDArray[np.bool_]) -> tuple[Step, ...]:
    """The share after 1,000, 2,000, 5,000, 10,000 ... draws and after all of them."""
    marks = [step * 10**power for power in range(3, 8) for step in (1, 2, 5)]
    sizes = [mark for mark in marks if mark < hits.size] + [hits.size]
    running = np.cumsum(hits)
    return tuple(Step(size, share := float(running[size - 1]) / size, standard_error(share, size)) for size in sizes)


def quantiles(values: Floats, levels: Sequence[float] = LEVELS) -> Floats:
    """The points below which these shares of the draws lie: (levels, ...) along the first axis; NaN (never) counts as the largest."""
    ordered = np.sort(np.where(np.isnan(values), np.inf, values), axis=0)
    at = np.clip(np.ceil(np.array(levels) * values.shape[0]).astype(np.int64) - 1, 0, values.shape[0] - 1)
    found = ordered[at]
    return np.where(np.isinf(found), np.nan, found)


def levers(model: Model, drawn: Drawn, outcome: Outcome) -> tuple[Lever, ...]:
    """What each driver does to an outcome, the strongest first. Source: docs/method/simulation.md, 5."""
    count = len(model.drivers)
    sample = Drawn(drawn.balance[:_RANKED], drawn.totals[:_RANKED], drawn.drivers[:_RANKED])
    values = _ranks(np.nan_to_num(outcome(sample), nan=np.inf))
    middle, low, high = (np.quantile(sample.drivers, level, axis=0) for level in (0.5, 0.1, 0.9))
    rows = np.tile(middle, (2 * count, 1))
    for at in range(count):
        rows[2 * at, at], rows[2 * at + 1, at] = low[at], high[at]
    ends = outcome(work_out(model, [rows[:, at] for at in range(count)], 2 * count)) if count else np.empty(0)
    found = [
        Lever(at, _correlation(_ranks(sample.drivers[:, at]), values), float(ends[2 * at]), float(ends[2 * at + 1])) for at in range(count)
    ]
    return tuple(sorted(found, key=lambda one: (-abs(one.correlation), one.driver)))


def _ranks(values: Floats) -> Floats:
    """Ranks from 1, equal values sharing theirs."""
    _, place, counts = np.unique(values, return_inverse=True, return_counts=True)
    ends = np.cumsum(counts)
    found: Floats = (ends - (counts - 1) / 2)[place]
    return found


def _correlation(one: Floats, other: Floats) -> float:
    a, b = one - one.mean(), other - other.mean()
    size = float(np.sqrt((a @ a) * (b @ b)))
    return float(a @ b) / size if size > 0 else 0.0


def needed(model: Model, driver: int, hit: Hit, wanted: float, seed: int) -> Needed | None:
    """What a driver would have to be on average for a goal to be reached with a probability; nothing where no scale of it does.

    Every draw of the driver is multiplied by one number, the others stay as drawn; halving finds it. Draws: 10,000 of the seed.
    """
    triangle = normal_correlation(model.ranks, len(model.drivers))
    drawn = draw_all(model.drivers, (_ENOUGH, model.months), triangle, np.random.default_rng([seed, 0]))

    def reached(scale: float) -> float:
        tried = [one * scale if at == driver else one for at, one in enumerate(drawn)]
        return float(hit(work_out(model, tried, _ENOUGH)).mean())

    mean = model.drivers[driver].mean
    here = reached(1.0)
    if here >= wanted:
        return Needed(driver, mean, 1.0)
    good = next((scale for scale in (2.0, 0.5, 4.0, 0.25, 16.0, 0.0, _WIDEST) if reached(scale) >= wanted), None)
    if good is None or mean == 0:
        return None
    bad = 1.0
    for _ in range(_STEPS):
        middle = (good + bad) / 2
        good, bad = (middle, bad) if reached(middle) >= wanted else (good, middle)
    return Needed(driver, mean * good, good)
