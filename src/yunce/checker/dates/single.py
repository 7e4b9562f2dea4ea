# SPDX-License-Identifier: Apache-2.0
"""One date by itself: does the day exist, does the span run forward, does the year fit, is the weekday right."""

from __future__ import annotations

import calendar
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import pairwise

from yunce.checker.dates.days import ANY_YEAR, Days, dated, days_of, shown
from yunce.checker.findings import Edit, Hit, Severity, Span
from yunce.checker.grids import Grid, grids_of
from yunce.checker.paper import Paper
from yunce.checker.rules import rule

_DATE = re.compile(
    r"(?<![\d.])(?:(?P<year>(?:19|20)\d\d) ?年\s?)?(?P<month>\d{1,2}) ?月(?:份)?\s?(?P<day>\d{1,2}) ?[日号](?![线楼])"
    r"|(?<![\d./])(?<!\d-)(?P<y2>(?:19|20)\d\d)(?P<sign>[-/.])(?P<m2>\d{1,2})(?P=sign)(?P<d2>\d{1,2})(?![\d.]|[-/]\d(?!\d{3}))"
    r"|(?<=\d-)(?P<y3>(?:19|20)\d\d)(?P<sign3>[/.])(?P<m3>\d{1,2})(?P=sign3)(?P<d3>\d{1,2})(?![\d.]|[-/]\d)"
)
_TO_DAY = re.compile(
    r"(?<![\d.])(?:(?P<year>(?:19|20)\d\d) ?年\s?)?(?P<month>\d{1,2}) ?月\s?\d{1,2} ?[日号]?"
    r"\s?(?:至|到|-{1,2}|~|—{1,2}|–|、|和)\s?(?P<day>\d{1,2}) ?[日号](?![线楼内])"
)
"""The last day of a span that names its month once: 4月20日至31日."""
_MONTH = re.compile(r"(?<![\d.\-~至到])(?:(?P<year>(?:19|20)\d\d)年\s?)(?P<month>\d{2})月(?!\s?\d{1,2}[日号])")
_DAY_ALONE = re.compile(r"(?:每月|当月|次月|本月|上月|下月|\d月的)(?P<day>\d{2})[日号]")
_WEEKDAY = re.compile(r"\s?[(（]?(?:星期|周)(?P<day>[一二三四五六日天])[)）]?")
_WEEKDAY_COLUMN = re.compile(r"^(?:星期|周[几次别]|礼拜)")
_WEEKDAY_ALONE = re.compile(r"(?:星期|周|礼拜)?(?P<day>[一二三四五六日天])")
_WEEKDAYS = "一二三四五六日"
_PAST = re.compile(r"去年|上年|截至|截止|已|编制|日期|文号|历年|同期|较|实际|成立|自20\d\d年以来|前身|原")
_TURN_FROM, _TURN_TO = 9, 4
"""A span from September on into April may turn the year without saying so."""
_PART_OF_YEARS = 3
_TOP = 5
_EVE = 10
"""From this month on a date of the year before may be of what the plan is prepared by."""
_WHOLE_YEAR = range(362, 367)
"""Days of a span that runs a year without saying so: 7月1日至6月30日."""
_STARTS = re.compile(r"^\s?(?:起|开始|启动|开工|动工|进场|施工|实施)[^。;；\d]{0,10}$")
_IS_DONE = re.compile(
    r"^\s?(?:之?前|底前?)?(?:全部|全面|正式)?(?:止|完工|完成|竣工|结束|收尾|截止|并网|投产|投用|投运|交付|验收|试运[行营]|通车|开业|封顶|移交|交房)"
)
_BEGINS = re.compile(r"开始|起始|启动|开工|起$")
_ENDS = re.compile(r"结束|完成|截止|竣工|止$")


@rule(
    "DATE001", Severity.ERROR, "日期不存在",
    "没有“{stated}”这一天", "{mended}核对日期",
)  # fmt: skip
def impossible_day(paper: Paper) -> Iterator[Hit]:
    """月份应为 1 至 12,日应在当月天数之内;二月按计划年份判断闰年。

    不通过:
        4月31日前完成装修验收。
    通过:
        4月30日前完成装修验收。
    """
    for at in paper.worded:
        words = paper.words(at)
        if any(sign.isdigit() for sign in words):
            part = paper.reading.plans[paper.place(at).plan]
            for found in _DATE.finditer(words):
                yield from _impossible(found, paper.blocks[at].body, int(part.year) if part.year else 0)
            for found in _TO_DAY.finditer(words):
                yield from _no_last_day(found, paper.blocks[at].body, int(part.year) if part.year else 0)
            for found in _MONTH.finditer(words):
                if not 1 <= int(found["month"]) <= 12:
                    yield _no_day(found, paper.blocks[at].body, "")
            for found in _DAY_ALONE.finditer(words):
                if not 1 <= int(found["day"]) <= 31:
                    yield _no_day(found, paper.blocks[at].body, "31日")


