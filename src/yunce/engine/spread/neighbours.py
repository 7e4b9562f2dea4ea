# SPDX-License-Identifier: Apache-2.0
"""Largest remainder for a run of parents with few leaves each, all at once with NumPy alone, whatever their sizes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from yunce.engine.spread.leaves import ALL_ZERO, NEGATIVE, NOTHING_FREE, OK, OVER, WIDE, Flags, Ints, Leaves, Room, estimated, too_large
from yunce.engine.spread.parent import fill_one
from yunce.engine.spread.weights import WIDEST

Number = TypeVar("Number", bound=np.generic)
LONG = 512
"""Parents with so many leaves on average are split one by one: sorting them together would take longer."""
EXACT = 2.0**53
"""Quotients of whole numbers below this, worked out in float64, have the right whole part."""


@dataclass(frozen=True, slots=True)
class _Run:
    """Neighbouring parents: where their leaves lie, where each begins among them, how many each has, whose leaf each is.

    `owners` is None where all have the same number of leaves.
    """

    at: slice
    starts: Ints
    sizes: Ints
    owners: NDArray[np.intp] | None

    def each(self, values: NDArray[Number], to: NDArray[Number]) -> NDArray[Number]:
        """A value of each parent, written for every leaf of it."""
        if self.owners is None:
            to.reshape(values.size, -1)[:] = values[:, None]
        else:
            np.take(values, self.owners, out=to, mode="clip")
        return to

    def sums(self, values: Ints | Flags) -> Ints:
        """The sum over each parent's leaves."""
        return np.asarray(np.add.reduceat(values, self.starts, dtype=np.int64))


def _run_of(leaves: Leaves, parents: Ints) -> _Run:
    """The run that parents make whose leaves follow each other."""
    starts, ends = leaves.offsets[parents], leaves.offsets[parents + 1]
    sizes = ends - starts
    owners = None if np.ptp(sizes) == 0 else np.repeat(np.arange(parents.size), sizes)
    return _Run(slice(int(starts[0]), int(ends[-1])), starts - starts[0], sizes, owners)


def fill_run(leaves: Leaves, parents: Ints, out: Ints, room: Room) -> NDArray[np.int8]:
    """Spread parents whose leaves follow each other, none of them without leaves; gives their statuses."""
    run = _run_of(leaves, parents)
    part, weights, totals = out[run.at], leaves.weights[run.at], leaves.totals[parents]
    rest, status = totals, np.zeros(parents.size, dtype=np.int8)
    held, kept = np.zeros(0, dtype=np.intp), np.zeros(0, dtype=np.int64)
    if leaves.locked is not None and leaves.values is not None and (held := leaves.locked[run.at].nonzero()[0]).size:
        kept = leaves.values[run.at][held]
        if too_large(kept, int(np.max(run.sizes))) or max(int(np.max(totals)), -int(np.min(totals))) >= 1 << 62:
            return np.array([fill_one(leaves, parent, out, room) for parent in parents.tolist()], dtype=np.int8)
        weights, rest = _without(held, kept, weights, totals, run, room)
        count = run.sums(leaves.locked[run.at])
        status[((totals >= 0) & (rest < 0)) | ((totals <= 0) & (rest > 0) & (count > 0))] = OVER
        status[(count == run.sizes) & (rest != 0)] = NOTHING_FREE
    _share(rest, weights, status, run, part, room)
    part[held] = kept
    return status


def _without(held: NDArray[np.intp], kept: Ints, weights: Ints, totals: Ints, run: _Run, room: Room) -> tuple[Ints, Ints]:
    """Weights without the locked leaves', totals without their values."""
    fixed, free = room.keys[: weights.size], room.weights[: weights.size]
    fixed[:] = 0
    fixed[held] = kept
    np.copyto(free, weights)
    free[held] = 0
    return free, totals - run.sums(fixed)


