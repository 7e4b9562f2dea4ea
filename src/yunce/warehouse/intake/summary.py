# SPDX-License-Identifier: Apache-2.0
"""Rows that are no facts: blank rows, totals, repeated headers, parents in a hierarchy."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import reduce
from operator import and_, or_

import polars as pl

from yunce.warehouse.intake.cells import SPACES, UNKNOWN
from yunce.warehouse.intake.headers import Match
from yunce.warehouse.intake.profile import Leaves

_LONGEST_BLANK = 12
_TOTAL = r"^[\s\x{feff}]*(?:总计|合计|全部|汇总|小计|总和|总数|共计|均值|平均值|平均|total|Total|TOTAL|sum|Sum)\s*(?:[（(：:].*)?$"


def is_total(cell: str) -> bool:
    """True for the words that begin a row of totals, e.g. `合计（共3项）`."""
    return bool(re.match(_TOTAL.replace(r"\x{feff}", "\ufeff"), cell.strip(SPACES)))


def summaries(frame: pl.DataFrame, match: Match, wordless: frozenset[str] = frozenset()) -> pl.Series:
    """True for each row of text cells that is blank, a total, a repeated header, or without what the profile calls a row.

    `wordless` columns are known to hold no word of total.
    """
    if not frame.height:
        return pl.Series([], dtype=pl.Boolean)
    names = [name for name in frame.columns if name != "_index"]
    out = _blank(frame, names) | _totals(frame, [n for n in names if n not in wordless], match) | _repeated(frame, match)
    skippable = [str(match.columns[f]) for f in match.profile.skip_without if f in match.columns]
    return out | _blank(frame, skippable, UNKNOWN) if skippable else out


def _blank(frame: pl.DataFrame, names: list[str], words: Sequence[str] = ("",)) -> pl.Series:
    """True for rows in which all these columns say nothing; the longer columns are only looked at where the first ones are blank."""
    out = pl.Series([True], dtype=pl.Boolean).new_from_index(0, frame.height)
    for name in names:
        column = frame.get_column(name)
        short = (column.str.len_bytes() <= _LONGEST_BLANK).fill_null(value=True)
        out &= short
        if not out.any():
            break
        out &= column.str.strip_chars(SPACES).is_in(words).fill_null(value=True)
    return out


def _totals(frame: pl.DataFrame, names: list[str], match: Match) -> pl.Series:
    """True for rows with a word of total in the first column, in an id or in a day; levels of a hierarchy have such words by right."""
    levels = match.profile.leaves.levels if match.profile.leaves else ()
    kinds = {str(i): match.profile.field(f) for f, i in match.columns.items()}
    asked = [n for n in names if n == "0" or (n in kinds and kinds[n].type in {"id", "moment"})]
    tests = [pl.col(n).str.contains(_TOTAL) for n in asked if n not in kinds or kinds[n].name not in levels]
    return _any(frame, tests)


def _repeated(frame: pl.DataFrame, match: Match) -> pl.Series:
    """True for a header in the middle of the file: two needed columns that say no more than their own header."""
    needed = [match.columns[f.name] for f in match.profile.fields if f.need and f.name in match.columns]
    tests = [pl.col(str(i)) == match.headers[i] for i in needed if str(i) in frame.columns][:2]
    return _any(frame, [reduce(and_, tests)] if tests else [])


def _any(frame: pl.DataFrame, tests: list[pl.Expr]) -> pl.Series:
    """True for rows that pass one of the tests."""
    return frame.select(
        reduce(or_, (t.fill_null(value=False) for t in tests), pl.repeat(value=False, n=pl.len(), dtype=pl.Boolean))
    ).to_series()


def parents(rows: pl.DataFrame, leaves: Leaves | None) -> tuple[pl.DataFrame, int]:
    """The rows without those that only add up rows below them, total words made unknown; and how many were left out.

    A row stands for its whole branch where its last level is a total word; it is a leaf where nothing is below it.
    """
    if leaves is None or not rows.height:
        return rows, 0
    names = [n for n in leaves.levels if n in rows.columns]
    rows = rows.with_columns(pl.when(pl.col(n).is_in(leaves.totals)).then(None).otherwise(pl.col(n)).alias(n) for n in names)
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