def _no_day(found: re.Match[str], offset: int, expected: str) -> Hit:
    span = Span(found.start() + offset, found.end() + offset)
    return Hit((span,), found.group().strip(), expected, "", {"mended": f"改为{expected}，或" if expected else ""})


def _no_last_day(found: re.Match[str], offset: int, year: int) -> Iterator[Hit]:
    """4月20日至31日: the month of the first day has no such last day."""
    month, day, known = int(found["month"]), int(found["day"]), int(found["year"] or year) or 2000
    if 1 <= month <= 12 and not 1 <= day <= (longest := calendar.monthrange(known, month)[1]):
        right = longest if day else 1
        edit = Edit(Span(found.start("day") + offset, found.end("day") + offset), str(right))
        span = Span(found.start() + offset, found.end() + offset)
        mended = {"mended": f"把{found['day']}日改为{right}日，或"}
        yield Hit((span,), found.group().strip(), f"{month}月{right}日", f"{month}月有{longest}天", mended, edit=edit)


def _impossible(found: re.Match[str], offset: int, year: int) -> Iterator[Hit]:
    own = found["year"] or found["y2"] or found["y3"]
    month, day = int(found["month"] or found["m2"] or found["m3"]), int(found["day"] or found["d2"] or found["d3"])
    if not 1 <= month <= 12:
        yield _no_day(found, offset, "")
        return
    known = int(own) if own else year
    longest = calendar.monthrange(known or 2000, month)[1]
    if 1 <= day <= longest:
        return
    expected = f"{month}月{longest if day else 1}日"
    name = "d2" if found["d2"] else "d3" if found["d3"] else "day"
    edit = Edit(Span(found.start(name) + offset, found.end(name) + offset), str(longest if day else 1))
    span = Span(found.start() + offset, found.end() + offset)
    yield Hit((span,), found.group().strip(), expected, f"{month}月有{longest}天", {"mended": f"改为{expected}，或"}, edit=edit)


@rule(
    "DATE002", Severity.ERROR, "起止日期颠倒",
    "开始 {first} 晚于结束 {last}", "核对起止日期",
)  # fmt: skip
def reversed_span(paper: Paper) -> Iterator[Hit]:
    """开始不得晚于结束。没有写年份、从年底跨到年初的时间段可以。

    不通过:
        9月1日至8月20日开展会员日活动。
    通过:
        11月1日至1月20日开展年货节活动。
    """
    for at in dated(paper):
        if paper.is_text(at):
            for one in days_of(paper, at):
                if one.is_range and one.first > one.last and (severity := _reversed(one)) is not None:
                    yield _reversed_hit(one.first, one.last, (one.span,), severity)
            for start, end in pairwise(days_of(paper, at)):
                if start.first > end.last and _is_start_and_end(paper, at, start, end):
                    whole = replace(start, last=end.last, own_last_year=end.own_first_year)
                    if (severity := _reversed(whole)) is not None:
                        yield _reversed_hit(start.first, end.last, (end.span, start.span), severity)
    for grid in grids_of(paper):
        yield from _reversed_rows(paper, grid)


def _is_start_and_end(paper: Paper, at: int, start: Days, end: Days) -> bool:
    """自2027年1月起至2028年6月止; 6月1日开工,8月10日完工: two dates of one clause, the first a start and the second an end."""
    between = paper.plain[start.span.end : end.span.start]
    behind = paper.plain[end.span.end : min(end.span.end + 8, paper.blocks[at].end)]
    return not start.is_range and not end.is_range and bool(_STARTS.match(between)) and bool(_IS_DONE.match(behind))


def _reversed(one: Days) -> Severity | None:
    if one.own_first_year and (one.own_last_year or one.first.month == one.last.month):
        return Severity.ERROR
    if one.first.month == one.last.month:
        return Severity.ERROR
    length = (one.last.replace(year=one.first.year + 1, day=min(one.last.day, 28)) - one.first).days
    if (one.first.month >= _TURN_FROM and one.last.month <= _TURN_TO) or length in _WHOLE_YEAR:
        return None
    return Severity.WARNING


def _reversed_hit(first: date, last: date, spans: tuple[Span, ...], severity: Severity) -> Hit:
    words = {"first": shown(first, has_year=first.year != last.year), "last": shown(last, has_year=first.year != last.year)}
    return Hit(spans, words["last"], "", f"{first.isoformat()} > {last.isoformat()}", words, severity)


def _reversed_rows(paper: Paper, grid: Grid) -> Iterator[Hit]:
    """Rows whose end lies before their start, by the headers of two columns."""
    starts = [column for column, name in grid.headers.items() if _BEGINS.search(name)]
    ends = [column for column, name in grid.headers.items() if _ENDS.search(name)]
    for row in grid.rows if starts and ends else ():
        cells = [grid.by_place.get((row, column)) for column in (starts[0], ends[0])]
        days = [next(iter(days_of(paper, cell.block)), None) for cell in cells if cell is not None]
        if len(days) == 2 and days[0] and days[1] and days[0].first > days[1].last:
            yield _reversed_hit(days[0].first, days[1].last, (days[1].span, days[0].span), Severity.ERROR)


