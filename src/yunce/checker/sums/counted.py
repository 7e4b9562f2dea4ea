# SPDX-License-Identifier: Apache-2.0
"""Parts that the next line or sentence lists (其中……), and totals of so many items (三项合计) that stand in several clauses."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations, product
from math import prod

from yunce.checker.amounts import Amount
from yunce.checker.findings import Hit, Severity
from yunce.checker.paper import Paper
from yunce.checker.rules import rule
from yunce.checker.slots import Slot, slots_of
from yunce.checker.sums.adding import any_holds, sum_hit
from yunce.checker.sums.prose import prose_blocks
from yunce.checker.sums.words import AND_SO_ON, NOT_A_PART, RATE
from yunce.reader.scan.numerals import counting_number

_OPENS_LINE = re.compile(r"\s*其中[^,，。;；]{0,16}$")
_OPENS_SENTENCE = re.compile(r"。\s*其中[^,，。;；]{0,16}$")
_HANZI = re.compile(r"[^一-鿿]")
_OF_ITEMS = re.compile(
    r"(?P<n>[两二三四五六七八九\d])(?:项|者|部分|类|块|笔|处)[一-鿿]{0,4}?(?:合计|共计|总计|相加|之和|总和|加总|加起来|共)(?:为|是|约|达|需|计|投入|投资|安排)?\s?$"
)
_CLAUSE = re.compile(r"[;；。]")
_MOST = 8
_FEW = 2
"""Parts up to here may be of another thing than the only number in front."""
_MOST_CHOICES = 256
_AHEAD = 14
"""Signs in front of a total that may say of how many items it is."""
_NEAR = Decimal("0.5"), Decimal(2)


@rule(
    "SUM031", Severity.WARNING, "下一行“其中”各项之和与前面的数不符",
    "“{name}”写作 {stated}，其中各项相加是 {expected}，相差 {difference}", "核对总数与各项，或写明没有列全",
)  # fmt: skip
def parts_in_next_line(paper: Paper) -> Iterator[Hit]:
    """另起一行或一句写“其中……”、各项与前面的某个数同名(都是收入、都是净增)时,各项之和应等于那个数。

    不通过:
        效益:全年营业收入6850万元,净利润2180万元。

        其中利息收入5960万元,中间业务收入640万元,其他收入350万元。
    通过:
        效益:全年营业收入6850万元,净利润2180万元。

        其中利息收入5960万元,中间业务收入640万元,其他收入250万元。
    """
    for at, slots in prose_blocks(paper):
        if paper.blocks[at].cell is None and "其中" in paper.words(at):
            for index, first in enumerate(slots):
                wholes = _in_front(paper, at, slots, index)
                if wholes:
                    yield from _of_which(wholes, _parts(slots, index, first))


def _in_front(paper: Paper, at: int, slots: Sequence[Slot], index: int) -> list[Slot]:
    """The amounts of the sentences or of the line that 其中 refers to; nothing where the number opens no such list."""
    first = slots[index]
    if _OPENS_SENTENCE.search(first.before):
        found: Sequence[Slot] = slots[:index]
    elif index == 0 and at and _OPENS_LINE.fullmatch(first.before) and paper.blocks[at - 1].cell is None and paper.is_text(at - 1):
        found = slots_of(paper, at - 1)
    else:
        return []
    return [one for one in found if one.amount.unit == first.amount.unit and not one.depth and one.amount.is_point]


def _parts(slots: Sequence[Slot], index: int, first: Slot) -> list[Slot]:
    alike = [one for one in slots[index:] if one.sentence == first.sentence and one.amount.unit == first.amount.unit and not one.depth]
    is_plain = all(one.amount.is_point and one.amount.op == "=" for one in alike)
    is_odd = any(NOT_A_PART.search(one.lead) or RATE.search(one.lead) or AND_SO_ON.search(one.lead) for one in alike)
    return alike if is_plain and not is_odd and len(alike) > 1 else []


def _of_which(wholes: Sequence[Slot], parts: Sequence[Slot]) -> Iterator[Hit]:
    amounts = [one.amount for one in parts]
    name = _shared([_HANZI.sub("", one.lead) for one in parts]) if parts else ""
    named = [one for one in wholes if name and name in one.lead] or (list(wholes) if len(wholes) == 1 and len(parts) > _FEW else [])
    if not named or any(any_holds(one.amount, [amounts]) for one in wholes):
        return
    whole, total = named[-1], sum((one.low for one in amounts), Decimal(0))
    is_near = whole.amount.low * _NEAR[0] < total < whole.amount.low * _NEAR[1]
    if (is_near or total > whole.amount.low) and (hit := sum_hit(whole.amount, amounts, Severity.WARNING)):
        yield Hit(hit.at, hit.stated, hit.expected, hit.arithmetic, {**hit.words, "name": whole.lead.strip()}, hit.severity, hit.edit)


def _shared(names: Sequence[str]) -> str:
    """The longest run of two letters or more that all names hold; empty where there is none."""
    first = names[0].replace("其中", "")
    runs = (first[start:end] for size in range(len(first), 1, -1) for start in range(len(first) - size + 1) for end in (start + size,))
    return next((run for run in runs if all(run in other for other in names[1:])), "")


@rule(
    "SUM032", Severity.WARNING, "几项的合计与各项之和不符",
    "{count}项合计写作 {stated}，各项相加是 {expected}，相差 {difference}", "核对合计与各项",
)  # fmt: skip
def so_many_items(paper: Paper) -> Iterator[Hit]:
    """“三项合计”“两者相加”写明了项数,前面几个分句或几行各给出一项时,合计应等于这几项之和。

    不通过:
        佣金收入108万元;会员费收入180万元;数据服务72万元。三项合计380万元。
    通过:
        佣金收入108万元;会员费收入180万元;数据服务72万元。三项合计360万元。
    """
    for at in paper.worded:
        slots = slots_of(paper, at)
        for index, total in enumerate(slots):
            start = max(paper.blocks[at].body, total.amount.span.start - _AHEAD)
            ahead = paper.plain[start : total.amount.span.start]
            found = _OF_ITEMS.search(ahead) if total.amount.is_point else None
            if found:
                count = counting_number(found["n"])
                told = [one for one in slots[:index] if one.amount.span.start < start + found.start()]  # 三块 is no money here
                is_here = any(one.amount.unit == total.amount.unit for one in told)
                yield from _of_items(paper, at, told, total, count) if is_here else _of_lines(paper, at, total, count)


def _of_items(paper: Paper, at: int, slots: Sequence[Slot], total: Slot, count: int) -> Iterator[Hit]:
    earlier = [one for one in slots if one.amount.unit == total.amount.unit and one.amount.is_point and one.depth <= total.depth][-_MOST:]
    if any(any_holds(total.amount, [[one.amount for one in chosen]]) for chosen in combinations(earlier, count)):
        return
    last_of_clause: dict[int, Slot] = {}
    offset = paper.blocks[at].body
    stops = [found.start() + offset for found in _CLAUSE.finditer(paper.words(at))]
    for one in earlier:
        last_of_clause[sum(stop < one.amount.span.start for stop in stops)] = one
    parts = [last_of_clause[clause].amount for clause in sorted(last_of_clause)][-count:]
    is_plain = len({one.sentence for one in (*earlier, total)}) == 1 and len(earlier) == count
    if len(parts) == count > 1 and not is_plain and (hit := sum_hit(total.amount, parts, Severity.WARNING)):
        yield Hit(hit.at, hit.stated, hit.expected, hit.arithmetic, {**hit.words, "count": str(count)}, hit.severity, hit.edit)


def _of_lines(paper: Paper, at: int, total: Slot, count: int) -> Iterator[Hit]:
    """A total that opens a line, of the lines in front of it: each of them gives an item."""
    if paper.blocks[at].cell is not None:
        return
    lines = [_items_of(paper, line, total) for line in range(max(at - count, 0), at)]
    if len(lines) != count or not all(lines) or prod(map(len, lines)) > _MOST_CHOICES or _items_of(paper, at - count - 1, total):
        return
    if any_holds(total.amount, product(*lines)):
        return
    choices = [chosen for place in range(min(map(len, lines))) if _is_like(total.amount, chosen := [line[place] for line in lines])]
    if choices and (hit := sum_hit(total.amount, choices[0], Severity.WARNING)):
        yield Hit(hit.at, hit.stated, hit.expected, hit.arithmetic, {**hit.words, "count": str(count)}, hit.severity, hit.edit)


def _items_of(paper: Paper, at: int, total: Slot) -> list[Amount]:
    """The amounts of a line that may be an item of a total; none of a table's cell or of what is no line of the plan."""
    if at < 0 or paper.blocks[at].cell is not None or not paper.is_text(at):
        return []
    return [one for one in paper.amounts.get(at, ()) if one.unit == total.amount.unit and one.is_point and one.op == "="]


def _is_like(total: Amount, parts: Sequence[Amount]) -> bool:
    """True where parts come to about as much as a total."""
    return total.low * _NEAR[0] < sum((one.low for one in parts), Decimal(0)) < total.low * _NEAR[1]
