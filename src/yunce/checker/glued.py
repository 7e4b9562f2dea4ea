# SPDX-License-Identifier: Apache-2.0
"""Two numbers run together because the sign between them was lost, seen by their form: 8%10%, 6月9月, 5:009:00, 2026-0131, 1.21.5%."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

_TWICE = re.compile(
    r"(?<![\d.])(?<!\d[:/])(?P<a>(?:\d{1,2}月)?\d+(?:\.\d+)?)(?P<unit>%|‰|[万亿千]?元|万|亿|[Ww]|天|日|月|分|℃|个月|小时|分钟|人|名|家|岁|级|折|㎡)"
    r"(?P<mark>\(不?含\))?(?P<b>(?:\d{1,2}月)?\d+(?:\.\d+)?)(?P=unit)"
)
"""A unit behind each of two numbers with nothing between them."""
_DAYS = re.compile(r"(?P<a>\d{4}年\d{1,2}月(?:\d{1,2}日)?)(?P<b>\d{4}年\d{1,2}月(?:\d{1,2}日)?)")
_MONTH_DAYS = re.compile(r"(?<!\d)(?P<a>\d{1,2}月)(?P<first>1?\d)(?P<b>(?:[12]\d|3[01])日)(?=[^\d]|$)")
_CLOCKS = re.compile(r"(?<![\d:])(?P<a>(?:[01]?\d|2[0-4]):[0-5]\d)(?P<b>(?:[01]?\d|2[0-4]):[0-5]\d)(?![\d:])")
_NEXT_DAY = re.compile(
    r"(?<![\d:])(?P<a>(?:[01]?\d|2[0-4]):[0-5]\d)(?P<b>(?:次日|翌日|第二天)(?:凌晨)?(?:[01]?\d|2[0-4]):[0-5]\d)(?![\d:])"
)
_DOTTED = re.compile(r"(?<!\d)(?P<a>20\d\d[./]\d{1,2})(?P<b>20\d\d[./]\d{1,2})(?!\d)")
_YEARS = re.compile(r"(?<![\dA-Za-z])(?P<a>20[0-4]\d)(?P<b>20[0-4]\d)(?![\dA-Za-z])")
_PROPORTIONS = re.compile(r"(?<![\d:])(?P<a>1:\d)(?P<b>1:\d{1,2})(?![\d:])")
_DECIMALS = re.compile(r"(?<![\d.])(?P<a>\d{1,3}\.\d{1,2}?)(?P<b>\d{1,3}\.\d{1,2})(?=\s?(?:%|‰|[万亿]|元|倍|小时|天|个百分点))")
_ISO = re.compile(
    r"(?<![0-9A-Za-z/.])(?P<a>20[0-4]\d)(?:(?P<m>0[1-9]|1[0-2])(?P<sign>[-./])(?P<d>0[1-9]|[12]\d|3[01])"
    r"|(?P<sign2>[-./])(?P<m2>0[1-9]|1[0-2])(?P<d2>0[1-9]|[12]\d|3[01]))(?![0-9A-Za-z/%万亿元]|[-.]\d(?!\d{3}))"
)
"""A date with one of its two signs lost: 202703-20, 2027.0320."""
_COLON = re.compile(
    r"(?:(?:投产比|产出比|ROI|配比)(?:不低于|达到?|为|≥|:)?|(?<=按))\s?(?P<a>1)(?P<b>[1-9]\d?(?:\.\d)?)(?=以上|左右|[,;。]|$|的比例|配)(?!左右[^配]|[,;。]\d)"
)
"""A proportion without its colon: 投产比13.5, 按112配备."""


@dataclass(frozen=True, slots=True)
class Glued:
    """Characters [start, end) of the words that are two numbers, and how they read with the sign between them."""

    start: int
    end: int
    text: str
    joined: str


def glued_in(words: str) -> Iterator[Glued]:
    """What has run together in some words; each place once."""
    taken: set[int] = set()
    for sign, form, read in _FORMS:
        for found in form.finditer(words) if sign.search(words) else ():
            joined = read(found)
            if joined and taken.isdisjoint(range(found.start(), found.end())):
                taken.update(range(found.start(), found.end()))
                yield Glued(found.start("a"), found.end(), words[found.start("a") : found.end()], joined)


def _between(found: re.Match[str]) -> str:
    return f"{found['a']}-{found['b']}"


def _twice(found: re.Match[str]) -> str:
    """Two numbers of one unit; a range goes up, months and days may go into the next year."""
    if found["unit"] not in {"月", "日"} and float(found["a"]) >= float(found["b"]):
        return ""
    return f"{found['a']}{found['unit']}{found['mark'] or ''}-{found['b']}{found['unit']}"


def _proportion(found: re.Match[str]) -> str:
    return f"1:{found['b']}"


def _years(found: re.Match[str]) -> str:
    return _between(found) if 0 < int(found["b"]) - int(found["a"]) <= 10 else ""


def _decimals(found: re.Match[str]) -> str:
    return _between(found) if float(found["a"]) < float(found["b"]) else ""


def _month_days(found: re.Match[str]) -> str:
    return f"{found['a']}{found['first']}-{found['b']}"


def _iso(found: re.Match[str]) -> str:
    sign = found["sign"] or found["sign2"]
    return sign.join((found["a"], found["m"] or found["m2"], found["d"] or found["d2"]))


_FORMS: tuple[tuple[re.Pattern[str], re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
    (re.compile(r"[月日]\d{4}年"), _DAYS, _between),
    (re.compile(r"[%‰元万亿千Ww天日月分℃时钟人名家岁级折㎡)]\d"), _TWICE, _twice),
    (re.compile(r"月\d{3,4}日"), _MONTH_DAYS, _month_days),
    (re.compile(r":\d{3,4}:"), _CLOCKS, _between),
    (re.compile(r":\d\d(?:次日|翌日|第二天)"), _NEXT_DAY, _between),
    (re.compile(r"[./]\d{1,2}20"), _DOTTED, _between),
    (re.compile(r"20\d\d20"), _YEARS, _years),
    (re.compile(r"1:\d1:"), _PROPORTIONS, _between),
    (re.compile(r"\.\d{2,5}\."), _DECIMALS, _decimals),
    (re.compile(r"20\d\d(?:\d\d)?[-./]"), _ISO, _iso),
    (re.compile(r"比|ROI|按"), _COLON, _proportion),
)
"""A sign without which a form cannot be, the form, and how it reads."""
