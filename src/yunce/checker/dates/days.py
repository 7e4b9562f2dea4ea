# SPDX-License-Identifier: Apache-2.0
"""Dates of a text as days that can be compared; the year is the text's own, else the plan's."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from yunce.checker.findings import Span
from yunce.checker.paper import Paper
from yunce.reader.scan.mentions import Mention

ANY_YEAR = 2001
"""Where neither date nor plan tells a year: months and days are compared within one."""
_END = re.compile(r"(?:(?P<year>\d{4}|20xx)-)?(?P<month>\d{2})(?:-(?P<day>\d{2}|early|mid|late|end))?")
_PART = {"early": (1, 10), "mid": (11, 20), "late": (21, 31), "end": (28, 31)}


@dataclass(frozen=True, slots=True)
class Days:
    """A date or a span of days: first and last day, whether the text tells the year of each and days, not only months."""

    first: date
    last: date
    span: Span
    has_year: bool
    has_days: bool
    is_range: bool
    own_first_year: bool = False
    own_last_year: bool = False


def dated(paper: Paper) -> list[int]:
    """The blocks that hold dates, in order of place."""
    return paper.once("dated", lambda: [at for at, mentions in paper.mentions.items() if any(one.sort == "date" for one in mentions)])


def days_of(paper: Paper, at: int) -> tuple[Days, ...]:
    """The dates of a block that have a month."""
    return paper.once(("days", at), lambda: tuple(_days(paper, at)))


def _days(paper: Paper, at: int) -> Iterator[Days]:
    part = paper.place(at).plan
    year = paper.reading.plans[part].year if part >= 0 else ""
    for one in paper.mentions.get(at, ()):
        if one.sort == "date" and (found := read_days(one, int(year) if year else 0)) is not None:
            yield found


def read_days(mention: Mention, year: int) -> Days | None:
    """A mention's days; `None` for years, quarters, lists, days alone, masked years and days that do not exist."""
    first, dots, last = mention.when.partition("..")
    start, end = _END.fullmatch(first), _END.fullmatch(last or first)
    if start is None or end is None or "20xx" in mention.when:
        return None
    from_year = int(start["year"] or year or ANY_YEAR)
    to_year = int(end["year"] or start["year"] or year or ANY_YEAR)
    begin, until = _day(from_year, start, last=False), _day(to_year, end, last=True)
    if begin is None or until is None:
        return None
    has_days = bool(start["day"]) and start["day"].isdigit() and bool(end["day"]) and end["day"].isdigit()
    span = Span(mention.start, mention.end)
    return Days(begin, until, span, bool(start["year"]), has_days, bool(dots), bool(start["year"]), bool(end["year"]))


def _day(year: int, found: re.Match[str], *, last: bool) -> date | None:
    month, day = int(found["month"]), found["day"] or ""
    if not 1 <= month <= 12 or not 1 <= year <= 9999:
        return None
    longest = calendar.monthrange(year, month)[1]
    if day in _PART:
        return date(year, month, min(_PART[day][1] if last else _PART[day][0], longest))
    if not day:
        return date(year, month, longest if last else 1)
    return date(year, month, int(day)) if 1 <= int(day) <= longest else None


def shown(day: date, *, has_year: bool) -> str:
    """A day as findings write it."""
    return f"{day.year}年{day.month}月{day.day}日" if has_year else f"{day.month}月{day.day}日"
