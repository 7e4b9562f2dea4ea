# SPDX-License-Identifier: Apache-2.0
"""One act of the writer, from the newest manifest to the next one: everything is written aside, then one rename publishes it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime

from yunce.warehouse.duckdb.change import apply
from yunce.warehouse.duckdb.copies import Copies
from yunce.warehouse.duckdb.derive import Views
from yunce.warehouse.duckdb.engine import Engine
from yunce.warehouse.duckdb.files import Shelf
from yunce.warehouse.duckdb.home import Home, publish, read_manifest
from yunce.warehouse.duckdb.manifest import BatchEntry, FactFile, Manifest, Snapshot
from yunce.warehouse.duckdb.resolve import replay
from yunce.warehouse.duckdb.rollups import roll_up
from yunce.warehouse.duckdb.schema import ORDER_TABLES, ORDERED, hash_probe
from yunce.warehouse.duckdb.sweep import sweep

Current = Mapping[str, Sequence[FactFile]]


def newest(home: Home) -> Manifest:
    """The newest manifest; an empty one where nothing was ever loaded."""
    numbers = home.sequence()
    return read_manifest(home, numbers[-1]) if numbers else Manifest(hash_probe=hash_probe())


@dataclass
class Session:
    """What a writer holds while it has the lock."""

    home: Home
    engine: Engine
    before: Manifest
    shelf: Shelf
    memory_bytes: int
    clock: Callable[[], datetime]

    def publish(self, batches: Sequence[BatchEntry], current: Current, shelves: Sequence[Shelf] = (), **ledger: object) -> Manifest:
        """Derive views and rollups of the new current files and make all of it the newest manifest."""
        snapshot = derived(self.engine, self.shelf, current, self.before.snapshot)
        for shelf in (*shelves, self.shelf):
            shelf.settle()
        after = replace(self.before, seq=self.before.seq + 1, batches=tuple(batches), snapshot=snapshot, hash_probe=hash_probe(), **ledger)  # type: ignore[arg-type]
        publish(self.home, after)
        sweep(self.home)
        return after


@contextmanager
def session(home: Home, memory_bytes: int, clock: Callable[[], datetime]) -> Iterator[Session]:
    """A writer's session; the caller holds the lock. What a killed writer left behind is swept first."""
    sweep(home)
    before = newest(home)
    engine = Engine.open(memory_bytes // 2, home.stage / "spill")
    try:
        yield Session(home, engine, before, Shelf(home, f"m{before.seq + 1}"), memory_bytes, clock)
    finally:
        engine.close()


def derived(engine: Engine, shelf: Shelf, current: Current, before: Snapshot) -> Snapshot:
    """The snapshot of current files: views and rollups, taken over from `before` where nothing changed."""
    files = {table: tuple(group) for table, group in current.items() if group}
    if files == before.current and before.views:
        return before
    found, copies = _viewed(engine, shelf, files, before)
    return Snapshot(files, found, roll_up(engine, shelf, found, before.rollups), copies)


def _viewed(
    engine: Engine, shelf: Shelf, files: Mapping[str, tuple[FactFile, ...]], before: Snapshot
) -> tuple[Mapping[str, tuple[FactFile, ...]], Mapping[str, FactFile]]:
    """The views of current files and the copies in them.

    Orders, lines and refunds depend on each other alone: where their files are the same, so are their views.
    """
    if before.views and all(files.get(table) == before.current.get(table) for table in ORDER_TABLES):
        others = {table: group for table, group in files.items() if table not in ORDERED}
        return {**{table: group for table, group in before.views.items() if table in ORDERED}, **others}, before.copies
    copies = Copies(engine, shelf, before.copies)
    return Views(copies).derive(files), copies.used


def replayed(
    engine: Engine, shelf: Shelf, entries: Sequence[BatchEntry], current: Current, of: Sequence[FactFile] | None = None
) -> dict[str, Sequence[FactFile]]:
    """Current files as the entries leave them. With `of`, only keys in those revision files are looked at again."""
    result = dict(current)
    tables = {f.table for e in entries for f in e.files} if of is None else {f.table for f in of}
    for table in sorted(tables):
        log = [f for e in entries for f in e.files if f.table == table]
        mine = None if of is None else [f for f in of if f.table == table]
        replay(engine, shelf.home, log, result.get(table, ()), mine)
        result[table] = apply(engine, shelf, result.get(table, ()), log)
    return result
