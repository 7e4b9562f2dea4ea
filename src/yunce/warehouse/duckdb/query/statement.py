# SPDX-License-Identifier: Apache-2.0
"""A question as one statement: for each scan a branch that adds its measures up, the branches laid side by side on the dimensions."""

from __future__ import annotations

from collections.abc import Sequence

from sqlglot import exp

from yunce.values.problem import Problem, YunceError
from yunce.warehouse.duckdb.query.numbers import Exact, exact
from yunce.warehouse.duckdb.query.relation import Rows
from yunce.warehouse.duckdb.query.scan import Scan, columns_of, scan_of, series_of
from yunce.warehouse.duckdb.query.sql import Node, any_of, call, cast, column, inside, is_null, named, negated, select, star, union
from yunce.warehouse.duckdb.rollups import ROWS
from yunce.warehouse.duckdb.schema import ORDER, ORDERED
from yunce.warehouse.port import Measure, Query


def statement(query: Query, rows: Rows) -> Node | None:
    """The statement of a query; None where no file can have an answer. Columns: the dimensions, then the measures."""
    if not query.measures:
        raise YunceError(Problem.of("warehouse.query_empty"))
    groups: dict[tuple[Scan, str], list[Measure]] = {}
    for measure in query.measures:
        scan = scan_of(measure, query)
        alone = "" if scan.kind == "plain" else measure.name
        groups.setdefault((scan, alone), []).append(measure)
    branches = [(b, ms) for (scan, _), ms in groups.items() if (b := _branch(query, rows, scan, ms)) is not None]
    return _side_by_side(query, branches) if branches else None


def _branch(query: Query, rows: Rows, scan: Scan, measures: Sequence[Measure]) -> exp.Select | None:
    wheres = [m.where for m in measures if m.where is not None]
    relation = rows.relation(scan, wheres if len(wheres) == len(measures) else ())
    if relation is None:
        return None
    dims = [named(rows.dimension(scan, d), d) for d in query.by]
    if scan.kind == "last":
        return _last(rows, relation, query, (scan, measures[0]))
    if scan.kind == "repeat":
        return _repeat(relation, query, dims, measures[0])
    values = [_aggregated(rows, scan, m, filters=len(measures) > 1) for m in measures]
    return select([*dims, *values], inside(relation, "s"), groups=len(dims))


def _aggregated(rows: Rows, scan: Scan, measure: Measure, *, filters: bool) -> Node:
    """A plain measure: the aggregate over the rows that match."""
    condition = measure.where if filters else None
    where = None if condition is None else (lambda: rows.condition(scan, condition))
    if scan.is_rollup:
        name = ROWS if measure.aggregate == "count" else measure.column
        kind = columns_of(measure.table).get(name, "int")
        return named(exact(Exact("sum", kind, measure.scale, lambda: column(name), where)), measure.name)
    kind = columns_of(measure.table).get(measure.column, "int")
    wanted = Exact(measure.aggregate, kind, measure.scale, lambda: _column(measure.table, measure.column), where)
    return named(exact(wanted), measure.name)


def _column(table: str, name: str) -> Node:
    """A column to aggregate; an order is one of its platform and shop, which its hash knows."""
    if name == "*":
        return star()
    return column(ORDER if name == "order" and table in ORDERED else name)


def _last(rows: Rows, relation: exp.Select, query: Query, what: tuple[Scan, Measure]) -> exp.Select:
    """The last known value of each series within the cell, added up."""
    scan, measure = what
    cells = [*(rows.dimension(scan, d) for d in query.by), *(column(c) for c in series_of(scan.table))]
    latest = exp.Window(this=call("max", column("day")), partition_by=cells)
    dims = [named(rows.dimension(scan, d), d) for d in query.by]
    value = named(column(measure.column), "_value")
    inner = select([*dims, value], inside(relation, "s"), negated(is_null(column(measure.column))))
    inner.set("qualify", exp.Qualify(this=exp.EQ(this=column("day"), expression=latest)))
    kind = columns_of(measure.table)[measure.column]
    total = named(exact(Exact("sum", kind, measure.scale, lambda: column("_value"))), measure.name)
    return select([*(column(d) for d in query.by), total], inside(inner, "t"), groups=len(query.by))


def _repeat(relation: exp.Select, query: Query, dims: Sequence[Node], measure: Measure) -> exp.Select:
    """Members with at least two distinct seconds in the cell."""
    low, high = (call(bound, _column(measure.table, measure.second)) for bound in ("min", "max"))
    known = negated(is_null(_column(measure.table, measure.column)))
    repeats = named(exp.NEQ(this=low, expression=high), "_repeats")
    member = named(_column(measure.table, measure.column), "_member")
    inner = select([*dims, member, repeats], inside(relation, "s"), known, groups=len(dims) + 1)
    count = named(cast(call("count_if", column("_repeats")), "BIGINT"), measure.name)
    return select([*(column(d) for d in query.by), count], inside(inner, "t"), groups=len(query.by))


def _side_by_side(query: Query, branches: Sequence[tuple[exp.Select, Sequence[Measure]]]) -> Node:
    """One row a cell: every branch fills the measures that it has, those of the others are null."""
    names = [m.name for m in query.measures]
    present = {m.name for _, measures in branches for m in measures}
    is_one = len(branches) == 1

    def value(name: str) -> Node:
        if name not in present:
            return named(exp.Null(), name)
        return named(column(name) if is_one else call("max", column(name)), name)

    dims = [column(d) for d in query.by]
    source = inside(union([branch for branch, _ in branches], by_name=True), "c")
    cells = select([*dims, *map(value, names)], source, groups=0 if is_one else len(dims))
    answer = select([star()], inside(cells, "z"), any_of([negated(is_null(column(name))) for name in names]))
    if dims:
        answer.set("order", exp.Order(expressions=[exp.Ordered(this=column(d), nulls_first=False) for d in query.by]))
    return answer
