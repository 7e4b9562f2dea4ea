# SPDX-License-Identifier: Apache-2.0
"""Lists whose total stands in their first line, or in the line in front of lines that all begin with 其中."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import takewhile

from yunce.checker.amounts import Amount
from yunce.checker.entries import Entry, entry_of, runs_of
from yunce.checker.findings import Hit, Severity
from yunce.checker.paper import Paper
from yunce.checker.rules import rule
from yunce.checker.slots import slots_of
from yunce.checker.sums.adding import any_holds, sum_hit
from yunce.checker.sums.lists import is_total_entry
from yunce.checker.sums.words import LEFT, NOT_A_PART, RATE, measure_of

_OF_WHICH = "其中"
_TOP = re.compile(r"全年|年度|本年|20\d\d年")
_STAFF = re.compile(r"编制|人数|定员|在岗|人员$|团队$")
_NEAR = Decimal("0.6"), Decimal("1.6")
_SURE = 3
"""Parts from how many on a list is hardly one of other things."""
_FEWEST = 2
_NO_PARTS = frozenset({"%", "bare", "天", "月", "年", "小时", "分"})


@rule(
    "SUM050", Severity.WARNING, "首行的总数与下面各行之和不符",
    "“{name}”写作 {stated}，下面各行相加是 {expected}，相差 {difference}", "核对总数与各行，或写明没有列全",
)  # fmt: skip
def total_on_top(paper: Paper) -> Iterator[Hit]:
    """清单第一行写“全年”“总”数、下面各行是同一类数(都是费用、都是收入)时,各行之和应等于第一行;下面各行都以“其中”开头的也一样。

    不通过:
        - 全年运营费用:6900万元
        - 人工费:3910万元
        - 能源费:1360万元
        - 维修费:1530万元
    通过:
        - 全年运营费用:6800万元
        - 人工费:3910万元
        - 能源费:1360万元
        - 维修费:1530万元
    """
    for run in runs_of(paper):
        entries = [entry for at in run.blocks if (entry := entry_of(paper, at, _family(paper, run.blocks[0]))) is not None]
        if len(entries) > _FEWEST and entries[0].block == run.blocks[0] and _is_top(entries[0]):
            yield from _compared(entries[0], _of_one_measure(entries))
    for at in range(len(paper.blocks) - _FEWEST):
        yield from _of_which(paper, at)


def _is_top(first: Entry) -> bool:
    is_staff = first.slot.family == "people" and _STAFF.search(first.name)
    return bool(is_total_entry(first) or _TOP.match(first.name) or is_staff)


def _family(paper: Paper, at: int) -> str:
    slots = slots_of(paper, at)
    return slots[0].family if slots and slots[0].family not in _NO_PARTS else ""


def _of_one_measure(entries: Sequence[Entry]) -> list[Entry]:
    """The lines behind the first as long as they are of its measure, or people, and follow each other; nothing where it has none."""
    measure = measure_of(entries[0].name)
    near = [behind for at, behind in enumerate(entries[1:], 1) if behind.block - entries[0].block == at]
    is_staff = entries[0].slot.family == "people"
    alike = takewhile(lambda one: (is_staff or measure_of(one.name) == measure) and not is_total_entry(one), near)
    return list(alike) if measure or is_staff else []


def _of_which(paper: Paper, at: int) -> Iterator[Hit]:
    """A line with an amount and those behind it that all begin with 其中."""
    if not paper.amounts.get(at) or paper.blocks[at].cell is not None or not _begins(paper, at + 1) or _begins(paper, at):
        return
    family = _family(paper, at)
    lines = list(takewhile(lambda line: _begins(paper, line), range(at + 1, len(paper.blocks))))
    parts = [entry for line in lines if (entry := entry_of(paper, line, family)) is not None]
    whole = entry_of(paper, at, family)
    if family and whole is not None and len(parts) == len(lines):
        yield from _compared(whole, parts)


def _begins(paper: Paper, at: int) -> bool:
    return at < len(paper.blocks) and paper.is_text(at) and paper.blocks[at].cell is None and paper.words(at).lstrip().startswith(_OF_WHICH)


def _compared(whole: Entry, parts: Sequence[Entry]) -> Iterator[Hit]:
    """The hit of a total that its parts miss, as long as they come near enough to be meant to make it up."""
    amounts = [one.slot.amount for one in parts]
    is_plain = all(_is_plain(one, whole.slot.amount) for one in parts)
    readings = [amounts[:end] for end in range(_FEWEST, len(amounts) + 1)]
    if len(parts) < _FEWEST or not is_plain or whole.slot.amount.op != "=" or any_holds(whole.slot.amount, readings):
        return
    total = sum((one.low for one in amounts), Decimal(0))
    severity = Severity.WARNING if len(parts) >= _SURE else Severity.QUESTION
    is_near = whole.slot.amount.low * _NEAR[0] < total < whole.slot.amount.low * _NEAR[1]
    if is_near and (hit := sum_hit(whole.slot.amount, amounts, severity)):
        yield Hit(hit.at, hit.stated, hit.expected, hit.arithmetic, {**hit.words, "name": whole.name}, hit.severity, hit.edit)


def _is_plain(one: Entry, whole: Amount) -> bool:
    """True for a line that states one amount of the total's unit and names no rate, no rest, nothing that stands for itself."""
    is_odd = NOT_A_PART.search(one.name) or RATE.search(one.name) or LEFT.search(one.name)
    return one.is_sure and one.slot.amount.unit == whole.unit and one.slot.amount.op == "=" and not is_odd
