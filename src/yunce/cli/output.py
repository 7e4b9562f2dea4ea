# SPDX-License-Identifier: Apache-2.0
"""How results are printed: one JSON object, csv, a workbook, or a table that people like to read."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from json.encoder import encode_basestring
from pathlib import Path

from yunce.app.words import as_row
from yunce.values.problem import Problem, Severity

Row = Mapping[str, object]
GAP = "  "
_ENCODER = json.JSONEncoder(ensure_ascii=False)
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


class Format(StrEnum):
    """What a command prints."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"
    XLSX = "xlsx"


def plain(value: object) -> object:
    """A value as JSON holds it: decimals as exact text without an exponent, days and moments as ISO text."""
    if value is None or isinstance(value, bool | int | float | str):
        return value
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
    sys.stdout.write(json_text(value) + "\n")


def json_text(value: object, indent: str = "\n") -> str:
    """A value as JSON over several lines, as `json.dumps` writes it with `indent=2`, in a fraction of its time."""
    if isinstance(value, str):
        return encode_basestring(value)
    if type(value) is int:
        return str(value)
    if isinstance(value, dict | Mapping):  # asked in this order: the second is slow to tell
        return _bracketed("{}", [f"{encode_basestring(str(k))}: {json_text(v, indent + '  ')}" for k, v in value.items()], indent)
    if isinstance(value, tuple | list):
        return _bracketed("[]", [json_text(one, indent + "  ") for one in value], indent)
    return _ENCODER.encode(plain(value))


def _bracketed(brackets: str, parts: Sequence[str], indent: str) -> str:
    return f"{brackets[0]}{indent}  {f',{indent}  '.join(parts)}{indent}{brackets[1]}" if parts else brackets


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
    if isinstance(value, str) and value.startswith(FORMULA_STARTS) and not _is_number(value):
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
    kept = [dict(row) for row in rows]
    titles = [(names or {}).get(name, name) for name in header]
    cells = [[_shown(row.get(name)) for name in header] for row in kept]
    width = room()
    if width is not None and _width(titles, cells) > width:
        for cut in cells:
            print_block(titles, cut, width)
        return
    title, *lines = _lines(titles, cells, _numeric(kept, header))
    print_title(title)
    sys.stdout.writelines(f"{line}\n" for line in lines)


def room() -> int | None:
    """How wide the terminal is [columns]; `None` for a pipe: nobody sees its edge, lines stay whole there."""
    if not sys.stdout.isatty():
        return None
    from rich.console import Console

    return Console().width


def print_title(line: str) -> None:
    """The titles of a table, bold on a terminal."""
    if not sys.stdout.isatty():
        sys.stdout.write(f"{line}\n")
        return
    from rich.console import Console

    Console(highlight=False, markup=False).print(line, style="bold")


def print_block(titles: Sequence[str], line: Sequence[str], width: int) -> None:
    """A row of a table that is wider than the terminal."""
    sys.stdout.write(f"{_block(titles, line, width)}\n")


def _numeric(rows: Sequence[Row], header: Sequence[str]) -> list[bool]:
    return [any(isinstance(row.get(name), Decimal | int) for row in rows) for name in header]


def _lines(titles: Sequence[str], cells: Sequence[Sequence[str]], numeric: Sequence[bool]) -> Iterator[str]:
    """A table's lines, its titles first; every column as wide as its widest cell."""
    widths = [max(map(cell_len, column)) for column in zip(titles, *cells, strict=True)]
    for line in (titles, *cells):
        yield GAP.join(map(aligned, line, widths, numeric))


def aligned(cell: str, width: int, right: bool) -> str:
    """A cell filled up with blanks to the width of its column."""
    space = " " * (width - cell_len(cell))
    return space + cell if right else cell + space


def _width(titles: Sequence[str], cells: Sequence[Sequence[str]]) -> int:
    """How wide a table is whose cells stay whole [terminal columns]."""
    return sum(max(cell_len(line[i]) for line in (titles, *cells)) + len(GAP) for i in range(len(titles)))


def cell_len(text: str) -> int:
    """How wide a text stands [terminal columns]."""
    if text.isascii():
        return len(text)
    from rich.cells import cell_len as counted

    return counted(text)


def _block(titles: Sequence[str], line: Sequence[str], width: int) -> str:
    """A row as a few lines: its first cell, then every other with its title, none of them broken."""
    lines = [line[0]]
    for title, cell in zip(titles[1:], line[1:], strict=True):
        part = f"{title} {cell}"
        fits = len(lines) > 1 and cell_len(lines[-1]) + len(GAP) + cell_len(part) <= width
        lines = [*lines[:-1], f"{lines[-1]}{GAP}{part}"] if fits else [*lines, GAP + part]
    return "\n".join(lines)


def _shown(value: object) -> str:
    if value is None:
        return "–"
    is_number = isinstance(value, Decimal | int) and not isinstance(value, bool)
    return f"{value:,}" if is_number else one_line(str(plain(value)))


def one_line(text: str) -> str:
    """A text without its line breaks."""
    return " ".join(text.splitlines())


def print_problems(problems: Sequence[Problem]) -> None:
    """Problems on standard error, one block each: where, what, how to repair."""
    marks = {Severity.ERROR: "错误", Severity.WARNING: "提醒", Severity.NOTE: "说明"}
    for problem in problems:
        row = as_row(problem)
        where = f" {row['path']}" if row["path"] else ""
        sys.stderr.write(f"{marks[problem.severity]} [{row['code']}]{where}\n  {row['message']}\n  → {row['fix']}\n")
