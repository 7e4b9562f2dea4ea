# SPDX-License-Identifier: Apache-2.0
"""Which loop spreads many parents (NumPy or the compiled one of the extra `fast`, the same bits), in threads that share nothing."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from importlib import import_module
from os import cpu_count
from typing import Protocol, cast

import numpy as np
from numpy.typing import NDArray

from yunce.engine.spread.blocks import fill_blocks, shares_well
from yunce.engine.spread.leaves import Ints, Leaves

Fill = Callable[[Leaves, Ints], NDArray[np.int8]]
"""Spreads every parent into `out` and gives each parent's status; `out` of a parent that is not OK is undefined."""
SHARE_OF_A_THREAD = 1 << 20


class FillParents(Protocol):
    """The compiled loop: `fused.fill_parents`."""

    def __call__(
        self, totals: Ints, weights: Ints, offsets: Ints, locked: NDArray[np.bool_], values: Ints, out: Ints, status: NDArray[np.int8]
    ) -> None:
        """Each parent in turn; `locked` and `values` empty mean no locks."""
        ...


@cache
def compiled() -> Fill | None:
    """The compiled loop, or None where Numba is not installed."""
    try:
        loop = cast("FillParents", import_module("yunce.engine.spread.fused").fill_parents)
    except ImportError:
        return None

    def fill(leaves: Leaves, out: Ints) -> NDArray[np.int8]:
        status = np.zeros(leaves.totals.size, dtype=np.int8)
        locked = np.zeros(0, dtype=np.bool_) if leaves.locked is None else leaves.locked
        values = np.zeros(0, dtype=np.int64) if leaves.values is None else leaves.values
        loop(leaves.totals, leaves.weights, leaves.offsets, locked, values, out, status)
        return status

    return fill


def fill_in_threads(fill: Fill, leaves: Leaves, out: Ints) -> NDArray[np.int8]:
    """Spread all parents by a loop, runs of parents in threads where there is enough to share; gives each parent's status.

    Threads come from the standard library: both loops let go of the interpreter's lock, and no pool of their own survives a fork. Where
    NumPy's steps are short, threads would only hand each other the lock.
    """
    count, parents = leaves.weights.size, leaves.totals.size
    workers = max(1, min(cpu_count() or 1, count // SHARE_OF_A_THREAD)) if fill is not fill_blocks or shares_well(leaves) else 1
    if workers == 1:
        return fill(leaves, out)

    def run(begin: int, end: int) -> NDArray[np.int8]:
        part = Leaves(leaves.totals[begin:end], leaves.weights, leaves.offsets[begin : end + 1], leaves.locked, leaves.values)
        return fill(part, out)

    shares = np.linspace(0, count, workers * 4 + 1)[:-1]
    cuts = np.unique(np.append(np.searchsorted(leaves.offsets[:-1], shares), parents)).tolist()
    with ThreadPoolExecutor(workers) as pool:
        return np.concatenate(list(pool.map(run, [0, *cuts[:-1]], cuts)))
