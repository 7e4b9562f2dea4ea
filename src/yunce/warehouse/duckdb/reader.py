# SPDX-License-Identifier: Apache-2.0
"""The reading side: the newest manifest, a bounded engine, questions answered from one snapshot each."""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from threading import Lock
from typing import TYPE_CHECKING, TypeVar

import polars as pl
from filelock import FileLock

from yunce.values.problem import Problem, YunceError
from yunce.warehouse.duckdb.engine import Engine, places
from yunce.warehouse.duckdb.errors import FilesGone
from yunce.warehouse.duckdb.home import Home
from yunce.warehouse.duckdb.known import snapshot_at
from yunce.warehouse.duckdb.manifest import Manifest, Snapshot
from yunce.warehouse.duckdb.session import newest
from yunce.warehouse.duckdb.units import unit_of
from yunce.warehouse.port import Query, UnitMap

if TYPE_CHECKING:
    from yunce.warehouse.duckdb.query.relation import Rows, Triple

RETRIES = 5
"""How often a reader starts again on a newer manifest before it says that files are missing."""

Answer = TypeVar("Answer")


class Reader:
    """Answers questions of one process. Each answer is of one manifest, whatever is loaded meanwhile."""

    def __init__(self, home: Home, memory_bytes: int) -> None:
        self.home, self._memory_bytes = home, memory_bytes
        self._manifest: Manifest | None = None
        self._opening = Lock()
        self._engine: Engine | None = None
        self._shops: dict[tuple[str, ...], frozenset[Triple]] = {}

    def engine(self) -> Engine:
        """The engine, opened by the first question; its folder on disk is locked as long as the process lives."""
        with self._opening:
            self._engine = self._engine or self._opened()
            return self._engine

    def _opened(self) -> Engine:
        self._spill = self.home.spill / f"{os.getpid()}-{secrets.token_hex(4)}"
        self._spill.mkdir(parents=True)
        self._alive = FileLock(self._spill / "alive.lock", thread_local=False)
        self._alive.acquire()
        return Engine.open(self._memory_bytes, self._spill / "duckdb")

    def close(self) -> None:
        """Free the engine's memory and its folder."""
        with self._opening:
            if self._engine is not None:
                self._engine.close()
                self._alive.release()
                shutil.rmtree(self._spill, ignore_errors=True)
            self._engine = None

    def manifest(self) -> Manifest:
        """The newest manifest; read again only where there is a newer one."""
        for _ in range(RETRIES):
            numbers = self.home.sequence()
            if self._manifest is not None and numbers and numbers[-1] == self._manifest.seq:
                return self._manifest
            try:
                self._manifest = newest(self.home)
            except FileNotFoundError:
                continue  # vacuumed between the listing and the reading
            return self._manifest
        raise YunceError(Problem.of("warehouse.store_unreadable", str(self.home.root), why="数据清单不断变化"))

    def answer(self, known_at: datetime | None, ask: Callable[[Engine, Manifest, Snapshot], Answer]) -> Answer:
        """Ask of the snapshot of a moment; starts again on the newest manifest where files were vacuumed meanwhile."""
        gone: Exception | None = None
        for _ in range(RETRIES):
            manifest = self.manifest()
            engine = self.engine().cursor()
            try:
                return ask(engine, manifest, snapshot_at(engine, self.home, manifest, known_at))
            except (FilesGone, FileNotFoundError) as error:
                gone = error
            finally:
                engine.close()
        raise YunceError(Problem.of("warehouse.store_unreadable", str(self.home.root), why=str(gone).splitlines()[0])) from gone

    def rows(self, engine: Engine, snapshot: Snapshot, query: Query) -> Rows:
        """The builder of a query's relations. SQL trees are loaded by the first question, not by a load."""
        from yunce.warehouse.duckdb.query.relation import Rows

        return Rows(self.home, snapshot, query, _Units(self, engine, snapshot, query.units))

    def shops(self, engine: Engine, snapshot: Snapshot, table: str) -> frozenset[Triple]:
        """Every (unit, platform, shop) that a view's dated rows have, from its rollups where it has some."""
        months = snapshot.rollups.get(table, {})
        paths = [self.home.at(r.path).as_posix() for r in months.values()] or places(self.home, snapshot.views.get(table, ()))
        key = (table, *paths)
        if key not in self._shops:
            self._shops[key] = self._find_shops(engine, paths)
        return self._shops[key]

    def _find_shops(self, engine: Engine, paths: list[str]) -> frozenset[Triple]:
        if len(self._shops) > 64:
            self._shops.clear()
        if not paths:
            return frozenset()
        frame = engine.frame("SELECT DISTINCT unit, platform, shop FROM read_parquet($files, union_by_name = true)", files=paths)
        return frozenset(frame.iter_rows())


class _Units(Mapping[str, "Mapping[Triple, str]"]):
    """The unit of each (unit, platform, shop) of a view, found out when a query needs it."""

    def __init__(self, reader: Reader, engine: Engine, snapshot: Snapshot, units: UnitMap) -> None:
        self._reader, self._engine, self._snapshot, self._units = reader, engine, snapshot, units

    def __getitem__(self, table: str) -> Mapping[Triple, str]:
        return {triple: unit_of(self._units, *triple) for triple in self._reader.shops(self._engine, self._snapshot, table)}

    def __iter__(self) -> Iterator[str]:
        return iter(self._snapshot.views)

    def __len__(self) -> int:
        return len(self._snapshot.views)


def empty_rejects() -> pl.DataFrame:
    """Rejects of a batch that had none."""
    kinds = {"file": pl.String(), "row": pl.Int64(), "column": pl.String(), "value": pl.String(), "reason": pl.String()}
    return pl.DataFrame(schema=kinds)
