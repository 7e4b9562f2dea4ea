# SPDX-License-Identifier: Apache-2.0
"""So many, so much each, so much in all, told in a sentence: 车位640个,月租380元,全年收入291.84万元."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
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
    r"人均|户均|店均|单均|次均|件均|台均|场均|客单|单价|均价|房价|票价|餐标|单店|单台|单场|平均|月均|日均|周均|月租|日租|月薪|年薪|月工资|薪资|"
    r"每[一-鿿]{1,3}(?!.*[合总共]计)|标准(?:为|是|约)?\s?$|单[次张杯份票桶袋箱吨亩平趟班瓶支套盒碗]|学费\s?$|费$|转化率|成交率|率$"
)
_EACH_OF = re.compile(r"每[一-鿿]{1,3}|[人户店单日台场]均")
_THING = re.compile(r"[一-鿿](?![至到])")
_A_RATE = re.compile(r"率|比例|占比|折扣|比重")
_SUM = re.compile(r"合\s?计|总\s?计|共|总")
_MONTHLY = re.compile(r"月租|月薪|月工资|月均|每月|每个月|人月|/月|·月|元月|月度|月$")
_DAILY = re.compile(r"日均|日租|每天|每日|/天|·天|/日|天$|日$|房价|翻台")
_WEEKLY = re.compile(r"周均|每周|/周")
_YEARLY = re.compile(r"全年|年度|年[一-鿿]{0,6}(?:收入|应收|租金|成本|工资|薪酬|费用|产值|销售|节约|支出|额)|^[,，\s]*年")
_LONG = {"月": (12,), "天": (365, 360, 366, 350, 300, 250), "周": (52, 50), "": (1,)}
_MONTH_OF_DAYS = (30, 31, 22, 26)
_USUAL = tuple(Decimal(one) for one in (1, 12, 365, 360))
_NOUNS = {"人": "人名位员工", "户": "户", "店": "家店个", "单": "单", "客": "人位客", "场": "场", "件": "件", "台": "台", "间": "间"}
_NOUN = re.compile(r"(?P<a>[人户店单客场件台间])均|[单每平均](?P<b>[一-鿿])")
_MOST = 8
_FEW = 5
_RATES = 2
_NEAR = Decimal("0.1"), Decimal(10)
_CLOSE, _LITTLE = Decimal("0.05"), Decimal("0.02")
_CLAUSE = re.compile(r"[;；]")
_TIME = frozenset({"天", "月", "年", "周", "季度"})


@dataclass(frozen=True, slots=True)
class _Product:
    """What a number is the product of, and by how many months or days it may be multiplied besides."""

    total: Slot
    inputs: tuple[Slot, ...]
    times: tuple[Decimal, ...]


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
        for group in _clauses(slots):
            if 2 <= len(group) <= _MOST:
                yield from _of_clause(paper, at, group)


def _clauses(slots: Sequence[Slot]) -> Iterator[list[Slot]]:
    """The numbers of each clause; those that are bounds, ranges or without unit left out."""
    group: list[Slot] = []
    for at, one in enumerate(slots):
        if at and (one.sentence != slots[at - 1].sentence or _CLAUSE.search(one.before)):
            yield group
            group = []
        one = _counted(one)
        if one.amount.is_point and one.family != "bare":
            group.append(one)
    yield group


def _counted(one: Slot) -> Slot:
    """A number that is told of each thing without a unit that is known takes the sign behind it for one: 每店每天260杯."""
    is_each = one.family == "bare" and _EACH_OF.search(one.lead) and _THING.match(one.tail)
    return replace(one, amount=replace(one.amount, unit=one.tail[0])) if is_each else one


def _of_clause(paper: Paper, at: int, group: Sequence[Slot]) -> Iterator[Hit]:
    """The first number of a clause that should be the product of those in front of it and is not."""
    for index in range(1, len(group)):
        found = _product(paper, at, group[: index + 1])
        if found is not None and not _explained(found, group):
            hit, ratio = _hit(found)
            if _NEAR[0] < ratio < _NEAR[1] or _is_shifted(ratio):
                yield hit
            return


def _is_shifted(ratio: Decimal) -> bool:
    """True for a hundred or a thousand times as much or as little: a lost point."""
    return any(abs(ratio / Decimal(10) ** power - 1) < _LITTLE for power in (-3, -2, -1, 1, 2, 3))


def _product(paper: Paper, at: int, group: Sequence[Slot]) -> _Product | None:
    """The product that the last number of a group should be; nothing where the group has not the form of one."""
    total, others = group[-1], list(group[:-1])
    if not total.amount.low or total.amount.per or total.amount.unit in {"%", "pp"} or total.family in _TIME or total.amount.op != "=":
        return None
    each = _price(total, others)
    if each is None or others[-1].family == total.family != each.family or _A_RATE.search(total.lead):
        return None
    if len(others) == 1:
        others = [*(_in_front(paper, at, group[0], each) or _previous(paper, at)), *others]
    inputs = _inputs(others, each)
    if len(inputs) <= 1 or not _is_whole(inputs, others, each, total):
        return None
    return _Product(total, tuple(inputs), _times_of(inputs, total))


def _price(total: Slot, others: Sequence[Slot]) -> Slot | None:
    """The one number of the total's kind in front of it that is told of each."""
    kind = total.family if total.family in {"CNY", "people"} else total.amount.unit
    alike = [one for one in others if _kind(one) == kind and (kind == "CNY" or "每" in one.lead)]
    return alike[0] if len(alike) == 1 and _is_each(alike[0]) and (total.family == "CNY" or "每" in alike[0].lead) else None


