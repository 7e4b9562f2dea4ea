# SPDX-License-Identifier: Apache-2.0
"""Where measures are read from: which view, which grain of it, the detail or the rollup."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from yunce.values.problem import Problem, YunceError
from yunce.warehouse.duckdb.query.conditions import mentioned
from yunce.warehouse.duckdb.rollups import DIMENSIONS, FLAGS, SUMS
from yunce.warehouse.port import Compare, Measure, Query
from yunce.warehouse.tables import TABLES

TIME = ("day", "ten_days", "week", "month", "quarter", "half_year", "year")
BEST = "best"
"""The grain of traffic that a shop-day has: shop, else source, else item."""


@dataclass(frozen=True, slots=True)
class Scan:
    """Rows that some measures share. `kind` is how they are added up: `plain`, `last` or `repeat`."""

    table: str
    kind: str
    grain: str
    is_rollup: bool


def columns_of(table: str) -> dict[str, str]:
    """The columns of a view and their types, by name. Raises `YunceError` for a table that there is not."""
    name = "lines" if table == "sales" else table
    if name not in TABLES:
        known = " ".join((*TABLES, "sales"))
        raise YunceError(Problem.of("warehouse.query_unknown_table", table, table=table, known=known))
    return {c.name: c.type for c in TABLES[name].columns}


def scan_of(measure: Measure, query: Query) -> Scan:
    """Where a measure of a query is read from. The rollup only where it gives exactly the same answer."""
    _check(measure)
    kind = measure.aggregate if measure.aggregate in ("last", "repeat") else "plain"
    used = frozenset((*query.by, *(c.column for c in mentioned(measure.where, query.where))))
    grain = _grain(measure.table, used)
    return Scan(measure.table, kind, grain, _fits_rollup(measure, query, grain))


def _check(measure: Measure) -> None:
    columns = columns_of(measure.table)
    named = [c for c in (measure.column, measure.second) if c and c != "*"]
    for name in named:
        if name not in columns:
            known = " ".join(columns)
            raise YunceError(Problem.of("warehouse.query_unknown_column", measure.name, table=measure.table, column=name, known=known))
    if measure.column == "*" and measure.aggregate != "count":
        raise YunceError(Problem.of("warehouse.query_unfit", measure.name, measure=measure.name, why="只有计数可以用 *"))
    if measure.aggregate == "repeat" and not measure.second:
        raise YunceError(Problem.of("warehouse.query_unfit", measure.name, measure=measure.name, why="复购需要第二列,例如 order"))
    numeric = columns.get(measure.column, "int") in ("int", "fen", "seconds", "decimal")
    if measure.aggregate in ("sum", "mean", "last") and not numeric:
        raise YunceError(Problem.of("warehouse.query_unfit", measure.name, measure=measure.name, why=f"列 {measure.column} 不是数值"))


def _grain(table: str, used: frozenset[str]) -> str:
    """The grain of traffic that the question needs: never two of them added up."""
    if table != "traffic" or "grain" in used:
        return ""
    if "sku" in used:
        return "item"
    return "source" if "source" in used else BEST


def _fits_rollup(measure: Measure, query: Query, grain: str) -> bool:
    table = measure.table
    if table not in DIMENSIONS or grain == "item":
        return False
    is_sum = measure.aggregate == "sum" and measure.column in SUMS[table]
    is_count = measure.aggregate == "count" and measure.column == "*"
    known = (*DIMENSIONS[table], *TIME)
    by_fits = all(d in known or d not in columns_of(table) for d in query.by)
    return (is_sum or is_count) and by_fits and all(_answers(table, c, known) for c in mentioned(measure.where, query.where))


def _answers(table: str, compare: Compare, known: tuple[str, ...]) -> bool:
    """Whether a rollup can tell a comparison."""
    return compare.column in known or compare.column not in columns_of(table) or flag_of(table, compare) is not None


def flag_of(table: str, compare: Compare) -> str | None:
    """The flag of a rollup that a test for null stands for: `paid_at != null` is `is_paid`."""
    flags = {name for name, _ in FLAGS.get(table, ())}
    if compare.column == "paid_at" and compare.op in ("==", "!=") and compare.value is None and "is_paid" in flags:
        return "is_paid"
    return None


def series_of(table: str) -> Iterator[str]:
    """Columns that tell apart the series of which `last` takes the last known value."""
    yield from ("platform", "shop", "unit")
    yield from {"stock": ("place",), "measures": ("metric", "dims")}.get(table, ())
