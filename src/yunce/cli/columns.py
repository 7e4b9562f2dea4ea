# SPDX-License-Identifier: Apache-2.0
"""Columns of text on standard output, as csv or as a table: the same characters as from rows, of which none is put together here."""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Callable, Sequence

import polars as pl

from yunce.cli.output import FORMULA_STARTS, GAP, aligned, cell_len, inert, one_line, print_block, print_title, room

QUOTED = r'[",\r\n]'
"""What makes csv put a cell in quotation marks."""
BREAKS = r"[\n\r\x0b\x0c\x1c-\x1e\x{85}\x{2028}\x{2029}]"
PLAIN = r"^[\x20-\x7e–\x{4e00}-\x{9fff}，。、（）：；！？]*$"
"""Signs whose width is known without a table: of these, all that are not ASCII or – are two columns wide."""
WIDE = r"[^\x20-\x7e–]"


def write_lines(lines: pl.DataFrame, end: str = "\n", *, separator: str = ",") -> None:
    """The rows of columns on standard output as they are, each with an end; nothing is quoted or escaped."""
    out = io.BytesIO()
    lines.write_csv(out, include_header=False, quote_style="never", separator=separator, line_terminator=end)
    binary = getattr(sys.stdout, "buffer", None)
    if binary is None:
        sys.stdout.write(out.getvalue().decode())
    else:
        sys.stdout.flush()
        binary.write(out.getbuffer())


def print_csv_columns(columns: Sequence[pl.Series], header: Sequence[str]) -> None:
    """Columns as csv, text that a spreadsheet would run as a formula made inert."""
    csv.writer(sys.stdout, lineterminator="\n").writerow(header)
    write_lines(pl.DataFrame([_csv_cells(column).alias(str(i)) for i, column in enumerate(columns)]))


def _csv_cells(column: pl.Series) -> pl.Series:
    starts = "".join(FORMULA_STARTS).replace("-", r"\-")
    safe = changed(column, rf"^[{starts}]", lambda text: str(inert(text)))
    return changed(safe, QUOTED, lambda text: '"' + text.replace('"', '""') + '"').fill_null("")


def changed(column: pl.Series, where: str, change: Callable[[str], str]) -> pl.Series:
    """A column with those of its texts changed in which a pattern is found, each different one once."""
    found = column.filter(column.str.contains(where).fill_null(value=False)).unique()
    return column.replace(found, [change(text) for text in found.to_list()]) if len(found) else column


def print_table_columns(columns: Sequence[pl.Series], titles: Sequence[str], *, figures: Sequence[bool]) -> None:
    """Columns as a terminal table: figures right-aligned with their thousands apart, unknown is shown as –."""
    right = [of_figures and column.null_count() < len(column) for column, of_figures in zip(columns, figures, strict=True)]
    shown = [_shown(column, numeric=numeric) for column, numeric in zip(columns, figures, strict=True)]
    wide = [_widths(column) for column in shown]
    most = [max(int(widths.to_numpy().max(initial=0)), cell_len(title)) for title, widths in zip(titles, wide, strict=True)]
    width = room()
    if width is not None and sum(most) + len(GAP) * len(most) > width:
        for line in zip(*(column.to_list() for column in shown), strict=True):
            print_block(titles, line, width)
        return
    print_title(GAP.join(aligned(*how) for how in zip(titles, most, right, strict=True)))
    body = [_aligned(*how) for how in zip(shown, wide, most, right, strict=True)]
    frame = pl.DataFrame([column.alias(str(i)) for i, column in enumerate(body)])
    write_lines(frame.select(pl.concat_str(pl.all(), separator=GAP)))


def _shown(column: pl.Series, *, numeric: bool) -> pl.Series:
    return (_grouped(column) if numeric else changed(column, BREAKS, one_line)).fill_null("–")


def _grouped(numbers: pl.Series) -> pl.Series:
    """Numbers as text with a comma between their thousands."""
    whole = pl.col("text").str.extract(r"(\d+)")
    apart = whole.str.reverse().str.replace_all(r"\d{3}", "$0,").str.strip_chars_end(",").str.reverse()
    minus = pl.when(pl.col("text").str.starts_with("-")).then(pl.lit("-")).otherwise(pl.lit(""))
    rest = pl.col("text").str.extract(r"^-?\d+(.*)$")
    return numbers.alias("text").to_frame().select(pl.concat_str(minus, apart, rest).alias("text"))["text"]


def _widths(column: pl.Series) -> pl.Series:
    """How wide each text stands [terminal columns]."""
    if (column.str.len_bytes() == column.str.len_chars()).all():
        return column.str.len_chars().cast(pl.Int64)
    if column.str.contains(PLAIN).all():
        return (column.str.len_chars() + column.str.count_matches(WIDE)).cast(pl.Int64)
    known = {text: cell_len(text) for text in column.unique().to_list()}
    return pl.Series([known[text] for text in column.to_list()], dtype=pl.Int64)


def _aligned(column: pl.Series, widths: pl.Series, most: int, right: bool) -> pl.Series:
    space = pl.Series([" " * count for count in range(most + 1)]).gather(most - widths)
    return space + column if right else column + space