def _kind(one: Slot) -> str:
    unit = one.amount.unit.partition("/")[0]
    family = one.family.partition("/")[0]
    return family if family in {"CNY", "people"} else unit


def _is_each(one: Slot) -> bool:
    return bool(one.amount.per or (_EACH.search(one.lead) and not _SUM.search(one.lead[-3:])))


def _in_front(paper: Paper, at: int, first: Slot, each: Slot) -> list[Slot]:
    """The number of what a price names, in the clauses of its sentence in front: 合计18900户;户均授信6万元."""
    return [
        one
        for one in slots_of(paper, at)
        if one.sentence == first.sentence
        and one.amount.span.end <= first.amount.span.start
        and one.family in {"people", "count"}
        and one.amount.is_point
        and not _is_each(one)
        and _is_of(each, one)
    ][-1:]


def _previous(paper: Paper, at: int) -> list[Slot]:
    """The number of things at the end of the line in front, that a price alone is of."""
    if at < 1 or paper.blocks[at - 1].kind == "heading" or paper.blocks[at - 1].cell is not None:
        return []
    return [one for one in slots_of(paper, at - 1) if one.family in {"people", "count"} and one.amount.is_point][-1:]


def _inputs(others: Sequence[Slot], each: Slot) -> list[Slot]:
    """What the price is multiplied by: the things that it is of, what is told of each of them, rates, times, and the price."""
    counted = [one for one in others if one.family in {"people", "count"} and one is not each]
    things = [one for one in counted if not _is_each(one)] or counted[:1]  # 日均访客 is a number of things where there is no other
    if not things:
        return []
    of_each = [one for one in things if _is_of(each, one)]
    rate = next((at for at, one in enumerate(others) if one.amount.unit == "%" and _A_RATE.search(one.lead)), -1)
    chained = [one for one in things if rate >= 0 and others.index(one) > rate]
    first = (chained or of_each or things)[-1]
    kept = [one for one in others[others.index(first) :] if one is first or one is each or _multiplies(one) or _is_each_of(each, one)]
    return kept if each in kept else [*kept, each]


def _multiplies(one: Slot) -> bool:
    if one.amount.unit in {"%", "‰"}:
        return bool(_A_RATE.search(one.lead))
    return one.family in _TIME or (one.family.partition("/")[0] in {"people", "count"} and _is_each(one))


def _is_each_of(each: Slot, thing: Slot) -> bool:
    """True for one more number of things that a price of heads names: 每道每班4人, 三班."""
    is_things = thing.family == "count" and not _is_each(thing) and each.family == "people"
    return is_things and each.lead.count("每") > 1 and f"每{thing.amount.unit}" in each.lead


def _is_of(each: Slot, thing: Slot) -> bool:
    """True where a price names what it is of: 元/㎡ and ㎡, 人均 and 人."""
    unit = thing.amount.unit
    per = each.amount.per.split("/")[0]
    if per and per not in _TIME:
        return per == unit or (per in _NOUNS and unit in _NOUNS[per])
    found = _NOUN.search(each.lead)
    noun = (found["a"] or found["b"]) if found else ""
    return bool(noun) and (noun in unit or unit in _NOUNS.get(noun, "-"))


