# SPDX-License-Identifier: Apache-2.0
"""Rhythms in people's words, made plain: 每周一、四 is `weekly:mon,thu`, `monthly:last_fri` the RFC 5545 rule that says the same."""

from __future__ import annotations

import re
from collections.abc import Iterator

from yunce.values.calendar_table import WEEKDAYS

_CHINESE = "一二三四五六日"
_DAY_WORDS = {f"{before}{day}": min(i, 6) for i, day in enumerate(f"{_CHINESE}天") for before in ("", "周", "星期", "礼拜")}
_FULL = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_BY_DAY = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": -1, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4}
_NTH_WEEKDAY = re.compile(r"(?:([1-4])|([a-z0-9]+)_)([a-z]{3,9})", re.ASCII)
_DATE = re.compile(r"(?:0?([1-9]|1[0-2]))-(?:0?([1-9])|([12]\d|3[01]))", re.ASCII)
_WEEKLY = re.compile(rf"每(?:周|星期)([{_CHINESE}天])((?:[、,和及/](?:周|星期)?[{_CHINESE}天])*)")
_FORTNIGHT = re.compile(rf"(?:biweekly|fortnightly|每两周|每2周|隔周|双周)(?::?\s*(?:周|星期)?([a-z]+|[{_CHINESE}天]))?")
_MONTHLY = re.compile(r"每个?月(?:的)?(\d{1,2})(?:日|号)?((?:[、,和及]\d{1,2}(?:日|号)?)*)")
_PHRASES = {
    "每月最后一个工作日": "monthly:last_wd",
    "每月末": "monthly:last",
    "每月底": "monthly:last",
    "月末": "monthly:last",
    "每月最后一天": "monthly:last",
    "每月第一个工作日": "monthly:first_wd",
    "每季度末": "quarter:last",
    "每季末": "quarter:last",
    "季末": "quarter:last",
    "每季度最后一个工作日": "quarter:last_wd",
    "年末": "yearly:last",
    "每年年底": "yearly:last",
}


def weekday_of(word: str) -> int | None:
    """The weekday 0-6 that a word means: `mon`, `monday`, 周一, 一, `1` (to `7` for Sunday); `None` where it means none.

    >>> weekday_of("周四")
    3
    """
    plain = word.strip()
    if plain in _DAY_WORDS:
        return _DAY_WORDS[plain]
    if plain.isascii() and plain.isdigit():
        return int(plain) - 1 if 1 <= int(plain) <= 7 else None
    return WEEKDAYS.index(plain[:3]) if plain in WEEKDAYS or plain in _FULL else None


def plainly(text: str) -> str:
    """A rhythm as `name:days` or as an RFC 5545 rule; what is not known stays as it is.

    >>> plainly("每周一、四"), plainly("monthly:2wed"), plainly("yearly:03-15")
    ('weekly:1,4', 'freq=monthly;byday=2we', 'freq=yearly;bymonth=3;bymonthday=15')
    """
    tight = re.sub(r"\s+", "", text)
    if tight in _PHRASES:
        return _PHRASES[tight]
    return next((found for found in _ways(text, tight) if found), text)


def _ways(text: str, tight: str) -> Iterator[str]:
    yield _fortnight(tight)
    if match := _WEEKLY.fullmatch(tight):
        days = [weekday_of(day) for day in re.findall(rf"[{_CHINESE}天]", match[1] + match[2])]
        yield "weekly:" + ",".join(str(day + 1) for day in days if day is not None)
    if match := _MONTHLY.fullmatch(tight):
        yield "monthly:" + ",".join(re.findall(r"\d{1,2}", match[1] + match[2]))
    name, colon, rest = text.partition(":")
    if colon and name.strip() in {"monthly", "month"}:
        yield _nth_weekday(rest.strip())
    if colon and name.strip() in {"yearly", "year", "annual", "annually"}:
        yield _date_of_year(rest.strip())


def _fortnight(tight: str) -> str:
    match = _FORTNIGHT.fullmatch(tight)
    if match is None:
        return ""
    day = weekday_of(match[1]) if match[1] else None
    if match[1] and day is None:
        return ""
    return "freq=weekly;interval=2" + ("" if day is None else f";byday={_BY_DAY[day].lower()}")


def _nth_weekday(rest: str) -> str:
    """`2wed`, `first_mon`, `last_fri`: that weekday of each month."""
    match = _NTH_WEEKDAY.fullmatch(rest)
    day = weekday_of(match[3]) if match else None
    if match is None or day is None:
        return ""
    nth = int(match[1]) if match[1] else _ORDINALS.get(match[2])
    return "" if nth is None else f"freq=monthly;byday={nth}{_BY_DAY[day].lower()}"


def _date_of_year(rest: str) -> str:
    """`03-15`: that day of each year; 29 February in leap years only."""
    match = _DATE.fullmatch(rest)
    if match is None:
        return ""
    month, day = int(match[1]), int(match[2] or match[3])
    longest = 29 if month == 2 else 30 if month in {4, 6, 9, 11} else 31
    return f"freq=yearly;bymonth={month};bymonthday={day}" if day <= longest else ""
