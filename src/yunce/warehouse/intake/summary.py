# SPDX-License-Identifier: Apache-2.0
"""Rows that are no facts: blank rows, totals, repeated headers, parents in a hierarchy."""

from __future__ import annotations

import re
from functools import reduce
from operator import and_, or_

import polars as pl

from yunce.warehouse.intake.cells import SPACES, UNKNOWN
from yunce.warehouse.intake.headers import Match, header_key
from yunce.warehouse.intake.profile import Leaves

_TOTAL = r"^(?:总计|合计|全部|汇总|小计|总和|总数|共计|均值|平均值|平均|total|Total|TOTAL|sum|Sum)(?:[（(：:].*)?$"


def is_total(cell: str) -> bool:
    """True for the words that begin a row of totals, e.g. `合计（共3项）`."""
    return bool(re.match(_TOTAL, cell.strip(SPACES)))


def summaries(frame: pl.DataFrame, match: Match) -> pl.Series:
    """True for each row of text cells that is blank, a total, a repeated header, or without what the profile calls a row."""
    if not frame.height:
        return pl.Series([], dtype=pl.Boolean)
    cells = {name: pl.col(name).str.strip_chars(SPACES) for name in frame.columns if name != "_index"}
    blank = reduce(and_, (c.is_null() | (c == "") for c in cells.values()))
    tests = [blank, *_totals(match, cells), *_repeated(match, cells)]
    skippable = [str(match.columns[f]) for f in match.profile.skip_without if f in match.columns]
    if skippable:
        tests.append(reduce(and_, (cells[name].is_null() | cells[name].is_in(pl.Series(UNKNOWN)) for name in skippable)))
    return frame.select(reduce(or_, (t.fill_null(value=False) for t in tests))).to_series()


def _totals(match: Match, cells: dict[str, pl.Expr]) -> list[pl.Expr]:
    """Tests for a word of total in the first column, in an id or in a day; levels of a hierarchy have such words by right."""
    levels = match.profile.leaves.levels if match.profile.leaves else ()
    kinds = {str(i): match.profile.field(f) for f, i in match.columns.items()}
    names = [n for n in cells if n == "0" or (n in kinds and kinds[n].type in {"id", "moment"})]
    return [cells[n].str.contains(_TOTAL) for n in names if n not in kinds or kinds[n].name not in levels]


def _repeated(match: Match, cells: dict[str, pl.Expr]) -> list[pl.Expr]:
    """Tests for a header in the middle of the file: two needed columns that say no more than their own header."""
    needed = [match.columns[f.name] for f in match.profile.fields if f.need and f.name in match.columns]
    said = [cells[str(i)].str.to_lowercase() == header_key(match.headers[i]) for i in needed if str(i) in cells]
    plain = [cells[str(i)] == match.headers[i].strip() for i in needed if str(i) in cells]
    return [(a | b) & (c | d) for a, b, c, d in zip(said[:1], plain[:1], said[1:2], plain[1:2], strict=True)]


def parents(rows: pl.DataFrame, leaves: Leaves | None) -> tuple[pl.DataFrame, int]:
    """The rows without those that only add up rows below them, total words made unknown; and how many were left out.

    A row stands for its whole branch where its last level is a total word; it is a leaf where nothing is below it.
    """
    if leaves is None or not rows.height:
        return rows, 0
    names = [n for n in leaves.levels if n in rows.columns]
    totals = pl.Series(leaves.totals)
    rows = rows.with_columns(pl.when(pl.col(n).is_in(totals)).then(None).otherwise(pl.col(n)).alias(n) for n in names)
    depth = pl.sum_horizontal(pl.col(n).is_not_null().cast(pl.Int64) for n in names)
    day = [c for c in rows.columns if rows.schema[c] == pl.Datetime("us")]
    keyed = rows.with_columns(depth.alias("_depth"))
    inner = pl.lit(value=False)
    for level in range(1, len(names)):
        group = [*day, *names[:level]]
        inner = inner | ((pl.col("_depth") == level) & (pl.col("_depth").max().over(group) > level))
    inner = inner | (pl.col("_depth") == 0)
    kept = keyed.filter(~inner.fill_null(value=False)).drop("_depth")
    return kept, rows.height - kept.height
