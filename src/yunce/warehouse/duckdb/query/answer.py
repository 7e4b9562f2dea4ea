# SPDX-License-Identifier: Apache-2.0
"""What a statement gave, as the port promises it: labels for periods, plain integers where they fit, exact decimals elsewhere."""

from __future__ import annotations

from decimal import Decimal

import polars as pl

from yunce.warehouse.duckdb.query.scan import columns_of
from yunce.warehouse.port import Query

_LARGEST = 2**63 - 1
_LABELS = {"week": "%G-W%V", "month": "%Y-%m", "year": "%Y"}


def answered(query: Query, frame: pl.DataFrame) -> pl.DataFrame:
    """The frame of an answer: dimensions as text (days as dates), measures as int64 or decimal."""
    labels = [_label(name) for name in query.by if name in ("week", "month", "quarter", "year")]
    return frame.with_columns(labels).with_columns([_plain(frame[m.name]) for m in query.measures])


def no_answer(query: Query) -> pl.DataFrame:
    """The answer where there are no facts: the columns, and no row."""
    kinds = {name: kind for measure in query.measures for name, kind in columns_of(measure.table).items()}
    dims = {d: _TYPES.get(kinds.get(d, "text"), pl.String()) for d in query.by}
    return pl.DataFrame(schema={**dims, **{m.name: pl.Int64() for m in query.measures}})


_TYPES = {"day": pl.Date(), "int": pl.Int64(), "flag": pl.Boolean(), "moment": pl.Datetime("us")}


def _label(name: str) -> pl.Expr:
    day = pl.col(name)
    if name == "quarter":
        return pl.concat_str(day.dt.strftime("%Y-Q"), day.dt.quarter().cast(pl.String)).alias(name)
    return day.dt.strftime(_LABELS[name]).alias(name)


def _plain(values: pl.Series) -> pl.Series:
    """Whole numbers as int64 where all of them fit."""
    kind = values.dtype
    if kind == pl.Null:
        return values.cast(pl.Int64)
    if not isinstance(kind, pl.Decimal) or kind.scale:
        return values
    fits = all(not isinstance(b, Decimal) or abs(b) <= _LARGEST for b in (values.min(), values.max()))
    return values.cast(pl.Int64) if fits else values
