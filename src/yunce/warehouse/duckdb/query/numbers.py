# SPDX-License-Identifier: Apache-2.0
"""Aggregates that stay exact: sums as decimals that do not overflow, division by a scale without floating point."""

from __future__ import annotations

from dataclasses import dataclass

from sqlglot import exp

PLACES = 9
"""Decimal places of what does not come out even; half is rounded up."""
DECIMAL_PLACES = 6
"""Decimal places of `decimal` columns."""


@dataclass(frozen=True, slots=True)
class Exact:
    """An aggregate of a column of a type, divided by a scale, over the rows that match `where`."""

    aggregate: str
    column: exp.Expr
    kind: str
    scale: int
    where: exp.Expr | None


def exact(wanted: Exact) -> exp.Expr:
    """The aggregate in SQL; null where no row counts."""
    match wanted.aggregate:
        case "sum":
            return _scaled(_filtered(wanted, exp.Sum(this=wanted.column.copy())), wanted.kind, wanted.scale)
        case "mean":
            total = _filtered(wanted, exp.Sum(this=wanted.column.copy()))
            return _divided(total, wanted.kind, _filtered(wanted, exp.Count(this=wanted.column.copy())), wanted.scale)
        case "min" | "max":
            bound = exp.Min(this=wanted.column.copy()) if wanted.aggregate == "min" else exp.Max(this=wanted.column.copy())
            value = _filtered(wanted, bound)
            return _scaled(value, wanted.kind, wanted.scale) if wanted.kind in ("int", "fen", "seconds", "decimal") else value
        case "distinct":
            return _counted(wanted, exp.Count(this=exp.Distinct(expressions=[wanted.column.copy()])))
        case _:
            return _counted(wanted, exp.Count(this=wanted.column.copy()))


def _counted(wanted: Exact, count: exp.Expr) -> exp.Expr:
    """A count, null where there is nothing to count."""
    counted = exp.func("nullif", _filtered(wanted, count), exp.Literal.number(0))
    return _scaled(counted, "int", wanted.scale) if wanted.scale != 1 else exp.cast(counted, "bigint")


def _filtered(wanted: Exact, aggregate: exp.Expr) -> exp.Expr:
    return aggregate if wanted.where is None else exp.Filter(this=aggregate, expression=exp.Where(this=wanted.where.copy()))


def _scaled(value: exp.Expr, kind: str, scale: int) -> exp.Expr:
    """A number over its scale: exactly so where the scale is a power of ten."""
    if kind == "decimal":
        return value if scale == 1 else _divided(value, kind, exp.Literal.number(1), scale)
    if scale == 1:
        return exp.cast(value, "decimal(38, 0)", dialect="duckdb")
    zeros = len(str(scale)) - 1
    if scale == 10**zeros and zeros <= DECIMAL_PLACES:
        return _shifted(value, zeros)
    return _divided(value, kind, exp.Literal.number(1), scale)


def _shifted(value: exp.Expr, places: int) -> exp.Expr:
    whole = exp.cast(value, f"decimal({38 - places - 1}, 0)", dialect="duckdb")
    unit = exp.cast(exp.Literal.string(f"{10**-places:.{places}f}"), f"decimal({places + 1}, {places})", dialect="duckdb")
    return exp.Paren(this=exp.Mul(this=whole, expression=unit))


def _divided(value: exp.Expr, kind: str, count: exp.Expr, scale: int) -> exp.Expr:
    """value / (count x scale) to `PLACES` places."""
    extra = DECIMAL_PLACES if kind == "decimal" else 0
    shifted = (
        exp.Mul(this=exp.cast(value, f"decimal(38, {extra})", dialect="duckdb"), expression=exp.Literal.number(10**extra))
        if extra
        else value
    )
    whole = exp.cast(shifted, "hugeint", dialect="duckdb")
    below = exp.Paren(this=exp.Mul(this=exp.cast(count, "hugeint", dialect="duckdb"), expression=exp.Literal.number(scale * 10**extra)))
    above = exp.Paren(this=exp.Add(this=exp.Mul(this=whole, expression=exp.Literal.number(2 * 10**PLACES)), expression=below))
    twice = exp.Paren(this=exp.Mul(this=below.copy(), expression=exp.Literal.number(2)))
    quotient = exp.IntDiv(this=above, expression=exp.func("nullif", twice, exp.Literal.number(0)))
    return _shifted(quotient, PLACES)
