# SPDX-License-Identifier: Apache-2.0
"""Loading: the sources of one file become batches, all of them published together or none."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path

import polars as pl

from yunce.warehouse.duckdb.buyers import BuyerBook
from yunce.warehouse.duckdb.change import apply
from yunce.warehouse.duckdb.errors import translated
from yunce.warehouse.duckdb.files import Shelf
from yunce.warehouse.duckdb.manifest import BatchEntry, FactFile
from yunce.warehouse.duckdb.resolve import count_fates, hold_all_loaded, hold_fates, is_all_new, start_fates, weigh
from yunce.warehouse.duckdb.session import Session, replayed
from yunce.warehouse.duckdb.stage import Stage
from yunce.warehouse.intake.port import REJECT_SCHEMA, Chunk, Source
from yunce.warehouse.port import Batch, Progress, Watch

READING, STORING, SETTLING = "读取", "入库", "汇总"
MOST_REJECTS = 200_000
"""Rejected cells held before they are written."""


@dataclass
class Tally:
    """What a batch's chunks added up to."""

    rows: int = 0
    rejected: int = 0
    flagged: int = 0
    notes: list[str] = field(default_factory=list)

    def add(self, chunk: Chunk) -> None:
        """Count a chunk."""
        self.rows += chunk.rows
        self.rejected += chunk.rejects["row"].n_unique()
        self.flagged += chunk.flags["row"].n_unique()
        self.notes.extend(note for note in chunk.notes if note not in self.notes)


class Rejects:
    """Rejected cells of a batch on their way to disk, with the name of their file."""

    def __init__(self, shelf: Shelf, name: str) -> None:
        self._shelf, self._name = shelf, name
        self._held: list[pl.DataFrame] = []
        self.paths: list[str] = []

    def add(self, rejects: pl.DataFrame) -> None:
        """Take cells in; writes a file when enough is held."""
        if len(rejects):
            self._held.append(rejects.select(pl.lit(self._name).alias("file"), *REJECT_SCHEMA))
        if sum(map(len, self._held)) >= MOST_REJECTS:
            self.flush()

    def flush(self) -> None:
        """Write what is held."""
        if self._held:
            self.paths.append(self._shelf.write("rejects", "rejects", pl.concat(self._held)).path)
            self._held.clear()


@dataclass
class Load:
    """The load of one file within a writer's session."""

    session: Session
    file: Path
    watch: Watch
    unit: str | None = None
    current: dict[str, Sequence[FactFile]] = field(default_factory=dict)
    shelves: list[Shelf] = field(default_factory=list)

    def run(self, sources: Sequence[Source]) -> tuple[Batch, ...]:
        """Load every source, publish, and return their batches."""
        before = self.session.before
        self.current = dict(before.snapshot.current)
        book = BuyerBook(self.session.home, before.buyers, before.next_buyer)
        first = max((e.number for e in before.batches), default=0) + 1
        with ThreadPoolExecutor(1) as aside:
            sha256 = aside.submit(_sha256, self.file)
            entries = [self._source(source, first + i, book, sha256) for i, source in enumerate(sources)]
        self._say(SETTLING, 0, 0)
        files = book.save(f"buyers-m{before.seq + 1}.parquet")
        ledger = {"buyers": files, "next_buyer": book.next_id}
        self.session.publish((*before.batches, *entries), self.current, self.shelves, **ledger)
        return tuple(e.batch for e in entries)

    def _source(self, source: Source, number: int, book: BuyerBook, sha256: Future[str]) -> BatchEntry:
        """Stage one source and settle what its rows do to the current files."""
        name = f"b{number}"
        shelf = Shelf(self.session.home, name)
        self.shelves.append(shelf)
        rejects = Rejects(shelf, source.name)
        with ThreadPoolExecutor(1) as writer:
            stage = Stage(shelf, number, book, self.session.memory_bytes, writer)
            tally = self._read(source, stage, rejects)
            stage.wait()
        self._say(STORING, source.total_bytes, source.total_bytes)
        loaded, updated, duplicate = self._settle(source.tables, stage.files, tally)
        spans = stage.spans.spans(source.tables)
        batch = Batch(
            id=name, file=source.name, profile=source.profile, table=source.tables[0], rows=tally.rows,
            loaded=loaded, updated=updated, duplicate=duplicate, rejected=tally.rejected, flagged=tally.flagged,
            loaded_at=self.session.clock(), sha256=sha256.result(), notes=(*source.notes, *tally.notes),
            first=min((s.first for s in spans), default=None), last=max((s.last for s in spans), default=None),
        )  # fmt: skip
        files = tuple(f for group in stage.files.values() for f in group)
        return BatchEntry(number, batch, files, spans, tuple(rejects.paths))

    def _read(self, source: Source, stage: Stage, rejects: Rejects) -> Tally:
        tally = Tally()
        with closing(source.chunks(self.session.memory_bytes // 2)) as chunks:
            for chunk in chunks:
                stage.add(self._with_unit(chunk.tables))
                rejects.add(chunk.rejects)
                tally.add(chunk)
                self._say(READING, chunk.done_bytes, source.total_bytes)
        stage.flush()
        rejects.flush()
        return tally

    def _with_unit(self, tables: Mapping[str, pl.DataFrame]) -> Mapping[str, pl.DataFrame]:
        if self.unit is None:
            return tables
        return {table: frame.with_columns(pl.lit(self.unit).alias("unit")) for table, frame in tables.items()}

    def _settle(self, tables: Sequence[str], staged: Mapping[str, Sequence[FactFile]], tally: Tally) -> tuple[int, int, int]:
        """Work every table's rows into the current files; rows loaded, updated, duplicate."""
        engine, home, memory = self.session.engine, self.session.home, self.session.memory_bytes
        new = {t for t, files in staged.items() if is_all_new(home, files, self.current.get(t, ()), memory)}
        for table in new:
            self.current[table] = tuple(staged[table])
        if new == set(staged):
            return tally.rows - tally.rejected, 0, 0
        start_fates(engine)
        for table, files in staged.items():
            if table in new:
                hold_all_loaded(engine, home, files, is_main=table == tables[0])
                continue
            known = self.current.get(table, ())
            weigh(engine, home, files, known)
            hold_fates(engine, is_main=table == tables[0])
            self.current[table] = apply(engine, self.session.shelf, known, files)
        return count_fates(engine)

    def _say(self, stage: str, done: int, total: int) -> None:
        self.watch(Progress(self.file.name, stage, done, total))


def _sha256(path: Path) -> str:
    with translated("读取文件"), path.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def undo(session: Session, entry: BatchEntry) -> Batch:
    """Mark a batch undone and derive again the keys that it had a say in."""
    undone = replace(entry, batch=replace(entry.batch, undone_at=session.clock()))
    batches = [undone if e.number == entry.number else e for e in session.before.batches]
    live = [e for e in batches if e.batch.undone_at is None]
    current = replayed(session.engine, session.shelf, live, session.before.snapshot.current, entry.files)
    session.publish(batches, current)
    return undone.batch


Opener = Callable[[Path, str | None], Sequence[Source]]
"""Recognises a file: its sources. Raises `YunceError` where it cannot be read at all."""
