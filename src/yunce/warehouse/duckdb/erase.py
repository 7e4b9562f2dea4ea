# SPDX-License-Identifier: Apache-2.0
"""Erasing a person: the mapping from the keyed hash to the surrogate id goes, and what rejects still say of the identifier."""

from __future__ import annotations

from dataclasses import replace

import polars as pl

from yunce.warehouse.duckdb.buyers import CALLERS, digests, ledger_key, read_map, write_map
from yunce.warehouse.duckdb.errors import translated
from yunce.warehouse.duckdb.manifest import BatchEntry
from yunce.warehouse.duckdb.session import Session

ERASED = "***"


def erase(session: Session, raw: str) -> int:
    """Publish a ledger without the person; the number of mappings that went. Facts keep an id that leads to nobody."""
    home, before = session.home, session.before
    ledger = read_map(home, before.buyers)
    spaces = sorted({*ledger["space"].to_list(), CALLERS})
    key = ledger_key(home)
    theirs = pl.concat([digests(key, space, [raw]).with_columns(pl.lit(space).alias("space")) for space in spaces])
    rest = ledger.join(theirs, on=["space", "high", "low"], how="anti", maintain_order="left")
    batches = [_without(session, entry, raw) for entry in before.batches]
    files = before.buyers
    if len(rest) < len(ledger):
        name = f"buyers-m{before.seq + 1}.parquet"
        write_map(home, name, rest)
        files = (name,)
    session.publish(batches, before.snapshot.current, buyers=files)
    for old in set(before.buyers) - set(files):
        (home.ledger / old).unlink(missing_ok=True)
    return len(ledger) - len(rest)


def _without(session: Session, entry: BatchEntry, raw: str) -> BatchEntry:
    """The batch with the identifier struck from the values of its rejects."""
    paths: list[str] = []
    for path in entry.rejects:
        with translated("读取拒收记录"):
            frame = pl.read_parquet(session.home.at(path))
        if not frame["value"].str.contains(raw, literal=True).any():
            paths.append(path)
            continue
        struck = frame.with_columns(pl.col("value").str.replace_all(raw, ERASED, literal=True))
        paths.append(session.shelf.write("rejects", "rejects", struck).path)
    return replace(entry, rejects=tuple(paths))
