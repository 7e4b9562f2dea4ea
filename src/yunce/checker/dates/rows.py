# SPDX-License-Identifier: Apache-2.0
"""Dates that belong together: steps in order, stages that follow each other without gap or overlap."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import pairwise

from yunce.checker.dates.days import Days, days_of, shown
from yunce.checker.findings import Hit, Severity
from yunce.checker.grids import Grid, grids_of
from yunce.checker.paper import Paper
from yunce.checker.rules import rule

_STAGE = re.compile(r"阶段|第[一二三四五六七八九\d]+[期步批轮]|筹备期|建设期|试运行")
_STAGE_COLUMN = re.compile(r"^(?:期次|分期|期数|批次)$")
_HOLIDAYS = (((1, 1), (1, 3)), ((5, 1), (5, 5)), ((10, 1), (10, 8)))
"""First and last day and month of the public holidays that have the same days each year."""
_SATURDAY, _LONGEST_REST = 5, 12
_FEWEST = 3
_MONEY_STEPS = 3
_GAP = timedelta(days=1)
_OF_TIME = re.compile(r"时间|日期|节点|完成|开始|结束|截止|期限")
_NUMERALS = re.compile(r"[\d一二三四五六七八九十]+")


@rule(
    "DATE005", Severity.QUESTION, "日期次序不对",
    "“{stated}”早于前面的“{before}”，或前一个日期有误", "核对先后次序和日期",
)  # fmt: skip
def out_of_order(paper: Paper) -> Iterator[Hit]:
    """依次排列的节点(清单、表格的时间列、一句话里的各期款项)中,只有一个日期打乱先后次序时提出疑问。

    不通过:
        | 里程碑 | 完成时间 |
        | --- | --- |
        | 需求评审 | 2026-02-10 |
        | 架构设计 | 2026-03-20 |
        | 试运行 | 2026-01-30 |
        | 验收 | 2026-12-15 |
    通过:
        | 里程碑 | 完成时间 |
        | --- | --- |
        | 需求评审 | 2026-02-10 |
        | 架构设计 | 2026-03-20 |
        | 试运行 | 2026-09-30 |
        | 验收 | 2026-12-15 |
    """
    for row in _rows(paper):
        odd = _odd_one(row)
        if odd is not None:
            one, before = row[odd], row[odd - 1] if odd else row[1]
            if not odd and paper.block_at(one.span.start) == paper.block_at(before.span.start):
                continue  # what all is for may be told first: 11月11日开始,10月15日前备货
            text = paper.reading.document.text
            stated, other = (text[each.span.start : each.span.end].strip() for each in (one, before))
            yield Hit((one.span, before.span), stated, "", "", {"before": other})


def _rows(paper: Paper) -> Iterator[list[Days]]:
    """Sequences of dates: a column of a table, the lines of a list, the months of payments in one block."""
    yield from _columns(paper)
    lists: dict[tuple[int, tuple[int, ...], str], list[tuple[int, Days]]] = defaultdict(list)
    for at, block in enumerate(paper.blocks):
        if not paper.is_text(at) or block.cell is not None or block.kind == "heading":
            continue
        days = list(days_of(paper, at))
        if days:
            place = paper.place(at)
            lists[place.plan, place.heading_blocks, _NUMERALS.sub("1", block.number)].append((at, days[0]))
        if len(days) > _MONEY_STEPS and len({one.first.year for one in days}) == 1:
            yield days
    for lines in lists.values():
        if len(lines) > _FEWEST and all(later[0] - earlier[0] <= 2 for earlier, later in pairwise(lines)):
            yield [day for _, day in lines]


def _columns(paper: Paper) -> Iterator[list[Days]]:
    """The columns of dates; tasks in a table of three stand in any order."""
    for grid in grids_of(paper):
        for column, name in grid.headers.items():
            if _OF_TIME.search(name):
                cells = [grid.by_place.get((row, column)) for row in grid.rows]
                days = [day for cell in cells if cell is not None and (day := next(iter(days_of(paper, cell.block)), None))]
                if len(days) > _FEWEST:
                    yield days


def _odd_one(row: Sequence[Days]) -> int | None:
    """The place of the only date that is out of order; `None` where the row is in order or in no order at all."""
    if len(row) < _FEWEST:
        return None
    firsts = [one.first for one in row]
    if all(earlier <= later for earlier, later in pairwise(firsts)):
        return None
    fits = [
        at
        for at in range(len(firsts))
        if all(earlier <= later for earlier, later in pairwise([*firsts[:at], *firsts[at + 1 :]]))
    ]  # fmt: skip
    if not fits or (len(row) == _FEWEST and len(fits) > 1 and not row[0].has_days):
        return None
    drops = [at for at in range(1, len(firsts)) if firsts[at] < firsts[at - 1]]
    return drops[0] if drops and drops[0] in fits else fits[-1]


@rule(
    "DATE006", Severity.WARNING, "阶段之间有空档或重叠",
    "前一阶段到 {before} 为止，后一阶段从 {after} 开始，{what} {days} 天", "核对两个阶段的起止日期",
)  # fmt: skip
def stages_meet(paper: Paper) -> Iterator[Hit]:
    """写明阶段的时间段应首尾相接,中间只隔周末和法定假日的不算空档。重叠是提醒;其他阶段都相接而只有一处不接是提醒,否则空档只作疑问。

    不通过:
        第一阶段:1月1日至3月31日,完成选址。

        第二阶段:4月11日至7月31日,完成装修。

        第三阶段:8月1日至12月31日,开业。
    通过:
        第一阶段:1月1日至3月31日,完成选址。

        第二阶段:4月1日至7月31日,完成装修。

        第三阶段:8月1日至12月31日,开业。
    """
    for stages in _stages(paper):
        meeting = sum(later.first - earlier.last == _GAP for earlier, later in pairwise(stages))
        for earlier, later in pairwise(stages):
            gap = (later.first - earlier.last).days - 1
            if gap == 0 or later.first < earlier.first or (gap > 0 and _is_rest(earlier, later)):
                continue
            what = "空档" if gap > 0 else "重叠"
            has_days = earlier.has_days and later.has_days
            if not has_days and not meeting:
                continue
            severity = Severity.WARNING if has_days and (gap < 0 or meeting) else Severity.QUESTION
            words = {
                "before": shown(earlier.last, has_year=False),
                "after": shown(later.first, has_year=False),
                "what": what,
                "days": str(abs(gap)),
            }
            expected = shown(earlier.last + _GAP, has_year=later.has_year)
            yield Hit((later.span, earlier.span), words["after"], expected, "", words, severity)


def _is_rest(earlier: Days, later: Days) -> bool:
    """True where nothing but weekends and public holidays lies between two stages."""
    days = [earlier.last + _GAP * at for at in range(1, (later.first - earlier.last).days)]
    return len(days) < _LONGEST_REST and all(
        day.weekday() >= _SATURDAY or any(first <= (day.month, day.day) <= last for first, last in _HOLIDAYS) for day in days
    )


def _stages(paper: Paper) -> Iterator[list[Days]]:
    """Spans of days that are named as stages: in lines, under headings, in rows of a table."""
    by_plan: dict[int, list[Days]] = defaultdict(list)
    for at, block in enumerate(paper.blocks):
        if block.cell is None and paper.is_text(at):
            place = paper.place(at)
            begin = paper.plain[block.start : block.start + 24]
            near = begin if _STAGE.search(begin) else "".join(place.headings[-1:])
            spans = [one for one in days_of(paper, at) if one.is_range and one.has_days and one.first <= one.last]
            is_told = _STAGE.search(begin) or paper.words(at).lstrip().startswith(("时间", "期间"))
            if spans and _STAGE.search(near) and is_told:
                by_plan[place.plan].append(spans[0])
    yield from by_plan.values()
    for at, block in enumerate(paper.blocks):
        if block.cell is None and paper.is_text(at) and len(spans := _told_in_turn(paper, at)) >= _FEWEST:
            yield spans
    for grid in grids_of(paper):
        rows = _stage_rows(paper, grid)
        if rows:
            yield rows


def _told_in_turn(paper: Paper, at: int) -> list[Days]:
    """The spans of one block that are each named as a stage: 第一步(1-3月)摸底;第二步(4-8月)推进."""
    days = days_of(paper, at)
    ends = [paper.blocks[at].start, *(one.span.end for one in days)]
    found = [one for one, end in zip(days, ends, strict=False) if one.is_range and _STAGE.search(paper.plain[end : one.span.start])]
    return found if len(found) == len(days) else []


def _stage_rows(paper: Paper, grid: Grid) -> list[Days]:
    """The rows of a table whose first header names stages: one span each, or a start and an end."""
    names = list(grid.headers.values())
    if not any(_STAGE.search(name) or _STAGE_COLUMN.fullmatch(name.strip()) for name in names):
        return []
    found = []
    for row in grid.rows:
        blocks = [cell.block for column in sorted(grid.headers) if (cell := grid.by_place.get((row, column)))]
        days = [day for block in blocks for day in days_of(paper, block) if day.has_days]
        if len(days) == 1 and days[0].is_range:
            found.append(days[0])
        elif len(days) == 2 and not any(one.is_range for one in days) and days[0].first <= days[1].last:
            found.append(Days(days[0].first, days[1].last, days[0].span, days[0].has_year, True, True))
    return found
