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

from yunce.app.words import as_row
from yunce.values.problem import Problem, Severity

Row = Mapping[str, object]
PIPE_WIDTH = 240
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


def print_table(rows: Iterable[Row], header: Sequence[str], *, names: Mapping[str, str] | None = None, title: str = "") -> None:
    """Rows as a terminal table, numbers right-aligned; unknown is shown as –."""
    from rich.console import Console
    from rich.table import Table

    kept = [dict(row) for row in rows]
    table = Table(title=title or None, title_justify="left", header_style="bold", box=None, pad_edge=False)
    for name in header:
        numeric = any(isinstance(row.get(name), Decimal | int) for row in kept)
        table.add_column((names or {}).get(name, name), justify="right" if numeric else "left", overflow="fold", no_wrap=numeric)
    for row in kept:
        table.add_row(*(_shown(row.get(name)) for name in header))
    wide = None if sys.stdout.isatty() else PIPE_WIDTH  # nobody sees a pipe's edge: lines stay whole there
    Console(highlight=False, markup=False, width=wide).print(table)


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
