# SPDX-License-Identifier: Apache-2.0
"""Numbers as the checks see them: value, unit, how finely they were written, and whether a computed value agrees with a stated one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from functools import lru_cache

from yunce.checker.findings import Span
from yunce.reader.scan.mentions import Mention, Op
from yunce.reader.scan.units import is_money, is_share, is_time
from yunce.values.light import light

_DIGITS = re.compile(r"\d[\d,]*(?:\.(?P<decimals>\d+))?")
_SCALE_WORD = re.compile(r"[万亿千Ww]")
_PEOPLE = {"人", "名", "位", "人次", "员工"}
_SHARE_OF_ONE = {"%": Decimal(100), "‰": Decimal(1000), "bp": Decimal(10000), "成": Decimal(10)}
_GENEROUS = Decimal("0.05")


@light
@dataclass(frozen=True, slots=True)
class Amount:
    """A number of the text in its base unit. `step` is what one of its last written digit is worth, `words` how it stands there."""

    low: Decimal
    high: Decimal
    unit: str
    step: Decimal
    span: Span
    words: str = ""
    op: Op = "="
    is_about: bool = False
    block: int = -1
    is_coarse: bool = False
    """Written with decimals or with a scale word, so that it may have been rounded."""

    @property
    def is_point(self) -> bool:
        """One value, no range."""
        return self.low == self.high

    @property
    def family(self) -> str:
        """What it may be added to: money, people, counts, shares, a unit of time."""
        return family_of(self.unit)

    @property
    def per(self) -> str:
        """What it is a rate of: 元/㎡ is per ㎡."""
        return self.unit.partition("/")[2]

    @property
    def factor(self) -> Decimal:
        """Its value as a factor: 15% is 0.15."""
        whole = _SHARE_OF_ONE.get(self.unit)
        return self.low if whole is None else self.low / whole


class Fit(Enum):
    """How a computed value stands to a stated one."""

    HOLDS = "holds"
    ROUNDED = "rounded"
    OFF = "off"


@lru_cache(maxsize=1024)
def family_of(unit: str) -> str:
    """The family of a unit; rates (元/人) are each their own."""
    base, _, per = unit.partition("/")
    if per:
        return f"{family_of(base)}/{per}"
    if is_money(base):
        return base
    if is_share(base):
        return "%" if base == "pp" else base
    if not base:
        return "bare"
    if base in _PEOPLE:
        return "people"
    return base if is_time(base) or base in {"date", "fraction", "倍", "1:n", "n:1", "分"} else "count"


def amount_of(mention: Mention, plain: str, block: int) -> Amount | None:
    """The amount of a quantity; `None` where there is no number."""
    value = mention.value
    if mention.sort not in {"quantity", "ratio", "cadence"} or value is None or not value.is_known:
        return None
    low = value.low if value.low is not None else value.high
    high = value.high if value.high is not None else value.low
    if low is None or high is None:
        return None
    words = plain[mention.start : mention.end]
    step, is_coarse = _step(words, high)
    return Amount(
        low, high, value.unit, step, Span(mention.start, mention.end), words, value.op, mention.about, block, is_coarse
    )  # fmt: skip


def _step(words: str, high: Decimal) -> tuple[Decimal, bool]:
    """What the last written digit is worth, and whether the number may have been rounded."""
    if words.isdecimal():  # as most cells are
        whole = Decimal(words)
        return (high / whole, high > whole) if high > 0 and whole else (Decimal(1), False)
    found = list(_DIGITS.finditer(words))
    if not found:
        return Decimal(1), False
    digits = Decimal(found[-1].group().replace(",", ""))
    decimals = len(found[-1]["decimals"] or "")
    scale = high / digits if digits and high else Decimal(1)
    return scale.scaleb(-decimals) if scale > 0 else Decimal(1).scaleb(-decimals), bool(decimals or scale > 1 or _SCALE_WORD.search(words))


def fit(stated: Amount, low: Decimal, high: Decimal, slack: Decimal = Decimal(0)) -> Fit:
    """How a computed value, or range, stands to the stated one. `slack` is what rounding of the parts may add."""
    half = stated.step / 2
    if stated.op in {">=", ">"} and high >= stated.low:
        return Fit.HOLDS
    if stated.op in {"<=", "<"} and low <= stated.high:
        return Fit.HOLDS
    margin = max(stated.step, abs(stated.high) * _GENEROUS) if stated.is_about else half
    if stated.low - margin <= high and low <= stated.high + margin:
        return Fit.HOLDS
    off = min(abs(stated.low - high), abs(low - stated.high))
    return Fit.ROUNDED if slack and off <= slack + half else Fit.OFF


def slack_of(parts: Iterable[Amount]) -> Decimal:
    """How far rounding of the parts may move their sum."""
    return sum((part.step / 2 for part in parts if part.is_coarse), Decimal(0))


def text_of(number: Decimal) -> str:
    """A number as findings give it: exact, no exponent, at most six digits behind the point.

    >>> text_of(Decimal("895000.00")), text_of(Decimal(1) / 3)
    ('895000', '0.333333')
    """
    text = format(number.quantize(Decimal("0.000001")) if abs(number) < 10**20 else number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def middle_of(numbers: Sequence[Decimal]) -> Decimal:
    """The middle number by size, between two of them the mean. There must be one.

    >>> middle_of([Decimal(9), Decimal(1), Decimal(3)]), middle_of([Decimal(1), Decimal(4)])
    (Decimal('3'), Decimal('2.5'))
    """
    ordered = sorted(numbers)
    half = len(ordered) // 2
    return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2


def span_text(low: Decimal, high: Decimal) -> str:
    """A value or a range in words."""
    return text_of(low) if low == high else f"{text_of(low)}..{text_of(high)}"


def written_like(number: Decimal, model: Amount) -> str:
    """A number written as the model stands in the text, with its scale and unit; empty where the model is no plain number."""
    found = list(_DIGITS.finditer(model.words))
    if len(found) != 1 or not model.is_point:
        return ""
    old = found[0]
    digits = Decimal(old.group().replace(",", ""))
    scale = model.high / digits if digits else Decimal(1)
    value = number / scale if scale else number
    decimals = len(old["decimals"] or "")
    exact = value.normalize()
    exponent = exact.as_tuple().exponent
    needed = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    shown = f"{value:,.{max(decimals, min(needed, 4))}f}"
    shown = shown if "," in old.group() else shown.replace(",", "")
    return model.words[: old.start()] + shown + model.words[old.end() :]
