# SPDX-License-Identifier: Apache-2.0
"""The three readings of "three weeks in a row down by X": each week, all together, so far under the target."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from yunce.plan.expressions.nodes import Arithmetic, Call, Compare, Expression, Logic, Negative, Not, Within, walk
from yunce.plan.expressions.signatures import READINGS


def readings(expression: Expression) -> Mapping[str, Expression]:
    """The expression under each reading (`each`, `total`, `below`) of its falls and rises; empty where none of them has a size."""
    if not any(_size(node) for node, _ in walk(expression)):
        return {}
    return {reading: _read_as(expression, reading) for reading in READINGS}


def reading_of(expression: Expression) -> str:
    """The reading that the first sized falls or rises states; empty where there is none."""
    return next((size[0] for node, _ in walk(expression) if (size := _size(node))), "")


def _size(node: Expression) -> tuple[str, Expression] | None:
    """The stated reading and size of a call of falls or rises."""
    if not isinstance(node, Call) or node.function not in {"falls", "rises"}:
        return None
    return ("total", node.args[2]) if len(node.args) > 2 else node.named[0] if node.named else None


def _read_as(node: Expression, reading: str) -> Expression:
    size = _size(node)
    if size and isinstance(node, Call):
        return replace(node, args=node.args[:2], named=((reading, size[1]),))
    if isinstance(node, Logic):
        return replace(node, parts=tuple(_read_as(part, reading) for part in node.parts))
    if isinstance(node, Not | Negative):
        return replace(node, of=_read_as(node.of, reading))
    if isinstance(node, Arithmetic | Compare):
        return replace(node, left=_read_as(node.left, reading), right=_read_as(node.right, reading))
    if isinstance(node, Within):
        return replace(node, of=_read_as(node.of, reading))
    if isinstance(node, Call):
        return replace(node, args=tuple(_read_as(arg, reading) for arg in node.args))
    return node
