# SPDX-License-Identifier: Apache-2.0
"""What a queue with so many servers gives: Erlang B, Erlang C and, with callers who hang up, Erlang A; any number of intervals at once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import gammainc, gammaln

from yunce.engine.staff.errors import StaffError
from yunce.values.problem import Problem

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]
_TINY = 1e-250
_MOST_TERMS = 100_000


@dataclass(frozen=True, slots=True, eq=False)
class Queue:
    """How a queue does, one number an interval (n,). NaN: no steady state (more work than servers), or nothing comes."""

    wait: Floats
    """Probability that a call waits [1]."""
    within: Floats
    """服务水平: answered within the threshold, of all calls [1]."""
    mean_wait: Floats
    """平均等待 (ASA): over all calls, those who hang up included [time unit of `handle`]."""
    occupancy: Floats
    """占用率: share of the servers' time that is spent on calls [1]."""
    abandoned: Floats
    """放弃率: hung up, of all calls [1]; 0 where nobody hangs up."""
    queue: Floats
    """Calls that wait, on average."""

    @property
    def answered(self) -> Floats:
        """接通率: answered of all calls [1]."""
        return 1 - self.abandoned


@dataclass(frozen=True, slots=True)
class Callers:
    """Handling time > 0, threshold of a good wait >= 0, mean patience > 0 (`None`: nobody hangs up), all in one unit."""

    handle: float
    threshold: float = 20.0
    patience: float | None = None

    def __post_init__(self) -> None:
        wrong = [
            Problem.of("staff.time_wrong", name, value=value)
            for name, value, least in (("handle", self.handle, 0), ("threshold", self.threshold, -1), ("patience", self.patience or 1, 0))
            if not least < value < np.inf or value < 0
        ]
        if wrong or self.patience == 0:
            raise StaffError(*(wrong or [Problem.of("staff.time_wrong", "patience", value=0)]))


def erlang_b(load: ArrayLike, servers: ArrayLike) -> Floats:
    """Blocking of a loss system: B(0) = 1, B(k) = A·B(k-1) / (k + A·B(k-1)) [1].

    load (n,) [erlang], >= 0 · servers (n,), >= 0 -> (n,). Raises StaffError. Source: A. K. Erlang 1917; docs/method/staffing.md, 1.

    >>> round(float(erlang_b(10, 10)[0]), 10)
    0.2145823431
    """
    loads, counts = checked(load, servers)
    return blocking(loads, _most(counts))[counts, np.arange(loads.size)]


def blocking(load: Floats, most: int) -> Floats:
    """Erlang B of each load for 0, 1 ... `most` servers: (most + 1, n) [1]."""
    table = np.empty((most + 1, load.size))
    table[0] = 1.0
    offered = np.empty_like(load)
    for servers in range(1, most + 1):
        np.multiply(load, table[servers - 1], out=offered)
        np.divide(offered, offered + servers, out=table[servers])
    return table


def perform(load: ArrayLike, servers: ArrayLike, callers: Callers) -> Queue:
    """What so many servers give for so much work: Erlang C, or Erlang A where callers have a patience.

    load (n,) = calls x handle / interval [erlang] · servers (n,). Erlang C needs servers > load: else NaN, and `backlog` tells what is
    left over. Raises StaffError. Sources: Gans, Koole, Mandelbaum 2003; Mandelbaum, Zeltyn 2007; docs/method/staffing.md, 1-2.
    """
    loads, counts = checked(load, servers)
    blocked = blocking(loads, _most(counts))[counts, np.arange(loads.size)]
    return of_blocking(loads, counts, blocked, callers)


def of_blocking(load: Floats, servers: Whole, blocked: Floats, callers: Callers) -> Queue:
    """The queue of a load whose Erlang B is known already."""
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        found = _erlang_c(load, servers, blocked, callers) if callers.patience is None else _erlang_a(load, servers, blocked, callers)
    idle = load == 0
    if idle.any():
        for values, empty in ((found.wait, 0.0), (found.within, 1.0), (found.mean_wait, 0.0), (found.abandoned, 0.0), (found.queue, 0.0)):
            values[idle] = empty
        found.occupancy[idle] = 0.0
    return found


def _erlang_c(load: Floats, servers: Whole, blocked: Floats, callers: Callers) -> Queue:
    spare = servers - load
    stable = spare > 0
    wait = np.where(stable, blocked / (1 - (load / servers) * (1 - blocked)), np.nan)
    within = 1 - wait * np.exp(-spare * callers.threshold / callers.handle)
    mean_wait = wait * callers.handle / spare
    nobody = np.where(stable, 0.0, np.nan)
    return Queue(wait, within, mean_wait, np.where(stable, load / servers, np.nan), nobody, mean_wait * load / callers.handle)


