# SPDX-License-Identifier: Apache-2.0
"""Which results come near to a column in one of a few lines, in floats: a sieve before the exact look at thousands of candidates.

The results of a line stand in order of size: those near to a value are found by halving, not one after another.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import inf, isfinite, nan, prod

Rough = dict[int, float]
"""A line's values by their positions."""
Group = tuple[int, ...]
_ROUGHLY = 0.06
_LEAST = 0.006
_WIDER = 1 + 1e-9
"""The sieve lets through what floats cannot tell from near."""


def slack_of(value: float) -> float:
    """How far a result may be from a value and still be near."""
    return abs(value) * _ROUGHLY + _LEAST


@dataclass(frozen=True, slots=True)
class Bounds:
    """Between what a result of each line must be to be near to a column, and between what of any of them."""

    lines: tuple[tuple[float, float], ...]
    low: float
    high: float


class Results:
    """What each of some groups comes to in each of some lines."""

    def __init__(self, groups: Sequence[Group], by_line: Iterable[Sequence[float]]) -> None:
        self.groups = groups
        self._lines: list[tuple[list[float], list[int]]] = []
        for results in by_line:
            told = range(len(results)) if isfinite(sum(results)) else [at for at, one in enumerate(results) if one == one]
            places = sorted(told, key=results.__getitem__)
            self._lines.append(([results[at] for at in places], places))
        self._least = min((results[0] for results, _ in self._lines if results), default=inf)
        self._most = max((results[-1] for results, _ in self._lines if results), default=-inf)

    def near(self, bounds: Bounds, times: float = 1.0, less: float = 0.0) -> list[int]:
        """The groups whose result, taken so many times less so much, lies within the bounds of one of the lines, in their order."""
        if bounds.low / times + less > self._most or bounds.high / times + less < self._least:
            return []
        found: set[int] = set()
        for (low, high), (results, places) in zip(bounds.lines, self._lines, strict=True):
            if low == low:  # the line has that value
                found.update(places[bisect_left(results, low / times + less) : bisect_right(results, high / times + less)])
        return sorted(found)


class Near:
    """The values of a few lines column by column; a value that a line does not have is near to nothing."""

    def __init__(self, variables: Sequence[int], lines: Sequence[Rough]) -> None:
        self._lines = [{at: line.get(at, nan) for at in variables} for line in lines]
        self.bounds = {at: _bounds([line[at] for line in self._lines]) for at in variables}

    def sums(self, groups: Sequence[Group]) -> Results:
        """The sums of some columns."""
        return Results(groups, ([sum([line[at] for at in group]) for group in groups] for line in self._lines))

    def products(self, groups: Sequence[Group]) -> Results:
        """The products of some columns."""
        return Results(groups, ([prod([line[at] for at in group]) for group in groups] for line in self._lines))

    def quotients(self, pairs: Sequence[Group]) -> Results:
        """One column by another."""
        return Results(pairs, ([line[a] / line[b] if line[b] else nan for a, b in pairs] for line in self._lines))


def _bounds(values: Iterable[float]) -> Bounds:
    """The bounds of a column; nothing is between two that are no numbers."""
    slacks = [(one, slack_of(one) * _WIDER) for one in values]
    lows, highs = [one - slack for one, slack in slacks], [one + slack for one, slack in slacks]
    least, most = min((one for one in lows if one == one), default=inf), max((one for one in highs if one == one), default=-inf)
    return Bounds(tuple(zip(lows, highs, strict=True)), least, most)
