# SPDX-License-Identifier: Apache-2.0
"""Which days were reported by whom, so that nothing known is zero and nothing unknown is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

import numpy as np
import polars as pl
from numpy.typing import NDArray

from yunce.values.period import Period

Days = NDArray[np.int64]
PLACES = Decimal("0.0001")
SOURCES: Mapping[str, tuple[str, ...]] = {"sales": ("orders", "lines")}
"""Derived tables and the tables whose reports cover them: either one does."""
WORK = frozenset({"events", "inspections", "cases"})
_NONE: Days = np.empty(0, dtype=np.int64)


@dataclass(frozen=True, slots=True)
class Owed:
    """A report that the plan expects: who owes which table, over which days (always, where `None`)."""

    table: str
    unit: str
    period: Period | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Tally:
    """Running sums by day from `first`: reported of the expected, expected, reported by anybody (days + 1,) [unit-days]."""

    first: date
    covered: Days
    expected: Days
    known: Days

    def share(self, part: Period) -> tuple[Decimal, bool]:
        """Reported over expected unit-days of a part [1], and whether anything at all was reported in it.

        Who reports without being expected counts neither above nor below the line, but does make the part known.
        """
        low, high = (part.first - self.first).days, (part.until - self.first).days
        covered, expected, known = (int(row[high] - row[low]) for row in (self.covered, self.expected, self.known))
        return (Decimal(covered) / Decimal(expected)).quantize(PLACES) if expected else Decimal(int(known > 0)), known > 0

    def reported_days(self) -> NDArray[np.bool_]:
        """Whether anybody reported, day by day: (days,)."""
        return np.diff(self.known) > 0


@dataclass(frozen=True, slots=True)
class Coverage:
    """Reported days by table and unit, as sorted ordinals, and what the plan expects."""

    days: Mapping[tuple[str, str], Days] = field(default_factory=dict)
    owed: tuple[Owed, ...] = ()

    @classmethod
    def of(cls, frame: pl.DataFrame, owed: tuple[Owed, ...] = ()) -> Coverage:
        """Coverage from the warehouse's frame of (table, unit, day)."""
        days = {
            (str(table), str(unit)): _ordinals(part["day"])
            for (table, unit), part in frame.partition_by(["table", "unit"], as_dict=True, include_key=True).items()
        }
        for table, names in SOURCES.items():
            for unit in sorted({unit for name, unit in days if name in names}):
                days[table, unit] = np.unique(np.concatenate([days[name, unit] for name in names if (name, unit) in days]))
        return cls(days, owed)

    def reported(self, table: str, unit: str) -> Days:
        """Days that a unit reported for a table, sorted ordinals."""
        return self.days.get((table, unit), _NONE)

    def units(self, table: str) -> tuple[str, ...]:
        """Units that ever reported for a table, in order of their ids."""
        return tuple(sorted(unit for name, unit in self.days if name == table))

    def expected(self, table: str, scope: Iterable[str], period: Period) -> dict[str, Period]:
        """Who should have reported within a period, and for which of its days: as the plan says, else whoever was seen."""
        members = set(scope)
        names = {table, *SOURCES.get(table, ())}
        plan = [o for o in self.owed if o.table in names and (not members or o.unit in members)]
        if not plan:
            return {unit: period for unit in self.units(table) if not members or unit in members}
        cut = {o.unit: period if o.period is None else period.intersect(o.period) for o in plan}
        return {unit: days for unit, days in cut.items() if days is not None}

    def count(self, table: str, unit: str, period: Period) -> int:
        """How many days of a period a unit reported for a table [d]."""
        days = self.reported(table, unit)
        low, high = np.searchsorted(days, [period.first.toordinal(), period.until.toordinal()])
        return int(high - low)

    def tally(self, table: str, scope: Iterable[str], period: Period) -> Tally:
        """Reported and expected unit-days of a table, day by day of a period. An empty scope is everybody."""
        members = tuple(scope)
        first, days = period.first.toordinal(), period.days
        covered, expected, known = (np.zeros(days + 1, dtype=np.int64) for _ in range(3))
        for unit, owed in self.expected(table, members, period).items():
            low, high = owed.first.toordinal() - first, owed.until.toordinal() - first
            expected[low + 1 : high + 1] += 1
            marks = self.reported(table, unit) - first
            covered[marks[(marks >= low) & (marks < high)] + 1] += 1
        for unit in self.units(table):
            if not members or unit in members:
                marks = self.reported(table, unit) - first
                known[marks[(marks >= 0) & (marks < days)] + 1] += 1
        return Tally(period.first, covered.cumsum(), expected.cumsum(), known.cumsum())

    def share(self, table: str, scope: Iterable[str], period: Period) -> tuple[Decimal, bool]:
        """Reported over expected unit-days of a period [1], and whether anything at all was reported in it."""
        return self.tally(table, scope, period).share(period)

    def missing(self, table: str, scope: Iterable[str], period: Period) -> tuple[tuple[str, int], ...]:
        """Who has not reported how many expected days, most first."""
        gaps = [(unit, days.days - self.count(table, unit, days)) for unit, days in self.expected(table, scope, period).items()]
        return tuple(sorted(((unit, gap) for unit, gap in gaps if gap), key=lambda pair: (-pair[1], pair[0])))

    def latest(self, today: date) -> date | None:
        """The last day up to today that anybody reported sales for, or anything where nobody sells; `None` where nothing is known.

        Work comes into the facts by itself every day: it tells of a day only where nothing else is known.
        """
        told = {key: days for key, days in self.days.items() if key[0] not in WORK} or self.days
        tails = {key: days[days <= today.toordinal()] for key, days in told.items()}
        known = {key: int(days[-1]) for key, days in tails.items() if days.size}
        sales = [day for (table, _), day in known.items() if table == "sales"]
        return date.fromordinal(max(sales or known.values())) if known else None


def _ordinals(days: pl.Series) -> Days:
    """Days as sorted proleptic ordinals: (n,) [d]."""
    epoch = date(1970, 1, 1).toordinal()
    return np.unique(days.cast(pl.Int32).to_numpy().astype(np.int64)) + epoch
