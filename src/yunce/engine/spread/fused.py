# SPDX-License-Identifier: Apache-2.0
"""One parent's spread as a few short loops for Numba: quotas, the edge among their remainders, the raise.

Loops are branchless where they run over leaves: a mispredicted branch costs more here than the memory. Imported only where Numba is.
"""

# ruff: noqa: FURB136 - a select is compiled branchless, min() and max() here are not

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar, cast

import numba
import numpy as np
from numpy.typing import NDArray

from yunce.engine.spread.leaves import ALL_ZERO, NARROW, NEGATIVE, NOTHING_FREE, OK, OVER, WIDE, Ints

Function = TypeVar("Function", bound=Callable[..., object])
FEW = 24
"""So many remainders are sorted rather than split again."""
STRIP = 64
PATIENCE = 8
"""Splits that may aim by proportion before plain halving takes over."""
LARGEST = (1 << 63) - 1


def jit(function: Function) -> Function:
    """The function compiled without the interpreter's lock, kept on disk where a place for it can be written."""
    try:
        return cast("Function", numba.njit(nogil=True, cache=True)(function))
    except RuntimeError:  # no writable place to keep it
        return cast("Function", numba.njit(nogil=True)(function))


@jit
def _measure(weights: Ints, locked: NDArray[np.bool_], values: Ints) -> tuple[int, int, int, int, int, int]:
    """Of one parent: sum, least and largest free weight, sum and largest size of locked values, number of free leaves."""
    whole, least, top, fixed, size, free = 0, 0, 0, 0, 0, 0
    for i in range(weights.size):
        weight = 0 if locked[i] else weights[i]
        value = values[i] if locked[i] else 0
        whole += weight
        fixed += value
        least = weight if weight < least else least
        top = weight if weight > top else top
        value = -value if value < 0 else value
        size = value if value > size else size
        free += 0 if locked[i] else 1
    return whole, least, top, fixed, size, free


@jit
def _quotas(size: int, whole: int, weights: Ints, locked: NDArray[np.bool_], out: Ints, remainders: Ints) -> int:
    """Whole quotas into `out`, their remainders beside; gives the quotas' sum. The estimate is off by one at most."""
    rate = float(size) / float(whole)
    given = 0
    for i in range(weights.size):
        weight = 0 if locked[i] else weights[i]
        quota = int(float(weight) * rate)
        remainder = weight * size - quota * whole
        below = 1 if remainder < 0 else 0
        quota -= below
        remainder += whole if below else 0
        above = 1 if remainder >= whole else 0
        quota += above
        remainder -= whole if above else 0
        out[i] = quota
        remainders[i] = remainder
        given += quota
    return given


@jit
def _large_quotas(size: int, whole: int, weights: Ints, locked: NDArray[np.bool_], out: Ints, remainders: Ints) -> int:
    """As `_quotas` for sizes whose estimate may be off by many."""
    rate = float(size) / float(whole)
    given = 0
    for i in range(weights.size):
        weight = 0 if locked[i] else weights[i]
        quota = int(float(weight) * rate)
        remainder = weight * size - quota * whole
        repair = remainder // whole
        out[i] = quota + repair
        remainders[i] = remainder - repair * whole
        given += quota + repair
    return given


@jit
def _reaching(at: int, remainders: Ints) -> int:
    """How many remainders reach a value."""
    count = 0
    for i in range(remainders.size):
        count += 1 if remainders[i] >= at else 0
    return count


@jit
def _split(at: int, remainders: Ints) -> tuple[int, int, int]:
    """How many remainders reach a value, the least of these, the largest of the others (-1 where there are none)."""
    count, least, below = 0, LARGEST, -1
    for i in range(remainders.size):
        reaches = remainders[i] >= at
        one, other = remainders[i] if reaches else LARGEST, -1 if reaches else remainders[i]
        count += 1 if reaches else 0
        least = one if one < least else least
        below = other if other > below else below
    return count, least, below


