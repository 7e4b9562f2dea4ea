# SPDX-License-Identifier: Apache-2.0
"""Expressions as facts need them: filters become conditions, formulas exact arithmetic, driver trees names. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from yunce.plan.expressions.nodes import (
    Arithmetic,
    Expression,
    Logic,
    Name,
    Negative,
    Not,
    Number,
    Text,
    Truth,
    Within,
    names_of,
)
from yunce.plan.expressions.nodes import Compare as Comparison
from yunce.plan.expressions.parsing import parse_expression
from yunce.values.problem import Problem, YunceError
from yunce.warehouse.port import Combine, Compare, Condition, Operator

_MIRRORED: Mapping[str, Operator] = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "==": "==", "!=": "!="}


def condition_of(text: str, path: str = "") -> Condition:
    """The condition on rows that a filter means, e.g. `campaign != '聚划算'`. Raises `YunceError` for what facts cannot be filtered by."""
    return _condition(_parsed(text, path), text, path)


def formula_names(text: str) -> tuple[str, ...]:
    """The metrics that a formula names, each once, in order; none for an empty formula. Raises `YunceError` for an unreadable one."""
    return names_of(_parsed(text, "")) if text else ()


def formula_value(text: str, values: Mapping[str, Decimal | None]) -> Decimal | None:
    """A formula's value; `None` where something it needs is unknown or it divides by zero."""
    return _value(_parsed(text, ""), text, values)


def driver_names(text: str) -> tuple[str, ...]:
    """The drivers of a product such as `visitors * conversion * aov`, in order; none where the tree is no plain product."""
    return _factors(_parsed(text, "")) or () if text else ()


def _parsed(text: str, path: str) -> Expression:
    found = parse_expression(text, path)
    if isinstance(found, Problem):
        raise YunceError(found)
    return found


def _factors(node: Expression) -> tuple[str, ...] | None:
    if isinstance(node, Name):
        return (node.id,)
    if isinstance(node, Arithmetic) and node.op == "*":
        left, right = _factors(node.left), _factors(node.right)
        return left + right if left and right else None
    return None


def _condition(node: Expression, text: str, path: str) -> Condition:
    if isinstance(node, Logic):
        return Combine(node.op, tuple(_condition(part, text, path) for part in node.parts))
    if isinstance(node, Not):
        return Combine("not", (_condition(node.of, text, path),))
    if isinstance(node, Within) and isinstance(node.of, Name):
        return Compare(_column(node.of), "not in" if node.negated else "in", tuple(_literal(i, text, path) for i in node.items))
    if isinstance(node, Comparison):
        if isinstance(node.left, Name):
            return Compare(_column(node.left), node.op, _literal(node.right, text, path))
        if isinstance(node.right, Name):
            return Compare(_column(node.right), _MIRRORED[node.op], _literal(node.left, text, path))
    raise YunceError(Problem.of("operate.filter_unusable", path, text=text))


def _column(name: Name) -> str:
    """A column by its own name, also where it is written with its table."""
    return name.id.rpartition(".")[2]


def _literal(node: Expression, text: str, path: str) -> str | Decimal | bool:
    if isinstance(node, Text | Truth):
        return node.value
    if isinstance(node, Number):
        return node.amount
    raise YunceError(Problem.of("operate.filter_unusable", path, text=text))


def _value(node: Expression, text: str, values: Mapping[str, Decimal | None]) -> Decimal | None:
    if isinstance(node, Number):
        return node.amount
    if isinstance(node, Name):
        return values[node.id]
    if isinstance(node, Negative):
        inner = _value(node.of, text, values)
        return None if inner is None else -inner
    if isinstance(node, Arithmetic):
        left, right = _value(node.left, text, values), _value(node.right, text, values)
        return None if left is None or right is None else _sum(node.op, left, right)
    raise YunceError(Problem.of("operate.formula_unusable", text=text))


def _sum(op: str, left: Decimal, right: Decimal) -> Decimal | None:
    if op == "/":
        return left / right if right else None
    return {"+": left + right, "-": left - right, "*": left * right}[op]
