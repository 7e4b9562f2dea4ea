# SPDX-License-Identifier: Apache-2.0
"""What is spread, where it is worked out, and what can become of a parent: shared by both loops."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from yunce.engine.spread.weights import WIDEST

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]
OK, NEGATIVE, ALL_ZERO, OVER, NOTHING_FREE, WIDE = range(6)
"""What became of a parent: spread; a negative weight; no weight to spread by; locks above the total; all locked, another sum; too wide."""
NARROW = 1 << 49
"""Below this the float estimate of a quota is off by at most one."""


@dataclass(frozen=True, slots=True)
class Leaves:
    """Many parents' leaves one after the other: what to spread, by what, and what is fixed. Locked where `locked`, at `values`."""

    totals: Ints
    weights: Ints
    offsets: Ints
    locked: Flags | None
    values: Ints | None


class Room:
    """Arrays for the leaves of one block, used again for the next: fresh pages from the system cost more than the arithmetic on them."""

    def __init__(self, size: int) -> None:
        self.weights, self.remainders, self.keys, self.each, self.other = (np.empty(size, dtype=np.int64) for _ in range(5))
        self.rates = np.empty(size, dtype=np.float64)
        self.flags = np.empty(size, dtype=np.bool_)


def too_large(values: Ints, count: int) -> bool:
    """Whether so many locked values may not be summed in 64 bits."""
    return max(int(np.max(values)), -int(np.min(values))) * count >= WIDEST


def estimated(
    weights: Ints, size: Ints | int, whole: Ints | int, rate: NDArray[np.float64] | float, top: int, part: Ints, room: Room
) -> None:
    """Whole quotas of weight x size / whole into `part`, remainders into the room: estimated in float64, then repaired exactly.

    `rate` is size / whole, `top` the largest size. The estimate's remainder is taken modulo 2**64, where it is exact because it is small.
    """
    remainders, spare = room.remainders[: part.size], room.keys[: part.size]
    np.copyto(part, np.multiply(weights, rate, out=spare.view(np.float64)), casting="unsafe")
    np.multiply(weights, size, out=remainders)
    np.subtract(remainders, np.multiply(part, whole, out=spare), out=remainders)
    if top >= NARROW:
        np.add(part, np.floor_divide(remainders, whole, out=spare), out=part)
        np.subtract(remainders, np.multiply(spare, whole, out=spare), out=remainders)
        return
    flags = room.flags[: part.size]
    if np.less(remainders, 0, out=flags).any():
        np.subtract(part, flags, out=part, dtype=np.int64)
        np.add(remainders, np.multiply(flags, whole, out=spare), out=remainders)
    if np.greater_equal(remainders, whole, out=flags).any():
        np.add(part, flags, out=part)
        np.subtract(remainders, np.multiply(flags, whole, out=spare), out=remainders)
