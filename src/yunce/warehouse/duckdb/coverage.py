# SPDX-License-Identifier: Apache-2.0
"""Which days were reported, by table and unit: the spans of live batches, day by day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

import polars as pl

from yunce.warehouse.duckdb.engine import Engine
from yunce.warehouse.duckdb.home import Home
from yunce.warehouse.duckdb.manifest import BatchEntry, Rollup, Span
from yunce.warehouse.duckdb.schema import ORDER_TABLES
from yunce.warehouse.duckdb.units import unit_of
from yunce.warehouse.port import UnitMap

SALES: Mapping[str, tuple[str, ...]] = {"sales": ("lines", "orders")}
"""Derived tables, and those whose reports cover them."""

_SCHEMA = {"table": pl.String(), "unit": pl.String(), "day": pl.Date()}


_UNDATED = """
SELECT 'refunds' AS "table", '' AS grain, coalesce(platform, '') AS platform, coalesce(shop, '') AS shop, unit,
       min(day) AS first, max(day) AS last
FROM read_parquet($files) WHERE NOT dated GROUP BY ALL
"""


def undated_spans(engine: Engine, home: Home, rollups: Iterable[Rollup]) -> tuple[Span, ...]:
    """What refunds without a day of their own cover: from the first to the last payment day that stands in for theirs."""
    files = [home.at(rollup.path).as_posix() for rollup in rollups]
    return tuple(Span(**row) for row in engine.frame(_UNDATED, files=files).to_dicts()) if files else ()


def covered_days(entries: Iterable[BatchEntry], tables: Sequence[str], units: UnitMap, more: Sequence[Span] = ()) -> pl.DataFrame:
    """Columns table, unit, day: one row each. A table may be narrowed to a grain or a metric: `traffic:item`, `measures:visitors`.

    `more` are spans that no batch could know when it was loaded.
    """
    spans = _with_shops([*(span for entry in entries for span in entry.spans), *more])
    rows = {
        (asked, unit_of(units, span.unit, span.platform, span.shop), span.first, span.last)
        for asked in tables
        for span in spans
        if _covers(span, asked)
    }
    frame = pl.DataFrame(sorted(rows), schema={**_SCHEMA, "last": pl.Date()}, orient="row")
    days = frame.select("table", "unit", pl.date_ranges("day", "last").alias("day")).explode("day")
    return days.unique().sort("table", "unit", "day")


def _with_shops(spans: Sequence[Span]) -> list[Span]:
    """Spans of order exports that name no shop, as of the one shop that other exports of their platform name: so do their rows."""
    named: dict[str, set[tuple[str, str | None]]] = {}
    for span in spans:
        if span.shop and span.table in ORDER_TABLES:
            named.setdefault(span.platform, set()).add((span.shop, span.unit))
    result = []
    for span in spans:
        known = named.get(span.platform, set()) if span.table in ORDER_TABLES and not span.shop and not span.unit else set()
        result.append(replace(span, shop=next(iter(known))[0], unit=next(iter(known))[1]) if len(known) == 1 else span)
    return result


def _covers(span: Span, asked: str) -> bool:
    table, _, grain = asked.partition(":")
    return span.table in SALES.get(table, (table,)) and grain in ("", span.grain)
