# SPDX-License-Identifier: Apache-2.0
"""How conditions are taken apart so that many of them share what is dear: series stay whole, what is true of them is joined in bits."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from math import ceil, floor

from yunce.plan.expressions.checking import check
from yunce.plan.expressions.kinds import Scope
from yunce.plan.expressions.nodes import (
    Call,
    Compare,
    Expression,
    Logic,
    Name,
    Not,
    Number,
    Span,
    Text,
    Truth,
    children,
    measure_of,
)
from yunce.plan.expressions.truth import CLOSE
from yunce.plan.expressions.units import unit_of
from yunce.plan.expressions.windows import steps_of


@dataclass(frozen=True, slots=True)
class Run:
    """A condition on how long, or how often within a window, an inner condition holds: at least so many steps, or (negated) fewer."""

    of: Expression
    steps: int
    negated: bool
    window: int = 0


def is_whole(node: Expression) -> bool:
    """Whether a node is worked out by itself: a name, a literal, a call."""
    return isinstance(node, Number | Span | Text | Truth | Name | Call)


def wholes_of(node: Expression, scope: Scope) -> tuple[Expression, tuple[Expression, ...]]:
    """A condition with what can be shared taken apart, and the parts that it joins."""
    tree = _apart(node, scope)
    return tree, tuple(_wholes(tree, scope))


def _wholes(node: Expression, scope: Scope) -> Iterator[Expression]:
    run = (lasting(node) or counted(node, scope)) if isinstance(node, Compare) else None
    if run is not None:
        yield from _wholes(run.of, scope)
    elif is_whole(node):
        yield node
    else:
        for child in children(node):
            yield from _wholes(child, scope)


def _apart(node: Expression, scope: Scope) -> Expression:
    """Falls and rises with a total in their own unit: falls in a row, and so far altogether."""
    if isinstance(node, Logic):
        return replace(node, parts=tuple(_apart(part, scope) for part in node.parts))
    if isinstance(node, Not):
        return replace(node, of=_apart(node.of, scope))
    run = (lasting(node) or counted(node, scope)) if isinstance(node, Compare) else None
    if run is not None and isinstance(node, Compare) and isinstance(node.left, Call):
        left = replace(node.left, args=(_apart(run.of, scope), *node.left.args[1:]))
        return replace(node, left=left)
    amount = _total(node, scope) if isinstance(node, Call) else None
    if amount is None or not isinstance(node, Call):
        return node
    moved = replace(node, args=node.args[:2], named=())
    far = replace(node, function="change", args=node.args[:2], named=())
    limit: Expression = Number(-amount if node.function == "falls" else amount)
    return Logic("and", (moved, Compare("<=" if node.function == "falls" else ">=", far, limit, node.at)), node.at)


def lasting(node: Compare) -> Run | None:
    """A streak against a whole number; `None` for anything else."""
    amount = _bound(node, "streak")
    if amount is None or amount != int(amount) or not isinstance(node.left, Call):
        return None
    return Run(node.left.args[0], int(amount) + (node.op in {">", "<="}), node.op in {"<", "<="})


def counted(node: Compare, scope: Scope) -> Run | None:
    """A count within a window against a number; `None` for anything else."""
    amount = _bound(node, "count")
    if amount is None or not isinstance(node.left, Call) or len(node.left.args) != 2:
        return None
    window = steps_of(node.left.args[1], scope.grain)
    if window is None:
        return None
    near, beyond = CLOSE * abs(float(amount)), node.op in {">", "<="}
    least = floor(float(amount) + near) + 1 if beyond else ceil(float(amount) - near)
    return Run(node.left.args[0], least, node.op in {"<", "<="}, window)


def _bound(node: Compare, function: str) -> Decimal | None:
    """The plain number that a call of a function is held to by an order."""
    if not isinstance(node.left, Call) or node.left.function != function or node.op in {"==", "!="}:
        return None
    return node.right.amount if isinstance(node.right, Number) and not node.right.unit else None


def _total(node: Call, scope: Scope) -> Decimal | None:
    """The size of all falls (rises) together, in the series' own unit; `None` for other sizes."""
    if node.function not in {"falls", "rises"}:
        return None
    given = [*(("total", size) for size in node.args[2:]), *node.named]
    measure = measure_of(given[0][1]) if given and given[0][0] == "total" else None
    if measure is None or measure[1] == "%" or measure[0] <= 0:
        return None
    found, _ = check(node.args[0], scope)
    own, unit = found.unit if found else None, unit_of(measure[1])
    return measure[0] * (unit.factor / own.factor if unit and own and unit.fits(own) else Decimal(1))
