# SPDX-License-Identifier: Apache-2.0
"""NUM: a lost decimal point that its neighbours show: in the row of a table, in a scale told in words, among the other percentages."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations

from yunce.checker.amounts import Amount, text_of
from yunce.checker.findings import Edit, Hit, Severity
from yunce.checker.grids import Grid, grids_of
from yunce.checker.paper import Paper
from yunce.checker.rules import rule
from yunce.checker.slots import Slot
from yunce.checker.sums.prose import prose_blocks

_MEASURED = frozenset({"%", "‰", "分", "倍", "小时", "分钟", "秒", "天", "工作日", ""})
"""Units of what is of one size from one column to the next."""
_POWERS = Decimal(10), Decimal(100), Decimal(1000)
_ALIKE = 3
_ODD = 5
_FEWEST_ROWS = 2
_FEWEST_SHARES = 8
_FEWEST_SLOTS = 3
_WHOLE = Decimal(100)
_DIGITS = re.compile(r"\d+")
_BEYOND = re.compile(
    r"完成|达成|增|超额|超过|封顶|上限|下限|系数|覆盖|回报|回收|ROI|产出|投产|周转|倍|利用|负荷|负债|收益|同比|环比|最高|最多|提升|提高|涨|加价|充足"
    r"|工资|加班|补偿|赔|罚|杠杆|去年|上年|预算|折"
)
"""What a percentage above a hundred may be of."""
_NUMBERS = re.compile(r"^(?:序号|编号|NO\.?|#)$", re.IGNORECASE)


@rule(
    "NUM009", Severity.QUESTION, "与同一行的数差一个数量级",
    "“{stated}”与同一行、同一组的其他数相差一个数量级，可能是 {expected}", "核对数值，可能漏了小数点",
)  # fmt: skip
def odd_in_row(paper: Paper) -> Iterator[Hit]:
    """一行里上年、底线、目标是同一指标的数,大小相近;只有一个不带小数而大出许多,而其他各行都相近时,多半漏了小数点。话里逐档写的系数、提成也这样比。

    不通过:
        | 指标 | 上年 | 底线 | 目标 |
        | --- | --- | --- | --- |
        | 放弃率 | 4.8% | 45% | 4.0% |
        | 接通率 | 83.6% | 85.0% | 87.5% |
        | 解决率 | 76.2% | 78.0% | 80.0% |
    通过:
        | 指标 | 上年 | 底线 | 目标 |
        | --- | --- | --- | --- |
        | 放弃率 | 4.8% | 4.5% | 4.0% |
        | 接通率 | 83.6% | 85.0% | 87.5% |
        | 解决率 | 76.2% | 78.0% | 80.0% |
    """
    for grid in grids_of(paper):
        yield from _in_grid(grid)
    for _, slots in prose_blocks(paper):
        yield from _in_words(slots)


def _in_grid(grid: Grid) -> Iterator[Hit]:
    """Pairs of columns that are of one size in all rows but one."""
    told: set[int] = set()
    columns = [one for one in grid.columns if not _NUMBERS.search(grid.headers.get(one, ""))]
    for first, second in combinations(columns[:8], 2):
        pairs = [(a, b) for row in grid.rows if (a := grid.amount(row, first)) and (b := grid.amount(row, second)) and _comparable(a, b)]
        odd = [(a, b) for a, b in pairs if not _is_alike(a.low, b.low)]
        if len(odd) != 1 or len(pairs) - 1 < _FEWEST_ROWS:
            continue
        big, small = sorted(odd[0], key=lambda one: one.low, reverse=True)
        if big.span.start not in told and (hit := _mended(big, small)):
            told.add(big.span.start)
            yield hit


def _comparable(one: Amount, other: Amount) -> bool:
    return one.unit == other.unit and one.unit in _MEASURED and one.is_point and other.is_point and one.low > 0 and other.low > 0


def _is_alike(one: Decimal, other: Decimal) -> bool:
    return max(one, other) <= min(one, other) * _ALIKE


def _mended(big: Amount, small: Amount) -> Hit | None:
    """The hit of a number without decimals that lost its point beside one with decimals, or beside a far smaller one of as many digits."""
    if "." in big.words or "." not in small.words or big.low < small.low * _ODD:
        return None
    likely = next((big.low / power for power in _POWERS if small.low / 2 < big.low / power < small.low * 2), None)
    found = _DIGITS.search(big.words)
    if likely is None or found is None:
        return None
    text = big.words[: found.start()] + text_of(likely) + big.words[found.end() :]
    return Hit((big.span, small.span), big.words.strip(), text.strip(), "", edit=Edit(big.span, text))


def _in_words(slots: Sequence[Slot]) -> Iterator[Hit]:
    """Numbers behind the same words, of which one has no decimals and is far larger: 按0.8计，按10计，按1.2计."""
    named: dict[tuple[int, str, str], list[Amount]] = defaultdict(list)
    for one in slots:
        if one.lead.strip() and one.amount.is_point and one.amount.low > 0:
            named[one.depth, one.lead.strip()[-1], one.amount.unit].append(one.amount)
    for amounts in named.values():
        whole = [one for one in amounts if "." not in one.words]
        others = sorted((one for one in amounts if one not in whole), key=lambda one: one.low)
        if len(amounts) < _FEWEST_SLOTS or len(whole) != 1 or not _is_alike(others[0].low, others[-1].low):
            continue
        if whole[0].low >= others[-1].low * _ODD and (hit := _mended(whole[0], others[-1])):
            yield hit


@rule(
    "NUM010", Severity.QUESTION, "唯一超过 100% 的百分数",
    "全文只有“{stated}”超过 100%，可能是 {expected}", "核对数值，可能漏了小数点",
)  # fmt: skip
def only_share_beyond(paper: Paper) -> Iterator[Hit]:
    """全文的百分数都不超过 100%,只有一个是不带小数的三位数,又不是完成率、增长率一类可以超过的,多半漏了小数点。

    不通过:
        成本收入比325%。收缴率96%,满意度95%,合格率98%,及时率97%,培训率90%,占比30%,税率6%,费率2%。
    通过:
        成本收入比32.5%。收缴率96%,满意度95%,合格率98%,及时率97%,培训率90%,占比30%,税率6%,费率2%。
    """
    shares = [one for at, found in paper.amounts.items() if paper.is_text(at) for one in found if one.unit == "%"]
    beyond = [one for one in shares if one.high > _WHOLE]
    if len(shares) < _FEWEST_SHARES or len(beyond) != 1:
        return
    one = beyond[0]
    digits = _DIGITS.search(one.words)
    if digits is None or "." in one.words or not one.is_point or len(digits.group()) != 3 or digits.group()[2] == "0":
        return
    if not _BEYOND.search(_told(paper, one)):
        text = f"{digits.group()[:2]}.{digits.group()[2]}"
        edit = Edit(one.span, one.words[: digits.start()] + text + one.words[digits.end() :])
        yield Hit((one.span,), one.words.strip(), edit.text.strip(), "", edit=edit)


def _told(paper: Paper, one: Amount) -> str:
    """The clause in front of a percentage and behind it, or the headers and labels of its cell."""
    if paper.blocks[one.block].cell is not None:
        cell = paper.cells[one.block]
        return " ".join((paper.words(one.block), *cell.headers, *cell.labels[-1:])).replace("完成率", "")
    before = re.split(r"[,，。;；]", paper.plain[max(paper.blocks[one.block].body, one.span.start - 24) : one.span.start])[-1]
    return before + paper.plain[one.span.end : one.span.end + 6]
