# SPDX-License-Identifier: Apache-2.0
"""What an expression comes to whatever the facts are: `2 * 3`, `x - x`."""

from __future__ import annotations

from decimal import Decimal

from yunce.plan.expressions.nodes import Arithmetic, Expression, Negative, measure_of
from yunce.plan.expressions.printing import text_of

ZERO = Decimal(0)


def constant_of(node: Expression) -> Decimal | None:
    """The amount that a part of a formula always has, its unit left out; `None` where it depends on facts or has none.

    A quotient is told where it is nothing only, so that no digits are lost.
    """
    if isinstance(node, Negative):
        inner = constant_of(node.of)
        return None if inner is None else -inner
    if not isinstance(node, Arithmetic):
        known = measure_of(node)
        return None if known is None else known[0]
    if node.op == "-" and text_of(node.left) == text_of(node.right):
        return ZERO
    left, right = constant_of(node.left), constant_of(node.right)
    if node.op == "*" and ZERO in (left, right):
        return ZERO
    if left is None or right is None:
        return None
    if node.op == "/":
        return ZERO if left == 0 and right != 0 else None
    return left + right if node.op == "+" else left - right if node.op == "-" else left * right
