# SPDX-License-Identifier: Apache-2.0
"""A sheet's cells as the sheet shows them: percentages with their sign, days as days, numbers without floating dust."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from xml.etree.ElementTree import Element

from yunce.reader.formats.xml import S

_DAYS = {14, 15, 16, 17, 22, *range(27, 37), *range(50, 59)}
_PERCENT = {9: "0%", 10: "0.00%"}
_CLOCKS = {18, 19, 20, 21, 45, 46, 47}
_PLACES_OF = {1: 0, 2: 2, 3: 0, 4: 2, 9: 0, 10: 2, 37: 0, 38: 0, 39: 2, 40: 2}
_COMPUTED = 4
_DIGITS = re.compile(r"[0#?](?:\.([0#?]+))?(?![0#?,.])")
_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
_SUFFIX = re.compile(r'[0#?.](?:"([^"]+)"|([元人个件单台家天%]))\s*(?:_.)?$')


@dataclass(frozen=True, slots=True)
class Form:
    """What a number format does: percent, a day, and the unit that it writes behind."""

    percent: bool = False
    day: bool = False
    month: bool = False
    unit: str = ""
    clock: bool = False
    places: int = 10
    """Digits behind the point that are shown of a number that was computed."""


def formats_of(styles: Element | None) -> tuple[Form, ...]:
    """The form of each cell style, by its index."""
    if styles is None:
        return ()
    own = {int(one.get("numFmtId", "0")): one.get("formatCode", "") for one in styles.iter(S + "numFmt")}
    listed = styles.find(S + "cellXfs")
    ids = [int(xf.get("numFmtId", "0")) for xf in listed] if listed is not None else []
    return tuple(_form(one, own.get(one)) for one in ids)


def _form(number: int, code: str | None) -> Form:
    if code is None:
        return Form(number in _PERCENT, number in _DAYS, number == 17, clock=number in _CLOCKS, places=_PLACES_OF.get(number, 10))
    bare = _QUOTED.sub("", code.split(";")[0]).lower()
    unit = _SUFFIX.search(code.split(";")[0])
    day = "y" in bare or ("m" in bare and "d" in bare)
    shown = _DIGITS.search(bare)
    places = len(shown[1] or "") if shown and not day else 10
    clock = not day and "h" in bare
    return Form("%" in bare, day, day and "d" not in bare, "" if day or not unit or "%" in bare else unit[1] or unit[2], clock, places)


@dataclass(frozen=True, slots=True)
class Shown:
    """Turns cells into words: shared strings, the forms of the styles, whether days count from 1904."""

    strings: list[str]
    forms: tuple[Form, ...]
    from_1904: bool = False

    def text(self, cell: Element) -> str:
        """What a cell shows; the stored result for a formula. Raises ValueError for a broken reference."""
        kind, stored = cell.get("t", "n"), cell.findtext(S + "v") or ""
        if kind == "s":
            return self.strings[int(stored)] if stored and int(stored) < len(self.strings) else ""
        if kind == "inlineStr":
            return "".join(t.text or "" for t in cell.iter(S + "t"))
        if kind == "b":
            return "是" if stored == "1" else "否"
        if kind == "d":
            return stored.partition("T")[0]
        if kind != "n" or not stored:
            return "" if kind == "e" else stored
        style = int(cell.get("s", "0"))
        return self._number(stored, self.forms[style] if style < len(self.forms) else Form())

    def _number(self, stored: str, form: Form) -> str:
        try:
            number = Decimal(stored)
        except InvalidOperation:
            return stored
        if form.day and 1 <= number < 100000:
            day = date(1904, 1, 1) + timedelta(int(number)) if self.from_1904 else date(1899, 12, 30) + timedelta(int(number))
            return f"{day.year}年{day.month}月" if form.month else day.isoformat()
        if form.clock and 0 <= number < 1:
            minutes = int((number * 1440).to_integral_value(ROUND_HALF_UP))
            return f"{minutes // 60:02d}:{minutes % 60:02d}"
        if form.percent:
            number *= 100
        if form.places < _COMPUTED and _plain(number).partition(".")[2][_COMPUTED:]:  # more digits than anybody writes
            number = number.quantize(Decimal(1).scaleb(-form.places), ROUND_HALF_UP)
        return _plain(number) + ("%" if form.percent else form.unit)


def _plain(number: Decimal) -> str:
    """Without an exponent and without the dust of binary floats (0.30000000000000004)."""
    if abs(number) < Decimal(10) ** 15:
        number = number.quantize(Decimal("1e-10"), ROUND_HALF_UP)
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
