# SPDX-License-Identifier: Apache-2.0
"""Which results come near to a column in one of a few lines, in floats: a sieve before the exact look at thousands of candidates."""

from __future__ import annotations

from collections.abc import Sequence
from math import inf, nan, prod

Rough = dict[int, float]
"""A line's values by their positions."""
_ROUGHLY = 0.06
_LEAST = 0.006
_MOST_TIMES = 365
_WIDER = 1 + 1e-9
"""The sieve lets through what floats cannot tell from near."""


def slack_of(value: float) -> float:
    """How far a result may be from a value and still be near."""
    return abs(value) * _ROUGHLY + _LEAST


class Near:
    """The values of a few lines column by column; a value that a line does not have is near to nothing."""

    def __init__(self, variables: Sequence[int], lines: Sequence[Rough]) -> None:
        self._columns = {at: [line.get(at, nan) for line in lines] for at in variables}
        self._bounds = {at: [_bounds(one) for one in column] for at, column in self._columns.items()}
        self._sizes = {at: [_sizes(one) for one in column] for at, column in self._columns.items()}
        self._sums: dict[tuple[int, ...], list[float]] = {}
        self._products: dict[tuple[int, ...], list[float]] = {}

    def sums(self, group: tuple[int, ...]) -> list[float]:
        """The sum of some columns, line by line."""
        if group not in self._sums:
            self._sums[group] = [sum(one) for one in zip(*(self._columns[at] for at in group), strict=True)]
        return self._sums[group]

    def products(self, group: tuple[int, ...]) -> list[float]:
        """The product of some columns, line by line."""
        if group not in self._products:
            self._products[group] = [prod(one) for one in zip(*(self._columns[at] for at in group), strict=True)]
        return self._products[group]

    def quotients(self, pair: tuple[int, int]) -> list[float]:
        """One column by another, line by line."""
        return [a / b if b else nan for a, b in zip(self._columns[pair[0]], self._columns[pair[1]], strict=True)]

    def one(self, target: int, results: Sequence[float], times: float = 1.0) -> bool:
        """True where a line's result, taken so many times, is near to its target."""
        for (low, high), result in zip(self._bounds[target], results, strict=True):  # noqa: SIM110 - the innermost loop of a table
            if low <= result * times <= high:
                return True
        return False

    def some_times(self, target: int, results: Sequence[float]) -> bool:
        """True where a line's result may be near to its target when it is taken once to 365 times."""
        return any(least <= abs(result) <= most for (least, most), result in zip(self._sizes[target], results, strict=True))


def _bounds(value: float) -> tuple[float, float]:
    """Between what a result must be to be near to a value; nothing is between two that are no numbers."""
    slack = slack_of(value) * _WIDER
    return value - slack, value + slack


def _sizes(value: float) -> tuple[float, float]:
    """How small and how large a result may be that is near to a value when it is taken once to 365 times."""
    size, slack = abs(value), slack_of(value) * _WIDER
    return ((size - slack) / _MOST_TIMES, size + slack) if size == size else (inf, -inf)
