# SPDX-License-Identifier: Apache-2.0
"""Largest remainder for many parents with NumPy alone: a large parent by itself, small ones a block at a time."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from yunce.engine.spread.leaves import NOTHING_FREE, Ints, Leaves, Room
from yunce.engine.spread.neighbours import fill_run
from yunce.engine.spread.parent import fill_one

BLOCK = 1 << 17
"""So many leaves that a step over them takes longer than two threads take to hand over the interpreter's lock."""
LARGE = 1 << 12
"""From so many leaves on, a parent is quickest by itself: its numbers stay in the nearest cache."""


def fill_blocks(leaves: Leaves, out: Ints) -> NDArray[np.int8]:
    """Spread every parent into `out`; gives each parent's status, `out` of a parent that is not OK is undefined."""
    sizes = np.diff(leaves.offsets)
    status = np.zeros(sizes.size, dtype=np.int8)
    status[(sizes == 0) & (leaves.totals != 0)] = NOTHING_FREE
    room = Room(max(BLOCK, int(np.max(sizes, initial=0))))
    for parents in _blocks(sizes):
        status[parents] = fill_run(leaves, parents, out, room) if parents.size > 1 else fill_one(leaves, int(parents[0]), out, room)
    return status


def shares_well(leaves: Leaves) -> bool:
    """Whether threads would help: not where most parents are too large to be put together and too small for long steps."""
    average = leaves.weights.size // max(1, leaves.totals.size)
    return not LARGE <= average < BLOCK


def _blocks(sizes: Ints) -> Iterator[Ints]:
    """Parents that have leaves, in order: each large one alone, of the others as many together as a block holds."""
    filled = np.flatnonzero(sizes)
    ends = np.cumsum(sizes[filled])
    large = np.flatnonzero(sizes[filled] >= LARGE)
    begin = 0
    while begin < filled.size:
        full = np.searchsorted(ends, ends[begin] - sizes[filled[begin]] + BLOCK, side="right")
        alone = large[np.searchsorted(large, begin) :][:1]
        end = max(begin + 1, min([int(full), *alone.tolist()]))
        yield filled[begin:end]
        begin = end