def _share(rest: Ints, weights: Ints, status: NDArray[np.int8], run: _Run, part: Ints, room: Room) -> None:
    """Shares of each parent's rest by its weights into `part`; marks in `status` the parents that cannot be shared here."""
    size, sums = np.abs(rest), run.sums(weights)
    top = np.maximum.reduceat(weights.view(np.uint64), run.starts)
    status[top >= np.uint64(1 << 63)] = NEGATIVE  # a negative weight, seen as a number without a sign
    wide = (top.astype(np.float64) * run.sizes >= WIDEST) | (sums.astype(np.float64) * (size * 2.0**-50 + 4) >= 2.0**62)
    status[(status == OK) & (size != 0) & wide] = WIDE
    status[(status == OK) & (size != 0) & (sums == 0)] = ALL_ZERO
    fit = (status == OK) & (sums > 0)
    size, sums = np.where(fit, size, 0), np.where(fit, sums, 1)
    _quotas(weights, size, sums, float(np.max(top * fit)), run, part, room)
    left = size - run.sums(part)
    if left.any():
        np.add(part, _raised(left, int(np.max(sums)), run, room), out=part)
    if (rest < 0).any():
        np.multiply(part, run.each(np.where(rest < 0, -1, 1), room.each[: part.size]), out=part)


def _quotas(weights: Ints, size: Ints, sums: Ints, top: float, run: _Run, part: Ints, room: Room) -> None:
    """Whole quotas into `part`, their remainders into the room, each parent by its own size and sum; `top` is the largest weight."""
    sizes, wholes = run.each(size, room.each[: part.size]), run.each(sums, room.other[: part.size])
    if top * float(np.max(size)) >= EXACT:
        estimated(weights, sizes, wholes, run.each(size / sums, room.rates[: part.size]), int(np.max(size)), part, room)
        return
    remainders, spare = room.remainders[: part.size], room.keys[: part.size]
    np.multiply(weights, sizes, out=remainders)
    np.copyto(part, np.true_divide(remainders, wholes, out=spare.view(np.float64)), casting="unsafe")
    np.subtract(remainders, np.multiply(part, wholes, out=spare), out=remainders)


def _raised(left: Ints, widest: int, run: _Run, room: Room) -> Flags:
    """Which leaves are raised by one: of each parent the `left` largest remainders, ties by position.

    Parents are sorted all at once: by keys whose high bits are the parent and whose low bits are the remainder's highest.
    """
    last, count = run.starts + run.sizes, int(run.sizes.sum())
    remainders, keys, ordered = room.remainders[:count], room.keys[:count], room.weights[:count]
    bits = 63 - left.size.bit_length()
    shift = max(0, widest.bit_length() - bits)
    base = np.arange(left.size + 1) << bits
    np.add(np.right_shift(remainders, shift, out=keys), run.each(base[:-1], room.each[:count]), out=keys)
    np.copyto(ordered, keys)
    places = last - np.maximum(left, 1)
    _settle(ordered, places, run)
    edge = np.where(left > 0, ordered[places], base[1:])
    raised: Flags = room.flags[:count]
    np.greater_equal(keys, run.each(edge, room.each[:count]), out=raised)
    excess = run.sums(raised) - left
    if excess.any():
        tied = np.flatnonzero(keys == run.each(np.where(excess > 0, edge, -1), room.each[:count]))
        raised[_last_of_ties(tied, remainders[tied], excess, run)] = False
    return raised


def _settle(keys: Ints, places: Ints, run: _Run) -> None:
    """Put into each parent's place the key that belongs there in order: the long ones split around it, the short ones sorted."""
    if keys.size >= LONG * places.size:
        for start, size, place in zip(run.starts.tolist(), run.sizes.tolist(), places.tolist(), strict=True):
            keys[start : start + size].partition(place - start)
    else:
        (keys.reshape(places.size, -1) if run.owners is None else keys).sort()


def _last_of_ties(tied: NDArray[np.intp], remainders: Ints, excess: Ints, run: _Run) -> NDArray[np.intp]:
    """Of leaves whose keys tie, the `excess` of each parent with the smallest remainders, the last ones where these tie too."""
    parents = np.searchsorted(run.starts, tied, side="right") - 1
    tied = tied[np.lexsort((tied, -remainders, parents))]
    last = np.cumsum(np.bincount(parents, minlength=excess.size))
    return tied[last[parents] - np.arange(tied.size) <= excess[parents]]
