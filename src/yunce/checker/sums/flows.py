# SPDX-License-Identifier: Apache-2.0
"""What there was, what came and what went against what there is in the end: 86家,新开9家、关停2家,年末93家."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from yunce.checker.amounts import Fit, fit, slack_of, text_of
from yunce.checker.findings import Hit, Severity
from yunce.checker.paper import Paper
from yunce.checker.rules import rule
from yunce.checker.slots import Slot, spans_of
from yunce.checker.sums.adding import edit_of
from yunce.checker.sums.prose import prose_blocks
from yunce.checker.sums.words import COMES, FLOW, GOES, NOT_A_PART, RATE

_WAS = re.compile(r"现有|原有|期初|年初|上年末|去年末|上年底|去年底|目前|已有|现[存在]")
_IS = re.compile(r"年末|年底|期末|届时|[达增减降][到至]|达$|剩|保持")


@rule(
    "SUM036", Severity.WARNING, "期末数与期初数加增减不符",
    "期末写作 {stated}，期初加增加、减减少是 {expected}，相差 {difference}", "核对期初、增加、减少和期末",
)  # fmt: skip
def stock_and_flows(paper: Paper) -> Iterator[Hit]:
    """一句话里写了现有数、新增数和减少数，又写期末数时，期末数应等于现有数加新增、减去减少。

    不通过:
        现有门店86家,年内新开9家、关停2家,年末门店达到98家。
    通过:
        现有门店86家,年内新开9家、关停2家,年末门店达到93家。
    """
    for _, slots in prose_blocks(paper):
        for index, first in enumerate(slots):
            if _WAS.search(first.lead) and not FLOW.search(first.lead):
                yield from _from(first, [one for one in slots[index + 1 :] if _is_alike(one, first)])


def _is_alike(one: Slot, first: Slot) -> bool:
    is_same = one.sentence == first.sentence and one.amount.unit == first.amount.unit and one.depth == first.depth
    return is_same and not RATE.search(one.lead) and not NOT_A_PART.search(one.lead)


def _from(first: Slot, slots: Sequence[Slot]) -> Iterator[Hit]:
    """The end that follows the flows without anything between."""
    flows: list[Slot] = []
    for one in slots:
        if _sign(one):
            flows.append(one)
            continue
        flows = [each for each in flows if "净" not in each.lead] or flows  # 净增 says the others once more
        if flows and _IS.search(one.lead) and one.amount.is_point and all(each.amount.is_point for each in (first, *flows)):
            yield from _compared(first, flows, one)
        return


def _sign(one: Slot) -> int:
    """1 for what comes, -1 for what goes, 0 for what neither or both is said of."""
    return bool(COMES.search(one.lead)) - bool(GOES.search(one.lead))


def _compared(first: Slot, flows: Sequence[Slot], last: Slot) -> Iterator[Hit]:
    amounts = [first.amount, *(one.amount for one in flows)]
    value = first.amount.low + sum((_sign(one) * one.amount.low for one in flows), Decimal(0))
    total = last.amount
    found = fit(total, value, value, slack_of(amounts) if total.is_coarse else Decimal(0))
    if found is Fit.HOLDS:
        return
    terms = text_of(first.amount.low) + "".join(f" {'+' if _sign(one) > 0 else '-'} {text_of(one.amount.low)}" for one in flows)
    expected, stated = text_of(value), text_of(total.low)
    severity = Severity.QUESTION if found is Fit.ROUNDED or any(one.is_about for one in (*amounts, total)) else Severity.WARNING
    words = {"difference": text_of(abs(total.low - value))}
    arithmetic = f"{terms} = {expected} ≠ {stated}"
    yield Hit((total.span, *spans_of(amounts)), stated, expected, arithmetic, words, severity, edit_of(total, value, value))
