# SPDX-License-Identifier: Apache-2.0
"""Commission by tiers: marginal (超额累进), or the whole amount at the rate of its tier (全额累进), which has cliffs.

Source: docs/method/appraisal.md, 6.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from yunce.engine.appraise.errors import AppraiseError
from yunce.values.problem import Problem

Ints = NDArray[np.int64]
PARTS = 10**6
"""Rates are whole millionths: 0.0001 % is the finest that is told apart."""
Mode = Literal["marginal", "whole"]


@dataclass(frozen=True, slots=True)
class Tiers:
    """Rates [1] from amounts on [fen], the lowest first; `cap` [fen] is the most that is paid."""

    starts: tuple[int, ...]
    rates: tuple[float, ...]
    mode: Mode = "marginal"
    cap: int | None = None

    def __post_init__(self) -> None:
        rising = all(a < b for a, b in zip(self.starts, self.starts[1:], strict=False))
        if not self.starts or len(self.starts) != len(self.rates) or not rising or min(self.rates) < 0:
            raise AppraiseError(Problem.of("appraise.tiers_wrong", starts="、".join(f"{s / 100:g}" for s in self.starts) or "-"))


@dataclass(frozen=True, slots=True)
class Cliff:
    """A place where one fen more changes the pay by a jump [fen]: a fall where `above` is less than `below`."""

    at: int
    below: int
    above: int

    @property
    def jump(self) -> int:
        """What reaching the tier brings at once."""
        return self.above - self.below


def commission(amounts: ArrayLike, tiers: Tiers) -> Ints:
    """The commission on amounts (n,) [fen] -> (n,) [fen], halves upward; nothing for what is below the first tier or negative.

    >>> tax = Tiers((0, 3600000, 14400000), (0.03, 0.1, 0.2))
    >>> commission([10000000], tax).tolist()
    [748000]
    """
    a = np.asarray(amounts, dtype=np.int64)
    rates = [round(rate * PARTS) for rate in tiers.rates]
    most = int(np.max(a, initial=0))
    if most * max(rates) >= 2**62:
        raise AppraiseError(Problem.of("appraise.pay_too_large", value=most // 100))
    if tiers.mode == "whole":
        place = np.searchsorted(np.asarray(tiers.starts), a, side="right")
        raw = np.maximum(a, 0) * np.asarray([0, *rates], dtype=np.int64)[place]
    else:
        ends = (*tiers.starts[1:], None)
        raw = np.zeros_like(a)
        for start, end, rate in zip(tiers.starts, ends, rates, strict=True):
            raw += (np.clip(a, start, end) - start) * rate
    paid = np.asarray((raw + PARTS // 2) // PARTS)
    return paid if tiers.cap is None else np.minimum(paid, tiers.cap)


def cliffs(tiers: Tiers) -> tuple[Cliff, ...]:
    """Where the pay jumps: none for marginal tiers, the starts of tiers (after the first) that pay the whole amount."""
    found = []
    for start in tiers.starts:
        below, above = (int(paid) for paid in commission([start - 1, start], tiers))
        if start > 0 and abs(above - below) > 1:
            found.append(Cliff(start, below, above))
    return tuple(found)


def is_monotone(tiers: Tiers) -> bool:
    """True where more never pays less."""
    return all(cliff.jump >= 0 for cliff in cliffs(tiers))


def clawback(amounts: ArrayLike, returned: ArrayLike, tiers: Tiers) -> Ints:
    """What was paid too much once orders came back: commission on the amounts less commission on what stayed (n,) [fen], >= 0."""
    a, back = np.asarray(amounts, dtype=np.int64), np.asarray(returned, dtype=np.int64)
    return np.asarray(np.maximum(0, commission(a, tiers) - commission(a - back, tiers)))
