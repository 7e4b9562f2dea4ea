# SPDX-License-Identifier: Apache-2.0
"""A number said anew in the way that it was written: `300W` becomes `320W`, `1,200,000元` becomes `1,250,000元`. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from yunce.reader.plain import plain_of
from yunce.reader.scan.mentions import Value
from yunce.reader.scan.numerals import chinese_number, digits_number

_DIGITS = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?|\d+(?:\.\d+)?")
_CHINESE = re.compile(r"[零〇一二两三四五六七八九十百千]+(?:点[零〇一二三四五六七八九]+)?")
_WIDE = str.maketrans("0123456789.,", "０１２３４５６７８９．，")
_MOST_PLACES = 6


@dataclass(frozen=True, slots=True)
class Numeral:
    """One numeral among some words: where it stands and what it says before any scale."""

    start: int
    end: int
    amount: Decimal


def numerals_of(words: str) -> tuple[Numeral, ...]:
    """The numerals of some words; those in Chinese script where there are no digits."""
    plain = plain_of(words)
    found = [Numeral(one.start(), one.end(), digits_number(one.group())) for one in _DIGITS.finditer(plain)]
    if not found:
        spelt = ((one, chinese_number(one.group())) for one in _CHINESE.finditer(plain))
        found = [Numeral(one.start(), one.end(), amount) for one, amount in spelt if amount is not None]
    return tuple(found)


def rewritten(words: str, old: Value, new: Value) -> str | None:
    """The words with the new value in the old one's form; `None` where the form cannot hold it.

    >>> rewritten("不低于300W", Value(Decimal(3000000), Decimal(3000000)), Value(Decimal(3200000), Decimal(3200000)))
    '不低于320W'
    """
    numerals = numerals_of(words)
    pairs = _pairs(old, new)
    if not numerals or pairs is None:
        return None
    if len(pairs) != len(numerals):
        same = len(numerals) == 1 and len({wanted for _, wanted in pairs}) == 1
        if not same:
            return None
        pairs = pairs[:1]
    for numeral, (was, wanted) in reversed(list(zip(numerals, pairs, strict=True))):
        text = _in_form(words[numeral.start : numeral.end], numeral, was, wanted)
        if text is None:
            return None
        words = words[: numeral.start] + text + words[numeral.end :]
    return words


def _pairs(old: Value, new: Value) -> list[tuple[Decimal, Decimal]] | None:
    """Old and new ends, one pair where both ends are one number; `None` where an end opens or closes."""
    if (old.low is None) != (new.low is None) or (old.high is None) != (new.high is None):
        return None
    ends = [(was, now) for was, now in ((old.low, new.low), (old.high, new.high)) if was is not None and now is not None]
    if old.low == old.high and new.low == new.high:
        return ends[:1]
    return ends


def _in_form(words: str, numeral: Numeral, was: Decimal, wanted: Decimal) -> str | None:
    """One numeral of the new value: same scale, separators and width of digits."""
    if numeral.amount == 0 or was == 0:
        return None
    if was == wanted:
        return words
    amount = wanted * numeral.amount / was
    if amount != amount.quantize(Decimal(1).scaleb(-_MOST_PLACES)):
        return None
    plain = format(amount.normalize(), "f")
    whole, point, places = plain.partition(".")
    if "," in plain_of(words):
        whole = f"{int(whole):,}"
    text = whole + point + places
    return text.translate(_WIDE) if any("０" <= sign <= "９" for sign in words) else text
