# SPDX-License-Identifier: Apache-2.0
"""Workbooks -> text columns: every cell is taken as text, so that long ids stay what they are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import fastexcel
import polars as pl
import xlrd

from yunce.values.problem import Problem
from yunce.warehouse.intake.block import Block
from yunce.warehouse.intake.files import MOST_SHEET_BYTES, Kind, Member, UnreadableError

_ROWS = 50_000
_WHOLE_DIGITS = 1e15


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its name and all its cells as text in columns "0", "1", ... from its first row and column."""

    name: str
    cells: pl.DataFrame

    def head(self, count: int) -> list[list[str]]:
        """The first rows as lists of text."""
        return [[cell or "" for cell in row] for row in self.cells.head(count).rows()]


def sheets_of(member: Member) -> tuple[Sheet, ...]:
    """The sheets of a workbook that have cells. Raises `UnreadableError` for a damaged one."""
    with member.open() as file:
        data = file.read(MOST_SHEET_BYTES + 1)
    if len(data) > MOST_SHEET_BYTES:
        raise UnreadableError(Problem.of("intake.sheet_too_large", member.name, file=member.name, size=len(data)))
    found = _xlsx(data, member.name) if member.kind is Kind.XLSX else _xls(data, member.name)
    return tuple(sheet for sheet in found if sheet.cells.height)


def _xlsx(data: bytes, name: str) -> list[Sheet]:
    """Sheets of an xlsx workbook. Raises `UnreadableError`."""
    try:
        workbook = fastexcel.read_excel(data)
        return [Sheet(sheet, _xlsx_cells(workbook, sheet)) for sheet in workbook.sheet_names]
    except fastexcel.FastExcelError as e:
        raise UnreadableError(Problem.of("intake.sheet_damaged", name, file=name, why=str(e).splitlines()[0])) from e


def _xlsx_cells(workbook: Any, sheet: str) -> pl.DataFrame:
    """All cells of a sheet as text; `skip_rows=0` keeps empty rows at its top, so that row numbers are those people see."""
    frame: pl.DataFrame = workbook.load_sheet(sheet, header_row=None, skip_rows=0, dtypes="string", schema_sample_rows=1).to_polars()
    return frame.rename({old: str(i) for i, old in enumerate(frame.columns)})


def _xls(data: bytes, name: str) -> list[Sheet]:
    """Sheets of an xls workbook. Raises `UnreadableError`."""
    try:
        with xlrd.open_workbook(file_contents=data, on_demand=True, logfile=_Silent()) as book:
            return [Sheet(sheet, _xls_cells(book.sheet_by_name(sheet), book.datemode)) for sheet in book.sheet_names()]
    except (xlrd.XLRDError, xlrd.compdoc.CompDocError, AssertionError, IndexError, ValueError) as e:
        raise UnreadableError(Problem.of("intake.sheet_damaged", name, file=name, why=str(e))) from e


class _Silent:
    """Swallows what xlrd prints about files that are slightly off."""

    def write(self, _: str) -> None:
        """Nothing."""

    def flush(self) -> None:
        """Nothing."""


def _xls_cells(sheet: Any, datemode: int) -> pl.DataFrame:
    """All cells of a sheet as text."""
    columns = {
        str(c): pl.Series([xls_text(sheet.cell(r, c), datemode) for r in range(sheet.nrows)], dtype=pl.String) for c in range(sheet.ncols)
    }
    return pl.DataFrame(columns)


def xls_text(cell: Any, datemode: int) -> str | None:
    """A cell as text: whole numbers without a point, numbers too long to be exact in scientific notation, dates as dates."""
    if cell.ctype in {xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK}:
        return None
    if cell.ctype == xlrd.XL_CELL_DATE:
        return _xls_date(cell.value, datemode)
    if cell.ctype == xlrd.XL_CELL_NUMBER:
        number = float(cell.value)
        if abs(number) >= _WHOLE_DIGITS:
            return f"{number:.15g}"
        return str(int(number)) if number.is_integer() else repr(number)
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return str(xlrd.error_text_from_code.get(cell.value, "#N/A"))
    return str(cell.value)


def _xls_date(value: float, datemode: int) -> str:
    """A date cell as text; a time of day alone as a duration."""
    if value < 1:
        seconds = round(value * 86400)
        return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"
    moment: datetime = xlrd.xldate_as_datetime(value, datemode)
    return moment.isoformat(" ", "seconds")


def sheet_blocks(sheet: Sheet, first: int, wanted: tuple[int, ...], rows: int = _ROWS) -> Iterator[Block]:
    """The rows of a sheet from index `first` on, in blocks; `done` is the share of rows in millionths of the sheet."""
    cells = sheet.cells.slice(first)
    for start in range(0, max(cells.height, 1), rows):
        part = cells.slice(start, rows).select(str(i) for i in wanted)
        indexed = part.with_columns(pl.int_range(part.height, dtype=pl.Int64).alias("_index"))
        yield Block(indexed, part.height, (), start + part.height)
