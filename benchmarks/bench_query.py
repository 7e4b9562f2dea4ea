# SPDX-License-Identifier: Apache-2.0
"""Metric queries at ten million lines: through the warehouse, and by hand-written SQL on the same engine over the same files."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import duckdb

from measuring import YUNCE, compare, fresh, quick, report, rounds, scaled, seconds, timed
from orders import make_lines
from yunce.app.opening import open_installation
from yunce.warehouse.duckdb.home import Home
from yunce.warehouse.duckdb.session import newest
from yunce.warehouse.port import Aggregate, Measure, Query, UnitMap, Warehouse

MARK = 1.3
YEAR = (date(2025, 1, 1), date(2026, 1, 1))
MONTH = (date(2025, 11, 1), date(2025, 12, 1))
UNITS = UnitMap(shops={("", f"店铺{n}"): f"shop_{n}" for n in range(12)})
KEPT = "WHERE day >= ? AND day < ? AND coalesce(mark, '') = ''"

Question = tuple[Query, str]
Way = Callable[[], object]


def measure(name: str, aggregate: Aggregate, column: str, scale: int = 1, second: str = "") -> Measure:
    """A measure of sales."""
    return Measure(name, "sales", aggregate, column, scale=scale, second=second)


GMV = measure("gmv", "sum", "paid", 100)
QUESTIONS: dict[str, Question] = {
    "amount by month and shop, a year": (
        Query((GMV,), ("month", "unit"), *YEAR, units=UNITS),
        f"SELECT date_trunc('month', day) m, shop, sum(paid) / 100 FROM facts {KEPT} GROUP BY ALL",
    ),
    "amount by day, a month": (
        Query((GMV,), ("day",), *MONTH, units=UNITS),
        f"SELECT day, sum(paid) / 100 FROM facts {KEPT} GROUP BY ALL",
    ),
    "orders and buyers by month and shop, a year": (
        Query((measure("orders", "distinct", "order"), measure("buyers", "distinct", "buyer")), ("month", "unit"), *YEAR, units=UNITS),
        f"SELECT date_trunc('month', day) m, shop, count(DISTINCT \"order\"), count(DISTINCT buyer) FROM facts {KEPT} GROUP BY ALL",
    ),
    "amount and pieces by article, a month": (
        Query((GMV, measure("units", "sum", "quantity")), ("sku",), *MONTH, units=UNITS),
        f"SELECT sku, sum(paid) / 100, sum(quantity) FROM facts {KEPT} GROUP BY ALL",
    ),
    "repeat buyers, a year": (
        Query((measure("repeat_buyers", "repeat", "buyer", second="order"),), (), *YEAR, units=UNITS),
        f'SELECT count(*) FROM (SELECT buyer FROM facts {KEPT} AND buyer IS NOT NULL GROUP BY buyer HAVING count(DISTINCT "order") > 1)',
    ),
}


def filled(home: Path, lines: int) -> Warehouse:
    """A warehouse with that many order lines, loaded by the ordinary command."""
    file = home / "lines.csv"
    make_lines(file, lines)
    fresh((YUNCE, "load", file, "--format", "json"), {"YUNCE_HOME": str(home)})
    file.unlink()
    os.environ["YUNCE_HOME"] = str(home)
    return open_installation().warehouse


def by_hand(home: Path) -> duckdb.DuckDBPyConnection:
    """A plain connection that sees the warehouse's own files as one view."""
    snapshot = newest(Home(home)).snapshot
    paths = [str(Home(home).at(file.path)) for file in snapshot.views["sales"]]
    connection = duckdb.connect()
    connection.execute("SET parquet_metadata_cache = true")
    connection.execute(f"CREATE VIEW facts AS SELECT * FROM read_parquet({paths!r})")
    return connection


def pair(warehouse: Warehouse, connection: duckdb.DuckDBPyConnection, question: Question) -> tuple[Way, Way]:
    """Both ways to one answer, checked to be equally long."""
    query, sql = question

    def ours() -> int:
        return warehouse.query(query).height

    def theirs() -> int:
        return connection.sql(sql, params=[query.first, query.until]).to_arrow_table().num_rows

    assert ours() == theirs(), sql
    return ours, theirs


def main() -> None:
    """Print the figures of every question, then the worst ratio."""
    lines = scaled(10_000_000)
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        warehouse, connection = filled(home, lines), by_hand(home)
        figures: dict[str, object] = {"order lines": f"{lines:,}"}
        worst = 0.0
        for name, question in QUESTIONS.items():
            ours, theirs = pair(warehouse, connection, question)
            result = compare(lambda ours=ours: timed(ours), lambda theirs=theirs: timed(theirs), 2 * rounds() + 1)
            figures[name] = f"{seconds(result.a)} against {seconds(result.b)}: {result.ratio:.2f} x"
            worst = max(worst, result.ratio)
        figures["mark"] = f"<= {MARK} x: {'met' if worst <= MARK else f'missed, worst {worst:.2f} x'}{' (small run)' if quick() else ''}"
        report("query, warehouse against hand-written SQL", figures)


if __name__ == "__main__":
    main()
