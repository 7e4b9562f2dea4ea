# SPDX-License-Identifier: Apache-2.0
"""What intake hands to storage: sources that were recognised, and chunks of canonical rows and rejected cells.

Storage calls `yunce.warehouse.intake.open_sources` and then `Source.chunks`; nothing else of intake is needed to load a file.
"""

from __future__ import annotations

from collections.abc import Generator, Mapping
from dataclasses import dataclass
from typing import Protocol

import polars as pl

from yunce.warehouse.tables import TABLES

DECIMAL = pl.Decimal(28, 6)
"""How `decimal` columns are held: exact, six places."""

FRAME_TYPES: Mapping[str, type[pl.DataType] | pl.DataType] = {
    "text": pl.String,
    "int": pl.Int64,
    "fen": pl.Int64,
    "seconds": pl.Int64,
    "decimal": DECIMAL,
    "day": pl.Date,
    "moment": pl.Datetime("us"),
    "flag": pl.Boolean,
}

RAW_NAMES: Mapping[str, str] = {"buyer": "buyer_raw", "caller": "caller_raw"}
"""Personal columns: intake gives the text under the raw name, storage turns it into the surrogate id and forgets the text."""

REJECT_SCHEMA: Mapping[str, type[pl.DataType] | pl.DataType] = {
    "row": pl.Int64,
    "column": pl.String,
    "value": pl.String,
    "reason": pl.String,
}


def frame_schema(table: str) -> dict[str, type[pl.DataType] | pl.DataType]:
    """The columns of a chunk's frame for a table, in order: those of `TABLES` with raw names for personal ones, then `_row`."""
    columns = {RAW_NAMES.get(c.name, c.name): pl.String() if c.name in RAW_NAMES else FRAME_TYPES[c.type] for c in TABLES[table].columns}
    return {**columns, "_row": pl.Int64()}


@dataclass(frozen=True, slots=True)
class Chunk:
    """A part of a file: canonical rows by table, what was rejected, what was loaded but is doubtful.

    `tables[name]` has exactly the columns of `frame_schema(name)`. Key columns of type text are never null: what does not apply is "".
    `day` may be null in `refunds` alone (no day in the file): storage takes the payment day of the order or line, `dated` stays false.
    `contacts.call` leaves the caller out: storage appends the caller's surrogate id, so that calls of one second stay apart.
    `_row` and `row` count rows of the file (or sheet) from 1 as a spreadsheet shows them.
    """

    tables: Mapping[str, pl.DataFrame]
    rejects: pl.DataFrame
    """Columns of `REJECT_SCHEMA`; one row a cell; values masked. A file row with a reject is in no table."""
    flags: pl.DataFrame
    """Same columns: rows that are loaded but doubtful (fake-order mark, refund above what was paid). `flagged` = distinct rows."""
    rows: int
    """Data rows read: loaded or rejected. Title, header, summary and blank rows are not among them."""
    skipped: int
    """Summary rows, repeated headers and rows that the profile leaves out (parents of a hierarchy, refunds not granted)."""
    done_bytes: int
    """Bytes of the source read so far, up to `Source.total_bytes`."""
    notes: tuple[str, ...] = ()
    """Remarks in Chinese for the batch, e.g. that the file may be cut."""


class Source(Protocol):
    """One file (or one member of a zip, or one sheet) that fits a profile."""

    @property
    def name(self) -> str:
        """How people call it: file name, with `!member` or `#sheet` where there are several."""
        ...

    @property
    def profile(self) -> str:
        """Id of the profile that it was recognised as."""
        ...

    @property
    def tables(self) -> tuple[str, ...]:
        """Tables that its rows go to, the main one first."""
        ...

    @property
    def total_bytes(self) -> int:
        """Its size, for the progress bar."""
        ...

    @property
    def notes(self) -> tuple[str, ...]:
        """Remarks in Chinese known before reading: encoding, columns that nobody knows, sheets left out."""
        ...

    def chunks(self, memory_bytes: int) -> Generator[Chunk, None, None]:
        """Its rows in order. Raises `YunceError` where it turns out to be unreadable: the load must then be thrown away whole."""
        ...
