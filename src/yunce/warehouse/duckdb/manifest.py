# SPDX-License-Identifier: Apache-2.0
"""The manifest: the one small file that says which immutable files are the facts. A value; reading and writing are elsewhere."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from typing import Any

from yunce.warehouse.port import Batch

FORMAT = 1


@dataclass(frozen=True, slots=True)
class FactFile:
    """One immutable Parquet file: its path under `facts/`, the table its rows have the columns of, its rows, its first and last day."""

    path: str
    table: str
    rows: int
    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True)
class Span:
    """Days [first, last] that a batch covers for a shop: `grain` is the traffic's grain or the hand-entered metric, else empty."""

    table: str
    grain: str
    platform: str
    shop: str
    unit: str | None
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class BatchEntry:
    """A batch, its number in the order of loading, its revision files, what it covers, its rejects."""

    number: int
    batch: Batch
    files: tuple[FactFile, ...]
    spans: tuple[Span, ...]
    rejects: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rollup:
    """A rollup of one table and month: its file and a digest of the files that it was added up from."""

    path: str
    digest: str


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Facts as a set of batches leaves them: files by table, as loaded (`current`), as asked for (`views`); rollups by table and month."""

    current: Mapping[str, tuple[FactFile, ...]] = field(default_factory=dict)
    views: Mapping[str, tuple[FactFile, ...]] = field(default_factory=dict)
    rollups: Mapping[str, Mapping[str, Rollup]] = field(default_factory=dict)
    copies: Mapping[str, FactFile] = field(default_factory=dict)
    """Files of views that change rows of another: path and digest of the change -> the copy, so that it is written once."""

    def paths(self) -> Iterator[str]:
        """Every file that the snapshot needs, and the copies that the next one may need again."""
        for files in (*self.current.values(), *self.views.values()):
            yield from (f.path for f in files)
        for months in self.rollups.values():
            yield from (r.path for r in months.values())
        yield from (f.path for f in self.copies.values())


@dataclass(frozen=True, slots=True)
class Manifest:
    """Everything that a reader needs to know: batches, the snapshot of the live ones, the ledger's buyer files."""

    seq: int = 0
    batches: tuple[BatchEntry, ...] = ()
    snapshot: Snapshot = Snapshot()
    buyers: tuple[str, ...] = ()
    next_buyer: int = 1
    hash_probe: str = ""

    def entry(self, batch: str) -> BatchEntry | None:
        """The batch of an id."""
        return next((e for e in self.batches if e.batch.id == batch), None)

    def live(self) -> tuple[BatchEntry, ...]:
        """Batches that are not undone, in the order of loading."""
        return tuple(e for e in self.batches if e.batch.undone_at is None)

    def paths(self) -> Iterator[str]:
        """Every file under `facts/` that the manifest needs."""
        yield from self.snapshot.paths()
        for entry in self.batches:
            yield from (f.path for f in entry.files)
            yield from entry.rejects


def dump_json(value: object) -> str:
    """Canonical JSON of a manifest or a snapshot: dates in ISO form, keys sorted."""
    return json.dumps(asdict(value), default=_plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))  # type: ignore[call-overload]


def _plain(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(type(value).__name__)


def manifest_from(raw: Mapping[str, Any]) -> Manifest:
    """The manifest that `dump_json` wrote. Raises `KeyError`, `TypeError` or `ValueError` where it is not one."""
    return Manifest(
        seq=int(raw["seq"]),
        batches=tuple(_entry(e) for e in raw["batches"]),
        snapshot=snapshot_from(raw["snapshot"]),
        buyers=tuple(raw["buyers"]),
        next_buyer=int(raw["next_buyer"]),
        hash_probe=str(raw["hash_probe"]),
    )


def snapshot_from(raw: Mapping[str, Any]) -> Snapshot:
    """The snapshot that `dump_json` wrote."""
    return Snapshot(
        current={t: tuple(_file(f) for f in files) for t, files in raw["current"].items()},
        views={t: tuple(_file(f) for f in files) for t, files in raw["views"].items()},
        rollups={t: {m: Rollup(**r) for m, r in months.items()} for t, months in raw["rollups"].items()},
        copies={name: _file(f) for name, f in raw["copies"].items()},
    )


def _entry(raw: Mapping[str, Any]) -> BatchEntry:
    batch = dict(raw["batch"])
    for name in ("loaded_at", "undone_at"):
        batch[name] = batch[name] and datetime.fromisoformat(batch[name])
    for name in ("first", "last"):
        batch[name] = _day(batch[name])
    batch["notes"] = tuple(batch["notes"])
    files = tuple(_file(f) for f in raw["files"])
    return BatchEntry(int(raw["number"]), Batch(**batch), files, tuple(_span(s) for s in raw["spans"]), tuple(raw["rejects"]))


def _file(raw: Mapping[str, Any]) -> FactFile:
    return FactFile(raw["path"], raw["table"], int(raw["rows"]), _day(raw["first"]), _day(raw["last"]))


def _span(raw: Mapping[str, Any]) -> Span:
    days = {"first": date.fromisoformat(raw["first"]), "last": date.fromisoformat(raw["last"])}
    return Span(**{**raw, **days})


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
