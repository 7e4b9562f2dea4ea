# SPDX-License-Identifier: Apache-2.0
"""Three-valued truth in arrays of uint8: false 0, unknown 1, true 2; so `and` is the smaller and `or` the greater."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

FALSE, UNKNOWN, TRUE = 0, 1, 2

Truths = NDArray[np.uint8]
Floats = NDArray[np.float64]

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
    near = CLOSE * np.abs(right)
    if op == ">=":
        flags = left >= right - near
    elif op == ">":
        flags = left > right + near
    elif op == "<=":
        flags = left <= right + near
    elif op == "<":
        flags = left < right - near
    else:
        same = np.abs(left - right) <= near
        flags = same if op == "==" else ~same
    one = right.ndim == 0 and not np.isnan(right)
    unknown = np.isnan(left) | np.isnan(right) if not one else np.isnan(left) if gaps is None else gaps
    return truths(flags & ~unknown if op == "!=" else flags, unknown)


def negated(values: Truths) -> Truths:
    """`not`, element by element."""
    return np.uint8(TRUE) - values
