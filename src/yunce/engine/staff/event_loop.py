# SPDX-License-Identifier: Apache-2.0
"""A queue played call by call, first come first served: the check on every formula, and the answer where a formula does not hold."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from heapq import heappop, heappush

import numpy as np
from numpy.typing import ArrayLike, NDArray

from yunce.engine.staff.erlang import Callers, checked
from yunce.engine.staff.errors import StaffError
from yunce.values.problem import Problem

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Played:
    """What was counted; shares are of all calls that count, `by_interval` by the interval in which a call came (n,), NaN without calls."""

    calls: int
    wait: float
    within: float
    mean_wait: float
    abandoned: float
    occupancy: float
    left: int
    """Calls that were still waiting at the end."""
    error: float
    """Standard error of `within` as if calls were independent; waits of neighbours are alike, so the true one is larger."""
    by_interval: Floats
    """Share within the threshold by interval."""


@dataclass(frozen=True, slots=True)
class Play:
    """How to play: the seed, how many intervals at the start count for nothing, whether people leave with the interval.

    A server who is on a call when the staffing falls ends that call first.
    """

    seed: int
    warm_up: int = 0


def play(calls: ArrayLike, servers: ArrayLike, interval: float, callers: Callers, how: Play) -> Played:
    """A queue over intervals, played once: Poisson arrivals at each interval's rate, exponential handling and patience.

    calls (n,) expected in each interval · servers (n,) there in each · interval in the unit of the callers' times. The same seed plays the
    same calls. Raises StaffError. Source: docs/method/staffing.md, 7.
    """
    expected, counts = checked(calls, servers)
    if not 0 < interval < np.inf:
        raise StaffError(Problem.of("staff.time_wrong", "interval", value=interval))
    chance = np.random.default_rng(how.seed)
    arrivals = _arrivals(expected, interval, chance)
    handling = chance.exponential(callers.handle, arrivals.size)
    patience = np.full(arrivals.size, np.inf) if callers.patience is None else chance.exponential(callers.patience, arrivals.size)
    waits, hung_up = _serve(arrivals, handling, patience, (counts.tolist(), interval))
    return _counted(arrivals, (waits, hung_up, handling), counts.astype(np.float64), (interval, callers.threshold, how.warm_up))


def _arrivals(expected: Floats, interval: float, chance: np.random.Generator) -> Floats:
    """When calls come: in each interval a Poisson number of them at even moments."""
    numbers = chance.poisson(expected)
    starts = np.repeat(np.arange(expected.size) * interval, numbers)
    return np.sort(starts + chance.random(starts.size) * interval)


def _serve(arrivals: Floats, handling: Floats, patience: Floats, staff: tuple[list[int], float]) -> tuple[Floats, NDArray[np.bool_]]:
    """Each call's wait (NaN: never answered) and whether it hung up.

    Time moves from event to event: a call comes, a call ends, the number of servers changes. Who hung up meanwhile is passed over when
    a server looks for the next call.
    """
    counts, interval = staff
    waits, hung_up = [float("nan")] * arrivals.size, [False] * arrivals.size
    comes, lasts, bears = arrivals.tolist(), handling.tolist(), patience.tolist()
    busy: list[float] = []
    line: deque[int] = deque()
    at, change, there = 0, 1, counts[0]
    ends, infinite = len(comes), float("inf")
    while True:
        next_call = comes[at] if at < ends else infinite
        next_end = busy[0] if busy else infinite
        next_change = change * interval if change < len(counts) else infinite
        now = min(next_call, next_end, next_change)
        if now == infinite or (at >= ends and not line):
            break
        if now == next_end:
            heappop(busy)
        elif now == next_change:
            there = counts[change]
            change += 1
        else:
            line.append(at)
            at += 1
        while line and len(busy) < there:
            call = line.popleft()
            wait = now - comes[call]
            if wait > bears[call]:
                waits[call], hung_up[call] = bears[call], True
                continue
            waits[call] = wait
            heappush(busy, now + lasts[call])
    _give_up(line, bears, waits, hung_up)
    return np.array(waits), np.array(hung_up, dtype=np.bool_)


def _give_up(line: deque[int], bears: list[float], waits: list[float], hung_up: list[bool]) -> None:
    """Who is in the line when nothing more happens hangs up in the end, if they ever do."""
    for call in line:
        if bears[call] < float("inf"):
            waits[call], hung_up[call] = bears[call], True


def _counted(arrivals: Floats, calls: tuple[Floats, NDArray[np.bool_], Floats], servers: Floats, how: tuple[float, float, int]) -> Played:
    waits, hung_up, handling = calls
    interval, threshold, warm_up = how
    counts = arrivals >= warm_up * interval
    unanswered = np.isnan(waits)
    good = ~hung_up & ~unanswered & (waits <= threshold)
    number = int(counts.sum())
    if number == 0:
        nothing = float("nan")
        return Played(0, nothing, nothing, nothing, nothing, 0.0, 0, nothing, np.full(servers.size, np.nan))
    within = float(good[counts].mean())
    place = np.minimum((arrivals // interval).astype(np.int64), servers.size - 1)
    came = np.bincount(place, minlength=servers.size)
    with np.errstate(invalid="ignore", divide="ignore"):
        by_interval = np.where(came > 0, np.bincount(place, weights=good, minlength=servers.size) / came, np.nan)
    known = counts & ~unanswered
    worked = float(handling[known & ~hung_up].sum())
    paid = float(servers[warm_up:].sum()) * interval
    return Played(
        number,
        float((waits[known] > 0).mean()) if known.any() else float("nan"),
        within,
        float(waits[known].mean()) if known.any() else float("nan"),
        float(hung_up[counts].mean()),
        worked / paid if paid else float("nan"),
        int((counts & unanswered).sum()),
        float(np.sqrt(within * (1 - within) / number)),
        by_interval,
    )
