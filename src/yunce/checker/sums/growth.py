# SPDX-License-Identifier: Apache-2.0
"""From what there was to what there is to be: growth in percent, in points and in numbers, the base told in the sentence or near it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import permutations

from yunce.checker.amounts import Amount, Fit, fit, text_of
from yunce.checker.findings import Hit, Severity
from yunce.checker.paper import Paper
from yunce.checker.rules import rule
from yunce.checker.slots import Slot, slots_of, spans_of
from yunce.checker.sums.adding import edit_of
from yunce.checker.sums.prose import prose_blocks
from yunce.checker.sums.words import measure_of

_CHANGE = re.compile(
    r"增长|成长|提升|提高|上升|增加|下降|降低|减少|压降|缩减|增幅|降幅|压缩|节约|下调|上调|上涨|缩短|延长|[较比][^,，。;；\d]{0,6}[降增减升]\s?$"
)
_MORE, _LESS = re.compile(r"增|升|提|涨|多|延|成长"), re.compile(r"降|减|压|缩|节约|少")
_BY = re.compile(
    r"(?:净增|增加|增长|增|减少|减|下降|降低|降|压降|缩减|提高|提升|上升"
    r"|(?<![至最不])[多少高低](?![于到至达])[一-鿿]?|节约|缩短|延长)(?:了|约|额|值)?\s?$"
)
_ON_TOP = re.compile(r"的?基础")
"""Behind what a change is of: 在2026年4800人次的基础上增长20%."""
_LEVEL = re.compile(r"[到至为达]\s?$")
_OLD = re.compile(r"由|从|较|比|去年|上年|上一年|基数|同期|年初|期初|20\d\d年的")
_BEFORE = re.compile(r"去年|上年|上一年|上年度|同期|年初|基期")
_YEAR = re.compile(r"(20\d\d)\s?年")
_GENERAL = re.compile(r"今年|本年度?|明年|上年度?|去年|目标|计划|完成|实现|预计|全年|达到?|同比|实际|力争|确保|年末|年底|[年其中各为约]")
_HANZI = re.compile(r"[^一-鿿]")
_NO_SIZE = frozenset({"%", "pp", "‰", "bare"})
_NEAR = Decimal("0.1"), Decimal(10)
_BACK = 2
_AHEAD = 12
_CLAUSE = re.compile(r"[;；]")
_HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class _Change:
    """A change with what it leads to, and what may have been before: in the sentence, and in those in front of it."""

    by: Slot
    new: Slot
    here: tuple[Slot, ...]
    near: tuple[Slot, ...]
    delta: Slot | None
    """The change in numbers, where it is told in front of that in percent."""


@rule(
    "SUM013", Severity.WARNING, "增长率与前后两个数不符",
    "增减幅度写作 {stated}，按前后两个数算是 {expected}", "核对幅度与前后两个数；按两数幅度应为 {expected}",
)  # fmt: skip
def growth_holds(paper: Paper) -> Iterator[Hit]:
    """有基数、新数和增减幅度时,三者应一致。基数在同一句、前面几句或前两行里,写明是上年的或更早一年的。

    不通过:
        全年销售收入5400万元,较上年的4500万元增长25%。
    通过:
        全年销售收入5400万元,较上年的4500万元增长20%。
    """
    for at, slots in prose_blocks(paper):
        for index, rate in enumerate(slots):
            if rate.amount.unit == "%" and _is_change(rate) and (change := _change(paper, at, slots, index)):
                yield from _growth(change)


@rule(
    "SUM041", Severity.WARNING, "增减数与上年数、本年数不符",
    "增减数写作 {stated}，按前后两个数算是 {expected}", "核对三个数；增减数应为 {expected}",
)  # fmt: skip
def difference_told(paper: Paper) -> Iterator[Hit]:
    """“2026年末48家,2027年末60家,净增12家”“解决率81.5%,较上年的79.2%提高2.3个百分点”中,增减数应等于两数之差。

    不通过:
        2026年末门店48家,2027年末60家,净增15家。
    通过:
        2026年末门店48家,2027年末60家,净增12家。
    """
    for at, slots in prose_blocks(paper):
        for index, by in enumerate(slots):
            if by.amount.unit != "%" and _is_change(by) and _BY.search(by.lead) and (change := _change(paper, at, slots, index)):
                yield from _difference(change)


def _is_change(one: Slot) -> bool:
    """True for a number that says by how much something changes; one behind 到 or 至 says to what."""
    told = _CHANGE.search(one.before[-_AHEAD:]) or _BY.search(one.lead)
    return bool(told) and not _LEVEL.search(one.lead) and one.amount.is_point and one.amount.op == "=" and one.amount.low > 0


def _change(paper: Paper, at: int, slots: Sequence[Slot], index: int) -> _Change | None:
    """The change that a number tells of; nothing where no number stands in front of it that it may have led to."""
    by = slots[index]
    is_points = by.amount.unit == "pp"
    own = [_named(slots, one) for one in _of_clause(slots, index) if one.amount.is_point]
    deltas = [one for one in own if _BY.search(one.lead) and one.family not in _NO_SIZE]
    told = [one for one in own if one not in deltas and (one.amount.unit == "%" if is_points else one.family not in _NO_SIZE)]
    if by.amount.unit not in {"%", "pp"}:
        told = [one for one in told if one.amount.unit == by.amount.unit]
    if not told:
        return None
    fresh = [one for one in told if not _OLD.search(one.lead)] or told
    new = fresh[-1]
    here = tuple(one for one in told if one is not new and one.amount.unit == new.amount.unit)
    last = own[-1] if own else None
    delta = last if last in deltas and last is not None and last.amount.unit == new.amount.unit and by.amount.unit == "%" else None
    return _Change(by, new, here, tuple(_earlier(paper, at, slots, index, new)), delta)


def _named(slots: Sequence[Slot], one: Slot) -> Slot:
    """A number whose name holds another number (去年四家店一共卖了1860万元) with all of its name."""
    if _ON_TOP.match(one.tail):
        return replace(one, lead="基数" + one.lead)
    at = slots.index(one)
    is_joined = at > 0 and one.before == one.lead and slots[at - 1].family == "count" and slots[at - 1].sentence == one.sentence
    return replace(one, lead=slots[at - 1].lead + one.lead) if is_joined and one.lead.strip() else one


def _of_clause(slots: Sequence[Slot], index: int) -> Sequence[Slot]:
    """The numbers in front of one in its sentence; those behind the last semicolon where there are two of them."""
    start = index
    while start and slots[start].sentence == slots[start - 1].sentence:
        if _CLAUSE.search(slots[start].before) and index - start > 1:
            return slots[start:index]
        start -= 1
    return slots[start:index]


def _earlier(paper: Paper, at: int, slots: Sequence[Slot], index: int, new: Slot) -> Iterator[Slot]:
    """Numbers of the same unit and name in the sentences and the lines in front that are of an earlier year."""
    year = _year(new.before + new.lead) or _year(paper.words(at))
    lines = [line for line in range(max(at - _BACK, 0), at) if _is_beside(paper, line, at)]
    found = [(line, one) for line in lines for one in slots_of(paper, line)]
    found += [(at, one) for one in slots[:index] if one.sentence < slots[index].sentence]
    for line, one in found:
        words = _sentence_in_front(paper, line, one)
        own = _year(words)
        is_old = _BEFORE.search(words) or (own and year and own < year)
        if is_old and one.amount.unit == new.amount.unit and one.amount.is_point and not _BY.search(one.lead) and _is_named_alike(one, new):
            yield one


def _is_beside(paper: Paper, line: int, at: int) -> bool:
    return paper.blocks[line].cell is None and paper.is_text(line) and paper.place(line).heading_blocks == paper.place(at).heading_blocks


def _sentence_in_front(paper: Paper, at: int, one: Slot) -> str:
    """The words of a sentence up to a number."""
    words = paper.plain[paper.blocks[at].body : one.amount.span.start]
    return words.rpartition("。")[2]


def _year(words: str) -> int:
    """The last year that words name; 0 where they name none."""
    found = _YEAR.findall(words)
    return int(found[-1]) if found else 0


def _is_named_alike(one: Slot, other: Slot) -> bool:
    """True where two numbers bear names of one measure, share two letters that are not general, or the second has no name."""
    first, second = (_GENERAL.sub("", _HANZI.sub("", each.lead)) for each in (one, other))
    if not second:
        return True
    same = measure_of(first) and measure_of(first) == measure_of(second)
    return bool(same) or any(first[at : at + 2] in second for at in range(len(first) - 1))


def _growth(change: _Change) -> Iterator[Hit]:
    new = change.new.amount
    others = [*change.here, *change.near]
    pairs = [(one, base) for one, base in permutations([change.new, *others], 2) if one not in others or not _is_old(one, change.new)]
    found = {_agrees(change.by, one.amount, base.amount) for one, base in pairs if one.amount.unit == base.amount.unit}
    if Fit.HOLDS in found or _agrees_with_delta(change):
        return
    base = _base(change)
    severity = Severity.QUESTION if Fit.ROUNDED in found else Severity.WARNING
    if change.delta is not None:
        form = f"{text_of(change.delta.amount.low)} ÷ {{1}}"
        yield _hit(change, _before(change), form, (change.delta.amount,), severity)
    elif base is not None:
        form = "({0} - {1}) ÷ {1}" if new.low >= base.amount.low else "({1} - {0}) ÷ {1}"
        yield _hit(change, base.amount.low, form, (base.amount,), severity)


def _is_old(one: Slot, new: Slot) -> bool:
    return bool(_OLD.search(one.lead)) or _is_of_earlier_year(one, new)


def _base(change: _Change) -> Slot | None:
    """The one number that a change is of: marked in the sentence, else the one in front; nothing where several may be meant."""
    marked = [one for one in change.here if _is_old(one, change.new)]
    found = marked or ([] if change.here else list(change.near))
    low = change.new.amount.low
    near = [one for one in found if low * _NEAR[0] < one.amount.low < low * _NEAR[1]]
    return near[-1] if len(near) == 1 else None


def _is_of_earlier_year(one: Slot, new: Slot) -> bool:
    first, second = _year(one.before), _year(new.before)
    return bool(first and second and first < second)


def _before(change: _Change) -> Decimal:
    """What there was before a change that is told in numbers too."""
    by = change.delta.amount.low if change.delta is not None else Decimal(0)
    lead = change.delta.lead if change.delta is not None else ""
    is_less = _LESS.search(lead[-4:]) is not None
    return change.new.amount.low + (by if is_less else -by)


def _agrees_with_delta(change: _Change) -> bool:
    """True where the change in numbers is so many percent of what there was before, wherever the number before stands."""
    if change.delta is None:
        return False
    bases = [_before(change), *(one.amount.low for one in (*change.here, *change.near, change.new))]
    by, room = change.delta.amount, change.delta.amount.step / 2
    return any(
        fit(change.by.amount, by.low / base * _HUNDRED, by.low / base * _HUNDRED, room / base * _HUNDRED) is not Fit.OFF
        for base in bases
        if base > 0
    )


def _agrees(by: Slot, new: Amount, base: Amount) -> Fit:
    """Whether the rate is the growth from one number to another, exactly or but for the digits that were written."""
    if not base.low:
        return Fit.OFF
    growth = (new.low / base.low - 1) * _HUNDRED
    words = by.before[-_AHEAD:]
    growth = growth if _MORE.search(words) and not _LESS.search(words) else -growth if not _MORE.search(words) else abs(growth)
    relative = sum((one.step / 2 / abs(one.low) for one in (new, base) if one.low and "." in one.words), Decimal(0))
    return fit(by.amount, growth, growth, (abs(growth) + _HUNDRED) * relative)


def _hit(change: _Change, base: Decimal, form: str, places: Sequence[Amount], severity: Severity) -> Hit:
    by, new = change.by.amount, change.new.amount
    growth = abs(new.low / base - 1) * _HUNDRED if base else Decimal(0)
    shown = growth.quantize(min(by.step, Decimal(1)))
    arithmetic = f"{form.format(text_of(new.low), text_of(base))} = {text_of(shown)}% ≠ {text_of(by.low)}%"
    spans = spans_of([by, new, *places])
    return Hit(spans, f"{text_of(by.low)}%", f"{text_of(shown)}%", arithmetic, {}, severity, edit_of(by, shown, shown))


def _difference(change: _Change) -> Iterator[Hit]:
    by, new = change.by.amount, change.new.amount
    values = [one.amount.low for one in (*change.here, *change.near)]
    room = by.step / 2 + sum((one.step / 2 for one in (new, *(each.amount for each in change.here)) if one.is_coarse), Decimal(0))
    pairs = permutations([new.low, *values], 2)
    base = _base(change)
    if base is None or any(abs(one - other) == by.low or abs(abs(one - other) - by.low) <= room for one, other in pairs):
        return
    expected = abs(new.low - base.amount.low)
    if not expected:
        return
    low, high = sorted((new.low, base.amount.low))
    shown = f"{text_of(high)} - {text_of(low)} = {text_of(expected)} ≠ {text_of(by.low)}"
    spans = spans_of([by, new, base.amount])
    is_near = _NEAR[0] * expected < by.low < _NEAR[1] * expected
    if not is_near and base not in change.near:
        return
    severity = Severity.WARNING if is_near else Severity.QUESTION
    yield Hit(spans, text_of(by.low), text_of(expected), shown, severity=severity, edit=edit_of(by, expected, expected))
