# SPDX-License-Identifier: Apache-2.0
"""NUM: a lost decimal point that the number beside it shows: 单通成本833元,比上年8.90元; 2026年销售116亿元,2027年销售1.28亿元."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations

from yunce.checker.amounts import Amount, text_of
from yunce.checker.entries import runs_of
from yunce.checker.findings import Edit, Hit, Severity, Span
from yunce.checker.grids import grids_of
from yunce.checker.paper import Paper
from yunce.checker.rules import rule
from yunce.checker.slots import Slot, slots_of, spans_of

_COMPARED = re.compile(
    r"上年|去年|上一年|同期|往年|目前|现有|(?<!占)(?<!同)(?<!环)比(?![例重率])|较|由|从|提[高升]|[下上]?[降升]|增[长加]|[压缩]?减"
)
_CHANGE = re.compile(r"(?:净?增[长加]?|[增涨降]幅|提[高升]|[下压]?降低?|[缩压]?减少?|[上下]浮|上升|节约|节省)(?:了|约)?\s?$")
"""In front of a difference, which is not of the size of what it is of."""
_DIGITS = re.compile(r"\d[\d,]*")
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_HANZI = re.compile(r"[^一-鿿]")
_NEAR = Decimal("0.7"), Decimal("1.43")
_ALIKE = 2
"""Numbers with decimals in a column of three, and how many times the larger of them may be the smaller."""
_NAME, _APART = 6, 3
"""Signs of a name that are looked at; how many amounts may lie between two that are compared."""
_SIBLINGS, _WIDEST = 2, 2
"""Small ranges of a block beside which a number of two digits is one too; how far apart their ends are."""
_FACTOR = re.compile(r"系数\s?(?:为|是|按|[:：])?\s?$")
_COMMON = frozenset({"年度", "预计", "目标", "计划", "完成", "全年", "达到", "实现", "力争", "本年", "明年", "今年", "其中"})


@rule(
    "NUM021", Severity.QUESTION, "与所比的数差一个数量级",
    "“{stated}”与同一指标的“{other}”相差一个数量级，可能是 {expected}", "核对数值，可能漏了小数点",
)  # fmt: skip
def point_beside(paper: Paper) -> Iterator[Hit]:
    """一段话里相比的两个数(比上年、由……到……,或者名称相同)单位相同,一个带小数,另一个不带小数而大出一个数量级以上,补上小数点又正好相近。

    不通过:
        单通成本833元,比上年的8.90元有所下降。
    通过:
        单通成本8.33元,比上年的8.90元有所下降。
    """
    told: set[int] = set()
    for first, second in _pairs(paper):
        big, small = sorted((first, second), key=lambda one: one.low, reverse=True)
        if big.span.start not in told and (hit := _mended(big, small)):
            told.add(big.span.start)
            yield hit


def _pairs(paper: Paper) -> Iterator[tuple[Amount, Amount]]:
    """Amounts of one block that are compared or of one name, and amounts that the reader calls the same in the whole paper."""
    named: dict[tuple[str, str], list[Amount]] = defaultdict(list)
    for at, amounts in paper.amounts.items():
        if paper.is_text(at) and paper.blocks[at].cell is None:
            if len(amounts) > 1 and "." in paper.words(at):
                yield from _in_block(slots_of(paper, at))
            for one in amounts:
                if one.unit in {"%", "分", "‰"} and (name := paper.name_of(one)):
                    named[name, one.unit].append(one)
    for alike in named.values():
        yield from combinations(alike[:_NAME], 2)
    yield from _in_lines(paper)


def _in_lines(paper: Paper) -> Iterator[tuple[Amount, Amount]]:
    """The coefficients of lines that follow each other, and three numbers of one column of which two have decimals."""
    for run in runs_of(paper):
        slots = [one for at in run.blocks if "." in paper.words(at) or "系数" in paper.words(at) for one in slots_of(paper, at)]
        yield from combinations([one.amount for one in slots if _FACTOR.search(one.lead)][:_NAME], 2)
    for grid in grids_of(paper):
        for column in grid.columns:
            amounts = [one for row in grid.rows if (one := grid.amount(row, column))]
            others = [one.low for one in amounts if "." in one.words]
            is_alike = len({one.unit for one in amounts}) == 1 and len(others) == len(amounts) - 1 == _ALIKE
            if is_alike and max(others) <= min(others) * _ALIKE:
                yield from combinations(amounts, 2)


def _in_block(slots: Sequence[Slot]) -> Iterator[tuple[Amount, Amount]]:
    for at, one in enumerate(slots):
        for other in slots[at + 1 : at + 1 + _APART]:
            if one.amount.unit != other.amount.unit or not one.amount.unit:
                continue
            if _CHANGE.search(one.before) or _CHANGE.search(other.before):
                continue
            is_compared = one.sentence == other.sentence and bool(_COMPARED.search(other.before) or _COMPARED.search(one.lead))
            if is_compared or _shares_name(one.lead, other.lead):
                yield one.amount, other.amount


def _shares_name(one: str, other: str) -> bool:
    """True where the ends of two names have two signs that follow each other in common: 预计完成销售, 销售目标."""
    ends = [_HANZI.sub("", words)[-_NAME:] for words in (one, other)]
    pairs = [{end[at : at + 2] for at in range(len(end) - 1)} - _COMMON for end in ends]
    return bool(pairs[0] & pairs[1])


def _mended(big: Amount, small: Amount) -> Hit | None:
    """The hit of a number without decimals that is of one size with the other once it has as many."""
    if "." in big.words or "." not in small.words or not big.is_point or not small.is_point or small.low <= 0:
        return None
    if big.op != "=" or small.op != "=":
        return None
    found, other = _DIGITS.search(big.words), _NUMBER.search(small.words)
    if found is None or other is None or "," in found.group() or len(found.group()) < 2:
        return None
    places = len(other.group().partition(".")[2])
    for power in range(places, 0, -1):
        likely = big.low.scaleb(-power)
        if _NEAR[0] < likely / small.low < _NEAR[1] and likely != small.low:
            text = big.words[: found.start()] + text_of(Decimal(found.group()).scaleb(-power)) + big.words[found.end() :]
            words = {"other": small.words.strip()}
            return Hit(spans_of([big, small]), big.words.strip(), text.strip(), "", words, edit=Edit(big.span, text))
    return None


_UNITS = r"\s?个?(?P<unit>工作日|小时|[天户条场次位家周人名])"
_UNIT_OF = {"工作日": "天", "小时": "天", "名": "人", "位": "人"}
_SMALL = re.compile(rf"(?<![\d.\-~月/:：])[1-9]\s?(?:-|~|—|至|到)\s?(?:[1-9]|1\d){_UNITS}")
_GLUED = re.compile(rf"(?<![\d.,:：/\-~年月第以共计])(?P<a>[1-9])(?P<b>[2-9]){_UNITS}")
_NO_RANGE = frozenset({"12小时", "24小时"})
_STOP = re.compile(r"[。\n]")


@rule(
    "NUM022", Severity.QUESTION, "旁边都是小范围，这个数可能漏了范围号",
    "“{stated}”旁边的数都是小范围，可能是 {expected}", "核对原文；若是范围，写成 {expected}",
)  # fmt: skip
def small_range(paper: Paper) -> Iterator[Hit]:
    """同一句、同一段里别的数是1-2天、4-6人这样的小范围,而35天、46人拆开正好也是,多半漏了范围号。

    不通过:
        新品打样35天,报价1-2个工作日,每组4-6人。
    通过:
        新品打样3-5天,报价1-2个工作日,每组4-6人。
    """
    for at in paper.worded:
        words, offset = paper.words(at), paper.blocks[at].body
        if paper.blocks[at].cell is None and any(sign in words for sign in "-~—至到"):
            start = 0
            for sentence in _STOP.split(words):
                yield from _small_in(sentence, start + offset)
                start += len(sentence) + 1


def _small_in(words: str, offset: int) -> Iterator[Hit]:
    """The numbers of a sentence that are ranges as two others are, one of these of their unit, or as three others."""
    units = [_UNIT_OF.get(found["unit"], found["unit"]) for found in _SMALL.finditer(words)]
    for found in _GLUED.finditer(words) if len(units) >= _SIBLINGS else ():
        low, high = int(found["a"]), int(found["b"])
        unit = found["unit"]
        is_alike = _UNIT_OF.get(unit, unit) in units or len(units) > _SIBLINGS
        if 0 < high - low <= _WIDEST and f"{low}{high}{unit}" not in _NO_RANGE and is_alike:
            span = Span(found.start("a") + offset, found.end("b") + offset)
            joined = f"{low}-{high}"
            yield Hit((span,), f"{low}{high}", joined, "", edit=Edit(span, joined))
