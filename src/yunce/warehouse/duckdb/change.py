# SPDX-License-Identifier: Apache-2.0
"""Carry out what `resolve` found: only files that lose rows are rewritten; a revision file that is taken whole is current as it stands."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from yunce.warehouse.duckdb.engine import Engine
from yunce.warehouse.duckdb.files import MOST_ROWS, Shelf, by_month, merged, read_frame
from yunce.warehouse.duckdb.manifest import FactFile

MOST_FILES = 24
"""A month with more files is merged into one."""


def apply(engine: Engine, shelf: Shelf, current: Sequence[FactFile], offered: Sequence[FactFile]) -> tuple[FactFile, ...]:
    """The current files of a table without the rows of `gone`, with the rows of `kept` out of the offered revision files."""
    losses = _counts(engine, "gone")
    gains = _counts(engine, "kept")
    result: list[FactFile] = []
    for file in current:
        lost = losses.get(shelf.home.at(file.path).as_posix(), 0)
        if lost == 0:
            result.append(file)
        elif lost < file.rows:
            result.append(_without_gone(engine, shelf, file))
    pieces: list[pl.DataFrame] = []
    for file in offered:
        gained = gains.get(shelf.home.at(file.path).as_posix(), 0)
        if gained == file.rows:
            result.append(file)
        elif gained:
            pieces.append(_only_kept(engine, shelf, file))
        if sum(map(len, pieces)) >= MOST_ROWS:
            result.extend(_written(shelf, pieces, file.table))
            pieces.clear()
    result.extend(_written(shelf, pieces, offered[0].table if offered else ""))
    return merged(shelf.home, shelf, result, MOST_FILES)


def _counts(engine: Engine, relation: str) -> dict[str, int]:
    frame = engine.frame(f"SELECT path, count(*) AS rows FROM {relation} GROUP BY path")  # noqa: S608 - a constant name
    return dict(frame.iter_rows())


def _without_gone(engine: Engine, shelf: Shelf, file: FactFile) -> FactFile:
    gone = engine.frame("SELECT _key FROM gone WHERE path = $path", path=shelf.home.at(file.path).as_posix())
    rest = read_frame(shelf.home, file).join(gone, on="_key", how="anti", maintain_order="left")
    month, part = next(by_month(rest))
    return shelf.write(f"current/{file.table}/{month}", file.table, part)


def _only_kept(engine: Engine, shelf: Shelf, file: FactFile) -> pl.DataFrame:
    kept = engine.frame("SELECT _n FROM kept WHERE path = $path", path=shelf.home.at(file.path).as_posix())
    return read_frame(shelf.home, file).join(kept, on="_n", how="semi", maintain_order="left")


def _written(shelf: Shelf, pieces: Sequence[pl.DataFrame], table: str) -> list[FactFile]:
    """Partly taken revision files as new files, a month each."""
    if not pieces:
        return []
    return [shelf.write(f"current/{table}/{month}", table, part) for month, part in by_month(pl.concat(pieces))]
