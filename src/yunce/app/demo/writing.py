# SPDX-License-Identifier: Apache-2.0
"""Writing export files: csv in the platform's encoding chunk by chunk, workbooks with the title rows that real ones have."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import polars as pl
import xlsxwriter

Write = Callable[[Path], Path]
"""Writes one file at the path that it is given, and gives the path."""

_CHUNK_ROWS = 50_000
_MADE = datetime(2026, 11, 16, tzinfo=UTC)


def write_csv(path: Path, frame: pl.DataFrame, encoding: str, after: Iterable[str] = ()) -> Path:
    """A csv file of text columns, whose cells are already quoted where they must be; `after` are whole lines for its end."""
    with path.open("wb") as out:
        out.write((",".join(frame.columns) + "\r\n").encode(encoding))
        # only the first bytes of a file carry a byte order mark
        plain = "utf-8" if encoding == "utf-8-sig" else encoding
        for part in frame.iter_slices(_CHUNK_ROWS):
            out.write(part.write_csv(include_header=False, quote_style="never", line_terminator="\r\n").encode(plain))
        out.writelines(f"{line}\r\n".encode(plain) for line in after)
    return path


def write_rows(path: Path, header: tuple[str, ...], rows: Iterable[tuple[str, ...]], encoding: str) -> Path:
    """A csv file from rows of text; cells with commas are quoted."""
    lines = (",".join(f'"{cell}"' if "," in cell else cell for cell in row) for row in (header, *rows))
    path.write_bytes("".join(f"{line}\r\n" for line in lines).encode(encoding))
    return path


def write_sheet(path: Path, titles: Iterable[str], header: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Path:
    """A workbook with one sheet: title rows, an empty row, the header, rows of text."""
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True, "strings_to_numbers": False})
    book.set_properties({"created": _MADE.replace(tzinfo=None)})
    sheet = book.add_worksheet("Sheet1")
    row = -1
    for row, title in enumerate(titles):
        sheet.write_string(row, 0, title)
    first = row + 2 if row >= 0 else 0
    for place, cells in enumerate((header, *rows)):
        for column, cell in enumerate(cells):
            sheet.write_string(first + place, column, cell)
    book.close()
    return path


def zipped(write: Write) -> Write:
    """A writer of a zip file that holds what `write` writes, under the same name with `.csv`."""

    def write_zip(path: Path) -> Path:
        plain = write(path.with_suffix(".csv"))
        # a fixed date, so that the bytes are the same every time; the lightest compression, since it is the slowest step
        entry = ZipInfo(plain.name, date_time=_MADE.timetuple()[:6])
        with ZipFile(path, "w") as archive:
            archive.writestr(entry, plain.read_bytes(), compress_type=ZIP_DEFLATED, compresslevel=1)
        plain.unlink()
        return path

    return write_zip