def _is_whole(inputs: Sequence[Slot], others: Sequence[Slot], each: Slot, total: Slot) -> bool:
    """True where nothing of another kind stands among the numbers, or the price says what it is of."""
    things = [one for one in inputs[:1] if one.family in {"people", "count"}]
    left = [one for one in others if one not in inputs]
    is_plain = all(one.amount.op == "=" and one.amount.low > 0 and one.depth == total.depth for one in inputs)
    has_many = len([one for one in inputs if one.amount.unit in {"%", "‰"}]) > _RATES
    named = _is_of(each, things[0]) if things else False
    is_chain = any(one.amount.unit == "%" for one in inputs) and all(one.family in {"people", "count", "%"} for one in left)
    return is_plain and not has_many and len(things) == 1 and (not left or named or is_chain)


def _period(one: Slot) -> str:
    words = one.lead + one.amount.per + one.tail[:2]
    return "月" if _MONTHLY.search(words) else "天" if _DAILY.search(words) else "周" if _WEEKLY.search(words) else ""


def _times_of(inputs: Sequence[Slot], total: Slot) -> tuple[Decimal, ...]:
    """By how many months or days a product of so much a month or a day is multiplied: none where they are told."""
    periods = [period for one in inputs if (period := _period(one))]
    told = any(one.family in _TIME for one in inputs)
    if told or not periods:
        return (Decimal(1),)
    if _YEARLY.search(total.lead):
        return tuple(Decimal(one) for one in _LONG[periods[-1]])
    if "月" in total.lead and "天" in periods:
        return tuple(Decimal(one) for one in _MONTH_OF_DAYS)
    return (Decimal(1), *(Decimal(one) for one in _LONG[periods[-1]][:1])) if not _period(total) else (Decimal(1),)


def _explained(found: _Product, group: Sequence[Slot]) -> bool:
    """True where the total is some product, sum, difference or quotient of the other numbers."""
    others = [one.amount for one in group if one is not found.total]
    others += [one.amount for one in found.inputs if one not in group]
    is_timed = any(one.family in _TIME and "全年" in one.lead for one in found.inputs)
    return is_worked_out(found.total.amount, others, found.times if is_timed else (*found.times, *_USUAL))


def is_worked_out(total: Amount, others: Sequence[Amount], times: Sequence[Decimal] = (Decimal(1),)) -> bool:
    """True where a number is some product of others, so many times, or the sum, difference or quotient of two."""
    others = [one for one in others if one.low]
    for size in range(2, min(len(others), _FEW) + 1):
        for chosen in combinations(others, size):
            if any(_fits(total, chosen, count) for count in times):
                return True
    pairs = [(a, b) for a in others for b in others if a is not b]
    return any(fit(total, value, value) is Fit.HOLDS for a, b in pairs for value in (a.low + b.low, a.low - b.low, a.low / b.factor))


def _fits(total: Amount, inputs: Sequence[Amount], times: Decimal) -> bool:
    value = _multiplied(inputs, times)
    relative = sum((one.step / 2 / abs(one.low) for one in inputs if one.low and "." in one.words), Decimal(0))
    return fit(total, value, value, abs(value) * relative) is not Fit.OFF


def _multiplied(inputs: Sequence[Amount], times: Decimal) -> Decimal:
    value = times
    for one in inputs:
        value *= one.factor
    return value


def _hit(found: _Product) -> tuple[Hit, Decimal]:
    """The hit, and how many times what it should be the total is."""
    amounts, total = [one.amount for one in found.inputs], found.total.amount
    values = [(_multiplied(amounts, times), times) for times in found.times]
    value, times = values[0] if found.times[0] != 1 else min(values, key=lambda one: max(one[0] / total.low, total.low / one[0]))
    terms = " × ".join(text_of(one.low) + ("%" if one.unit == "%" else "") for one in amounts)
    terms += f" × {text_of(times)}" if times != 1 else ""
    arithmetic = f"{terms} = {text_of(value)} ≠ {text_of(total.low)}"
    spans = (total.span, *spans_of(amounts))
    hit = Hit(spans, text_of(total.low), text_of(value), arithmetic, edit=edit_of(total, value, value))
    return hit, total.low / value
