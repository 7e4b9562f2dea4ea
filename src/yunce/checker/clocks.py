# SPDX-License-Identifier: Apache-2.0
"""NUM: a time of day that lost its colon, seen by the times around it: 早班730-15:30, 晨会945开始 beside 22:15."""

from __future__ import annotations

import re
from collections.abc import Iterator

from yunce.checker.findings import Edit, Hit, Severity, Span
from yunce.checker.grids import grids_of
from yunce.checker.paper import Paper
from yunce.checker.rules import rule

_CLOCK = re.compile(r"(?<![\d:：])(?:[01]?\d|2[0-4])[:：][0-5]\d(?![\d:：])")
_BARE = r"(?P<h>[01]?\d|2[0-4])(?P<m>[0-5][05])"
_DAY = r"(?:次日|翌日|第二天|当日|当天|凌晨|早上|上午|中午|下午|晚上|晚|早)?"
_SIGN = r"\s?(?:-{1,2}|~|—+|–|－|至|到)\s?"
_TIME = r"(?:[01]?\d|2[0-4])[:：][0-5]\d"
_BEFORE = re.compile(rf"(?<![\d./-])(?<!\d[:：,]){_BARE}(?={_SIGN}{_DAY}{_TIME}(?!\d))")
_NOT_UNIT = r"(?![\d.:：/%％]|,\d)(?!\s?(?:[元万人名个件单家米㎡平次户台套天年月吨分款通条]|小时|公里|km))"
_BEHIND = re.compile(rf"(?<=[:：]\d\d)(?P<lead>{_SIGN}{_DAY}){_BARE}{_NOT_UNIT}")
_NAMED = re.compile(
    rf"(?:班|会|课|场|餐|点|时间|营业|开门|打烊|截单|[自于在从到至]|每[天日]|次日|早上|上午|下午|晚上|凌晨)(?:为|是|[:：])?\s?{_BARE}"
    r"(?=\s?(?:开始|结束|前|后|起|止|开[门店播]|上班|下班|打烊|关[门店]|到岗|交接|截单|截止|[,，;；。、)）]|$))"
)
_TIMELY = re.compile(r"时间|时刻|时段|开始|结束|起|止|班|开[门店]|关[门店]|打烊|上线|下线|到岗|交接|截")
_ALONE = re.compile(rf"\s*{_DAY}{_BARE}\s*")


@rule(
    "NUM020", Severity.WARNING, "时刻疑似漏了冒号",
    "前后都是时刻，“{stated}”可能是 {expected}", "核对原文；若是时刻，写成 {expected}",
)  # fmt: skip
def lost_colon(paper: Paper) -> Iterator[Hit]:
    """一段话、一列里写的是时刻(7:30-15:30),连写的三四位数又正好可以读作时刻,多半漏了冒号。

    不通过:
        早班7:30-15:30,夜班2100-次日7:30。
    通过:
        早班7:30-15:30,夜班21:00-次日7:30。
    """
    for at, block in enumerate(paper.blocks):
        words = paper.words(at)
        if ":" in words and block.cell is None and paper.is_text(at) and _CLOCK.search(words):
            yield from _in_words(words, block.body)
    for grid in grids_of(paper):
        for column in sorted({one.cell.column for one in grid.cells}):
            cells = [one for one in grid.cells if one.cell.column == column and one.cell.row >= grid.head and not one.is_empty]
            times = sum(_CLOCK.search(one.words) is not None for one in cells)
            for one in cells if times * 2 >= len(cells) else ():
                body = paper.blocks[one.block].body
                name = f"{grid.headers.get(column, '')} {grid.labels.get(one.cell.row, '')}"
                if (found := _ALONE.fullmatch(one.words)) is not None and _TIMELY.search(name):
                    yield _hit(found, body, Severity.WARNING)
                elif ":" in one.words:
                    yield from _in_words(one.words, body)


def _in_words(words: str, offset: int) -> Iterator[Hit]:
    taken: set[int] = set()
    for form, severity in ((_BEFORE, Severity.WARNING), (_BEHIND, Severity.WARNING), (_NAMED, Severity.QUESTION)):
        for found in form.finditer(words):
            if found.start("h") not in taken:
                taken.add(found.start("h"))
                yield _hit(found, offset, severity)


def _hit(found: re.Match[str], offset: int, severity: Severity) -> Hit:
    span = Span(found.start("h") + offset, found.end("m") + offset)
    expected = f"{found['h']}:{found['m']}"
    return Hit((span,), found["h"] + found["m"], expected, "", severity=severity, edit=Edit(span, expected))
