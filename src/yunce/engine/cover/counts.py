# SPDX-License-Identifier: Apache-2.0
"""How many subjects the year, each period and each mode get, once it is known that they can."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from yunce.engine.cover.quotas import Bound, Quotas, intervals


@dataclass(frozen=True, slots=True)
class Counts:
    """Different subjects of the year, of each period, of each mode [subjects]."""

    year: int
    periods: tuple[int, ...]
    modes: tuple[int, ...]


def choose(quotas: Quotas) -> Counts:
    """The fewest visits that hold the quotas, spread evenly; as many different subjects as those visits can see."""
    said = intervals(quotas).values()
    low, high = max(b.low for b in said), min(b.high for b in said)
    pairs = sum(m.low for m in quotas.modes) if quotas.overlap else 0
    wanted = max(low, sum(p.low for p in quotas.periods), pairs)
    year = max(low, min(high, wanted))
    room = [Bound(p.low, min(p.high, year)) for p in quotas.periods]
    periods = levelled(room, wanted)
    return Counts(year, periods, _modes(quotas, year))


def _modes(quotas: Quotas, year: int) -> tuple[int, ...]:
    """Subjects of each mode: its low, and more where somebody would otherwise be seen in no mode."""
    if quotas.open_modes or not quotas.modes:
        return tuple(m.low for m in quotas.modes)
    return levelled([Bound(m.low, min(m.high, year)) for m in quotas.modes], max(year, sum(m.low for m in quotas.modes)))


def levelled(bounds: Sequence[Bound], total: int) -> tuple[int, ...]:
    """Whole numbers within bounds that sum to the total (to the nearest sum that there is) and differ as little as can be, earlier first.

    >>> levelled([Bound(0, 9)] * 4, 23)
    (6, 6, 6, 5)
    """
    lows = [b.low for b in bounds]
    left = min(max(total - sum(lows), 0), sum(b.high - b.low for b in bounds))
    if not left:
        return tuple(lows)
    level, under = min(lows), max(b.high for b in bounds)  # the highest water level that the total fills
    while level < under:
        middle = (level + under + 1) // 2
        level, under = (middle, under) if _filled(bounds, middle) <= left else (level, middle - 1)
    found = [min(max(b.low, level), b.high) for b in bounds]
    left -= sum(found) - sum(lows)
    for i, b in enumerate(bounds):
        if left and found[i] == level and found[i] < b.high:
            found[i], left = found[i] + 1, left - 1
    return tuple(found)


def _filled(bounds: Sequence[Bound], level: int) -> int:
    """How much it takes to bring every number up to a level."""
    return sum(min(max(b.low, level), b.high) - b.low for b in bounds)
