# SPDX-License-Identifier: Apache-2.0
"""Chunks of canonical rows become revision files: surrogate ids in, hashes on, split by month; memory bounded by a setting."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import Executor, Future

import polars as pl

from yunce.warehouse.duckdb.buyers import CALLERS, BuyerBook
from yunce.warehouse.duckdb.files import MOST_ROWS, Shelf, by_month
from yunce.warehouse.duckdb.manifest import FactFile
from yunce.warehouse.duckdb.schema import BATCH, ORDINAL, ROW, stored_schema, with_hashes
from yunce.warehouse.duckdb.spans import SpanCount

BUFFER_SHARE = 8
"""A stage holds at most this part of the memory setting before it writes, and as much again while it is being written."""


class Stage:
    """The revisions of one batch while they come in."""

    def __init__(self, shelf: Shelf, number: int, book: BuyerBook, memory_bytes: int, writer: Executor) -> None:
        self._shelf, self._number, self._book = shelf, number, book
        self._limit = memory_bytes // BUFFER_SHARE
        self._buffers: dict[str, list[pl.DataFrame]] = {}
        self._held = 0
        self._ordinals: dict[str, int] = {}
        self.files: dict[str, list[FactFile]] = {}
        self.spans = SpanCount()
        self._writer = writer
        self._writing: Future[None] | None = None

    def add(self, tables: Mapping[str, pl.DataFrame]) -> None:
        """Take a chunk's rows in; writes files when enough is held."""
        for table, frame in tables.items():
            if len(frame) == 0:
                continue
            stored = self._stored(table, frame)
            self.spans.add(table, stored)
            self._buffers.setdefault(table, []).append(stored)
            self._held += int(stored.estimated_size())
            if self._held > self._limit or sum(map(len, self._buffers[table])) >= MOST_ROWS:
                self.flush()

    def flush(self) -> None:
        """Write what is held, while the next rows are being read; waits for what was being written before."""
        self.wait()
        held, self._buffers, self._held = self._buffers, {}, 0
        if held:
            self._writing = self._writer.submit(self._write, held)

    def wait(self) -> None:
        """Wait until all that was flushed is written; raises what went wrong there."""
        if self._writing is not None:
            self._writing.result()
            self._writing = None

    def _write(self, held: Mapping[str, list[pl.DataFrame]]) -> None:
        for table, frames in held.items():
            for _, part in by_month(pl.concat(frames)):
                written = self._shelf.write(f"revisions/{table}", table, part)
                self.files.setdefault(table, []).append(written)

    def _stored(self, table: str, frame: pl.DataFrame) -> pl.DataFrame:
        """The frame with surrogate ids for personal text, its ordinals, its batch, its hashes."""
        frame = self._without_persons(table, frame)
        start = self._ordinals.get(table, 0)
        self._ordinals[table] = start + len(frame)
        ordinals = pl.int_range(start, start + len(frame), dtype=pl.Int64, eager=True).alias(ORDINAL)
        full = frame.with_columns(ordinals, pl.lit(self._number, pl.Int32).alias(BATCH), pl.col(ROW).cast(pl.Int64))
        return with_hashes(full, table).select(stored_schema(table).keys())

    def _without_persons(self, table: str, frame: pl.DataFrame) -> pl.DataFrame:
        if "buyer_raw" in frame.columns:
            frame = frame.with_columns(self._buyers(frame).alias("buyer")).drop("buyer_raw")
        if "caller_raw" in frame.columns:
            ids = self._book.ids(CALLERS, frame["caller_raw"]).alias("caller")
            frame = frame.with_columns(ids).drop("caller_raw")
        if table == "contacts":
            apart = pl.concat_str("call", pl.col("caller").cast(pl.String).fill_null(""), separator="#")
            frame = frame.with_columns(pl.when(pl.col("caller").is_null()).then("call").otherwise(apart).alias("call"))
        return frame

    def _buyers(self, frame: pl.DataFrame) -> pl.Series:
        """Ids of the buyers, each in the name space of its platform."""
        spaces = frame["platform"].fill_null("").unique(maintain_order=True).to_list()
        if len(spaces) == 1:
            return self._book.ids(spaces[0], frame["buyer_raw"])
        result = pl.Series("buyer", [None] * len(frame), dtype=pl.Int64)
        for space in spaces:
            here = frame["platform"].fill_null("") == space
            ids = self._book.ids(space, frame["buyer_raw"].zip_with(here, pl.Series([None] * len(frame), dtype=pl.String)))
            result = ids.zip_with(here, result)
        return result
