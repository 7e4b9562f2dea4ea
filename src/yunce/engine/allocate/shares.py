# SPDX-License-Identifier: Apache-2.0
"""Shares of pools: who gets which part of a pool's cost, by direct, step-down or reciprocal allocation.

All three give one matrix (centres, pools): the part of each pool's *own* cost that ends at each centre.
Source: docs/method/allocation.md, 1.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from yunce.engine.allocate.errors import AllocateError
from yunce.values.problem import Problem

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Use:
    """Who uses what: `pools` (s, s), column j the share of pool j that each pool uses; `centres` (n, s) that each centre uses.

    A column sums to 1; to 0 where the driver of the pool is zero everywhere, and then its cost stays unallocated.
    """

    pools: Floats
    centres: Floats


def use_of(pools: Floats, centres: Floats) -> Use:
    """Shares from driver quantities: pools (s, s) and centres (n, s) in the driver's unit, >= 0.

    Raises `AllocateError` for quantities that are unknown or negative.
    """
    both = np.concatenate([pools, centres])
    wrong = np.argwhere(~np.isfinite(both) | (both < 0))
    if wrong.size:
        raise AllocateError(Problem.of("allocate.driver_wrong", pool=int(wrong[0][1]) + 1, value=float(both[tuple(wrong[0])])))
    total = both.sum(axis=0)
    share = np.divide(both, total, out=np.zeros_like(both), where=total > 0)
    return Use(share[: len(pools)], share[len(pools) :])


def direct(use: Use) -> Floats:
    """Services between pools are passed over: each pool goes to the centres alone, in proportion to their use."""
    total = use.centres.sum(axis=0)
    return np.divide(use.centres, total, out=np.zeros_like(use.centres), where=total > 0)


def step_down(use: Use) -> Floats:
    """Pools are closed one after the other, in their order; a closed pool gets nothing back. A pool's use of itself is left out."""
    count = use.pools.shape[1]
    ends = np.zeros((len(use.centres), count))
    for j in reversed(range(count)):
        later = use.pools[j + 1 :, j]
        total = later.sum() + use.centres[:, j].sum()
        if total > 0:
            ends[:, j] = (use.centres[:, j] + ends[:, j + 1 :] @ later) / total
    return ends


def reciprocal(use: Use) -> Floats:
    """Every pool serves every other: `x = b + A x` solved, `centres (I - A)^-1`. Raises `AllocateError` for a closed circle.

    A circle of pools that serve only each other has no outlet: the spectral radius of A is 1 and its cost could never leave.
    """
    if radius(use.pools) >= 1 - 1e-9:
        raise AllocateError(Problem.of("allocate.closed_circle", pools="、".join(str(j + 1) for j in trapped(use))))
    inverse = np.linalg.solve((np.eye(len(use.pools)) - use.pools).T, use.centres.T).T
    return np.asarray(np.clip(inverse, 0.0, 1.0))


def gross(use: Use, costs: Floats) -> Floats:
    """What each pool comes to with what the others charge it, `x = (I - A)^-1 b` (s,) [unit of costs]."""
    return np.asarray(np.linalg.solve(np.eye(len(use.pools)) - use.pools, costs))


def radius(pools: Floats) -> float:
    """The spectral radius of the pools' use of each other [1]."""
    return float(np.abs(np.linalg.eigvals(pools)).max()) if pools.size else 0.0


def trapped(use: Use) -> tuple[int, ...]:
    """The pools from which nothing can ever reach a centre, though somebody uses them."""
    leaves = (use.centres.sum(axis=0) > 0) | (use.pools.sum(axis=0) == 0)
    while True:
        more = leaves | (use.pools[leaves].sum(axis=0) > 0)
        if (more == leaves).all():
            return tuple(int(j) for j in np.flatnonzero(~leaves))
        leaves = more