@jit
def _edge(left: int, whole: int, remainders: Ints) -> tuple[int, int]:
    """The `left`-th largest remainder, and how many that equal it are too many.

    A bracket [low, high) closes on it: each pass aims a little past the edge on the side that is farther off, as if remainders lay evenly;
    when that does not help (ties), passes halve the bracket and move it to values that are really there.
    """
    low, high, reach_low, reach_high = 0, whole, remainders.size, 0
    tries = 0
    while reach_low - reach_high > FEW and high - low > 1:
        tries += 1
        if tries <= PATIENCE:
            over, under = reach_low - left, left - reach_high
            past = 4 + int(2 * np.sqrt(float(min(over, under))))
            rank = max(left - past, reach_high) if over <= under else min(left + past, reach_low)
            at = high - int(float(high - low) * (float(rank - reach_high) / float(reach_low - reach_high)))
            at = max(low + 1, min(at, high - 1))
            count, least, below = _reaching(at, remainders), at, at - 1
        else:
            count, least, below = _split(low + 1 + (high - low - 1) // 2, remainders)
        if count >= left:
            low, reach_low = least, count
        else:
            high, reach_high = below + 1, count
    if high - low == 1:
        return low, reach_low - left
    return _edge_among_few(left - reach_high, low, high, remainders)


@jit
def _edge_among_few(left: int, low: int, high: int, remainders: Ints) -> tuple[int, int]:
    """As `_edge` among the few remainders in [low, high), sorted by insertion; strips without any are passed over quickly."""
    inside = np.empty(FEW, np.int64)
    found = 0
    for begin in range(0, remainders.size, STRIP):
        strip = remainders[begin : begin + STRIP]
        here = 0
        for i in range(strip.size):
            here += 1 if (strip[i] >= low) & (strip[i] < high) else 0
        if here == 0:
            continue
        for i in range(strip.size):
            if low <= strip[i] < high:
                place = found
                while place > 0 and inside[place - 1] < strip[i]:
                    inside[place] = inside[place - 1]
                    place -= 1
                inside[place] = strip[i]
                found += 1
    last = left
    while last < found and inside[last] == inside[left - 1]:
        last += 1
    return inside[left - 1], last - left


@jit
def _finish(edge: int, sign: int, remainders: Ints, locked: NDArray[np.bool_], values: Ints, out: Ints) -> None:
    """Raise what reaches the edge, give the sign, set the locked leaves."""
    for i in range(out.size):
        part = sign * (out[i] + (1 if remainders[i] >= edge else 0))
        out[i] = values[i] if locked[i] else part


@jit
def _spare_ties(edge: int, spared: int, remainders: Ints) -> None:
    """Lower the last `spared` remainders that equal the edge, so that they are not raised."""
    i = remainders.size
    while spared > 0:
        i -= 1
        if remainders[i] == edge:
            remainders[i] = -1
            spared -= 1


@jit
def _fault(rest: int, top: int, whole: int, count: int) -> int:
    """WIDE or ALL_ZERO where the free weights cannot carry the rest, else OK."""
    if rest == 0:
        return OK
    if float(top) * count >= 2.0**61 or float(whole) * (float(abs(rest)) * 2.0**-50 + 4) >= 2.0**62:
        return WIDE
    return ALL_ZERO if whole == 0 else OK


@jit
def _fill_one(total: int, weights: Ints, locked: NDArray[np.bool_], values: Ints, out: Ints, spare: Ints) -> int:
    """Spread one parent; gives its status."""
    whole, least, top, fixed, fixed_size, free = _measure(weights, locked, values)
    if least < 0:
        return NEGATIVE
    if free < weights.size and (float(fixed_size) * weights.size >= 2.0**61 or float(abs(total)) >= 2.0**62):
        return WIDE
    rest = total - fixed
    if free == 0 and rest != 0:
        return NOTHING_FREE
    if (total >= 0 and rest < 0) or (total <= 0 and rest > 0 and free < weights.size):
        return OVER
    fault = _fault(rest, top, whole, weights.size)
    if fault != OK:
        return fault
    remainders = spare[: weights.size]
    size, edge = abs(rest), 1
    remainders[:] = 0
    if rest == 0:
        out[:] = 0
    else:
        if size < NARROW:
            given = _quotas(size, whole, weights, locked, out, remainders)
        else:
            given = _large_quotas(size, whole, weights, locked, out, remainders)
        edge = whole
        if given < size:
            edge, spared = _edge(size - given, whole, remainders)
            _spare_ties(edge, spared, remainders)
    _finish(edge, -1 if rest < 0 else 1, remainders, locked, values, out)
    return OK


@jit
def fill_parents(
    totals: Ints, weights: Ints, offsets: Ints, locked: NDArray[np.bool_], values: Ints, out: Ints, status: NDArray[np.int8]
) -> None:
    """Spread each parent's total over its leaves into `out`, its status beside; `locked` and `values` empty mean no locks."""
    longest = 0
    for parent in range(totals.size):
        longest = max(longest, offsets[parent + 1] - offsets[parent])
    spare = np.empty(longest, np.int64)
    free, none = np.zeros(longest, np.bool_), np.zeros(longest, np.int64)
    for parent in range(totals.size):
        first, last = offsets[parent], offsets[parent + 1]
        if locked.size:
            status[parent] = _fill_one(totals[parent], weights[first:last], locked[first:last], values[first:last], out[first:last], spare)
        else:
            count = last - first
            status[parent] = _fill_one(totals[parent], weights[first:last], free[:count], none[:count], out[first:last], spare)
