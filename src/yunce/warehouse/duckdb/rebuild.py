# SPDX-License-Identifier: Apache-2.0
"""Everything that is derived, derived anew from the revisions; their hashes too where the hash function has changed."""

from __future__ import annotations

from dataclasses import replace

from yunce.warehouse.duckdb.files import Shelf, read_frame
from yunce.warehouse.duckdb.manifest import BatchEntry, Manifest, Snapshot
from yunce.warehouse.duckdb.schema import hash_probe, stored_schema, with_columns, with_hashes
from yunce.warehouse.duckdb.session import Session, replayed


def rebuild(session: Session) -> Manifest:
    """Publish a manifest whose snapshot owes nothing to the one before."""
    entries = session.before.batches
    if session.before.hash_probe != hash_probe():
        entries = tuple(_rehashed(session.shelf, entry) for entry in entries)
    session.before = replace(session.before, snapshot=Snapshot())
    live = [e for e in entries if e.batch.undone_at is None]
    return session.publish(entries, replayed(session.engine, session.shelf, live, {}))


def _rehashed(shelf: Shelf, entry: BatchEntry) -> BatchEntry:
    files = []
    for file in entry.files:
        frame = with_hashes(with_columns(read_frame(shelf.home, file), file.table), file.table).select(stored_schema(file.table).keys())
        files.append(shelf.write(f"revisions/{file.table}", file.table, frame))
    return replace(entry, files=tuple(files))
