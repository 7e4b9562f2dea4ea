# SPDX-License-Identifier: Apache-2.0
"""Averages and their year; from here to there, so much more."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from yunce.checker.amounts import Fit, fit, text_of
from yunce.checker.findings import Hit, Severity
from yunce.checker.paper import Paper
from yunce.checker.rules import rule
from yunce.checker.slots import Slot, spans_of
from yunce.checker.sums.adding import edit_of
from yunce.checker.sums.prose import prose_blocks
from yunce.checker.sums.words import COMES, GOES

_AVERAGE = re.compile(r"月度|每班|月均|日均|周均|季均|每个?(?:月|天|日|周|季度|季|班|组|店|人|户)|平均每[一-鿿]{1,2}")
_OF_EACH = re.compile(r"每|单店|户均|人均|店均|单[一-鿿]")
_PERIODS = {"月": (12,), "日": (365, 360, 366, 30, 31), "天": (365, 360, 366, 30, 31), "周": (52, 4), "季": (4,)}
_YEAR = re.compile(r"全年|年度|年|总|合计|共")
_FROM, _TO = re.compile(r"由|从"), re.compile(r"到|至|为|增|扩|减|降|压")
_BY = re.compile(r"新|提|升|降|增|净|减|关|撤|裁|加")


@rule(
    "SUM017", Severity.WARNING, "平均数与总数对不上",
    "平均数写作 {stated}，按总数算是 {expected}", "核对平均数与总数",
)  # fmt: skip
def average_holds(paper: Paper) -> Iterator[Hit]:
    """全年总数应等于月均、日均或每季度的数乘以期数。

    不通过:
        全年呼入量240万通,月均30万通。
    通过:
        全年呼入量240万通,月均20万通。
    """
    for _, slots in prose_blocks(paper):
        for index, one in enumerate(slots):
            found = _AVERAGE.search(one.lead)
            if found and _OF_EACH.search(_AVERAGE.sub("", one.lead, count=1)):
                continue  # of each of many besides: 单店月均, 每平方米每天
            each = (
                found.group() if found else f"每{one.amount.per}" if one.family.startswith("count/") and "/" not in one.amount.per else ""
            )
            unit = one.amount.unit.partition("/")[0]
            alike = [s for s in slots if s.sentence == one.sentence and s.amount.unit == unit and s is not one and s.depth == one.depth]
            beside = [s for s in alike if _YEAR.search(s.lead) and not _AVERAGE.search(s.lead) and s.amount.is_point]
            near = sorted(beside, key=lambda s: abs(slots.index(s) - index))
            if each and near and abs(slots.index(near[0]) - index) <= 2:
                yield from _average(one, near[0], each, slots)


def _average(one: Slot, total: Slot, each: str, slots: Sequence[Slot]) -> Iterator[Hit]:
    counts = [Decimal(count) for sign, each_of in _PERIODS.items() if sign in each for count in each_of]
    stated = [s.amount.low for s in slots if s is not one and s is not total and s.amount.is_point and s.amount.low]
    told = [s.amount.low for s in slots if s.amount.unit and s.amount.unit == each.lstrip("平均每个") and s.amount.low]
    counts = [*reversed(told), *counts]
    heads = [s.amount.low for s in slots if s.sentence == one.sentence and s.family in {"people", "count"} and s.amount.low > 1]
    of_many = [total.amount.low / (count * many) for count in counts for many in heads]  # 22人,月均7500元,全年198万元
    choices = [*(total.amount.low / count for count in (*counts, *stated)), *of_many]
    totals = [s.amount for s in slots if s.sentence == one.sentence and s.amount.unit == total.amount.unit and s.amount.is_point]
    if any(fit(other, one.amount.low * count, one.amount.low * count) is not Fit.OFF for count in counts for other in totals):
        return
    if (
        not counts
        or one.amount.op != "="
        or total.amount.op != "="
        or any(fit(one.amount, value, value) is not Fit.OFF for value in choices)
    ):
        return
    many = min((Decimal(1), *heads), key=lambda times: abs(choices[0] / times - one.amount.low))
    expected = choices[0] / many
    terms = " ÷ ".join(text_of(term) for term in (total.amount.low, counts[0], *([many] if many > 1 else [])))
    arithmetic = f"{terms} = {text_of(expected)} ≠ {text_of(one.amount.low)}"
    spans = (one.amount.span, total.amount.span)
    yield Hit(spans, text_of(one.amount.low), text_of(expected), arithmetic, edit=edit_of(one.amount, expected, expected))


@rule(
    "SUM018", Severity.WARNING, "增减数与前后两个数不符",
    "增减数写作 {stated}，按前后两个数算是 {expected}", "核对三个数；增减数应为 {expected}",
)  # fmt: skip
def change_holds(paper: Paper) -> Iterator[Hit]:
    """“由28家增加到36家,新开8家”中,增减数应等于前后两数之差。

    不通过:
        门店由28家增加到36家,新开9家。
    通过:
        门店由28家增加到36家,新开8家。
    """
    for _, slots in prose_blocks(paper):
        for at in range(len(slots) - 2):
            old, new, by = slots[at : at + 3]
            units = {one.amount.unit for one in (old, new, by)}
            is_points = units == {"%", "pp"} and by.amount.unit == "pp"
            same = old.sentence == by.sentence and (is_points or (len(units) == 1 and old.family != "%"))
            if same and _FROM.search(old.lead) and _TO.search(new.before) and _BY.search(by.lead) and not _is_one_of_two(slots, at + 2):
                expected = abs(new.amount.low - old.amount.low)
                if fit(by.amount, expected, expected) is Fit.OFF:
                    low, high = sorted((old.amount.low, new.amount.low))
                    shown = f"{text_of(high)} - {text_of(low)} = {text_of(expected)} ≠ {text_of(by.amount.low)}"
                    spans = spans_of([by.amount, old.amount, new.amount])
                    yield Hit(spans, text_of(by.amount.low), text_of(expected), shown, edit=edit_of(by.amount, expected, expected))


def _is_one_of_two(slots: Sequence[Slot], at: int) -> bool:
    """True where something comes and something goes: 新开15家、关闭3家."""
    if at + 1 == len(slots) or slots[at + 1].amount.unit != slots[at].amount.unit:
        return False
    first, second = slots[at].lead, slots[at + 1].lead
    return bool(COMES.search(first) and GOES.search(second)) or bool(GOES.search(first) and COMES.search(second))
