# SPDX-License-Identifier: Apache-2.0
"""From text to tree: a small LALR grammar, bounded in length and depth; what is wrong is told with its place and repair."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from yunce.plan.expressions.literals import WrongNumber
from yunce.plan.expressions.nodes import Expression, walk
from yunce.values.problem import Problem

if TYPE_CHECKING:
    from lark import Lark

LONGEST = 2000
DEEPEST = 100

GRAMMAR = r"""
?start: either
?either: both (_OR both)*
?both: negated (_AND negated)*
?negated: _NOT negated -> negation | comparison
?comparison: total
    | total COMPARE total -> compared
    | total _IN "(" total ("," total)* ")" -> within
    | total _NOT _IN "(" total ("," total)* ")" -> not_within
?total: product | total (PLUS | MINUS) product -> arithmetic
?product: signed | product (TIMES | OVER) signed -> arithmetic
?signed: MINUS signed -> negative | atom
?atom: AMOUNT -> amount | TEXT -> text | TRUE -> true | FALSE -> false | NAME -> name | call | "(" either ")"
call: NAME "(" [argument ("," argument)*] ")"
?argument: either | NAME "=" either -> named

COMPARE: "==" | "!=" | "<>" | "≠" | "<=" | "≤" | ">=" | "≥" | "<" | ">"
PLUS: "+"
MINUS: "-"
TIMES: "*"
OVER: "/"
_OR.4: /or(?![a-z0-9_.])/i
_AND.4: /and(?![a-z0-9_.])/i
_NOT.4: /not(?![a-z0-9_.])/i
_IN.4: /in(?![a-z0-9_.])/i
TRUE.4: /true(?![a-z0-9_.])/i
FALSE.4: /false(?![a-z0-9_.])/i
TEXT: /'(?:[^'\n]|'')*'|"[^"\n]*"|‘[^’\n]*’|“[^”\n]*”/
AMOUNT.3: DIGITS SCALE? UNIT?
DIGITS: /\d+(?:_\d+)*(?:\.\d+)?/
SCALE: /[ \t]*(?:万亿|千亿|百亿|十亿|亿|千万|百万|十万|万|千|百)|[WwKk](?![A-Za-z0-9_])/
UNIT: /[ \t]*[%‰]|[ \t]*[\u4e00-\u9fff]{1,12}(?:\/[\u4e00-\u9fff]{1,12})?|(?:CNY|pp|wd|mo|min|s|h|d|w)(?![A-Za-z0-9_])/
NAME: /(?!(?:and|or|not|in|true|false)(?![a-z0-9_.]))[a-z_][a-z0-9_]*(?:\.[a-z_][a-z0-9_]*)*/i
%ignore /[ \t\r\n]+/
"""

_QUOTED = re.compile(r"'(?:[^'\n]|'')*'|\"[^\"\n]*\"|‘[^’\n]*’|“[^”\n]*”")
_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20, ord("×"): ord("*"), ord("÷"): ord("/"), ord("−"): ord("-")}
_EXPECTED = {
    "AMOUNT": "数字", "NAME": "名称", "TEXT": "带引号的成员", "LPAR": "(", "RPAR": ")", "COMMA": ",", "COMPARE": "比较符", "_IN": "in",
    "_AND": "and", "_OR": "or", "_NOT": "not", "PLUS": "+", "MINUS": "-", "TIMES": "*", "OVER": "/", "$END": "结尾", "EQUAL": "=",
}  # fmt: skip


@lru_cache(maxsize=1)
def _parser() -> Lark:
    """The parser, built when the first expression is read."""
    from lark import Lark

    from yunce.plan.expressions.building import transformer

    return Lark(GRAMMAR, parser="lalr", transformer=transformer(), maybe_placeholders=False)


def parse_expression(text: str, path: str = "") -> Expression | Problem:
    """The tree of an expression, or what is wrong: `column` counts from 1, `near` quotes the place, `expected` lists what fits there."""
    if not text.strip():
        return Problem.of("expression.empty", path)
    if len(text) > LONGEST:
        return Problem.of("expression.too_long", path, length=len(text), longest=LONGEST)
    plain = _plain(text)
    found = _parsed(plain)
    if isinstance(found, Problem):
        return replace(found, path=path)
    if max(depth for _, depth in walk(found)) > DEEPEST:
        return Problem.of("expression.too_deep", path, deepest=DEEPEST)
    return found


@lru_cache(maxsize=4096)
def _parsed(text: str) -> Expression | Problem:
    from lark.exceptions import UnexpectedCharacters, UnexpectedToken

    try:
        tree: Expression = _parser().parse(text)  # type: ignore[assignment]  # the builder turns every rule into a node
    except UnexpectedCharacters as wrong:
        return _wrong_character(text, wrong.pos_in_stream or 0)
    except UnexpectedToken as wrong:
        return _wrong_token(text, str(wrong.token.type), int(wrong.token.start_pos or 0), wrong.accepts or wrong.expected)
    except WrongNumber as wrong:
        return wrong.problem
    return tree


def _plain(text: str) -> str:
    """Full-width signs made plain outside of quotes, each for one, so that places stay the same."""
    parts: list[str] = []
    end = 0
    for quoted in _QUOTED.finditer(text):
        parts += [text[end : quoted.start()].translate(_WIDE), quoted.group()]
        end = quoted.end()
    return "".join((*parts, text[end:].translate(_WIDE)))


def _near(text: str, at: int) -> str:
    return text[at : at + 12]


def _wrong_character(text: str, at: int) -> Problem:
    if text[at] in "'\"‘“":
        return Problem.of("expression.open_quote", column=at + 1, near=_near(text, at))
    code = "expression.unquoted" if "\u4e00" <= text[at] <= "\u9fff" else "expression.character"
    return Problem.of(code, column=at + 1, near=_near(text, at))


def _wrong_token(text: str, kind: str, at: int, expected: Iterable[str]) -> Problem:
    words = ", ".join(sorted({_EXPECTED[name] for name in expected if name in _EXPECTED}))
    if kind == "$END":
        return Problem.of("expression.ended", expected=words)
    if kind == "EQUAL":
        return Problem.of("expression.single_equals", column=at + 1)
    if kind == "COMPARE":
        return Problem.of("expression.chained", column=at + 1, near=_near(text, at))
    return Problem.of("expression.unexpected", column=at + 1, near=_near(text, at), expected=words)
