# SPDX-License-Identifier: Apache-2.0
"""Reading periods as people write them: `2026-Q4`, `2026-09..2026-12`, `2026年9-12月`; impossible dates name the nearest possible one."""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, timedelta

from yunce.values.grain import ONE_DAY, month_start
from yunce.values.problem import Problem

FIRST_YEAR, LAST_YEAR = 1900, 2199
"""Years that a plan may name; beyond them a typing error is far likelier."""

_LONGEST = 64
_RANGE = re.compile(r"\s*(?:\.\.+|…|至|到|[—–~]+)\s*")
_CHINESE_RANGE = re.compile(r"\s*(?:\.\.+|…|至|到|[-—–~]+)\s*")
_PLAIN = re.compile(
    r"(?:(?P<year>\d{4})(?:[-/.]|(?=[HQW]|\d{2}$|$)))?(?:H(?P<half>\d)|Q(?P<quarter>\d)|W(?P<week>\d{1,2})|(?P<month>\d{1,2})(?:[-/.](?:T(?P<tens>\d)|(?P<day>\d{1,2})))?)?",
    re.IGNORECASE | re.ASCII,
)
_CHINESE = re.compile(
    r"(?:(?P<year>\d{4})年度?)?(?:(?P<half>[上下])半年|(?:第?(?P<quarter>[一二三四1-9])季度?|Q(?P<quarter2>\d))"
    r"|第?(?P<week>\d{1,2})周|(?:(?P<month>\d{1,2})月份?)?(?:(?P<tens>[上中下])旬|(?P<day>\d{1,2})[日号])?)?",
    re.IGNORECASE | re.ASCII,
)
_ORDER = {"上": 1, "中": 2, "下": 3, "一": 1, "二": 2, "三": 3, "四": 4}


@dataclass(frozen=True, slots=True)
class _Point:
    """What one side of a span names; 0 is not stated, -1 is a stated zero."""

    year: int = 0
    half: int = 0
    quarter: int = 0
    week: int = 0
    month: int = 0
    tens: int = 0
    day: int = 0


Span = tuple[date, date]


def read_span(text: str, path: str = "") -> Span | Problem:
    """The days [first, until) that a text means, or a `Problem` (unreadable, impossible, backwards, no year, out of range)."""
    clean = unicodedata.normalize("NFKC", text).strip()
    if len(clean) > _LONGEST:
        return Problem.of("period.unreadable", path, text=clean[:_LONGEST])
    chinese = any(mark in clean for mark in "年月季旬半日号周")
    sides = (_CHINESE_RANGE if chinese else _RANGE).split(clean)
    if len(sides) > 2 or not all(sides):
        return Problem.of("period.unreadable", path, text=text)
    points = _chinese_points(sides) if chinese else _plain_points(sides)
    if points is None:
        return Problem.of("period.unreadable", path, text=text)
    spans = [_days(point, path, text, chinese=chinese) for point in points]
    for wrong in spans:
        if isinstance(wrong, Problem):
            return wrong
    found = [span for span in spans if not isinstance(span, Problem)]
    first, until = found[0][0], found[-1][1]
    if first >= until:
        return Problem.of("period.backwards", path, text=text, first=first, last=until - ONE_DAY)
    return first, until


def _point(match: re.Match[str]) -> _Point:
    groups = match.groupdict()
    groups["quarter"] = groups["quarter"] or groups.pop("quarter2", None)

    def number(word: str | None) -> int:
        if not word:
            return 0
        value = _ORDER[word] if word in _ORDER else int(word)
        return value or -1

    half = {"上": 1, "下": 2}.get(groups["half"] or "", number(groups["half"]))
    return replace(_Point(**{name: number(groups[name]) for name in ("year", "quarter", "week", "month", "tens", "day")}), half=half)


