# SPDX-License-Identifier: Apache-2.0
"""A stretch of days: half-open in code, inclusive as written; cut into days, weeks, 旬, months, quarters, half years, years."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from itertools import pairwise
from typing import Literal

from yunce.values.grain import GRAINS, ONE_DAY, Grain, key_of, next_start, start_of
from yunce.values.period_text import FIRST_YEAR, LAST_YEAR, read_span
from yunce.values.problem import Problem

__all__ = ["FIRST_YEAR", "GRAINS", "LAST_YEAR", "Grain", "Period", "read_period"]


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """Days [first, until) and the text that names them. Two periods of the same days are equal, however they were written.

    Raises `ValueError` where it would hold no day.
    """

    first: date
    until: date
    text: str = field(default="", compare=False)

    def __post_init__(self) -> None:
        if self.first >= self.until:
            raise ValueError(f"a period holds at least one day: {self.first}..{self.until}")
        if not self.text:
            object.__setattr__(self, "text", _name(self.first, self.until))

    def __str__(self) -> str:
        return self.text

    def __contains__(self, day: date) -> bool:
        return self.first <= day < self.until

    @property
    def last(self) -> date:
        """The last day, as people write the period's end."""
        return self.until - ONE_DAY

    @property
    def days(self) -> int:
        """How many days [d]."""
        return (self.until - self.first).days

    @property
    def name(self) -> str:
        """The canonical text: `2026-11` for November however it was written. `read_period(p.name) == p`."""
        return _name(self.first, self.until)

    @property
    def grain(self) -> Grain | Literal["span"]:
        """Which calendar part this is exactly; `span` where it is none."""
        return _grain(self.first, self.until)

    def dates(self) -> tuple[date, ...]:
        """Every day, in order."""
        return _dates(self.first, self.until)

    def contains(self, other: Period | date) -> bool:
        """True where the day, or every day of the other period, is inside."""
        if isinstance(other, Period):
            return self.first <= other.first and other.until <= self.until
        return self.first <= other < self.until

    def overlaps(self, other: Period) -> bool:
        """True where the two share a day."""
        return self.first < other.until and other.first < self.until

    def intersect(self, other: Period) -> Period | None:
        """The days of both; `None` where they share none."""
        first, until = max(self.first, other.first), min(self.until, other.until)
        return Period(first, until) if first < until else None

    def shift(self, days: int) -> Period:
        """The same number of days, moved by so many days."""
        return Period(self.first + timedelta(days=days), self.until + timedelta(days=days))

    def parts(self, grain: Grain) -> tuple[Period, ...]:
        """The parts of a grain in order, clipped to this period; together they are this period.

        Each part's `text` is the key of its whole calendar part (`2026-W01`), also where it is clipped.
        """
        return _parts(self.first, self.until, grain)

    def keys(self, grain: Grain) -> tuple[str, ...]:
        """The keys of the parts, in order."""
        return tuple(part.text for part in self.parts(grain))

    def offsets(self, grain: Grain) -> tuple[int, ...]:
        """Where each part starts, counted in days from the first: (parts,) [d], as `numpy.add.reduceat` wants them."""
        return tuple((part.first - self.first).days for part in self.parts(grain))

    @staticmethod
    def key(day: date, grain: Grain) -> str:
        """The key of the part that holds a day."""
        return key_of(day, grain)

    @staticmethod
    def of(day: date, grain: Grain) -> Period:
        """The whole part that holds a day, e.g. the week of 2026-11-25."""
        first = start_of(day, grain)
        return Period(first, next_start(first, grain), key_of(first, grain))


def read_period(text: str, path: str = "") -> Period | Problem:
    """The period that a text means, or what is wrong with it and the nearest period that could be meant.

    >>> read_period("2026-09..2026-12").days
    122
    """
    found = read_span(text, path)
    return found if isinstance(found, Problem) else Period(found[0], found[1], text.strip())


def _name(first: date, until: date) -> str:
    """Canonical text of days [first, until): a part's key, else a span of months, else a span of days."""
    grain = _grain(first, until)
    if grain != "span":
        return key_of(first, grain)
    last = until - ONE_DAY
    if first.day == 1 and until.day == 1:
        return f"{first:%Y-%m}..{last:%Y-%m}"
    return f"{first.isoformat()}..{last.isoformat()}"


def _grain(first: date, until: date) -> Grain | Literal["span"]:
    fits = (g for g in reversed(GRAINS) if start_of(first, g) == first and next_start(first, g) == until)
    return next(fits, "span")


def _starts(first: date, until: date, grain: Grain) -> Iterator[date]:
    """The starts of the parts that touch [first, until), the first one clipped; then `until`."""
    yield first
    start = next_start(start_of(first, grain), grain)
    while start < until:
        yield start
        start = next_start(start, grain)
    yield until


@lru_cache(maxsize=512)
def _parts(first: date, until: date, grain: Grain) -> tuple[Period, ...]:
    if grain == "day":
        return tuple(Period(day, day + ONE_DAY, day.isoformat()) for day in _dates(first, until))
    return tuple(Period(a, b, key_of(a, grain)) for a, b in pairwise(_starts(first, until, grain)))


@lru_cache(maxsize=512)
def _dates(first: date, until: date) -> tuple[date, ...]:
    return tuple(date.fromordinal(n) for n in range(first.toordinal(), until.toordinal()))
