# SPDX-License-Identifier: Apache-2.0
"""Dates against the time they belong to: the period of their heading or line, and the event that they prepare."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from yunce.checker.dates.days import Days, days_of, shown
from yunce.checker.findings import Hit, Severity, Span
from yunce.checker.paper import Paper
from yunce.checker.rules import rule
from yunce.reader.scan.numerals import counting_number

_LABEL = re.compile(
    r"\s*(?:第?(?P<q>[一二三四1-4])季度|Q(?P<q2>[1-4])|(?P<m>\d{1,2})月份?|(?P<h>上|下)半年)(?:工作|计划|重点|安排|目标)?\s?(?P<end>[:：]|$)"
)
_ELSEWHERE = re.compile(r"次年|明年|来年|上年|去年|次月|下月|上月|截至|截止到|往年|同期|至今|以来|提前")
_EVENT = re.compile(r"[^,，;；。:：]{0,8}?(?:正式)?(?:开幕|开始|启动|开业|开营|开馆|开展|开售|开播|开学|开园|举办|举行|召开|上线)")
_PREPARES = re.compile(
    r"\s?(?:之|以)?前[^,，;；。]{0,10}?(?:备货|备料|搭建|搭台|布置|布展|邀约|邀请|招募|招聘|培训|演练|压测|彩排|筹备|准备|物料|选址|选品|采购|设计|印制|预热|场地|到位|就绪)"
)
_STOP = "。\n"
_FEWEST = 3
_INSIDE = 2
"""Dates that lie within their periods before one that does not is told, for each that does not."""


@dataclass(frozen=True, slots=True)
class Window:
    """The first and last day that something belongs to, and where the text says so."""

    first: date
    last: date
    span: Span


@rule(
    "DATE008", Severity.QUESTION, "日期不在所属的时段内",
    "“{stated}”不在“{window}”之内", "核对日期，或核对它所属的时段",
)  # fmt: skip
def within_window(paper: Paper) -> Iterator[Hit]:
    """标题(改造期(3月1日至5月31日)、三月)或行首(二季度:)写明时段的,下面的日期多数在时段之内而个别不在时提出疑问。

    不通过:
        - 一季度:1月20日前签责任书,3月15日前培训
        - 二季度:4月30日前盘点,8月20日前小结
    通过:
        - 一季度:1月20日前签责任书,3月15日前培训
        - 二季度:4月30日前盘点,6月20日前小结
    """
    inside: dict[tuple[int, ...], int] = defaultdict(int)
    outside: dict[tuple[int, ...], list[tuple[Days, Window]]] = defaultdict(list)
    for at, block in enumerate(paper.blocks):
        if not paper.is_text(at) or block.kind == "heading" or not (days := days_of(paper, at)):
            continue
        window = _window_of(paper, at)
        parent = paper.place(at).heading_blocks[:-1]
        for one in days if window else ():
            if window is None or one.span.start == window.span.start or _is_elsewhere(paper, at, one):
                continue
            if window.first <= one.first.replace(year=window.first.year) and one.last.replace(year=window.last.year) <= window.last:
                inside[parent] += 1
            else:
                outside[parent].append((one, window))
    for parent, found in outside.items():
        if inside[parent] >= max(len(found) * _INSIDE, _FEWEST - 1):
            for one, window in found:
                words = {"window": paper.plain[window.span.start : window.span.end].strip(" :：")}
                yield Hit((one.span, window.span), paper.plain[one.span.start : one.span.end].strip(), "", "", words)


def _is_elsewhere(paper: Paper, at: int, one: Days) -> bool:
    """True for dates of another year, of February's last day, or told as standing outside."""
    near = paper.plain[max(paper.blocks[at].body, one.span.start - 8) : one.span.end + 2]
    is_leap = (one.first.month, one.first.day) == (2, 29) or (one.last.month, one.last.day) == (2, 29)
    return is_leap or one.first.year != one.last.year or _ELSEWHERE.search(near) is not None


def _window_of(paper: Paper, at: int) -> Window | None:
    """The period at the beginning of a line, else of the nearest heading."""
    block, days = paper.blocks[at], days_of(paper, at)
    if block.cell is None and (found := _labelled(paper.words(at), block.body, days[0].first.year, needs_colon=True)):
        return found
    heading = next(iter(paper.place(at).heading_blocks[-1:]), None)
    if heading is None:
        return None
    spans = days_of(paper, heading)
    if len(spans) == 1 and spans[0].is_range and spans[0].first < spans[0].last and spans[0].first.year == spans[0].last.year:
        return Window(spans[0].first, spans[0].last, spans[0].span)
    return _labelled(paper.words(heading), paper.blocks[heading].body, days[0].first.year, needs_colon=False)


def _labelled(words: str, offset: int, year: int, *, needs_colon: bool) -> Window | None:
    """The quarter, month or half year that words begin with, or consist of."""
    found = _LABEL.match(words)
    if found is None or (needs_colon and not found["end"]) or (not needs_colon and found.end() < len(words.rstrip())):
        return None
    quarter = found["q"] or found["q2"] or ""
    if quarter:
        last = counting_number(quarter) * 3
        months = last - 2, last
    elif found["h"]:
        months = (1, 6) if found["h"] == "上" else (7, 12)
    else:
        months = int(found["m"]), int(found["m"])
    if not 1 <= months[0] <= 12:
        return None
    end = date(year + months[1] // 12, months[1] % 12 + 1, 1).toordinal() - 1
    return Window(date(year, months[0], 1), date.fromordinal(end), Span(found.start() + offset, found.end() + offset))


@rule(
    "DATE009", Severity.QUESTION, "准备工作的期限晚于所准备的事",
    "“{stated}”在{event}之后", "核对两个日期的先后",
)  # fmt: skip
def prepared_in_time(paper: Paper) -> Iterator[Hit]:
    """“4月18日开幕,4月10日前搭建完毕”中,备货、搭建、培训一类准备的期限不应晚于开幕、开始的日子。

    不通过:
        展会4月18日开幕,4月20日前展台搭建完毕。
    通过:
        展会4月18日开幕,4月10日前展台搭建完毕。
    """
    for at in range(len(paper.blocks)):
        days = days_of(paper, at) if paper.is_text(at) and paper.blocks[at].cell is None else ()
        if len(days) > 1:
            yield from _prepared(paper, days, paper.blocks[at].end)


def _prepared(paper: Paper, days: Sequence[Days], end: int) -> Iterator[Hit]:
    events = [one for one in days if one.has_days and _EVENT.match(paper.plain, one.span.end, end)]
    if len(events) != 1:
        return
    event = events[0]
    for one in days:
        is_near = not any(sign in paper.plain[min(one.span.end, event.span.end) : max(one.span.start, event.span.start)] for sign in "\n")
        if one is event or not one.has_days or one.is_range or not is_near or not _PREPARES.match(paper.plain, one.span.end, end):
            continue
        if one.first > event.first and one.first.year == event.first.year:
            stated = paper.plain[one.span.start : one.span.end].strip()
            yield Hit((one.span, event.span), stated, "", "", {"event": shown(event.first, has_year=False)})
