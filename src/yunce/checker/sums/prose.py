# SPDX-License-Identifier: Apache-2.0
"""Totals and parts within a paragraph: 共计 behind its items, 其中 in front of them, parts in brackets."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from yunce.checker.amounts import Amount
from yunce.checker.findings import Hit, Severity
from yunce.checker.paper import Paper
from yunce.checker.rules import rule
from yunce.checker.slots import Slot, slots_of
from yunce.checker.sums.adding import any_holds, sum_hit
from yunce.checker.sums.words import AND_SO_ON, FLOW, LEFT, MOVES_ON, NOT_A_PART, PARTS, REST, TOTAL_BEFORE, WHOLE, adds_on, measure_of

_PIECE = re.compile(r"[,，;；、]")
_OPENS = re.compile(r"[^,，;；。:：()（）]{0,6}[(（](?:其中|包括|含|即)?[^()（）]*$")
_CLAUSE = re.compile(r"[;；]")
_EACH = re.compile(r"各|每")
_BOUND = re.compile(r"以内|不超|控制|最多|上限|不高于|不多于|≤|内$")
_OPENED = re.compile(r"[:：][^:：]*[一-鿿]")
_MOST_OF = Decimal("0.7")
"""Parts behind 其中 that come to less than this of their whole are seldom meant to be all of it."""
_SMALL = 5
"""Fewer things than this of another unit than their parts are mostly other things: 两个组,一个主管."""
_SURE_LIST = 3
"""Parts that 、 joins, from how many on they are a list of their own."""
_LEAST = re.compile(r"不少于|不低于|以上|至少|≥|不下|超过")
_CAP = re.compile(r"\s?(?:为限|封顶|为上限|止$)")
_SUMS_UP = re.compile(r"(?:(?:以上|上述)(?:各项)?)?[合总共]\s?计|(?:以上|上述)(?:各项)?共")
_ABOVE = re.compile(r"以上|上述")
_STOCK = re.compile(r"[年期月季]初|[上去]年[末底]")
"""What there was: what came and went follows, no parts."""
_AT_END = re.compile(r"年[末底]|期末")
_NOW = re.compile(r"[至到]\s?$")
_FACTOR = re.compile(r"[×*÷]")
_NOT_A_WHOLE = re.compile(r"同比|环比|增[长加幅]|人均|平均|单价|均价|客单|最[高低多大小]|折合|相当于")
_OF_WHICH = re.compile(r"其中|分别")
_SUM_WORD = re.compile(r"[合总共小]\s?计")
_IS_MADE_OF = re.compile(r"[一-鿿]{0,6}?[,，]?\s?(?:为|是)(?!了|原|上|去|前)")
"""Right behind a number: its parts follow (新增的5人为售前3人、区域经理2人)."""
_THAT_IS = re.compile(r"[,，]?\s?即")
_MADE = re.compile(r"^[一-鿿]{0,6}?(?:组成|构成)")
_JOINED = re.compile(r"\s?(?:、|和|及|与)")
_TOGETHER = re.compile(r"[一-鿿A-Za-z](?:和|及|与|、)[一-鿿A-Za-z]+(?:一?共|合计)\s?$")
_ALL_OF_IT = "分为"
_PROFIT = "利润"
_IN_BRACKETS = re.compile(r"[(（][^()（）]*[)）]")


def prose_blocks(paper: Paper) -> tuple[tuple[int, tuple[Slot, ...]], ...]:
    """The text blocks that hold at least two amounts; long table cells are prose too."""
    return paper.once("prose", lambda: tuple(_prose_blocks(paper)))


def _prose_blocks(paper: Paper) -> Iterator[tuple[int, tuple[Slot, ...]]]:
    for at in range(len(paper.blocks)):
        if len(paper.amounts.get(at, ())) > 1 and paper.is_text(at):
            yield at, slots_of(paper, at)


@rule(
    "SUM001", Severity.ERROR, "合计与前面各项之和不符",
    "合计写作 {stated}，前面各项相加是 {expected}，相差 {difference}", "把合计改为 {expected}，或核对各项",
)  # fmt: skip
def total_behind(paper: Paper) -> Iterator[Hit]:
    """一句话里先列各项、后写“共计”“合计”，合计应等于各项之和。列有未标金额的项目时只作疑问。

    不通过:
        开业准备:装修费5万元,货架费2万元,首批货款20万元,共计30万元。
    通过:
        开业准备:装修费5万元,货架费2万元,首批货款20万元,共计27万元。
    """
    for _, slots in prose_blocks(paper):
        for index, total in enumerate(slots):
            is_cap = _CAP.match(total.tail)
            if index and TOTAL_BEFORE.search(total.lead) and not is_cap and not LEFT.search(total.lead) and not _opens_parts(slots, index):
                yield from _behind(paper, slots, index)


def _opens_parts(slots: Sequence[Slot], index: int) -> bool:
    """True where the parts follow the total (共83处,其中...)."""
    following = slots[index + 1] if index + 1 < len(slots) else None
    return following is not None and following.sentence == slots[index].sentence and bool(_OF_WHICH.search(following.before))


def _behind(paper: Paper, slots: Sequence[Slot], index: int) -> Iterator[Hit]:
    total = slots[index]
    is_all = bool(_SUMS_UP.fullmatch(total.lead.strip())) and "。" in total.before
    earlier = _summed_up(slots, index, is_all=is_all)
    earlier = _without_details(earlier)
    parts = [one.amount for one in earlier]
    if len(parts) < 2 or any_holds(total.amount, (parts[start:] for start in range(len(parts) - 1))):
        return
    if any(adds_on(one.before) and _has_front(slots, one) for one in earlier):
        return
    sentence = earlier[-1].sentence
    inputs = [slots[at - 1] for at in range(1, index) if slots[at] in earlier and TOTAL_BEFORE.search(slots[at].lead)]
    told = [one for one in slots[:index] if one.sentence == sentence and one.amount.span.start < parts[-1].span.start and one not in inputs]
    if _multiplied(total, [*told, *earlier]):
        return
    if is_all:
        earlier = _nearest(total.amount, earlier)
        parts = [one.amount for one in earlier]
    is_told = _SUM_WORD.search(total.lead) and all(one.amount.unit == total.amount.unit for one in earlier)
    is_wide = earlier[0].sentence != sentence and not _ABOVE.match(total.lead.strip())
    if total.family == "bare" or ((is_wide or not is_told) and not _is_near(total, earlier)):
        return
    words = paper.plain[parts[0].span.start : total.amount.span.start]
    is_open = is_wide or _has_unpriced(words, earlier)
    hit = sum_hit(total.amount, parts, Severity.QUESTION if is_open else Severity.ERROR)
    if hit:
        yield hit


def _has_front(slots: Sequence[Slot], first: Slot) -> bool:
    """True where an amount of its unit stands in front of one in its block."""
    return any(one.amount.unit == first.amount.unit for one in slots[: slots.index(first)])


def _summed_up(slots: Sequence[Slot], index: int, *, is_all: bool) -> list[Slot]:
    """What a total may sum up: the amounts of its sentence; of all sentences in front where it opens one (...。以上合计22人)."""
    total = slots[index]
    found: list[Slot] = []
    factors = {at for at in range(1, index + 1) if _FACTOR.search(slots[at].before)}
    for at in range(index - 1, -1, -1):
        one = slots[at]
        if at in factors or at + 1 in factors:
            continue
        is_total = one.family == total.family and TOTAL_BEFORE.search(one.lead)
        if (one.sentence != total.sentence and not is_all) or (is_total and not (is_all and _is_worked_out(slots, at))):
            break
        if one.family == total.family and (one.depth == total.depth or (total.depth > one.depth)) and not NOT_A_PART.search(one.lead):
            found.insert(0, one)
    return found


def _without_details(parts: Sequence[Slot]) -> list[Slot]:
    """Parts without those of which one of them is made (人工184万元,其中管理人员40万元); all where too few were left."""
    found: list[Slot] = []
    is_within = False
    for one in parts:
        is_within = "其中" in one.before or (is_within and bool(_JOINED.match(one.before)))
        found += [] if is_within else [one]
    return found if len(found) > 1 else list(parts)


def _is_worked_out(slots: Sequence[Slot], at: int) -> bool:
    """True for a total that a rate in front of it gives (按每席1.6人配置,共192人): it sums up nothing."""
    return at > 0 and slots[at - 1].sentence == slots[at].sentence and bool(_EACH.search(slots[at - 1].lead) or slots[at - 1].amount.per)


def _nearest(total: Amount, parts: Sequence[Slot]) -> list[Slot]:
    """The parts of as many sentences as come nearest to a total."""
    starts = [at for at in range(len(parts) - 1) if not at or parts[at].sentence != parts[at - 1].sentence]
    sums = {at: sum((one.amount.low for one in parts[at:]), Decimal(0)) for at in starts}
    return list(parts[min(starts, key=lambda at: abs(sums[at] - total.low)) :])


def _is_near(whole: Slot, parts: Sequence[Slot]) -> bool:
    """Counts are of many things: only a sum of about the same size speaks of the same; bare numbers may be anything."""
    if whole.family == "bare":
        return False
    total = sum(one.amount.high for one in parts)
    return whole.family not in {"count", "people"} or whole.amount.low / 2 <= total <= whole.amount.high * 2


def _multiplied(total: Slot, parts: Sequence[Slot]) -> bool:
    """Amounts that count for several (各10万元) leave the sum open: never an alarm where one of them is among the parts."""
    return any(_EACH.search(one.lead) or one.amount.per for one in (*parts, total))


def _has_unpriced(words: str, parts: Sequence[Slot]) -> bool:
    """True where the enumeration names things without an amount."""
    pieces = [piece.strip() for piece in _PIECE.split(_IN_BRACKETS.sub("", words))]
    return sum(len(piece) >= 2 and not piece.startswith(("共", "合", "总")) for piece in pieces) > len(parts)


@rule(
    "SUM002", Severity.ERROR, "各部分之和与总数不符",
    "总数写作 {stated}，所列部分相加是 {expected}，相差 {difference}", "核对总数与各部分；总数应为 {expected}",
)  # fmt: skip
def parts_behind(paper: Paper) -> Iterator[Hit]:
    """先写总数、再写“其中”“分为”“分别”，部分之和不得大于总数；写明“其余”或“分为”时应正好相等。

    不通过:
        全年检查发现隐患83处,其中已整改64处,其余18处正在整改。
    通过:
        全年检查发现隐患83处,其中已整改64处,其余19处正在整改。
    """
    for _, slots in prose_blocks(paper):
        for index in range(1, len(slots)):
            if slots[index].sentence == slots[index - 1].sentence:
                yield from _parts(slots, index, slots[index].before)


def _parts(slots: Sequence[Slot], index: int, cue: str) -> Iterator[Hit]:
    """Parts behind a cue; without one, amounts that follow each other with names of their own may be parts as well."""
    is_told = bool(PARTS.search(cue)) or cue.strip().startswith((":", "："))
    parts = _following(slots, index, is_told=is_told)
    is_one_thing = not is_told and _are_joined(parts) and _are_named_behind(cue, parts)
    if is_one_thing or (not is_told and _is_made_of(cue, parts)):
        is_told, cue = True, _ALL_OF_IT
    if not parts or parts[0].family == "bare" or not (is_told or _is_enumeration(slots, index, parts)):
        return
    if not is_told and any(FLOW.search(one.lead) for one in parts):
        return  # what came and went is no part: 门店86家,新开9家、关停2家
    first = parts[0]
    wholes = [_exact(one, parts) for one in reversed(slots[:index]) if one.sentence == first.sentence and _may_hold(one, first)]
    if is_one_thing:
        wholes = [slots[index - 1]] if slots[index - 1].amount.unit == first.amount.unit else []
    if not wholes:
        return
    amounts = [one.amount for one in parts]
    prefixes = [amounts[:end] for end in range(1, len(amounts) + 1) if end == len(parts) or _may_end(parts, end)]
    if any(any_holds(whole.amount, prefixes) for whole in wholes) or any(_EACH.search(one.lead) for one in parts):
        return
    if not (is_told and all(one.amount.unit == wholes[0].amount.unit for one in parts)) and not _is_near(wholes[0], parts):
        return
    severity = _severity(wholes[0].amount, parts, cue) if is_told else Severity.QUESTION
    if severity is not None and any(one.amount.unit != wholes[0].amount.unit for one in parts):
        severity = Severity.QUESTION if wholes[0].amount.low >= _SMALL else None
    severity = _softened(wholes[0], severity)
    if severity is not None and (hit := sum_hit(wholes[0].amount, amounts[: _first_end(slots, parts)], severity)):
        yield hit


def _are_named_behind(cue: str, parts: Sequence[Slot]) -> bool:
    """True where 为 or 是, or 即 in front of three parts or more, opens the parts."""
    return bool(_IS_MADE_OF.match(cue)) or (len(parts) >= _SURE_LIST and bool(_THAT_IS.match(cue)))


def _are_joined(parts: Sequence[Slot]) -> bool:
    """True where 、 or a word joins two parts or more."""
    return len(parts) > 1 and all(_JOINED.match(one.before) for one in parts[1:])


def _is_made_of(cue: str, parts: Sequence[Slot]) -> bool:
    """True where 由 opens the parts and 组成 closes them."""
    return len(parts) > 1 and "由" in cue and bool(_MADE.search(parts[-1].tail))


def _softened(whole: Slot, severity: Severity | None) -> Severity | None:
    """A question where the whole is only a bound that its parts may leave open."""
    is_least = _LEAST.search(whole.amount.words)
    is_most = severity is Severity.WARNING and _BOUND.search(whole.lead + whole.amount.words)
    return Severity.QUESTION if severity is not None and (is_least or is_most) else severity


def _first_end(slots: Sequence[Slot], parts: Sequence[Slot]) -> int:
    """Parts that 、 joins end at the first semicolon: 其中甲80名、乙10名;班组长8名."""
    places = [slots.index(one) for one in parts]
    ends = [at for at in range(1, len(parts)) if any(_CLAUSE.search(one.before) for one in slots[places[at - 1] + 1 : places[at] + 1])]
    return ends[0] if ends and ends[0] > 1 and parts[1].before.startswith("、") else len(parts)


def _exact(whole: Slot, parts: Sequence[Slot]) -> Slot:
    """A bound that is taken apart in three or more parts is meant to be used up: 控制在320人以内,其中研发96人,..."""
    return replace(whole, amount=replace(whole.amount, op="=")) if len(parts) > 2 and whole.amount.op != "=" else whole


def _may_end(parts: Sequence[Slot], end: int) -> bool:
    """True where the enumeration may be over: another sign parts what follows than what came before."""
    signs = [_PIECE.findall(one.before) for one in parts[1 : end + 1]]
    return signs[-1] != signs[0] if end > 1 else not _PIECE.search(parts[1].before[:1])


def _is_enumeration(slots: Sequence[Slot], index: int, parts: Sequence[Slot]) -> bool:
    """Two or more amounts of one unit, each with a name and smaller than the first of the sentence, which sum up to about as much."""
    whole = slots[index - 1]
    if (
        whole.depth
        or len(parts) < 2
        or (len(parts) < _SURE_LIST and not parts[1].before.startswith("、") and not REST.search(parts[1].lead))
        or whole.family != parts[0].family
        or whole.depth != parts[0].depth
        or not whole.lead.strip()
        or _STOCK.search(whole.lead)
        or _AT_END.search(parts[-1].lead)
        or not _is_first(slots, whole, parts)
        or _is_first_part(slots, index, parts)
    ):
        return False
    total = sum(one.amount.high for one in parts)
    is_like = all(one.lead.strip() and one.amount.unit == whole.amount.unit and one.amount.high < whole.amount.low * 2 for one in parts)
    measures = {measure_of(one.lead) for one in parts} | {measure_of(whole.lead)}
    return is_like and len(measures - {""}) < 2 and whole.amount.low * Decimal("0.6") < total < whole.amount.high * Decimal("1.6")


def _is_first(slots: Sequence[Slot], whole: Slot, parts: Sequence[Slot]) -> bool:
    """True for the first of its kind in its sentence, and for the one in front of a plain list, where no total follows."""
    alike = [one for one in slots if one.sentence == whole.sentence and one.depth == whole.depth and one.family == whole.family]
    is_list = len(parts) >= _SURE_LIST and all(one.before.startswith("、") for one in parts[1:])
    return (alike[0] is whole or is_list) and not any(TOTAL_BEFORE.search(one.lead) for one in alike[1:])


def _is_first_part(slots: Sequence[Slot], index: int, parts: Sequence[Slot]) -> bool:
    """True where the number in front stands in line with the others: behind their colon, joined to them by 、, or changed to the next."""
    if _NOW.search(parts[0].lead):
        return True
    return bool(_OPENED.search(slots[index - 1].before)) or all(one.before.startswith("、") for one in parts)


def _may_hold(whole: Slot, part: Slot) -> bool:
    return whole.family == part.family and whole.depth <= part.depth and not _NOT_A_WHOLE.search(whole.lead)


def _following(slots: Sequence[Slot], index: int, *, is_told: bool = False) -> list[Slot]:
    """The parts behind the cue: same kind, same depth, until the sentence ends, a total comes or another measure begins.

    What 、 joins to parts that are told to be parts, or is called the rest, is one of them by whatever measure it is called.
    """
    sentence = slots[index].sentence
    at = next((at for at in range(index, len(slots)) if slots[at].sentence != sentence or slots[at].family != "%"), len(slots))
    if at == len(slots) or slots[at].sentence != sentence:
        return []
    first = slots[at]
    found: list[Slot] = []
    measures = {"", measure_of(first.lead), measure_of(slots[index - 1].lead)}
    for one in slots[at:]:
        is_end = one.sentence != first.sentence or one.depth < first.depth or (found and _is_total_of(one, found))
        if is_end or (found and one.family == "CNY" and _is_another(one, measures, is_told=is_told)):
            break
        if (
            one.family == first.family
            and one.depth == first.depth
            and one.bracket == first.bracket
            and not NOT_A_PART.search(PARTS.split(_name(one) if one is first else one.lead)[-1])
        ):
            found.append(one)
    return found


def _is_total_of(one: Slot, parts: Sequence[Slot]) -> bool:
    """True for a total behind parts, and for what comes or goes; less than one of them, it is a part itself: 采购和财务共2人."""
    is_part = _TOGETHER.search(one.lead) and any(one.amount.unit == part.amount.unit and one.amount.low < part.amount.low for part in parts)
    is_next = MOVES_ON.search(one.lead) and not one.before.startswith("、")
    return bool(is_next or TOTAL_BEFORE.search(one.lead)) and not is_part


def _name(first: Slot) -> str:
    """The name of a first part without 即 in front of it."""
    return _THAT_IS.sub("", first.lead, count=1) if _THAT_IS.match(first.before) else first.lead


def _is_another(one: Slot, measures: Container[str], *, is_told: bool) -> bool:
    """True where an amount behind parts is of another measure than they and their whole."""
    measure = measure_of(one.lead)
    is_listed = is_told and measure != _PROFIT and (one.before.startswith("、") or REST.search(one.lead))
    return measure not in measures and not is_listed


def _severity(whole: Amount, parts: Sequence[Slot], cue: str) -> Severity | None:
    """An error where the parts exceed the whole or are said to be all of it; a question where they may be only some."""
    total = sum(one.amount.low for one in parts)
    if total > whole.high:
        return Severity.ERROR if "其中" in cue or len(parts) > 1 else None
    if len(parts) < 2:
        return None
    if total < whole.low * _MOST_OF and not WHOLE.search(cue):
        return None if total * 2 < whole.low and not any(REST.search(one.lead) for one in parts) else Severity.QUESTION
    if any(REST.search(one.lead) for one in parts[1:]) or (WHOLE.search(cue) and not AND_SO_ON.search(cue)):
        return Severity.ERROR
    return Severity.QUESTION if AND_SO_ON.search(cue) else Severity.WARNING


@rule(
    "SUM003", Severity.ERROR, "括号内各项之和与括号前的数不符",
    "括号前写作 {stated}，括号内各项相加是 {expected}，相差 {difference}", "核对括号前后的数；应为 {expected}",
)  # fmt: skip
def parts_in_brackets(paper: Paper) -> Iterator[Hit]:
    """数字后面用括号列出构成时，括号内同类数字之和应等于括号前的数。

    不通过:
        汽车板块全年20万元(广告12万元,活动10万元)。
    通过:
        汽车板块全年20万元(广告10万元,活动10万元)。
    """
    for _, slots in prose_blocks(paper):
        for index in range(1, len(slots)):
            inner, whole = slots[index], slots[index - 1]
            if inner.depth <= whole.depth or not _OPENS.fullmatch(inner.before):
                continue
            parts = [one for one in slots[index:] if one.bracket == inner.bracket and one.family == whole.family]
            is_list = len(parts) > 1 and all(_is_named(one) for one in parts) and not _are_changes(whole, parts)
            if is_list and parts[0] is inner and (hit := sum_hit(whole.amount, [one.amount for one in parts], Severity.ERROR)):
                yield hit


def _are_changes(whole: Slot, parts: Sequence[Slot]) -> bool:
    """True where the brackets tell what came and went (总数126家(新开14家,关闭3家)), not what the number is made of."""
    return any(FLOW.search(one.lead) for one in parts) and not FLOW.search(whole.lead)


def _is_named(one: Slot) -> bool:
    """A part in brackets has a name of its own and is no bound."""
    return len(one.lead.strip()) >= 1 and one.amount.op == "=" and not NOT_A_PART.search(one.lead) and not _EACH.search(one.lead)
