# SPDX-License-Identifier: Apache-2.0
"""Daily rollups: the additive numbers of a view by day, shop, unit and channel, a file a month, kept as long as its files stay the same."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import date

import polars as pl

from yunce.warehouse.duckdb.engine import Engine, places
from yunce.warehouse.duckdb.files import Shelf
from yunce.warehouse.duckdb.manifest import FactFile, Rollup

DIMENSIONS: Mapping[str, tuple[str, ...]] = {
    "sales": ("day", "platform", "shop", "unit", "channel"),
    "refunds": ("day", "platform", "shop", "unit", "channel", "dated"),
    "traffic": ("day", "platform", "shop", "unit", "channel", "grain", "source"),
    "ads": ("day", "platform", "shop", "unit", "channel", "ad_channel"),
}
"""What a rollup can be asked by. `traffic` leaves out the article: by article from the detail."""

FLAGS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "sales": (("is_marked", "coalesce(mark, '') <> ''"), ("is_paid", "paid_at IS NOT NULL")),
    "refunds": (("is_marked", "coalesce(mark, '') <> ''"),),
}
"""Further dimensions that are tests of a column."""

SUMS: Mapping[str, tuple[str, ...]] = {
    "sales": ("paid", "quantity"),
    "refunds": ("amount",),
    "traffic": ("visitors", "views", "carts", "favourites", "bounces", "attributed_buyers", "attributed_gmv"),
    "ads": ("spend", "impressions", "clicks", "attributed_orders", "attributed_gmv"),
}
"""Columns that add up over every dimension of the rollup."""

ROWS = "rows"


def months_between(first: date, last: date) -> list[str]:
    """The months that days [first, last] touch."""
    count = (last.year - first.year) * 12 + last.month - first.month
    return [f"{first.year + (first.month - 1 + i) // 12:04d}-{(first.month - 1 + i) % 12 + 1:02d}" for i in range(count + 1)]


def roll_up(
    engine: Engine, shelf: Shelf, views: Mapping[str, Sequence[FactFile]], before: Mapping[str, Mapping[str, Rollup]]
) -> dict[str, dict[str, Rollup]]:
    """Rollups of the views: those whose files have not changed are taken over."""
    result: dict[str, dict[str, Rollup]] = {}
    for table in DIMENSIONS:
        by_month = _files_by_month(views.get(table, ()))
        known = before.get(table, {})
        digests = {month: _digest(files) for month, files in by_month.items()}
        kept = {m: known[m] for m, digest in digests.items() if m in known and known[m].digest == digest}
        changed = {m: files for m, files in by_month.items() if m not in kept}
        made = _made(engine, shelf, table, changed)
        result[table] = {**kept, **{month: Rollup(path, digests[month]) for month, path in made.items()}}
    return result


def _files_by_month(files: Sequence[FactFile]) -> dict[str, list[FactFile]]:
    result: dict[str, list[FactFile]] = {}
    for file in files:
        if file.first is None or file.last is None:
            continue
        for month in months_between(file.first, file.last):
            result.setdefault(month, []).append(file)
    return result


def _digest(files: Sequence[FactFile]) -> str:
    return hashlib.sha256("\n".join(sorted(f.path for f in files)).encode()).hexdigest()[:32]


def _made(engine: Engine, shelf: Shelf, table: str, months: Mapping[str, Sequence[FactFile]]) -> dict[str, str]:
    """Add up the detail of the months that changed, all in one pass; month -> path."""
    if not months:
        return {}
    files = list(dict.fromkeys(f for group in months.values() for f in group))
    frame = engine.frame(rollup_sql(table), files=places(shelf.home, files))
    parts = frame.with_columns(pl.col("day").dt.strftime("%Y-%m").alias("_month")).partition_by("_month", as_dict=True, include_key=False)
    wanted = {str(month): part for (month,), part in parts.items() if month in months}
    return {
        month: shelf.write(f"rollups/{table}/{month}", table, part.sort("day", maintain_order=True)).path for month, part in wanted.items()
    }


def rollup_sql(table: str) -> str:
    """The statement that adds a view up; headers of orders have the columns that they have."""
    dims = ", ".join(f'"{d}"' for d in DIMENSIONS[table])
    flags = "".join(f", {test} AS {name}" for name, test in FLAGS.get(table, ()))
    sums = ", ".join(f'sum("{c}")::{_sum_type(table, c)} AS "{c}"' for c in SUMS[table])
    source = "read_parquet($files, union_by_name = true)"
    return f"SELECT {dims}{flags}, count(*) AS {ROWS}, {sums} FROM {source} WHERE day IS NOT NULL GROUP BY ALL"  # noqa: S608


def _sum_type(table: str, column: str) -> str:
    return "DECIMAL(38, 6)" if (table, column) == ("traffic", "bounces") else "DECIMAL(38, 0)"
