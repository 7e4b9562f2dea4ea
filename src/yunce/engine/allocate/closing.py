# SPDX-License-Identifier: Apache-2.0
"""From shares to whole fen: every pool goes out to the fen, every centre's total is its share's, the parts explain both.

Source: docs/method/allocation.md, 2.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from yunce.engine.allocate.errors import AllocateError
from yunce.engine.allocate.shares import Floats, direct, gross, reciprocal, step_down, use_of
from yunce.engine.rounding import close_parts
from yunce.values.problem import Problem

Ints = NDArray[np.int64]
Method = Literal["direct", "step_down", "reciprocal"]
LARGEST = 2**52


@dataclass(frozen=True, slots=True)
class Allocated:
    """What became of each pool [fen]: `parts` (n + 1, s), the last row is what stays unallocated.

    The columns sum to the pools' costs exactly, the rows to the centres' totals exactly.
    """

    parts: Ints
    charged: Floats
    """What each pool comes to with the charges of the others (s,) [fen], before it is given out: with `reciprocal` only, else its cost."""

    @property
    def totals(self) -> Ints:
        """What each centre gets (n,) [fen]."""
        return np.asarray(self.parts[:-1].sum(axis=1))

    @property
    def unallocated(self) -> int:
        """What nobody gets, because a driver is zero everywhere [fen]."""
        return int(self.parts[-1].sum())


def allocate(costs: ArrayLike, pools: ArrayLike, centres: ArrayLike, method: Method) -> Allocated:
    """The costs of s pools given out to n centres: costs (s,) [fen] · pools (s, s), centres (n, s) driver quantities.

    Column j of `pools` is how much of pool j each pool uses. Raises `AllocateError` for drivers that are unknown or negative, for
    a closed circle of pools, and for costs beyond 2**52 fen.

    >>> allocate([630, 145], [[0, 10], [20, 0]], [[30, 80], [50, 10]], "direct").totals.tolist()
    [365, 410]
    """
    b = np.asarray(costs, dtype=np.int64)
    if b.size and int(np.abs(b).max()) >= LARGEST:
        raise AllocateError(Problem.of("allocate.too_large", value=int(np.abs(b).max()) // 100))
    given = np.asarray(centres, dtype=np.float64)
    use = use_of(np.asarray(pools, dtype=np.float64).reshape(b.size, b.size), given.reshape(len(given), b.size))
    ends = {"direct": direct, "step_down": step_down, "reciprocal": reciprocal}[method](use)
    shares = np.concatenate([ends, np.clip(1 - ends.sum(axis=0, keepdims=True), 0.0, 1.0)])
    shares[-1] = np.where(shares[-1] < 1e-12, 0.0, shares[-1])
    charged = gross(use, b.astype(np.float64)) if method == "reciprocal" else b.astype(np.float64)
    return Allocated(_closed(shares * b, b, shares > 0), charged)


def _closed(raw: Floats, costs: Ints, open_cells: NDArray[np.bool_]) -> Ints:
    """Whole fen near `raw` (n, s) whose columns sum to the costs and whose rows to the rounded row sums."""
    live = raw if open_cells.all() else np.where(open_cells, raw, 0.0)
    parts = np.stack([_column(live[:, j], int(costs[j]), open_cells[:, j]) for j in range(costs.size)], axis=1) if costs.size else live
    found = parts.astype(np.int64)
    rows = live.sum(axis=1)
    some = open_cells.any(axis=1)
    wanted = found.sum(axis=1)
    if some.any():
        wanted[some] = close_parts(np.round(rows[some], 6)[:, None], np.asarray([float(costs.sum())]))[:, 0].astype(np.int64)
    _level(found, wanted - found.sum(axis=1), open_cells)
    return found


def _column(raw: Floats, total: int, is_open: NDArray[np.bool_]) -> Floats:
    """One pool to the fen, nothing to those who have no share."""
    found = np.zeros_like(raw)
    if is_open.any():
        sign = -1.0 if total < 0 else 1.0
        found[is_open] = sign * close_parts(np.round(sign * raw[is_open], 6)[:, None], np.asarray([sign * float(total)]))[:, 0]
    return found


def _level(parts: Ints, off: Ints, is_open: NDArray[np.bool_]) -> None:
    """Move single fen within a pool from rows that have too much to rows that have too little, as far as pools connect them."""
    short = [int(i) for i in np.flatnonzero(off > 0) for _ in range(int(off[i]))]
    over = [int(i) for i in np.flatnonzero(off < 0) for _ in range(int(-off[i]))]
    for to in short:
        for place, source in enumerate(over):
            both = np.flatnonzero(is_open[to] & is_open[source])
            if both.size:
                pool = both[np.argmax(np.abs(parts[source, both]))]
                parts[to, pool] += 1
                parts[source, pool] -= 1
                del over[place]
                break
