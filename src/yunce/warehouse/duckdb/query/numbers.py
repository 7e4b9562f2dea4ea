# SPDX-License-Identifier: Apache-2.0
"""Aggregates that stay exact: sums as decimals that do not overflow, division by a scale without floating point."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sqlglot import exp

from yunce.warehouse.duckdb.query.sql import Node, call, cast, number, text

PLACES = 9
"""Decimal places of what does not come out even; half is rounded up."""
DECIMAL_PLACES = 6
"""Decimal places of `decimal` columns."""
NUMERIC = ("int", "fen", "seconds", "decimal")


@dataclass(frozen=True, slots=True)
class Exact:
    """An aggregate of a column of a type, divided by a scale, over the rows that match `where`; the last two make new nodes."""

    aggregate: str
    kind: str
    scale: int
    column: Callable[[], Node]
    where: Callable[[], Node] | None = None


def exact(wanted: Exact) -> Node:
    """The aggregate in SQL; null where no row counts."""
    match wanted.aggregate:
        case "sum":
            return _scaled(_over(wanted, "sum"), wanted.kind, wanted.scale)
        case "mean":
            return _divided(_over(wanted, "sum"), wanted.kind, lambda: _over(wanted, "count"), wanted.scale)
        case "min" | "max":
            value = _over(wanted, wanted.aggregate)
            return _scaled(value, wanted.kind, wanted.scale) if wanted.kind in NUMERIC else value
        case "distinct":
            return _counted(wanted, exp.Count(this=exp.Distinct(expressions=[wanted.column()])))
        case _:
            return _counted(wanted, call("count", wanted.column()))


def _over(wanted: Exact, function: str) -> Node:
    return _filtered(wanted, call(function, wanted.column()))


def _counted(wanted: Exact, count: Node) -> Node:
    """A count, null where there is nothing to count."""
    counted = call("nullif", _filtered(wanted, count), number(0))
    return _scaled(counted, "int", wanted.scale) if wanted.scale != 1 else cast(counted, "BIGINT")


def _filtered(wanted: Exact, aggregate: Node) -> Node:
    return aggregate if wanted.where is None else exp.Filter(this=aggregate, expression=exp.Where(this=wanted.where()))


def _scaled(value: Node, kind: str, scale: int) -> Node:
    """A number over its scale: exactly so where the scale is a power of ten."""
    if kind == "decimal":
        return value if scale == 1 else _divided(value, kind, lambda: number(1), scale)
    if scale == 1:
        return cast(value, "DECIMAL(38, 0)")
    zeros = len(str(scale)) - 1
    if scale == 10**zeros and zeros <= DECIMAL_PLACES:
        return _shifted(value, zeros)
    return _divided(value, kind, lambda: number(1), scale)


def _shifted(value: Node, places: int) -> Node:
    whole = cast(value, f"DECIMAL({38 - places - 1}, 0)")
    unit = cast(text(f"{10**-places:.{places}f}"), f"DECIMAL({places + 1}, {places})")
    return exp.Paren(this=exp.Mul(this=whole, expression=unit))


def _divided(value: Node, kind: str, count: Callable[[], Node], scale: int) -> Node:
    """value / (count x scale) to `PLACES` places, in whole numbers."""
    extra = 10**DECIMAL_PLACES if kind == "decimal" else 1
    whole = _times(value, extra) if kind == "decimal" else value

    def below() -> Node:
        return _times(cast(count(), "HUGEINT"), scale * extra)

    above = exp.Paren(this=exp.Add(this=_times(cast(whole, "HUGEINT"), 2 * 10**PLACES), expression=below()))
    return _shifted(exp.Paren(this=call("divide", above, call("nullif", _times(below(), 2), number(0)))), PLACES)


def _times(node: Node, factor: int) -> Node:
    return exp.Paren(this=exp.Mul(this=node, expression=number(factor)))
