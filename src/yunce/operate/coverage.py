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
_NONE: Days = np.empty(0, dtype=np.int64)


@dataclass(frozen=True, slots=True)
class Owed:
    """A report that the plan expects: who owes which table, over which days (always, where `None`)."""

    table: str
    unit: str
    period: Period | None = None


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
        return cls(days, owed)

    def reported(self, table: str, unit: str) -> Days:
        """Days that a unit reported for a table, sorted ordinals."""
        found = [self.days[name, unit] for name in SOURCES.get(table, (table,)) if (name, unit) in self.days]
        return np.unique(np.concatenate(found)) if len(found) > 1 else found[0] if found else _NONE

    def units(self, table: str) -> tuple[str, ...]:
        """Units that ever reported for a table, in order of their ids."""
        names = SOURCES.get(table, (table,))
        return tuple(sorted({unit for name, unit in self.days if name in names}))

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

    def share(self, table: str, scope: Iterable[str], period: Period) -> tuple[Decimal, bool]:
        """Reported over expected unit-days of a period [1], and whether anything at all was reported in it.

        Who reports without being expected counts neither above nor below the line, but does make the period known.
        """
        members = tuple(scope)
        expected = self.expected(table, members, period)
        whole = sum(days.days for days in expected.values())
        covered = sum(self.count(table, unit, days) for unit, days in expected.items())
        known = covered > 0 or any(self.count(table, u, period) for u in self.units(table) if not members or u in members)
        return (Decimal(covered) / Decimal(whole)).quantize(PLACES) if whole else Decimal(int(known)), known

    def missing(self, table: str, scope: Iterable[str], period: Period) -> tuple[tuple[str, int], ...]:
        """Who has not reported how many expected days, most first."""
        gaps = [(unit, days.days - self.count(table, unit, days)) for unit, days in self.expected(table, scope, period).items()]
        return tuple(sorted(((unit, gap) for unit, gap in gaps if gap), key=lambda pair: (-pair[1], pair[0])))

    def last_day(self, table: str, scope: Iterable[str]) -> date | None:
        """The latest reported day of a table."""
        members = set(scope)
        tails = [int(self.reported(table, unit)[-1]) for unit in self.units(table) if not members or unit in members]
        return date.fromordinal(max(tails)) if tails else None


def _ordinals(days: pl.Series) -> Days:
    """Days as sorted proleptic ordinals: (n,) [d]."""
    epoch = date(1970, 1, 1).toordinal()
    return np.unique(days.cast(pl.Int32).to_numpy().astype(np.int64)) + epoch
