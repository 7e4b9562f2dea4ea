# SPDX-License-Identifier: Apache-2.0
"""How an amount is worked out, told in the brackets behind it: 168万元(14人×1万元×12个月), 108万元(3场,每场36万元)."""

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

_OPENS = re.compile(r"\s?[(（][^()（）,，;；]{0,8}")
_TIMES = re.compile(r"\s?[^()（）,，;；×xX*]{0,4}(?:[(（][^()（）]{0,8}[)）])?\s?[×xX*]\s?[^()（）,，;；×xX*\d]{0,6}")
_EACH = re.compile(r"[,，、]?\s?(?:每|单|平均每|均)[一-鿿]{1,3}(?:为|约)?\s?")
_NEAR = Decimal("0.05"), Decimal(20)
_MOST = 4


@rule(
    "SUM027", Severity.WARNING, "括号里的算法与括号前的数不符",
    "括号前写作 {stated}，按括号里算是 {expected}", "核对括号前后的数；应为 {expected}",
)  # fmt: skip
def worked_out_in_brackets(paper: Paper) -> Iterator[Hit]:
    """数字后面的括号写了乘式(14人×1万元×12个月)或“几个、每个多少”时,乘积应等于括号前的数。

    不通过:
        展会费用118万元(3场,每场36万元)。
    通过:
        展会费用108万元(3场,每场36万元)。
    """
    for _, slots in prose_blocks(paper):
        for index in range(len(slots) - 2):
            whole, factors = slots[index], _factors(slots, index)
            if factors and (hit := _hit(whole, factors)):
                yield hit


def _factors(slots: Sequence[Slot], index: int) -> list[Slot]:
    """The factors in the brackets that open behind an amount, where all that stands in them is one product."""
    whole, first = slots[index], slots[index + 1]
    if whole.depth or not first.depth or not _OPENS.fullmatch(first.before) or not whole.amount.is_point or not whole.amount.low:
        return []
    inside = [one for one in slots[index + 1 :] if one.bracket == first.bracket]
    if not 1 < len(inside) <= _MOST or not all(one.amount.is_point for one in inside):
        return []
    signs = [one.before for one in inside[1:]]
    is_product = all(_TIMES.fullmatch(words) for words in signs)
    is_each = len(inside) == 2 and inside[0].family in {"count", "people"} and _EACH.fullmatch(signs[0]) is not None
    return inside if (is_product or is_each) and _is_like(whole, inside) else []


def _is_like(whole: Slot, factors: Sequence[Slot]) -> bool:
    """True where one of the factors is of the kind of the product: money of money."""
    return any(one.amount.unit.partition("/")[0] == whole.amount.unit.partition("/")[0] for one in factors)


def _hit(whole: Slot, factors: Sequence[Slot]) -> Hit | None:
    expected = Decimal(1)
    for one in factors:
        expected *= one.amount.factor
    relative = sum((one.amount.step / 2 / one.amount.low for one in factors if "." in one.amount.words and one.amount.low), Decimal(0))
    is_near = _NEAR[0] * expected < whole.amount.low < _NEAR[1] * expected
    if not is_near or fit(whole.amount, expected, expected, expected * relative) is not Fit.OFF:
        return None
    terms = " × ".join(text_of(one.amount.low) + ("%" if one.amount.unit == "%" else "") for one in factors)
    shown = f"{terms} = {text_of(expected)} ≠ {text_of(whole.amount.low)}"
    spans = spans_of([whole.amount, *(one.amount for one in factors)])
    return Hit(spans, text_of(whole.amount.low), text_of(expected), shown, edit=edit_of(whole.amount, expected, expected))
