# SPDX-License-Identifier: Apache-2.0
"""Where the money comes from against what it is for: 项目总投资444.6万元。资金来源:拨款300万元,自筹144.6万元."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from yunce.checker.amounts import Fit
from yunce.checker.findings import Hit, Severity
from yunce.checker.paper import Paper
from yunce.checker.rules import rule
from yunce.checker.slots import Slot, slots_of
from yunce.checker.sums.adding import any_holds, sum_fit, sum_hit
from yunce.checker.sums.prose import prose_blocks
from yunce.checker.sums.words import NOT_A_PART, RATE, TOTAL_BEFORE

_SOURCE = re.compile(r"自有|自筹|自[行有]?出资|贷款|借款|拨款|拨付|补助|补贴|融资|债券|财政|股东|资本金|专项资金|配套资金|募集|注资|集团")
_OPENS = re.compile(r"资金来源|资金筹措|筹资|来源[为:：]|由[^,，。]{0,6}(?:解决|承担)")
_NEEDED = re.compile(r"总投资|总预算|总投入|总造价|总概算|投资总额|投资合计|投资额|所需资金|资金需求|总费用|改造费用")
_FLOWS = re.compile(r"新增|净增|增加|偿还|归还|回收|余额|到期|投放|发放|收回|年[末底初]|不良|客户")
_FEWEST = 2
_LINES = 3


@rule(
    "SUM066", Severity.QUESTION, "资金来源之和与所需资金不符",
    "所需资金写作 {stated}，各来源相加是 {expected}，相差 {difference}", "核对所需资金与各项来源",
)  # fmt: skip
def sources_cover(paper: Paper) -> Iterator[Hit]:
    """“项目总投资……。资金来源:拨款……,自筹……”中,各来源之和应等于前后几行写的总投资、合计。

    不通过:
        仓库改造总投资420万元。资金来源:财政补助150万元,企业自筹280万元。
    通过:
        仓库改造总投资420万元。资金来源:财政补助150万元,企业自筹270万元。
    """
    for at, slots in prose_blocks(paper):
        for _, group in groupby(slots, key=lambda one: one.sentence):
            sources = [one for one in group if not one.depth]
            if _are_sources(sources) and (hit := _hit(paper, at, slots, sources)):
                yield hit


def _are_sources(sources: Sequence[Slot]) -> bool:
    """True for a sentence of nothing but money that comes from somewhere, without a whole of its own."""
    if len(sources) < _FEWEST or not all(one.family == "CNY" and one.amount.is_point and one.amount.op == "=" for one in sources):
        return False
    is_odd = any(
        form.search(one.lead) for one in sources for form in (_FLOWS, NOT_A_PART, RATE, TOTAL_BEFORE, _NEEDED)
    )  # what comes and goes is another matter
    named = [one for one in sources if _SOURCE.search(one.lead)]
    return not is_odd and (bool(_OPENS.search(sources[0].before)) or len(named) == len(sources))


def _hit(paper: Paper, at: int, slots: Sequence[Slot], sources: Sequence[Slot]) -> Hit | None:
    heading = paper.place(at).heading_blocks
    near = range(max(0, at - _LINES), min(len(paper.blocks), at + 2))
    lines = [one for one in near if paper.is_text(one) and paper.blocks[one].cell is None and paper.place(one).heading_blocks == heading]
    around = [one for line in lines for one in (slots if line == at else slots_of(paper, line)) if one not in sources]
    money = [one for one in around if one.family == "CNY" and one.amount.is_point]
    amounts = [one.amount for one in sources]
    if any(any_holds(one.amount, [amounts]) for one in money) or any(sum_fit(one.amount, amounts) is not Fit.OFF for one in money):
        return None
    wholes = [one for one in money if TOTAL_BEFORE.search(one.lead) or _NEEDED.search(one.lead)]
    start = amounts[0].span.start
    first = [one for one in wholes if one.amount.span.start < start][-1:] or wholes[:1]
    total = sum(one.low for one in amounts)
    is_near = bool(first) and total / 2 < first[0].amount.low < total * 2
    return sum_hit(first[0].amount, amounts, Severity.QUESTION) if is_near else None
