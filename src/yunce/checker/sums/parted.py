# SPDX-License-Identifier: Apache-2.0
"""A rate, what it is of and what it comes to: 按税前利润8500万元的8%计提680万元; and a whole parted by rates: 销售线50%即340万元."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from yunce.checker.amounts import Amount, Fit, fit, text_of
from yunce.checker.findings import Hit, Severity
from yunce.checker.paper import Paper
from yunce.checker.rules import rule
from yunce.checker.slots import Slot, slots_of, spans_of
from yunce.checker.sums.adding import edit_of
from yunce.checker.sums.driven import is_worked_out
from yunce.checker.sums.prose import prose_blocks
from yunce.checker.sums.slips import is_one_slip

_THEN = re.compile(
    r"[,，(（]?\s?(?:即|计|约合|折合|合计|共计|合|约|为|是|共|相当于|安排|计提|提取|提|分|发放|奖励|分配)?(?:约|为|人民币|提取|计提|提|安排|共)?\s?"
    r"(?:[,，]?\s?(?:共|即|计|约|合计|为|约合)(?:约)?\s?)?"
)
_BEHIND = re.compile(r"[,，(（]?\s?(?:[占即约](?:比|全年|总额|总量|全部|合计)?(?:的|为|约)?)?\s?")
_OF = re.compile(r"\s?(?:的|乘以|×|[,，]?\s?(?:按照?|以)(?:其|此|该)?(?:的)?)\s?[一-鿿]{0,4}?\s?")
_BY = re.compile(r"按照?|以|占|提取|计提|计算")
_CHANGE = re.compile(r"增长|增幅|增[加至到]|提[高升]|上[升调]|下[降调]|降[低幅]|减少|压[降缩]|同比|环比|涨|缩减|节约")
_RATE = re.compile(r"(?P<stem>[一-鿿]{1,6})(?:率|比例|占比)(?:目标|为|达到?|按|约|是|[:：])?\s?$")
_NAMED = re.compile(r"(?P<what>[一-鿿]{2,8})的(?:比例)?\s?$")
_RECKONED = re.compile(r"按|算|计|预计")
_NEAR = Decimal("0.1"), Decimal(10)
_NO_BASE = frozenset({"%", "pp", "‰", "bare", "天", "月", "年", "小时", "分", "倍"})
_FEWEST = 2
_HUNDRED = Decimal(100)


@rule(
    "SUM039", Severity.WARNING, "按比例分开的数与总数、比例不符",
    "写作 {stated}，按总数 {whole} 的 {rate} 算是 {expected}", "核对总数、比例与分开的数",
)  # fmt: skip
def parted_by_rates(paper: Paper) -> Iterator[Hit]:
    """一个总数按几个比例分开、每个比例后面写了算出的数(或数后面写了占比)时,每个数都应等于总数乘以它的比例。

    不通过:
        年度推广费300万元,其中线上60%,约合180万元,线下30%,约合70万元。
    通过:
        年度推广费300万元,其中线上60%,约合180万元,线下30%,约合90万元。
    """
    for at, slots in prose_blocks(paper):
        for pairs in _runs(slots):
            yield from _parted(paper, at, slots, pairs)


def _runs(slots: Sequence[Slot]) -> Iterator[list[tuple[Slot, Slot]]]:
    """Runs of two pairs or more of a rate and its amount, of one unit, one sentence and one order."""
    for is_first in (True, False):
        run: list[tuple[Slot, Slot]] = []
        at = 0
        while at + 1 < len(slots):
            pair = _pair(slots[at], slots[at + 1], is_first=is_first)
            if pair and run and (pair[1].amount.unit != run[-1][1].amount.unit or pair[0].sentence != run[-1][0].sentence):
                yield from ([run] if len(run) >= _FEWEST else [])
                run = []
            if pair:
                run.append(pair)
            elif run and slots[at].amount.unit not in {"%", run[-1][1].amount.unit}:
                yield from ([run] if len(run) >= _FEWEST else [])
                run = []
            at += 2 if pair else 1
        if len(run) >= _FEWEST:
            yield run


def _pair(one: Slot, other: Slot, *, is_first: bool) -> tuple[Slot, Slot] | None:
    """A rate and what it comes to, the rate in front or behind."""
    rate, part = (one, other) if is_first else (other, one)
    joined = (_THEN if is_first else _BEHIND).fullmatch(other.before) and one.sentence == other.sentence
    is_plain = rate.amount.unit == "%" and part.family not in _NO_BASE and rate.amount.is_point and part.amount.is_point
    is_part = 0 < rate.amount.low < _HUNDRED and part.amount.low > 0 and not part.amount.per
    return (rate, part) if joined and is_plain and is_part and not _CHANGE.search(rate.lead) else None


def _parted(paper: Paper, at: int, slots: Sequence[Slot], pairs: Sequence[tuple[Slot, Slot]]) -> Iterator[Hit]:
    used = {one.amount.span for pair in pairs for one in pair}
    first = pairs[0][0].amount.span.start
    largest = max(part.amount.low for _, part in pairs)
    wholes = [one for one in _in_front(paper, at, slots, first) if one.amount.unit == pairs[0][1].amount.unit]
    wholes = [one for one in wholes if one.amount.is_point and one.amount.span not in used]
    kept = [one for one in wholes if all(_is_share(one.amount, rate.amount, part.amount) for rate, part in pairs)]
    if kept:
        return
    voted = [one for one in wholes if sum(_is_share(one.amount, rate.amount, part.amount) for rate, part in pairs) * 2 >= len(pairs)]
    implied = _implied(pairs)
    if voted:
        whole = voted[-1]
        odd = [(rate, part) for rate, part in pairs if not _is_share(whole.amount, rate.amount, part.amount)]
        yield from (_part_hit(whole.amount, rate, part) for rate, part in odd)
    elif implied is not None and wholes and largest < wholes[-1].amount.low * _NEAR[1]:
        yield _whole_hit(wholes[-1], implied, pairs)


def _in_front(paper: Paper, at: int, slots: Sequence[Slot], first: int) -> list[Slot]:
    """The amounts that may be the whole: those in front in the paragraph, else those of the line in front and of the heading."""
    own = [one for one in slots if one.amount.span.start < first]
    if own or not at or paper.blocks[at].cell is not None:
        return own
    return list(slots_of(paper, at - 1)) if paper.blocks[at - 1].cell is None else []


def _implied(pairs: Sequence[tuple[Slot, Slot]]) -> Decimal | None:
    """The whole that all pairs agree on; nothing where they do not."""
    rates = sum((rate.amount.factor for rate, _ in pairs), Decimal(0))
    whole = sum((part.amount.low for _, part in pairs), Decimal(0)) / rates
    agree = all(abs(part.amount.low - whole * rate.amount.factor) <= _room(whole, rate.amount, part.amount) for rate, part in pairs)
    return whole if agree else None


def _is_share(whole: Amount, rate: Amount, part: Amount) -> bool:
    """True where a part is so many percent of a whole, as finely as the numbers are written."""
    value = whole.low * rate.factor
    return fit(part, value, value, _room(whole.low, rate, part)) is not Fit.OFF


def _room(whole: Decimal, rate: Amount, part: Amount) -> Decimal:
    """How far rounding of a rate with decimals, of one that stands behind what it is of, or behind 约, may move a part."""
    about = abs(part.low) / 20 if rate.is_about or part.is_about else Decimal(0)
    is_rounded = "." in rate.words or rate.span.start > part.span.start
    return max(about, part.step / 2, abs(whole) * rate.step / _HUNDRED / 2 if is_rounded else Decimal(0))


def _part_hit(whole: Amount, rate: Slot, part: Slot) -> Hit:
    expected = whole.low * rate.amount.factor
    shown = f"{text_of(whole.low)} × {text_of(rate.amount.low)}% = {text_of(expected)} ≠ {text_of(part.amount.low)}"
    words = {"whole": text_of(whole.low), "rate": f"{text_of(rate.amount.low)}%"}
    spans = spans_of([part.amount, rate.amount, whole])
    return Hit(spans, text_of(part.amount.low), text_of(expected), shown, words, edit=edit_of(part.amount, expected, expected))


def _whole_hit(whole: Slot, implied: Decimal, pairs: Sequence[tuple[Slot, Slot]]) -> Hit:
    rate, part = pairs[0]
    shown = f"{text_of(part.amount.low)} ÷ {text_of(rate.amount.low)}% = {text_of(implied)} ≠ {text_of(whole.amount.low)}"
    words = {"whole": text_of(implied), "rate": "100%"}
    spans = spans_of([whole.amount, *(part.amount for _, part in pairs)])
    edit = edit_of(whole.amount, implied, implied)
    return Hit(spans, text_of(whole.amount.low), text_of(implied), shown, words, Severity.QUESTION, edit)


@rule(
    "SUM040", Severity.QUESTION, "比例、基数与算出的数对不上",
    "写作 {stated}，{whole} 的 {rate} 是 {expected}", "核对基数、比例与算出的数",
)  # fmt: skip
def rate_of_a_number(paper: Paper) -> Iterator[Hit]:
    """“奖金680万元,按税前利润8500万元的8%计提”“外呼26万通,按成功率78%算,有效20.28万通”中,算出的数应等于基数乘以比例。

    不通过:
        全年奖金包780万元,按税前利润8500万元的8%计提。
    通过:
        全年奖金包680万元,按税前利润8500万元的8%计提。
    """
    for _, slots in prose_blocks(paper):
        for at in range(1, len(slots)):
            base, rate = slots[at - 1], slots[at]
            if _is_rate_of(base, rate):
                yield from _worked_out(slots, at)


def _is_rate_of(base: Slot, rate: Slot) -> bool:
    is_plain = rate.amount.unit == "%" and rate.amount.is_point and rate.amount.low > 0 and base.family not in _NO_BASE
    is_near = base.sentence == rate.sentence and base.depth == rate.depth and base.amount.is_point and base.amount.low > 0
    named = _NAMED.search(rate.lead)
    is_other = named is not None and named["what"][-2:] not in base.before
    return is_plain and is_near and not is_other and not _CHANGE.search(rate.before)


def _worked_out(slots: Sequence[Slot], at: int) -> Iterator[Hit]:
    base, rate = slots[at - 1 : at + 1]
    result, is_told = _result(slots, at)
    if result is None or not result.amount.is_point or result.amount.op != "=" or not result.amount.low:
        return
    others = [one.amount for one in slots if one.sentence == rate.sentence and one is not result]
    if _agrees(base.amount, rate, result.amount) or is_worked_out(result.amount, others):
        return
    factors = (rate.amount.factor, 1 + rate.amount.factor, 1 - rate.amount.factor)
    bases = [one for one in others if one.unit == base.amount.unit]
    if any(fit(result.amount, one.low * factor, one.low * factor) is not Fit.OFF for one in bases for factor in factors):
        return
    expected = base.amount.low * rate.amount.factor
    near = _NEAR[0] * expected < result.amount.low < _NEAR[1] * expected
    if not near or not (is_told or is_one_slip([base.amount, rate.amount, result.amount], lambda found: _is_product(*found))):
        return
    shown = f"{text_of(base.amount.low)} × {text_of(rate.amount.low)}% = {text_of(expected)} ≠ {text_of(result.amount.low)}"
    words = {"whole": text_of(base.amount.low), "rate": f"{text_of(rate.amount.low)}%"}
    spans = spans_of([result.amount, rate.amount, base.amount])
    yield Hit(spans, text_of(result.amount.low), text_of(expected), shown, words, edit=edit_of(result.amount, expected, expected))


def _result(slots: Sequence[Slot], at: int) -> tuple[Slot | None, bool]:
    """The number that a rate of the one in front of it comes to, and whether words say so: behind it, else in front of both."""
    base, rate = slots[at - 1 : at + 1]
    is_of = _OF.fullmatch(rate.before) is not None
    after = slots[at + 1] if at + 1 < len(slots) and slots[at + 1].sentence == rate.sentence else None
    front = slots[at - 2] if at > 1 and slots[at - 2].sentence == rate.sentence else None
    if after is not None and after.amount.unit == base.amount.unit and after.depth == base.depth:
        joined = _THEN.fullmatch(after.before) is not None
        named = _RATE.search(rate.lead)
        is_stem = named is not None and named["stem"][-2:] in after.lead
        if is_of or joined or is_stem or (named is not None and not front) or _BY.search(rate.lead):
            return after, (is_of and joined) or is_stem or (joined and bool(_BY.search(rate.lead)))
    if is_of and front is not None and front.amount.unit == base.amount.unit and _BY.search(base.before + rate.tail):
        return front, True
    return None, False


def _agrees(base: Amount, rate: Slot, result: Amount) -> bool:
    """True where the result is the rate of the base; a rate without decimals may be rounded where nothing says that it is reckoned with."""
    room = base.low * rate.amount.step / _HUNDRED / 2
    is_exact = _RECKONED.search(rate.before + rate.tail) and "." not in rate.amount.words
    value = base.low * rate.amount.factor
    return fit(result, value, value, Decimal(0) if is_exact else room) is not Fit.OFF


def _is_product(base: Amount, rate: Amount, result: Amount) -> bool:
    value = base.low * rate.factor
    return fit(result, value, value) is Fit.HOLDS
