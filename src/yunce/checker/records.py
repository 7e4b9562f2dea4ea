# SPDX-License-Identifier: Apache-2.0
"""PPL and RATIO: what a plan allows itself against what it spends, tier by tier; ratios that contradict each other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from yunce.checker.amounts import Amount, text_of
from yunce.checker.entries import Entry, entry_of
from yunce.checker.findings import Hit, Severity
from yunce.checker.paper import Paper
from yunce.checker.rules import rule
from yunce.checker.slots import slots_of
from yunce.checker.sums.prose import prose_blocks

_LIMIT = re.compile(r"可用|限额|上限|额度|控制数|核定")
_SPENT = re.compile(r"^(?:总成本|总费用|总支出|合计|总计|共计|小计)|(?:成本|费用|支出|工资)(?:合计|总计|总额)$")
_OF = re.compile(r"(?P<top>[一-鿿]{2,8}?)(?:约?为|占|控制在|不超过|不高于)(?P<bottom>[一-鿿]{2,6}?)的?\s?$")
_ROI = re.compile(r"ROI|roi|投入产出比?|投产比")
_SPEND = re.compile(r"营销|推广|广告|投放")
_TAIL = Decimal("0.5")


def tiers_of(paper: Paper) -> list[list[Entry]]:
    """Labelled lines of money in tiers: a label that comes again begins the next one."""
    return paper.once("tiers", lambda: list(_tiers(paper)))


def _tiers(paper: Paper) -> Iterator[list[Entry]]:
    tier: list[Entry] = []
    heading: tuple[int, ...] = ()
    for at, block in enumerate(paper.blocks):
        entry = entry_of(paper, at, "CNY") if block.cell is None and paper.amounts.get(at) and ":" in paper.words(at) else None
        if entry is None:
            continue
        under = paper.place(at).heading_blocks
        if tier and (under != heading or entry.name in {one.name for one in tier}):
            yield tier
            tier = []
        heading = under
        tier.append(entry)
    if tier:
        yield tier


@rule(
    "PPL001", Severity.WARNING, "支出超过了计划给自己的额度",
    "“{name}”是 {stated}，超过“{limit}”的 {expected}", "压缩支出，或调整额度",
)  # fmt: skip
def over_limit(paper: Paper) -> Iterator[Hit]:
    """同一档里先写可用额度、后写总支出时,总支出不应超过额度。

    不通过:
        可用人员成本:14000元

        客服部:8000元

        美工部:8500元

        总成本:16500元
    通过:
        可用人员成本:17000元

        客服部:8000元

        美工部:8500元

        总成本:16500元
    """
    for tier in tiers_of(paper):
        limits = [one for one in tier if _LIMIT.search(one.name)]
        for spent in tier:
            if limits and _SPENT.search(spent.name) and spent.slot.amount.low > limits[-1].slot.amount.high:
                over, limit = spent.slot.amount, limits[-1].slot.amount
                shown = f"{text_of(over.low)} - {text_of(limit.high)} = {text_of(over.low - limit.high)}"
                words = {"name": spent.name, "limit": limits[-1].name}
                yield Hit((over.span, limit.span), text_of(over.low), text_of(limit.high), shown, words)


@rule(
    "RATIO001", Severity.WARNING, "各档的比例与规定的比例不符",
    "“{name}”是“{base}”的 {stated}，规定是 {expected}", "核对这一档的数，或调整比例",
)  # fmt: skip
def tier_ratio(paper: Paper) -> Iterator[Hit]:
    """写明“人员成本为营业额的6%-7%”时,每一档的人员成本都应落在这个比例之内。

    不通过:
        人员成本为营业额的6%-7%。

        营业额:300000元

        可用人员成本:201900元

        营业额:500000元

        可用人员成本:35000元
    通过:
        人员成本为营业额的6%-7%。

        营业额:300000元

        可用人员成本:21000元

        营业额:500000元

        可用人员成本:35000元
    """
    tiers = tiers_of(paper)
    for at in range(len(paper.blocks)):
        for rate in slots_of(paper, at) if paper.is_text(at) and "%" in paper.words(at) else ():
            found = _OF.search(rate.lead) if rate.amount.unit == "%" else None
            if found:
                for tier in tiers:
                    yield from _against(tier, rate.amount, found["top"], found["bottom"])


def _against(tier: Sequence[Entry], rate: Amount, top: str, bottom: str) -> Iterator[Hit]:
    bases = [one for one in tier if bottom in one.name]
    tops = [one for one in tier if one not in bases and ({*top} & {*one.name} >= {*top[:2]} or _SPENT.search(one.name))]
    for one in tops if bases else ():
        base, amount = bases[0].slot.amount, one.slot.amount
        share = amount.low / base.low * 100 if base.low else Decimal(0)
        if not rate.low - rate.step * _TAIL <= share <= rate.high + rate.step * _TAIL:
            stated, expected = f"{text_of(share.quantize(Decimal('0.01')))}%", f"{text_of(rate.low)}%-{text_of(rate.high)}%"
            shown = f"{text_of(amount.low)} ÷ {text_of(base.low)} = {stated}"
            yield Hit((amount.span, base.span, rate.span), stated, expected, shown, {"name": one.name, "base": bases[0].name})


@rule(
    "RATIO002", Severity.QUESTION, "投入产出比与营销费率互相矛盾",
    "投入产出比 {stated} 相当于投放占销售额 {implied}，与所写的 {expected} 不相交", "核对两个比例，或写明自然销售的份额",
)  # fmt: skip
def roi_against_spend(paper: Paper) -> Iterator[Hit]:
    """投入产出比1:3—1:5意味着投放占所带来销售额的20%—33%;与同一计划的营销费率不相交时提出疑问。

    不通过:
        投入产出比ROI控制在1:3-1:5;营销费用占销售额10%-15%。
    通过:
        投入产出比ROI控制在1:7-1:10;营销费用占销售额10%-15%。
    """
    for _, slots in prose_blocks(paper):
        rois = [one for one in slots if one.amount.unit == "1:n" and _ROI.search(one.before)]
        spends = [one for one in slots if one.amount.unit == "%" and _SPEND.search(one.lead)]
        for roi in rois:
            low, high = Decimal(0) if roi.amount.op in {">=", ">"} else 100 / roi.amount.high, 100 / roi.amount.low
            for spend in spends:
                if spend.amount.high < low or spend.amount.low > high:
                    implied = f"{text_of(low.quantize(Decimal('0.1')))}%-{text_of(high.quantize(Decimal('0.1')))}%"
                    stated = f"1:{text_of(roi.amount.low)}-1:{text_of(roi.amount.high)}"
                    expected = f"{text_of(spend.amount.low)}%-{text_of(spend.amount.high)}%"
                    shown = f"1 ÷ {text_of(roi.amount.high)} = {text_of(low.quantize(Decimal('0.1')))}%"
                    yield Hit((roi.amount.span, spend.amount.span), stated, expected, shown, {"implied": implied})
