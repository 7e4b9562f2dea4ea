# SPDX-License-Identifier: Apache-2.0
"""How many servers reach a goal: the least, interval by interval; and what so many people can give, the question turned round."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike

from yunce.engine.staff.erlang import Callers, Floats, Queue, Whole, blocking, checked, of_blocking
from yunce.engine.staff.errors import StaffError
from yunce.values.problem import Problem

_MOST = 200_000
_CELLS = 4_000_000


@dataclass(frozen=True, slots=True)
class Goals:
    """What a service wants; what is `None` is not asked for. Shares lie in (0, 1), `mean_wait` in the unit of the handling time."""

    within: float | None = None
    """At least this share answered within the callers' threshold [1]."""
    answered: float | None = None
    """At least this share answered at all [1]; without a patience nobody hangs up and any stable queue reaches it."""
    mean_wait: float | None = None
    """At most this mean wait."""
    occupancy: float | None = None
    """At most this share of the servers' time on calls [1]."""
    least: int = 0
    """Never fewer servers than this, also where nothing comes."""

    def __post_init__(self) -> None:
        wrong = [
            Problem.of("staff.share_outside", name, value=value)
            for name, value in (("within", self.within), ("answered", self.answered), ("occupancy", self.occupancy))
            if value is not None and not 0 < value < 1 and not (name == "occupancy" and value == 1)
        ]
        if self.mean_wait is not None and not 0 < self.mean_wait < np.inf:
            wrong.append(Problem.of("staff.time_wrong", "mean_wait", value=self.mean_wait))
        if self.least < 0:
            wrong.append(Problem.of("staff.servers_wrong", "least", index=1, value=self.least))
        if wrong:
            raise StaffError(*wrong)

    def reached(self, queue: Queue) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
        """Whether a queue reaches all of them: (n,); never without a steady state."""
        good = ~np.isnan(queue.wait)
        for value, want, sign in (
            (queue.within, self.within, 1),
            (queue.answered, self.answered, 1),
            (queue.mean_wait, self.mean_wait, -1),
            (queue.occupancy, self.occupancy, -1),
        ):
            if want is not None:
                with np.errstate(invalid="ignore"):
                    good &= sign * (value - want) >= -1e-12
        return good


def required(load: ArrayLike, callers: Callers, goals: Goals) -> Whole:
    """The least servers of each interval that reach the goals: (n,).

    load (n,) [erlang], >= 0; `goals.least` where it is 0. Each goal gets easier with every server, so halving finds it. Raises StaffError
    where it cannot be reached with 200,000. Source: docs/method/staffing.md, 3.
    """
    loads, _ = checked(load, 0)
    rows = max(1, _CELLS // (_enough(loads) + 1))
    parts = [_of_chunk(loads[at : at + rows], callers, goals) for at in range(0, loads.size, rows)]
    found = np.concatenate(parts) if parts else np.zeros(0, dtype=np.int64)
    return np.maximum(np.where(loads > 0, found, 0), goals.least)


def _enough(load: Floats) -> int:
    """More servers than most goals need, also in the busiest interval."""
    peak = max(load.tolist(), default=0.0)
    return int(np.ceil(peak + 6 * peak**0.5 + 12))


def _of_chunk(load: Floats, callers: Callers, goals: Goals) -> Whole:
    places = np.arange(load.size)
    most = _enough(load)
    while True:
        table = blocking(load, most)
        high = np.full(load.size, most)
        reached = goals.reached(of_blocking(load, high, table[most], callers)) | (load == 0)
        if reached.all():
            break
        most *= 2
        if most > _MOST:
            at = int(np.flatnonzero(~reached)[0])
            raise StaffError(Problem.of("staff.goal_unreachable", f"load[{at}]", index=at + 1, load=round(float(load[at]), 4), most=_MOST))
    low = np.zeros(load.size, dtype=np.int64)  # low is never enough, high always is
    while (high - low > 1).any():
        middle = (low + high) // 2
        enough = goals.reached(of_blocking(load, middle, table[middle, places], callers))
        low, high = np.where(enough, low, middle), np.where(enough, middle, high)
    return high


@dataclass(frozen=True, slots=True, eq=False)
class Best:
    """The best service that so many server-intervals can give in every interval alike."""

    within: float
    """The share answered within the threshold that every interval reaches [1]; NaN where not even the work itself can be done."""
    servers: Whole
    """Servers by interval (n,)."""
    spent: int
    """Server-intervals used."""
    needed: int
    """Server-intervals at which the work can just be done: one server more than the load in every interval."""


def best_service(load: ArrayLike, callers: Callers, available: float, *, goals: Goals | None = None) -> Best:
    """What so many server-intervals can give: the highest share within the threshold that all intervals can have together.

    load (n,) [erlang] · available: sum of servers over the intervals that there is. Halving on the share; other goals are kept.
    Source: docs/method/staffing.md, 6.
    """
    goals = goals or Goals()
    loads, _ = checked(load, 0)
    floor = required(loads, callers, replace(goals, within=None)) if callers.patience else np.where(loads > 0, np.floor(loads) + 1, 0)
    least = np.maximum(floor, goals.least).astype(np.int64)
    if least.sum() > available:
        return Best(float("nan"), least, int(least.sum()), int(least.sum()))
    low, high, servers = 0.0, 1.0, least
    for _ in range(30):
        middle = (low + high) / 2
        tried = required(loads, callers, replace(goals, within=middle))
        if tried.sum() <= available:
            low, servers = middle, tried
        else:
            high = middle
    return Best(low, servers, int(servers.sum()), int(least.sum()))
