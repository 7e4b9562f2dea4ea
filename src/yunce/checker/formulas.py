# SPDX-License-Identifier: Apache-2.0
"""Formulas that stand in a text, 1500(月薪)×6(人数)×12(月)=10.8万元: read, worked out, solved for an operand that was hidden."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal, DivisionByZero, InvalidOperation

from yunce.checker.amounts import Amount, amount_of
from yunce.checker.findings import Span
from yunce.checker.paper import Paper
from yunce.reader.scan.mentions import Mention
from yunce.reader.scan.scanner import scan_words

_EDGE = re.compile(r"[;；。:：!?！？\n\t=≈]|[,，](?!\d{3})")
_EQUALS = re.compile(r"[=≈]")
_SIGN = re.compile(
    r"[×*÷+]|(?<=[\d)%元人万个天月W])\s?[xX](?=\s?[\d(])|(?<=[\d)%万元])\s?-\s?(?=[\d(一-鿿])|(?<=[\d)%万元])\s?/\s?(?=[\d(])"
)
_NOTE = re.compile(r"[(（][^()（）]*[)）]")
_LONGEST = 160
_PARTED = re.compile(r"[,，](?!\d{3})|[;；。=≈]")
_SIGN_FOLLOWS = re.compile(r"\s*(?:[(（][^()（）]*[)）])?\s*[×*÷+]")
_BRACKETED = re.compile(r"[^()（）\d]*[(（](?P<inner>[^()（）]*)[)）]\s*")


@dataclass(frozen=True, slots=True)
class Operand:
    """One number of a formula; `amount` is `None` where its digits were hidden."""

    amount: Amount | None
    span: Span

    def value(self, hidden: Decimal) -> Decimal:
        """Its value as a factor."""
        return self.amount.factor if self.amount else hidden


@dataclass(frozen=True, slots=True)
class Expression:
    """Operands and inner expressions, each with the sign in front of it."""

    terms: tuple[tuple[str, Operand | Expression], ...]

    def value(self, hidden: Decimal = Decimal(0)) -> Decimal:
        """What it comes to; products before sums. Raises `ArithmeticError` on division by zero."""
        total, product = Decimal(0), Decimal(0)
        for sign, term in self.terms:
            value = term.value(hidden)
            if sign == "×":
                product *= value
            elif sign == "÷":
                product /= value
            else:
                total, product = total + product, value if sign == "+" else -value
        return total + product

    def operands(self) -> Iterator[Operand]:
        """Every operand in order."""
        for _, term in self.terms:
            if isinstance(term, Operand):
                yield term
            else:
                yield from term.operands()


@dataclass(frozen=True, slots=True)
class Formula:
    """Both sides of an equals sign: an expression and the result as stated."""

    left: Expression
    stated: Amount

    @property
    def hidden(self) -> Operand | None:
        """The operand whose digits were hidden, where there is exactly one."""
        unknown = [one for one in self.left.operands() if one.amount is None]
        return unknown[0] if len(unknown) == 1 else None

    def computed(self) -> Decimal | None:
        """What the left side comes to; `None` with a hidden operand or a division by zero."""
        if any(one.amount is None for one in self.left.operands()):
            return None
        try:
            return self.left.value()
        except (DivisionByZero, InvalidOperation):
            return None

    def solved(self) -> Decimal | None:
        """What the hidden operand must be: the left side is a line in it."""
        if self.hidden is None:
            return None
        try:
            base, slope = self.left.value(Decimal(0)), self.left.value(Decimal(1))
            return (self.stated.factor - base) / (slope - base)
        except (DivisionByZero, InvalidOperation):
            return None


def formulas_of(paper: Paper, at: int) -> tuple[Formula, ...]:
    """The formulas of a block."""
    if not _EQUALS.search(paper.words(at)):
        return ()
    return paper.once(("formulas", at), lambda: tuple(_formulas(paper, at)))


def _formulas(paper: Paper, at: int) -> Iterator[Formula]:
    block = paper.blocks[at]
    words = paper.words(at)
    for found in _EQUALS.finditer(words):
        left_from = max((edge.end() for edge in _EDGE.finditer(words, max(0, found.start() - _LONGEST), found.start())), default=0)
        left = _expression(words[left_from : found.start()], block.body + left_from, at)
        right = _PARTED.split(words[found.end() : found.end() + 40])[0]
        stated = _first_amount(right, block.body + found.end(), at)
        if left is not None and stated is not None and not _goes_on(words, stated.span.end - block.body):
            yield Formula(left, stated)


def expression_of(paper: Paper, at: int) -> Expression | None:
    """The expression that a block consists of, all its operands told; `None` where it is none."""
    found = _expression(paper.words(at), paper.blocks[at].body, at)
    return found if found is not None and all(one.amount for one in found.operands()) else None


def _goes_on(words: str, end: int) -> bool:
    """True where a sign follows the result: it is no result yet."""
    return bool(_SIGN_FOLLOWS.match(words[end : end + 24]))


def _first_amount(words: str, offset: int, at: int) -> Amount | None:
    """The amount that words begin with, but for a few words in front of it."""
    for one in scan_words(words):
        if one.start > 6:
            return None
        if (amount := amount_of(one, words, at)) is not None:
            return _moved(amount, offset)
    return None


def _expression(words: str, offset: int, at: int) -> Expression | None:
    """An expression of at least two operands; `None` where a piece is no number."""
    pieces = _pieces(words)
    if len(pieces) < 2:
        return None
    terms: list[tuple[str, Operand | Expression]] = []
    for index, (sign, start, piece) in enumerate(pieces):
        term = _term(piece, offset + start, at, last=index == 0)
        if term is None:
            return None
        terms.append((sign, term))
    return Expression(tuple(terms))


def _pieces(words: str) -> list[tuple[str, int, str]]:
    """The words between signs outside of brackets, with the sign in front and where they start."""
    depths = _depths(words)
    found, sign, start = [], "+", 0
    for match in _SIGN.finditer(words):
        if depths[match.start()] == 0:
            found.append((sign, start, words[start : match.start()]))
            sign, start = {"*": "×", "x": "×", "X": "×", "/": "÷"}.get(match.group().strip(), match.group().strip()), match.end()
    found.append((sign, start, words[start:]))
    return found


def _depths(words: str) -> list[int]:
    found, depth = [], 0
    for sign in words:
        depth += sign in "(（"
        found.append(depth)
        depth -= sign in ")）" and depth > 0
    return found


def _term(piece: str, offset: int, at: int, *, last: bool) -> Operand | Expression | None:
    """An inner expression in brackets, else the number of a piece; in the first piece the last one, words may stand before it."""
    inner = _BRACKETED.fullmatch(piece)
    if inner and _SIGN.search(inner["inner"]):
        return _expression(inner["inner"], offset + inner.start("inner"), at)
    bare = _NOTE.sub(lambda found: " " * len(found.group()), piece)
    for words in (bare, piece):
        found = [one for one in scan_words(words) if one.sort in {"quantity", "mask", "date"}]
        found = [one for one in found if one.sort != "date" or _is_hidden(one)]
        if found and (len(found) == 1 or last):
            return _operand(found[-1 if last else 0], words, offset, at)
    return None


def _is_hidden(one: Mention) -> bool:
    return one.when == "20xx"


def _operand(one: Mention, words: str, offset: int, at: int) -> Operand | None:
    if one.sort in {"mask", "date"}:
        return Operand(None, Span(one.start + offset, one.end + offset))
    amount = amount_of(one, words, at)
    if amount is None or not amount.is_point:
        return None
    moved = _moved(amount, offset)
    return Operand(moved, moved.span)


def _moved(one: Amount, by: int) -> Amount:
    return replace(one, span=Span(one.span.start + by, one.span.end + by))
