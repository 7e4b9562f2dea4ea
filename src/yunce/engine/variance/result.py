# SPDX-License-Identifier: Apache-2.0
"""What an explanation of a difference is: what each driver gave, exact in the smallest unit, by a named convention."""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite
from typing import Literal

import numpy as np

from yunce.engine.rounding import close_parts
from yunce.engine.variance.errors import VarianceError
from yunce.engine.variance.slopes import Floats
from yunce.values.problem import Problem

EXACT = 2.0**53
"""Whole numbers are exact in float64 below this."""
Rows = Literal["apart", "sum"]


@dataclass(frozen=True, slots=True, eq=False)
class Explained:
    """A difference by drivers. NaN is unknown: a row with an unknown factor is unknown in all its drivers."""

    method: str
    """What was asked for: lmdi, shapley, sequential or pvm."""
    convention: str
    """What was done, e.g. `lmdi`, `lmdi; shapley in 1 of 3 rows (negative factors)`, `sequential: visitors > conversion > aov`."""
    drivers: tuple[str, ...]
    base: Floats
    """(n,) [value] before."""
    actual: Floats
    """(n,) [value] after."""
    parts: Floats
    """(k, n) [value] as computed: sums to actual - base but for float noise."""
    units: Floats
    """(k, n) [smallest unit] whole: each column (with rows="sum": all of it) sums exactly to `difference`."""
    difference: Floats
    """(n,) or, with rows="sum", (1,) [smallest unit] whole: actual and base each rounded half up, then subtracted."""
    unit: float
    """The smallest unit in units of the value, e.g. 0.01 for fen of yuan."""

    def totals(self) -> Floats:
        """What each driver gave over all rows, (k,) [smallest unit]."""
        return np.asarray(self.units.sum(axis=1), dtype=np.float64)


def explained(
    method: str, convention: str, drivers: tuple[str, ...], values: tuple[Floats, Floats], parts: Floats, *, unit: float, rows: Rows
) -> Explained:
    """Parts closed to the smallest unit by largest remainder on the residual."""
    if not (isfinite(unit) and unit > 0):
        raise VarianceError(Problem.of("variance.unit_wrong", unit=unit))
    base, actual = values
    if rows == "sum":
        difference = np.atleast_1d(_whole(actual.sum(), unit) - _whole(base.sum(), unit))
        units = close_parts(parts.reshape(-1, 1) / unit, difference).reshape(parts.shape)
    else:
        difference = _whole(actual, unit) - _whole(base, unit)
        units = close_parts(parts / unit, difference)
    if (np.abs(units) >= EXACT).any():
        raise VarianceError(Problem.of("variance.unit_too_small", unit=unit))
    return Explained(method, convention, drivers, base, actual, parts, units, difference, unit)


def _whole(value: Floats | np.float64, unit: float) -> Floats:
    """Values in whole smallest units, half up."""
    return np.asarray(np.floor(value / unit + 0.5), dtype=np.float64)


def driver_names(names: tuple[str, ...] | None, count: int) -> tuple[str, ...]:
    """Names for drivers: the given ones, else their numbers from 1."""
    if names is None:
        return tuple(str(i + 1) for i in range(count))
    if len(names) != count:
        raise VarianceError(Problem.of("variance.names_differ", count=count, given=len(names)))
    return tuple(names)


def named_convention(method: str, drivers: tuple[str, ...], stood_in: int, rows: int) -> str:
    """The convention in words that a programmer reads and a test can pin."""
    if method == "sequential":
        return "sequential: " + " > ".join(drivers)
    if stood_in == 0:
        return method
    return "shapley (negative factors)" if stood_in == rows else f"{method}; shapley in {stood_in} of {rows} rows (negative factors)"
