# SPDX-License-Identifier: Apache-2.0
"""How results are printed: one JSON object, csv, a workbook, or a table that people like to read."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from yunce.app.words import as_row
from yunce.values.problem import Problem, Severity

if TYPE_CHECKING:
    from rich.table import Table

Row = Mapping[str, object]
PIPE_WIDTH = 240
GAP = "  "
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


class Format(StrEnum):
    """What a command prints."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"
    XLSX = "xlsx"


def plain(value: object) -> object:
    """A value as JSON holds it: decimals as exact text without an exponent, days and moments as ISO text."""
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {k: plain(v) for k, v in value.items()}
    if isinstance(value, tuple | list):
        return [plain(v) for v in value]
    return value


def print_json(value: Mapping[str, object]) -> None:
    """One JSON object on standard output."""
    sys.stdout.write(json.dumps(plain(value), ensure_ascii=False, indent=2) + "\n")


def print_csv(rows: Iterable[Row], header: Sequence[str]) -> None:
    """Rows as csv, text that a spreadsheet would run as a formula made inert."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    for row in rows:
        writer.writerow([inert(plain(row.get(name))) for name in header])
    sys.stdout.write(out.getvalue())


def inert(value: object) -> object:
    """Text that begins like a formula gets a leading apostrophe; numbers stay as they are."""
    if isinstance(value, str) and value.startswith(_FORMULA_STARTS) and not _is_number(value):
        return f"'{value}"
    return "" if value is None else value


def _is_number(text: str) -> bool:
    head, _, tail = text.removeprefix("-").partition(".")
    return head.isdecimal() and (not tail or tail.isdecimal())


def write_xlsx(rows: Iterable[Row], header: Sequence[str], path: Path) -> None:
    """Rows as one sheet; amounts as numbers, everything else as text that is never a formula. Raises `OSError`."""
    import xlsxwriter

    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with path.open("wb") as out, xlsxwriter.Workbook(out, options) as book:
        sheet = book.add_worksheet()
        sheet.freeze_panes(1, 0)
        for column, name in enumerate(header):
            sheet.write_string(0, column, name)
        for line, row in enumerate(rows, 1):
            for column, name in enumerate(header):
                value = row.get(name)
                if isinstance(value, Decimal | int) and not isinstance(value, bool):
                    sheet.write_number(line, column, float(value))
                elif value is not None:
                    sheet.write_string(line, column, str(plain(value)))


def print_table(rows: Iterable[Row], header: Sequence[str], *, names: Mapping[str, str] | None = None) -> None:
    """Rows as a terminal table, numbers right-aligned; unknown is shown as –. Where it would not fit, one block a row."""
    from rich.console import Console

    kept = [dict(row) for row in rows]
    titles = [(names or {}).get(name, name) for name in header]
    wide = None if sys.stdout.isatty() else PIPE_WIDTH  # nobody sees a pipe's edge: lines stay whole there
    console = Console(highlight=False, markup=False, width=wide)
    cells = [[_shown(row.get(name)) for name in header] for row in kept]
    if _width(titles, cells) > console.width and wide is None:
        for line in cells:
            console.print(_block(titles, line, console.width))
        return
    numeric = [any(isinstance(row.get(name), Decimal | int) for row in kept) for name in header]
    console.print(_table(titles, cells, numeric))


def _table(titles: Sequence[str], cells: Sequence[Sequence[str]], numeric: Sequence[bool]) -> Table:
    from rich.table import Table

    table = Table(header_style="bold", box=None, pad_edge=False)
    for title, is_number in zip(titles, numeric, strict=True):
        table.add_column(title, justify="right" if is_number else "left", overflow="fold", no_wrap=is_number)
    for line in cells:
        table.add_row(*line)
    return table


def _width(titles: Sequence[str], cells: Sequence[Sequence[str]]) -> int:
    """How wide a table is whose cells stay whole [terminal columns]."""
    from rich.cells import cell_len

    return sum(max(cell_len(line[i]) for line in (titles, *cells)) + len(GAP) for i in range(len(titles)))


def _block(titles: Sequence[str], line: Sequence[str], width: int) -> str:
    """A row as a few lines: its first cell, then every other with its title, none of them broken."""
    from rich.cells import cell_len

    lines = [line[0]]
    for title, cell in zip(titles[1:], line[1:], strict=True):
        part = f"{title} {cell}"
        fits = len(lines) > 1 and cell_len(lines[-1]) + len(GAP) + cell_len(part) <= width
        lines = [*lines[:-1], f"{lines[-1]}{GAP}{part}"] if fits else [*lines, GAP + part]
    return "\n".join(lines)


def _shown(value: object) -> str:
    if value is None:
        return "–"
    return f"{value:,}" if isinstance(value, Decimal | int) and not isinstance(value, bool) else str(plain(value))


def print_problems(problems: Sequence[Problem]) -> None:
    """Problems on standard error, one block each: where, what, how to repair."""
    marks = {Severity.ERROR: "错误", Severity.WARNING: "提醒", Severity.NOTE: "说明"}
    for problem in problems:
        row = as_row(problem)
        where = f" {row['path']}" if row["path"] else ""
        sys.stderr.write(f"{marks[problem.severity]} [{row['code']}]{where}\n  {row['message']}\n  → {row['fix']}\n")
