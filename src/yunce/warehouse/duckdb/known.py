# SPDX-License-Identifier: Apache-2.0
"""Known-at: the facts as the batches that were live at a time leave them, derived from the revisions and kept for the next question."""

from __future__ import annotations

import hashlib
import json
import secrets
from datetime import datetime

from yunce.warehouse.duckdb.engine import Engine
from yunce.warehouse.duckdb.errors import translated
from yunce.warehouse.duckdb.files import Shelf
from yunce.warehouse.duckdb.home import Home, write_whole
from yunce.warehouse.duckdb.manifest import BatchEntry, Manifest, Snapshot, dump_json, snapshot_from
from yunce.warehouse.duckdb.moments import naive
from yunce.warehouse.duckdb.session import derived, replayed


def live_at(manifest: Manifest, moment: datetime | None) -> tuple[BatchEntry, ...]:
    """Batches that were loaded by the moment and not undone by then; those of now without a moment."""
    if moment is None:
        return manifest.live()
    at = naive(moment)
    return tuple(e for e in manifest.batches if naive(e.batch.loaded_at) <= at and not _was_undone(e, at))


def _was_undone(entry: BatchEntry, at: datetime) -> bool:
    return entry.batch.undone_at is not None and naive(entry.batch.undone_at) <= at


def snapshot_at(engine: Engine, home: Home, manifest: Manifest, moment: datetime | None) -> Snapshot:
    """The snapshot of a moment: that of the manifest where nothing has changed since, else one derived from the log."""
    entries = live_at(manifest, moment)
    if entries == manifest.live():
        return manifest.snapshot
    name = hashlib.sha256(f"{manifest.hash_probe}:{[e.number for e in entries]}".encode()).hexdigest()[:24]
    path = home.at("known") / f"{name}.json"
    try:
        return snapshot_from(json.loads(path.read_text(encoding="utf-8")))
    except FileNotFoundError:
        snapshot = _derive(engine, home, name, entries)
    with translated("保存历史状态"):
        write_whole(path, dump_json(snapshot).encode())
    return snapshot


def _derive(engine: Engine, home: Home, name: str, entries: tuple[BatchEntry, ...]) -> Snapshot:
    folder = f"known/{name}-{secrets.token_hex(4)}"
    home.at(folder).mkdir(parents=True, exist_ok=True)
    shelf = Shelf(home, "k", f"{folder}/")
    return derived(engine, shelf, replayed(engine, shelf, entries, {}), Snapshot())
