# SPDX-License-Identifier: Apache-2.0
"""Periods as people say them: 2026年11月, 2026年第四季度, 2026年9月至12月."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from yunce.values.period import Period, read_period
from yunce.values.problem import Problem


def in_words(period: Period | str) -> str:
    """A period in words with its year; a text that names none as it stands.

    >>> str(in_words("2026-11")), str(in_words("2026-Q4")), str(in_words("2026-09..2026-12"))
    ('2026年11月', '2026年第四季度', '2026年9月至12月')
    """
    found = read_period(period) if isinstance(period, str) else period
    if isinstance(found, Problem):
        return str(period)
    part = named(found)
    year = _("{year}年").format(year=found.first.year)
    if found.grain == "year":
        return year
    return year + part if part else _("{start}至{end}").format(start=year + _start(found), end=_end(found))


def named(period: Period) -> str:
    """The name of a part of the calendar without its year (a year's with it); empty for spans that have none."""
    first = period.first
    return {
        "year": _("{year}年").format(year=first.year),
        "half_year": _("上半年") if first.month == 1 else _("下半年"),
        "quarter": _("第{number}季度").format(number="一二三四"[(first.month - 1) // 3]),
        "month": _("{month}月").format(month=first.month),
        "day": _day(first),
    }.get(period.grain, "")


def _day(day: date) -> str:
    return _("{month}月{day}日").format(month=day.month, day=day.day)


def _whole_months(period: Period) -> bool:
    return period.first.day == 1 and period.until.day == 1


def _start(period: Period) -> str:
    return _("{month}月").format(month=period.first.month) if _whole_months(period) else _day(period.first)


def _end(period: Period) -> str:
    year = "" if period.first.year == period.last.year else _("{year}年").format(year=period.last.year)
    return year + (_("{month}月").format(month=period.last.month) if _whole_months(period) else _day(period.last))
