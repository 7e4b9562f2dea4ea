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
    relation = rows.relation(scan)
    if relation is None:
        return pl.DataFrame(schema={**dict.fromkeys(shown, pl.String()), "file": pl.String(), "row": pl.Int64()})
    if measure.where is not None:
        relation = relation.where(rows.condition(scan, measure.where))
    columns = [exp.alias_(rows.unit_id(scan) if c == "unit" else exp.column(c, quoted=True), c, quoted=True) for c in shown]
    origin = [exp.column(BATCH), exp.alias_(exp.column(ROW), "row")]
    newest = [exp.Ordered(this=exp.column(c), desc=True) for c in ("day", BATCH, ORDINAL)]
    select = exp.select(*columns, *origin).from_(relation.subquery("s")).order_by(*newest).limit(window[0]).offset(window[1])
    frame = engine.frame(select.sql("duckdb"), **rows.files)
    names = {e.number: e.batch.file for e in manifest.batches}
    files = pl.col(BATCH).replace_strict(names, default="", return_dtype=pl.String).alias("file")
    return frame.with_columns(files).select(*shown, "file", "row")
