# SPDX-License-Identifier: Apache-2.0
"""So much a head, an order, a shop, a square metre, against how much there is in all and how many: 人均, 单均, 店均, 坪效."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from yunce.checker.amounts import Fit, fit, text_of
from yunce.checker.findings import Hit, Severity
from yunce.checker.paper import Paper
from yunce.checker.rules import rule
from yunce.checker.slots import Slot, slots_of, spans_of
from yunce.checker.sums.adding import edit_of
from yunce.checker.sums.driven import is_worked_out

_EACH = re.compile(
    r"(?P<a>[人户店单件台车班场床亩客桌]|车辆|平米)均|单(?P<b>[店台车通票场班床件]|辆车|个?门店)"
    r"|每(?P<c>[人户店单件台车班场床亩通票])|(?P<d>[坪平人])效"
)
_UNITS = {
    "人": "人 名 位 员工 人次",
    "户": "户",
    "店": "家 店 个 间",
    "单": "单 笔 票",
    "件": "件 票",
    "台": "台",
    "车": "辆 台 车",
    "班": "班 个",
    "场": "场 次",
    "床": "张 床",
    "亩": "亩",
    "客": "人 人次 位 客 单",
    "桌": "桌",
    "通": "通",
    "票": "票 单 件",
    "坪": "平方米 ㎡ 平米 平",
}
_NAMES = {"班": "班", "店": "店", "场": "场"}
_PERIOD = re.compile(r"[日月周季]均|每[日天月周季]|[日月周季]度?人均|月|日")
_TIMES = tuple(Decimal(one) for one in (1, 12, 365, 360, 4))
_NEAR, _WIDE = (Decimal("0.2"), Decimal(5)), (Decimal("0.05"), Decimal(20))
_BACK = 6
_FEWEST, _MOST = 2, 10
_HANZI = re.compile(r"[^一-鿿]")


@dataclass(frozen=True, slots=True)
class _Mean:
    """An average with what may be its whole and its number, those of its own sentence and those of the lines in front."""

    each: Slot
    wholes: tuple[Slot, ...]
    numbers: tuple[Slot, ...]
    far: tuple[Slot, ...]


@rule(
    "SUM044", Severity.WARNING, "人均、单均、店均等与总数和个数不符",
    "写作 {stated}，按总数和个数算是 {expected}", "核对总数、个数与平均数",
)  # fmt: skip
def mean_holds(paper: Paper) -> Iterator[Hit]:
    """“营业收入9360万元,员工180人,人均52万元”中,平均数应等于总数除以个数。个数在前面几行里时只作疑问。

    不通过:
        营业收入9360万元,员工180人,人均产值62万元。
    通过:
        营业收入9360万元,员工180人,人均产值52万元。
    """
    for at in paper.worded:
        if len(paper.amounts.get(at, ())) >= _FEWEST and paper.blocks[at].cell is None:
            slots = slots_of(paper, at)
            for index, each in enumerate(slots):
                if (noun := _noun(each)) and (found := _mean(paper, at, slots, index, noun)):
                    yield from _compared(found, [one for one in slots if one.sentence == each.sentence])


def _noun(one: Slot) -> str:
    """What an average is of one of; empty for what is none, or is one of a month or a day."""
    if not one.amount.is_point or one.amount.op != "=" or not one.amount.low or one.amount.unit in {"%", ""}:
        return ""
    per = one.amount.per
    if per:
        return next((noun for noun, units in _UNITS.items() if per in units.split()), "")
    found = _EACH.search(one.lead)
    if found is None or _PERIOD.search(one.lead):
        return ""
    noun = next(word for word in found.groups() if word)
    return {"平": "坪", "平米": "坪", "辆车": "车", "车辆": "车"}.get(noun, noun[-1])


def _mean(paper: Paper, at: int, slots: Sequence[Slot], index: int, noun: str) -> _Mean | None:
    each = slots[index]
    kind = each.amount.unit.partition("/")[0]
    own = [one for one in slots if one.sentence == each.sentence and one is not each and one.amount.is_point and one.amount.low > 0]
    wholes = [one for one in own if one.amount.unit == kind and not one.amount.per and one.amount.low > each.amount.low and not _noun(one)]
    numbers = [one for one in own if _counts(one, noun) and one not in wholes]
    lines = _lines(paper, at)
    above = [one for line in lines for one in slots_of(paper, line)] + [one for one in slots[:index] if one.sentence < each.sentence]
    far = [] if numbers else [one for one in above if _counts(one, noun) and one.amount.is_point]
    if not wholes and numbers:
        near = [one for line in lines[-2:] for one in slots_of(paper, line)] + [one for one in slots[:index] if one not in own]
        wholes = [one for one in near if one.amount.unit == kind and one.amount.is_point and _shares_name(one, each)]
    return _Mean(each, tuple(wholes), tuple(numbers), tuple(far)) if wholes and (numbers or far) and len(own) < _MOST else None


def _counts(one: Slot, noun: str) -> bool:
    """True for a number of what an average is one of."""
    unit = one.amount.unit
    if unit not in _UNITS[noun].split() or _noun(one) or "每" in one.lead:
        return False
    return unit != "个" or _NAMES.get(noun, noun) in one.lead


def _lines(paper: Paper, at: int) -> list[int]:
    """The lines in front under one heading."""
    heading = paper.place(at).heading_blocks
    lines = range(max(at - _BACK, 0), at)
    return [one for one in lines if paper.blocks[one].cell is None and paper.is_text(one) and paper.place(one).heading_blocks == heading]


def _shares_name(one: Slot, other: Slot) -> bool:
    first, second = _HANZI.sub("", one.lead), _HANZI.sub("", other.lead)
    return any(first[at : at + 2] in second for at in range(len(first) - 1))


def _compared(found: _Mean, sentence: Sequence[Slot]) -> Iterator[Hit]:
    each = found.each.amount
    counts = found.numbers or found.far
    fits = {_fit(found.each, whole, count, times) for whole in found.wholes for count in counts for times in _TIMES}
    others = [one.amount for one in sentence if one is not found.each]
    if Fit.HOLDS in fits or is_worked_out(each, others):
        return
    whole = min(found.wholes, key=lambda one: abs(one.amount.span.start - each.span.start))
    named = [one for one in counts if _shares_name(one, found.each)] or list(counts)
    if len({one.amount.low for one in named}) != 1:
        return
    count = named[-1]
    expected = whole.amount.low / count.amount.low
    is_plain = bool(found.numbers) and len(sentence) == len((each, whole, count))
    near = _WIDE if is_plain else _NEAR
    if not near[0] * expected < each.low < near[1] * expected:
        return
    is_sure = is_plain and Fit.ROUNDED not in fits and not any(one.is_about for one in (*others, each))
    value = expected.quantize(each.step) if each.step < expected else expected
    shown = f"{text_of(whole.amount.low)} ÷ {text_of(count.amount.low)} = {text_of(value)} ≠ {text_of(each.low)}"
    spans = spans_of([each, whole.amount, count.amount])
    severity = Severity.WARNING if is_sure else Severity.QUESTION
    yield Hit(spans, text_of(each.low), text_of(value), shown, severity=severity, edit=edit_of(each, value, value))


def _fit(each: Slot, whole: Slot, count: Slot, times: Decimal) -> Fit:
    value = whole.amount.low / count.amount.low / times
    rough = [one.amount for one in (whole, count) if "." in one.amount.words or one.amount.is_about]
    relative = sum((one.step / 2 / one.low for one in rough), Decimal(0))
    return fit(each.amount, value, value, value * relative)
