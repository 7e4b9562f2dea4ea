# SPDX-License-Identifier: Apache-2.0
"""Fact files: frames in, immutable Parquet files out, a month and at most a million rows each, rows in the order of their days."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from yunce.warehouse.duckdb.errors import translated
from yunce.warehouse.duckdb.home import Home
from yunce.warehouse.duckdb.manifest import FactFile

if TYPE_CHECKING:
    import pyarrow as pa

MOST_ROWS = 1_000_000
GROUP_ROWS = 122_880
_SAMPLE = 1000
_SHORT = 65_535
"""Numbers up to this one are sorted by their digits, in one walk."""
UNDATED = "undated"
_STEPPED = (pl.Int64, pl.Int32, pl.Datetime)
"""Types that are written as differences from value to value."""


def month_of(day: date | None) -> str:
    """The name of a day's month, `2026-11`; rows without a day are `undated`."""
    return UNDATED if day is None else f"{day:%Y-%m}"


class Shelf:
    """Writes fact files under names that no other file has: root and folder, the number of the manifest or batch, a counter."""

    def __init__(self, home: Home, stem: str, root: str = "") -> None:
        self.home, self._stem, self._root, self._count = home, stem, root, 0
        self.written: list[str] = []

    def write(self, folder: str, table: str, frame: pl.DataFrame) -> FactFile:
        """Write one file below `facts/<folder>/`."""
        self._count += 1
        path = f"{self._root}{folder}/{self._stem}-{self._count}.parquet"
        target = self.home.at(path)
        with translated("写入数据"):
            target.parent.mkdir(parents=True, exist_ok=True)
            _write(target, frame)
        self.written.append(path)
        days = frame["day"] if "day" in frame.columns else pl.Series([None], dtype=pl.Date)
        return FactFile(path, table, len(frame), _as_day(days.min()), _as_day(days.max()))

    def settle(self) -> None:
        """Make what was written durable, before a manifest names it."""
        with translated("写入数据"):
            for path in self.written:
                handle = os.open(self.home.at(path), os.O_RDWR)
                try:
                    os.fsync(handle)
                finally:
                    os.close(handle)


def _write(path: Path, frame: pl.DataFrame) -> None:
    """Write Parquet: dictionaries only where values repeat, hashes as they are since nothing makes them smaller.

    Other whole numbers and moments are written as differences: smaller than compressed, and read faster (docs/performance.md).

    Bounds are written for days alone, by which groups are passed over. Seen 2026-11-22: DuckDB takes text whose bounds are equal for
    text without nulls, and `coalesce(mark, '') <> ''` is then wrong.
    """
    import pyarrow as pa  # only writing needs it
    import pyarrow.parquet as pq

    columns = {name: frame.get_column(name) for name in frame.columns}
    repeated = [name for name, column in columns.items() if _repeats(column)]
    stepped = [name for name, column in columns.items() if name not in repeated and column.dtype in _STEPPED]
    plain = {*stepped, *(name for name, column in columns.items() if column.dtype == pl.UInt64())}
    pq.write_table(
        pa.table({name: _arrow(column) for name, column in columns.items()}),
        path,
        row_group_size=GROUP_ROWS,
        compression={name: "none" if name in plain else "lz4" for name in columns},
        use_dictionary=repeated,
        column_encoding=dict.fromkeys(stepped, "DELTA_BINARY_PACKED"),
        write_statistics=[name for name in columns if name == "day"],
        store_schema=False,
    )


def _arrow(column: pl.Series) -> pa.Array:
    """A column as the writer takes it: text that is the same in all rows once, with an index for each row."""
    if column.dtype != pl.String() or not len(column) or not _is_constant(column):
        return column.to_arrow()
    import pyarrow as pa

    index = pl.Series([None if column[0] is None else 0], dtype=pl.Int32).new_from_index(0, len(column))
    return pa.DictionaryArray.from_arrays(index.to_arrow(), pl.Series([column[0] or ""]).to_arrow())


def _repeats(column: pl.Series) -> bool:
    """True where the first values say that most come again."""
    head = column.head(_SAMPLE)
    return head.n_unique() * 2 <= len(head)


def _is_constant(column: pl.Series) -> bool:
    """True where all rows have the same value, or none has one."""
    if column.head(_SAMPLE).n_unique() > 1 or column.null_count() not in {0, len(column)}:
        return False
    return column.null_count() == len(column) or bool((column == column[0]).all())


def by_month(frame: pl.DataFrame) -> Iterator[tuple[str, pl.DataFrame]]:
    """The rows of each month, sorted by day (undated rows first, order kept within a day)."""
    ordered = frame if frame["day"].null_count() == 0 and frame["day"].is_sorted() else by_day(frame)
    months = (ordered["day"].dt.year().cast(pl.Int32) * 12 + ordered["day"].dt.month()).rle().struct.unnest()
    start = 0
    for length in months["len"]:
        part = ordered.slice(start, length)
        yield month_of(part["day"][0]), part
        start += length


def by_day(frame: pl.DataFrame) -> pl.DataFrame:
    """The rows sorted by day, undated rows first, order kept within a day. Columns that say the same in all rows are not moved."""
    days = frame["day"].to_physical()
    past = (days - (days.min() or 0) + 1).fill_null(0).to_numpy()
    order = pl.Series(np.argsort(past.astype(np.uint16) if past.max(initial=0) <= _SHORT else past, kind="stable"))
    moving = [column.rechunk() for column in frame.get_columns() if not _is_constant(column)]
    return frame.with_columns(column.gather(order) for column in moving)


def read_frame(home: Home, file: FactFile) -> pl.DataFrame:
    """All rows of a fact file."""
    with translated("读取数据"):
        return pl.read_parquet(home.at(file.path))


def merged(home: Home, shelf: Shelf, files: Iterable[FactFile], most: int) -> tuple[FactFile, ...]:
    """Files of one table, with the small files of a month rewritten as one where the month has more than `most` of them."""
    months: dict[str, list[FactFile]] = {}
    for file in files:
        months.setdefault(month_of(file.first), []).append(file)
    result: list[FactFile] = []
    for month, group in months.items():
        small = [f for f in group if f.rows < MOST_ROWS // most]
        if len(small) <= most:
            result.extend(group)
            continue
        frame = pl.concat([read_frame(home, f) for f in small]).sort("day", maintain_order=True)
        table = group[0].table
        result.extend(f for f in group if f not in small)
        result.append(shelf.write(f"current/{table}/{month}", table, frame))
    return tuple(result)


def _as_day(value: object) -> date | None:
    return value if isinstance(value, date) else None
