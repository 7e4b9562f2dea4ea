# SPDX-License-Identifier: Apache-2.0
"""Conditions as SQL: null never matches `==`, always matches `!=`; a negation matches whatever the condition does not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal

from sqlglot import exp

from yunce.warehouse.duckdb.query.sql import Node, all_of, any_of, call, cast, is_null, negated, text
from yunce.warehouse.port import Combine, Compare, Condition, Literal_

Resolve = Callable[[Compare], Node]
"""What a comparison's left side is in SQL: a new node at each call."""

_PLAIN: dict[str, type[exp.Binary]] = {"<": exp.LT, "<=": exp.LTE, ">": exp.GT, ">=": exp.GTE}


def mentioned(*conditions: Condition | None) -> Iterator[Compare]:
    """Every comparison within the conditions."""
    for condition in conditions:
        if isinstance(condition, Combine):
            yield from mentioned(*condition.parts)
        elif condition is not None:
            yield condition


def lowered(condition: Condition, resolve: Resolve) -> Node:
    """The condition in SQL."""
    if isinstance(condition, Compare):
        return _compare(condition, resolve)
    parts = [lowered(part, resolve) for part in condition.parts]
    if condition.op == "not":
        return negated(call("coalesce", all_of(parts), exp.Boolean(this=False)))
    return all_of(parts) if condition.op == "and" else any_of(parts)


def _compare(compare: Compare, resolve: Resolve) -> Node:
    values = compare.value if isinstance(compare.value, tuple) else (compare.value,)
    if compare.op in ("==", "in"):
        return any_of([_equal(resolve(compare), value) for value in values])
    if compare.op in ("!=", "not in"):
        return all_of([_unequal(resolve(compare), value) for value in values])
    return _PLAIN[compare.op](this=resolve(compare), expression=literal(values[0]))


def _equal(left: Node, value: Literal_) -> Node:
    return is_null(left) if value is None else exp.EQ(this=left, expression=literal(value))


def _unequal(left: Node, value: Literal_) -> Node:
    return negated(is_null(left)) if value is None else exp.NullSafeNEQ(this=left, expression=literal(value))


def literal(value: Literal_) -> Node:
    """A value in SQL, quoted as its type asks."""
    if isinstance(value, bool):
        return exp.Boolean(this=value)
    if isinstance(value, date):
        return cast(text(value.isoformat()), "DATE")
    if isinstance(value, int | Decimal):
        return exp.Literal(this=format(value, "f") if isinstance(value, Decimal) else str(value), is_string=False)
    return exp.Null() if value is None else text(value)
