# SPDX-License-Identifier: Apache-2.0
"""The embedded warehouse: the port, carried out with Parquet files, one manifest and DuckDB."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import polars as pl

from yunce.values.problem import Problem, YunceError
from yunce.warehouse.duckdb.coverage import covered_days, undated_spans
from yunce.warehouse.duckdb.engine import Engine
from yunce.warehouse.duckdb.erase import erase
from yunce.warehouse.duckdb.errors import translated
from yunce.warehouse.duckdb.files import Shelf
from yunce.warehouse.duckdb.home import Home
from yunce.warehouse.duckdb.known import live_at
from yunce.warehouse.duckdb.loading import Load, Opener, undo
from yunce.warehouse.duckdb.lock import writing, writing_if_free
from yunce.warehouse.duckdb.manifest import BatchEntry, Manifest, Snapshot
from yunce.warehouse.duckdb.reader import Reader, empty_rejects
from yunce.warehouse.duckdb.rebuild import rebuild
from yunce.warehouse.duckdb.schema import hash_probe
from yunce.warehouse.duckdb.session import Session, session
from yunce.warehouse.duckdb.sweep import sweep
from yunce.warehouse.port import Batch, Progress, Query, UnitMap, Watch

WAITING = "等待其他导入完成"


def _unwatched(progress: Progress) -> None:
    """Nobody looks."""


class DuckWarehouse:
    """Facts under one home. Safe to use from several threads and processes."""

    def __init__(self, home: Home, opener: Opener, *, memory_bytes: int, clock: Callable[[], datetime]) -> None:
        self._home, self._opener = home, opener
        self._memory_bytes, self._clock = memory_bytes, clock
        self._reader = Reader(home, memory_bytes // 2)
        home.prepare()
        with writing_if_free(home) as held:
            if held:
                sweep(home)
                self._renewed()

    def close(self) -> None:
        """Free memory and temporary files; the warehouse opens them again when asked."""
        self._reader.close()

    def load(
        self, files: Sequence[Path], *, profile: str | None = None, unit: str | None = None, watch: Watch | None = None
    ) -> tuple[Batch, ...]:
        """Load each file as one batch (one a member of a zip), in order, all of it or nothing; the later load of a key wins."""
        watch = watch or _unwatched
        opened = [(file, self._opener(file, profile)) for file in files]
        batches: list[Batch] = []
        for file, sources in opened:
            with writing(self._home, self._waits(watch, file.name)), self._session() as current:
                batches.extend(Load(current, file, watch, unit).run(sources))
        return tuple(batches)

    def version(self) -> str:
        """The number of the newest manifest."""
        return str(self._reader.manifest().seq)

    def batches(self) -> tuple[Batch, ...]:
        """Every batch, newest first, undone ones with their time."""
        return tuple(e.batch for e in reversed(self._reader.manifest().batches))

    def rejects(self, batch: str) -> pl.DataFrame:
        """Rejected cells of a batch: file, row, column, value (masked), reason. Raises `YunceError` for an unknown id."""
        paths = self._entry(self._reader.manifest(), batch).rejects
        with translated("读取拒收记录"):
            return pl.concat([empty_rejects(), *(pl.read_parquet(self._home.at(p)) for p in paths)])

    def undo(self, batch: str) -> Batch:
        """Mark a batch undone: facts are as if it had never been loaded. Raises `YunceError` for an unknown or undone id."""
        with writing(self._home, self._waits(_unwatched, batch)), self._session() as current:
            entry = self._entry(current.before, batch)
            if entry.batch.undone_at is not None:
                raise YunceError(Problem.of("warehouse.batch_undone", batch, id=batch))
            return undo(current, entry)

    def query(self, query: Query) -> pl.DataFrame:
        """One row a cell that has facts: the `by` columns, then a column a measure."""

        from yunce.warehouse.duckdb.query.answer import answered, no_answer
        from yunce.warehouse.duckdb.query.sql import written
        from yunce.warehouse.duckdb.query.statement import statement

        def ask(engine: Engine, _: Manifest, snapshot: Snapshot) -> pl.DataFrame:
            rows = self._reader.rows(engine, snapshot, query)
            tree = statement(query, rows)
            return no_answer(query) if tree is None else answered(query, engine.frame(written(tree), **rows.files))

        return self._reader.answer(query.known_at, ask)

    def coverage(self, tables: Sequence[str], units: UnitMap, known_at: datetime | None = None) -> pl.DataFrame:
        """Days that were reported: columns table, unit, day (one row each, distinct), of batches that were live then."""

        def ask(engine: Engine, manifest: Manifest, snapshot: Snapshot) -> pl.DataFrame:
            undated = undated_spans(engine, self._home, snapshot.rollups.get("refunds", {}).values())
            return covered_days(live_at(manifest, known_at), tables, units, undated)

        return self._reader.answer(known_at, ask)

    def rows(self, query: Query, *, limit: int, offset: int = 0) -> pl.DataFrame:
        """The rows behind a query's first measure, newest first, with file and row of origin; personal columns left out."""

        from yunce.warehouse.duckdb.query.listing import listed

        def ask(engine: Engine, manifest: Manifest, snapshot: Snapshot) -> pl.DataFrame:
            return listed(engine, self._reader.rows(engine, snapshot, query), query, manifest, (limit, offset))

        return self._reader.answer(query.known_at, ask)

    def rebuild(self) -> None:
        """Derive current, views and rollups anew from the revisions: answers stay the same."""
        with writing(self._home, self._waits(_unwatched, "")), self._session() as current:
            rebuild(current)

    def erase_person(self, raw: str) -> int:
        """Forget who an identifier is: its mapping and what is left of it in rejects. How many mappings went."""
        with writing(self._home, self._waits(_unwatched, "")), self._session() as current:
            return erase(current, raw)

    @contextmanager
    def _session(self) -> Iterator[Session]:
        """A writer's session; where columns or hashes have changed since the last one, all that rests on them is derived anew first."""
        with session(self._home, self._memory_bytes, self._clock) as current:
            if current.before.hash_probe != hash_probe():
                after = rebuild(current)
                current = replace(current, before=after, shelf=Shelf(self._home, f"m{after.seq + 1}"))
            yield current

    def _renewed(self) -> None:
        """Store anew what was stored with other columns or hashes, before anybody asks."""
        if self._reader.manifest().hash_probe != hash_probe():
            with self._session():
                pass  # opening it is what renews

    def _waits(self, watch: Watch, file: str) -> Callable[[], None]:
        return lambda: watch(Progress(file, WAITING, 0, 0))

    def _entry(self, manifest: Manifest, batch: str) -> BatchEntry:
        entry = manifest.entry(batch)
        if entry is None:
            raise YunceError(Problem.of("warehouse.batch_unknown", batch, id=batch))
        return entry
