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
from dataclasses import dataclass, replace
from itertools import permutations
from typing import Literal

Rule = Literal["population", "year", "periods", "modes"]
MOST_CHANGES = 8
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
    """Changes each of which alone makes everything fit; empty where no single one does."""
    together: tuple[Repair, ...]
    """The smallest changes one after another until everything fits: the first repair where one is enough."""


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
    """The two quotas that are furthest apart, and the changes that bring everything together, the smallest first; `None`: it fits."""
    apart = _apart(quotas)
    if apart is None:
        return None
    (needs, least), (leaves, most) = apart
    repairs = tuple(r for r in _repairs(quotas) if _apart(repaired(quotas, r)) is None)
    return Clash(needs, least, leaves, most, repairs, repairs[:1] or _together(quotas))


def _apart(quotas: Quotas) -> tuple[tuple[Rule, int], tuple[Rule, int]] | None:
    """The quota that needs most and the one that leaves least, where the first needs more than the second leaves."""
    said = intervals(quotas)
    gaps = [((a, said[a].low), (b, said[b].high)) for a, b in permutations(said, 2) if said[a].low > said[b].high]
    return max(gaps, key=lambda gap: gap[0][1] - gap[1][1], default=None)


def _repairs(quotas: Quotas) -> tuple[Repair, ...]:
    """Every single change that brings the two quotas together that are furthest apart, the smallest first."""
    apart = _apart(quotas)
    if apart is None:
        return ()
    (needs, least), (leaves, most) = apart
    found = (*_lowered(quotas, needs, most), *_raised(quotas, leaves, least))
    return tuple(sorted((r for r in found if r.by > 0), key=lambda r: r.by))


def _together(quotas: Quotas) -> tuple[Repair, ...]:
    """Changes one after another until everything fits."""
    done: list[Repair] = []
    while (found := _repairs(quotas)) and len(done) < MOST_CHANGES:
        done.append(found[0])
        quotas = repaired(quotas, found[0])
    return tuple(done) if _apart(quotas) is None else ()


def repaired(quotas: Quotas, repair: Repair) -> Quotas:
    """The quotas after a change."""
    to = repair.to
    if repair.way == "allow_overlap":
        return replace(quotas, overlap=True)
    if repair.way == "less_in_year":
        return replace(quotas, year=Bound(to, max(to, quotas.year.high)))
    if repair.way == "more_in_year":
        return replace(quotas, year=Bound(min(quotas.year.low, to), to))
    if repair.way == "less_each_period":
        return replace(quotas, periods=tuple(Bound(min(p.low, to), p.high) for p in quotas.periods))
    if repair.way == "more_each_period":
        return replace(quotas, periods=tuple(Bound(p.low, max(p.high, to)) for p in quotas.periods))
    change = Bound(min(quotas.modes[repair.mode].low, to), max(quotas.modes[repair.mode].high, to))
    return replace(quotas, modes=tuple(change if i == repair.mode else m for i, m in enumerate(quotas.modes)))


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
