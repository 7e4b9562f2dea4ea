# SPDX-License-Identifier: Apache-2.0
"""Products told in words: so many, so much each, so much in all; averages and their year; from here to there, so much more."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations

from yunce.checker.amounts import Amount, Fit, fit, text_of
from yunce.checker.findings import Hit, Severity
from yunce.checker.paper import Paper
from yunce.checker.rules import rule
from yunce.checker.slots import Slot, slots_of, spans_of
from yunce.checker.sums.adding import edit_of
from yunce.checker.sums.prose import prose_blocks

_EACH = re.compile(
    r"人均|户均|店均|客单价?|单价|均价|单店|平均|月均|日均|周均|每[一-鿿]{1,3}(?:为|约|各)?$|月薪|标准|费$|转化率|成交率|率$"
)
_AVERAGE = re.compile(r"月度|每班|月均|日均|周均|季均|每个?(?:月|天|日|周|季度|季|班|组|店|人|户)|平均每[一-鿿]{1,2}")
_PERIODS = {"月": (12,), "日": (365, 360, 366, 30, 31), "天": (365, 360, 366, 30, 31), "周": (52, 4), "季": (4,)}
_TIMES = tuple(Decimal(one) for one in (1, 12, 4, 30, 365, 360, 52, 22, 26))
_MOST = 7
_YEAR = re.compile(r"全年|年度|年|总|合计|共")
_FROM, _TO = re.compile(r"由|从"), re.compile(r"到|至|为|增|扩|减|降|压")
_LITTLE = Decimal("0.02")
_BY = re.compile(r"新|提|升|降|增|净|减|关|撤|裁|加")


@rule(
    "SUM016", Severity.QUESTION, "数量、单价与总额对不上",
    "写作 {stated}，按所列数量和单价算是 {expected}", "核对数量、单价与总额",
)  # fmt: skip
def driver_product(paper: Paper) -> Iterator[Hit]:
    """一句话里有数量、单价(或转化率、客单价)和总额时,总额应等于它们的乘积,可乘以月数、天数。

    不通过:
        日均访客12500人,转化率2.4%,客单价240元,日均销售额8.5万元。
    通过:
        日均访客12500人,转化率2.4%,客单价240元,日均销售额7.2万元。
    """
    for at, slots in prose_blocks(paper):
        for number in {one.sentence for one in slots}:
            group = [one for one in slots if one.sentence == number and one.amount.is_point and one.family != "bare"]
            if 2 <= len(group) <= _MOST and any(_is_rate(one) for one in group):
                yield from _product(paper, at, group)


def _is_rate(one: Slot) -> bool:
    return bool(one.amount.per or _EACH.search(one.lead))


def _product(paper: Paper, at: int, group: Sequence[Slot]) -> Iterator[Hit]:
    total, rates = group[-1], [one for one in group[:-1] if _is_rate(one)]
    earlier = _previous(paper, at, group)
    if not any(_comes_to(total, one, [*earlier, *group]) for one in rates) and not _comes_from(total, group):
        for rate in rates:
            yield from _told(rate, [*earlier, *group])


def _previous(paper: Paper, at: int, group: Sequence[Slot]) -> list[Slot]:
    """The amounts of the line in front: its total may be the number that a rate is of."""
    earlier = at - 1
    if len(group) > 2 or earlier < 0 or paper.blocks[earlier].kind == "heading":
        return []
    return [one for one in slots_of(paper, earlier) if one.family in {"people", "count"}][-1:]


def _comes_to(total: Slot, rate: Slot, inputs: Sequence[Slot]) -> bool:
    """True where the total is the rate times one or two of the other numbers, and a number of months or days."""
    others = [one for one in inputs if one is not rate and one is not total]
    for size in (1, 2, 3):
        for chosen in combinations(others, size):
            if any(_fits(total.amount, [rate.amount, *(one.amount for one in chosen)], times) for times in _TIMES):
                return True
    return False


def _comes_from(total: Slot, group: Sequence[Slot]) -> bool:
    """True where the total is simply the sum or the quotient of others."""
    others = [one.amount for one in group if one is not total and one.amount.low]
    return any(
        fit(total.amount, a.low + b.low, a.low + b.low) is Fit.HOLDS or fit(total.amount, a.low / b.factor, a.low / b.factor) is Fit.HOLDS
        for a in others
        for b in others
        if a is not b
    )


def _fits(total: Amount, inputs: Sequence[Amount], times: Decimal) -> bool:
    value = _multiplied(inputs, times)
    relative = sum((one.step / 2 / abs(one.low) for one in inputs if one.low and "." in one.words), Decimal(0))
    return fit(total, value, value, abs(value) * relative) is not Fit.OFF


def _multiplied(inputs: Sequence[Amount], times: Decimal) -> Decimal:
    value = times
    for one in inputs:
        value *= one.factor
    return value


def _chain(group: Sequence[Slot]) -> list[Slot]:
    """What the last number is the product of: all in front; where a rate joins two numbers, the second of them and the price."""
    inputs = list(group[:-1])
    things = [at for at, one in enumerate(inputs) if one.family in {"people", "count"} and not _is_rate(one)]
    if len(things) == 2 and inputs[-1].family.startswith("CNY") and any("率" in one.lead for one in inputs):
        return [inputs[things[1]], inputs[-1]]
    return inputs


def _make_sense(total: Slot, inputs: Sequence[Slot]) -> bool:
    """One number of things at most, the rest rates of it; money comes of money, points and times are no factors."""
    things = [one for one in inputs if one.family in {"people", "count"} and not _is_rate(one)]
    prices = [one for one in inputs if one.family.startswith("CNY")]
    known = all(one.family in {"people", "count", "%", "‰"} or one.family.startswith(("CNY", "count/", "people/")) for one in inputs)
    return known and len(things) <= 1 and bool(prices) == total.family.startswith("CNY")


def _is_shifted(ratio: Decimal) -> bool:
    """True for ten, a hundred, a thousand times as much or as little: a lost point."""
    return any(abs(ratio / Decimal(10) ** power - 1) < _LITTLE for power in (-3, -2, -1, 1, 2, 3))


def _told(rate: Slot, group: Sequence[Slot]) -> Iterator[Hit]:
    """The alarm: only where the last number of the sentence is of the rate's own kind and all numbers in front are its inputs."""
    total, inputs = group[-1], _chain(group)
    is_money = rate.family.startswith("CNY") and total.family == "CNY" and rate is not total
    is_chain = any("率" in one.lead for one in group) and len(inputs) >= 2 and not total.amount.unit.startswith("%")
    alike = [one for one in inputs if one.family == total.family]
    if rate is total or not (is_money or is_chain) or len(inputs) < 2 or len(alike) > 1 or not _make_sense(total, inputs):
        return
    amounts = [one.amount for one in inputs]
    months = _TIMES if "月" in rate.amount.unit + rate.lead else _TIMES[:1]
    best = min((_multiplied(amounts, times) for times in months), key=lambda value: abs(value - total.amount.low))
    if not best or not (Decimal("0.25") < total.amount.low / best < 4 or _is_shifted(total.amount.low / best)):
        return
    terms = " × ".join(text_of(one.low) + ("%" if one.unit == "%" else "") for one in amounts)
    times = best / _multiplied(amounts, Decimal(1))
    terms += f" × {text_of(times)}" if times != 1 else ""
    arithmetic = f"{terms} = {text_of(best)} ≠ {text_of(total.amount.low)}"
    spans = (total.amount.span, *spans_of(amounts))
    yield Hit(spans, text_of(total.amount.low), text_of(best), arithmetic, edit=edit_of(total.amount, best, best))


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
    choices = [total.amount.low / count for count in (*counts, *stated)]
    if (
        not counts
        or one.amount.op != "="
        or total.amount.op != "="
        or any(fit(one.amount, value, value) is not Fit.OFF for value in choices)
    ):
        return
    expected = choices[0]
    arithmetic = f"{text_of(total.amount.low)} ÷ {text_of(counts[0])} = {text_of(expected)} ≠ {text_of(one.amount.low)}"
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
        for old, new, by in zip(slots, slots[1:], slots[2:], strict=False):
            units = {one.amount.unit for one in (old, new, by)}
            is_points = units == {"%", "pp"} and by.amount.unit == "pp"
            same = old.sentence == by.sentence and (is_points or (len(units) == 1 and old.family != "%"))
            if same and _FROM.search(old.lead) and _TO.search(new.before) and _BY.search(by.lead):
                expected = abs(new.amount.low - old.amount.low)
                if fit(by.amount, expected, expected) is Fit.OFF:
                    low, high = sorted((old.amount.low, new.amount.low))
                    shown = f"{text_of(high)} - {text_of(low)} = {text_of(expected)} ≠ {text_of(by.amount.low)}"
                    spans = spans_of([by.amount, old.amount, new.amount])
                    yield Hit(spans, text_of(by.amount.low), text_of(expected), shown, edit=edit_of(by.amount, expected, expected))
