# SPDX-License-Identifier: Apache-2.0
"""The rows of a scan as a subquery: only files of the days asked for, only one grain of traffic, units matched, marked rows out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from sqlglot import exp

from yunce.warehouse.duckdb.engine import Param, places
from yunce.warehouse.duckdb.home import Home
from yunce.warehouse.duckdb.manifest import FactFile, Snapshot
from yunce.warehouse.duckdb.query.conditions import literal, lowered
from yunce.warehouse.duckdb.query.scan import BEST, TIME, Scan, columns_of, flag_of
from yunce.warehouse.duckdb.schema import stored_schema
from yunce.warehouse.duckdb.units import UNASSIGNED
from yunce.warehouse.port import Compare, Condition, Query

MARKED = ("orders", "lines", "refunds", "sales")
_LABELS = {"week": "%G-W%V", "month": "%Y-%m", "year": "%Y"}
Triple = tuple[str | None, str | None, str | None]


@dataclass
class Rows:
    """Builds the relation of one scan; file lists become bound parameters in `files`."""

    home: Home
    snapshot: Snapshot
    query: Query
    units: Mapping[str, Mapping[Triple, str]]
    """For each view its (unit, platform, shop) with the unit's id."""
    files: dict[str, Param] = field(default_factory=dict)

    def relation(self, scan: Scan) -> exp.Select | None:
        """Rows of the scan; None where no file can have any."""
        source = self._rollup(scan.table) if scan.is_rollup else self._detail(scan)
        if source is None:
            return None
        select = exp.select("*").from_(source.subquery("r")).where(*self._conditions(scan))
        if scan.grain == BEST:
            select = self._best_grain(scan, source)
        elif scan.grain:
            select = select.where(exp.column("grain").eq(scan.grain))
        return select

    def _best_grain(self, scan: Scan, source: exp.Select) -> exp.Select:
        """For each day and shop the rows of the one grain that says most about the shop."""
        rank = "CASE grain WHEN 'shop' THEN 0 WHEN 'source' THEN 1 ELSE 2 END"
        chosen = exp.select("*").from_(source.subquery("g")).where(*self._period(scan))
        chosen = chosen.qualify(f"{rank} = min({rank}) OVER (PARTITION BY day, platform, shop, unit)", dialect="duckdb")
        return exp.select("*").from_(chosen.subquery("r")).where(*self._conditions(scan))

    def _detail(self, scan: Scan) -> exp.Select | None:
        first = self.query.first
        looks_back = scan.kind == "last" and not set(TIME) & set(self.query.by)
        last_day = self.query.until - timedelta(days=1)
        files = [f for f in self.snapshot.views.get(scan.table, ()) if _meets(f, date.min if looks_back else first, last_day)]
        tables = list(dict.fromkeys(f.table for f in files))
        selects = [self._columns(scan.table, table, [f for f in files if f.table == table]) for table in tables]
        return _union(selects)

    def _columns(self, view: str, table: str, files: Sequence[FactFile]) -> exp.Select:
        """All columns of the view from files of one table; those that the table lacks are null."""
        stored = stored_schema(table)
        wanted = stored_schema("lines" if view == "sales" else view)
        types = columns_of(view)
        columns = [exp.column(c, quoted=True) if c in stored else exp.alias_(_null(types[c]), c, quoted=True) for c in wanted]
        return exp.select(*columns).from_(self._reader(view + "_" + table, places(self.home, files)))

    def _rollup(self, table: str) -> exp.Select | None:
        months = self.snapshot.rollups.get(table, {})
        first, last = f"{self.query.first:%Y-%m}", f"{self.query.until - timedelta(days=1):%Y-%m}"
        paths = [self.home.at(r.path).as_posix() for month, r in sorted(months.items()) if first <= month <= last]
        if not paths:
            return None
        return exp.select("*").from_(self._reader(table + "_rollup", paths))

    def _reader(self, name: str, paths: list[str]) -> exp.Expr:
        self.files[name] = paths
        return exp.Anonymous(this="read_parquet", expressions=[exp.Parameter(this=exp.Var(this=name))])

    def _period(self, scan: Scan) -> list[exp.Expr]:
        looks_back = scan.kind == "last" and not set(TIME) & set(self.query.by)
        until = exp.column("day") < literal(self.query.until)
        return [until] if looks_back else [exp.column("day") >= literal(self.query.first), until]

    def _conditions(self, scan: Scan) -> list[exp.Expr]:
        parts = self._period(scan)
        if scan.table in MARKED and not self.query.include_marked:
            flag: exp.Expr = exp.column("is_marked") if scan.is_rollup else _is_marked()
            parts.append(exp.Not(this=flag))
        if self.query.where is not None:
            parts.append(self.condition(scan, self.query.where))
        return parts

    def condition(self, scan: Scan, condition: Condition) -> exp.Expr:
        """A condition over the scan's columns."""
        return lowered(condition, lambda compare: self._left(scan, compare))

    def _left(self, scan: Scan, compare: Compare) -> exp.Expr:
        flag = flag_of(scan.table, compare) if scan.is_rollup else None
        if flag is not None:
            return exp.func("nullif", exp.column(flag), exp.false())
        return self.dimension(scan, compare.column, is_label=True)

    def dimension(self, scan: Scan, name: str, *, is_label: bool = False) -> exp.Expr:
        """A dimension in SQL: time dimensions as the first day of their period, or as their label in comparisons."""
        if name in ("week", "month", "quarter", "year"):
            return _label(name) if is_label else exp.cast(exp.func("date_trunc", exp.Literal.string(name), exp.column("day")), "date")
        if name == "unit":
            return self.unit_id(scan)
        types = columns_of(scan.table)
        if name not in types:
            return _from_dims(name) if scan.table == "measures" else _null("text")
        column: exp.Expr = exp.column(name, quoted=True)
        return exp.func("nullif", column, exp.Literal.string("")) if types[name] == "text" else column

    def unit_id(self, scan: Scan) -> exp.Expr:
        """The unit of a row: a constant where all rows have the same, else a choice by what tells the rows apart."""
        triples = self.units[scan.table]
        names = sorted(set(triples.values()))
        if len(names) <= 1:
            return exp.Literal.string(names[0] if names else UNASSIGNED)
        parts = [exp.column(c) for c in ("unit", "platform", "shop")]
        varies = [i for i in range(3) if len({t[i] for t in triples}) > 1]
        choice: dict[tuple[str, ...], str] = {tuple(t[i] or "" for i in varies): name for t, name in triples.items()}
        key = _key([parts[i] for i in varies])
        cases = exp.Case(this=key)
        for members, name in choice.items():
            cases = cases.when(literal("\x1f".join(members)), literal(name))
        return cases.else_(literal(UNASSIGNED))


