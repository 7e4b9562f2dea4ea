# SPDX-License-Identifier: Apache-2.0
"""Rows of one order that came by different exports find each other: a list of items that names no shop takes over its header's shop,
unit and buyer. Without that the money of an order would count once for the header and once for its lines.
"""

from __future__ import annotations

from yunce.warehouse.duckdb.copies import Copies, Files
from yunce.warehouse.duckdb.engine import places

# a platform gives an order number once: where exactly one shop has it, that is the shop
_SHOPS = """
CREATE OR REPLACE TEMP TABLE fixes AS
SELECT b.path, b._key, min(h.shop) AS shop, min(h.unit) AS unit, min(h.buyer) AS buyer
FROM (SELECT filename AS path, _key, platform, "order" FROM read_parquet($files, filename = true) WHERE shop = '' AND "order" <> '') b
JOIN read_parquet($others, union_by_name = true) h ON h.platform = b.platform AND h."order" = b."order" AND h.shop <> ''
GROUP BY b.path, b._key HAVING count(DISTINCT h.shop) = 1
"""

# asked first, since one short column tells: without rows of both kinds there is nothing to take over
_BARE = "SELECT count(*) AS n FROM read_parquet($files) WHERE shop = ''"
_NAMED = "SELECT count(*) AS n FROM read_parquet($files, union_by_name = true) WHERE shop <> ''"

_LINKED = """
CREATE OR REPLACE TEMP TABLE linked AS
SELECT DISTINCT platform, "order" FROM read_parquet($files, filename = true) r JOIN fixes f ON f.path = r.filename AND f._key = r._key
"""

# the same row once with its shop and once without: the later load wins, as for any key
_TWINS = """
CREATE OR REPLACE TEMP TABLE fixes AS
SELECT filename AS path, _key FROM read_parquet($files, filename = true) SEMI JOIN linked USING (platform, "order")
QUALIFY row_number() OVER (PARTITION BY {key} ORDER BY _batch DESC, _n DESC) > 1
"""
_KEYS = {"orders": 'platform, shop, "order"', "lines": 'platform, shop, "order", line'}

_BUYERS = """
CREATE OR REPLACE TEMP TABLE fixes AS
SELECT l.path, l._key, min(h.buyer) AS buyer, min(h.unit) AS unit
FROM (SELECT filename AS path, _key, _order FROM read_parquet($files, filename = true)
      WHERE buyer IS NULL OR (unit IS NULL AND shop = '')) l
JOIN (SELECT _order, buyer, unit FROM read_parquet($others) WHERE buyer IS NOT NULL OR unit IS NOT NULL) h USING (_order)
GROUP BY l.path, l._key
"""


def linked(copies: Copies, lines: Files, orders: Files) -> tuple[Files, Files]:
    """Lines and headers that know their shop where either of them does; lines that know their header's buyer and unit."""
    raw = (*orders, *lines)
    lines, orders = _with_shops(copies, "lines", lines, raw), _with_shops(copies, "orders", orders, raw)
    if lines and orders:
        home = copies.shelf.home
        copies.engine.run(_BUYERS, files=places(home, lines), others=places(home, orders))
        lines = copies.fixed(lines, drops=False)
    return lines, orders


def _with_shops(copies: Copies, table: str, files: Files, others: Files) -> Files:
    """Rows without a shop with that of the same order elsewhere; a row that is then there twice counts once."""
    engine, home = copies.engine, copies.shelf.home
    asked = ((_BARE, files), (_NAMED, others))
    if not files or not all(engine.frame(sql, files=places(home, group))["n"][0] for sql, group in asked):
        return files
    engine.run(_SHOPS, files=places(home, files), others=places(home, others))
    engine.run(_LINKED, files=places(home, files))
    files = copies.fixed(files, drops=False)
    engine.run(_TWINS.format(key=_KEYS[table]), files=places(home, files))
    return copies.fixed(files, drops=True)
