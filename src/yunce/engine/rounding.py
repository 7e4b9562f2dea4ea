# SPDX-License-Identifier: Apache-2.0
"""Exact rounding that several engine modules share: largest remainder in integers, and parts that close on their total."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray


def apportion(total: int, weights: Sequence[int]) -> list[int]:
    """Whole parts of a total in proportion to whole weights, by largest remainder (Hamilton), ties by position.

    total [unit], any size and sign · weights (n,) whole, >= 0, sum > 0 -> n parts that sum to total; a negative total mirrors the positive.
    Raises ZeroDivisionError where all weights are zero: callers check first. Source: docs/method/spread.md, 1.

    >>> apportion(10, [47000, 16000, 15800, 12000, 6100, 3100])
    [5, 2, 1, 1, 1, 0]
    """
    size, whole = abs(total), sum(weights)
    parts, remainders = [], []
    for weight in weights:
        quota, remainder = divmod(weight * size, whole)
        parts.append(quota)
        remainders.append(remainder)
    left = size - sum(parts)
    for index in sorted(range(len(parts)), key=lambda i: -remainders[i])[:left]:
        parts[index] += 1
    return parts if total >= 0 else [-part for part in parts]


def close_parts(parts: NDArray[np.float64], totals: NDArray[np.float64]) -> NDArray[np.float64]:
    """Parts rounded to whole numbers that sum exactly to whole totals, each as near to its own value as that allows.

    parts (k, n) [unit] · totals (n,) [unit], whole -> (k, n) [unit], whole; NaN anywhere in a column makes the column NaN.
    Exact while every number is below 2**53. What rounding down leaves goes to the largest fractions, ties by position.
    Source: docs/method/variance.md, 5.
    """
    count = parts.shape[0]
    known = np.isfinite(parts).all(axis=0) & np.isfinite(totals)
    down = np.floor(np.where(known, parts, 0.0))
    fraction = np.where(known, parts, 0.0) - down
    left = np.where(known, totals, 0.0) - down.sum(axis=0)
    every, extra = np.floor_divide(left, count), np.mod(left, count)
    rank = np.empty(parts.shape, dtype=np.int64)
    np.put_along_axis(rank, np.argsort(-fraction, axis=0, kind="stable"), np.arange(count)[:, None], axis=0)
    return np.where(known, down + every + (rank < extra), np.nan)
