# SPDX-License-Identifier: Apache-2.0
"""One parent's spread as a few short loops for Numba: quotas, a histogram of remainders, the edge inside one bucket, the raise.

Loops are branchless where they run over leaves: a mispredicted branch costs more here than the memory. Imported only where Numba is.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar, cast

import numba
import numpy as np
from numpy.typing import NDArray

from yunce.engine.spread.blocks import ALL_ZERO, NARROW, NEGATIVE, NOTHING_FREE, OK, OVER, WIDE, Ints

Function = TypeVar("Function", bound=Callable[..., object])
BUCKETS = 1024


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
        least = min(least, weight)
        top = max(top, weight)
        fixed += value
        size = max(size, abs(value))
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
def _edge(left: int, whole: int, remainders: Ints, histogram: Ints, inside: Ints) -> tuple[int, int, bool]:
    """The `left`-th largest remainder, how many that equal it are raised, and whether that is all of them."""
    histogram[:] = 0
    scale = BUCKETS / float(whole)
    for i in range(remainders.size):
        histogram[int(float(remainders[i]) * scale)] += 1
    bucket, above = BUCKETS, 0
    while above + histogram[bucket] < left:
        above += histogram[bucket]
        bucket -= 1
    found = 0
    for i in range(remainders.size):
        if int(float(remainders[i]) * scale) == bucket:
            inside[found] = remainders[i]
            found += 1
    inside[:found].sort()
    at = found - (left - above)
    edge = inside[at]
    first, last = at, at + 1
    while first > 0 and inside[first - 1] == edge:
        first -= 1
    while last < found and inside[last] == edge:
        last += 1
    return edge, last - at, first == at


@jit
def _finish(edge: int, sign: int, remainders: Ints, locked: NDArray[np.bool_], values: Ints, out: Ints) -> None:
    """Raise what reaches the edge, give the sign, set the locked leaves."""
    for i in range(out.size):
        part = sign * (out[i] + (1 if remainders[i] >= edge else 0))
        out[i] = values[i] if locked[i] else part


@jit
def _spare_ties(edge: int, raised: int, remainders: Ints) -> None:
    """Lower the remainders of those at the edge that come after the first `raised`, so that they are not raised."""
    seen = 0
    for i in range(remainders.size):
        if remainders[i] == edge:
            seen += 1
            if seen > raised:
                remainders[i] = -1


@jit
def _fault(rest: int, top: int, whole: int, count: int) -> int:
    """WIDE or ALL_ZERO where the free weights cannot carry the rest, else OK."""
    if rest == 0:
        return OK
    if float(top) * count >= 2.0**61 or float(whole) * (float(abs(rest)) * 2.0**-50 + 4) >= 2.0**62:
        return WIDE
    return ALL_ZERO if whole == 0 else OK


@jit
def _fill_one(total: int, weights: Ints, locked: NDArray[np.bool_], values: Ints, out: Ints, spare: tuple[Ints, Ints, Ints]) -> int:
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
    remainders = spare[0][: weights.size]
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
            edge, raised, all_of_them = _edge(size - given, whole, remainders, spare[1], spare[2])
            if not all_of_them:
                _spare_ties(edge, raised, remainders)
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
    spare = (np.empty(longest, np.int64), np.empty(BUCKETS + 1, np.int64), np.empty(longest, np.int64))
    free, none = np.zeros(longest, np.bool_), np.zeros(longest, np.int64)
    for parent in range(totals.size):
        first, last = offsets[parent], offsets[parent + 1]
        if locked.size:
            status[parent] = _fill_one(totals[parent], weights[first:last], locked[first:last], values[first:last], out[first:last], spare)
        else:
            count = last - first
            status[parent] = _fill_one(totals[parent], weights[first:last], free[:count], none[:count], out[first:last], spare)
