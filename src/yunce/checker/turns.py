# SPDX-License-Identifier: Apache-2.0
"""TGT: what a value is to become against what it is: the other way round, or many times as much."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from yunce.checker.amounts import Amount, text_of
from yunce.checker.findings import Hit, Severity
from yunce.checker.grids import Grid, grids_of
from yunce.checker.paper import Paper
from yunce.checker.rules import rule
from yunce.checker.slots import Slot, spans_of
from yunce.checker.sums.prose import prose_blocks

_FROM = re.compile(r"由|从")
_DOWN = re.compile(r"(?:压缩|压降|压减|缩短|缩减|降低|下降|减少|减至|降|压)[^,，。;；\d]{0,4}$")
_UP = re.compile(r"(?:提升|提高|上升|增加|增长|扩大|扩充|升|增)[^,，。;；\d]{0,4}$")
_BOTH = re.compile(r"先[^,，。;；]{0,6}后|增减|升降")
_PAST = re.compile(r"去年|上年|现状|现值|实际|实绩|基期|当前|20\d\d年?(?:实|完成)")
_GOAL = re.compile(r"目标|计划|指标值|今年|本年")
_TIMES, _ALL = 8, 100
_MEASURED = frozenset({"%", "‰", "分", "倍", "小时", "分钟", "秒", "天", "工作日"})
"""Units of what does not become many times as much in a year."""
_TO_OR_NOT = re.compile(r"[到至为]|不")


@rule(
    "TGT006", Severity.WARNING, "目标与所写的方向相反",
    "由 {expected} {way}到 {stated}，方向不对", "核对前后两个数，可能漏了小数点",
)  # fmt: skip
def goes_the_other_way(paper: Paper) -> Iterator[Hit]:
    """“由……压缩到”“从……提升至”的前后两个数,应与升降的说法一致。

    不通过:
        单位开户时间由3天压缩至15天。
    通过:
        单位开户时间由3天压缩至1.5天。
    """
    for old, new in _changes(paper):
        low, high = old.amount.low, new.amount.low
        is_down, is_up = _DOWN.search(new.before), _UP.search(new.before)
        if (is_down and high > low) or (is_up and not is_down and high < low):
            words = {"way": "降" if is_down else "升"}
            yield Hit(spans_of([new.amount, old.amount]), text_of(high), text_of(low), "", words)


@rule(
    "TGT007", Severity.QUESTION, "目标与现在的数相差太大",
    "由 {expected} 到 {stated}，相差 {times} 倍以上", "核对前后两个数，可能漏了小数点",
)  # fmt: skip
def many_times(paper: Paper) -> Iterator[Hit]:
    """比率、分数、时长一年内变成八倍以上或八分之一以下,多半是小数点丢失。也比较表格里上年与目标两列。

    不通过:
        平均办理时长由85分钟压缩到7分钟以内。
    通过:
        平均办理时长由8.5分钟压缩到7分钟以内。
    """
    pairs = [(old.amount, new.amount) for old, new in _changes(paper)]
    for old, new in [*pairs, *(pair for grid in grids_of(paper) for pair in _in_rows(grid))]:
        low, high = sorted((abs(old.low), abs(new.low)))
        is_whole = old.unit == "%" and high == _ALL
        if old.unit in _MEASURED and low and high >= low * _TIMES and not is_whole:
            yield Hit(spans_of([new, old]), text_of(new.low), text_of(old.low), "", {"times": str(_TIMES)})


def _changes(paper: Paper) -> Iterator[tuple[Slot, Slot]]:
    """Numbers of one unit that follow each other as from .. to .. in one sentence."""
    for _, slots in prose_blocks(paper):
        for old, new in pairwise(slots):
            same = old.amount.unit == new.amount.unit and old.sentence == new.sentence and old.depth == new.depth
            is_point = old.amount.is_point and new.amount.is_point
            if same and is_point and _FROM.search(old.lead[-8:]) and _TO_OR_NOT.search(new.before) and not _BOTH.search(new.before):
                yield old, new


def _in_rows(grid: Grid) -> Iterator[tuple[Amount, Amount]]:
    """What each row was and what it is to be, where a table has one column of each."""
    past = [column for column in grid.columns if _PAST.search(grid.headers.get(column, ""))]
    goal = [column for column in grid.columns if _GOAL.search(grid.headers.get(column, "")) and column not in past]
    if len(past) != 1 or len(goal) != 1:
        return
    for row in grid.rows:
        old, new = grid.amount(row, past[0]), grid.amount(row, goal[0])
        if old is not None and new is not None and old.unit == new.unit and old.is_point and new.is_point:
            yield old, new
