# SPDX-License-Identifier: Apache-2.0
"""Lengths of time as people write them: `10d`, `3w`, `2mo`, `180s`, `2h`, `10wd` (working days), `3天`, `10个工作日`."""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

from yunce.values.problem import Problem, YunceError

if TYPE_CHECKING:
    from yunce.values.calendar import Calendar

Unit = Literal["s", "min", "h", "d", "w", "mo", "wd"]

_FORM = re.compile(r"(\d{1,6}(?:\.\d{1,3})?)\s*([a-z]+|[\u4e00-\u9fff]+)", re.ASCII)
_SPELT: Mapping[Unit, str] = MappingProxyType(
    {
        "s": "s sec 秒 秒钟",
        "min": "min m 分 分钟",
        "h": "h hr 小时 个小时 钟头 个钟头",
        "d": "d day days 天 日 自然日 个自然日",
        "w": "w week weeks 周 星期 个星期",
        "mo": "mo month months 月 个月",
        "wd": "wd 工作日 个工作日",
    }
)
_WORDS: Mapping[str, Unit] = MappingProxyType({word: unit for unit, words in _SPELT.items() for word in words.split()})
_SECONDS: Mapping[Unit, int] = MappingProxyType({"s": 1, "min": 60, "h": 3600, "d": 86400, "w": 604800})
_SMALLER: tuple[Unit, ...] = ("h", "min", "s")


@dataclass(frozen=True, slots=True)
class Duration:
    """A whole number of one unit, and the text that said so."""

    amount: int
    unit: Unit
    text: str = field(default="", compare=False)

    def __post_init__(self) -> None:
        if not self.text:
            object.__setattr__(self, "text", f"{self.amount}{self.unit}")

    def __str__(self) -> str:
        return self.text

    @property
    def seconds(self) -> int | None:
        """Its length [s]; `None` for months and working days, whose length depends on where they start."""
        return self.amount * _SECONDS[self.unit] if self.unit in _SECONDS else None

    @property
    def days(self) -> int | None:
        """Its length in whole days [d], rounded up; `None` for months and working days."""
        seconds = self.seconds
        return None if seconds is None else -(-seconds // 86400)

    def after(self, day: date, calendar: Calendar | None = None, *, item: str = "") -> date:
        """The day that is so long after a day; parts of a day count as the day begun, months end on their last day at most.

        Raises `YunceError` (`duration.needs_calendar`) for working days without a calendar, `UnpublishedYear` from the calendar.
        """
        return self._move(day, 1, calendar, item)

    def before(self, day: date, calendar: Calendar | None = None, *, item: str = "") -> date:
        """The day that is so long before a day; see `after`."""
        return self._move(day, -1, calendar, item)

    def _move(self, day: date, sign: int, calendar: Calendar | None, item: str) -> date:
        if self.unit == "wd":
            if calendar is None:
                raise YunceError(Problem.of("duration.needs_calendar", item, text=self.text))
            return calendar.add_workdays(day, sign * self.amount, item=item)
        if self.unit == "mo":
            return add_months(day, sign * self.amount)
        return day + timedelta(days=sign * (self.days or 0))


def add_months(day: date, months: int) -> date:
    """The same day so many months later; the last day of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def read_duration(text: str, path: str = "") -> Duration | Problem:
    """The duration that a text means, or a `Problem`. Parts of a unit must be whole in a smaller one: `1.5h` is 90 minutes.

    >>> read_duration("10wd")
    Duration(amount=10, unit='wd', text='10wd')
    """
    match = _FORM.fullmatch(unicodedata.normalize("NFKC", text).strip().lower())
    unit = _WORDS.get(match[2]) if match else None
    if match is None or unit is None:
        return Problem.of("duration.unreadable", path, text=text[:64])
    amount = Decimal(match[1])
    for smaller in (unit, *(_SMALLER if unit in _SECONDS else ())):
        scaled = amount * _SECONDS.get(unit, 1) / _SECONDS.get(smaller, 1)
        if scaled == int(scaled):
            return Duration(int(scaled), smaller, text.strip())
    return Problem.of("duration.unreadable", path, text=text[:64])
