# SPDX-License-Identifier: Apache-2.0
"""What is asked for, from what was loaded: `sales` (order money counts once), refunds dated and marked by their orders.

A view is a list of files. A file whose rows stand as they are is shared; one with rows to change is copied once, and found
again under (path, digest of the change) as long as the change is the same.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import polars as pl

from yunce.warehouse.duckdb.engine import Engine, places
from yunce.warehouse.duckdb.files import Shelf, read_frame
from yunce.warehouse.duckdb.manifest import FactFile
from yunce.warehouse.duckdb.schema import KEY, ORDER, ORDER_KEY, hash_of

Files = Sequence[FactFile]

_MARKED = """
CREATE OR REPLACE TEMP TABLE marked AS
SELECT _order, max(mark) AS mark FROM read_parquet($files, union_by_name = true) WHERE mark <> '' GROUP BY _order
"""

_HIDDEN = """
CREATE OR REPLACE TEMP TABLE fixes AS
SELECT filename AS path, _key FROM read_parquet($files, filename = true) SEMI JOIN read_parquet($lines) l USING (_order)
"""

_MARKS = """
CREATE OR REPLACE TEMP TABLE fixes AS
SELECT r.filename AS path, r._key, m.mark FROM read_parquet($files, filename = true) r JOIN marked m USING (_order)
WHERE coalesce(r.mark, '') = ''
"""

_LOST = """
CREATE OR REPLACE TEMP TABLE lost AS
SELECT filename AS path, _key, _order, day, platform, shop, "order", line
FROM read_parquet($files, filename = true) WHERE day IS NULL OR shop = '' OR "order" = ''
"""

_FOUND = """
CREATE OR REPLACE TEMP TABLE found (path VARCHAR, _key UBIGINT, day DATE, shop VARCHAR, unit VARCHAR, channel VARCHAR,
                                    "order" VARCHAR, sku VARCHAR, _order UBIGINT, rank INTEGER)
"""

_SEARCH = """
INSERT INTO found
SELECT lost.path, lost._key, min(s.day), min(s.shop), min(s.unit), min(s.channel), min(s."order"), {sku}, min(s._order), $rank
FROM (SELECT * FROM lost WHERE {asks}) lost JOIN read_parquet($files) s ON {match}
WHERE s.day IS NOT NULL GROUP BY lost.path, lost._key HAVING count(DISTINCT s._order) = 1
"""

_REFUND_FIXES = """
CREATE OR REPLACE TEMP TABLE fixes AS
SELECT r.filename AS path, r._key, h.day, h.shop, h.unit, h.channel, h."order", h.sku, m.mark
FROM read_parquet($files, filename = true) r
LEFT JOIN (SELECT * FROM found QUALIFY row_number() OVER (PARTITION BY path, _key ORDER BY rank) = 1) h
  ON h.path = r.filename AND h._key = r._key
