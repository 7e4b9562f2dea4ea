# SPDX-License-Identifier: Apache-2.0
"""What is asked for, from what was loaded: `sales` (order money counts once), refunds dated and marked by their orders.

A view is a list of files: a file whose rows stand as they are is shared, one with rows to change is a copy.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from yunce.warehouse.duckdb.copies import Copies, Files
from yunce.warehouse.duckdb.engine import places
from yunce.warehouse.duckdb.linking import linked
from yunce.warehouse.duckdb.manifest import FactFile

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

# a header's refund is the sum of its lines': it counts only where no line of the order says its own
_SUMMED = """
CREATE OR REPLACE TEMP TABLE fixes AS
SELECT filename AS path, _key FROM read_parquet($files, filename = true) WHERE line = '' AND refund = ''
AND _order IN (SELECT _order FROM read_parquet($files) WHERE line <> '')
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


@dataclass(frozen=True, slots=True)
class Views:
    """Derives the views of a set of current files."""

    copies: Copies

    def derive(self, current: Mapping[str, Sequence[FactFile]]) -> dict[str, Files]:
        """The files of each view: every table under its own name, and `sales`."""
        lines, orders, refunds = (tuple(current.get(t, ())) for t in ("lines", "orders", "refunds"))
        lines, orders = linked(self.copies, lines, orders)
        has_marks = self._mark((*lines, *orders))
        views = {table: tuple(files) for table, files in current.items()} | {"lines": lines, "orders": orders}
        views["sales"] = (*self._marked_lines(lines, has_marks=has_marks), *self._headers(orders, lines))
        if refunds:
            views["refunds"] = self._refunds(refunds, lines, orders)
        return {table: files for table, files in views.items() if files}

    def _run(self, sql: str, **files: Files) -> None:
        """Execute a statement over lists of files."""
        self.copies.engine.run(sql, **{name: places(self.copies.shelf.home, group) for name, group in files.items()})

    def _count(self, sql: str) -> int:
        return int(self.copies.engine.frame(sql)["n"][0])

    def _mark(self, files: Files) -> bool:
        if not files:
            self._run("CREATE OR REPLACE TEMP TABLE marked (_order UBIGINT, mark VARCHAR)")
            return False
        self._run(_MARKED, files=files)
        return self._count("SELECT count(*) AS n FROM marked") > 0

    def _marked_lines(self, lines: Files, *, has_marks: bool) -> Files:
        """Lines, each marked where any row of its order is."""
        if not lines or not has_marks:
            return lines
        self._run(_MARKS, files=lines)
        return self.copies.fixed(lines, drops=False)

    def _headers(self, orders: Files, lines: Files) -> Files:
        """Orders of which no line is known."""
        if not orders or not lines:
            return orders
        self._run(_HIDDEN, files=orders, lines=lines)
        return self.copies.fixed(orders, drops=True)

    def _refunds(self, refunds: Files, lines: Files, orders: Files) -> Files:
        """Refunds with the day, shop and mark of their orders where they lack them; money that is told twice counts once."""
        self._run(_LOST, files=refunds)
        self._run(_FOUND)
        tables = {"lines": lines, "orders": orders}
        for rank, search in enumerate(SEARCHES):
            files = tables[search.table]
            asking = self._count(f"SELECT count(*) AS n FROM lost WHERE {search.asks}")  # noqa: S608 - constant parts
            if files and asking:
                statement = _SEARCH.format(asks=search.asks, match=search.match, sku=search.sku)
                self.copies.engine.run(statement, files=places(self.copies.shelf.home, files), rank=rank)
        self._run(_REFUND_FIXES, files=refunds)
        whole = self.copies.fixed(refunds, drops=False)
        self._run(_SUMMED, files=whole)
        return self.copies.fixed(whole, drops=True)
