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
_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
_SUFFIX = re.compile(r'[0#?.](?:"([^"]+)"|([元人个件单台家天%]))\s*(?:_.)?$')


@dataclass(frozen=True, slots=True)
class Form:
    """What a number format does: percent, a day, and the unit that it writes behind."""

    percent: bool = False
    day: bool = False
    month: bool = False
    unit: str = ""


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
        return Form(percent=number in _PERCENT, day=number in _DAYS, month=number == 17)
    bare = _QUOTED.sub("", code.split(";")[0]).lower()
    unit = _SUFFIX.search(code.split(";")[0])
    day = "y" in bare or ("m" in bare and "d" in bare)
    return Form("%" in bare, day, day and "d" not in bare, "" if day or not unit or "%" in bare else unit[1] or unit[2])


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
        return _plain(number * 100) + "%" if form.percent else _plain(number) + form.unit


def _plain(number: Decimal) -> str:
    """Without an exponent and without the dust of binary floats (0.30000000000000004)."""
    if abs(number) < Decimal(10) ** 15:
        number = number.quantize(Decimal("1e-10"), ROUND_HALF_UP)
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
