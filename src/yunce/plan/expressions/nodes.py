# SPDX-License-Identifier: Apache-2.0
"""The tree of an expression: frozen nodes, equal by what they mean; `at` is where they stand in the text (0-based), for messages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from yunce.values.duration import Duration

CompareOp = Literal["==", "!=", "<", "<=", ">", ">="]
SumOp = Literal["+", "-", "*", "/"]


@dataclass(frozen=True, slots=True)
class Number:
    """A quantity: its exact amount and unit (`%` and `pp` are ratios: 5pp is 0.05); `text` keeps the words."""

    amount: Decimal
    unit: str = ""
    text: str = field(default="", compare=False)
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Span:
    """A duration: a window, a lag, or a time to compare with."""

    duration: Duration
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Text:
    """A quoted member: `'A+'`."""

    value: str
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Truth:
    """`true` or `false`."""

    value: bool
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Name:
    """A metric, a dimension, a column (`ledger.amount`), a value that the caller's scope knows."""

    id: str
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Call:
    """A function, or a metric over a window (`orders(365d)`), with its arguments in order and by name."""

    function: str
    args: tuple[Expression, ...] = ()
    named: tuple[tuple[str, Expression], ...] = ()
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Negative:
    """`-x`."""

    of: Expression
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """`left op right` with `+ - * /`."""

    op: SumOp
    left: Expression
    right: Expression
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Compare:
    """`left op right`, true, false or unknown."""

    op: CompareOp
    left: Expression
    right: Expression
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Within:
    """`of in (items)`, or with `negated` `of not in (items)`."""

    of: Expression
    items: tuple[Expression, ...]
    negated: bool = False
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Not:
    """`not x`."""

    of: Expression
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Logic:
    """Parts joined by `and` or by `or`; no part is a `Logic` of the same kind."""

    op: Literal["and", "or"]
    parts: tuple[Expression, ...]
    at: int = field(default=0, compare=False)


Expression = Number | Span | Text | Truth | Name | Call | Negative | Arithmetic | Compare | Within | Not | Logic

Literal_ = Number | Span | Text | Truth


def children(node: Expression) -> tuple[Expression, ...]:
    """What a node is made of, in order."""
    if isinstance(node, Arithmetic | Compare):
        return node.left, node.right
    if isinstance(node, Negative | Not):
        return (node.of,)
    if isinstance(node, Within):
        return (node.of, *node.items)
    if isinstance(node, Logic):
        return node.parts
    if isinstance(node, Call):
        return (*node.args, *(value for _, value in node.named))
    return ()


def walk(node: Expression) -> Iterator[tuple[Expression, int]]:
    """Every node with its depth (the root's is 1), parents first; without recursion, so that any depth is safe."""
    waiting = [(node, 1)]
    while waiting:
        found, depth = waiting.pop()
        yield found, depth
        waiting += [(child, depth + 1) for child in reversed(children(found))]


def measure_of(node: Expression) -> tuple[Decimal, str] | None:
    """The amount and unit of a literal quantity or duration; `None` for anything else."""
    if isinstance(node, Number):
        return node.amount, node.unit
    return (Decimal(node.duration.amount), node.duration.unit) if isinstance(node, Span) else None


def names_of(node: Expression) -> tuple[str, ...]:
    """The names that an expression uses, each once, in order; a metric over a window (`orders(365d)`) is one, functions are not."""
    from yunce.plan.expressions.signatures import SIGNATURES

    found = (
        n.id if isinstance(n, Name) else n.function if isinstance(n, Call) and n.function not in SIGNATURES else "" for n, _ in walk(node)
    )
    return tuple(dict.fromkeys(name for name in found if name))


def texts_of(node: Expression) -> tuple[str, ...]:
    """The quoted members that an expression uses, each once, in order."""
    return tuple(dict.fromkeys(n.value for n, _ in walk(node) if isinstance(n, Text)))