def _plain_points(sides: list[str]) -> list[_Point] | None:
    """Points of `2026-09..2026-12`; a shortened end (`2026-09..12`, `2026-Q3..Q4`) takes what it lacks from the start."""
    matches = [_PLAIN.fullmatch(side) for side in sides]
    points = [_point(m) for m in matches if m]
    if len(points) != len(sides) or not points[0].year:
        return None
    if len(points) == 1 or points[1].year:
        return points
    start, end = points
    if start.day and end.month and not end.day:
        end = replace(end, month=start.month, day=end.month)
    return [start, replace(end, year=start.year)]


def _chinese_points(sides: list[str]) -> list[_Point] | None:
    """Points of `2026年9-12月`: a start without its measure word takes the end's, an end without year or month the start's."""
    if len(sides) == 2 and sides[0][-1].isdigit():
        sides = [sides[0] + (re.search(r"\D+$", sides[1]) or [""])[0], sides[1]]
    matches = [_CHINESE.fullmatch(side.replace(" ", "")) for side in sides]
    points = [_point(m) for m in matches if m]
    if len(points) != len(sides) or any(p == _Point() for p in points):
        return None
    if len(points) == 1:
        return points
    start, end = points
    if (end.day or end.tens) and not end.month:
        end = replace(end, month=start.month)
    return [start, end if end.year else replace(end, year=start.year)]


def _days(point: _Point, path: str, text: str, *, chinese: bool) -> Span | Problem:
    """The days of one point; wrong parts are reported with the nearest right ones."""
    if (point.day or point.tens) and not point.month:
        return Problem.of("period.unreadable", path, text=text)
    fixed = _nearest(point)
    if fixed != point:
        return Problem.of("period.impossible", path, text=text, nearest=_write(fixed, chinese=chinese))
    if not point.year:
        return Problem.of("period.no_year", path, text=text)
    if not FIRST_YEAR <= point.year <= LAST_YEAR:
        return Problem.of("period.year_out_of_range", path, text=text, first=FIRST_YEAR, last=LAST_YEAR)
    return _span(point)


def _nearest(point: _Point) -> _Point:
    """The point with every stated part brought into its range. Without a year February has 29 days."""

    def clip(value: int, top: int) -> int:
        return value and min(max(value, 1), top)

    month = clip(point.month, 12)
    year = point.year if FIRST_YEAR <= point.year <= LAST_YEAR else 2000
    longest = monthrange(year, month)[1] if month else 31
    weeks = date(year, 12, 28).isocalendar().week
    return _Point(
        point.year,
        clip(point.half, 2),
        clip(point.quarter, 4),
        clip(point.week, weeks),
        month,
        clip(point.tens, 3),
        clip(point.day, longest),
    )


def _span(p: _Point) -> Span:
    if p.week:
        monday = date.fromisocalendar(p.year, p.week, 1)
        return monday, monday + timedelta(days=7)
    if p.day:
        day = date(p.year, p.month, p.day)
        return day, day + ONE_DAY
    if p.tens:
        first = date(p.year, p.month, p.tens * 10 - 9)
        return first, first + timedelta(days=10) if p.tens < 3 else month_start(p.year, p.month + 1)
    start, months = (p.half * 6 - 5, 6) if p.half else (p.quarter * 3 - 2, 3) if p.quarter else (p.month, 1) if p.month else (1, 12)
    return month_start(p.year, start), month_start(p.year, start + months)


def _write(p: _Point, *, chinese: bool) -> str:
    """The point in the way it was written."""
    if not chinese:
        tail = (
            f"-H{p.half}"
            if p.half
            else f"-Q{p.quarter}"
            if p.quarter
            else f"-W{p.week:02d}"
            if p.week
            else f"-{p.month:02d}"
            if p.month
            else ""
        )
        return f"{p.year:04d}{tail}" + (f"-{p.day:02d}" if p.day else f"-T{p.tens}" if p.tens else "")
    words = f"{p.year}年" if p.year else ""
    words += f"第{p.quarter}季度" if p.quarter else f"第{p.week}周" if p.week else f"{p.month}月" if p.month else ""
    return words + (f"{p.day}日" if p.day else "")
