# SPDX-License-Identifier: Apache-2.0
"""Money over time: present value, internal rate of return, when what was paid in has come back."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
_HALF_FEN = 0.005
_LOWEST, _HIGHEST = -0.99, 100.0
_STEPS = 80


def npv(rate: float, flows: ArrayLike) -> Floats:
    """Present value with each flow at the end of its period, the first one too (as spreadsheets have it).

    rate a period [1], > -1 · flows (..., t) [CNY] -> (...). Source: docs/method/simulation.md, 4.

    >>> round(float(npv(0.10, [-10000, 3000, 4200, 6800])), 6)
    1188.443412
    """
    given = np.asarray(flows, dtype=np.float64)
    found: Floats = given @ ((1.0 + rate) ** -np.arange(1.0, given.shape[-1] + 1))
    return found


def irr(flows: ArrayLike) -> Floats:
    """The rate a period at which the present value is nil: (...), NaN where flows never change their sign or no rate is found.

    flows (..., t) [CNY]. Halving between the ends of a grid of rates where the sign changes; of several, the one nearest to nil.

    >>> round(float(irr([-70000, 12000, 15000, 18000, 21000, 26000])), 8)
    0.08663095
    """
    given = np.asarray(flows, dtype=np.float64)
    rows = given.reshape(-1, given.shape[-1])
    grid = np.concatenate([np.linspace(_LOWEST, 1.0, 400), np.geomspace(1.01, _HIGHEST, 60)])
    signs = np.sign(_values(rows, grid))
    change = signs[:, 1:] * signs[:, :-1] <= 0
    distance = np.where(change, np.abs(grid[:-1] + grid[1:])[None, :], np.inf)
    at = distance.argmin(axis=1)
    low, high = grid[at], grid[at + 1]
    start = signs[np.arange(rows.shape[0]), at]
    for _ in range(_STEPS):
        middle = (low + high) / 2
        same = np.sign(_own(rows, middle)) == start
        low, high = np.where(same, middle, low), np.where(same, high, middle)
    known = change.any(axis=1) & (rows > 0).any(axis=1) & (rows < 0).any(axis=1)
    found: Floats = np.where(known, (low + high) / 2, np.nan).reshape(given.shape[:-1])
    return found


def _values(rows: Floats, rates: Floats) -> Floats:
    """The present value of each row at each rate (rows, rates), taken to the last period so that nothing overflows."""
    growth = (1.0 + rates)[None, :] ** np.arange(rows.shape[1] - 1, -1, -1.0)[:, None]
    found: Floats = rows @ growth
    return found


def _own(rows: Floats, rates: Floats) -> Floats:
    """The present value of each row at its own rate."""
    total = np.zeros(rows.shape[0])
    for column in range(rows.shape[1]):
        total = total * (1.0 + rates) + rows[:, column]
    return total


def payback(balance: Floats) -> Floats:
    """The month, from 1, at whose end everything paid has come back and from which on it stays so: (n,).

    balance (n, t) running sum of all flows [CNY]. 0 where nothing was ever outstanding; NaN where it does not come back in time.
    """
    short = balance < -_HALF_FEN
    months = balance.shape[1]
    last = months - np.argmax(short[:, ::-1], axis=1)
    return np.where(~short.any(axis=1), 0.0, np.where(last < months, last + 1.0, np.nan))


def monthly_rate(yearly: float) -> float:
    """The rate of a month that makes a year's: (1 + r)^(1/12) - 1 [1]."""
    return float((1.0 + yearly) ** (1 / 12) - 1.0)


def yearly_rate(monthly: float) -> float:
    """The rate of a year that a month's makes: (1 + r)^12 - 1 [1]."""
    return float((1.0 + monthly) ** 12 - 1.0)
