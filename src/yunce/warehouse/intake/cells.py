# SPDX-License-Identifier: Apache-2.0
"""Cells as people and programs write them, made plain: wrappers, spaces, full-width digits, and the many ways to say unknown."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

import polars as pl

SPACES = " \t\r\n\v\f\u00a0\u3000\ufeff\u200b\u200c\u200d\u2060"
UNKNOWN = ("", "-", "--", "---", "—", "——", "–", "/", "\\N", "null", "NULL", "Null", "None", "NaN", "nan", "N/A", "n/a", "#N/A", "#NULL!")
_WRAPPED = r"""^["'=‘`\x{feff}\x{200b}]"""
_LONGEST_UNKNOWN = max(len(word.encode()) for word in UNKNOWN)


@dataclass(frozen=True, slots=True)
class Parsed:
    """A column after reading: its values (null = unknown) and, where a cell could not be read, the reason's text (else null)."""

    values: pl.Series
    reasons: pl.Series | None = None
    """None where every cell was read."""


def unwrapped(text: str) -> str:
    """One cell without spaces around it, without `="…"`, quotes or a leading apostrophe.

    >>> unwrapped('="00123"'), unwrapped("\\t'456 ")
    ('00123', '456')
    """
    text = text.strip(SPACES)
    if text.startswith("="):
        inner = text[1:].strip(SPACES)
        if len(inner) >= 2 and inner[0] == inner[-1] == '"':
            return inner[1:-1].strip(SPACES)
        return text
    if len(text) >= 2 and text[0] == text[-1] == '"':
        text = text[1:-1].strip(SPACES)
    return text.lstrip("'`‘").strip(SPACES) if text[:1] in "'`‘" else text


def half_width(text: str) -> str:
    """The text with full-width letters, digits and signs made half-width."""
    return unicodedata.normalize("NFKC", text)


def cleaned(column: pl.Series, *, bare: bool = False) -> pl.Series:
    """A text column unwrapped, with the words for unknown made null. `bare` says that there is nothing to strip or unwrap."""
    out = column
    if not bare:
        out = column.str.strip_chars()
        odd = out.str.contains(_WRAPPED)
        if odd.any():
            out = replaced(out, odd.fill_null(value=False), unwrapped)
    if not (out.str.len_bytes() <= _LONGEST_UNKNOWN).any():
        return out
    unknown = out.is_in(UNKNOWN).fill_null(value=False)
    return out.set(unknown, None) if unknown.any() else out


def replaced(column: pl.Series, where: pl.Series, change: Callable[[str], str | None]) -> pl.Series:
    """The column with `change` applied to the cells `where` says, once for each distinct text."""
    found = column.filter(where)
    distinct = found.unique().drop_nulls()
    table = pl.DataFrame({"from": distinct, "to": pl.Series([change(t) for t in distinct], dtype=pl.String)})
    new = found.to_frame("from").join(table, on="from", how="left", maintain_order="left").get_column("to")
    return scattered(column, where, new)


def scattered(column: pl.Series, where: pl.Series, new: pl.Series) -> pl.Series:
    """The column with the cells that `where` marks taken from `new`, in order."""
    return column.scatter(where.arg_true(), new)
