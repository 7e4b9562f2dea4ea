# SPDX-License-Identifier: Apache-2.0
"""The parts that time is counted in: day, ISO week, ten days (旬), month, quarter, half year, year; their starts and keys."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Literal, get_args

Grain = Literal["day", "week", "ten_days", "month", "quarter", "half_year", "year"]

GRAINS: tuple[Grain, ...] = get_args(Grain)

ONE_DAY = timedelta(days=1)

_MONTHS: dict[Grain, int] = {"month": 1, "quarter": 3, "half_year": 6, "year": 12}


def month_start(year: int, month: int) -> date:
    """The first day of a month; months beyond 12 or below 1 roll over into other years."""
    return date(year + (month - 1) // 12, (month - 1) % 12 + 1, 1)


def start_of(day: date, grain: Grain) -> date:
    """The first day of the part of time that holds `day`."""
    if grain == "day":
        return day
    if grain == "week":
        return day - timedelta(days=day.weekday())
    if grain == "ten_days":
        return day.replace(day=min((day.day - 1) // 10, 2) * 10 + 1)
    months = _MONTHS[grain]
    return date(day.year, (day.month - 1) // months * months + 1, 1)


def next_start(start: date, grain: Grain) -> date:
    """The first day of the part after the one that starts on `start`."""
    if grain == "day":
        return start + ONE_DAY
    if grain == "week":
        return start + timedelta(days=7)
    if grain == "ten_days":
        return start + timedelta(days=10) if start.day < 21 else month_start(start.year, start.month + 1)
    return month_start(start.year, start.month + _MONTHS[grain])


def key_of(day: date, grain: Grain) -> str:
    """The text that names the part which holds `day`: `2026-11-12`, `2026-W48`, `2026-11-T2`, `2026-11`, `2026-Q4`, `2026-H2`, `2026`."""
    if grain == "day":
        return day.isoformat()
    if grain == "week":
        year, week, _ = day.isocalendar()
        return f"{year:04d}-W{week:02d}"
    if grain == "ten_days":
        return f"{day:%Y-%m}-T{min((day.day - 1) // 10, 2) + 1}"
    if grain == "month":
        return f"{day:%Y-%m}"
    if grain == "quarter":
        return f"{day:%Y}-Q{(day.month + 2) // 3}"
    if grain == "half_year":
        return f"{day:%Y}-H{(day.month + 5) // 6}"
    return f"{day:%Y}"
