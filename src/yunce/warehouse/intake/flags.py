# SPDX-License-Identifier: Apache-2.0
"""Rows that are loaded but doubtful: marked as fake orders, refunded above what was paid, a ratio unlike its parts."""

from __future__ import annotations

import polars as pl

from yunce.warehouse.intake.headers import Match
from yunce.warehouse.intake.profile import Flag
from yunce.warehouse.intake.words import reason

_RATIO_SLACK = 0.02
_ROUNDING = 0.006


def flagged_cells(rows: pl.DataFrame, match: Match, marks: pl.Series) -> list[pl.DataFrame]:
    """The doubtful cells of canonical rows with their reasons, in the shape of rejects."""
    found = [_over(rows, flag, match) if flag.kind == "over" else _ratio(rows, flag, match) for flag in match.profile.flags]
    if marks.null_count() < len(marks):
        where = marks.is_not_null()
        words = marks.filter(where)
        found.append(_frame(rows.filter(where), "备注", words, pl.Series([reason("fake_order", word=w) for w in words], dtype=pl.String)))
    return found


def _over(rows: pl.DataFrame, flag: Flag, match: Match) -> pl.DataFrame:
    """Rows whose first field is above the second."""
    above, limit = flag.fields
    hit = rows.filter((pl.col(above) > pl.col(limit)).fill_null(value=False))
    return _frame(hit, _header(match, above), _yuan(hit, above), reason("over_refund"))


def _ratio(rows: pl.DataFrame, flag: Flag, match: Match) -> pl.DataFrame:
    """Rows whose ratio is not the quotient of the two that follow, beyond its rounding to two places."""
    ratio, part, base = (pl.col(name).cast(pl.Float64) for name in flag.fields)
    quotient = part / base
    off = (ratio - quotient).abs() > _ROUNDING + quotient.abs() * _RATIO_SLACK
    hit = rows.filter((off & (base > 0)).fill_null(value=False))
    parts = f"{_header(match, flag.fields[1])} / {_header(match, flag.fields[2])}"
    return _frame(hit, _header(match, flag.fields[0]), hit.get_column(flag.fields[0]).cast(pl.String), reason("ratio", parts=parts))


def _yuan(rows: pl.DataFrame, name: str) -> pl.Series:
    """Fen as yuan for people."""
    return (rows.get_column(name).cast(pl.Float64) / 100).cast(pl.String)


def _header(match: Match, name: str) -> str:
    """The file's header of a field."""
    index = match.columns.get(name)
    return match.headers[index].strip() if index is not None else match.profile.field(name).headers[0]


def _frame(rows: pl.DataFrame, column: str, values: pl.Series, why: pl.Series | str) -> pl.DataFrame:
    """Cells in the shape of rejects."""
    reasons = pl.Series([why] * rows.height, dtype=pl.String) if isinstance(why, str) else why
    names = pl.Series([column] * rows.height, dtype=pl.String)
    return pl.DataFrame({"row": rows.get_column("_row"), "column": names, "value": values, "reason": reasons})
