# SPDX-License-Identifier: Apache-2.0
"""What a coverage must hold to, as whole numbers; and whether any coverage can: the proof where none can, with the smallest changes.

Let U be how many different subjects the year sees. Each quota says of U no more than that it lies in an interval:

    population  0 <= U <= N
    year        low <= U <= high
    periods     the largest period's low <= U <= the sum of the periods' highs   (nobody twice in one period)
    modes       apart: sum of lows <= U <= sum of highs; overlapping: largest low <= U <= sum of highs

Intervals on a line share a point exactly where every two of them do (Helly), so two quotas prove that nothing fits, and the distance
between them is the smallest change. Source: docs/method/cover.md.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import permutations
from typing import Literal

Rule = Literal["population", "year", "periods", "modes"]
Way = Literal["more_each_period", "less_each_period", "more_in_year", "less_in_year", "more_in_modes", "less_in_modes", "allow_overlap"]


@dataclass(frozen=True, slots=True)
class Bound:
    """How many at least and at most; both the same where it is exactly so many."""

    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Quotas:
    """What the coverage of a year is held to. `modes` are empty where modes do not matter.

    `open_modes`: there are other ways to look than those named, so that a subject may be seen in none of them.
    """

    population: int
    year: Bound
    periods: tuple[Bound, ...]
    modes: tuple[Bound, ...] = ()
    overlap: bool = False
    open_modes: bool = False


@dataclass(frozen=True, slots=True)
class Repair:
    """One change that alone makes room: what to change, to how many [subjects], how far that is from what was asked [subjects]."""

    way: Way
    to: int
    by: int
    mode: int = -1


@dataclass(frozen=True, slots=True)
class Clash:
    """Two quotas that no coverage can hold together: one needs at least `least`, the other leaves at most `most` [subjects]."""

    needs: Rule
    least: int
    leaves: Rule
    most: int
    repairs: tuple[Repair, ...]


def intervals(quotas: Quotas) -> dict[Rule, Bound]:
    """What each quota says of how many different subjects the year sees."""
    found: dict[Rule, Bound] = {"population": Bound(0, quotas.population), "year": quotas.year}
    found["periods"] = Bound(max((p.low for p in quotas.periods), default=0), sum(p.high for p in quotas.periods))
    if quotas.modes:
        lows = [m.low for m in quotas.modes]
        high = quotas.population if quotas.open_modes else sum(m.high for m in quotas.modes)
        found["modes"] = Bound(max(lows) if quotas.overlap else sum(lows), high)
    return found


def clash(quotas: Quotas) -> Clash | None:
    """The two quotas that are furthest apart, with every single change that brings them together, the smallest first; `None`: it fits."""
    said = intervals(quotas)
    gaps = [(said[a].low - said[b].high, a, b) for a, b in permutations(said, 2) if said[a].low > said[b].high]
    if not gaps:
        return None
    _, needs, leaves = max(gaps, key=lambda gap: gap[0])
    least, most = said[needs].low, said[leaves].high
    found = (*_lowered(quotas, needs, most), *_raised(quotas, leaves, least))
    repairs = sorted((r for r in found if r.by > 0), key=lambda r: r.by)
    return Clash(needs, least, leaves, most, tuple(repairs))


def _lowered(quotas: Quotas, rule: Rule, most: int) -> Iterator[Repair]:
    """How the quota that needs too many can need at most so many."""
    if rule == "year":
        yield Repair("less_in_year", most, quotas.year.low - most)
    elif rule == "periods":
        yield Repair("less_each_period", most, sum(max(p.low - most, 0) for p in quotas.periods))
    elif rule == "modes":
        yield from _lower_modes(quotas, most)


def _lower_modes(quotas: Quotas, most: int) -> Iterator[Repair]:
    lows = [m.low for m in quotas.modes]
    if quotas.overlap:
        yield from (Repair("less_in_modes", most, low - most, i) for i, low in enumerate(lows) if low > most)
        return
    over = sum(lows) - most
    if max(lows) <= most:
        yield Repair("allow_overlap", over, over)
    yield from (Repair("less_in_modes", low - over, over, i) for i, low in enumerate(lows) if low >= over)


def _raised(quotas: Quotas, rule: Rule, least: int) -> Iterator[Repair]:
    """How the quota that leaves too few can leave at least so many."""
    if rule == "year":
        yield Repair("more_in_year", least, least - quotas.year.high)
    elif rule == "periods" and quotas.periods:
        each = -(-least // len(quotas.periods))
        yield Repair("more_each_period", each, sum(max(each - p.high, 0) for p in quotas.periods))
    elif rule == "modes":
        missing = least - sum(m.high for m in quotas.modes)
        rooms = ((i, m.high + missing) for i, m in enumerate(quotas.modes))
        yield from (Repair("more_in_modes", to, missing, i) for i, to in rooms if to <= quotas.population)
