# SPDX-License-Identifier: Apache-2.0
"""Conditions as SQL: null never matches `==`, always matches `!=`; a negation matches whatever the condition does not."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from decimal import Decimal

from sqlglot import exp

from yunce.warehouse.port import Combine, Compare, Condition, Literal_

Resolve = Callable[[Compare], exp.Expr]
"""What a comparison's left side is in SQL."""

_PLAIN = {"<": exp.LT, "<=": exp.LTE, ">": exp.GT, ">=": exp.GTE}


def mentioned(*conditions: Condition | None) -> Iterator[Compare]:
    """Every comparison within the conditions."""
    for condition in conditions:
        if isinstance(condition, Combine):
            yield from mentioned(*condition.parts)
        elif condition is not None:
            yield condition


def lowered(condition: Condition, resolve: Resolve) -> exp.Expr:
    """The condition in SQL: true, or not (false and null are the same)."""
    if isinstance(condition, Compare):
        return _compare(condition, resolve(condition))
    parts = [lowered(part, resolve) for part in condition.parts]
    if condition.op == "not":
        return exp.Not(this=exp.Coalesce(this=exp.Paren(this=all_of(parts)), expressions=[exp.false()]))
    return all_of(parts) if condition.op == "and" else any_of(parts)


def all_of(parts: Sequence[exp.Expr]) -> exp.Expr:
    """All of the parts; true without any."""
    return exp.and_(*parts) if parts else exp.true()


def any_of(parts: Sequence[exp.Expr]) -> exp.Expr:
    """One of the parts; false without any."""
    return exp.or_(*parts) if parts else exp.false()


def _compare(compare: Compare, left: exp.Expr) -> exp.Expr:
    values = compare.value if isinstance(compare.value, tuple) else (compare.value,)
    if compare.op in ("==", "in"):
        return any_of([_equal(left, value) for value in values])
    if compare.op in ("!=", "not in"):
        return all_of([_unequal(left, value) for value in values])
    return _PLAIN[compare.op](this=left.copy(), expression=literal(values[0]))


def _equal(left: exp.Expr, value: Literal_) -> exp.Expr:
    if value is None:
        return exp.Is(this=left.copy(), expression=exp.null())
    return exp.EQ(this=left.copy(), expression=literal(value))


def _unequal(left: exp.Expr, value: Literal_) -> exp.Expr:
    if value is None:
        return exp.Not(this=exp.Is(this=left.copy(), expression=exp.null()))
    return exp.NullSafeNEQ(this=left.copy(), expression=literal(value))


def literal(value: Literal_) -> exp.Expr:
    """A value in SQL, quoted as its type asks."""
    if isinstance(value, bool):
        return exp.true() if value else exp.false()
    if isinstance(value, date):
        return exp.cast(exp.Literal.string(value.isoformat()), "date")
    if isinstance(value, int | Decimal):
        return exp.Literal.number(format(value, "f") if isinstance(value, Decimal) else value)
    return exp.null() if value is None else exp.Literal.string(value)
