# SPDX-License-Identifier: Apache-2.0
"""Percentages that two other numbers give: rates named after what they count, shares of something named."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import zip_longest

from yunce.checker.amounts import Amount, Fit, fit, text_of
from yunce.checker.findings import Hit, Severity
from yunce.checker.grids import grids_of
from yunce.checker.paper import Paper
from yunce.checker.rules import rule
from yunce.checker.slots import Slot, slots_of
from yunce.checker.sums.adding import edit_of
from yunce.checker.sums.bases import base_of
from yunce.checker.sums.prose import prose_blocks
from yunce.checker.sums.words import INCOME

_STEM = re.compile(r"(?P<stem>[一-鿿]{2,6})率(?:为|达到?|约|不低于|控制在|守住|保持在?|稳定在|做到|力争|目标|是|[:：])?\s?$")
_OF = re.compile(r"(?:占|(?:约?为|相当于|是)(?=[一-鿿]{2,10}的\s?$))(?P<what>[一-鿿]{2,10}?)(?:总额|总量|总数)?的?\s?$")
_OF_WHOLE = re.compile(r"(?:占|占比|占总数|占总量|占总额|占全部)(?:的|为|约|达|到|:)?\s?$")
_EXAMPLE = re.compile(r"[×*÷][^。]*。\s?(?:举?例|例如|如)\s?[:：]")
"""A formula and an example of it: its rates are inputs."""
_BEFORE = 3
_MOST = 60
_BASE = re.compile(r"合同额|零售|[交成]易额|成交额|订单额|总额|金额|应收|销售|目标$")


def _percent(one: Slot) -> bool:
    return one.amount.unit == "%" and one.amount.is_point and one.amount.op == "="


def _rate_hit(rate: Amount, top: Amount, bottom: Amount, computed: Decimal, *, severity: Severity, form: str) -> Hit:
    shown = computed.quantize(min(rate.step, Decimal(1)))
    terms = form.format(text_of(top.low), text_of(bottom.low))
    arithmetic = f"{terms} = {text_of(shown)}% ≠ {text_of(rate.low)}%"
    return Hit(
        (rate.span, top.span, bottom.span),
        f"{text_of(rate.low)}%",
        f"{text_of(shown)}%",
        arithmetic,
        {},
        severity,
        edit_of(rate, shown, shown),
    )


def _agrees(rate: Amount, top: Amount, bottom: Amount) -> bool:
    """True where the rate is top / bottom, at the digits that were written."""
    if not bottom.low:
        return False
    low, high = (one / bottom.low * 100 for one in (top.low, top.high))
    relative = sum((one.step / 2 / abs(one.low) for one in (top, bottom) if one.low and "." in one.words), Decimal(0))
    return fit(rate, min(low, high), max(low, high), abs(high) * relative) is not Fit.OFF


@rule(
    "SUM014", Severity.WARNING, "比率与它的分子分母不符",
    "比率写作 {stated}，按前后的数算是 {expected}", "核对比率与两个数；按两数应为 {expected}",
)  # fmt: skip
def rate_holds(paper: Paper) -> Iterator[Hit]:
    """“回收率”应等于“已回收”的数除以总数。分子分母不在同一句时只作疑问。

    不通过:
        全年应对账9600户,已回收9120户,回收率98%。
    通过:
        全年应对账9600户,已回收9120户,回收率95%。
    """
    for at, slots in prose_blocks(paper):
        for rate in slots:
            found = _STEM.search(rate.lead) if _percent(rate) else None
            if found and not _EXAMPLE.search(paper.words(at)):
                yield from _rate(paper, at, rate, slots, found["stem"])


def _rate(paper: Paper, at: int, rate: Slot, slots: Sequence[Slot], stem: str) -> Iterator[Hit]:
    tops = [one for one in slots if one.family not in {"%", "bare"} and stem[-2:] in one.before + one.tail and one.amount.is_point]
    if not tops:
        return
    top = min(tops, key=lambda one: abs(one.amount.span.start - rate.amount.span.start))
    near = [one.amount for one in slots if one is not top and one.family == top.family]
    wide = [*near, *_earlier(paper, at, top.family)]
    choices = [(one.amount, bottom) for one in tops for bottom in wide if bottom is not one.amount]
    if any(_agrees(rate.amount, one, bottom) for one, bottom in choices):
        return
    named = [one for one in near if not _STEM.search(paper.plain[max(0, one.span.start - 6) : one.span.start])]
    bottoms = [one for one in named if one.span.start < top.amount.span.start] or named
    if len(bottoms) == 1 or (bottoms and len(named) <= 2):
        bottom, severity = bottoms[-1], Severity.WARNING
    else:
        incomes = [
            one for one in [*near, *reversed(wide[len(near) :])] if _is_base(paper.plain[max(0, one.span.start - 10) : one.span.start])
        ]
        if (
            not incomes
            or top.family != "CNY"
            or any(_agrees(rate.amount, one, other) for one in near for other in wide if other is not one)
        ):
            return
        bottom, severity = incomes[0], Severity.QUESTION
    if bottom.low and top.amount.low <= bottom.low * 2:
        yield _rate_hit(rate.amount, top.amount, bottom, top.amount.low / bottom.low * 100, severity=severity, form="{} ÷ {}")


def _is_base(name: str) -> bool:
    """True for names of what rates are taken of."""
    return bool(INCOME.search(name) or _BASE.search(name))


def _earlier(paper: Paper, at: int, family: str) -> list[Amount]:
    """Amounts of a family in the blocks in front and, of what rates are taken of, in the whole plan before."""
    plan = paper.place(at).plan
    wide = [one for one in paper.once("bases", lambda: _bases(paper)) if one.block < at - _BEFORE][-_MOST:]
    near = [one for block in range(max(0, at - _BEFORE), at) for one in paper.amounts.get(block, ())]
    return [one for one in (*wide, *near) if one.family == family and paper.place(one.block).plan == plan]


def _bases(paper: Paper) -> list[Amount]:
    """The amounts whose name says that rates are taken of them."""
    amounts = (one for at in sorted(paper.amounts) for one in paper.amounts[at])
    return [one for one in amounts if _is_base(paper.plain[max(paper.blocks[one.block].start, one.span.start - 12) : one.span.start])]


@rule(
    "SUM015", Severity.QUESTION, "占比与所占的数不符",
    "占比写作 {stated}，按文中的数算是 {expected}", "核对占比，或核对“{what}”的数",
)  # fmt: skip
def share_holds(paper: Paper) -> Iterator[Hit]:
    """“占销售额的12%”应等于前面的数除以文中的销售额。

    不通过:
        全年销售额1860万元。营销费用223.2万元,占销售额的15%。
    通过:
        全年销售额1860万元。营销费用223.2万元,占销售额的12%。
    """
    for at, slots in prose_blocks(paper):
        for index, rate in enumerate(slots):
            if not index or not _percent(rate) or slots[index - 1].family in {"%", "bare"}:
                continue
            if (found := _OF.search(rate.lead)) and _is_of(rate.lead[: found.start()], slots[index - 1]):
                yield from _share(paper, at, rate, slots[index - 1], found["what"])
            elif not found and (whole := _OF_WHOLE.search(rate.lead)) and _is_of(rate.lead[: whole.start()], slots[index - 1]):
                yield from _of_whole(rate, slots[index - 1], _without_shares(slots[: index - 1]))


def _is_of(subject: str, top: Slot) -> bool:
    """False where the share has a subject of its own: 月均150万元,第四季度占全年的38%."""
    name = subject.strip(" 其约均将各,，")
    return not name or name[-2:] in top.before


def _without_shares(slots: Sequence[Slot]) -> list[Slot]:
    """Amounts that no share of their own follows: what has one is itself a part."""
    return [one for one, behind in zip_longest(slots, slots[1:]) if not (behind and _percent(behind) and _OF_WHOLE.search(behind.lead))]


def _of_whole(rate: Slot, top: Slot, earlier: Sequence[Slot]) -> Iterator[Hit]:
    """其中线上720万元,占60%: of a number that stands in front in the sentence."""
    wholes = [one.amount for one in earlier if one.family == top.family and one.sentence == rate.sentence and one.amount.is_point]
    if wholes and not any(_agrees(rate.amount, top.amount, whole) for whole in wholes) and wholes[0].low >= top.amount.low > 0:
        share = top.amount.low / wholes[0].low * 100
        hit = _rate_hit(rate.amount, top.amount, wholes[0], share, severity=Severity.QUESTION, form="{} ÷ {}")
        yield Hit(hit.at, hit.stated, hit.expected, hit.arithmetic, {"what": wholes[0].words}, hit.severity, hit.edit)


def _share(paper: Paper, at: int, rate: Slot, top: Slot, what: str) -> Iterator[Hit]:
    plan = paper.place(at).plan
    named = [*named_amounts(paper, what[-3:]), *base_of(paper, what).wholes]
    wholes = [one for one in named if one.family == top.family and one.span != top.amount.span and paper.place(one.block).plan == plan]
    if not wholes or any(_agrees(rate.amount, top.amount, whole) for whole in wholes):
        return
    whole = next((one for one in base_of(paper, what).wholes if one in wholes), wholes[0])
    if whole.low and top.amount.low <= whole.low:
        hit = _rate_hit(
            rate.amount, top.amount, whole, top.amount.low / whole.low * 100, severity=Severity.QUESTION, form="{} ÷ {}"
        )  # fmt: skip
        yield Hit(hit.at, hit.stated, hit.expected, hit.arithmetic, {"what": what}, hit.severity, hit.edit)


def named_amounts(paper: Paper, what: str) -> list[Amount]:
    """The amounts that bear a name, in the text and in tables."""
    return paper.once(("named", what), lambda: _named(paper, what))


def _named(paper: Paper, what: str) -> list[Amount]:
    """The first amounts of the text that bear a name."""
    found: list[Amount] = []
    place = paper.plain.find(what)
    while place >= 0 and len(found) < _MOST:
        block = paper.block_at(place)
        if paper.is_text(block):
            named = [one.amount for one in slots_of(paper, block) if what in one.before + paper.name_of(one.amount)]
            found += [one for one in named if one not in found]
        place = paper.plain.find(what, paper.blocks[block].end)
    return [*found, *_in_tables(paper, what)]


def _in_tables(paper: Paper, what: str) -> list[Amount]:
    """The amounts of rows and columns that bear a name."""
    found: list[Amount] = []
    for grid in grids_of(paper):
        rows = {row for row, name in grid.labels.items() if what in name}
        columns = {column for column, name in grid.headers.items() if what in name}
        found += [one.amount for one in grid.cells if one.amount and (one.cell.row in rows or one.cell.column in columns)]
    return found
