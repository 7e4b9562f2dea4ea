# SPDX-License-Identifier: Apache-2.0
"""Quantities as people write them: exact decimals with a unit, the words and the arithmetic kept.

`300万`, `1.2亿`, `300W`, `1500*6*12`, `25%` (the ratio 0.25), `3pp` (0.03 with unit pp), `20单/天`, `1:3` (3), and ranges of them.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from decimal import Decimal

from yunce.values.arithmetic import EXACT, evaluate, tokens_of
from yunce.values.problem import Problem

LARGEST = Decimal(10) ** 16
"""Above this an amount of money in fen no longer fits into int64."""

_MONEY = re.compile(r"^(?:元人民币|人民币|元整|块钱|元|块|圆|CNY|RMB|yuan)(?=$|/)", re.IGNORECASE)
_PREFIX = re.compile(r"^(?P<sign>[+-]?)(?:¥|CNY|RMB|人民币)\s*", re.IGNORECASE)
_UNIT = re.compile(r"^(?!(?:百|千|万|萬|亿|億))[^\W\d_]{1,12}[23]?(?:/[^\W\d_]{1,12}[23]?)?$")
_POINTS = ("pp", "个百分点", "百分点")
_RATIO = re.compile(r"^(?P<one>\d+(?:\.\d+)?)\s*:\s*(?P<other>\d+(?:\.\d+)?)$")
_BOUND = re.compile(r"^(?P<op>>=|<=|≥|≤|>|<)\s*(?P<rest>.+)$")
_BETWEEN = re.compile(r"\s*(?:\.\.|~|∼|至)\s*")


@dataclass(frozen=True, slots=True)
class Quantity:
    """An exact amount in a unit; equal by those two. `stated` keeps the words, `arithmetic` the sum behind it (`1500 * 6 = 9000`)."""

    amount: Decimal
    unit: str = ""
    stated: str = field(default="", compare=False)
    arithmetic: str = field(default="", compare=False)
    scaled: bool = field(default=False, compare=False)
    """True where the words hold a scale such as 万."""

    def __str__(self) -> str:
        return self.text

    @property
    def text(self) -> str:
        """The words as written, else the plain number with its unit."""
        return self.stated or f"{number_text(self.amount)}{self.unit}"


@dataclass(frozen=True, slots=True)
class Range:
    """Bounds in one unit; `None` is open. `low_strict` and `high_strict` leave the bound itself out (`> 3`)."""

    low: Decimal | None
    high: Decimal | None
    unit: str = ""
    stated: str = field(default="", compare=False)
    low_strict: bool = False
    high_strict: bool = False

    def __str__(self) -> str:
        return self.text

    @property
    def text(self) -> str:
        """The words as written, else `low..high`."""
        ends = ("" if end is None else number_text(end) for end in (self.low, self.high))
        return self.stated or "..".join(ends) + self.unit

    def holds(self, amount: Decimal) -> bool:
        """True where the amount lies within the bounds."""
        above = self.low is None or amount > self.low or (amount == self.low and not self.low_strict)
        below = self.high is None or amount < self.high or (amount == self.high and not self.high_strict)
        return above and below


def number_text(amount: Decimal) -> str:
    """One fixed text for one number, whatever its trailing zeros: `1.50` and `1.5` are `1.5`, `1E+6` is `1000000`."""
    plain = format(amount, "f")
    if "." in plain:
        plain = plain.rstrip("0").rstrip(".")
    return "0" if plain in {"-0", ""} else plain


def read_quantity(text: str) -> Quantity | Problem:
    """A quantity from its words. Problems: `quantity.empty`, `.not_a_number`, `.commas`, `.unit`, `.zero_division`, `.too_large`.

    >>> read_quantity("1500*6*12").amount
    Decimal('108000')
    """
    plain = _plain(text)
    if not plain:
        return Problem.of("quantity.empty")
    ratio = _RATIO.match(plain)
    if ratio:
        return _read_ratio(ratio, text)
    plain = _PREFIX.sub(r"\g<sign>", plain) if (money := bool(_PREFIX.match(plain))) else plain
    taken = tokens_of(plain)
    if isinstance(taken, Problem):
        return taken
    found = evaluate(taken)
    if isinstance(found, Problem):
        return found
    if abs(found.amount) >= LARGEST:
        return Problem.of("quantity.too_large", stated=_short(text))
    unit = plain[taken.end :].strip()
    if taken.percent and not unit:
        return Quantity(found.amount, "%", text, found.shown, found.scaled)
    return _with_unit(found.amount, unit, text, money=money, shown=found.shown, scaled=found.scaled)


def read_range(text: str) -> Range | Problem:
    """A range from its words: `10%..15%`, `>= 98.5%`, `<= 3天`, `1:3..1:5`; one number alone is both bounds.

    Problems: those of `read_quantity`, `range.reversed`, `range.units`, `range.scale`, `range.empty`.
    """
    plain = _plain(text)
    bound = _BOUND.match(plain)
    if bound:
        return _read_bound(bound, text)
    ends = _BETWEEN.split(plain)
    if len(ends) == 1:
        only = read_quantity(text)
        return only if isinstance(only, Problem) else Range(only.amount, only.amount, only.unit, text)
    if len(ends) > 2 or not any(ends):
        return Problem.of("range.empty", stated=_short(text))
    return _read_ends(ends[0], ends[1], text)


def read_value(text: str) -> Quantity | Range | Problem:
    """What a target may be: a quantity, or a range where the words hold bounds."""
    plain = _plain(text)
    return read_range(text) if _BOUND.match(plain) or _BETWEEN.search(plain) else read_quantity(text)


def _plain(text: str) -> str:
    """Full-width characters made plain, blanks at the ends gone."""
    return unicodedata.normalize("NFKC", text).replace("−", "-").replace("∶", ":").strip()


def _short(text: str) -> str:
    """At most forty characters of what was written, for a message."""
    return text if len(text) <= 40 else text[:37] + "..."


def _read_ratio(ratio: re.Match[str], text: str) -> Quantity | Problem:
    """`1:3`, spend to revenue, is 3: how much comes back for one."""
    one, other = Decimal(ratio["one"]), Decimal(ratio["other"])
    if one == 0:
        return Problem.of("quantity.zero_division", stated=_short(text))
    return Quantity(EXACT.divide(other, one), "", text, f"{other} / {one}")


def _with_unit(amount: Decimal, unit: str, text: str, *, money: bool, shown: str, scaled: bool) -> Quantity | Problem:
    """The quantity once its unit is known; points become ratios, names of the yuan become CNY."""
    if unit.lower() in _POINTS:
        return Quantity(amount / 100, "pp", text, shown, scaled)
    unit = _MONEY.sub("CNY", re.sub(r"\s*/\s*", "/", unit))
    if money and not unit:
        unit = "CNY"
    if unit and not _UNIT.match(unit):
        return Problem.of("quantity.unit" if unit[0].isalpha() else "quantity.not_a_number", stated=_short(text), unit=_short(unit))
    return Quantity(amount, unit, text, shown, scaled)


def _read_bound(bound: re.Match[str], text: str) -> Range | Problem:
    """`>= 3`: one bound, the other open."""
    end = read_quantity(bound["rest"])
    if isinstance(end, Problem):
        return end
    strict = bound["op"] in {"<", ">"}
    if bound["op"] in {">=", "≥", ">"}:
        return Range(end.amount, None, end.unit, text, low_strict=strict)
    return Range(None, end.amount, end.unit, text, high_strict=strict)


def _read_ends(first: str, second: str, text: str) -> Range | Problem:
    """`low..high` where either side may be empty; a unit that only the second end names is shared unless it scales."""
    low, high = (read_quantity(end) if end else None for end in (first, second))
    for end in (low, high):
        if isinstance(end, Problem):
            return end
    if not isinstance(low, Quantity) or not isinstance(high, Quantity):
        one = low if isinstance(low, Quantity) else high
        unit = one.unit if isinstance(one, Quantity) else ""
        return Range(_amount(low), _amount(high), unit, text)
    if high.scaled and not low.scaled and low.amount != 0:
        return Problem.of("range.scale", stated=_short(text))
    unshared = low.unit in {"%", "pp"} or high.unit in {"%", "pp"} or (low.unit and high.unit)
    if low.unit != high.unit and unshared:
        return Problem.of("range.units", stated=_short(text), low=low.unit or "-", high=high.unit or "-")
    if low.amount > high.amount:
        return Problem.of("range.reversed", stated=_short(text))
    return Range(low.amount, high.amount, low.unit or high.unit, text)


def _amount(end: Quantity | Problem | None) -> Decimal | None:
    """The amount of an end that was read, else none."""
    return end.amount if isinstance(end, Quantity) else None
