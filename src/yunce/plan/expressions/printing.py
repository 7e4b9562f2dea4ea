# SPDX-License-Identifier: Apache-2.0
"""From tree to text: the shortest brackets that read back as the same tree."""

from __future__ import annotations

from yunce.plan.expressions.nodes import (
    Arithmetic,
    Call,
    Compare,
    Expression,
    Logic,
    Name,
    Negative,
    Not,
    Number,
    Span,
    Text,
    Truth,
    Within,
)
from yunce.values.quantity import number_text

_OR, _AND, _NOT, _COMPARE, _SUM, _PRODUCT, _SIGN, _ATOM = range(8)
"""How tightly a form binds; a part that binds less than its place asks for is put in brackets."""


def text_of(node: Expression) -> str:
    """The text of a tree; `parse_expression(text_of(tree)) == tree`."""
    return _write(node)[0]


def _write(node: Expression) -> tuple[str, int]:
    """The text of a node and how tightly it binds."""
    if isinstance(node, Logic):
        level = _OR if node.op == "or" else _AND
        return f" {node.op} ".join(_at(part, level + 1) for part in node.parts), level
    if isinstance(node, Not):
        return f"not {_at(node.of, _NOT)}", _NOT
    if isinstance(node, Compare):
        return f"{_at(node.left, _SUM)} {node.op} {_at(node.right, _SUM)}", _COMPARE
    if isinstance(node, Within):
        items = ", ".join(_at(item, _SUM) for item in node.items)
        return f"{_at(node.of, _SUM)} {'not in' if node.negated else 'in'} ({items})", _COMPARE
    if isinstance(node, Arithmetic):
        level = _SUM if node.op in "+-" else _PRODUCT
        return f"{_at(node.left, level)} {node.op} {_at(node.right, level + 1)}", level
    if isinstance(node, Negative):
        return f"-{_at(node.of, _SIGN)}", _SIGN
    return _leaf(node), _ATOM


def _at(node: Expression, level: int) -> str:
    text, binds = _write(node)
    return text if binds >= level else f"({text})"


def _leaf(node: Number | Span | Text | Truth | Name | Call) -> str:
    if isinstance(node, Number):
        return node.text or number(node)
    if isinstance(node, Span):
        return node.duration.text
    if isinstance(node, Text):
        return _quoted(node.value)
    if isinstance(node, Truth):
        return "true" if node.value else "false"
    if isinstance(node, Name):
        return node.id
    arguments = [_write(arg)[0] for arg in node.args] + [f"{name}={_write(value)[0]}" for name, value in node.named]
    return f"{node.function}({', '.join(arguments)})"


def number(node: Number) -> str:
    """A number in plain digits with its unit; ratios in percent or points."""
    if node.unit in {"%", "pp"}:
        return f"{number_text(node.amount * 100)}{node.unit}"
    return f"{number_text(node.amount)}{node.unit}"


def _quoted(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"
