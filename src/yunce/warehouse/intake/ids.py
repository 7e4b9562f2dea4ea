# SPDX-License-Identifier: Apache-2.0
"""Ids: long numbers that must stay text. What a spreadsheet has rounded is rejected, never guessed."""

from __future__ import annotations

import polars as pl

from yunce.warehouse.intake.cells import Parsed
from yunce.warehouse.intake.words import reason

_SCIENTIFIC = r"^[0-9](?:\.[0-9]+)?[eE]\+?[0-9]+$"
_WHOLE = r"^([0-9]+)\.0+$"
_EXACT_DIGITS = 15
"""Digits that a spreadsheet keeps of a number."""


def read_ids(column: pl.Series, *, sheet: bool) -> Parsed:
    """A cleaned text column as ids: `123.0` -> `123`; scientific notation and rounded numbers get a reason.

    In a `sheet`, long ids are looked at for digits that the spreadsheet lost. A cell there is known to have been a number
    where the id is exactly a double and ends in the zeros that rounding to 15 digits leaves, or where most of the column is so.
    """
    out = column
    if column.str.contains("[.eE]").any():
        out = column.str.replace(_WHOLE, "$1")
    elif not sheet:
        return Parsed(column)
    scientific = out.str.contains(_SCIENTIFIC).fill_null(value=False)
    lost = _lost_digits(out) if sheet else None
    if not scientific.any() and (lost is None or not lost.any()):
        return Parsed(out)
    why = pl.Series("why", [None], dtype=pl.String).new_from_index(0, len(out)).set(scientific, reason("scientific"))
    bad = scientific
    if lost is not None:
        why = why.set(lost & ~scientific, reason("lost_digits"))
        bad = bad | lost
    return Parsed(out.set(bad, None), why)


def _lost_digits(ids: pl.Series) -> pl.Series:
    """True for ids of more than 15 digits that a double holds exactly and that look rounded."""
    length = ids.str.len_chars()
    long = ((length > _EXACT_DIGITS) & ids.str.contains(r"^[0-9]+$")).fill_null(value=False)
    none = pl.Series([False], dtype=pl.Boolean).new_from_index(0, len(ids))
    if not long.any():
        return none
    candidates = ids.filter(long)
    exact = pl.Series([int(float(text)) == int(text) for text in candidates], dtype=pl.Boolean)
    zeros = candidates.str.len_chars() - candidates.str.strip_chars_end("0").str.len_chars()
    rounded = exact & (zeros >= candidates.str.len_chars() - _EXACT_DIGITS)
    whole_column = len(candidates) > 1 and exact.all()
    return none.scatter(long.arg_true(), exact if whole_column else rounded)
