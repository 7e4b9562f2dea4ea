# SPDX-License-Identifier: Apache-2.0
"""Small tables that people fill in (rosters, results, drivers, ledgers), from csv or a workbook: the first sheet with a header row."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from pathlib import Path

from yunce.app.texts import read_text
from yunce.operate.tabular import Columns, Sheet
from yunce.operate.text_column import TextColumn
from yunce.values.problem import Problem, YunceError

WORKBOOKS = {".xlsx", ".xlsm", ".xls"}
LIMIT = 256 * 1024 * 1024
SEARCHED = 20
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")
"""Signs that no table of text holds: such a file is something else under a table's name."""
BY_COLUMN = 100_000
"""Signs of a file from which on loading what cuts columns is worth the while."""
LONGEST_HEADER = 1_000_000
DELIMITERS = ",\t;|"


def read_table(path: Path | None) -> Sheet:
    """The table of a file; an empty one for no file. Raises `YunceError` where it cannot be read or has no header row."""
    if path is None:
        return Sheet()
    if path.suffix.lower() in WORKBOOKS:
        return _with_header(path.name, _workbook(path))
    text = read_text(path, limit=LIMIT)
    if CONTROL.search(text):
        raise YunceError(Problem.of("app.table_no_text", str(path)))
    first = next((line for line in text.lstrip()[:LONGEST_HEADER].splitlines() if line.strip()), "")
    delimiter = max(DELIMITERS, key=first.count)
    lines = text.replace("\r\n", "\n")
    if len(text) < BY_COLUMN or '"' in lines or "\r" in lines:
        return _with_header(path.name, _rows(path, text, delimiter))
    return _plain(path.name, lines.removesuffix("\n").split("\n"), delimiter)


def _plain(name: str, lines: Sequence[str], delimiter: str) -> Sheet:
    """The table of lines without a quotation mark: its cells stand between the delimiters, so they are cut column by column."""
    at, header = _header(name, [line.split(delimiter) for line in lines[:SEARCHED]])
    import polars as pl

    below = pl.Series(lines[at + 1 :], dtype=pl.String)
    told = below.str.contains(rf"[^\s{re.escape(delimiter)}]")
    cut = below.filter(told).str.split_exact(delimiter, len(header) - 1).struct.unnest()
    columns = [TextColumn(column.fill_null("").str.strip_chars()) for column in cut]
    numbers = (told.arg_true() + (at + 2)).to_list()
    return Sheet(name, tuple(cell for cell in header if cell), Columns(numbers, dict(zip(header, columns, strict=True))))


def _rows(path: Path, text: str, delimiter: str) -> list[list[str]]:
    try:
        if text.count('"') % 2:
            _read_strictly(path, text, delimiter)
        return list(csv.reader(io.StringIO(text), delimiter=delimiter))
    except csv.Error as e:
        raise YunceError(Problem.of("app.file_unreadable", str(path), reason=str(e))) from e


def _read_strictly(path: Path, text: str, delimiter: str) -> None:
    """Raise `YunceError` where a quotation mark is never closed: everything after it would become one cell."""
    reader, begun = csv.reader(io.StringIO(text), delimiter=delimiter, strict=True), 1
    try:
        for _ in reader:
            begun = reader.line_num + 1
    except csv.Error as e:
        if "unexpected end" in str(e):
            raise YunceError(Problem.of("app.table_quote_open", f"{path.name}:{begun}")) from e


def _workbook(path: Path) -> list[list[str]]:
    from yunce.warehouse.intake.files import members_of
    from yunce.warehouse.intake.sheets import sheets_of

    if not path.is_file():
        raise YunceError(Problem.of("app.file_missing", str(path)))
    for member in members_of(path):
        for sheet in sheets_of(member):
            return [[cell or "" for cell in row] for row in sheet.cells.rows()]
    return []


def _with_header(name: str, rows: Sequence[Sequence[str]]) -> Sheet:
    """Rows under their header: the first row with at least two cells that are words."""
    at, header = _header(name, rows)
    return Sheet(name, tuple(cell for cell in header if cell), _columns(header, rows[at + 1 :], at + 2))


def _header(name: str, rows: Sequence[Sequence[str]]) -> tuple[int, tuple[str, ...]]:
    """The first row that can be one, and where it stands. Raises `YunceError` where there is none."""
    for at, row in enumerate(rows[:SEARCHED]):
        header = tuple(cell.strip().lstrip("\ufeff") for cell in row)
        if sum(bool(cell) for cell in header) >= min(2, len(header)) and any(header):
            return at, header
    raise YunceError(Problem.of("app.table_empty", name))


def _columns(header: Sequence[str], rows: Sequence[Sequence[str]], first: int) -> Columns:
    """The cells under a header, rows that are blank throughout left out, short ones filled up."""
    width, blank = len(header), [""] * len(header)
    kept = [(line, row) for line, row in enumerate(rows, first) if any(row) and any(map(str.strip, row))]
    whole = (row if len(row) == width else [*row, *blank][:width] for _, row in kept)
    columns = [[cell.strip() for cell in column] for column in zip(*whole, strict=True)] or [[] for _ in header]
    return Columns([line for line, _ in kept], dict(zip(header, columns, strict=True)))
