# SPDX-License-Identifier: Apache-2.0
"""From the grammar's rules to nodes, as each rule is recognised. Loads the parser's library, so it is imported when first needed."""

from __future__ import annotations

from typing import Literal, cast

from lark import Token, Transformer, v_args

from yunce.plan.expressions.literals import amount, unquoted
from yunce.plan.expressions.nodes import (
    Arithmetic,
    Call,
    Compare,
    CompareOp,
    Expression,
    Logic,
    Name,
    Negative,
    Not,
    SumOp,
    Text,
    Truth,
    Within,
)

_OPS: dict[str, CompareOp] = {"<>": "!=", "≠": "!=", "≤": "<=", "≥": ">="}

Named = tuple[str, Expression]


def joined(op: Literal["and", "or"], parts: list[Expression]) -> Expression:
    """Parts joined flat: `a and (b and c)` has three parts."""
    flat = [inner for part in parts for inner in (part.parts if isinstance(part, Logic) and part.op == op else (part,))]
    return Logic(op, tuple(flat), flat[0].at)


@v_args(inline=True)
class _Builder(Transformer[Token, Expression]):
    """One method a rule of the grammar."""

    def amount(self, token: Token) -> Expression:
        return amount(str(token), token.start_pos or 0)

    def text(self, token: Token) -> Expression:
        return Text(unquoted(str(token)), token.start_pos or 0)

    def true(self, token: Token) -> Expression:
        return Truth(True, token.start_pos or 0)

    def false(self, token: Token) -> Expression:
        return Truth(False, token.start_pos or 0)

    def name(self, token: Token) -> Expression:
        return Name(str(token).lower(), token.start_pos or 0)

    def negation(self, of: Expression) -> Expression:
        return Not(of, of.at)

    def negative(self, sign: Token, of: Expression) -> Expression:
        return Negative(of, sign.start_pos or 0)

    def arithmetic(self, left: Expression, op: Token, right: Expression) -> Expression:
        return Arithmetic(cast("SumOp", str(op)), left, right, op.start_pos or 0)

    def compared(self, left: Expression, op: Token, right: Expression) -> Expression:
        return Compare(_OPS.get(str(op)) or cast("CompareOp", str(op)), left, right, op.start_pos or 0)

    def within(self, of: Expression, *items: Expression) -> Expression:
        return Within(of, items, at=of.at)

    def not_within(self, of: Expression, *items: Expression) -> Expression:
        return Within(of, items, negated=True, at=of.at)

    def named(self, name: Token, value: Expression) -> Named:
        return str(name).lower(), value

    def call(self, name: Token, *arguments: Expression | Named) -> Expression:
        args = tuple(a for a in arguments if not isinstance(a, tuple))
        named = tuple(a for a in arguments if isinstance(a, tuple))
        return Call(str(name).lower(), args, named, name.start_pos or 0)

    def both(self, *parts: Expression) -> Expression:
        return joined("and", list(parts))

    def either(self, *parts: Expression) -> Expression:
        return joined("or", list(parts))


def transformer() -> Transformer[Token, Expression]:
    """What the parser calls as it recognises rules."""
    return _Builder()
