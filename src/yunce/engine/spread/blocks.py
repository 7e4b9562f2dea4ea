# SPDX-License-Identifier: Apache-2.0
"""Largest remainder for many parents with NumPy alone: one block of parents of equal size at a time, small enough for the cache."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from yunce.engine.spread.weights import WIDEST

Ints = NDArray[np.int64]
OK, NEGATIVE, ALL_ZERO, OVER, NOTHING_FREE, WIDE = range(6)
"""What became of a parent: spread; a negative weight; no weight to spread by; locks above the total; all locked, another sum; too wide."""
BLOCK = 1 << 14
NARROW = 1 << 49
"""Below this the float estimate of a quota is off by at most one."""


@dataclass(frozen=True, slots=True)
class Leaves:
    """Many parents' leaves one after the other: what to spread, by what, and what is fixed. Locked where `locked`, at `values`."""

    totals: Ints
    weights: Ints
    offsets: Ints
    locked: NDArray[np.bool_] | None
    values: Ints | None


def fill_blocks(leaves: Leaves, out: Ints) -> NDArray[np.int8]:
    """Spread every parent into `out`; gives each parent's status, `out` of a parent that is not OK is undefined."""
    sizes = np.diff(leaves.offsets)
    status = np.zeros(sizes.size, dtype=np.int8)
    status[(sizes == 0) & (leaves.totals != 0)] = NOTHING_FREE
    for size in np.unique(sizes[sizes > 0]).tolist():
        parents = np.flatnonzero(sizes == size)
        step = max(1, BLOCK // size)
        for begin in range(0, parents.size, step):
            some = parents[begin : begin + step]
            status[some] = _fill_one(leaves, int(some[0]), out) if some.size == 1 else _fill_equal(leaves, some, size, out)
    return status


def _fill_one(leaves: Leaves, parent: int, out: Ints) -> int:
    """Spread one parent; gives its status."""
    at = slice(int(leaves.offsets[parent]), int(leaves.offsets[parent + 1]))
    weights, total, free = leaves.weights[at], int(leaves.totals[parent]), at.stop - at.start
    rest, held, kept = total, None, None
    if leaves.locked is not None and leaves.values is not None and (held := np.flatnonzero(leaves.locked[at])).size:
        kept = leaves.values[at][held]
        weights = weights.copy()
        weights[held] = 0
        free -= held.size
        rest -= int(kept.sum())
        if _too_large(kept, free + held.size) or abs(total) >= 1 << 62:
            return int(NEGATIVE if np.min(weights) < 0 else WIDE)
    status = _fault(total, rest, weights, free)
    if status == OK:
        out[at] = _shared(rest, weights) if rest else 0
        if kept is not None:
            out[at][held] = kept
    return status


def _fault(total: int, rest: int, weights: Ints, free: int) -> int:
    """Why a rest cannot be shared here by these weights, or OK."""
    if np.min(weights) < 0:
        return NEGATIVE
    if free == 0 and rest != 0:
        return NOTHING_FREE
    if (total >= 0 and rest < 0) or (total <= 0 and rest > 0 and free < weights.size):
        return OVER
    if rest == 0:
        return OK
    whole = int(weights.sum())
    if int(np.max(weights)) * weights.size >= WIDEST or whole * (abs(rest) * 2.0**-50 + 4) >= 2.0**62:
        return WIDE
    return ALL_ZERO if whole == 0 else OK


def _shared(rest: int, weights: Ints) -> Ints:
    """Shares of a rest by weights: quotas, then one more for the largest remainders."""
    size, whole = abs(rest), int(weights.sum())
    if size * int(np.max(weights)) < 1 << 63:
        remainders = weights * size
        quotas = remainders // whole
        remainders -= quotas * whole
    else:
        row = _quotas(np.array([size]), weights[None, :], np.array([whole]))
        quotas, remainders = row[0][0], row[1][0]
    left = size - int(quotas.sum())
    if left:
        edge = np.partition(remainders, weights.size - left)[weights.size - left]
        raised = remainders >= edge
        if (excess := np.count_nonzero(raised) - left) > 0:
            raised[np.flatnonzero(remainders == edge)[-excess:]] = False
        quotas += raised
    return quotas if rest > 0 else -quotas


def _too_large(values: Ints, count: int) -> bool:
    """Whether locked values may not be summed in 64 bits."""
    return max(int(np.max(values)), -int(np.min(values))) * count >= WIDEST


def _fill_equal(leaves: Leaves, parents: NDArray[np.intp], size: int, out: Ints) -> NDArray[np.int8]:
    """Spread several small parents of the same size at once; gives their statuses."""
    at = (leaves.offsets[parents][:, None] + np.arange(size)).ravel()
    weights, totals = leaves.weights[at].reshape(parents.size, size), leaves.totals[parents]
    rest, status = totals.copy(), np.zeros(parents.size, dtype=np.int8)
    held, kept = np.zeros(0, dtype=np.intp), np.zeros(0, dtype=np.int64)
    if leaves.locked is not None and leaves.values is not None and (held := np.flatnonzero(leaves.locked[at])).size:
        kept = leaves.values[at[held]]
        if _too_large(kept, size) or max(int(np.max(totals)), -int(np.min(totals))) >= 1 << 62:
            return np.array([_fill_one(leaves, parent, out) for parent in parents.tolist()], dtype=np.int8)
        weights.reshape(-1)[held] = 0
        np.subtract.at(rest, held // size, kept)
        count = np.bincount(held // size, minlength=parents.size)
        status[((totals >= 0) & (rest < 0)) | ((totals <= 0) & (rest > 0) & (count > 0))] = OVER
        status[(count == size) & (rest != 0)] = NOTHING_FREE
    status[weights.min(axis=1) < 0] = NEGATIVE
    parts = _share(rest, weights, status)
    parts.reshape(-1)[held] = kept
    out[at] = parts.reshape(-1)
    return status


def _share(rest: Ints, weights: Ints, status: NDArray[np.int8]) -> Ints:
    """Shares of each row's rest by its weights; marks in `status` the rows that cannot be shared here."""
    size, sums = np.abs(rest), weights.sum(axis=1)
    top = weights.max(axis=1).astype(np.float64) * weights.shape[1]
    wide = (top >= WIDEST) | (sums.astype(np.float64) * (size * 2.0**-50 + 4) >= 2.0**62)
    status[(status == OK) & (size != 0) & wide] = WIDE
    status[(status == OK) & (size != 0) & (sums == 0)] = ALL_ZERO
    fit = (status == OK) & (sums > 0)
    size = np.where(fit, size, 0)
    quotas, remainders = _quotas(size, np.where(fit[:, None], weights, 0) if not fit.all() else weights, np.where(fit, sums, 1))
    left = size - quotas.sum(axis=1)
    if left.any():
        quotas += _raised(remainders, left)
    return quotas if (rest >= 0).all() else quotas * np.where(rest < 0, -1, 1)[:, None]


def _quotas(size: Ints, weights: Ints, sums: Ints) -> tuple[Ints, Ints]:
    """Whole quotas and remainders of weight x size / sum, each row by its own size and sum: estimated in float64, then repaired exactly.

    The estimate's remainder is taken modulo 2**64, where it is exact because it is known to be small.
    """
    divisor = sums[:, None]
    quotas = (weights * (size / sums)[:, None]).astype(np.int64)
    remainders = weights * size[:, None] - quotas * divisor
    if int(np.max(size)) >= NARROW:
        repair = remainders // divisor
        return quotas + repair, remainders - repair * divisor
    for low, step in ((remainders < 0, -1), (remainders >= divisor, 1)):
        if low.any():
            quotas += step * low
            remainders -= step * low * divisor
    return quotas, remainders


def _raised(remainders: Ints, left: Ints) -> NDArray[np.bool_]:
    """Which cells of each row are raised by one: the `left` largest remainders, ties by position."""
    count, size = remainders.shape
    ordered = np.sort(remainders, axis=1)
    edge = np.where(left > 0, ordered[np.arange(count), np.minimum(size - left, size - 1)], ordered[:, -1] + 1)[:, None]
    raised = remainders >= edge
    excess = np.count_nonzero(raised, axis=1) - left
    for row in np.flatnonzero(excess).tolist():
        raised[row, np.flatnonzero(remainders[row] == edge[row])[-excess[row] :]] = False
    return raised