def _erlang_a(load: Floats, servers: Whole, blocked: Floats, callers: Callers) -> Queue:
    """M/M/N+M: with S = sum of the waiting states over the full one, P(wait) = S / (1/B + S - 1)."""
    patience = callers.patience or np.inf
    ratio = patience / callers.handle
    x, y = np.asarray(servers * ratio, dtype=np.float64), load * ratio
    fade = np.exp(-callers.threshold / patience)
    log_full, log_later = _log_waiting(x, y), _log_waiting(x, y * fade)
    wait = 1 / (np.exp(-log_full) * (1 / blocked - 1) + 1)
    use = load / servers
    share = np.exp(-log_full)
    abandoned = np.clip(wait * (1 - (1 - share) / use), 0, 1)
    grown = y * (1 - fade) - servers * callers.threshold / callers.handle
    still = np.exp(grown + log_later - log_full)
    within = (1 - wait) + wait / use * (np.exp(grown - log_full) - share + (1 - still))
    mean_wait = abandoned * patience
    none = servers == 0
    if none.any():
        wait[none], abandoned[none], mean_wait[none], within[none] = 1.0, 1.0, patience, 0.0
    occupancy = np.where(none, 0.0, use * (1 - abandoned))
    return Queue(wait, np.clip(within, 0, 1), mean_wait, occupancy, abandoned, mean_wait * load / callers.handle)


def _log_waiting(x: Floats, y: Floats) -> Floats:
    """ln of 1 + y/(x+1) + y²/((x+1)(x+2)) + ...: by the incomplete gamma function, by its own terms where that vanishes."""
    part = gammainc(x, y)
    found = np.log(x) + y - x * np.log(y) + gammaln(x) + np.log(part)
    small = (part < _TINY) & (x > 0) & (y >= 0)
    if small.any():
        found[small] = np.log(_terms(x[small], y[small]))
    return np.where(y == 0, 0.0, found)


def _terms(x: Floats, y: Floats) -> Floats:
    """The sum of the terms themselves; they fall at least as fast as (y/x)^j, y far below x."""
    total, term = np.ones_like(x), np.ones_like(x)
    for step in range(1, _MOST_TERMS):
        term = term * y / (x + step)
        total += term
        if (term <= 1e-17 * total).all():
            break
    return total


def _most(counts: Whole) -> int:
    return max(counts.tolist(), default=0)


def wait_percentile(load: ArrayLike, servers: ArrayLike, callers: Callers, share: float) -> Floats:
    """How long the share of calls waits at most: (n,) [time unit of `handle`]; NaN without a steady state.

    Erlang C by its formula; Erlang A, where a wait ends by an answer or by hanging up, by halving an interval.
    """
    if not 0 < share < 1:
        raise StaffError(Problem.of("staff.share_outside", "share", value=share))
    loads, counts = checked(load, servers)
    blocked = blocking(loads, _most(counts))[counts, np.arange(loads.size)]
    if callers.patience is None:
        wait = of_blocking(loads, counts, blocked, callers).wait
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.where(
                wait > 1 - share, callers.handle / (counts - loads) * np.log(wait / (1 - share)), np.where(wait >= 0, 0.0, np.nan)
            )
    low, high = np.zeros(loads.size), np.full(loads.size, -callers.patience * np.log(1 - share))
    for _ in range(60):
        middle = (low + high) / 2
        longer = _waits_longer(loads, counts, blocked, callers, middle) > 1 - share
        low, high = np.where(longer, middle, low), np.where(longer, high, middle)
    return high


def _waits_longer(load: Floats, servers: Whole, blocked: Floats, callers: Callers, time: Floats) -> Floats:
    """Probability that a caller is still waiting after a time."""
    patience = callers.patience or np.inf
    ratio, fade = patience / callers.handle, np.exp(-time / patience)
    x, y = np.asarray(servers * ratio, dtype=np.float64), load * ratio
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        log_full = _log_waiting(x, y)
        wait = 1 / (np.exp(-log_full) * (1 / blocked - 1) + 1)
        found = fade * wait * np.exp(y * (1 - fade) - servers * time / callers.handle + _log_waiting(x, y * fade) - log_full)
    return np.where(load == 0, 0.0, np.where(servers == 0, fade, found))


def checked(load: ArrayLike, servers: ArrayLike) -> tuple[Floats, Whole]:
    """Loads and servers as arrays of one length. Raises StaffError for negative, unknown, infinite or broken numbers."""
    given, counts = np.broadcast_arrays(
        np.atleast_1d(np.asarray(load, dtype=np.float64)), np.atleast_1d(np.asarray(servers, dtype=np.float64))
    )
    wrong = [Problem.of("staff.load_wrong", f"load[{i}]", index=i + 1, value=given[i]) for i in _off(given)]
    wrong += [
        Problem.of("staff.servers_wrong", f"servers[{i}]", index=i + 1, value=counts[i])
        for i in sorted({*_off(counts), *np.flatnonzero(counts != np.floor(counts)).tolist()})
    ]
    if given.ndim != 1 or wrong:
        raise StaffError(*(wrong or [Problem.of("staff.not_a_row", "load")]))
    return given.copy(), counts.astype(np.int64)


def _off(values: Floats) -> list[int]:
    return [int(i) for i in np.flatnonzero(~(values >= 0) | np.isinf(values))] if values.ndim == 1 else []
