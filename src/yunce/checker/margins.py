# SPDX-License-Identifier: Apache-2.0
"""RATIO, PPL, CAP: shares of cost against the margin, heads that differ between formulas, and rounding that nobody told."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from yunce.checker.amounts import Amount, span_text, text_of
from yunce.checker.findings import Hit, Severity, Span
from yunce.checker.paper import Paper
from yunce.checker.rules import rule
from yunce.checker.slots import Slot, spans_of
from yunce.checker.sums.prose import prose_blocks

_MARGIN = re.compile(r"毛利率?\s?(?:为|约|在|保持在|达到?)?\s?$")
_COST = re.compile(r"(?:营销|推广|广告|人员|人工|人力|运营|物流|仓储|包装|房租|租金|管理|平台|扣点|佣金|客服|折旧|行政|税)[一-鿿]{0,4}\s?$")
_NO_SHARE = re.compile(r"增|降|提升|提高|完成|率$")
_PROFIT = re.compile(r"净利|利润率|纯利")
_HEADS = re.compile(r"(?P<n>\d{1,5})\s?人?\s?[(（](?:人数|人员)[)）]|人数\s?[(（]?(?P<n2>\d{1,5})\s?人?[)）]?(?=\s?[×xX*])")
_FORMULA = re.compile(r"[×xX*].{0,40}=")
_EACH = re.compile(
    r"每(?P<n>\d+(?:\.\d+)?)(?P<scale>万)?(?P<unit>户|用户|人|家|单|件|㎡|平方米|间|张)[^。;；,，]{0,10}?(?:设|配|开通|配备|配置|安排)"
    r"[^。;；,，]{0,2}?(?:一|1)[个名台](?P<thing>[一-鿿]{2})"
)
_FEWEST = 2


@rule(
    "RATIO003", Severity.QUESTION, "毛利减去各项费用后没有利润",
    "毛利 {stated}，减去所列费用只剩 {expected}", "核对各项费用的比例，写明利润目标",
)  # fmt: skip
def nothing_left(paper: Paper) -> Iterator[Hit]:
    """一句话里有毛利率和两项以上费用占比时,毛利减去费用的下限应大于零。

    不通过:
        健康的运营结构:营销10-15%、人员10%、运营25%、毛利50%。
    通过:
        健康的运营结构:营销10-15%、人员10%、运营15%、毛利50%。
    """
    for _, slots in prose_blocks(paper):
        for number in sorted({one.sentence for one in slots if _MARGIN.search(one.lead)}):
            shares = [one for one in slots if one.sentence == number and one.amount.unit == "%" and not one.depth]
            margin = next((one for one in shares if _MARGIN.search(one.lead)), None)
            costs = [one for one in shares if one is not margin and _COST.search(one.lead) and not _NO_SHARE.search(one.lead)]
            if margin is None or len(costs) < _FEWEST or any(_PROFIT.search(one.lead) for one in shares):
                continue
            yield from _left(margin, costs)


def _left(margin: Slot, costs: Sequence[Slot]) -> Iterator[Hit]:
    low = margin.amount.low - sum((one.amount.high for one in costs), Decimal(0))
    high = margin.amount.high - sum((one.amount.low for one in costs), Decimal(0))
    if low <= 0:
        terms = " - ".join(f"{span_text(one.amount.low, one.amount.high)}%" for one in (margin, *costs))
        left = f"{span_text(low, high)}%"
        spans = spans_of([margin.amount, *(one.amount for one in costs)])
        stated = f"{span_text(margin.amount.low, margin.amount.high)}%"
        yield Hit(spans, stated, left, f"{terms} = {left}", {}, Severity.WARNING if high < 0 else Severity.QUESTION)


@rule(
    "PPL005", Severity.QUESTION, "各算式所用的人数不同",
    "算式里的人数有 {stated}", "写明每一项按哪些人计算，或统一人数",
)  # fmt: skip
def heads_differ(paper: Paper) -> Iterator[Hit]:
    """同一计划里,工资、奖金的算式所用的人数不同:可能是漏了人,也可能发给不同的人,应写明。

    不通过:
        工资支出:1500(月薪)×6(人数)×12(月)=10.8万元。

        绩效工资:1000(基数)×4(人数)×12(月)=4.8万元。
    通过:
        工资支出:1500(月薪)×6(人数)×12(月)=10.8万元。

        绩效工资:1000(基数)×6(人数)×12(月)=7.2万元。
    """
    found: dict[int, list[tuple[str, Span]]] = {}
    for at, block in enumerate(paper.blocks):
        words = paper.words(at)
        if "人" in words and paper.is_text(at) and _FORMULA.search(words):
            for one in _HEADS.finditer(words):
                span = Span(one.start() + block.body, one.end() + block.body)
                found.setdefault(paper.place(at).plan, []).append((one["n"] or one["n2"], span))
    for heads in found.values():
        numbers = list(dict.fromkeys(number for number, _ in heads))
        if len(numbers) > 1:
            yield Hit(tuple(span for _, span in heads), "、".join(numbers))


@rule(
    "CAP006", Severity.QUESTION, "没有写明取整的办法",
    "{base} ÷ {each} = {quotient}，写作 {stated}", "写明不足一个时进一还是舍去；进一是 {expected}",
)  # fmt: skip
def rounding_untold(paper: Paper) -> Iterator[Hit]:
    """“每2万户设一个座席,13万户”除不尽:6.5个,写6个是舍去,写7个是进一,应写明。

    不通过:
        按每2万户设一个座席,目前共13万户,座席应为6个。
    通过:
        按每2万户设一个座席,目前共12万户,座席应为6个。
    """
    for at in range(len(paper.blocks)):
        found = _EACH.search(paper.words(at)) if paper.is_text(at) and "每" in paper.words(at) else None
        if found:
            yield from _rounded(paper, at, found)


def _rounded(paper: Paper, at: int, found: re.Match[str]) -> Iterator[Hit]:
    each = Decimal(found["n"]) * (10**4 if found["scale"] else 1)
    behind = found.end() + paper.blocks[at].body
    amounts = [one for one in paper.amounts.get(at, ()) if one.span.start >= behind and one.is_point]
    base = next((one for one in amounts if one.unit.endswith(found["unit"][-1]) and one.low > each), None)
    stated = next((one for one in amounts if base and one.span.start > base.span.start and _is_of(paper, one, found["thing"])), None)
    if base is None or stated is None or not each:
        return
    quotient = base.low / each
    whole = [quotient.to_integral_value(way) for way in (ROUND_FLOOR, ROUND_CEILING)]
    if whole[0] != whole[1] and stated.low in whole and not _is_told(paper, at):
        words = {"base": text_of(base.low), "each": text_of(each), "quotient": text_of(quotient.quantize(Decimal("0.01")))}
        yield Hit((stated.span, base.span), text_of(stated.low), text_of(whole[1]), "", words)


def _is_of(paper: Paper, one: Amount, thing: str) -> bool:
    return thing in paper.plain[max(0, one.span.start - 14) : one.span.end + 6] and one.family in {"count", "people"}


def _is_told(paper: Paper, at: int) -> bool:
    return re.search(r"取整|进一|四舍五入|舍去|不足[^,，。]{0,10}(?:按|计)", paper.words(at)) is not None