def _key(columns: Sequence[exp.Expr]) -> exp.Expr:
    filled = [exp.func("coalesce", c, exp.Literal.string("")) for c in columns]
    return filled[0] if len(filled) == 1 else exp.func("concat_ws", exp.Literal.string("\x1f"), *filled)


def _label(name: str) -> exp.Expr:
    if name == "quarter":
        year = exp.Anonymous(this="strftime", expressions=[exp.column("day"), exp.Literal.string("%Y-Q")])
        return exp.DPipe(this=year, expression=exp.cast(exp.func("quarter", exp.column("day")), "text"))
    return exp.Anonymous(this="strftime", expressions=[exp.column("day"), exp.Literal.string(_LABELS[name])])


def _is_marked() -> exp.Expr:
    return exp.func("coalesce", exp.column("mark"), exp.Literal.string("")).neq("")


def _from_dims(name: str) -> exp.Expr:
    return exp.Anonymous(this="json_extract_string", expressions=[exp.column("dims"), exp.Literal.string(f'$."{name}"')])


_SQL_TYPES: Mapping[str, str] = {
    "text": "text", "int": "bigint", "fen": "bigint", "seconds": "bigint", "decimal": "decimal(28, 6)",
    "day": "date", "moment": "timestamp", "flag": "boolean",
}  # fmt: skip


def _null(kind: str) -> exp.Expr:
    return exp.cast(exp.null(), _SQL_TYPES[kind], dialect="duckdb")


def _meets(file: FactFile, first: date, last: date) -> bool:
    return file.first is not None and file.last is not None and file.first <= last and file.last >= first


def _union(selects: Sequence[exp.Select]) -> exp.Select | None:
    if not selects:
        return None
    union: exp.Query = selects[0]
    for select in selects[1:]:
        union = exp.union(union, select, distinct=False)
    return selects[0] if len(selects) == 1 else exp.select("*").from_(union.subquery("u"))
