# SPDX-License-Identifier: Apache-2.0
"""What a metric measures, as text: `sum(sales.paid)`, `distinct(sales.buyer)`, `repeat(sales.buyer, sales.order)`, `count(refunds.*)`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, cast, get_args

from yunce.plan.fields import nearest, suggestion
from yunce.values.problem import Problem

Aggregate = Literal["sum", "count", "distinct", "repeat", "last", "min", "max", "mean"]
AGGREGATES: tuple[Aggregate, ...] = get_args(Aggregate)

_FORM = re.compile(
    r"(?P<aggregate>[a-z]+)\(\s*(?P<table>[a-z_]+)\.(?P<column>[a-z_]+|\*)\s*"
    r"(?:,\s*(?P<table2>[a-z_]+)\.(?P<second>[a-z_]+)\s*)?\)",
    re.ASCII,
)

Columns = Mapping[str, Mapping[str, str]]
"""The columns of each table of facts with their types (`text int fen seconds decimal day moment flag`), by the table's name."""


@dataclass(frozen=True, slots=True)
class MeasureSpec:
    """An aggregate of a column of a table; `second` only for `repeat`: whose distinct members are counted for each of `column`."""

    aggregate: Aggregate
    table: str
    column: str
    second: str = ""


def read_measure(text: str, path: str = "") -> MeasureSpec | Problem:
    """The measure that a text means. Problems: `measure.unreadable`, `measure.aggregate`, `measure.second`.

    >>> read_measure("sum(sales.paid)")
    MeasureSpec(aggregate='sum', table='sales', column='paid', second='')
    """
    match = _FORM.fullmatch(text.strip())
    if match is None:
        return Problem.of("measure.unreadable", path, stated=text[:60])
    if match["aggregate"] not in AGGREGATES:
        likely = nearest(match["aggregate"], AGGREGATES)
        return Problem.of("measure.aggregate", path, aggregate=match["aggregate"], likely=likely, known="、".join(AGGREGATES))
    repeats, everything = match["aggregate"] == "repeat", match["column"] == "*"
    if (
        repeats != bool(match["second"])
        or (repeats and match["table2"] != match["table"])
        or (everything and match["aggregate"] != "count")
    ):
        return Problem.of("measure.second", path, stated=text[:60])
    return MeasureSpec(cast("Aggregate", match["aggregate"]), match["table"], match["column"], match["second"] or "")


def check_measure(spec: MeasureSpec, columns: Columns, path: str = "") -> Problem | None:
    """What is wrong with the table or columns of a measure, given those that facts have."""
    if spec.table not in columns:
        return Problem.of("measure.table", path, table=spec.table, likely=suggestion(spec.table, columns), known="、".join(sorted(columns)))
    known = columns[spec.table]
    for column in (spec.column, spec.second):
        if column and column != "*" and column not in known:
            return Problem.of("measure.column", path, table=spec.table, column=column, likely=suggestion(column, known))
    return None
