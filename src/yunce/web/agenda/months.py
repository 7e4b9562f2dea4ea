# SPDX-License-Identifier: Apache-2.0
"""Months as pages show them: whole weeks from Monday, the month before and after, its name."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils.translation import gettext as _

from yunce.values.grain import month_start
from yunce.values.period import FIRST_YEAR, LAST_YEAR, Period, read_period


def read_month(text: str, today: date) -> Period:
    """The month of an address; this month for anything else."""
    found = read_period(text) if text else None
    if isinstance(found, Period) and found.grain == "month" and FIRST_YEAR < found.first.year < LAST_YEAR:
        return found
    return Period.of(today, "month")


def month_before(month: Period) -> Period:
    """The month before."""
    return Period.of(month.first - timedelta(days=1), "month")


def month_after(month: Period) -> Period:
    """The month after."""
    return Period(month.until, month_start(month.until.year, month.until.month + 1))


def whole_weeks(month: Period) -> tuple[tuple[date, ...], ...]:
    """The weeks that touch a month, each from Monday to Sunday."""
    day = month.first - timedelta(days=month.first.weekday())
    weeks: list[tuple[date, ...]] = []
    while day < month.until:
        weeks.append(tuple(day + timedelta(days=i) for i in range(7)))
        day += timedelta(days=7)
    return tuple(weeks)


def month_name(month: Period) -> str:
    """As people say it."""
    return _("{year} 年 {month} 月").format(year=month.first.year, month=month.first.month)
