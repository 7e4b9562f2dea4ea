# SPDX-License-Identifier: Apache-2.0
"""Sums as people write them inside a number: `1500*6*12`, `20万+3000`, `(3+2)*4`. Exact, shown, bounded; no `eval`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Context, Decimal, Inexact, InvalidOperation, Overflow

from yunce.values.problem import Problem

EXACT = Context(prec=60)
"""Wide enough that sums and products of what people write stay exact; a quotient that does not end is cut at 60 digits."""

SCALES = {
    "万亿": 12, "千亿": 11, "百亿": 10, "十亿": 9, "亿": 8, "千万": 7, "百万": 6, "十万": 5,
    "万": 4, "萬": 4, "億": 8, "W": 4, "w": 4, "千": 3, "K": 3, "k": 3, "百": 2,
}  # fmt: skip
"""Power of ten of each scale word."""

_NUMBER = re.compile(r"\d[\d,_]*(?:\.\d+)?(?:[eE][+-]?\d+)?|\.\d+")
_GROUPED = re.compile(r"^\d{1,3}(?:,\d{3})+(?:\.\d+)?$")
_SCALE = re.compile(rf"\s*({'|'.join(SCALES)})")
_PARTS = {"%": Decimal("0.01"), "‰": Decimal("0.001")}
_PART = re.compile(r"\s*([%‰])")
_NOTE = re.compile(r"\([^\d()]{1,12}\)")
_SIGNS = {"*": "*", "×": "*", "x": "*", "X": "*", "+": "+", "-": "-", "/": "/", "÷": "/", "(": "(", ")": ")"}
_LONGEST = 40
_DEEPEST = 10


@dataclass(frozen=True, slots=True)
class Tokens:
    """Numbers and signs in order, where they end in the text, whether a scale word was among them, whether all are percentages."""

    items: tuple[Decimal | str, ...]
    end: int
    scaled: bool
    percent: bool


@dataclass(frozen=True, slots=True)
class Sum:
    """The value of a sum, the sum as it can be shown (empty for a number alone), whether it holds a scale word."""

    amount: Decimal
    shown: str
    scaled: bool


def tokens_of(text: str) -> Tokens | Problem:
    """The numbers and signs that a text starts with; what follows `end` is its unit."""
    items: list[Decimal | str] = []
    at, end, scaled, percents = 0, 0, False, 0
    while at < len(text):
        at += len(text[at:]) - len(text[at:].lstrip())
        note = _NOTE.match(text, at)
        number = _NUMBER.match(text, at)
        if note and items:
            at = end = note.end()
        elif number and (not items or isinstance(items[-1], str)):
            scale = _SCALE.match(text, number.end())
            amount = _read_number(number.group(), scale[1] if scale else "")
            if isinstance(amount, Problem):
                return amount
            part = _PART.match(text, scale.end() if scale else number.end())
            items.append(amount if part is None else EXACT.multiply(amount, _PARTS[part[1]]))
            scaled, percents = scaled or scale is not None, percents + (part is not None)
            at = end = (part or scale or number).end()
        elif text[at] in _SIGNS and _is_sign(text, at):
            items.append(_SIGNS[text[at]])
            at = end = at + 1
        else:
            break
    numbers = sum(isinstance(item, Decimal) for item in items)
    if not numbers or len(items) > _LONGEST:
        return Problem.of("quantity.not_a_number", stated=text[:40])
    return Tokens(tuple(items), end, scaled, percents == numbers)


def _is_sign(text: str, at: int) -> bool:
    """A sign only where something calculable follows: `20单/天` and `元/单` keep their stroke, `3)` closes."""
    return text[at] == ")" or bool(re.match(r"[\s(+-]*(?:\d|\.\d)", text[at + 1 :]))


def _read_number(digits: str, scale: str) -> Decimal | Problem:
    """One number with its scale word; commas must part the thousands."""
    plain = digits.replace("_", "")
    if "," in plain and not _GROUPED.match(plain):
        return Problem.of("quantity.commas", stated=digits[:40])
    if len(plain) > _LONGEST or re.search(r"[eE][+-]?\d{3,}", plain):
        return Problem.of("quantity.too_large", stated=digits[:37] + "...")
    amount = EXACT.scaleb(Decimal(plain.replace(",", "")), SCALES.get(scale, 0))
    return Decimal(format(amount, "f"))


def evaluate(tokens: Tokens) -> Sum | Problem:
    """The value of the tokens by the usual precedence.

    Problems: `quantity.arithmetic`, `.zero_division`, `.too_large`, `.minus_or_range` (`3-5`).
    """
    shown = " ".join(format(item, "f") if isinstance(item, Decimal) else item for item in tokens.items)
    try:
        amount, rest = _sum(tokens.items, 0, 0)
    except (IndexError, ValueError):
        return Problem.of("quantity.arithmetic", stated=shown[:40])
    except ZeroDivisionError:
        return Problem.of("quantity.zero_division", stated=shown[:40])
    except (InvalidOperation, Inexact, Overflow):
        return Problem.of("quantity.too_large", stated=shown[:40])
    if rest != len(tokens.items):
        return Problem.of("quantity.arithmetic", stated=shown[:40])
    if amount < 0 and len(tokens.items) == 3 and tokens.items[1] == "-":
        return Problem.of("quantity.minus_or_range", stated=shown[:40])
    alone = sum(isinstance(item, Decimal) for item in tokens.items) == 1
    return Sum(amount, "" if alone else f"{shown} = {format(amount, 'f')}", tokens.scaled)


def _sum(items: tuple[Decimal | str, ...], at: int, depth: int) -> tuple[Decimal, int]:
    """Terms joined by + and -; the place behind them."""
    total, at = _product(items, at, depth)
    while at < len(items) and items[at] in {"+", "-"}:
        sign = items[at]
        term, at = _product(items, at + 1, depth)
        total = EXACT.add(total, term) if sign == "+" else EXACT.subtract(total, term)
    return total, at


def _product(items: tuple[Decimal | str, ...], at: int, depth: int) -> tuple[Decimal, int]:
    """Factors joined by * and /."""
    total, at = _factor(items, at, depth)
    while at < len(items) and items[at] in {"*", "/"}:
        sign = items[at]
        factor, at = _factor(items, at + 1, depth)
        total = EXACT.multiply(total, factor) if sign == "*" else EXACT.divide(total, factor)
    return total, at


def _factor(items: tuple[Decimal | str, ...], at: int, depth: int) -> tuple[Decimal, int]:
    """A number, a signed factor, or a sum in brackets. Raises ValueError, IndexError where there is none."""
    if depth > _DEEPEST:
        raise ValueError(depth)
    item = items[at]
    if isinstance(item, Decimal):
        return item, at + 1
    if item in {"-", "+"}:
        amount, at = _factor(items, at + 1, depth + 1)
        return (EXACT.minus(amount) if item == "-" else amount), at
    if item != "(":
        raise ValueError(item)
    amount, at = _sum(items, at + 1, depth + 1)
    if items[at] != ")":
        raise ValueError(items[at])
    return amount, at + 1
