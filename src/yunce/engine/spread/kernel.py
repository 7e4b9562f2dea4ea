# SPDX-License-Identifier: Apache-2.0
"""The same spread as `blocks`, bit for bit, by the compiled loop of `fused` (extra `fast`), in threads that share nothing."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from functools import cache
from importlib import import_module
from os import cpu_count
from typing import Protocol, cast

import numpy as np
from numpy.typing import NDArray

from yunce.engine.spread.blocks import Ints, Leaves

SHARE_OF_A_THREAD = 1 << 20


class Fill(Protocol):
    """Spreads a run of parents into `out` and sets their `status`: `fused.fill_parents`."""

    def __call__(
        self, totals: Ints, weights: Ints, offsets: Ints, locked: NDArray[np.bool_], values: Ints, out: Ints, status: NDArray[np.int8]
    ) -> None:
        """Each parent in turn; `locked` and `values` empty mean no locks."""
        ...


@cache
def compiled() -> Fill | None:
    """The compiled loop, or None where Numba is not installed."""
    try:
        return cast("Fill", import_module("yunce.engine.spread.fused").fill_parents)
    except ImportError:
        return None


def fill_kernel(leaves: Leaves, out: Ints, fill: Fill) -> NDArray[np.int8]:
    """Spread every parent into `out`; gives each parent's status, `out` of a parent that is not OK is undefined.

    Threads come from the standard library: the loop lets go of the interpreter's lock, and no thread pool of its own survives a fork.
    """
    parents, count = leaves.totals.size, leaves.weights.size
    status = np.zeros(parents, dtype=np.int8)
    locked = np.zeros(0, dtype=np.bool_) if leaves.locked is None else leaves.locked
    values = np.zeros(0, dtype=np.int64) if leaves.values is None else leaves.values

    def run(begin: int, end: int) -> None:
        fill(leaves.totals[begin:end], leaves.weights, leaves.offsets[begin : end + 1], locked, values, out, status[begin:end])

    workers = max(1, min(cpu_count() or 1, count // SHARE_OF_A_THREAD))
    if workers == 1:
        run(0, parents)
        return status
    shares = np.linspace(0, count, workers * 4 + 1)[:-1]
    cuts = np.unique(np.append(np.searchsorted(leaves.offsets[:-1], shares), parents)).tolist()
    with ThreadPoolExecutor(workers) as pool:
        list(pool.map(run, [0, *cuts[:-1]], cuts))
    return status
