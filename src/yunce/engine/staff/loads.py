# SPDX-License-Identifier: Apache-2.0
"""From calls by interval to work by interval, and what is left over where there is more work than servers."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from yunce.engine.staff.errors import StaffError
from yunce.values.problem import Problem

Floats = NDArray[np.float64]


def load_of(calls: ArrayLike, interval: float, handle: float, *, carried: bool = True) -> Floats:
    """Work of each interval [erlang]: calls x handle / interval.

    calls (n,) >= 0, unknown not allowed · interval, handle > 0 in one unit. Where a call takes longer than an interval, most of its
    work falls into later ones: with `carried` the load is the mean number of calls in service if servers had no end (modified offered
    load), which grows towards calls x handle / interval and fades after. Raises StaffError. Source: Jennings, Mandelbaum, Massey, Whitt
    1996; docs/method/staffing.md, 4.
    """
    counts = np.asarray(calls, dtype=np.float64)
    wrong = [
        Problem.of("staff.calls_wrong", f"calls[{i}]", index=int(i) + 1, value=counts[i])
        for i in np.flatnonzero(~(counts >= 0) | np.isinf(counts))
    ]
    if counts.ndim != 1 or wrong:
        raise StaffError(*(wrong or [Problem.of("staff.not_a_row", "calls")]))
    if not (0 < interval < np.inf and 0 < handle < np.inf):
        raise StaffError(Problem.of("staff.time_wrong", "interval", value=interval), Problem.of("staff.time_wrong", "handle", value=handle))
    load = counts * handle / interval
    if not carried or handle <= interval:
        return load
    fade = float(np.exp(-interval / handle))
    mean = (1 - fade) * handle / interval
    found, there = np.empty(load.size), 0.0
    for at, full in enumerate(load.tolist()):
        found[at] = full + (there - full) * mean
        there = full + (there - full) * fade
    return found


@dataclass(frozen=True, slots=True, eq=False)
class Backlog:
    """Work left over at each interval's end (n,) [calls], and how long a call that comes then would wait [unit of the interval]."""

    calls: Floats
    wait: Floats


def backlog(calls: ArrayLike, servers: ArrayLike, interval: float, handle: float) -> Backlog:
    """What stays undone where servers are fewer than the work, carried on from interval to interval (a fluid: no chance in it).

    calls (n,) · servers (n,) · interval, handle in one unit. Where no server is there the wait is unknown (NaN) while calls are left.
    """
    offered, counts = np.asarray(calls, dtype=np.float64), np.asarray(servers, dtype=np.float64)
    capacity = counts * interval / handle
    left, held = np.empty(offered.size), 0.0
    for at in range(offered.size):
        held = max(0.0, held + offered[at] - capacity[at])
        left[at] = held
    with np.errstate(divide="ignore", invalid="ignore"):
        return Backlog(left, np.where(left == 0, 0.0, np.where(counts > 0, left * handle / counts, np.nan)))
