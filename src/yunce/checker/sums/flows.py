# SPDX-License-Identifier: Apache-2.0
"""What there was, what came and what went against what there is in the end: 86家,新开9家、关停2家,年末93家."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise, product

from yunce.checker.amounts import Fit, fit, slack_of, text_of
from yunce.checker.findings import Hit, Severity
from yunce.checker.paper import Paper
from yunce.checker.rules import rule
from yunce.checker.slots import Slot, spans_of
from yunce.checker.sums.adding import edit_of
from yunce.checker.sums.prose import prose_blocks
from yunce.checker.sums.words import COMES, FLOW, GOES, NOT_A_PART, RATE, measure_of

_WAS = re.compile(r"现有|原有|期初|年初|上年末|去年末|上年底|去年底|目前|存量|已有|现[存在]")
_OPENS = re.compile(r"期初|年初|上年末|去年末|上年底|去年底|月初|季初")
_ENDS = re.compile(r"(?<!上)(?<!去)年[末底]|期末|季末|月末|届时")
_REACHES = re.compile(r"[达增减降压升扩][到至]|达$|剩|保持|控制")
_IN = re.compile(
    rf"{COMES.pattern}|开票|投放|放款|发放|入库|入园|受理|补栏|购[入进置]|新[签购设收发招拓录聘进]|收治|[转调拨存借]入|招[收录募]?|注册|拉新|承接"
    r"|接收|进货|采购|拓展|收[取到]|上架|新上|[开复]工|发展|增"
)
_OUT = re.compile(
    rf"{GOES.pattern}|回款|清[回收欠]|收回|回收|追[回缴讨]|催收|出库|出栏|[转调]出|办结|结[案清]|完成|归还|偿还|还款|核销|报废|离岗|退|消[耗化]|处理|结业|处置|领用|毕业"
    r"|下[降架]|[竣完]工|结转|确认|压降|减|清理|处置|化解|[销注]户|注销|解约"
)
_WITHIN = re.compile(r"^[\s,，、(（]*(?:其中|含)")
_STEM = re.compile(r"(?P<stem>[一-鿿]{2,6})率(?:为|达到?|约|不低于|控制在|是|[:：])?\s?$")
_YEAR_END = re.compile(r"20\d\d\s?年(?:12月)?[末底]")
_MEANT = 3
"""A bound of so many digits and more is what the flows come to: 年末不高于1.32亿元."""
_NOT_YET = re.compile(r"[未待应][一-鿿]")
_HANZI = re.compile(r"[^一-鿿]")
_MOST = 4
_REACH = 16
"""So many numbers away from the first one the last one may stand."""
_SENTENCES = 2
"""So many sentences behind the first number the last one may stand."""


@rule(
    "SUM036", Severity.WARNING, "期末数与期初数加增减不符",
    "期末写作 {stated}，期初加增加、减减少是 {expected}，相差 {difference}", "核对期初、增加、减少和期末",
)  # fmt: skip
def stock_and_flows(paper: Paper) -> Iterator[Hit]:
    """一句话里写了现有数、新增数和减少数，又写期末数时，期末数应等于现有数加新增、减去减少。

    不通过:
        现有门店86家,年内新开9家、关停2家,年末门店达到98家。
    通过:
        现有门店86家,年内新开9家、关停2家,年末门店达到93家。
    """
    for _, slots in prose_blocks(paper):
        for index, first in enumerate(slots):
            if not first.amount.is_point or FLOW.search(first.lead):
                continue
            behind = slots[index + 1 : index + 1 + _REACH]
            if _WAS.search(first.lead) or _comes_again(first, behind):
                flows, last = _follow(first, behind)
                if last is not None and (hit := _compared(first, flows, last)):
                    yield hit
        for index, last in enumerate(slots):
            if _is_end(last) and last.amount.is_point:
                before, flows = _back(slots[max(0, index - _REACH) : index], last)
                if before is not None and (hit := _compared(before, flows, last)):
                    yield hit


def _back(slots: Sequence[Slot], last: Slot) -> tuple[Slot | None, list[Slot]]:
    """What came and went right in front of an end, and the number of its name in one of the two sentences before: 门店86家。新开9家."""
    flows = [one for one in slots if one.sentence == last.sentence and _is_alike(one, last) and one.amount.is_point]
    is_plain = bool(flows) and len(flows) <= _MOST and all(_sign(one) and not _is_end(one) for one in flows)
    earlier = [one for one in slots if last.sentence - _SENTENCES <= one.sentence < last.sentence and not one.depth]
    earlier = [one for one in earlier if one.amount.unit == last.amount.unit and one.amount.is_point and not RATE.search(one.lead)]
    name = _bare(last.lead)
    if len({_sign(one) for one in flows}) > 1:
        named = [one for one in earlier if not _sign(one) and (name[-2:] in one.lead if name else _WAS.search(one.lead))]
    else:
        named = [one for one in earlier if not _sign(one) and _bare(one.lead) == name]
    return (named[0], flows) if is_plain and len(named) == 1 and not _OPENS.search(named[0].lead) else (None, [])


def _bare(words: str) -> str:
    """A name without the words of when and how much."""
    return _HANZI.sub("", _REACHES.sub("", _ENDS.sub("", _WAS.sub("", words)))).rstrip("在到至")


def _comes_again(first: Slot, slots: Sequence[Slot]) -> bool:
    """True for a number whose name stands once more at the end (在岗312人,...年末在岗318人), or of the end of a year before it."""
    ends = [one for one in slots if one.sentence == first.sentence and one.amount.unit == first.amount.unit and _ENDS.search(one.lead)]
    own, last = (_YEAR_END.search(one.lead) if one else None for one in (first, ends[0] if ends else None))
    is_earlier = own is not None and bool(ends) and (last is None or last[0] != own[0])
    name = _HANZI.sub("", first.lead)
    return is_earlier or any(name[at : at + 2] in _ENDS.sub("", one.lead) for one in ends[:1] for at in range(len(name) - 1))


def _follow(first: Slot, slots: Sequence[Slot]) -> tuple[list[Slot], Slot | None]:
    """What came and went after a first number, and the number at the end; none where something else stands between."""
    flows: list[Slot] = []
    is_told = bool(_OPENS.search(first.lead))
    for one in slots:
        if not _is_alike(one, first) or one.sentence > first.sentence + _SENTENCES * is_told:
            continue
        if flows and _is_end(one):
            is_known = all(_sign(each) for each in flows) or (_ENDS.search(one.lead) and any(_sign(each) for each in flows))
            return flows, one if is_known and one.amount.is_point else None
        is_other = not is_told or one.sentence != first.sentence or measure_of(one.lead) in {"收入", "利润", "成本"}
        if len(flows) == _MOST or not one.amount.is_point or _OPENS.search(one.lead) or (is_other and not _sign(one)):
            break
        if not _WITHIN.match(one.before) and not (flows and one.before.startswith("、") and not _sign(one)):
            flows.append(one)
    return flows, None


def _is_alike(one: Slot, first: Slot) -> bool:
    is_same = one.amount.unit == first.amount.unit and one.depth == first.depth
    return is_same and not RATE.search(one.lead) and not NOT_A_PART.search(_REACHES.sub("", one.lead))


def _is_end(one: Slot) -> bool:
    """True for a number at the end: 年末存栏, 压到; what comes or goes until then (年底前新开9家) is none."""
    reaches = bool(_REACHES.search(one.lead))
    return reaches if _sign(one) or not _ENDS.search(one.lead) else True


def _sign(one: Slot) -> int:
    """1 for what comes, -1 for what goes, by the word that stands last; 0 where neither is said."""
    words = _NOT_YET.sub("", one.lead)
    ends = [max((found.end() for found in form.finditer(words)), default=0) for form in (_IN, _OUT)]
    return (ends[0] > ends[1]) - (ends[0] < ends[1])


def _compared(first: Slot, flows: Sequence[Slot], last: Slot) -> Hit | None:
    """The hit of an end that no reading of what came and went gives; the reading that comes nearest tells what is expected."""
    plain = [each for each in flows if "净" not in each.lead] or flows  # 净增 says the others once more
    is_bound = last.amount.op in {"<=", "<"} and len(_digits(last)) >= _MEANT
    total = replace(last.amount, op="=") if is_bound else last.amount
    amounts = [first.amount, *(one.amount for one in plain)]
    slack = slack_of(amounts) if total.is_coarse else Decimal(0)
    choices = product(*([_sign(one)] if _sign(one) else [1, -1] for one in plain))
    readings = [(signs, _value(first, plain, signs)) for signs in choices]
    told = [_value(first, flows, [_sign(one) for one in flows]), *(value for _, value in readings)]
    fits = [fit(total, value, value, slack) for value in told if value >= 0]
    if Fit.HOLDS in fits:
        return None
    signs, value = min(readings, key=lambda one: (one[1] < 0, len(plain) > 1 and len(set(one[0])) < 2, abs(one[1] - total.low)))
    terms = text_of(first.amount.low) + "".join(
        f" {'+' if sign > 0 else '-'} {text_of(one.amount.low)}" for one, sign in zip(plain, signs, strict=True)
    )
    expected, stated = text_of(value), text_of(total.low)
    is_half = len(set(signs)) == 1 and "净" not in plain[0].lead and (value - total.low) * signs[0] > 0  # what goes may not be told
    is_open = is_bound or Fit.ROUNDED in fits or len(readings) > 1 or is_half or any(one.is_about for one in (*amounts, total))
    words = {"difference": text_of(abs(total.low - value))}
    severity = Severity.QUESTION if is_open else Severity.WARNING
    arithmetic = f"{terms} = {expected} ≠ {stated}"
    return Hit((total.span, *spans_of(amounts)), stated, expected, arithmetic, words, severity, edit_of(total, value, value))


def _digits(one: Slot) -> str:
    """The digits of a number without those that only tell its size: 1.32 has three, 1,200 two."""
    return format(one.amount.low.normalize(), "f").replace(".", "").strip("0")


def _value(first: Slot, flows: Sequence[Slot], signs: Sequence[int]) -> Decimal:
    return first.amount.low + sum((sign * one.amount.low for one, sign in zip(flows, signs, strict=True)), Decimal(0))


@rule(
    "SUM043", Severity.WARNING, "比率与期初数、变动数不符",
    "比率写作 {stated}，按期初数和变动数算是 {expected}", "核对期初数、变动数与比率",
)  # fmt: skip
def rate_of_a_flow(paper: Paper) -> Iterator[Hit]:
    """“年初欠费186万元,年内清回111.6万元,清欠率60%”中,比率应等于变动数除以期初数。

    不通过:
        历年欠费年初186万元,年内清回111.6万元,清欠率80%。
    通过:
        历年欠费年初186万元,年内清回111.6万元,清欠率60%。
    """
    for _, slots in prose_blocks(paper):
        for index, first in enumerate(slots):
            if _OPENS.search(first.lead) and first.amount.low > 0:
                for flow, rate in pairwise(slots[index + 1 :]):
                    if flow.sentence == first.sentence and _is_alike(flow, first) and _is_rate_of(flow, rate):
                        yield from _rate(first, flow, rate)


def _is_rate_of(flow: Slot, rate: Slot) -> bool:
    """True for a percentage named by a word that shares a sign with what the flow is called, but not its last two: those are told alike."""
    found = _STEM.search(rate.lead) if rate.amount.unit == "%" and rate.sentence == flow.sentence else None
    is_other = found is not None and found["stem"][-2:] not in flow.before + flow.tail
    return bool(is_other and found and _sign(flow) and set(found["stem"]) & set(_HANZI.sub("", flow.lead)))


def _rate(first: Slot, flow: Slot, rate: Slot) -> Iterator[Hit]:
    value = flow.amount.low / first.amount.low * 100
    room = slack_of([flow.amount, first.amount]) / first.amount.low * 100
    if not all(one.amount.is_point for one in (first, flow, rate)) or fit(rate.amount, value, value, room) is not Fit.OFF:
        return
    shown = value.quantize(min(rate.amount.step, Decimal(1)))
    arithmetic = f"{text_of(flow.amount.low)} ÷ {text_of(first.amount.low)} = {text_of(shown)}% ≠ {text_of(rate.amount.low)}%"
    spans = spans_of([rate.amount, flow.amount, first.amount])
    edit = edit_of(rate.amount, shown, shown)
    yield Hit(spans, f"{text_of(rate.amount.low)}%", f"{text_of(shown)}%", arithmetic, edit=edit)
