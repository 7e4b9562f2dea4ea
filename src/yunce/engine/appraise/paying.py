# SPDX-License-Identifier: Apache-2.0
"""Performance pay in whole fen: coefficients, pools that hold, proration, what may be deducted.

Source: docs/method/appraisal.md, 5 and 7.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from yunce.engine.appraise.errors import AppraiseError
from yunce.engine.rounding import apportion
from yunce.values.problem import Problem

Ints = NDArray[np.int64]
UNIT = 10**9
"""Coefficients are whole billionths: products with fen are exact."""
PAY_DAYS = (2175, 100)
"""The days that a month's wage pays for, 21.75, as a fraction (人社部发〔2025〕2号)."""
MOST_DEDUCTED = (1, 5)
"""The part of a month's wage that compensation for a loss may take (工资支付暂行规定 16)."""


def pay(bases: ArrayLike, coefficients: ArrayLike) -> Ints:
    """Base times coefficient, to the fen, halves upward: bases (n,) [fen], coefficients (n,) [1] -> (n,) [fen].

    Raises `AppraiseError` for an unknown or negative coefficient or base, and where the product leaves int64.
    """
    b, c = np.asarray(bases, dtype=np.int64), np.asarray(coefficients, dtype=np.float64)
    parts = raw_pay(b, c)
    return np.asarray((parts + UNIT // 2) // UNIT)


def raw_pay(bases: Ints, coefficients: NDArray[np.float64]) -> Ints:
    """Base times coefficient in billionths of a fen, before anything is rounded. Raises `AppraiseError`."""
    wrong = ~np.isfinite(coefficients) | (coefficients < 0) | (bases < 0)
    if wrong.any():
        raise AppraiseError(Problem.of("appraise.pay_unknown", index=int(np.flatnonzero(wrong)[0]) + 1))
    most = float(np.max(bases, initial=0))
    if most * float(np.max(coefficients, initial=0.0)) >= 2**63 / UNIT:
        raise AppraiseError(Problem.of("appraise.pay_too_large", value=int(most) // 100))
    whole = np.floor(coefficients).astype(np.int64)
    part = np.rint((coefficients - whole) * UNIT).astype(np.int64)
    return np.asarray(bases * whole * UNIT + bases * part)


@dataclass(frozen=True, slots=True)
class Pool:
    """One pool: what its people would get, what there is, what each gets [fen]; `scale` is 1 where nothing had to be cut."""

    wanted: int
    limit: int
    paid: tuple[int, ...]
    scale: float

    @property
    def is_over(self) -> bool:
        """True where the coefficients ask for more than there is."""
        return self.wanted > self.limit


def hold(bases: Sequence[int], coefficients: Sequence[float], limit: int | None = None) -> Pool:
    """Pay that keeps to a limit, by default the sum of the bases: scaled in proportion, to the fen by largest remainder.

    bases [fen] · coefficients [1] · limit [fen] -> each person's pay [fen]; their sum is the limit exactly where it was exceeded.
    Whether a pool may be scaled at all is decided by people: this only tells what would come of it. Raises `AppraiseError`.

    >>> hold([30000], [1.15], 40000).paid
    (34500,)
    """
    b, c = np.asarray(bases, dtype=np.int64), np.asarray(coefficients, dtype=np.float64)
    raw = [int(part) for part in raw_pay(b, c)]
    there = int(b.sum()) if limit is None else limit
    wanted = sum((part + UNIT // 2) // UNIT for part in raw)
    if wanted <= there:
        return Pool(wanted, there, tuple((part + UNIT // 2) // UNIT for part in raw), 1.0)
    return Pool(wanted, there, tuple(apportion(there, raw)), there * UNIT / sum(raw))


def prorated(amounts: ArrayLike, days: ArrayLike) -> Ints:
    """A month's amounts for days worked: amount x days / 21.75, never more than the whole month; NaN days are the whole month [fen]."""
    a, d = np.asarray(amounts, dtype=np.int64), np.asarray(days, dtype=np.float64)
    if np.any(d < 0):
        raise AppraiseError(Problem.of("appraise.days_wrong", days=float(np.nanmin(d))))
    hundredths = np.rint(np.where(np.isnan(d), PAY_DAYS[0], d * PAY_DAYS[1])).astype(np.int64)
    part = np.minimum(hundredths, PAY_DAYS[0])
    return np.asarray((a * part * 2 + PAY_DAYS[0]) // (2 * PAY_DAYS[0]))


def deductible(wage: int, asked: int, lowest: int | None) -> int:
    """How much of a deduction a month's wage can bear: at most a fifth of it, and what is left not under the lowest wage [fen].

    `lowest` is `None` where nobody has told the lowest wage: then only the fifth bounds it, and the caller says so.
    """
    fifth = wage * MOST_DEDUCTED[0] // MOST_DEDUCTED[1]
    room = fifth if lowest is None else min(fifth, max(0, wage - lowest))
    return max(0, min(asked, room))