@rule(
    "DATE003", Severity.WARNING, "日期不在计划年度内",
    "“{stated}”不在 {year} 年度计划之内", "核对年份；计划年度是 {year}",
)  # fmt: skip
def outside_year(paper: Paper) -> Iterator[Hit]:
    """写明年份的工作日期应在计划年度(或次年年初)内;回顾上年、截至某日的日期不算。

    不通过:
        # 2026年工作计划

        2025年3月1日起正式执行新考核办法。
    通过:
        # 2026年工作计划

        2026年3月1日起正式执行新考核办法。
    """
    years = _usual_years(paper)
    for at in dated(paper):
        if not paper.is_text(at) or paper.blocks[at].kind == "heading" or paper.place(at).role == "past":
            continue
        usual = years.get(paper.place(at).plan, 0)
        for one in days_of(paper, at) if usual else ():
            told = paper.words(at)[max(0, one.span.start - paper.blocks[at].body - 12) : one.span.end - paper.blocks[at].body + 10]
            before = one.first.year < usual
            is_out = before or one.last.year > usual + 1
            if one.own_first_year and is_out and not _PAST.search(told) and not _is_written(paper, at, one):
                stated = paper.reading.document.text[one.span.start : one.span.end].strip()
                is_told = str(usual) in paper.reading.plans[paper.place(at).plan].title
                is_eve = before and one.last.year == usual - 1 and one.first.month >= _EVE
                severity = Severity.WARNING if is_told and not is_eve else Severity.QUESTION
                if is_eve and at < _TOP:  # when and by whom it was written
                    continue
                yield Hit((one.span,), stated, str(usual), "", {"year": str(usual)}, severity)


def _is_written(paper: Paper, at: int, one: Days) -> bool:
    """True for a date that stands alone in its line: when the plan was written, and from which version."""
    rest = paper.words(at).strip()
    return paper.blocks[at].cell is None and len(rest) - (one.span.end - one.span.start) <= 8


def _usual_years(paper: Paper) -> dict[int, int]:
    """The year of each plan: that of its title, else the one that most of its dates have, the first of several with about as many."""
    counts: dict[int, Counter[int]] = defaultdict(Counter)
    for at in dated(paper):
        counts[paper.place(at).plan].update(one.first.year for one in days_of(paper, at) if one.own_first_year)
    found = {}
    for number, part in enumerate(paper.reading.plans):
        told = int(part.year) if part.year else 0
        year, times = counts[number].most_common(1)[0] if counts[number] else (0, 0)
        others = [one for one, count in counts[number].items() if one < year and count * _PART_OF_YEARS >= times]
        is_loose = not told or told < year or str(told) not in part.title
        found[number] = min([year, *others]) if times >= 3 and is_loose else told
    return found


@rule(
    "DATE004", Severity.ERROR, "星期与日期不符",
    "{stated}，这一天是{expected}", "核对日期和星期",
)  # fmt: skip
def wrong_weekday(paper: Paper) -> Iterator[Hit]:
    """写明年份(或计划有年份)的日期后面所写的星期应与日历一致。

    不通过:
        2026年3月5日(星期五)召开启动会。
    通过:
        2026年3月5日(星期四)召开启动会。
    """
    for at in dated(paper):
        for one in days_of(paper, at) if paper.is_text(at) else ():
            found = _WEEKDAY.match(paper.plain, one.span.end, paper.blocks[at].end)
            if found and one.has_days and not one.is_range and one.first.year != ANY_YEAR:
                right = _WEEKDAYS[one.first.weekday()]
                if right != found["day"].replace("天", "日"):
                    span = Span(one.span.start, found.end())
                    yield Hit((span,), paper.plain[span.start : span.end].strip(), f"星期{right}")
    for grid in grids_of(paper):
        yield from _weekday_beside(paper, grid)


def _weekday_beside(paper: Paper, grid: Grid) -> Iterator[Hit]:
    """Rows with a column of weekdays: the only date of the row is held to it."""
    columns = [column for column, name in grid.headers.items() if _WEEKDAY_COLUMN.search(name)]
    for row in grid.rows if columns else ():
        told = grid.by_place.get((row, columns[0]))
        found = _WEEKDAY_ALONE.fullmatch(told.words) if told else None
        days = [day for column in grid.headers if (cell := grid.by_place.get((row, column))) for day in days_of(paper, cell.block)]
        if told and found and len(days) == 1 and days[0].has_days and not days[0].is_range and days[0].first.year != ANY_YEAR:
            right = _WEEKDAYS[days[0].first.weekday()]
            if right != found["day"].replace("天", "日"):
                body = paper.blocks[told.block].body
                stated = f"{paper.plain[days[0].span.start : days[0].span.end].strip()} {told.words}"
                yield Hit((days[0].span, Span(body, body + len(told.words))), stated, f"星期{right}")
