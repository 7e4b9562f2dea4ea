# SPDX-License-Identifier: Apache-2.0
"""What something grows or falls to, told behind by how much: 上年8000万元,今年增长8%,达到8640万元; or the total of the table below."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from yunce.checker.amounts import Amount, Fit, fit, text_of
from yunce.checker.findings import Hit, Severity
from yunce.checker.paper import Paper
from yunce.checker.rules import rule
from yunce.checker.slots import Slot, spans_of
from yunce.checker.sums.across import differs_by_slip, table_totals
from yunce.checker.sums.adding import edit_of
from yunce.checker.sums.prose import prose_blocks

_MORE = r"增长|增加|增幅|成长|上[升涨调浮]|提[高升]|扩大|多|增"
_LESS = r"下[降调浮]|降低|减少|压[降减缩]|缩减|降幅|节约|少|降|减"
_RATE = re.compile(rf"(?:(?P<more>{_MORE})|(?P<less>{_LESS}))(?:率|幅度|目标|约|了|为|是|不低于|按)*\s?$")
_LEVEL = re.compile(r"[到至]\s?$")
_REACHED = re.compile(r"[达到至]|实现|完成|年[末底]|期末|余额|为\s?$|即|控制在|目标|计划|预计|^[,，]?\s?(?:全年|今年|本年)|^[,，]?\s?约?$")
_FIXED = re.compile(r"其中|同比|环比|占|每|均|率|价|另|净增|新增|贡献|投入|新开|关闭")
_CHANGED_BY = re.compile(rf"(?:{_MORE}|{_LESS}|净增)(?:了|约|额|值)?\s?$")
_OLD = re.compile(r"年初|期初|上年|去年|上一年|基数|基期|现有|目前|原有|[由从]")
_YEAR = re.compile(r"(20\d\d)\s?年")
_GENERAL = re.compile(
    r"今年|本年度?|明年|上年度?|去年|目标|计划|完成|实现|预计|全年|全年度|达到?|实际|力争|确保|年[末底初]|期[末初]|共|约|再|在此|基础上?|上|的"
    r"|截[至止]|左右|同比|较|比|拟|要求|安排|按|各项|公司|全行|全公司|我[司行公]|增至|降至|升至|增长到|基数"
)
_HANZI = re.compile(r"[^一-鿿]")
_BELOW = re.compile(r"如下|下表|见表|分解|安排|[:：]\s?$")
_NO_SIZE = frozenset({"%", "pp", "‰", "bare", "date", "天", "月", "年", "小时"})
_HUNDRED = Decimal(100)
_NEAR = Decimal("0.1"), Decimal(10)
_LINES = 3
_FEWEST = 2


@dataclass(frozen=True, slots=True)
class _Step:
    """What there was, by how many percent it changes, and what it comes to."""

    base: Slot
    rate: Slot
    sign: int

    def expected(self, rate: Decimal) -> Decimal:
        """What the base comes to at a rate."""
        return self.base.amount.low * (1 + self.sign * rate / _HUNDRED)


@rule(
    "SUM064", Severity.WARNING, "按增减幅度算出的数与后面写的数不符",
    "写作 {stated}，按前面的数和增减幅度算是 {expected}", "核对前面的数、幅度与后面的数",
)  # fmt: skip
def reached_behind(paper: Paper) -> Iterator[Hit]:
    """“上年8000万元,今年增长8%,达到8640万元”中,最后的数应等于前数加上(减去)所写的幅度。最后的数也可以是下面表格的合计。

    不通过:
        2026年收入8000万元,2027年增长8%,达到8840万元。
    通过:
        2026年收入8000万元,2027年增长8%,达到8640万元。
    """
    for at, slots in prose_blocks(paper):
        for index, rate in enumerate(slots):
            step = _step(slots, index) if rate.amount.unit == "%" and rate.amount.is_point and rate.amount.op == "=" else None
            if step is None:
                continue
            new = _new(slots, index, step)
            if new is not None:
                yield from _compared(step, new.amount, Severity.WARNING)
            elif not _told_behind(slots, index):
                yield from _in_table(paper, at, step)


def _step(slots: Sequence[Slot], index: int) -> _Step | None:
    """A rate of change with what it is of: the last number in front of it that is of an earlier time, in its sentence or the one before."""
    rate = slots[index]
    told = _RATE.search(rate.lead)
    if told is None or _LEVEL.search(rate.lead) or rate.depth or _FIXED.search(rate.lead.replace("同比", "")):
        return None
    front = [one for one in slots[:index] if rate.sentence - one.sentence < _FEWEST and one.amount.is_point and not one.depth]
    sized = [one for one in front if one.family not in _NO_SIZE and not _CHANGED_BY.search(one.lead)]
    if not sized or any(one.amount.unit in {"%", "pp"} for one in slots[slots.index(sized[-1]) : index]):
        return None
    base = sized[-1]
    is_old = _OLD.search(base.before) or _OLD.search(base.lead) or _is_later(base.before, rate.before)
    is_named = _is_within(rate.lead, base.lead)
    return _Step(base, rate, 1 if told["more"] else -1) if is_old and is_named and base.amount.low > 0 else None


def _is_later(first: str, second: str) -> bool:
    """True where the last year that the second words name is later than that of the first."""
    one, other = _YEAR.findall(first), _YEAR.findall(second)
    return bool(one and other and int(one[-1]) < int(other[-1]))


def _name(words: str) -> str:
    return _HANZI.sub("", _GENERAL.sub("", _RATE.sub("", words)))


def _is_within(words: str, name: str) -> bool:
    """True where words name nothing but what a name says."""
    own, other = _name(words), _name(name)
    return not own or own in other or (len(own) > 1 and other.endswith(own))


def _new(slots: Sequence[Slot], index: int, step: _Step) -> Slot | None:
    """The number right behind a rate that says what is reached; what it grows by may stand between."""
    for one in slots[index + 1 : index + 3]:
        is_same = one.sentence == step.rate.sentence and one.amount.unit == step.base.amount.unit and not one.depth
        if not is_same or not one.amount.is_point:
            return None
        if _CHANGED_BY.search(one.lead):
            continue
        is_level = _REACHED.search(one.lead) and not _FIXED.search(one.lead) and _is_within(_REACHED.sub("", one.lead), step.base.lead)
        return one if is_level and "其中" not in one.before else None
    return None


def _told_behind(slots: Sequence[Slot], index: int) -> bool:
    """True where the sentence of a rate goes on with numbers."""
    return index + 1 < len(slots) and slots[index + 1].sentence == slots[index].sentence


def _agrees(step: _Step, new: Amount) -> Fit:
    """Whether the number reached is told exactly, or but for the digits of the rate; a value that could be written as finely is not."""
    exact = replace(new, op="=")
    value = step.expected(step.rate.amount.low)
    slack = step.base.amount.step / 2 if "." in step.base.amount.words else Decimal(0)
    found = fit(exact, value, value, slack)
    low, high = sorted(step.expected(step.rate.amount.low + way * step.rate.amount.step / 2) for way in (-1, 1))
    if found is Fit.OFF and fit(exact, low, high, slack) is not Fit.OFF:
        return Fit.HOLDS if value % new.step else Fit.ROUNDED
    return Fit.HOLDS if found is not Fit.OFF else Fit.OFF


def _compared(step: _Step, new: Amount, severity: Severity) -> Iterator[Hit]:
    value = step.expected(step.rate.amount.low)
    found = _agrees(step, new)
    if not value or found is Fit.HOLDS or not _NEAR[0] < new.low / value < _NEAR[1]:
        return
    severity = Severity.QUESTION if found is Fit.ROUNDED or new.is_about or new.op != "=" else severity
    sign = "+" if step.sign > 0 else "-"
    base, rate = step.base.amount, step.rate.amount
    shown = f"{text_of(base.low)} × (1 {sign} {text_of(rate.low)}%) = {text_of(value)} ≠ {text_of(new.low)}"
    yield Hit(spans_of([new, rate, base]), text_of(new.low), text_of(value), shown, severity=severity, edit=edit_of(new, value, value))


def _in_table(paper: Paper, at: int, step: _Step) -> Iterator[Hit]:
    """The total of the table that the line of a rate opens, where the line ends with it and one slip parts the two."""
    if not _BELOW.search(paper.words(at)):
        return
    below = [one.amount for one in table_totals(paper) if at < one.first <= at + _LINES and one.amount.unit == step.base.amount.unit]
    value = step.expected(step.rate.amount.low)
    if not below or any(_agrees(step, one) is Fit.HOLDS for one in below):
        return
    most = max(below, key=lambda one: one.low)
    is_all = sum((one.low for one in below), Decimal(0)) in {most.low, most.low * 2}  # the other columns are its parts
    near = [one for one in below if differs_by_slip(one.low, value)] or ([most] if is_all else [])
    if len(near) == 1 and _NEAR[0] < near[0].low / value < _NEAR[1]:
        yield from _compared(step, near[0], Severity.QUESTION)
