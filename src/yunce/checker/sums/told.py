# SPDX-License-Identifier: Apache-2.0
"""Sums told across sentences: so many at so much each, a share of something and what it comes to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from yunce.checker.amounts import Amount, Fit, fit, text_of
from yunce.checker.findings import Hit, Severity
from yunce.checker.formulas import expression_of
from yunce.checker.grids import grids_of
from yunce.checker.paper import Paper
from yunce.checker.rules import rule
from yunce.checker.slots import Slot, spans_of
from yunce.checker.sums.adding import edit_of
from yunce.checker.sums.bases import base_of
from yunce.checker.sums.formula import written
from yunce.checker.sums.prose import prose_blocks
from yunce.checker.sums.rates import named_amounts
from yunce.checker.sums.tables import is_total
from yunce.checker.sums.words import TOTAL_BEFORE

_EACH = re.compile(r"单店|每店|每家|每人|每个|每[一-鿿]|单[一-鿿]|平均|人均")
_THAT_IS = re.compile(r"^[^,，。;；]{0,8}[,，(（]?\s?(?:即|折合|约合|合计|计|共计|约为|为)(?:约|人民币)?\s?$")
_TAKEN = re.compile(
    r"^(?:收取|计提|提取|计算|核算|测算|列支|安排|预算|发放|执行|掌握|收|计|提|给付|支付)?[,，(（]\s?(?:[一-鿿]{2,6}?)?"
    r"(?:全年|年度|年|预计|共|约|合计|计|为|[收支][入出]|[费金额利])*\s?$"
)
"""Between a rate of something named and what it comes to: 按成交额的2%收取,全年60万元."""
_YEAR = re.compile(r"全年|年度")
_BASE = re.compile(r"(?:按|占|不超过|不低于|不高于|控制在|为|提取|计提)?(?P<what>[一-鿿]{2,8}?)的(?:比例)?\s?$")
_PARTED = re.compile(r"\s?各(?:为|约|计)?\s?")
_WHOLE = re.compile(r"全年|年度|总|共|合计|包")
_THAT_MANY = re.compile(r"^[^。;；]{0,8}[,，(（]\s?即[^,，。;；\d]{0,8}$")
_OF_WHOLE = re.compile(r"(?:率|比例|占比|比重)(?:目标|为|达到?|按|约)?\s?$")
_HUNDRED = Decimal(100)
_SIZE = 10
"""A total that is so many times more or less than so many of one is the total of something else."""
_NEXT = 10
"""Signs between the number of each and the total."""


@rule(
    "SUM021", Severity.WARNING, "单个的数乘以个数不等于合计",
    "合计写作 {stated}，{count} 个是 {expected}", "核对单个的数、个数与合计",
)  # fmt: skip
def times_each(paper: Paper) -> Iterator[Hit]:
    """“单店投资38万元,7家共计266万元”中,合计应等于单个的数乘以个数。

    不通过:
        单店投资38万元(装修20万元、铺货18万元),7家共计276万元。
    通过:
        单店投资38万元(装修20万元、铺货18万元),7家共计266万元。
    """
    for _, slots in prose_blocks(paper):
        for index in range(1, len(slots)):
            count, total = slots[index - 1], slots[index]
            for told_so in (_of_places, _of_each) if index > 1 else ():
                if hit := told_so(slots[index - 2], count, total):
                    yield hit
            joined = count.family in {"count", "people"} and TOTAL_BEFORE.search(total.before) and len(total.before) <= 10
            if not joined or total.family in {"count", "people", "%"}:
                continue
            units = [one for one in slots[: index - 1] if one.sentence == total.sentence and not one.depth and one.family == total.family]
            if not units:
                continue
            values = [one.amount.low * count.amount.low for one in units]
            told = [one for one in units if _is_each(one, count, total)]
            if told and all(fit(total.amount, value, value) is Fit.OFF for value in values):
                expected = told[-1].amount.low * count.amount.low
                shown = f"{text_of(told[-1].amount.low)} × {text_of(count.amount.low)} = {text_of(expected)} ≠ {text_of(total.amount.low)}"
                spans = spans_of([total.amount, told[-1].amount, count.amount])
                words = {"count": text_of(count.amount.low)}
                edit = edit_of(total.amount, expected, expected)
                yield Hit(spans, text_of(total.amount.low), text_of(expected), shown, words, edit=edit)


def _is_each(one: Slot, count: Slot, total: Slot) -> bool:
    """True for what each of so many has: said so, and within the size of the total."""
    said = _EACH.search(one.lead) or TOTAL_BEFORE.search(one.lead)
    return bool(said) and total.amount.low / _SIZE < one.amount.low * count.amount.low < total.amount.low * _SIZE


def _of_places(places: Slot, each: Slot, total: Slot) -> Hit | None:
    """服务站18个,每站2人,合计36人: so many places, so many people at each, so many in all."""
    told = places.family == "count" and _EACH.match(each.before.lstrip(",， ")) and TOTAL_BEFORE.search(total.before)
    alike = each.amount.unit == total.amount.unit and len({one.sentence for one in (places, each, total)}) == 1
    if not told or not alike or len(total.before) > _NEXT or not all(one.amount.is_point for one in (places, each, total)):
        return None
    expected = places.amount.low * each.amount.low
    if not expected or fit(total.amount, expected, expected) is not Fit.OFF:
        return None
    shown = f"{text_of(places.amount.low)} × {text_of(each.amount.low)} = {text_of(expected)} ≠ {text_of(total.amount.low)}"
    spans = spans_of([total.amount, places.amount, each.amount])
    words = {"count": text_of(places.amount.low)}
    return Hit(spans, text_of(total.amount.low), text_of(expected), shown, words, edit=edit_of(total.amount, expected, expected))


def _of_each(total: Slot, count: Slot, each: Slot) -> Hit | None:
    """全年奖金包384万元,四个季度各96万元: a whole, into how many it is parted, and what each of them is."""
    told = _PARTED.fullmatch(each.before) and _WHOLE.search(total.lead) and len({one.sentence for one in (total, count, each)}) == 1
    counted = count.family in {"季度", "月", "count", "people", "周", "天"} and count.amount.is_point and len(count.before) <= _NEXT
    if not told or not counted or total.amount.unit != each.amount.unit or not all(one.amount.is_point for one in (total, each)):
        return None
    expected = count.amount.low * each.amount.low
    if not expected or fit(total.amount, expected, expected) is not Fit.OFF:
        return None
    shown = f"{text_of(each.amount.low)} × {text_of(count.amount.low)} = {text_of(expected)} ≠ {text_of(total.amount.low)}"
    spans = spans_of([total.amount, count.amount, each.amount])
    words = {"count": text_of(count.amount.low)}
    return Hit(spans, text_of(total.amount.low), text_of(expected), shown, words, edit=edit_of(total.amount, expected, expected))


@rule(
    "SUM022", Severity.WARNING, "按比例算出的数不对",
    "写作 {stated}，按“{what}”的 {rate} 算是 {expected}", "核对比例、基数与算出的数",
)  # fmt: skip
def share_comes_to(paper: Paper) -> Iterator[Hit]:
    """“按营业收入的6%计提,即1260万元”中,算出的数应等于文中的营业收入乘以比例。

    不通过:
        全年营业收入2.1亿元。销售费用不超过营业收入的6%,即1360万元。
    通过:
        全年营业收入2.1亿元。销售费用不超过营业收入的6%,即1260万元。
    """
    for _, slots in prose_blocks(paper):
        what = ""
        for at in range(2, len(slots)):
            yield from _of_the_one_before(slots, at)
        for rate, result in pairwise(slots):
            if rate.amount.unit != "%" or not rate.amount.is_point:
                continue
            found = _BASE.search(rate.lead)
            what = found["what"] if found else what
            is_said = bool(_THAT_IS.search(result.before))
            is_taken = is_said or (found and _TAKEN.search(result.before) and result.sentence == rate.sentence)
            if what and is_taken and result.family not in {"%", "bare"} and not result.amount.per:
                yield from (hit for hit in _comes_to(paper, rate, result, what) if is_said or _is_one(paper, result, what))


def _of_the_one_before(slots: Sequence[Slot], at: int) -> Iterator[Hit]:
    """净利润1250万元的8%,即100万元; 可租面积10万㎡,出租率92%,即出租面积9.2万㎡: a number, a rate of it, and what that is."""
    base, rate, result = slots[at - 2 : at + 1]
    in_turn = len({one.sentence for one in (base, rate, result)}) == 1 and rate.amount.unit == "%"
    is_plain = base.amount.unit == result.amount.unit and all(one.amount.is_point and one.amount.low > 0 for one in (base, rate, result))
    is_plain = is_plain and base.family not in {"%", "bare"}
    if not in_turn or not is_plain or not (_THAT_MANY.match(result.before) or _THAT_IS.search(result.before)):
        return
    factors = [rate.amount.factor, 1 + rate.amount.factor, 1 - rate.amount.factor]
    if "的" not in rate.before and not _OF_WHOLE.search(rate.lead):
        return
    room = abs(base.amount.low) * rate.amount.step / 2 / _HUNDRED if "." in rate.amount.words else Decimal(0)
    bases = [one.amount.low for one in slots[: at - 1] if one.amount.unit == base.amount.unit]
    if any(fit(result.amount, whole * one, whole * one, room) is not Fit.OFF for whole in bases for one in factors):
        return
    expected = base.amount.low * factors[0]
    shown = f"{text_of(base.amount.low)} × {text_of(rate.amount.low)}% = {text_of(expected)} ≠ {text_of(result.amount.low)}"
    words = {"what": base.lead.strip(" ,，"), "rate": f"{text_of(rate.amount.low)}%"}
    spans = spans_of([result.amount, rate.amount, base.amount])
    yield Hit(spans, text_of(result.amount.low), text_of(expected), shown, words, edit=edit_of(result.amount, expected, expected))


def _comes_to(paper: Paper, rate: Slot, result: Slot, what: str) -> Iterator[Hit]:
    named, found = named_amounts(paper, what[-4:]), base_of(paper, what)
    plan = paper.place(result.amount.block).plan
    bases = [one for one in (*named, *found.every, *found.wholes) if one.family == result.family and one.span != result.amount.span]
    bases = [one for one in bases if paper.place(one.block).plan == plan]
    wholes = [one for one in found.wholes if one in bases]
    if _YEAR.search(result.before) and len({one.low for one in wholes}) == 1:
        bases = wholes  # 全年36万元 is of the year's whole, of no quarter
    if not bases or any(_fits(result.amount, one, rate.amount) for one in bases) or (not named and len({one.low for one in wholes}) != 1):
        return
    base = (wholes or bases)[0]
    expected = base.low * rate.amount.factor
    shown = f"{text_of(base.low)} × {text_of(rate.amount.low)}% = {text_of(expected)} ≠ {text_of(result.amount.low)}"
    words = {"what": what, "rate": f"{text_of(rate.amount.low)}%"}
    spans = spans_of([result.amount, rate.amount, base])
    sure = Severity.WARNING if len({one.low for one in bases}) == 1 else Severity.QUESTION
    yield Hit(spans, text_of(result.amount.low), text_of(expected), shown, words, sure, edit_of(result.amount, expected, expected))


def _is_one(paper: Paper, result: Slot, what: str) -> bool:
    """True where a name means one whole only."""
    return len({one.low for one in base_of(paper, what).wholes if one.family == result.family}) == 1


def _fits(result: Amount, base: Amount, rate: Amount) -> bool:
    value = base.low * rate.factor
    return fit(result, value, value, abs(value) * rate.step / 2 / rate.low if "." in rate.words and rate.low else Decimal(0)) is not Fit.OFF


@rule(
    "SUM024", Severity.WARNING, "表格说明里的算式与金额不符",
    "“{name}”写作 {stated}，按说明算是 {expected}", "核对金额与说明",
)  # fmt: skip
def notes_agree(paper: Paper) -> Iterator[Hit]:
    """表格的说明列写了算式(65人×8.4万元)时,结果应等于这一行的金额。

    不通过:
        | 项目 | 金额(万元) | 说明 |
        | --- | --- | --- |
        | 薪酬 | 556 | 65人×人均8.4万元 |
        | 通信 | 78 | 156万通×0.5元 |
    通过:
        | 项目 | 金额(万元) | 说明 |
        | --- | --- | --- |
        | 薪酬 | 546 | 65人×人均8.4万元 |
        | 通信 | 78 | 156万通×0.5元 |
    """
    for grid in grids_of(paper):
        for cell in grid.cells:
            if "×" not in cell.words or "=" in cell.words or cell.cell.row < grid.head or is_total(grid.labels.get(cell.cell.row, "")):
                continue
            expression = expression_of(paper, cell.block)
            row = [one for column in grid.columns if (one := grid.amount(cell.cell.row, column)) is not None and one.block != cell.block]
            values = [one for one in row if one.family in {"CNY", "bare"} and one.is_point]
            computed = expression.value() if expression else None
            if expression is None or not computed or len(values) != 1:
                continue
            choices = [computed, computed / 10**4]
            if all(fit(values[0], one, one) is Fit.OFF for one in choices):
                expected = min(choices, key=lambda one: abs(one - values[0].low))
                shown = f"{written(expression)} = {text_of(expected)} ≠ {text_of(values[0].low)}"
                name = {"name": grid.labels.get(cell.cell.row, "").split(" ")[0]}
                spans = (values[0].span, *(one.span for one in expression.operands()))
                yield Hit(spans, text_of(values[0].low), text_of(expected), shown, name, edit=edit_of(values[0], expected, expected))
