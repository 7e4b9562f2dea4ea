# SPDX-License-Identifier: Apache-2.0
"""Plain lines of label and amount under a line that tells their whole, as documents without bullets have them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from yunce.checker.entries import line_form
from yunce.checker.findings import Hit, Severity
from yunce.checker.paper import Paper
from yunce.checker.rules import rule
from yunce.checker.slots import Slot, slots_of
from yunce.checker.sums.adding import any_holds, sum_hit
from yunce.checker.sums.words import LEFT, NOT_A_PART, RATE, TOTAL_BEFORE, TOTAL_LABEL, measure_of

_LABEL = re.compile(r"^[\s,，、;；。|]*([^\s,，、;；。:：|][^,，、;；。:：|]{0,15})[:：]\s*(?:约|计)?\s*$")
_OPENS = re.compile(r"(?:其中|如下|分解|包括|构成|分为|组成|明细)?[^:：]{0,6}[:：]\s*$")
_TAIL = 4
"""Letters that may stand behind the last amount of a line: its unit's rest."""
_NEAR = Decimal("0.5"), Decimal(2)
_NO_PARTS = frozenset({"%", "bare", "天", "月", "年", "小时"})
_BY_THE_WAY = re.compile(r"[(（][^()（）]*[)）]|[\s。;；,，]")
_BRACKET_END = re.compile(r"^[^()（）]*[)）]")


@rule(
    "SUM023", Severity.WARNING, "下面各行之和与引出它们的数不符",
    "“{name}”写作 {stated}，下面各行相加是 {expected}，相差 {difference}", "核对总数与各行；总数应为 {expected}",
)  # fmt: skip
def headed_lines(paper: Paper) -> Iterator[Hit]:
    """没有项目符号的行:上一行写总数,下面各行是“名称:数”,一行可以有几项。同一标题、同样形式的行才相加。

    不通过:
        年度总产值:500万元
        1月:120万元  2月:90万元
        3月:140万元  4月:160万元
    通过:
        年度总产值:510万元
        1月:120万元  2月:90万元
        3月:140万元  4月:160万元
    """
    for at in range(len(paper.blocks) - 1):
        if (whole := _whole(paper, at)) is not None:
            yield from _under(paper, at, whole)


def _whole(paper: Paper, at: int) -> Slot | None:
    """The amount of a line that tells the whole of what follows: behind a word of total, or the last one before a colon at its end."""
    if paper.blocks[at].cell is not None or paper.blocks[at].kind == "heading" or not paper.is_text(at):
        return None
    outer = [one for one in slots_of(paper, at) if one.depth == 0 and one.family not in _NO_PARTS and "/" not in one.family]
    if not outer:
        return None
    words = paper.words(at)
    if _OPENS.search(words[outer[-1].amount.span.end - paper.blocks[at].body :]):
        return outer[-1]
    label = _LABEL.match(outer[0].before)
    is_total = bool(TOTAL_BEFORE.search(outer[0].before.strip(" :："))) or bool(label and TOTAL_LABEL.search(label[1]))
    return outer[0] if len(outer) == 1 and is_total else None


def _under(paper: Paper, at: int, whole: Slot) -> Iterator[Hit]:
    """The lines under a whole, as long as they have its form and are nothing but labels and amounts."""
    parts: list[Slot] = []
    for following in range(at + 1, len(paper.blocks)):
        found = _pairs(paper, following, whole.family) if line_form(paper, following) == line_form(paper, at) else ()
        if not found:
            break
        parts += found
    names = [_name(one) for one in parts]
    total = sum((one.amount.high for one in parts), Decimal(0))
    measures = {measure_of(name) for name in names} - {""}
    if len(parts) < 2 or len(measures) > 1 or any(NOT_A_PART.search(n) or RATE.search(n) or LEFT.search(n) for n in names):
        return
    amounts = [one.amount for one in parts]
    last_is_total = bool(TOTAL_LABEL.search(names[-1]))
    if last_is_total or any_holds(whole.amount, [amounts]) or not whole.amount.low * _NEAR[0] < total < whole.amount.high * _NEAR[1]:
        return
    if hit := sum_hit(whole.amount, amounts, Severity.WARNING):
        name = whole.lead.strip(" :：") or paper.words(at)[:12]
        yield Hit(hit.at, hit.stated, hit.expected, hit.arithmetic, {**hit.words, "name": name}, hit.severity, hit.edit)


def _pairs(paper: Paper, at: int, family: str) -> Sequence[Slot]:
    """The amounts of a line that is nothing but labels and amounts of a family; empty for any other line."""
    if paper.blocks[at].cell is not None or not paper.is_text(at):
        return ()
    outer = [one for one in slots_of(paper, at) if one.depth == 0]
    if not outer or any(one.family != family or not _LABEL.match(_outside(one)) for one in outer):
        return ()
    rest = paper.words(at)[outer[-1].amount.span.end - paper.blocks[at].body :]
    return outer if len(_BY_THE_WAY.sub("", rest)) <= _TAIL else ()


def _outside(slot: Slot) -> str:
    """The words in front of an amount without what stands in brackets behind the one before it."""
    return _BRACKET_END.sub("", slot.before)


def _name(slot: Slot) -> str:
    found = _LABEL.match(_outside(slot))
    return found[1] if found else ""
