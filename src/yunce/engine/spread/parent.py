# SPDX-License-Identifier: Apache-2.0
"""Largest remainder for one parent with many leaves, with NumPy alone."""

from __future__ import annotations

import numpy as np

from yunce.engine.spread.leaves import ALL_ZERO, NEGATIVE, NOTHING_FREE, OK, OVER, WIDE, Ints, Leaves, Room, estimated, too_large
from yunce.engine.spread.weights import WIDEST


def fill_one(leaves: Leaves, parent: int, out: Ints, room: Room) -> int:
    """Spread one parent into its part of `out`; gives its status."""
    at = slice(int(leaves.offsets[parent]), int(leaves.offsets[parent + 1]))
    part, weights, total = out[at], leaves.weights[at], int(leaves.totals[parent])
    rest, free, held, kept = total, part.size, None, None
    if leaves.locked is not None and leaves.values is not None and (held := leaves.locked[at].nonzero()[0]).size:
        kept = leaves.values[at][held]
        weights = room.weights[: part.size]
        np.copyto(weights, leaves.weights[at])
        weights[held] = 0
        rest, free = rest - int(kept.sum()), free - held.size
        if too_large(kept, part.size) or abs(total) >= 1 << 62:
            return int(NEGATIVE if np.min(weights) < 0 else WIDE)
    top, whole = int(np.max(weights.view(np.uint64))), int(weights.sum())
    status = _fault(total, rest, top, whole, (free, part.size))
    if status == OK:
        if rest:
            _share(rest, top, whole, weights, part, room)
        else:
            part[:] = 0
        if kept is not None:
            part[held] = kept
    return status


def _fault(total: int, rest: int, top: int, whole: int, counts: tuple[int, int]) -> int:
    """Why a rest cannot be shared here by these weights, or OK; `counts`: free leaves, all leaves."""
    free, count = counts
    if top >= 1 << 63:  # a negative weight, seen as a number without a sign
        return NEGATIVE
    if free == 0 and rest != 0:
        return NOTHING_FREE
    if (total >= 0 and rest < 0) or (total <= 0 and rest > 0 and free < count):
        return OVER
    if rest == 0:
        return OK
    if top * count >= WIDEST or whole * (abs(rest) * 2.0**-50 + 4) >= 2.0**62:
        return WIDE
    return ALL_ZERO if whole == 0 else OK


def _share(rest: int, top: int, whole: int, weights: Ints, part: Ints, room: Room) -> None:
    """Shares of a rest by weights into `part`: quotas, then one more for the largest remainders, ties by position."""
    size, count = abs(rest), part.size
    remainders, spare = room.remainders[:count], room.keys[:count]
    if size * top < 1 << 63:
        np.floor_divide(np.multiply(weights, size, out=remainders), whole, out=part)
        np.subtract(remainders, np.multiply(part, whole, out=spare), out=remainders)
    else:
        estimated(weights, size, whole, size / whole, size, part, room)
    left = size - int(part.sum())
    if left:
        np.copyto(spare, remainders)
        spare.partition(count - left)
        edge = spare[count - left]
        raised = np.greater_equal(remainders, edge, out=room.flags[:count])
        if (excess := np.count_nonzero(raised) - left) > 0:
            raised[np.flatnonzero(remainders == edge)[-excess:]] = False
        np.add(part, raised, out=part)
    if rest < 0:
        np.negative(part, out=part)
