# SPDX-License-Identifier: Apache-2.0
"""A view over a few numbers: a warehouse that answers from a dict, with the pack's metrics and a plan of two units."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any, cast

import polars as pl

from yunce.app.packs import read_calendars, read_pack
from yunce.operate.coverage import Coverage, Owed
from yunce.operate.facts import View
from yunce.operate.units import UnitTree
from yunce.plan.parts.targets import Metric, Target
from yunce.values.period import Period, read_period
from yunce.warehouse.port import Query, UnitMap, Warehouse

METRICS = {m.id: m for m in read_pack("ecommerce").metrics}
TREE = UnitTree({"all": "", "shop": "all", "desk": "shop"}, {"all": "公司", "shop": "天猫店", "desk": "客服"}, UnitMap())


@dataclass
class Facts:
    """Sums by day: metric -> day -> value in whole units (fen); every question is added up over its days, whatever it filters."""

    days: Mapping[str, Mapping[str, int]] = field(default_factory=dict)

    def query(self, query: Query) -> pl.DataFrame:
        """One row a day, or one for all days; a metric without a number is null."""
        names = [m.name for m in query.measures]
        inside = {
            name: {d: v for d, v in self.days.get(name, {}).items() if query.first <= date.fromisoformat(d) < query.until} for name in names
        }
        days = sorted({d for found in inside.values() for d in found})
        if "day" not in query.by:
            sums = {name: [sum(found.values()) if found else None] for name, found in inside.items()}
            return (
                pl.DataFrame(sums, schema=dict.fromkeys(names, pl.Int64)) if days else pl.DataFrame(schema=dict.fromkeys(names, pl.Int64))
            )
        rows: dict[str, Any] = {"day": [date.fromisoformat(d) for d in days]}
        rows |= {name: [inside[name].get(d) for d in days] for name in names}
        return pl.DataFrame(rows, schema={"day": pl.Date(), **dict.fromkeys(names, pl.Int64())})


def reported(table: str, unit: str, first: str, days: int) -> pl.DataFrame:
    """Coverage of a table by a unit over so many days."""
    start = date.fromisoformat(first)
    return pl.DataFrame({"table": [table] * days, "unit": [unit] * days, "day": [start + timedelta(days=i) for i in range(days)]})


def view(
    as_of: str = "2026-09-12",
    days: Mapping[str, Mapping[str, int]] | None = None,
    covered: pl.DataFrame | None = None,
    owed: tuple[Owed, ...] = (),
    metrics: Mapping[str, Metric] | None = None,
) -> View:
    """A view as of a day."""
    empty = pl.DataFrame(schema={"table": pl.String(), "unit": pl.String(), "day": pl.Date()})
    coverage = Coverage.of(empty if covered is None else covered, owed)
    calendar = read_calendars(Path("nowhere"))
    return View(metrics or METRICS, TREE, cast("Warehouse", Facts(days or {})), coverage, calendar, date.fromisoformat(as_of))


def target(**given: Any) -> Target:
    """A target as a plan writes it, in September 2026 unless said otherwise."""
    return Target.model_validate({"id": "t", "metric": "gmv", "unit": "shop", "period": "2026-09", "value": "100", **given})


def period(text: str) -> Period:
    """A period by its name."""
    found = read_period(text)
    assert isinstance(found, Period)
    return found
