# SPDX-License-Identifier: Apache-2.0
"""Totals told in words against the totals of tables: the line above a table, what is left of two totals, slips of one digit."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice

from yunce.checker.amounts import Amount, Fit, fit, text_of
from yunce.checker.findings import Hit, Severity
from yunce.checker.grids import Grid, grids_of
from yunce.checker.paper import Paper
from yunce.checker.rules import rule
from yunce.checker.slots import Slot, slots_of, spans_of
from yunce.checker.sums.adding import edit_of
from yunce.checker.sums.balance import role_of
from yunce.checker.sums.prose import prose_blocks
from yunce.checker.sums.words import RATE, TOTAL_BEFORE, TOTAL_LABEL

_OPENS = re.compile(r"[:：]\s*$|如下|下表|见表")
_NEAR = Decimal("0.5"), Decimal(2)
_BESIDE = re.compile(r"^\s*(?:另|此外|加上|再加|连同|外加|除此)")
_GROWS = re.compile(r"(?:上年|去年|20\d\d年)[^。]*\d.*(?:增长|提高|上升|下降|降低|减少|压降)[^。\d]*[\d.]+\s?%")
"""What there was and by how much it changes: the table below tells of what it comes to."""
_FAMILIES = frozenset({"CNY", "people", "count"})
_FEWEST_DIGITS = 3
_HUNDRED = Decimal(100)
_MOST = 40


@dataclass(frozen=True, slots=True)
class Total:
    """The total of a table: its amount, the first and the last block of the table."""

    amount: Amount
    first: int
    last: int


def table_totals(paper: Paper) -> tuple[Total, ...]:
    """The amounts of the total rows of all tables."""
    return paper.once("table totals", lambda: tuple(one for grid in grids_of(paper) for one in _of_grid(grid)))


def _of_grid(grid: Grid) -> Iterator[Total]:
    blocks = [one.block for one in grid.cells]
    for row in grid.rows:
        if TOTAL_LABEL.search(grid.labels.get(row, "")):
            for column in grid.columns:
                one = grid.amount(row, column)
                if one is not None and one.is_point and one.family in _FAMILIES and not RATE.search(grid.headers.get(column, "")):
                    yield Total(one, min(blocks), max(blocks))


def differs_by_slip(one: Decimal, other: Decimal) -> bool:
    """True for two numbers that differ in one digit of three or more, or only in the place of their point.

    >>> differs_by_slip(Decimal(1680), Decimal(2680)), differs_by_slip(Decimal("112.44"), Decimal(11244))
    (True, True)
    >>> differs_by_slip(Decimal(90), Decimal(80))
    False
    """
    if one <= 0 or other <= 0 or one == other:
        return False
    first, second = (format(number.normalize(), "f") for number in (one, other))
    if _digits(first).strip("0") == _digits(second).strip("0"):
        return len(_digits(first).strip("0")) >= _FEWEST_DIGITS
    places = max(len(text.partition(".")[2]) for text in (first, second))
    a, b = (str(int(number.scaleb(places))) for number in (one, other))
    is_long = min(len(text.rstrip("0")) for text in (a, b)) >= _FEWEST_DIGITS
    return len(a) == len(b) and is_long and sum(x != y for x, y in zip(a, b, strict=True)) == 1


def _digits(text: str) -> str:
    return text.replace(".", "")


@rule(
    "SUM034", Severity.WARNING, "引出表格的总数与表格的合计不符",
    "前面写作 {stated}，表格的合计是 {expected}", "核对总数与表格的合计",
)  # fmt: skip
def total_over_table(paper: Paper) -> Iterator[Hit]:
    """紧接表格的一句话给出总数(以冒号结束,或写“如下”)时,应等于表格合计行的数。相隔较远、只差一个数字或只差小数点的总数作疑问。

    不通过:
        全年费用119.8万元:

        | 科目 | 金额(元) |
        | --- | --- |
        | 房租 | 396000 |
        | 人工 | 594000 |
        | 推广 | 198000 |
        | 合计 | 1188000 |
    通过:
        全年费用118.8万元:

        | 科目 | 金额(元) |
        | --- | --- |
        | 房租 | 396000 |
        | 人工 | 594000 |
        | 推广 | 198000 |
        | 合计 | 1188000 |
    """
    by_table: dict[int, list[Amount]] = defaultdict(list)
    for total in table_totals(paper):
        by_table[total.first].append(total.amount)
    told: set[int] = set()
    for first, amounts in by_table.items():
        whole = _above(paper, first)
        own = [one for one in amounts if whole and one.unit == whole.amount.unit]
        if whole and len(own) == 1 and not _agrees(whole.amount, own) and _is_near(whole.amount.low, own[0].low):
            told.add(whole.amount.span.start)
            yield _hit(whole.amount, own[0], Severity.WARNING)
    for _, slots in prose_blocks(paper):
        for one in slots:
            if one.amount.span.start not in told and TOTAL_BEFORE.search(one.lead) and (hit := _slip(paper, one.amount)):
                yield hit


def _above(paper: Paper, first: int) -> Slot | None:
    """The only plain amount of the line that opens a table."""
    for at in range(first - 1, max(-1, first - 3), -1):
        if paper.blocks[at].cell is not None or not paper.is_text(at):
            return None
        plain = [one for one in slots_of(paper, at) if not one.depth and one.family in _FAMILIES]
        if plain:
            is_one = len(plain) == 1 and plain[0].amount.is_point and _OPENS.search(paper.words(at))
            return plain[0] if is_one and not _GROWS.search(paper.words(at)) else None
    return None


def _agrees(whole: Amount, totals: Sequence[Amount]) -> bool:
    return any(fit(whole, one.low, one.low, one.step / 2 if one.is_coarse else Decimal(0)) is not Fit.OFF for one in totals)


def _is_near(one: Decimal, other: Decimal) -> bool:
    return other * _NEAR[0] < one < other * _NEAR[1] or differs_by_slip(one, other)


def _slip(paper: Paper, whole: Amount) -> Hit | None:
    """The hit of a total in words that is the only table total but for one digit; nothing where another number of the text confirms it."""
    if not whole.is_point or whole.family not in _FAMILIES or whole.op != "=":
        return None
    known, every = paper.once("slips", lambda: _by_slip(paper)), paper.once("values", lambda: _values(paper))
    alike = {one.span.start: one for slip in _slips_of(whole) for one in known.get(slip, ())}
    near = [one for one in alike.values() if differs_by_slip(whole.low, one.low)]
    if len(near) != 1 or _agrees(whole, list(alike.values())) or every.get((whole.unit, whole.low), 0) > 1:
        return None
    return _hit(whole, near[0], Severity.QUESTION)


def _by_slip(paper: Paper) -> dict[tuple[str, str], list[Amount]]:
    """The totals of tables by what a slip leaves of them."""
    found: dict[tuple[str, str], list[Amount]] = defaultdict(list)
    for total in table_totals(paper):
        for slip in _slips_of(total.amount):
            found[slip].append(total.amount)
    return found


def _slips_of(one: Amount) -> Iterator[tuple[str, str]]:
    """What two numbers share that differ by one slip: all digits but one, or the digits without their point."""
    text = str(int(one.low * _HUNDRED))
    yield one.unit, text.strip("0")
    for at in range(len(text)):
        yield one.unit, f"{text[:at]}?{text[at + 1 :]}"


def _values(paper: Paper) -> dict[tuple[str, Decimal], int]:
    """How often each value stands in the text."""
    found: dict[tuple[str, Decimal], int] = {}
    for amounts in paper.amounts.values():
        for one in amounts:
            found[one.unit, one.low] = found.get((one.unit, one.low), 0) + 1
    return found


def _hit(whole: Amount, total: Amount, severity: Severity) -> Hit:
    shown = f"{text_of(total.low)} ≠ {text_of(whole.low)}"
    edit = edit_of(whole, total.low, total.low)
    return Hit(spans_of([whole, total]), text_of(whole.low), text_of(total.low), shown, severity=severity, edit=edit)


@rule(
    "SUM035", Severity.QUESTION, "写在表格之外的余额、总额与表格的合计对不上",
    "“{name}”写作 {stated}，按表格的合计算是 {expected}", "核对“{name}”与表格的合计",
)  # fmt: skip
def beside_tables(paper: Paper) -> Iterator[Hit]:
    """表格之后写“另有……,总收入……”时,总收入应等于表格合计加上另有的数;单独写出的结余、净额应等于收入总数减支出总数。余额只在差一个数字或小数点时提出。

    不通过:
        | 类别 | 收入(万元) |
        | --- | --- |
        | 厂房 | 1613.3 |
        | 办公 | 1533 |
        | 合计 | 3146.3 |

        另有停车收入290.7万元,全年总收入3537万元。
    通过:
        | 类别 | 收入(万元) |
        | --- | --- |
        | 厂房 | 1613.3 |
        | 办公 | 1533 |
        | 合计 | 3146.3 |

        另有停车收入290.7万元,全年总收入3437万元。
    """
    totals = table_totals(paper)
    for at in range(1, len(paper.blocks)) if totals else ():
        if paper.blocks[at].cell is None and paper.is_text(at) and paper.amounts.get(at):
            yield from _added(paper, at, totals)
            yield from _left(paper, at, totals)


def _added(paper: Paper, at: int, totals: Sequence[Total]) -> Iterator[Hit]:
    """What a table comes to, something beside it, and both together."""
    slots = [one for one in slots_of(paper, at) if one.family == "CNY" and not one.depth and one.amount.is_point]
    if len(slots) < 2 or not _BESIDE.search(paper.words(at)) or not TOTAL_BEFORE.search(slots[-1].lead):
        return
    own = [one.amount for one in totals if one.last == at - 1 and one.amount.unit == "CNY"]
    if len(own) != 1:
        return
    total, parts = slots[-1], [one.amount for one in slots[:-1]]
    expected = own[0].low + sum((one.low for one in parts), Decimal(0))
    if fit(total.amount, expected, expected, own[0].step if total.amount.is_coarse else Decimal(0)) is Fit.OFF:
        terms = " + ".join(text_of(one.low) for one in (own[0], *parts))
        shown = f"{terms} = {text_of(expected)} ≠ {text_of(total.amount.low)}"
        spans = spans_of([total.amount, own[0], *parts])
        words, edit = {"name": total.lead.strip(" ,，")}, edit_of(total.amount, expected, expected)
        yield Hit(spans, text_of(total.amount.low), text_of(expected), shown, words, Severity.WARNING, edit)


def _left(paper: Paper, at: int, totals: Sequence[Total]) -> Iterator[Hit]:
    """What is left, told by itself: any income less any total of costs."""
    money = [one for one in slots_of(paper, at) if one.family == "CNY" and one.amount.is_point and one.amount.op == "="]
    if len(money) != 1 or role_of(money[0].lead) != "=":
        return
    left = money[0].amount
    costs = list(islice((one.amount for one in reversed(totals) if one.last < at and one.amount.unit == "CNY"), _MOST))
    sums = [one for one in _sums_in_words(paper) if one.span.start < left.span.start]
    pairs = [(income, cost) for income in (*sums, *costs) for cost in costs if income.low > cost.low]
    if any(fit(left, a.low - b.low, a.low - b.low, a.step + b.step) is not Fit.OFF for a, b in pairs):
        return
    near = {a.low - b.low: (a, b) for a, b in pairs if differs_by_slip(a.low - b.low, left.low)}
    if len(near) == 1:
        expected, (income, cost) = next(iter(near.items()))
        shown = f"{text_of(income.low)} - {text_of(cost.low)} = {text_of(expected)} ≠ {text_of(left.low)}"
        words, edit = {"name": money[0].lead.strip(" ,，")}, edit_of(left, expected, expected)
        yield Hit(spans_of([left, income, cost]), text_of(left.low), text_of(expected), shown, words, edit=edit)


def _sums_in_words(paper: Paper) -> list[Amount]:
    """The sums of money of the text that are called totals or income."""
    return paper.once("sums in words", lambda: _named_sums(paper))


def _named_sums(paper: Paper) -> list[Amount]:
    return [
        one.amount
        for _, slots in prose_blocks(paper)
        for one in slots
        if one.family == "CNY" and one.amount.is_point and (TOTAL_BEFORE.search(one.lead) or role_of(one.lead) == "+")
    ][:_MOST]
