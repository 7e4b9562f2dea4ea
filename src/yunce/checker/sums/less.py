# SPDX-License-Identifier: Apache-2.0
"""What is left of one amount when another is taken off, both named or told in front: 服务费扣除成本后,毛利97万元; 收支相抵,缺口690万元."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import product

from yunce.checker.amounts import Amount, Fit, fit, slack_of, text_of
from yunce.checker.findings import Hit, Severity
from yunce.checker.paper import Paper
from yunce.checker.rules import rule
from yunce.checker.slots import Slot, slots_of, spans_of
from yunce.checker.sums.across import differs_by_slip, table_totals
from yunce.checker.sums.adding import edit_of
from yunce.checker.sums.balance import role_of
from yunce.checker.sums.rates import named_amounts
from yunce.checker.sums.words import RATE

_NAME = r"[一-鿿]{2,12}?"
_BEHIND = r"(?:之?后|以后)?[,，]?[^,，。;；\d]{0,10}$"
_TAKEN = re.compile(rf"(?P<from>{_NAME})?(?:扣除|扣减|扣掉|减去|抵减|剔除|冲抵)(?:了|掉)?(?P<less>{_NAME}){_BEHIND}")
_AGAINST = re.compile(rf"(?P<from>{_NAME})?[与和同跟](?P<less>{_NAME})(?:相抵|相比|相减|之差|对比|比较|轧差){_BEHIND}")
_TAKES = re.compile(r"(?:扣除|扣减|扣掉|减去|抵减|剔除|冲抵)[^,，。;；\d]{0,10}$")
_NEEDED = re.compile(r"需|编制|应|计划|目标|支出|投入|订单|成本|费用|开支")
_SHORT = re.compile(r"缺口|[尚还仍][差缺欠余剩有]|差额|短缺|不足|轧差|缺额")
_OTHERWISE = re.compile(r"同比|环比|人均|平均|每|折合|相当于")
_FAMILIES = frozenset({"CNY", "people", "count"})
_BACK = 3
_LONGEST = 4
_LEAST = 2
_MOST = 40
_REACH = 16
"""So many amounts in front, or of a name, are looked at."""
_LITTLE = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class _Left:
    """What is left, the words of what it is taken from and of what is taken off, and the amounts in front of it in its sentence."""

    slot: Slot
    names: tuple[str, str]
    here: tuple[Slot, ...]

    def pair(self) -> tuple[Amount, Amount] | None:
        """The two amounts right in front of it, the one to take from first: one of them is taken off, or only one of them is needed."""
        if len(self.here) < _LEAST:
            return None
        one, other = self.here[-_LEAST:]
        if _TAKES.search(other.lead):
            return one.amount, other.amount
        if len(self.here) > _LEAST or bool(_NEEDED.search(one.lead)) == bool(_NEEDED.search(other.lead)):
            return None
        return (one.amount, other.amount) if _NEEDED.search(one.lead) else (other.amount, one.amount)


@rule(
    "SUM053", Severity.WARNING, "相减、相抵后的数不对",
    "“{name}”写作 {stated}，按前面的两个数算是 {expected}", "核对“{name}”与相减的两个数",
)  # fmt: skip
def what_is_left(paper: Paper) -> Iterator[Hit]:
    """“甲扣除乙后余……”“甲与乙相抵,缺口……”“可用……,需要……,尚缺……”中,结果应等于两数之差。两数可以在前面的行或表格合计里。

    不通过:
        可用资金2860万元,资金需求3540万元,尚缺780万元。
    通过:
        可用资金2860万元,资金需求3540万元,尚缺680万元。
    """
    for at in paper.worded:
        slots = slots_of(paper, at)
        for index, one in enumerate(slots):
            left = _left(slots, index) if one.family in _FAMILIES and one.amount.is_point and not one.depth else None
            if left is not None and (hit := _hit(paper, at, left)):
                yield hit


def _left(slots: Sequence[Slot], index: int) -> _Left | None:
    """What a number says to be left; nothing where it speaks of no difference."""
    one = slots[index]
    told = _TAKEN.search(one.before) or _AGAINST.search(one.before)
    is_short = bool(_SHORT.search(one.lead))
    is_taken = index > 0 and bool(_TAKES.search(slots[index - 1].lead)) and slots[index - 1].sentence == one.sentence
    if not (told or is_short or is_taken) or (told and told.re is _AGAINST and not is_short and role_of(one.lead) != "="):
        return None
    own = [
        each
        for each in slots[max(0, index - _REACH) : index]
        if each.sentence == one.sentence and each.amount.unit == one.amount.unit and not each.depth
    ]
    here = tuple(each for each in own if each.amount.is_point and not RATE.search(each.lead) and not _OTHERWISE.search(each.lead))
    return _Left(one, (told["from"] or "", told["less"]) if told else ("", ""), here)


def _hit(paper: Paper, at: int, left: _Left) -> Hit | None:
    stated = left.slot.amount
    first, second = (_called(paper, name, stated) for name in left.names)
    here, own = [one.amount for one in left.here], left.pair()
    around = [one for line in range(max(0, at - _BACK), at) for one in paper.amounts.get(line, ()) if one.unit == stated.unit]
    totals = [one.amount for one in table_totals(paper) if one.amount.unit == stated.unit and one.last < at][-_MOST:]
    known = [*here, *first, *second, *[one for one in around if one.is_point][-_REACH:]]
    if any(_holds(stated, one, other) for one, other in product([*known, *totals], known)):
        return None
    pairs = list(product(first or here[-1:], second)) if second else [own] if own else []
    values = {_difference(left, one, other): (one, other) for one, other in pairs if one.low != other.low}
    near = {value: pair for value, pair in values.items() if differs_by_slip(abs(value), stated.low)}
    chosen = values if len(values) == 1 else near
    if len(chosen) != 1:
        return None
    expected, pair = next(iter(chosen.items()))
    return _told(left.slot, expected, pair, Severity.WARNING if chosen is values else Severity.QUESTION)


def _difference(left: _Left, one: Amount, other: Amount) -> Decimal:
    """One less the other where the text says which is taken off; without it the larger less the smaller."""
    is_told = (one, other) == left.pair() or bool(_TAKEN.search(left.slot.before))
    return one.low - other.low if is_told else abs(one.low - other.low)


def _called(paper: Paper, name: str, but: Amount) -> list[Amount]:
    """The amounts that bear a name as a whole, of the text and of the totals of tables that stand under it; none where there is no name."""
    for size in range(min(len(name), _LONGEST), _LEAST - 1, -1):
        what = name[-size:]
        named = [one for one in named_amounts(paper, what) if one.unit == but.unit and one.is_point and one.span != but.span]
        plain = [one for one in named if what in paper.plain[max(0, one.span.start - _MOST // 2) : one.span.start]]
        totals = [one.amount for one in table_totals(paper) if one.amount.unit == but.unit and what in _over(paper, one.first)]
        if plain or totals:
            return _different([*totals, *plain])[:_REACH]
    return []


def _over(paper: Paper, first: int) -> str:
    """The words of the line and of the heading over a table."""
    return (paper.words(first - 1) if first else "") + "".join(paper.place(first).headings[-1:])


def _different(amounts: Sequence[Amount]) -> list[Amount]:
    return list({one.low: one for one in reversed(amounts)}.values())


def _holds(stated: Amount, one: Amount, other: Amount) -> bool:
    value = abs(one.low - other.low)
    return fit(stated, value, value, slack_of([one, other])) is not Fit.OFF


def _told(slot: Slot, expected: Decimal, pair: tuple[Amount, Amount], severity: Severity) -> Hit | None:
    stated, (one, other) = slot.amount, pair
    if abs(expected) != abs(one.low - other.low) or max(one.low, other.low) < stated.low * _LITTLE:
        return None
    one, other = (one, other) if expected == one.low - other.low else (other, one)
    shown = f"{text_of(one.low)} - {text_of(other.low)} = {text_of(expected)} ≠ {text_of(stated.low)}"
    spans = spans_of([stated, one, other])
    name = {"name": slot.lead.strip(" :：,，") or stated.words}
    edit = edit_of(stated, expected, expected) if expected > 0 else None
    return Hit(spans, text_of(stated.low), text_of(expected), shown, name, severity, edit)
