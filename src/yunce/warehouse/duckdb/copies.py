# SPDX-License-Identifier: Apache-2.0
"""Files of a view with rows to change: copied once, and found again under (path, digest of the change) while the change is the same.

A change is the relation `fixes`: path, _key, and either nothing more (rows to leave out) or the columns to fill in.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field

import polars as pl

from yunce.warehouse.duckdb.engine import Engine
from yunce.warehouse.duckdb.files import Shelf, read_frame
from yunce.warehouse.duckdb.manifest import FactFile
from yunce.warehouse.duckdb.schema import KEY, ORDER, ORDER_KEY, hash_of

Files = tuple[FactFile, ...]


@dataclass
class Copies:
    """Writes changed files to the shelf; `used` are those that are in use now, `known` those of before."""

    engine: Engine
    shelf: Shelf
    known: Mapping[str, FactFile]
    used: dict[str, FactFile] = field(default_factory=dict)

    def fixed(self, files: Files, *, drops: bool) -> Files:
        """The files with the relation `fixes` carried out: rows left out, or columns filled in. A file without changes stays as it is."""
        counts = dict(self.engine.frame("SELECT path, count(*) AS n FROM fixes GROUP BY path").iter_rows())
        result: list[FactFile] = []
        for file in files:
            place = self.shelf.home.at(file.path).as_posix()
            count = counts.get(place, 0)
            if count == 0:
                result.append(file)
            elif not drops or count < file.rows:
                fix = self.engine.frame("SELECT * EXCLUDE (path) FROM fixes WHERE path = $path ORDER BY _key", path=place)
                result.append(self._copy(file, fix, drops=drops))
        return tuple(result)

    def _copy(self, file: FactFile, fix: pl.DataFrame, *, drops: bool) -> FactFile:
        """The file with a change carried out: written once for each change."""
        name = f"{file.path}|{_digest(fix)}"
        copy = self.known.get(name) or self.used.get(name)
        if copy is None:
            frame = read_frame(self.shelf.home, file)
            changed = frame.join(fix, on=KEY, how="anti", maintain_order="left") if drops else filled(frame, fix)
            copy = self.shelf.write(f"views/{file.table}", file.table, changed)
        self.used[name] = copy
        return copy


def filled(frame: pl.DataFrame, fix: pl.DataFrame) -> pl.DataFrame:
    """The rows of a file with what they lack taken over from `fix` by key; what they say themselves stands."""
    columns = [c for c in fix.columns if c != KEY]
    joined = frame.join(fix, on=KEY, how="left", suffix="_theirs", maintain_order="left")
    own = [pl.coalesce(_said(frame, c), pl.col(f"{c}_theirs"), pl.col(c)).alias(c) for c in columns]
    result = joined.with_columns(own).select(frame.columns)
    if set(columns) & set(ORDER_KEY):
        result = result.with_columns(hash_of(result, ORDER_KEY).alias(ORDER))
    return result.sort("day", maintain_order=True)


def _said(frame: pl.DataFrame, column: str) -> pl.Expr:
    """A column with empty text as null."""
    return pl.col(column).replace("", None) if frame.schema[column] == pl.String() else pl.col(column)


def _digest(fix: pl.DataFrame) -> str:
    """What a change is, in text: which rows, which columns, which values."""
    return hashlib.sha256(" ".join(fix.columns).encode() + hash_of(fix, fix.columns).to_numpy().tobytes()).hexdigest()[:32]
