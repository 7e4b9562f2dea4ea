# SPDX-License-Identifier: Apache-2.0
"""Ranges that say both their ends: 85≤S<95, 80分以上未满90分, 满1年不满3年, 大于等于85小于95, ±5分."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from yunce.reader.scan.mentions import Mention, Value
from yunce.reader.scan.numerals import digits_number, scaled
from yunce.reader.scan.units import UNIT, canonical

_N = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"


def _end(name: str) -> str:
    return rf"(?P<{name}>{_N})\s?(?P<{name}s>[万亿千])?\s?(?P<{name}u>{UNIT})?(?:\(不?含\))?"


_SIGNED = re.compile(rf"(?<![\d.]){_end('a')}\s?(?:≤|<=|<)\s?[^\d≤<>≥=,;。\s]{{0,10}}\s?(?:≤|<=|<)\s?{_end('b')}(?![\d.])")
_SAID = re.compile(
    rf"(?:(?<![不未])(?:满|大于(?:或?等于)?|高于|不低于|超过|≥|>=|>)\s?{_end('a')}|(?<![\d.]){_end('c')}(?:及|或)?以上)"
    rf"[,、]?(?:且|但|并)?(?:不足|不满|未满|未达|低于|小于(?:或?等于)?|不超过|不高于|≤|<=|<)\s?{_end('b')}(?!以)"
)
_AROUND = re.compile(rf"±\s?{_end('a')}")
_HAS = re.compile(r"[≤<].*[≤<]|以上.{0,3}[不未低小≤<]|(?:满|于|过|[≥>])[^,;。]{1,12}(?:[不未][满足达超高]|[低小]于|[≤<])|±", re.DOTALL)
"""One of these stands in every such range."""


def find_bounds(plain: str) -> Iterator[Mention]:
    """The ranges of a text that name both ends."""
    if not _HAS.search(plain):
        return
    for pattern in (_SIGNED, _SAID):
        for found in pattern.finditer(plain):
            if mention := _range(found):
                yield mention
    for found in _AROUND.finditer(plain):
        high = _value(found, "a")
        yield Mention("quantity", found.start(), found.end(), Value(-high, high, canonical(found["au"] or "")))


def _range(found: re.Match[str]) -> Mention | None:
    """A range whose ends rise and are of one unit; the scale of the upper end is that of the lower one where it has none."""
    groups = found.groupdict()
    name = "a" if groups["a"] else "c"
    units = {unit for unit in (groups.get(f"{name}u"), groups["bu"]) if unit}
    if len(units) > 1:
        return None
    high = _value(found, "b")
    low = _value(found, name, groups["bs"] or "")
    return (
        Mention("quantity", found.start(), found.end(), Value(low, high, canonical(units.pop() if units else ""))) if low < high else None
    )


def _value(found: re.Match[str], name: str, scale: str = "") -> Decimal:
    return scaled(digits_number(found[name]), found[f"{name}s"] or scale)
