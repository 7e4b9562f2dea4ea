# SPDX-License-Identifier: Apache-2.0
"""Lists of one amount a line: the total at their end, and the number in the line that introduces them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from yunce.checker.amounts import Amount
from yunce.checker.entries import Entry, Run, entry_of, runs_of
from yunce.checker.findings import Hit, Severity
from yunce.checker.paper import Paper
from yunce.checker.rules import rule
from yunce.checker.slots import Slot, slots_of
from yunce.checker.sums.adding import any_holds, sum_hit
from yunce.checker.sums.words import LEFT, NOT_A_PART, RATE, TOTAL_BEFORE, TOTAL_LABEL, measure_of
from yunce.reader.scan.numerals import counting_number

_TELLS = re.compile(r"如下|分解|其中|包括|构成|分为|组成|明细|[:：]\s*$")
_ABOVE = re.compile(r"^\s*(?:以上|上述|综上|合计|总计|共计|[一-鿿]{1,6}(?:合计|总计|共计|小计)\s?[:：])")
_TELLS_APART = re.compile(r"分别|分为|分[一二三四五六\d]+[期批次]|节点|依次|投入")
_LABELLED = re.compile(r"\s*[^:：。;；,，\d]{1,20}[:：]")
_SENTENCES = 3
_NEAR = Decimal("0.6"), Decimal("1.6")
_REFERS_UP = re.compile(r"^(?:以上|上述)")
_SUM_WORD = re.compile(r"总|合计|共")
_STRETCH = re.compile(r"力争|争取|挑战|冲刺")
_OF_WHICH = re.compile(r"其中|含")
_SO_MANY = re.compile(r"\s?(?P<many>[一二两三四五六七八九十\d]{1,2})\s?[项笔类条个块部]")


@rule(
    "SUM008", Severity.ERROR, "清单的合计与各行之和不符",
    "“{name}”写作 {stated}，上面各行相加是 {expected}，相差 {difference}", "把合计改为 {expected}，或核对各行",
)  # fmt: skip
def list_total(paper: Paper) -> Iterator[Hit]:
    """每行一项的清单,最后的合计应等于上面各行之和。只在同一标题、同样形式的连续各行内相加。

    不通过:
        - 人工成本:1540万元
        - 能源费用:310万元
        - 维修保养:280万元
        - 支出合计:2230万元
    通过:
        - 人工成本:1540万元
        - 能源费用:310万元
        - 维修保养:280万元
        - 支出合计:2130万元
    """
    for run in runs_of(paper):
        for family in _families(paper, run):
            entries = _entries(paper, run.blocks, family)
            yield from _totals(entries)
            if not any(is_total_entry(one) for one in entries):
                yield from _total_behind(paper, run, family, entries)


def _total_behind(paper: Paper, run: Run, family: str, entries: Sequence[Entry]) -> Iterator[Hit]:
    """The paragraph behind a list that totals it: 以上四项费用合计2529.8万元. A line may state several of the items."""
    behind = run.blocks[-1] + 1
    if behind >= len(paper.blocks) or not (above := _ABOVE.search(paper.words(behind))):
        return
    readings = [[one.slot.amount for one in entries], [one.amount for at in run.blocks for one in _items(paper, at, family)]]
    counted = _SO_MANY.match(paper.words(behind), above.end())
    told = counting_number(counted["many"]) if counted else 0
    parts = readings[1] if told and len(readings[1]) == told != len(readings[0]) else readings[0]
    for total in slots_of(paper, behind):
        fits = len(parts) > 1 and total.family == family and TOTAL_BEFORE.search(total.lead)
        if fits and not any_holds(total.amount, readings) and (hit := sum_hit(total.amount, parts, Severity.WARNING)):
            yield Hit(hit.at, hit.stated, hit.expected, hit.arithmetic, {**hit.words, "name": total.lead.strip()}, hit.severity, hit.edit)


def _items(paper: Paper, at: int, family: str) -> list[Slot]:
    """What a line adds to a total: each of its amounts where it holds nothing but names and amounts, else the one that it states."""
    slots = slots_of(paper, at)
    is_plain = all(one.family == family and one.lead.strip() and not NOT_A_PART.search(one.lead) for one in slots)
    entry = entry_of(paper, at, family)
    return list(slots) if is_plain else [entry.slot] if entry else []


def _families(paper: Paper, run: Run) -> list[str]:
    """The families that more than half of the lines state, shares and durations left out."""
    counts: dict[str, int] = {}
    for at in run.blocks:
        for family in {one.family for one in paper.amounts[at]}:
            counts[family] = counts.get(family, 0) + 1
    return [one for one, count in counts.items() if one not in {"%", "bare", "天", "月", "年", "小时"} and "/" not in one and count > 1]


def _entries(paper: Paper, blocks: Sequence[int], family: str) -> list[Entry]:
    """What the lines of a run state in a family; behind lines of name and colon a sentence is none of them."""
    found = [entry for at in blocks if (entry := entry_of(paper, at, family)) is not None]
    if len(found) > _SENTENCES and all(_LABELLED.match(paper.words(one.block)) for one in found[:-1]):
        last = found[-1]
        is_sentence = not _LABELLED.match(paper.words(last.block)) and re.search(r"[,，。;；][^。]", paper.words(last.block))
        return found[:-1] if is_sentence and not is_total_entry(last) else found
    return found


def is_total_entry(entry: Entry) -> bool:
    """True for a line that states the total of others; a line whose own parts are totalled is none."""
    name = _REFERS_UP.sub("", entry.name)
    return bool(TOTAL_LABEL.search(name)) and (":" not in name)


def _totals(entries: Sequence[Entry]) -> Iterator[Hit]:
    start = 0
    for index, entry in enumerate(entries):
        if not is_total_entry(entry):
            continue
        parts = entries[start:index]
        start = index + 1
        amounts = [one.slot.amount for one in parts]
        contiguous = all(after.block - before.block == 1 for before, after in pairwise([*parts, entry]))
        if len(parts) < 2 or any_holds(entry.slot.amount, (amounts[at:] for at in range(len(amounts) - 1))):
            continue
        is_sure = contiguous and all(one.is_sure for one in parts) and not any(_stands_alone(one) for one in parts)
        if hit := sum_hit(entry.slot.amount, _without_lead(amounts, entry), Severity.ERROR if is_sure else Severity.QUESTION):
            yield Hit(hit.at, hit.stated, hit.expected, hit.arithmetic, {**hit.words, "name": entry.name}, hit.severity, hit.edit)


def _without_lead(amounts: Sequence[Amount], total: Entry) -> Sequence[Amount]:
    """The amounts but the first where that is itself the whole: as much as the total or as the others together."""
    rest = sum((one.low for one in amounts[1:]), Decimal(0))
    return amounts[1:] if len(amounts) > 2 and amounts[0].low in {total.slot.amount.low, rest} else amounts


def _stands_alone(entry: Entry) -> bool:
    """Lines of income and of profit are no addends of a total of costs."""
    return bool(NOT_A_PART.search(entry.name) or RATE.search(entry.name) or LEFT.search(entry.name) or entry.slot.amount.op != "=")


@rule(
    "SUM009", Severity.WARNING, "清单各行之和与引出它的数不符",
    "前面写作 {stated}，下列各行相加是 {expected}，相差 {difference}", "核对总数与各行；总数应为 {expected}",
)  # fmt: skip
def list_parent(paper: Paper) -> Iterator[Hit]:
    """一句话给出总数、下面逐行分解时,各行之和应等于总数。

    不通过:
        全年营销费用200万元,分解如下:

        - 直通车:96万元
        - 达人合作:62万元
        - 站外种草:52万元
    通过:
        全年营销费用210万元,分解如下:

        - 直通车:96万元
        - 达人合作:62万元
        - 站外种草:52万元
    """
    for run in runs_of(paper):
        for family in _families(paper, run):
            entries = [one for one in _entries(paper, run.blocks, family) if not is_total_entry(one)]
            wholes = _wholes(paper, run, family)
            if len(entries) > 1 and wholes and not _has_own_total(paper, run, entries):
                yield from _under(paper, run, entries, wholes)
    for at in range(1, len(paper.blocks)):
        yield from _by_sentences(paper, at)


def _by_sentences(paper: Paper, at: int) -> Iterator[Hit]:
    """A paragraph that takes the total of the line in front apart, one amount a sentence: 2月投入11万元。3月投入15万元。"""
    if paper.blocks[at].cell is not None or len(paper.amounts.get(at, ())) < _SENTENCES or not paper.is_text(at):
        return
    wholes = [one for one in slots_of(paper, at - 1) if one.family == "CNY" and _SUM_WORD.search(one.before)]
    slots = [one for one in slots_of(paper, at) if one.family == "CNY"]
    sentences = {one.sentence for one in slots}
    if len(wholes) != 1 or len(slots) < _SENTENCES or len(sentences) != len(slots) or not _TELLS_APART.search(paper.words(at)):
        return
    if hit := sum_hit(wholes[0].amount, [one.amount for one in slots], Severity.WARNING):
        yield hit


def _wholes(paper: Paper, run: Run, family: str) -> list[Slot]:
    """The amounts in the line in front of a run, the nearest first; else those in the heading above."""
    heading = paper.place(run.blocks[0]).heading_blocks[-1:]
    for at in (run.parent, *heading):
        found = [one for one in slots_of(paper, at) if one.family == family and one.depth == 0] if at >= 0 else []
        if found:
            committed = [one for one in found if not _STRETCH.search(one.lead)]
            return [*committed[::-1], *(one for one in found if one not in committed)]
    return []


def _has_own_total(paper: Paper, run: Run, entries: Sequence[Entry]) -> bool:
    """True where the line behind a list states its total: the number in front is another one."""
    behind = run.blocks[-1] + 1
    amounts = [one.slot.amount for one in entries]
    if behind >= len(paper.blocks) or paper.blocks[behind].cell is not None:
        return False
    return any(one.family == entries[0].slot.family and any_holds(one.amount, [amounts]) for one in slots_of(paper, behind))


def _under(paper: Paper, run: Run, entries: Sequence[Entry], wholes: Sequence[Slot]) -> Iterator[Hit]:
    amounts = [one.slot.amount for one in entries]
    plain = [one.slot.amount for one in entries if not _OF_WHICH.search(one.name)]
    if any(any_holds(whole.amount, [amounts, plain]) for whole in wholes) or any(_stands_alone(one) for one in entries):
        return
    measures = {measure_of(one.name) for one in entries} - {""}
    whole, total = wholes[0].amount, sum(one.high for one in amounts)
    is_near = whole.low * _NEAR[0] < total < whole.high * _NEAR[1]
    is_told = bool(_TELLS.search(paper.words(run.parent))) if run.parent >= 0 else False
    is_beyond = is_told and len(amounts) > 2 and max(one.low for one in amounts) > whole.high and whole.op == "="
    if not (is_near or is_beyond) or len(measures) > 1 or any(one.unit != whole.unit for one in amounts):
        return
    is_named = any(TOTAL_BEFORE.search(one.lead) for one in wholes)
    sure = Severity.WARNING if (is_told or is_named or len(wholes) == 1) and all(one.is_sure for one in entries) else Severity.QUESTION
    if hit := sum_hit(whole, amounts, sure):
        yield hit
