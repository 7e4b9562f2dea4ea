# SPDX-License-Identifier: Apache-2.0
"""Numerals: `1,234.5`, `三百二十`, `两千`, `一点五`, `半`, with scale words. Exact."""

from __future__ import annotations

from decimal import Decimal

DIGITS = {"零": 0, "〇": 0, "一": 1, "壹": 1, "二": 2, "两": 2, "贰": 2, "三": 3, "叁": 3, "四": 4, "肆": 4, "五": 5, "伍": 5, "六": 6, "陆": 6, "七": 7, "柒": 7, "八": 8, "捌": 8, "九": 9, "玖": 9}  # fmt: skip
PLACES = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
SCALES = {
    "万亿": 12, "千亿": 11, "百亿": 10, "十亿": 9, "亿": 8, "千万": 7, "百万": 6, "十万": 5, "万": 4, "W": 4, "w": 4,
    "千": 3, "仟": 3, "K": 3, "k": 3, "百": 2,
}  # fmt: skip
"""Power of ten of each scale word behind digits."""
_SHORT = 24
"""Signs of a number that arithmetic does not round."""


def chinese_number(text: str) -> Decimal | None:
    """The value of a Chinese numeral; `None` where it is none.

    >>> chinese_number("三百二十"), chinese_number("两千万"), chinese_number("一百二"), chinese_number("二〇二六")
    (Decimal('320'), Decimal('20000000'), Decimal('120'), Decimal('2026'))
    """
    whole, point, tail = text.partition("点")
    if text == "半":
        return Decimal("0.5")
    number = _whole(whole)
    if number is None:
        return None
    if point:
        if not tail or any(sign not in DIGITS for sign in tail):
            return None
        return Decimal(f"{number}.{''.join(str(DIGITS[sign]) for sign in tail)}")
    return Decimal(number)


def counting_number(text: str) -> int:
    """A whole number in digits or Chinese signs; 0 where it is none.

    >>> counting_number("两"), counting_number("12"), counting_number("十二"), counting_number("")
    (2, 12, 12, 0)
    """
    return int(text) if text.isdecimal() else int(chinese_number(text) or 0)


def _whole(text: str) -> int | None:
    if text and all(sign in DIGITS for sign in text):
        return int("".join(str(DIGITS[sign]) for sign in text))
    for sign, size in (("亿", 10**8), ("万", 10**4)):
        head, found, tail = text.rpartition(sign)
        if found:
            upper = _whole(head)
            lower = _tail(tail, size) if tail else 0
            return None if upper is None or lower is None else upper * size + lower
    return _below_ten_thousand(text)


def _tail(text: str, size: int) -> int | None:
    """What follows a scale: `一万二` is 12,000."""
    if len(text) == 1 and text in DIGITS:
        return DIGITS[text] * size // 10
    return _whole(text.lstrip("零"))


def _below_ten_thousand(text: str) -> int | None:
    total, digit, last = 0, None, 0
    for sign in text:
        if sign in DIGITS:
            digit = DIGITS[sign]
        elif sign in PLACES:
            total += (1 if digit is None else digit) * PLACES[sign]
            digit, last = None, PLACES[sign]
        else:
            return None
    if digit is None:
        return total if text else None
    return total + digit * (last // 10 if last > 10 and not text[-2:].startswith("零") else 1)


def digits_number(text: str) -> Decimal:
    """The value of digits with grouping commas."""
    return Decimal(text.replace(",", "").replace(" ", ""))


def scaled(number: Decimal, scale: str) -> Decimal:
    """A number times its scale word, without an exponent."""
    power = SCALES.get(scale, 0)
    if not power and len(shown := str(number)) <= _SHORT and "E" not in shown:
        return number
    return Decimal(format(number.scaleb(power), "f"))
