# SPDX-License-Identifier: Apache-2.0
"""Totals of what one sentence adds to what another told: 共184人。加上旅客服务96人,合计280人; 与人工成本合计4560万元."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from yunce.checker.amounts import Amount, Fit, fit, slack_of, text_of
from yunce.checker.findings import Hit, Severity
from yunce.checker.paper import Paper
from yunce.checker.rules import rule
from yunce.checker.slots import Slot, slots_of, spans_of
from yunce.checker.sums.across import differs_by_slip, table_totals
from yunce.checker.sums.adding import edit_of
from yunce.checker.sums.prose import prose_blocks
from yunce.checker.sums.words import NOT_A_PART, RATE, TOTAL_BEFORE, adds_on

_ALL = re.compile(r"全[一-鿿]编制|总编制|总投资|总人数")
_MUST = re.compile(r"加上|再加|连同|加之|算上")
_WITH = re.compile(r"[,，]\s?(?:连同|加上|与|和|同)(?P<name>[一-鿿]{2,8}?)(?:两项|二者)?(?:合\s?计|共计|总计|相加|共)[一-鿿]{0,4}\s?$")
_EACH = re.compile(r"每|各|人均|平均|单价")
_SUM = re.compile(r"共|合\s?计|总\s?计|需")
_FAMILIES = frozenset({"CNY", "people", "count"})
_LINES = 3
_NEAR = Decimal("0.1"), Decimal(10)
_FEWEST = 2


@dataclass(frozen=True, slots=True)
class _Joined:
    """A total, the parts in front of it, the amounts one of which or which together they are added to, and which of them is meant."""

    total: Slot
    parts: tuple[Slot, ...]
    front: tuple[Amount, ...]
    base: tuple[Amount, ...]
    is_open: bool
    """The parts may stand for themselves."""


@rule(
    "SUM065", Severity.QUESTION, "加上另外各项之后的合计不符",
    "合计写作 {stated}，前面的数加上另外各项是 {expected}，相差 {difference}", "核对前面的数、另加的各项与合计",
)  # fmt: skip
def joined_total(paper: Paper) -> Iterator[Hit]:
    """“……共184人。加上旅客服务96人,合计280人”“与人工成本合计……”中,合计应等于前面的数(或所指的那一项)加上另列的各项。

    不通过:
        安检4个班,共184人。加上旅客服务96人、设施维护60人,合计360人。
    通过:
        安检4个班,共184人。加上旅客服务96人、设施维护60人,合计340人。
    """
    for at, slots in prose_blocks(paper):
        for index, total in enumerate(slots):
            if (
                index
                and total.family in _FAMILIES
                and total.amount.is_point
                and not total.depth
                and (found := _joined(paper, at, slots, index))
            ):
                yield from _hit(found)


def _joined(paper: Paper, at: int, slots: Sequence[Slot], index: int) -> _Joined | None:
    total, last = slots[index], slots[index - 1]
    told = _WITH.search(total.before)
    if told and last.amount.unit == total.amount.unit and last.sentence == total.sentence and not last.depth:
        front, base = _called(paper, told["name"], total.amount)
        return _Joined(total, (last,), tuple(front), tuple(base), is_open=False) if base else None
    parts = _parts(slots, index) if TOTAL_BEFORE.search(total.lead) or _ALL.search(total.lead) else []
    if not parts or any(_EACH.search(one.lead) or one.amount.per or NOT_A_PART.search(one.lead) for one in parts):
        return None
    is_open = not _MUST.search(parts[0].before)
    front, base = _in_front(paper, at, slots[: slots.index(parts[0])], parts[0])
    return _Joined(total, tuple(parts), tuple(front), tuple(base), is_open) if base else None


def _parts(slots: Sequence[Slot], index: int) -> list[Slot]:
    """The amounts in front of a total down to the one that 加上 or 另 opens; nothing where no such word opens them."""
    total = slots[index]
    found: list[Slot] = []
    for one in reversed(slots[:index]):
        if one.sentence != total.sentence or (one.amount.unit == total.amount.unit and TOTAL_BEFORE.search(one.lead)):
            return []
        if one.amount.unit == total.amount.unit and not one.depth:
            found.insert(0, one)
            if adds_on(one.before):
                return found
    return []


def _in_front(paper: Paper, at: int, slots: Sequence[Slot], first: Slot) -> tuple[list[Amount], list[Amount]]:
    """What parts may be added to: any amount in front of them, and what is meant: of the sentence in front, the table or line above."""
    own = [one for one in slots if _may_be(one, first)]
    heading = paper.place(at).heading_blocks
    lines = [line for line in range(max(0, at - _LINES), at) if paper.place(line).heading_blocks == heading and paper.is_text(line)]
    above = [one for line in lines if paper.blocks[line].cell is None for one in slots_of(paper, line) if _may_be(one, first)]
    tables = [one.amount for one in table_totals(paper) if at - _LINES <= one.last < at and one.amount.unit == first.amount.unit]
    front = [*(one.amount for one in (*above, *own)), *tables]
    if own:
        return front, _meant([one for one in own if one.sentence == own[-1].sentence])
    if tables:
        last = max(tables, key=lambda one: one.low)
        is_all = sum((one.low for one in tables), Decimal(0)) in {last.low, last.low * 2}  # 小计 says the other columns once more
        return front, [last] if is_all else []
    return front, _meant(above[-1:])


def _may_be(one: Slot, first: Slot) -> bool:
    return one.amount.unit == first.amount.unit and one.amount.is_point and not one.depth and not RATE.search(one.lead)


def _meant(slots: Sequence[Slot]) -> list[Amount]:
    """The amount that a sentence comes to: its total, or all of it where no amount is one or of each."""
    last = slots[-1] if slots else None
    if last is None or len(slots) == 1 or _SUM.search(last.lead):
        return [last.amount] if last else []
    plain = [one.amount for one in slots]
    return plain if not any(_EACH.search(one.lead) or _SUM.search(one.lead) for one in slots) else []


def _called(paper: Paper, name: str, total: Amount) -> tuple[list[Amount], list[Amount]]:
    """The amounts of the sentences that speak of a name, and the one that is what it comes to."""
    found: list[Amount] = []
    meant: list[Amount] = []
    for at in paper.worded:
        if name not in paper.words(at) or paper.blocks[at].cell is not None:
            continue
        slots = [one for one in slots_of(paper, at) if one.amount.unit == total.unit and one.amount.span != total.span]
        named = next((one for one in slots if name in one.before and name not in one.tail), None)
        own = [one for one in slots if named and one.sentence == named.sentence and one.amount.is_point]
        found += [one.amount for one in own]
        meant += _meant(own)
    return found, meant[:1] if len({one.low for one in meant}) == 1 else []


def _hit(found: _Joined) -> Iterator[Hit]:
    total, parts = found.total.amount, [one.amount for one in found.parts]
    own = sum((one.low for one in parts), Decimal(0))
    base = sum((one.low for one in found.base), Decimal(0))
    slack = slack_of([*parts, *found.base]) if total.is_coarse else Decimal(0)
    sums = [own + base, *(own + one.low for one in found.front), *([own] if found.is_open else [])]
    if any(fit(total, value, value, slack) is not Fit.OFF for value in sums):
        return
    is_own = found.is_open and len(parts) >= _FEWEST and differs_by_slip(own, total.low) and not differs_by_slip(own + base, total.low)
    terms = parts if is_own else [*found.base, *parts]
    value = own if is_own else own + base
    if not _NEAR[0] < total.low / value < _NEAR[1] or (found.is_open and not is_own and total.low < base):
        return
    shown = f"{' + '.join(text_of(one.low) for one in terms)} = {text_of(value)} ≠ {text_of(total.low)}"
    words = {"difference": text_of(abs(value - total.low))}
    is_sure = not found.is_open and not any(one.is_about or one.op != "=" for one in (total, *terms))
    severity = Severity.WARNING if is_sure else Severity.QUESTION
    yield Hit(spans_of([total, *terms]), text_of(total.low), text_of(value), shown, words, severity, edit_of(total, value, value))
