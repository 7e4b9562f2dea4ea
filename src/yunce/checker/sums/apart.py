# SPDX-License-Identifier: Apache-2.0
"""A whole and its parts told in two sentences, and parts whose shares are told behind them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from yunce.checker.amounts import Fit, fit, text_of
from yunce.checker.findings import Hit, Severity
from yunce.checker.paper import Paper
from yunce.checker.rules import rule
from yunce.checker.slots import Slot, slots_of, spans_of
from yunce.checker.sums.adding import any_holds, edit_of, sum_hit
from yunce.checker.sums.prose import prose_blocks
from yunce.checker.sums.words import LEFT, NOT_A_PART, RATE, TOTAL_BEFORE, measure_of

_FEWEST = 3
_NEAR = Decimal("0.6"), Decimal("1.6")
_IN_TURN = re.compile(r"占比?(?:分别)?(?:为|是)?\s?$")
_NEXT = re.compile(r"\s?[、,，;；和及与]?\s?")
_ONLY = re.compile(r"\s?[(（](?:占比?)?(?:约)?\s?")
_ROOM = Decimal("0.5")


@rule(
    "SUM025", Severity.QUESTION, "下一句所列各项之和与前面的数不符",
    "前一句写作 {stated}，这一句各项相加是 {expected}，相差 {difference}", "核对总数与各项，或写明没有列全",
)  # fmt: skip
def next_sentence(paper: Paper) -> Iterator[Hit]:
    """前一句给出总数、后一句用顿号或逗号列出三项以上同类的数时,各项之和应等于总数。

    不通过:
        推广费共87万元。站内搜索40万元、短视频30万元、达人合作26万元。
    通过:
        推广费共86万元。站内搜索40万元、短视频30万元、达人合作16万元。
    """
    for at, slots in prose_blocks(paper):
        for number in sorted({one.sentence for one in slots}):
            parts = _enumerated([one for one in slots if one.sentence == number])
            if parts:
                yield from _against(paper, at, slots, parts)


def _enumerated(sentence: Sequence[Slot]) -> list[Slot]:
    """The parts of a sentence that is nothing but three or more named sums of money, their shares left out."""
    parts = [one for one in sentence if one.family == "CNY" and not one.depth]
    is_list = len(parts) >= _FEWEST and all(one.lead.strip() and one.amount.op == "=" and one.amount.is_point for one in parts)
    others = [one for one in sentence if one not in parts and one.family != "%" and not one.depth]
    named = "".join(one.lead for one in parts)
    is_odd = (
        any("其中" in one.before for one in parts[1:])
        or any(form.search(named) for form in (NOT_A_PART, RATE, LEFT))
        or any(TOTAL_BEFORE.search(one.lead) for one in parts)
    )
    is_own = len(parts) > 1 and any_holds(parts[0].amount, [[one.amount for one in parts[1:]]])
    return parts if is_list and not others and not is_odd and not is_own else []


def _against(paper: Paper, at: int, slots: Sequence[Slot], parts: Sequence[Slot]) -> Iterator[Hit]:
    earlier = [one for one in slots if one.sentence < parts[0].sentence]
    if not earlier and at and paper.blocks[at].kind == paper.blocks[at - 1].kind and paper.place(at) == paper.place(at - 1):
        earlier = list(slots_of(paper, at - 1))
    wholes = [one for one in earlier if one.family == "CNY" and one.amount.is_point]
    amounts = [one.amount for one in parts]
    total = sum((one.low for one in amounts), Decimal(0))
    if not wholes or any(any_holds(one.amount, [amounts]) for one in wholes):
        return
    measures = {measure_of(one.lead) for one in parts} - {""}
    most = max(one.low for one in amounts)
    near = [one for one in wholes if one.amount.low * _NEAR[0] < total and _may_be_short(one.amount.low, total, most)]
    near = [one for one in near if not RATE.search(one.lead) and len(measures | ({measure_of(one.lead)} - {""})) < 2]
    if near and (hit := sum_hit(min(near, key=lambda one: abs(one.amount.low - total)).amount, amounts, Severity.QUESTION)):
        yield hit


def _may_be_short(whole: Decimal, total: Decimal, most: Decimal) -> bool:
    """True where parts exceed their whole by little, or by one part that alone is too large."""
    return total < whole * _NEAR[1] or most > whole > total - most


@rule(
    "SUM026", Severity.WARNING, "所列的数与紧跟的占比不符",
    "占比写作 {stated}，按所列的数算是 {expected}", "核对这一项的数与占比",
)  # fmt: skip
def shares_in_turn(paper: Paper) -> Iterator[Hit]:
    """“甲720万元,乙540万元,丙540万元,占比分别为40%、30%、30%”中,各占比应与各数相合。

    不通过:
        轨道交通720万元,智慧园区640万元,水务540万元,占比分别为40%、30%、30%。
    通过:
        轨道交通720万元,智慧园区540万元,水务540万元,占比分别为40%、30%、30%。
    """
    for _, slots in prose_blocks(paper):
        for index in range(2, len(slots)):
            if slots[index].amount.unit == "%" and _IN_TURN.search(slots[index].lead):
                yield from _in_turn(slots, index)
        yield from _bracketed(slots)


def _bracketed(slots: Sequence[Slot]) -> Iterator[Hit]:
    """甲260万元(40%),乙325万元(50%),丙65万元(10%): three parts or more, each with its share in brackets behind it."""
    pairs = [
        (part, share)
        for part, share in pairwise(slots)
        if share.amount.unit == "%" and share.depth == part.depth + 1 and _ONLY.fullmatch(share.before) and share.tail == ""
    ]
    pairs = [(part, share) for part, share in pairs if part.family == pairs[-1][0].family and part.sentence == pairs[-1][0].sentence]
    if len(pairs) >= _FEWEST and part_is_plain(pairs):
        yield from _told(*zip(*pairs, strict=True))


def part_is_plain(pairs: Sequence[tuple[Slot, Slot]]) -> bool:
    """True for points above nothing that are no shares themselves."""
    return all(one.amount.is_point and one.amount.low > 0 for pair in pairs for one in pair) and pairs[0][0].family != "%"


def _in_turn(slots: Sequence[Slot], index: int) -> Iterator[Hit]:
    shares = [slots[index]]
    for one in slots[index + 1 :]:
        if one.amount.unit != "%" or not _NEXT.fullmatch(one.before):
            break
        shares.append(one)
    parts = list(slots[max(0, index - len(shares)) : index])
    alike = len({(one.family, one.sentence) for one in parts}) == 1 and parts[0].sentence == shares[0].sentence
    is_plain = all(one.amount.is_point and one.amount.low > 0 for one in (*parts, *shares))
    if len(shares) >= 2 and len(parts) == len(shares) and alike and is_plain and parts[0].family != "%":
        yield from _told(parts, shares)


def _told(parts: Sequence[Slot], shares: Sequence[Slot]) -> Iterator[Hit]:
    """The most odd pair of parts and their shares."""
    total = sum((one.amount.low for one in parts), Decimal(0))
    pairs = list(zip(parts, shares, strict=True))
    odd = [(part, share) for part, share in pairs if not _agrees(part, share, total)]
    whole = parts[0].amount.low / shares[0].amount.low * 100
    if odd and not all(_agrees(part, share, whole) for part, share in pairs):  # shares of one larger whole are right
        part, share = _most_odd(odd, parts, shares)
        rest = sum((one.amount.low for one in parts if one is not part), Decimal(0))
        left = Decimal(100) - share.amount.low
        expected = rest * share.amount.low / left if left > 0 else part.amount.low
        if _all_agree(parts, shares, part, expected):
            shown = f"{text_of(rest)} × {text_of(share.amount.low)}% ÷ {text_of(left)}% = {text_of(expected)} ≠ {text_of(part.amount.low)}"
            spans = spans_of([part.amount, share.amount])
            yield Hit(spans, text_of(part.amount.low), text_of(expected), shown, edit=edit_of(part.amount, expected, expected))
        else:
            exact = (part.amount.low / total * 100).quantize(share.amount.step)
            shown = f"{text_of(part.amount.low)} ÷ {text_of(total)} = {text_of(exact)}% ≠ {text_of(share.amount.low)}%"
            yield Hit(spans_of([share.amount, part.amount]), f"{text_of(share.amount.low)}%", f"{text_of(exact)}%", shown)


def _agrees(part: Slot, share: Slot, total: Decimal) -> bool:
    value = part.amount.low / total * 100
    return fit(share.amount, value, value, share.amount.step * _ROOM) is not Fit.OFF


def _most_odd(odd: Sequence[tuple[Slot, Slot]], parts: Sequence[Slot], shares: Sequence[Slot]) -> tuple[Slot, Slot]:
    """The pair that, left out, lets all others agree; else the first."""
    for part, share in odd:
        rest = sum((one.amount.low for one in parts if one is not part), Decimal(0))
        whole = sum((one.amount.low for one in shares if one is not share), Decimal(0))
        others = [(a, b) for a, b in zip(parts, shares, strict=True) if a is not part]
        if rest and all(abs(a.amount.low / rest * whole - b.amount.low) <= b.amount.step for a, b in others):
            return part, share
    return odd[0]


def _all_agree(parts: Sequence[Slot], shares: Sequence[Slot], but: Slot, value: Decimal) -> bool:
    """True where the shares come to 100 % and another value of one part lets all of them agree."""
    total = sum((one.amount.low for one in parts if one is not but), value)
    others = [(a, b) for a, b in zip(parts, shares, strict=True) if a is not but]
    return sum((one.amount.low for one in shares), Decimal(0)) == Decimal(100) and all(_agrees(a, b, total) for a, b in others)
