# SPDX-License-Identifier: Apache-2.0
"""The table of those whom a load has met answers as a dictionary would, whatever the hashes are."""

from __future__ import annotations

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from yunce.warehouse.duckdb.acquaintances import Acquaintances

HASHES = st.lists(st.integers(1, 2**64 - 1) | st.integers(1, 40), unique=True, max_size=300)


def _column(hashes: list[int]) -> pl.Series:
    return pl.Series(hashes, dtype=pl.UInt64)


@given(st.lists(HASHES, max_size=4), HASHES)
def test_everybody_met_is_found_and_nobody_else(rounds: list[list[int]], strangers: list[int]) -> None:
    met, known = Acquaintances(), dict[int, int]()
    for hashes in rounds:
        new = [h for h in hashes if h not in known]
        ids = list(range(len(known) + 1, len(known) + 1 + len(new)))
        met.add(_column(new), pl.Series(ids, dtype=pl.Int64))
        known.update(zip(new, ids, strict=True))
    asked = [*known, *strangers]
    assert met.ids(_column(asked)).to_list() == [known.get(h) for h in asked]


def test_a_table_grows_and_keeps_everybody() -> None:
    met = Acquaintances()
    hashes = pl.int_range(1, 50_001, eager=True).cast(pl.UInt64) * pl.Series([2**40], dtype=pl.UInt64)
    for start in range(0, 50_000, 7_000):
        part = hashes[start : start + 7_000]
        met.add(part, pl.int_range(start, start + len(part), dtype=pl.Int64, eager=True))
    assert met.ids(hashes).to_list() == list(range(50_000))


def test_a_hash_of_zero_is_somebody() -> None:
    met = Acquaintances()
    assert met.ids(_column([0])).to_list() == [None]
    met.add(_column([0]), pl.Series([7], dtype=pl.Int64))
    assert met.ids(_column([0, 5])).to_list() == [7, None]
