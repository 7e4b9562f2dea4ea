# SPDX-License-Identifier: Apache-2.0
"""Numbers as people read them (万, 亿, %, 点), each with its exact value and the place that it leads to."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import gettext as _

YI = Decimal(100_000_000)
WAN = Decimal(10_000)
WHOLE_FROM = Decimal(100)
ONE_POINT = Decimal("0.01")
SMALL_SHARE = Decimal("0.001")
"""Shares below it keep two digits that say something: 0.0521% is not the same as a limit of 0.05%."""
SHARE_UNITS = frozenset({"%", "percent", "share", "ratio"})
MONEY_UNITS = frozenset({"CNY", "元", "yuan"})
UNKNOWN = "–"
MINUS = "−"


@dataclass(frozen=True, slots=True)
class Number:
    """One number on a page: what is shown, its exact value for the tooltip, where it leads, its tone (`good bad ask` or none)."""

    text: str
    exact: str = ""
    href: str = ""
    tone: str = ""

    @property
    def known(self) -> bool:
        """True where there is a value."""
        return self.text != UNKNOWN


def rounded(value: Decimal, places: int) -> str:
    """A value with so many places, halves away from zero, thousands by commas, a true minus sign."""
    step = Decimal(1).scaleb(-places)
    return f"{value.quantize(step, ROUND_HALF_UP):,f}".replace("-", MINUS)


def shown(value: Decimal | None, measured_in: str = "", *, signed: bool = False) -> str:
    """What a reader sees: 81.4万, 1.25亿, 38.2%, 3.05; an unknown is a dash."""
    if value is None:
        return UNKNOWN
    text = _share(value) if measured_in in SHARE_UNITS else _amount(value)
    return f"+{text}" if signed and value > 0 else text


def _share(value: Decimal) -> str:
    size = abs(value)
    places = 1 if size >= Decimal("0.1") else 2 if size >= SMALL_SHARE or not value else 4
    return f"{rounded(value * 100, places)}%"


def _amount(value: Decimal) -> str:
    size = abs(value)
    if size >= YI:
        return _("{number}亿").format(number=rounded(value / YI, 2))
    if size >= WAN:
        return _("{number}万").format(number=rounded(value / WAN, 1))
    if size >= WHOLE_FROM or value == value.to_integral_value():
        return rounded(value, 0)
    return rounded(value, 2 if size >= ONE_POINT else min(1 - value.adjusted(), 6))


def exact(value: Decimal | None, measured_in: str = "") -> str:
    """The value in full with its unit, for the tooltip and for reading aloud."""
    if value is None:
        return _("未知")
    if measured_in in SHARE_UNITS:
        return f"{_plain(value * 100)}%"
    unit = _("元") if measured_in in MONEY_UNITS else measured_in
    return f"{_plain(value)} {unit}".strip()


def _plain(value: Decimal) -> str:
    text = f"{value:,f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text).replace("-", MINUS)


def points(value: Decimal | None) -> str:
    """A difference of two ratios in percentage points, signed."""
    if value is None:
        return UNKNOWN
    size = abs(value)
    places = 1 if size >= ONE_POINT else 2 if size >= SMALL_SHARE / 2 or not value else 3
    text = _("{number}点").format(number=rounded(value * 100, places))
    return f"+{text}" if value > 0 else text


def number(value: Decimal | None, measured_in: str = "", *, href: str = "", tone: str = "", signed: bool = False) -> Number:
    """A `Number` from a value in its metric's unit."""
    return Number(shown(value, measured_in, signed=signed), exact(value, measured_in), href if value is not None else "", tone)


def settled(value: Decimal, measured_in: str = "") -> Number:
    """A `Number` to the last place, since pay hangs on it: 6.75%, 3,050,000."""
    return Number(exact(value, measured_in) if measured_in in SHARE_UNITS else _plain(value), exact(value, measured_in))


def difference(value: Decimal | None, measured_in: str = "", *, tone: str = "") -> Number:
    """A signed difference of two values of a metric: of shares in points, of all others in their unit."""
    text = points(value) if measured_in in SHARE_UNITS else shown(value, measured_in, signed=True)
    return Number(text, exact(value, measured_in), "", tone)


def share(value: Decimal | None, *, href: str = "", tone: str = "") -> Number:
    """A `Number` from a ratio, shown in percent."""
    return number(value, "%", href=href, tone=tone)
