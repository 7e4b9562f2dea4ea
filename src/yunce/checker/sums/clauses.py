# SPDX-License-Identifier: Apache-2.0
"""Items that semicolons part behind a whole, with counts and prices of their own: 收入267万元:车位1240个,223万元;广告44万元."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import islice, pairwise, product

from yunce.checker.findings import Hit, Severity
from yunce.checker.paper import Paper
from yunce.checker.rules import rule
from yunce.checker.slots import Slot, slots_of
from yunce.checker.sums.adding import any_holds, sum_hit
from yunce.checker.sums.words import LEFT, NOT_A_PART, RATE, measure_of

_SEMICOLON = re.compile(r"[;；]")
_COLON = re.compile(r"[^;；。:：]{0,60}[:：]")
_END = re.compile(r"[。\n]")
_NO_PARTS = frozenset({"%", "bare", "天", "月", "年", "小时"})
_FEWEST = 2
_MOST_CHOICES = 256
_NEAR = Decimal("0.5"), Decimal(2)


@dataclass(frozen=True, slots=True)
class _Items:
    """A whole and the amounts of its unit that each item behind it states."""

    whole: Slot
    items: tuple[tuple[Slot, ...], ...]


@rule(
    "SUM052", Severity.WARNING, "分号隔开的各项之和与前面的总数不符",
    "“{name}”写作 {stated}，各项相加是 {expected}，相差 {difference}", "核对总数与各项；总数应为 {expected}",
)  # fmt: skip
def items_parted(paper: Paper) -> Iterator[Hit]:
    """总数和冒号之后用分号列出各项、各项还写有数量和单价时,各项最后一个同单位的数之和应等于总数。

    不通过:
        多种经营收入277万元:车位1240个,月租150元,全年223.2万元;电梯广告13.8万元;外摆场地30万元。
    通过:
        多种经营收入267万元:车位1240个,月租150元,全年223.2万元;电梯广告13.8万元;外摆场地30万元。
    """
    for at in paper.worded:
        if _SEMICOLON.search(paper.words(at)) and len(paper.amounts.get(at, ())) > _FEWEST:
            for found in _items(paper, at):
                if hit := _hit(found):
                    yield hit


def _items(paper: Paper, at: int) -> Iterator[_Items]:
    """Each whole of a block that a colon and several clauses follow."""
    words, body = paper.words(at), paper.blocks[at].body
    outer = [one for one in slots_of(paper, at) if not one.depth]
    for index, whole in enumerate(outer):
        end = whole.amount.span.end - body
        colon = _COLON.match(words, end)
        if colon is None or whole.family in _NO_PARTS or "/" in whole.family or not whole.amount.is_point:
            continue
        stop = _END.search(words, colon.end())
        last = stop.start() if stop else len(words)
        behind = [one for one in outer[index + 1 :] if one.amount.span.start - body < last]
        between = [one for one in behind if one.amount.span.start - body < colon.end()]
        edges = [found.start() for found in _SEMICOLON.finditer(words, colon.end(), last) if words[found.end() : last].strip()]
        if edges and not any(one.amount.unit == whole.amount.unit for one in between):
            yield _Items(whole, tuple(_clauses(behind[len(between) :], edges, whole, body)))


def _clauses(slots: Sequence[Slot], edges: Sequence[int], whole: Slot, body: int) -> Iterator[tuple[Slot, ...]]:
    """What each clause states in the whole's unit; nothing where all that is stated has it: that is a plain list."""
    if all(one.family == whole.family for one in slots):
        return
    bounds = [-1, *edges, 10**9]
    for low, high in pairwise(bounds):
        yield tuple(one for one in slots if low < one.amount.span.start - body < high and one.amount.unit == whole.amount.unit)


def _hit(found: _Items) -> Hit | None:
    whole, items = found.whole, found.items
    if len(items) < _FEWEST or not all(items) or not all(one.amount.is_point and one.amount.op == "=" for item in items for one in item):
        return None
    parts = [item[-1] for item in items]
    amounts = [one.amount for one in parts]
    readings = ([one.amount for one in chosen] for chosen in islice(product(*items), _MOST_CHOICES))
    if any_holds(whole.amount, readings) or any_holds(whole.amount, [amounts[:-1], [one.amount for item in items for one in item]]):
        return None
    names = [one.lead for one in parts]
    is_odd = any(NOT_A_PART.search(name) or RATE.search(name) or LEFT.search(name) for name in (*names, whole.lead))
    measures = {measure_of(one.lead) for one in (whole, *parts)} - {""}
    total = sum((one.low for one in amounts), Decimal(0))
    is_near = whole.amount.low * _NEAR[0] < total < whole.amount.low * _NEAR[1]
    if is_odd or not is_near:
        return None
    hit = sum_hit(whole.amount, amounts, Severity.WARNING if len(measures) < _FEWEST else Severity.QUESTION)
    return replace(hit, words={**hit.words, "name": whole.lead.strip(" :：,，") or whole.amount.words}) if hit else None
