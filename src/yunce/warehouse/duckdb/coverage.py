# SPDX-License-Identifier: Apache-2.0
"""Which days were reported, by table and unit: the spans of live batches, day by day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import polars as pl

from yunce.warehouse.duckdb.manifest import BatchEntry, Span
from yunce.warehouse.duckdb.units import unit_of
from yunce.warehouse.port import UnitMap

SALES: Mapping[str, tuple[str, ...]] = {"sales": ("lines", "orders")}
"""Derived tables, and those whose reports cover them."""

_SCHEMA = {"table": pl.String(), "unit": pl.String(), "day": pl.Date()}


def covered_days(entries: Iterable[BatchEntry], tables: Sequence[str], units: UnitMap) -> pl.DataFrame:
    """Columns table, unit, day: one row each. A table may be narrowed to a grain or a metric: `traffic:item`, `measures:visitors`."""
    spans = [span for entry in entries for span in entry.spans]
    rows = {
        (asked, unit_of(units, span.unit, span.platform, span.shop), span.first, span.last)
        for asked in tables
        for span in spans
        if _covers(span, asked)
    }
    frame = pl.DataFrame(sorted(rows), schema={**_SCHEMA, "last": pl.Date()}, orient="row")
    days = frame.select("table", "unit", pl.date_ranges("day", "last").alias("day")).explode("day")
    return days.unique().sort("table", "unit", "day")


def _covers(span: Span, asked: str) -> bool:
    table, _, grain = asked.partition(":")
    return span.table in SALES.get(table, (table,)) and grain in ("", span.grain)
