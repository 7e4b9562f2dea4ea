# SPDX-License-Identifier: Apache-2.0
"""NUM: numbers of an impossible size: beside the others of their column, beside a lost decimal point, beside the hours of a day."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from yunce.checker.amounts import Amount, middle_of, text_of
from yunce.checker.findings import Edit, Hit, Severity, Span
from yunce.checker.grids import Grid, GridCell, grids_of
from yunce.checker.paper import Paper
from yunce.checker.rules import rule
from yunce.checker.scales import bands_in
from yunce.checker.sums.prose import prose_blocks
from yunce.checker.sums.words import TOTAL_LABEL

_ZERO = re.compile(
    r"(?<![\d.,:/\-~至年月点时第A-Za-z])0(?P<rest>\d{1,3})"
    r"(?=\s?(?:%|‰|个百分点|倍|[万亿千]|元|折|分(?!钟|部|店|公司)|个(?!月)|小时|[人件次家吨度台户单篇](?!\d)|平方|计(?![划算])))"
)
_ZERO_NAMED = re.compile(r"(?:系数|指数|比率|倍数|[≤≥<>])\s?(?:为|是|[:：])?\s?0(?P<rest>\d{1,2})(?![\d.:：年月日号/-])")
_ZERO_ALONE = re.compile(r"\A[≤≥<>]?\s?0(?P<rest>\d{1,3})\Z")
_CODE = re.compile(r"号|码|时间|日期|时刻|年月|账")
_HOURS = re.compile(r"每(?:个)?(?P<of>月|周|天|日)[^,。;]{0,16}$")
_MOST_HOURS = {"月": 744, "周": 168, "天": 24, "日": 24}
_POINTS = re.compile(r"满意[度值]?|评价分")
_OF_FIVE = re.compile(r"DSR", re.IGNORECASE)
_STARS, _FULL = 5, 100
_OUT_OF, _OUT_OF_FEW = re.compile(r"(百|五|十|5|10)分制"), {"五": 5, "5": 5, "十": 10, "10": 10}
_RANGE = re.compile(r"\d\s?(?:-{1,2}|~|至|到|—+)\s?\d")
_BARE = re.compile(r"(?P<digits>\d{2,10})\s?[^\d\s]{0,4}")
_FACTOR = re.compile(r"系数\s?(?:为|是|[:：])?\s?$")
_FEWEST = 4
_SPREAD = 4
_OTHERS = 2


@rule(
    "NUM005", Severity.WARNING, "数字以 0 开头，可能漏了小数点",
    "“{stated}”可能是 {expected}", "核对数值",
)  # fmt: skip
def leading_zero(paper: Paper) -> Iterator[Hit]:
    """05%、03‰、08元 一类以 0 开头的数,多半是小数点丢失。

    不通过:
        行李异常率不超过04‰。
    通过:
        行李异常率不超过0.4‰。
    """
    for at, block in enumerate(paper.blocks):
        if paper.mentions.get(at) and paper.is_text(at) and "0" in paper.words(at):
            for found in (*_ZERO.finditer(paper.words(at)), *_zeros_without_unit(paper, at)):
                span = Span(found.start() + block.body, found.end() + block.body)
                expected = f"0.{found['rest']}"
                yield Hit((span,), found.group(), expected, "", edit=Edit(span, expected))


def _zeros_without_unit(paper: Paper, at: int) -> Iterator[re.Match[str]]:
    """Behind a coefficient or a bound, and alone in a cell that is no number of a row."""
    if paper.blocks[at].cell is None:
        yield from _ZERO_NAMED.finditer(paper.words(at))
        return
    cell = paper.cells[at]
    if not cell.is_ordinal and not cell.is_header and cell.labels and not any(_CODE.search(words) for words in cell.headers):
        yield from _ZERO_ALONE.finditer(paper.words(at).strip())


@rule(
    "NUM006", Severity.WARNING, "与同列其他数差一个数量级",
    "“{stated}”与同列其他数相差十倍以上，可能是 {expected}", "核对数值，可能漏了小数点",
)  # fmt: skip
def odd_size(paper: Paper) -> Iterator[Hit]:
    """一列数大多带小数、大小相近,只有一个不带小数而大出十倍以上:小数点丢失。合计行不比。

    不通过:
        | 片区 | 客单价(元) |
        | --- | --- |
        | 城东 | 34.5 |
        | 城西 | 338 |
        | 高新区 | 36.2 |
        | 县域 | 31.2 |
    通过:
        | 片区 | 客单价(元) |
        | --- | --- |
        | 城东 | 34.5 |
        | 城西 | 33.8 |
        | 高新区 | 36.2 |
        | 县域 | 31.2 |
    """
    for grid in grids_of(paper):
        for column in grid.columns:
            plain = [one.amount for one in grid.by_column[column] if one.amount and one.amount.low > 0 and not _is_total(grid, one)]
            yield from _odd(plain, _FEWEST)
    for _, slots in prose_blocks(paper):
        named: dict[str, list[Amount]] = {}
        for slot in slots:
            if _FACTOR.search(slot.lead):
                named.setdefault(slot.lead.strip()[-2:], []).append(slot.amount)
        for amounts in named.values():
            yield from _odd(amounts, _OTHERS + 1)


def _is_total(grid: Grid, cell: GridCell) -> bool:
    return TOTAL_LABEL.search(grid.labels.get(cell.cell.row, "")) is not None


def _odd(amounts: Sequence[Amount], fewest: int) -> Iterator[Hit]:
    """The one amount without decimals beside others of one size with them."""
    if len(amounts) < fewest or len({one.unit for one in amounts}) > 1:
        return
    whole = [one for one in amounts if "." not in one.words]
    others = [one for one in amounts if "." in one.words]
    if len(whole) != 1 or len(others) < fewest - 1:
        return
    odd, sizes = whole[0], [one.low for one in others]
    middle = middle_of(sizes)
    if max(sizes) > min(sizes) * _SPREAD or odd.low < middle * 5:
        return
    likely = [odd.low / power for power in (Decimal(10), Decimal(100)) if min(sizes) / 2 <= odd.low / power <= max(sizes) * 2]
    if likely:
        yield Hit((odd.span,), odd.words, text_of(likely[0]), "")


@rule(
    "NUM007", Severity.WARNING, "数值超出可能的范围",
    "“{stated}”超过了{most}", "核对数值，可能漏了小数点",
)  # fmt: skip
def beyond_possible(paper: Paper) -> Iterator[Hit]:
    """每天超过24小时、每月超过744小时;百分制的满意度超过100分,五分制的评分超过5分。

    不通过:
        每席每月有效工时按16533小时计。
    通过:
        每席每月有效工时按165.33小时计。
    """
    for at, amounts in paper.amounts.items():
        for one in amounts if paper.is_text(at) else ():
            ahead = paper.plain[max(paper.blocks[at].body, one.span.start - 20) : one.span.start]
            each = _HOURS.search(ahead) if one.unit == "小时" else None
            if each and one.low > _MOST_HOURS[each["of"]]:
                yield Hit((one.span,), one.words, "", "", {"most": f"每{each['of']}的 {_MOST_HOURS[each['of']]} 小时"})
            elif one.unit in {"分", ""} and one.is_point and (most := _most_points(paper, one, ahead[-12:])):
                yield Hit((one.span,), one.words, "", "", {"most": f" {most} 分"})


def _most_points(paper: Paper, one: Amount, ahead: str) -> int:
    """The most points that an index goes up to where the amount goes beyond; 0 where it may be."""
    if _OF_FIVE.search(ahead) and one.low > _STARS and one.low <= _STARS * _FULL:
        return _STARS
    around = ahead + paper.plain[one.span.end : min(one.span.end + 8, paper.blocks[one.block].end)]
    if one.unit == "分" and (told := _OUT_OF.search(around)) and one.low > (most := _OUT_OF_FEW.get(told[1], _FULL)):
        return most
    is_beyond = one.unit == "分" and one.op == "=" and one.low > _FULL and _POINTS.search(ahead)
    return _FULL if is_beyond and _is_of_hundred(paper) else 0


def _is_of_hundred(paper: Paper) -> bool:
    """True where no other score of the paper goes beyond a hundred points."""
    scores = paper.once("scores", lambda: [one.low for amounts in paper.amounts.values() for one in amounts if one.unit == "分"])
    return sum(score > _FULL for score in scores) == 1


@rule(
    "NUM008", Severity.WARNING, "一列范围里有一个不是范围",
    "同列都是范围，“{stated}”可能是 {expected}", "核对原文；若是范围，写成 {expected}",
)  # fmt: skip
def no_range(paper: Paper) -> Iterator[Hit]:
    """一列里多数是“95-100”这样的范围,有一格是连写的数。

    不通过:
        | 得分 | 系数 |
        | --- | --- |
        | 95100 | 1.2 |
        | 85-94 | 1.0 |
        | 70-84 | 0.8 |
    通过:
        | 得分 | 系数 |
        | --- | --- |
        | 95-100 | 1.2 |
        | 85-94 | 1.0 |
        | 70-84 | 0.8 |
    """
    for grid in grids_of(paper):
        for column in sorted({one.cell.column for one in grid.cells}):
            cells = [one for one in grid.cells if one.cell.column == column and one.cell.row >= grid.head and not one.is_empty]
            bands = {one.block for one in cells if bands_in(one.words, 0)}
            if len(bands) * 2 < len(cells) or len(bands) < _OTHERS or not any(_RANGE.search(one.words) for one in cells):
                continue
            for one in cells:
                if one.block not in bands and (split := _split_of(one.words)):
                    body = paper.blocks[one.block].body
                    yield Hit((Span(body, body + len(one.words)),), one.words, split, "")


def _split_of(words: str) -> str:
    """The range that run-together digits are likeliest to be; empty where they are one number."""
    found = _BARE.fullmatch(words)
    if found is None:
        return ""
    digits = found["digits"]
    pairs = [(digits[:at], digits[at:]) for at in range(1, len(digits)) if digits[at] != "0" and (at == 1 or digits[0] != "0")]
    rising = sorted((pair for pair in pairs if int(pair[0]) < int(pair[1])), key=lambda pair: abs(len(pair[0]) - len(pair[1])))
    return "-".join(rising[0]) if rising else ""
