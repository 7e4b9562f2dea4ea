# SPDX-License-Identifier: Apache-2.0
"""Whom a load has met already: a hash table over columns, so that most rows are answered without a look into the ledger."""

from __future__ import annotations

import numpy as np
import polars as pl

_SMALLEST = 1 << 12
_FULL = 2
"""A table has at least this many places for each person."""
_NOBODY = np.uint64(0)
_SPREAD = np.uint64(0x9E3779B97F4A7C15)
"""2^64 by the golden ratio: its product spreads neighbouring hashes over the table."""


class Acquaintances:
    """Ids of those whom a load has met, by a 64-bit hash of the raw text (open addressing, linear probing).

    A shortcut within one load; the ledger knows people by 128 bits. Two of a million share a hash once in 37 million loads.
    """

    def __init__(self) -> None:
        self._count = 0
        self._make(_SMALLEST)

    def ids(self, hashes: pl.Series) -> pl.Series:
        """The id of each hash, null for those not met."""
        asked = _filled(hashes.to_numpy())
        places = self._places(asked)
        return pl.Series("id", self._ids[places]).set(pl.Series(self._hashes[places] != asked), None)

    def add(self, hashes: pl.Series, ids: pl.Series) -> None:
        """Meet people: distinct hashes that are not known yet."""
        self._count += len(hashes)
        if self._count * _FULL > len(self._hashes):
            self._grow()
        self._put(_filled(hashes.to_numpy()), ids.to_numpy())

    def _make(self, size: int) -> None:
        self._hashes = np.zeros(size, np.uint64)
        self._ids = np.zeros(size, np.int64)
        self._shift = np.uint64(64 - (size.bit_length() - 1))

    def _grow(self) -> None:
        """A larger table with the same people."""
        met = self._hashes != _NOBODY
        hashes, ids = self._hashes[met], self._ids[met]
        self._make(1 << (self._count * 2 * _FULL - 1).bit_length())
        self._put(hashes, ids)

    def _home_of(self, hashes: np.ndarray) -> np.ndarray:
        """The place where the search for each hash begins (shape kept)."""
        return ((hashes * _SPREAD) >> self._shift).astype(np.intp)

    def _places(self, hashes: np.ndarray) -> np.ndarray:
        """The place of each hash, or the empty one where its search ends (shape kept)."""
        places = self._home_of(hashes)
        found = self._hashes[places]
        open_ = np.flatnonzero((found != hashes) & (found != _NOBODY))
        while len(open_):
            places[open_] = (places[open_] + 1) % len(self._hashes)
            found = self._hashes[places[open_]]
            open_ = open_[(found != hashes[open_]) & (found != _NOBODY)]
        return places

    def _put(self, hashes: np.ndarray, ids: np.ndarray) -> None:
        """Put distinct hashes that are not there; where several want one empty place, one gets it and the others go on."""
        while len(hashes):
            places = self._places(hashes)
            self._hashes[places] = hashes
            got = self._hashes[places] == hashes
            self._ids[places[got]] = ids[got]
            hashes, ids = hashes[~got], ids[~got]


def _filled(hashes: np.ndarray) -> np.ndarray:
    """Hashes of which none is the mark of an empty place."""
    return np.where(hashes == _NOBODY, np.uint64(1), hashes)
