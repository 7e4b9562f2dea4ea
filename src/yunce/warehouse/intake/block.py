# SPDX-License-Identifier: Apache-2.0
"""A part of a file as text columns, before anything is understood: what readers give and `rows.py` takes."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl


@dataclass(frozen=True, slots=True)
class Fault:
    """A record that could not be read as cells: its index in the block (from 0), the column's index (-1 for none), the reason."""

    index: int
    column: int
    reason: str


@dataclass(frozen=True, slots=True)
class Block:
    """Cells of the wanted columns as text, named by their column index, beside `_index` (from 0 in the block).

    Records with a fault may be in the frame or not; they are rejected either way.
    """

    frame: pl.DataFrame
    records: int
    faults: tuple[Fault, ...]
    done: int
    notes: tuple[str, ...] = ()
    skipped: int = 0
    """Records that are no facts and not in the frame: totals with fewer cells than the header."""
    bare: frozenset[str] = frozenset()
    """Columns whose cells need no stripping or unwrapping."""
    wordless: frozenset[str] = frozenset()
    """Columns that cannot hold a word of total."""
    undecodable: int = 0
    """Records with bytes that the encoding cannot read."""