LEFT JOIN marked m ON m._order = coalesce(h._order, r._order)
WHERE h._key IS NOT NULL OR (m._order IS NOT NULL AND coalesce(r.mark, '') = '')
"""


@dataclass(frozen=True, slots=True)
class Search:
    """One way to find the order of a refund: which refunds ask, how rows of the table match, what is known of the article."""

    table: str
    asks: str
    match: str
    sku: str = "NULL"


_SAME_LINE = "s.platform = lost.platform AND s.line = lost.line AND lost.shop IN ('', s.shop) AND lost.\"order\" IN ('', s.\"order\")"
_BY_HASH = ("lost.day IS NULL AND lost.shop <> '' AND lost.\"order\" <> ''", "s._order = lost._order")
_BY_NUMBER = ("lost.shop = '' AND lost.\"order\" <> ''", 's.platform = lost.platform AND s."order" = lost."order"')
SEARCHES = (
    Search("lines", "(lost.shop = '' OR lost.\"order\" = '') AND lost.line <> ''", _SAME_LINE, "min(s.sku)"),
    Search("lines", *_BY_HASH),
    Search("orders", *_BY_HASH),
    Search("lines", *_BY_NUMBER),
    Search("orders", *_BY_NUMBER),
)
"""In this order: the first that finds exactly one order wins."""


@dataclass
class Views:
    """Derives the views of a set of current files, writing copies to the shelf; `copies` are those that are in use."""

    engine: Engine
    shelf: Shelf
    known: Mapping[str, FactFile]
    copies: dict[str, FactFile] = field(default_factory=dict)

    def derive(self, current: Mapping[str, Files]) -> dict[str, tuple[FactFile, ...]]:
        """The files of each view: every table under its own name, and `sales`."""
        lines, orders, refunds = (tuple(current.get(t, ())) for t in ("lines", "orders", "refunds"))
        has_marks = self._mark((*lines, *orders))
        views = {table: tuple(files) for table, files in current.items()}
        views["sales"] = (*self._marked_lines(lines, has_marks=has_marks), *self._headers(orders, lines))
        if refunds:
            views["refunds"] = self._refunds(refunds, lines, orders)
        return {table: files for table, files in views.items() if files}

    def _mark(self, files: Files) -> bool:
        if not files:
            self.engine.run("CREATE OR REPLACE TEMP TABLE marked (_order UBIGINT, mark VARCHAR)")
            return False
        self.engine.run(_MARKED, files=places(self.shelf.home, files))
        return bool(self.engine.frame("SELECT count(*) AS n FROM marked")["n"][0])

    def _marked_lines(self, lines: Files, *, has_marks: bool) -> tuple[FactFile, ...]:
        """Lines, each marked where any row of its order is."""
        if not lines or not has_marks:
            return tuple(lines)
        self.engine.run(_MARKS, files=places(self.shelf.home, lines))
        return self._fixed(lines, drops=False)

    def _headers(self, orders: Files, lines: Files) -> tuple[FactFile, ...]:
        """Orders of which no line is known."""
        if not orders or not lines:
            return tuple(orders)
        self.engine.run(_HIDDEN, files=places(self.shelf.home, orders), lines=places(self.shelf.home, lines))
        return self._fixed(orders, drops=True)

    def _refunds(self, refunds: Files, lines: Files, orders: Files) -> tuple[FactFile, ...]:
        """Refunds with the day, shop and mark of their orders where they lack them."""
        home, run = self.shelf.home, self.engine.run
        run(_LOST, files=places(home, refunds))
        run(_FOUND)
        tables = {"lines": lines, "orders": orders}
        for rank, search in enumerate(SEARCHES):
            files = tables[search.table]
            asking = self.engine.frame(f"SELECT count(*) AS n FROM lost WHERE {search.asks}")["n"][0]  # noqa: S608 - constant parts
            if files and asking:
                statement = _SEARCH.format(asks=search.asks, match=search.match, sku=search.sku)
                run(statement, files=places(home, files), rank=rank)
        run(_REFUND_FIXES, files=places(home, refunds))
        return self._fixed(refunds, drops=False)

    def _fixed(self, files: Files, *, drops: bool) -> tuple[FactFile, ...]:
        """The files with the relation `fixes` carried out: rows left out, or columns filled in."""
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
        copy = self.known.get(name) or self.copies.get(name)
        if copy is None:
            frame = read_frame(self.shelf.home, file)
            changed = frame.join(fix, on=KEY, how="anti", maintain_order="left") if drops else filled(frame, fix)
            copy = self.shelf.write(f"views/{file.table}", file.table, changed)
        self.copies[name] = copy
        return copy


def filled(frame: pl.DataFrame, fix: pl.DataFrame) -> pl.DataFrame:
    """The rows of a file with what they lack taken over from `fix` by key; what they say themselves stands."""
    columns = [c for c in fix.columns if c != KEY]
    joined = frame.join(fix, on=KEY, how="left", suffix="_theirs", maintain_order="left")
    own = [pl.coalesce(_said(frame, c), pl.col(f"{c}_theirs"), pl.col(c)).alias(c) for c in columns]
    result = joined.with_columns(own).select(frame.columns)
    if "order" in columns:
        result = result.with_columns(hash_of(result, ORDER_KEY).alias(ORDER))
    return result.sort("day", maintain_order=True)


def _said(frame: pl.DataFrame, column: str) -> pl.Expr:
    """A column with empty text as null."""
    return pl.col(column).replace("", None) if frame.schema[column] == pl.String() else pl.col(column)


def _digest(fix: pl.DataFrame) -> str:
    return hashlib.sha256(hash_of(fix, fix.columns).to_numpy().tobytes()).hexdigest()[:32]
