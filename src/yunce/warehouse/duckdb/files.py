# SPDX-License-Identifier: Apache-2.0
"""Fact files: frames in, immutable Parquet files out, a month and at most a million rows each, rows in the order of their days."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from datetime import date

import polars as pl

from yunce.warehouse.duckdb.errors import translated
from yunce.warehouse.duckdb.home import Home
from yunce.warehouse.duckdb.manifest import FactFile

MOST_ROWS = 1_000_000
GROUP_ROWS = 122_880
_STATISTICS = {"min": True, "max": True, "distinct_count": False, "null_count": True}
UNDATED = "undated"


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
            frame.write_parquet(target, compression="zstd", compression_level=1, row_group_size=GROUP_ROWS, statistics=_STATISTICS)
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

    def written_bytes(self) -> int:
        """Bytes of all files written."""
        return sum(self.home.at(path).stat().st_size for path in self.written)


def by_month(frame: pl.DataFrame) -> Iterator[tuple[str, pl.DataFrame]]:
    """The rows of each month, sorted by day (undated rows first, order kept within a day)."""
    ordered = frame if frame["day"].null_count() == 0 and frame["day"].is_sorted() else frame.sort("day", maintain_order=True)
    months = (ordered["day"].dt.year().cast(pl.Int32) * 12 + ordered["day"].dt.month()).rle().struct.unnest()
    start = 0
    for length in months["len"]:
        part = ordered.slice(start, length)
        yield month_of(part["day"][0]), part
        start += length


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
