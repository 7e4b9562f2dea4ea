# SPDX-License-Identifier: Apache-2.0
"""The rows behind a number: newest first, each with the file and the row that it came from; personal columns left out."""

from __future__ import annotations

import polars as pl
from sqlglot import exp

from yunce.values.problem import Problem, YunceError
from yunce.warehouse.duckdb.engine import Engine
from yunce.warehouse.duckdb.manifest import Manifest
from yunce.warehouse.duckdb.query.relation import Rows
from yunce.warehouse.duckdb.query.scan import columns_of, scan_of
from yunce.warehouse.duckdb.query.sql import column, inside, named, select, written
from yunce.warehouse.duckdb.schema import BATCH, ORDINAL, PERSONAL, ROW
from yunce.warehouse.port import Query


def listed(engine: Engine, rows: Rows, query: Query, manifest: Manifest, window: tuple[int, int]) -> pl.DataFrame:
    """Rows `window` = (limit, offset) of a query's first measure: the table's columns, `unit` as the unit's id, then file and row."""
    if not query.measures:
        raise YunceError(Problem.of("warehouse.query_empty"))
    measure = query.measures[0]
    asked = scan_of(measure, query)
    scan = type(asked)(asked.table, asked.kind, asked.grain, is_rollup=False)
    shown = [c for c in columns_of(measure.table) if c not in PERSONAL]
    relation = rows.relation(scan, () if measure.where is None else (measure.where,))
    if relation is None:
        return pl.DataFrame(schema={**dict.fromkeys(shown, pl.String()), "file": pl.String(), "row": pl.Int64()})
    columns = [named(rows.unit_id(scan) if c == "unit" else column(c), c) for c in shown]
    listing = select([*columns, column(BATCH), named(column(ROW), "row")], inside(relation, "s"))
    newest = [exp.Ordered(this=column(c), desc=True) for c in ("day", BATCH, ORDINAL)]
    listing.set("order", exp.Order(expressions=newest))
    limited = listing.limit(window[0], copy=False).offset(window[1], copy=False)
    frame = engine.frame(written(limited), **rows.files)
    names = {e.number: e.batch.file for e in manifest.batches}
    files = pl.col(BATCH).replace_strict(names, default="", return_dtype=pl.String).alias("file")
    return frame.with_columns(files).select(*shown, "file", "row")
