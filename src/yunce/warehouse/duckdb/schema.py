# SPDX-License-Identifier: Apache-2.0
"""How a table is held on disk: its canonical columns with surrogate ids, then the columns that storage itself needs."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence

import polars as pl

from yunce.warehouse.intake.port import FRAME_TYPES
from yunce.warehouse.tables import TABLES

Schema = Mapping[str, type[pl.DataType] | pl.DataType]

KEY, CONTENT, ORDER, BATCH, ORDINAL, ROW = "_key", "_content", "_order", "_batch", "_n", "_row"
"""Hash of the key, hash of the content, hash of the order; number of the batch; ordinal and file row within the batch."""

ORDER_KEY = ("platform", "shop", "order")
ORDER_TABLES = ("orders", "lines", "refunds")
ORDERED = (*ORDER_TABLES, "sales")
"""Views whose rows know their order."""
PERSONAL = ("buyer", "caller", "note")
"""Columns that no list of rows shows."""

_SEED = 20_260_701


def stored_schema(table: str) -> Schema:
    """The columns of a stored file of a table, in order, with their Polars types."""
    own = {c.name: FRAME_TYPES[c.type] for c in TABLES[table].columns}
    order: Schema = {ORDER: pl.UInt64()} if table in ORDER_TABLES else {}
    return {**own, ROW: pl.Int64(), ORDINAL: pl.Int64(), BATCH: pl.Int32(), KEY: pl.UInt64(), CONTENT: pl.UInt64(), **order}


def hash_of(frame: pl.DataFrame, columns: Sequence[str]) -> pl.Series:
    """A 64-bit hash of each row over the columns; the same columns and values give the same hash in every process.

    It may change with the Polars release: `hash_probe` tells, and `current` is then derived anew from the revisions.
    """
    return frame.select(columns).hash_rows(seed=_SEED)


def hash_probe() -> str:
    """What the hash of a fixed frame and of the tables' columns is: the same text as long as stored rows and their hashes still hold."""
    frame = pl.DataFrame({"text": ["", "店铺", None, "a" * 40], "number": [0, -1, None, 2**62]})
    words = [f"{name} {' '.join(f'{c.name}:{c.type}' for c in table.columns)}" for name, table in TABLES.items()]
    columns = hashlib.sha256("\n".join(words).encode()).hexdigest()[:16]
    return "-".join((*(f"{value:016x}" for value in hash_of(frame, frame.columns)), columns))


def with_columns(frame: pl.DataFrame, table: str) -> pl.DataFrame:
    """The frame with the columns that the table did not have yet when it was stored, unknown in every row."""
    missing = [c for c in TABLES[table].columns if c.name not in frame.columns]
    return frame.with_columns(pl.lit(None, FRAME_TYPES[c.type]).alias(c.name) for c in missing)


def with_hashes(frame: pl.DataFrame, table: str) -> pl.DataFrame:
    """The frame with the hashes of its key, content and order, over canonical columns."""
    own = [c.name for c in TABLES[table].columns]
    key = hash_of(frame, TABLES[table].key)
    hashes = [key.alias(KEY), hash_of(frame, own).alias(CONTENT)]
    if table in ORDER_TABLES:
        hashes.append((key if TABLES[table].key == ORDER_KEY else hash_of(frame, ORDER_KEY)).alias(ORDER))
    return frame.with_columns(hashes)
