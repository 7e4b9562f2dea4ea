# SPDX-License-Identifier: Apache-2.0
"""PPL and CAP: how many people and places a plan's own ratios, shifts and pay ask for, against how many it names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from yunce.checker.amounts import Amount, Fit, fit, text_of
from yunce.checker.findings import Hit, Severity
from yunce.checker.paper import Paper
from yunce.checker.rules import rule
from yunce.checker.slots import Slot, spans_of
from yunce.checker.sums.adding import edit_of
from yunce.checker.sums.prose import prose_blocks

_STAFFS = re.compile(r"按|配|比例|设")
_NEEDS = re.compile(r"共|需|计|配备?|设置?|为|约")
_SHIFTS = re.compile(r"(?P<n>[二两三四五六2-6])\s?个?班(?![组长次])")
_EACH_SHIFT = re.compile(r"每班")
_MORE = re.compile(r"另|加|外|备勤|机动")
_EACH_PAY = re.compile(r"人均|每人|平均(?:年薪|月薪|工资|薪酬)|均薪")
_PAY_TOTAL = re.compile(r"(?:人工|人力|薪酬|工资|薪资|人员)[一-鿿]{0,4}(?:合计|共计?|总额|总计|总成本|成本|费用|支出|总)[一-鿿]{0,4}$")
_COUNTS = {"二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6}
_YEAR = Decimal(12)
_MONTHS = tuple(Decimal(one) for one in (1, 12, 13))
_NEAR = Decimal("0.4"), Decimal("2.5")


def _people(paper: Paper) -> dict[int, list[Amount]]:
    """The numbers of people of each plan, in order of place."""
    found: dict[int, list[Amount]] = {}
    for at in sorted(paper.amounts):
        people = [one for one in paper.amounts[at] if one.family in {"people", "count"} and one.is_point and not one.per]
        found.setdefault(paper.place(at).plan, []).extend(people)
    return found


def _bases(paper: Paper, at: int, like: str) -> list[Amount]:
    """What a ratio may be taken of: the numbers of a unit in the same plan."""
    every = paper.once("people", lambda: _people(paper)).get(paper.place(at).plan, [])
    return [one for one in every if one.unit == like or (like == "people" and one.family == "people")]


@rule(
    "PPL002", Severity.WARNING, "按配置比例算出的人数不对",
    "写作 {stated}，按比例 {ratio}、基数 {base} 算是 {expected}", "核对人数、比例与基数",
)  # fmt: skip
def staffed_by_ratio(paper: Paper) -> Iterator[Hit]:
    """“按1:15配置,共需10名”中的人数,应等于文中某个人数按比例算出的数,取整方式不限。

    不通过:
        现有坐席148人。班组长按1:15配置,共需14名。
    通过:
        现有坐席148人。班组长按1:15配置,共需10名。
    """
    for at, slots in prose_blocks(paper):
        for index in range(len(slots) - 1):
            ratio, stated = slots[index], slots[index + 1]
            is_ratio = ratio.amount.unit == "1:n" and ratio.amount.is_point and _STAFFS.search(ratio.lead + ratio.tail)
            is_stated = stated.family == "people" and stated.sentence == ratio.sentence and _NEEDS.search(stated.before)
            if is_ratio and is_stated:
                bases = _others(_bases(paper, at, "people"), [stated.amount])
                yield from _by_ratio(bases, [ratio], stated, ratio.amount.low, f"1:{text_of(ratio.amount.low)}")


@rule(
    "CAP002", Severity.WARNING, "按每多少配多少算出的数不对",
    "写作 {stated}，按每{ratio}、基数{base}算是 {expected}", "核对数量、配置标准与基数",
)  # fmt: skip
def served_by_each(paper: Paper) -> Iterator[Hit]:
    """“每2万户设1个座席,共6个”中的个数,应等于文中同一单位的某个数按标准算出的数,取整方式不限。

    不通过:
        现有用户13万户,按每2万户设1个座席,共需座席9个。
    通过:
        现有用户13万户,按每2万户设1个座席,共需座席7个。
    """
    for at, slots in prose_blocks(paper):
        for each, one, stated in zip(slots, slots[1:], slots[2:], strict=False):
            together = each.sentence == stated.sentence and each.family in {"people", "count"} and each.lead.rstrip().endswith("每")
            alike = one.amount.unit == stated.amount.unit and one.family in {"people", "count"} and _NEEDS.search(stated.before)
            is_plain = all(slot.amount.is_point and slot.amount.low > 0 and not slot.amount.per for slot in (each, one, stated))
            if together and alike and is_plain and _STAFFS.search(each.tail + one.lead):
                bases = _others(_bases(paper, at, each.amount.unit), [each.amount, one.amount, stated.amount])
                ratio = f"{each.amount.words.strip()}配{one.amount.words.strip()}"
                yield from _by_ratio(bases, [each, one], stated, each.amount.low / one.amount.low, ratio)


def _others(bases: Sequence[Amount], but: Sequence[Amount]) -> list[Amount]:
    return [one for one in bases if one.span not in {each.span for each in but}]


def _by_ratio(bases: Sequence[Amount], ratio: Sequence[Slot], stated: Slot, each: Decimal, words: str) -> Iterator[Hit]:
    """The hit where no number in the plan gives the stated one; told of the largest in front, which must come near."""
    number = stated.amount
    if not each or any(
        _whole(one.low / each, ROUND_FLOOR) <= number.high and number.low <= _whole(one.low / each, ROUND_CEILING) for one in bases
    ):
        return
    before = [one for one in bases if one.span.start < ratio[0].amount.span.start and one.low >= each]
    if not before:
        return
    base = max(before, key=lambda one: one.low)
    expected = _whole(base.low / each, ROUND_CEILING)
    if _NEAR[0] * expected < number.low < _NEAR[1] * expected:
        shown = f"{text_of(base.low)} ÷ {text_of(each)} = {text_of((base.low / each).quantize(Decimal('0.01')))} ≠ {text_of(number.low)}"
        spans = spans_of([number, *(one.amount for one in ratio), base])
        words_of = {"ratio": words, "base": base.words.strip()}
        near = [one for one in before if one.block == base.block]
        severity = Severity.WARNING if near else Severity.QUESTION
        yield Hit(spans, text_of(number.low), text_of(expected), shown, words_of, severity, edit_of(number, expected, expected))


def _whole(number: Decimal, rounding: str) -> Decimal:
    return number.to_integral_value(rounding)


@rule(
    "PPL003", Severity.WARNING, "班次人数与总人数不符",
    "总人数写作 {stated}，{shifts} 个班加上另设的人是 {expected}", "核对总人数、班数与每班人数",
)  # fmt: skip
def shifts_fill_total(paper: Paper) -> Iterator[Hit]:
    """一句话里写总人数、几个班、每班几人和另设几人时,总人数应等于它们的乘积与和。

    不通过:
        秩序维护员45人,实行四班三运转,每班10人,另设队长2人。
    通过:
        秩序维护员42人,实行四班三运转,每班10人,另设队长2人。
    """
    for _, slots in prose_blocks(paper):
        for index in range(1, len(slots)):
            each = slots[index]
            found = _SHIFTS.search(each.before) if each.family == "people" and _EACH_SHIFT.search(each.lead) else None
            total = slots[index - 1]
            if not found or total.family != "people" or total.sentence != each.sentence or not each.amount.is_point:
                continue
            number = Decimal(_COUNTS.get(found["n"]) or int(found["n"]))
            more = [one for one in slots[index + 1 :] if one.sentence == each.sentence and one.family == "people" and not one.depth]
            added = [one for one in more if _MORE.search(one.before)]
            plain = number * each.amount.low
            choices = [plain, *(plain + sum((one.amount.low for one in more[:end]), Decimal(0)) for end in range(1, len(more) + 1))]
            expected = plain + sum((one.amount.low for one in added), Decimal(0))
            is_off = all(fit(total.amount, one, one) is Fit.OFF for one in choices)
            if is_off and _NEAR[0] * expected < total.amount.low < _NEAR[1] * expected:
                terms = [f"{text_of(number)} × {text_of(each.amount.low)}", *(text_of(one.amount.low) for one in added)]
                shown = f"{' + '.join(terms)} = {text_of(expected)} ≠ {text_of(total.amount.low)}"
                spans = spans_of([total.amount, each.amount, *(one.amount for one in added)])
                edit = edit_of(total.amount, expected, expected)
                yield Hit(spans, text_of(total.amount.low), text_of(expected), shown, {"shifts": text_of(number)}, edit=edit)


@rule(
    "PPL004", Severity.WARNING, "人数乘以人均薪酬不等于人工成本",
    "人工成本写作 {stated}，{count} 按人均算是 {expected}", "核对人数、人均薪酬与人工成本",
)  # fmt: skip
def pay_fills_total(paper: Paper) -> Iterator[Hit]:
    """“人均年薪9.6万元,人工成本合计182.4万元”应与文中的人数相合,可乘以12或13个月。

    不通过:
        设运营5人,客服14人,共19人。人均年薪9.6万元,人工成本合计192.4万元。
    通过:
        设运营5人,客服14人,共19人。人均年薪9.6万元,人工成本合计182.4万元。
    """
    for at, slots in prose_blocks(paper):
        for index in range(1, len(slots)):
            each, total = slots[index - 1], slots[index]
            money = each.family.startswith("CNY") and total.family == "CNY" and each.sentence == total.sentence
            if not money or not each.amount.low or not _EACH_PAY.search(each.lead) or not _PAY_TOTAL.search(total.lead.strip()):
                continue
            bases = [one for one in _bases(paper, at, "people") if one.family == "people"]
            near = [one for one in bases if one.block in {at, at - 1} and one.span.start < each.amount.span.start]
            if near and not any(_pays(each.amount, one.low, total.amount, times) for one in bases for times in _MONTHS):
                yield from _unpaid(each, near, total.amount)


def _pays(each: Amount, count: Decimal, total: Amount, times: Decimal) -> bool:
    value = each.low * count * times
    return fit(total, value, value, count * times * each.step / 2) is not Fit.OFF


def _unpaid(each: Slot, near: Sequence[Amount], total: Amount) -> Iterator[Hit]:
    count, times = near[-1], _YEAR if "月" in each.lead + each.amount.unit else Decimal(1)
    expected = each.amount.low * count.low * times
    if _NEAR[0] * expected < total.low < _NEAR[1] * expected:
        terms = " × ".join(text_of(one) for one in (each.amount.low, count.low, times) if one != 1)
        shown = f"{terms} = {text_of(expected)} ≠ {text_of(total.low)}"
        spans = spans_of([total, each.amount, count])
        yield Hit(
            spans, text_of(total.low), text_of(expected), shown, {"count": count.words.strip()}, edit=edit_of(total, expected, expected)
        )
