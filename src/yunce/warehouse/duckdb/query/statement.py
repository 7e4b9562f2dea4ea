# SPDX-License-Identifier: Apache-2.0
"""A question as one statement: for each scan a branch that adds its measures up, the branches laid side by side on the dimensions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlglot import exp

from yunce.values.problem import Problem, YunceError
from yunce.warehouse.duckdb.query.conditions import any_of
from yunce.warehouse.duckdb.query.numbers import Exact, exact
from yunce.warehouse.duckdb.query.relation import Rows
from yunce.warehouse.duckdb.query.scan import Scan, columns_of, scan_of, series_of
from yunce.warehouse.duckdb.rollups import ROWS
from yunce.warehouse.duckdb.schema import ORDER
from yunce.warehouse.port import Measure, Query


@dataclass(frozen=True, slots=True)
class Statement:
    """The tree, and how each measure's column is read."""

    tree: exp.Expr
    measures: tuple[Measure, ...]


def statement(query: Query, rows: Rows) -> exp.Expr | None:
    """The statement of a query; None where no file can have an answer. Columns: the dimensions, then the measures."""
    if not query.measures:
        raise YunceError(Problem.of("warehouse.query_empty"))
    groups: dict[tuple[Scan, str], list[Measure]] = {}
    for measure in query.measures:
        scan = scan_of(measure, query)
        alone = "" if scan.kind == "plain" else measure.name
        groups.setdefault((scan, alone), []).append(measure)
    branches = [b for (scan, _), measures in groups.items() if (b := _branch(query, rows, scan, measures)) is not None]
    if not branches:
        return None
    return _side_by_side(query, branches)


def _branch(query: Query, rows: Rows, scan: Scan, measures: Sequence[Measure]) -> exp.Select | None:
    relation = rows.relation(scan)
    if relation is None:
        return None
    wheres = [rows.condition(scan, m.where) for m in measures if m.where is not None]
    if len(wheres) == len(measures):
        relation = relation.where(any_of(wheres))
    named = [exp.alias_(rows.dimension(scan, d), d, quoted=True) for d in query.by]
    if scan.kind == "last":
        return _last(relation, named, scan, measures[0])
    if scan.kind == "repeat":
        return _repeat(relation, named, measures[0])
    values = [_aggregated(rows, scan, m, filters=len(measures) > 1) for m in measures]
    select = exp.select(*named, *values).from_(relation.subquery("s"))
    return _grouped(select, len(named))


def _aggregated(rows: Rows, scan: Scan, measure: Measure, *, filters: bool) -> exp.Expr:
    """A plain measure: the aggregate over the rows that match."""
    where = rows.condition(scan, measure.where) if filters and measure.where is not None else None
    if scan.is_rollup:
        column = ROWS if measure.aggregate == "count" else measure.column
        kind = "int" if column == ROWS else columns_of(measure.table)[column]
        value = exact(Exact("sum", exp.column(column, quoted=True), kind, measure.scale, where))
    else:
        kind = columns_of(measure.table).get(measure.column, "int")
        value = exact(Exact(measure.aggregate, _column(measure.table, measure.column), kind, measure.scale, where))
    return exp.alias_(value, measure.name, quoted=True)


def _column(table: str, column: str) -> exp.Expr:
    """A column to aggregate; an order is one of its platform and shop, which its hash knows."""
    if column == "*":
        return exp.Star()
    is_order = column == "order" and table in ("sales", "orders", "lines", "refunds")
    return exp.column(ORDER if is_order else column, quoted=True)


def _last(relation: exp.Select, named: Sequence[exp.Expr], scan: Scan, measure: Measure) -> exp.Select:
    """The last known value of each series within the cell, added up."""
    value = exp.column(measure.column, quoted=True)
    series = [exp.column(c, quoted=True) for c in series_of(scan.table)]
    cells = [*(n.this.copy() for n in named), *series]
    latest = exp.Window(this=exp.Max(this=exp.column("day")), partition_by=cells)
    known = exp.Not(this=exp.Is(this=value.copy(), expression=exp.null()))
    inner = exp.select(*named, exp.alias_(value, "_value")).from_(relation.where(known).subquery("s"))
    inner.set("qualify", exp.Qualify(this=exp.EQ(this=exp.column("day"), expression=latest)))
    kind = columns_of(measure.table)[measure.column]
    total = exact(Exact("sum", exp.column("_value"), kind, measure.scale, None))
    outer = exp.select(*_names(named), exp.alias_(total, measure.name, quoted=True)).from_(inner.subquery("t"))
    return _grouped(outer, len(named))


def _repeat(relation: exp.Select, named: Sequence[exp.Expr], measure: Measure) -> exp.Select:
    """Members with at least two distinct seconds in the cell."""
    member = _column(measure.table, measure.column)
    second = _column(measure.table, measure.second)
    is_repeat = exp.NEQ(this=exp.Min(this=second), expression=exp.Max(this=second.copy()))
    known = exp.Not(this=exp.Is(this=member.copy(), expression=exp.null()))
    inner = exp.select(*named, exp.alias_(member, "_member"), exp.alias_(is_repeat, "_repeats")).from_(relation.where(known).subquery("s"))
    inner = _grouped(inner, len(named) + 1)
    count = exp.func("count_if", exp.column("_repeats"), dialect="duckdb")
    outer = exp.select(*_names(named), exp.alias_(exp.cast(count, "bigint"), measure.name, quoted=True)).from_(inner.subquery("t"))
    return _grouped(outer, len(named))


def _grouped(select: exp.Select, count: int) -> exp.Select:
    return select.group_by(*(exp.Literal.number(i + 1) for i in range(count))) if count else select


def _names(named: Sequence[exp.Expr]) -> list[exp.Expr]:
    return [exp.column(n.alias, quoted=True) for n in named]


def _side_by_side(query: Query, branches: Sequence[exp.Select]) -> exp.Expr:
    """One row a cell: every branch fills the measures that it has, those of the others are null."""
    measures = [m.name for m in query.measures]
    union: exp.Query = branches[0]
    for branch in branches[1:]:
        union = exp.union(union, branch, distinct=False)
        union.set("by_name", True)
    present = {e.alias for branch in branches for e in branch.expressions}
    dims = [exp.column(d, quoted=True) for d in query.by]
    values = [
        exp.alias_(_picked(name, single=len(branches) == 1) if name in present else exp.null(), name, quoted=True) for name in measures
    ]
    select = exp.select(*dims, *values).from_(union.subquery("c"))
    if len(branches) > 1:
        select = _grouped(select, len(dims))
    is_known = [exp.Not(this=exp.Is(this=exp.column(name, quoted=True), expression=exp.null())) for name in measures]
    answer = exp.select("*").from_(select.subquery("z")).where(any_of(is_known))
    order = [exp.Ordered(this=d.copy(), nulls_first=False) for d in dims]
    return answer.order_by(*order) if order else answer


def _picked(name: str, *, single: bool) -> exp.Expr:
    column = exp.column(name, quoted=True)
    return column if single else exp.Max(this=column)
