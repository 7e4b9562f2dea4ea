# SPDX-License-Identifier: Apache-2.0
"""Three-valued truth in arrays of uint8: false 0, unknown 1, true 2; so `and` is the smaller and `or` the greater."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

FALSE, UNKNOWN, TRUE = 0, 1, 2

Truths = NDArray[np.uint8]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

CLOSE = 1e-9
"""Two floats closer than this part of the greater one are equal: 0.85 - 0.80 is 5 points."""


def truths(flags: NDArray[np.bool_], unknown: NDArray[np.bool_]) -> Truths:
    """Truth values from flags, which must be off where the second array says unknown."""
    bits = flags.view(np.uint8)
    found = bits + bits
    found += unknown.view(np.uint8)
    return np.asarray(found)


def compared(op: str, left: Floats, right: Floats, gaps: NDArray[np.bool_] | None = None) -> Truths:
    """`left op right` element by element, unknown where either is NaN; equal within `CLOSE`.

    `gaps` says where `left` is NaN, where that is known already and `right` is one number.
    """
    flags = held(op, left, right)
    one = right.ndim == 0 and not np.isnan(right)
    unknown = np.isnan(left) | np.isnan(right) if not one else np.isnan(left) if gaps is None else gaps
    return truths(flags & ~unknown if op == "!=" else flags, unknown)


def held(op: str, left: Floats, right: Floats, out: Flags | None = None) -> Flags:
    """Where `left op right` holds, equal within `CLOSE`; nothing holds beside NaN but `!=`. Written to `out`, where it is given."""
    near = CLOSE * np.abs(right)
    if op == ">=":
        return np.greater_equal(left, right - near, out=out)
    if op == ">":
        return np.greater(left, right + near, out=out)
    if op == "<=":
        return np.less_equal(left, right + near, out=out)
    if op == "<":
        return np.less(left, right - near, out=out)
    same = np.less_equal(np.abs(left - right), near, out=out)
    return same if op == "==" else np.logical_not(same, out=out)


def negated(values: Truths) -> Truths:
    """`not`, element by element."""
    return np.uint8(TRUE) - values
