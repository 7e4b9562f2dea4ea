# SPDX-License-Identifier: Apache-2.0
"""The numbers of Word's lists, which its text does not hold: computed as Word shows them."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from yunce.reader.formats.xml import W, value

_DIGITS = "零一二三四五六七八九"
_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
    (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
_PLACE = re.compile(r"%([1-9])")


@dataclass(frozen=True, slots=True)
class ListLevel:
    """How one level of a list counts: its format, its text with %1 for the first level's number, where it starts."""

    form: str
    text: str
    start: int


class ListNumbers:
    """Counts through a document: ask for each numbered paragraph in order."""

    def __init__(self, numbering: Element | None) -> None:
        self._levels: dict[str, dict[int, ListLevel]] = {}
        self._list_of: dict[str, str] = {}
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        if numbering is not None:
            self._read(numbering)

    def next(self, number_id: str, level: int) -> str:
        """The mark of the next paragraph of a list at a level with a blank behind it; empty for bullets and unknown lists."""
        levels = self._levels.get(number_id, {})
        if level not in levels:
            return ""
        counts = self._counts[self._list_of[number_id]]
        counts[level] = counts[level] + 1 if level in counts else levels[level].start
        for deeper in [one for one in counts if one > level]:
            del counts[deeper]
        if levels[level].form in {"bullet", "none"}:
            return ""
        shown = _PLACE.sub(lambda m: self._shown(levels, counts, int(m[1]) - 1, levels[level].form), levels[level].text)
        return f"{shown} " if shown else ""

    @staticmethod
    def _shown(levels: dict[int, ListLevel], counts: dict[int, int], level: int, form: str) -> str:
        one = levels.get(level)
        if one is None:
            return ""
        own = form if form == "decimal" and one.form == "bullet" else one.form
        return numeral(counts.get(level, one.start), own)

    def _read(self, numbering: Element) -> None:
        abstract = {one.get(W + "abstractNumId", ""): one for one in numbering.findall(W + "abstractNum")}
        for num in numbering.findall(W + "num"):
            number_id, base = num.get(W + "numId", ""), value(num, "abstractNumId")
            levels = {int(lvl.get(W + "ilvl", "0")): _level(lvl) for lvl in _levels_of(abstract.get(base))}
            restarted = False
            for override in num.findall(W + "lvlOverride"):
                at, start = int(override.get(W + "ilvl", "0")), value(override, "startOverride")
                own = override.find(W + "lvl")
                if own is not None:
                    levels[at] = _level(own)
                if start and at in levels:
                    levels[at] = ListLevel(levels[at].form, levels[at].text, int(start))
                    restarted = True
            self._levels[number_id] = levels
            self._list_of[number_id] = f"num:{number_id}" if restarted else f"abstract:{base}"


def _levels_of(abstract: Element | None) -> list[Element]:
    return abstract.findall(W + "lvl") if abstract is not None else []


def _level(lvl: Element) -> ListLevel:
    return ListLevel(value(lvl, "numFmt") or "decimal", value(lvl, "lvlText"), int(value(lvl, "start") or 1))


def numeral(number: int, form: str) -> str:
    """A number as a list format writes it.

    >>> numeral(12, "chineseCounting"), numeral(4, "lowerRoman"), numeral(3, "decimalEnclosedCircle")
    ('十二', 'iv', '③')
    """
    if form.startswith(("chinese", "ideographTrad", "taiwanese", "japaneseCounting", "ideographDigital")):
        return _chinese(number)
    if form in {"upperLetter", "lowerLetter"}:
        letter = chr(ord("A") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter if form == "upperLetter" else letter.lower()
    if form in {"upperRoman", "lowerRoman"}:
        return _roman(number) if form == "upperRoman" else _roman(number).lower()
    if form.startswith("decimalEnclosedCircle") and 1 <= number <= 20:
        return chr(ord("①") + number - 1)
    return f"{number:02d}" if form == "decimalZero" else str(number)


def _chinese(number: int) -> str:
    if not 0 < number < 100:
        return "".join(_DIGITS[int(digit)] for digit in str(number))
    tens, ones = divmod(number, 10)
    return ("" if tens == 0 else "十" if tens == 1 else _DIGITS[tens] + "十") + (_DIGITS[ones] if ones else "")


def _roman(number: int) -> str:
    written = ""
    for amount, sign in _ROMAN:
        while number >= amount:
            written, number = written + sign, number - amount
    return written
