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
from yunce.warehouse.duckdb.query.sql import Node, any_of, call, cast, column, inside, named, negated, number, select, star, text, union
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

    def relation(self, scan: Scan, wheres: Sequence[Condition] = ()) -> exp.Select | None:
        """Rows of the scan that match one of `wheres` (all without any); None where no file can have any."""
        source = self._rollup(scan.table) if scan.is_rollup else self._detail(scan)
        if source is None:
            return None
        conditions = self._conditions(scan)
        if wheres:
            conditions.append(any_of([self.condition(scan, where) for where in wheres]))
        if scan.grain == BEST:
            source = self._best_grain(scan, source)
        elif scan.grain:
            conditions.append(exp.EQ(this=column("grain"), expression=text(scan.grain)))
        return select([star()], inside(source, "r"), *conditions)

    def _best_grain(self, scan: Scan, source: exp.Select) -> exp.Select:
        """For each day and shop the rows of the one grain that says most about the shop."""
        chosen = select([star()], inside(source, "g"), *self._period(scan))
        shop_day = [column(c) for c in ("day", "platform", "shop", "unit")]
        best = exp.Window(this=call("min", _rank()), partition_by=shop_day)
        chosen.set("qualify", exp.Qualify(this=exp.EQ(this=_rank(), expression=best)))
        return chosen

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
        columns = [column(c) if c in stored else named(_null(types[c]), c) for c in wanted]
        return select(columns, self._reader(view + "_" + table, places(self.home, files)))

    def _rollup(self, table: str) -> exp.Select | None:
        months = self.snapshot.rollups.get(table, {})
        first, last = f"{self.query.first:%Y-%m}", f"{self.query.until - timedelta(days=1):%Y-%m}"
        paths = [self.home.at(r.path).as_posix() for month, r in sorted(months.items()) if first <= month <= last]
        if not paths:
            return None
        return select([star()], self._reader(table + "_rollup", paths))

    def _reader(self, name: str, paths: list[str]) -> Node:
        self.files[name] = paths
        return call("read_parquet", exp.Parameter(this=exp.Var(this=name)))

    def _period(self, scan: Scan) -> list[Node]:
        looks_back = scan.kind == "last" and not set(TIME) & set(self.query.by)
        until = exp.LT(this=column("day"), expression=literal(self.query.until))
        return [until] if looks_back else [exp.GTE(this=column("day"), expression=literal(self.query.first)), until]

    def _conditions(self, scan: Scan) -> list[Node]:
        parts = self._period(scan)
        if scan.table in MARKED and not self.query.include_marked:
            parts.append(negated(column("is_marked") if scan.is_rollup else _is_marked()))
        if self.query.where is not None:
            parts.append(self.condition(scan, self.query.where))
        return parts

    def condition(self, scan: Scan, condition: Condition) -> Node:
        """A condition over the scan's columns."""
        return lowered(condition, lambda compare: self._left(scan, compare))

    def _left(self, scan: Scan, compare: Compare) -> Node:
        flag = flag_of(scan.table, compare) if scan.is_rollup else None
        if flag is not None:
            return call("nullif", column(flag), exp.Boolean(this=False))
        return self.dimension(scan, compare.column, is_label=True)

    def dimension(self, scan: Scan, name: str, *, is_label: bool = False) -> Node:
        """A dimension in SQL: time dimensions as the first day of their period, or as their label in comparisons."""
        if name in ("week", "month", "quarter", "year"):
            return _label(name) if is_label else cast(call("date_trunc", text(name), column("day")), "DATE")
        if name in SPLIT_MONTHS:
            return _part(name)
        if name == "unit":
            return self.unit_id(scan)
        types = columns_of(scan.table)
        if name not in types:
            return _from_dims(name) if scan.table == "measures" else _null("text")
        return call("nullif", column(name), text("")) if types[name] == "text" else column(name)

    def unit_id(self, scan: Scan) -> Node:
        """The unit of a row: a constant where all rows have the same, else a choice by what tells the rows apart."""
        triples = self.units[scan.table]
        names = sorted(set(triples.values()))
        if len(names) <= 1:
            return text(names[0] if names else UNASSIGNED)
        columns = ("unit", "platform", "shop")
        varies = [i for i in range(3) if len({t[i] for t in triples}) > 1]
        choice = {tuple(t[i] or "" for i in varies): name for t, name in triples.items()}
        members = exp.Array(expressions=[text("\x1f".join(key)) for key in choice])
        values = exp.Array(expressions=[text(name) for name in choice.values()])
        lookup = call("map_extract_value", call("map", members, values), _key([columns[i] for i in varies]))
        return call("coalesce", lookup, text(UNASSIGNED))


def _key(names: Sequence[str]) -> Node:
    filled = [call("coalesce", column(name), text("")) for name in names]
    return filled[0] if len(filled) == 1 else call("concat_ws", text("\x1f"), *filled)


def _rank() -> Node:
    ranks = [exp.If(this=text(grain), true=number(i)) for i, grain in enumerate(("shop", "source"))]
    return exp.Case(this=column("grain"), ifs=ranks, default=number(2))


def _label(name: str) -> Node:
    if name == "quarter":
        year = call("strftime", column("day"), text("%Y-Q"))
        return exp.DPipe(this=year, expression=cast(call("quarter", column("day")), "VARCHAR"))
    return call("strftime", column("day"), text(_LABELS[name]))


SPLIT_MONTHS = ("half_year", "ten_days")
"""Time dimensions that are no unit of a calendar function: always asked for by their label, `2026-H2` and `2026-09-T1`."""


def _part(name: str) -> Node:
    """The label of a half year, or of the ten days (旬) of a month; a month's last ten days take what is left."""
    if name == "half_year":
        half = call("divide", call("add", call("month", column("day")), number(5)), number(6))
        return call("concat", call("strftime", column("day"), text("%Y-H")), half)
    tenth = call("least", call("divide", call("add", call("day", column("day")), number(9)), number(10)), number(3))
    return call("concat", call("strftime", column("day"), text("%Y-%m-T")), tenth)


def _is_marked() -> Node:
    return exp.NEQ(this=call("coalesce", column("mark"), text("")), expression=text(""))


def _from_dims(name: str) -> Node:
    return call("json_extract_string", column("dims"), text(f'$."{name}"'))


_SQL_TYPES: Mapping[str, str] = {
    "text": "VARCHAR", "int": "BIGINT", "fen": "BIGINT", "seconds": "BIGINT", "decimal": "DECIMAL(28, 6)",
    "day": "DATE", "moment": "TIMESTAMP", "flag": "BOOLEAN",
}  # fmt: skip


def _null(kind: str) -> Node:
    return cast(exp.Null(), _SQL_TYPES[kind])


def _meets(file: FactFile, first: date, last: date) -> bool:
    return file.first is not None and file.last is not None and file.first <= last and file.last >= first


def _union(selects: Sequence[exp.Select]) -> exp.Select | None:
    if not selects:
        return None
    return selects[0] if len(selects) == 1 else select([star()], inside(union(selects), "u"))
