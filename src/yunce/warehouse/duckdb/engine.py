# SPDX-License-Identifier: Apache-2.0
"""DuckDB in memory over lists of Parquet files: one connection, bounded memory, values always bound and never part of the text."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import cast

import duckdb
import polars as pl

from yunce.warehouse.duckdb.errors import translated
from yunce.warehouse.duckdb.home import Home
from yunce.warehouse.duckdb.manifest import FactFile

Param = str | int | bool | list[str]


class Engine:
    """A connection; `cursor()` gives another one on the same database for another thread."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection

    @classmethod
    def open(cls, memory_bytes: int, spill: Path) -> Engine:
        """An empty database that takes at most `memory_bytes` and puts the rest below `spill`."""
        connection = duckdb.connect(
            ":memory:",
            config={
                "memory_limit": f"{memory_bytes // 2**20}MiB",
                "temp_directory": str(spill),
                "preserve_insertion_order": False,
                "autoinstall_known_extensions": False,
                "autoload_known_extensions": False,
            },
        )
        connection.execute("SET parquet_metadata_cache = true")
        return cls(connection)

    def cursor(self) -> Engine:
        """The same database for one more thread or question."""
        return Engine(self._connection.cursor())

    def close(self) -> None:
        """Free its memory and its files."""
        self._connection.close()

    def run(self, sql: str, **params: Param) -> None:
        """Execute a statement."""
        with translated("处理数据"):
            self._connection.execute(sql, params or None)

    def frame(self, sql: str, **params: Param) -> pl.DataFrame:
        """The rows of a query."""
        with translated("查询数据"):
            table = self._connection.sql(sql, params=params or None).to_arrow_table()
        return cast("pl.DataFrame", pl.from_arrow(table))

    def hold(self, name: str, frame: pl.DataFrame) -> None:
        """Make a frame readable as a view of that name."""
        self._connection.register(name, frame.to_arrow())


def places(home: Home, files: Sequence[FactFile]) -> list[str]:
    """Absolute paths of fact files, as the engine reads them."""
    return [home.at(f.path).as_posix() for f in files]
