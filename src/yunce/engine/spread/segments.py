# SPDX-License-Identifier: Apache-2.0
"""Many totals spread at once over leaves that lie one parent after the other, up to millions, exactly."""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from yunce.engine.rounding import apportion
from yunce.engine.spread.blocks import fill_blocks
from yunce.engine.spread.errors import SpreadError
from yunce.engine.spread.kernel import compiled, fill_in_threads
from yunce.engine.spread.leaves import ALL_ZERO, NEGATIVE, NOTHING_FREE, OK, OVER, WIDE, Ints, Leaves
from yunce.engine.spread.weights import scaled_segments, weight_fault, whole_weights
from yunce.values.problem import Problem

Engine = Literal["auto", "numpy", "numba"]
WORTH_COMPILING = 1 << 19
SHOWN = 50
_CODES = {
    NEGATIVE: "spread.parent_weight_negative",
    ALL_ZERO: "spread.parent_weights_zero",
    OVER: "spread.parent_locks_over",
    NOTHING_FREE: "spread.parent_locks_differ",
}


def spread_many(
    totals: ArrayLike, weights: ArrayLike, offsets: ArrayLike, *, locks: tuple[ArrayLike, ArrayLike] | None = None, engine: Engine = "auto"
) -> Ints:
    """Parts of many totals, each over its own leaves, in proportion to the weights, by largest remainder, ties by position.

    totals (P,) [fen or whole units] · weights (N,) [1], int or float, >= 0, taken exactly · offsets (P + 1,): parent p has leaves
    offsets[p]:offsets[p + 1] · locks: (which (N,) bool, values (N,) int) kept as they are, the rest spread -> (N,) int64.
    Raises SpreadError with a problem for each parent that cannot be spread (the first 50). Both engines give the same bits.
    Source: docs/method/spread.md, 1 and 4.
    """
    at, given = _offsets(offsets), _whole("totals", totals)
    if (given == np.iinfo(np.int64).min).any():  # its size is one more than 64 bits hold
        raise SpreadError(Problem.of("spread.total_too_large", "totals", value=-(1 << 63)))
    leaves, wide = _leaves(given, np.asarray(weights), at, locks)
    out = np.empty(leaves.weights.size, dtype=np.int64)
    fill = compiled() if engine == "numba" or (engine == "auto" and out.size >= WORTH_COMPILING) else None
    if engine == "numba" and fill is None:
        raise SpreadError(Problem.of("spread.numba_missing"))
    status = fill_in_threads(fill or fill_blocks, leaves, out)
    status[wide & (status != NOTHING_FREE) & (status != OVER)] = WIDE
    for parent in np.flatnonzero(status == WIDE).tolist():
        status[parent] = _fill_exactly(leaves, np.asarray(weights), parent, out)
    faults = np.flatnonzero(status != OK).tolist()
    if faults:
        raise SpreadError(*(_problem(int(status[p]), p, leaves) for p in faults[:SHOWN]))
    return out


def _whole(name: str, numbers: ArrayLike) -> Ints:
    """Numbers as int64; floats only where they are whole."""
    given = np.asarray(numbers)
    if given.ndim != 1:
        raise SpreadError(Problem.of("spread.not_a_row", name=name))
    if given.size == 0 or given.dtype.kind in "bi":
        return np.ascontiguousarray(given, dtype=np.int64)
    values = given.tolist()
    if any(value != value or value in (float("inf"), float("-inf")) or value != int(value) for value in values):
        raise SpreadError(Problem.of("spread.total_not_whole", name, value=name))
    if any(abs(int(value)) >= 1 << 63 for value in values):
        raise SpreadError(Problem.of("spread.total_too_large", name, value=name))
    return np.array([int(value) for value in values], dtype=np.int64)


def _offsets(offsets: ArrayLike) -> Ints:
    """Offsets that begin at 0 and never fall."""
    at = np.ascontiguousarray(offsets, dtype=np.int64)
    if at.ndim != 1 or at.size == 0 or at[0] != 0 or (np.diff(at) < 0).any():
        raise SpreadError(Problem.of("spread.offsets_wrong"))
    return at


def _leaves(
    totals: Ints, weights: NDArray[np.generic], offsets: Ints, locks: tuple[ArrayLike, ArrayLike] | None
) -> tuple[Leaves, NDArray[np.bool_]]:
    """The leaves with whole weights, and which parents need wider numbers."""
    locked = None if locks is None else np.ascontiguousarray(locks[0], dtype=np.bool_)
    values = None if locks is None else _whole("locks", locks[1])
    sizes = {weights.size, int(offsets[-1])} | (set() if locked is None or values is None else {locked.size, values.size})
    if len(sizes) > 1 or totals.size != offsets.size - 1 or weights.ndim != 1:
        lengths = f"{totals.size} / {weights.size} / {offsets.size}"
        raise SpreadError(Problem.of("spread.lengths_differ", lengths=lengths))
    wide = np.zeros(totals.size, dtype=np.bool_)
    if weights.dtype.kind == "f":
        free = weights.astype(np.float64) if locked is None else np.where(locked, 0.0, weights.astype(np.float64))
        _refuse_faults(free)
        whole, wide = scaled_segments(free, offsets) if weights.size else (np.zeros(0, dtype=np.int64), wide)
    else:
        whole = _whole("weights", weights)
    return Leaves(totals, whole, offsets, locked, values), wide


def _refuse_faults(weights: NDArray[np.float64]) -> None:
    """Refuse float weights that are unknown, infinite or negative, naming the first ones."""
    faults = np.flatnonzero(~(weights >= 0) | np.isinf(weights))
    if faults.size:
        found = (weight_fault(i, float(weights[i])) for i in faults[:SHOWN].tolist())
        raise SpreadError(*(problem for problem in found if problem is not None))


def _fill_exactly(leaves: Leaves, weights: NDArray[np.generic], parent: int, out: Ints) -> int:
    """Spread one parent by Python's integers: any width, slowly; gives its status."""
    first, last = int(leaves.offsets[parent]), int(leaves.offsets[parent + 1])
    fixed = np.zeros(last - first, dtype=np.bool_) if leaves.locked is None else leaves.locked[first:last]
    kept: list[int] = [] if leaves.values is None else leaves.values[first:last][fixed].tolist()
    total = int(leaves.totals[parent])
    rest = total - sum(kept)
    if (total >= 0 and rest < 0) or (total <= 0 and rest > 0 and bool(fixed.any())):
        return OVER
    free = whole_weights(weights[first:last][~fixed].tolist())
    if sum(free) == 0 and rest != 0:
        return ALL_ZERO
    if abs(rest) >= 1 << 63:
        raise SpreadError(Problem.of("spread.total_too_large", value=rest))
    part = out[first:last]
    part[~fixed] = apportion(rest, free) if rest else 0
    part[fixed] = kept
    return OK


def _problem(status: int, parent: int, leaves: Leaves) -> Problem:
    """What is wrong with one parent, with its numbers."""
    first, last = int(leaves.offsets[parent]), int(leaves.offsets[parent + 1])
    fixed = 0
    if leaves.locked is not None and leaves.values is not None:
        fixed = sum(leaves.values[first:last][leaves.locked[first:last]].tolist())
    return Problem.of(
        _CODES[status], f"totals[{parent}]", parent=parent + 1, total=int(leaves.totals[parent]), locked=fixed, count=last - first
    )
