# SPDX-License-Identifier: Apache-2.0
"""What comes in less what goes out is what is left: profit, balance, the waterfall from margin to profit."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from itertools import zip_longest

from yunce.checker.amounts import Amount, Fit, fit, slack_of, text_of
from yunce.checker.entries import entry_of, runs_of
from yunce.checker.findings import Hit, Severity
from yunce.checker.formulas import formulas_of
from yunce.checker.grids import Grid, grids_of
from yunce.checker.paper import Paper
from yunce.checker.rules import rule
from yunce.checker.slots import Slot, spans_of
from yunce.checker.sums.adding import edit_of
from yunce.checker.sums.prose import prose_blocks
from yunce.checker.sums.tables import adds_up
from yunce.checker.sums.words import TOTAL_LABEL

_LEFT = re.compile(r"利润|净利|结余|盈余|净收益|纯利|余额|净额|期末|年末资金|盈利|毛利|剩余资金")
_OPEN = re.compile(r"期初|年初|上年结转|结转")
_IN = re.compile(r"收入|营收|营业额|销售额|产值|进账|流水|流入|回款|补助|补贴")
_OUT = re.compile(r"成本|费用|支出|开支|税|扣点|提成|薪|工资|租金|房租|奖金|损耗|折旧|佣金|包装|推广|营销|水电|流出|采购|费$|投入")
_LABEL = re.compile(r"([一-鿿]{2,14})[:：]")
_MOST_PARTS = 12
_NONE = re.compile(r"目标|增长|同比|人均|占|其中|率控制|毛利额目标")


@dataclass(frozen=True, slots=True)
class Flow:
    """An amount with what it does: `+` comes in, `-` goes out, `=` is left, `0` was there before."""

    role: str
    amount: Amount
    name: str


@lru_cache(maxsize=4096)
def role_of(name: str) -> str:
    """What a name says its amount does, by the word that stands last; empty where it says nothing."""
    if _NONE.search(name):
        return ""
    last, place = "", -1
    for role, pattern in (("0", _OPEN), ("+", _IN), ("-", _OUT), ("=", _LEFT)):
        for found in pattern.finditer(name):
            if found.end() > place:
                last, place = role, found.end()
    return last


@rule(
    "SUM019", Severity.WARNING, "收支相抵与所写的余额或利润不符",
    "“{name}”写作 {stated}，收支相抵是 {expected}", "核对收入、支出与“{name}”；应为 {expected}",
)  # fmt: skip
def balance_holds(paper: Paper) -> Iterator[Hit]:
    """一句话、一张清单或一列表格里有收入、各项支出和利润(结余)时,利润应等于收入减支出。

    不通过:
        全年营业收入6800万元,营业成本4760万元,期间费用1224万元,实现利润916万元。
    通过:
        全年营业收入6800万元,营业成本4760万元,期间费用1224万元,实现利润816万元。
    """
    for flows in _rows(paper):
        yield from _check(flows)
    yield from _from_elsewhere(paper)
    yield from _of_two_tables(paper)


def _rows(paper: Paper) -> Iterator[list[Flow]]:
    """Each sentence, list and column as flows of one family."""
    for _, slots in prose_blocks(paper):
        for sentence in {one.sentence for one in slots}:
            yield from _by_family([(one.lead, one) for one in slots if one.sentence == sentence and one.depth == 0])
    yield from _lists(paper)
    yield from _ledgers(paper)
    for grid in grids_of(paper):
        columns = [column for column in grid.columns if adds_up(grid.headers.get(column, ""))]
        details = _details(grid, columns)
        for column in columns:
            rows = [(row, one) for row in grid.rows if row not in details and (one := grid.amount(row, column)) is not None]
            yield [Flow(role_of(name), one, name) for name, one in ((grid.labels.get(row, ""), one) for row, one in rows)]


def _details(grid: Grid, columns: Sequence[int]) -> set[int]:
    """Rows that take the row above them apart: in most columns they sum up to it."""
    found: set[int] = set()
    for at, row in enumerate(grid.rows):
        if row in found or not role_of(grid.labels.get(row, "")):
            continue
        ends = Counter(end for column in columns for end in [_end_of_parts(grid, at, column)] if end)
        if ends and (best := ends.most_common(1)[0])[1] * 2 > len(columns):
            found |= set(grid.rows[at + 1 : best[0]])
    return found


def _end_of_parts(grid: Grid, at: int, column: int) -> int:
    """Behind the last of the rows below one that sum up to it; 0 where they do not."""
    whole, total = grid.amount(grid.rows[at], column), Decimal(0)
    for end in range(at + 1, min(at + 1 + _MOST_PARTS, len(grid.rows))) if whole and whole.low else ():
        part = grid.amount(grid.rows[end], column)
        if whole is None or part is None or part.family != whole.family:
            return 0
        total += part.low
        if total == whole.low and end > at + 1:
            return end + 1
    return 0


def _by_family(named: Sequence[tuple[str, Slot]]) -> Iterator[list[Flow]]:
    for family in ("CNY", "%"):
        flows = [Flow(role_of(name), one.amount, name) for name, one in named if one.family == family]
        if len(flows) > 2:
            yield flows


def _lists(paper: Paper) -> Iterator[list[Flow]]:
    """The entries of runs; several labelled amounts of a block each count."""
    for run in runs_of(paper):
        entries = [entry for at in run.blocks if (entry := entry_of(paper, at, "CNY")) is not None]
        yield [Flow(role_of(one.name), one.slot.amount, one.name) for one in entries]


def _from_elsewhere(paper: Paper) -> Iterator[Hit]:
    """A list of costs that ends with a profit: the income may stand in an earlier section."""
    for flows in _lists(paper):
        if len(flows) < 3 or flows[-1].role != "=" or any(one.role in {"+", "0"} for one in flows):
            continue
        totals = [one for one in flows if one.role == "-" and TOTAL_LABEL.search(one.name)] or [one for one in flows if one.role == "-"]
        incomes = [one for one in _incomes(paper) if one.amount.span.start < flows[0].amount.span.start]
        if incomes and totals and not any(_comes_to(flows[-1].amount, [one, *totals]) for one in incomes):
            hit = _hit(flows[-1], [incomes[0], *totals])
            if hit:
                yield replace(hit, severity=Severity.QUESTION)


def _of_two_tables(paper: Paper) -> Iterator[Hit]:
    """收支相抵,全年结余…: against the totals of a table of income and of one of expenses, each in a section of its own."""
    for at, slots in prose_blocks(paper) if any("收支相抵" in paper.words(at) for at in range(len(paper.blocks))) else ():
        left = next((one for one in slots if one.family == "CNY" and role_of(one.lead) == "=" and "收支相抵" in paper.words(at)), None)
        incomes, costs = (_totals_under(paper, words, at) for words in ("收入", "支出"))
        if left is None or not incomes or len(costs) != 1:
            continue
        flow = Flow("=", left.amount, left.lead)
        choices = [[Flow("+", one, "收入"), Flow("-", costs[0], "支出")] for one in incomes]
        if not any(_comes_to(left.amount, one) for one in choices):
            hit = _hit(flow, min(choices, key=lambda one: abs(_value(one) - left.amount.low)))
            if hit:
                yield replace(hit, severity=Severity.QUESTION)


def _totals_under(paper: Paper, words: str, before: int) -> list[Amount]:
    """The amounts of total rows in tables under a heading of these words."""
    found: list[Amount] = []
    for grid in grids_of(paper):
        first = grid.cells[0].block
        if first < before and any(words in heading for heading in paper.place(first).headings[-1:]):
            totals = [row for row in grid.rows if TOTAL_LABEL.search(grid.labels.get(row, ""))]
            found += [one for row in totals for column in grid.columns if (one := grid.amount(row, column)) and one.unit == "CNY"]
    return found


def _incomes(paper: Paper) -> list[Flow]:
    """The amounts of the whole text that are named as income."""
    return paper.once("incomes", lambda: _named_incomes(paper))


def _named_incomes(paper: Paper) -> list[Flow]:
    found = []
    for _, slots in prose_blocks(paper):
        found += [Flow("+", one.amount, one.lead) for one in slots if one.family == "CNY" and role_of(one.lead) == "+"]
    return found


def _ledgers(paper: Paper) -> Iterator[list[Flow]]:
    """Labelled amounts that follow each other in paragraphs of one section: 收入:60万元 工资支出:1500×6×12=10.8万元;..."""
    sections: dict[tuple[int, ...], list[Flow]] = defaultdict(list)
    for at, block in enumerate(paper.blocks):
        words = paper.words(at)
        if block.cell is None and paper.is_text(at) and len(_LABEL.findall(words)) > 1 and len(paper.amounts.get(at, ())) > 1:
            sections[paper.place(at).heading_blocks] += _labelled(paper, at)
    yield from sections.values()


def _labelled(paper: Paper, at: int) -> Iterator[Flow]:
    """The amount of each label: the result of its formula, else its first."""
    words, offset = paper.words(at), paper.blocks[at].body
    labels = list(_LABEL.finditer(words))
    results = {one.stated.span.start for one in formulas_of(paper, at)}
    for label, following in zip_longest(labels, labels[1:]):
        until = following.start() if following else len(words)
        inside = [one for one in paper.amounts[at] if label.end() + offset <= one.span.start < until + offset and one.family == "CNY"]
        stated = [one for one in inside if one.span.start in results] or inside
        if stated:
            yield Flow(role_of(label[1]), stated[0], label[1])


def _check(flows: Sequence[Flow]) -> Iterator[Hit]:
    for index, left in enumerate(flows):
        if left.role != "=" or index < 2 or not left.amount.is_point:
            continue
        choices = [one for one in _readings(flows[:index]) if len(one) > 1]
        if not choices or any(_comes_to(left.amount, one) for one in choices):
            continue
        if len(choices[0]) != sum(one.role != "" for one in choices[0]) or any(one.amount.op != "=" for one in choices[0]):
            continue
        if left.name.strip() and (hit := _hit(left, choices[0])):
            yield hit


def _readings(flows: Sequence[Flow]) -> Iterator[list[Flow]]:
    """What may be set off against each other: since the last result; everything in front; totals alone."""
    last = max((at for at, one in enumerate(flows) if one.role == "="), default=-1)
    bases = [at for at, one in enumerate(flows) if one.role in {"+", "0"}]
    plain = [one for one in flows if not TOTAL_LABEL.search(one.name)]
    if last >= 0:
        yield [flows[last], *(one for one in flows[last + 1 :] if one.role == "-")]
    if bases:
        whole = flows[bases[0] :]
        costs = [one for one in whole[1:] if one.role == "-"]
        yield [one for one in whole if one.role in {"+", "-", "0"}] if last <= 0 else [whole[0], *costs]
        yield [whole[0], *costs]
        yield [one for one in plain if one.role in {"+", "-", "0"}]
        yield [whole[0], *(one for one in flows if one.role == "-" and TOTAL_LABEL.search(one.name))]
        yield [flows[bases[-1]], flows[-1]]


def _value(flows: Sequence[Flow]) -> Decimal:
    return sum((-one.amount.low if one.role == "-" else one.amount.low for one in flows), Decimal(0))


def _comes_to(left: Amount, flows: Sequence[Flow]) -> bool:
    value = _value(flows)
    spread = sum((one.amount.high - one.amount.low for one in flows), Decimal(0))
    return fit(left, value - spread, value + spread, slack_of(one.amount for one in flows)) is not Fit.OFF


def _hit(left: Flow, flows: Sequence[Flow]) -> Hit | None:
    if not any(one.role == "-" for one in flows) or not any(one.role in {"+", "0", "="} for one in flows):
        return None
    expected = _value(flows)
    if not -abs(left.amount.low) * 3 < expected < abs(left.amount.low) * 3:
        return None
    terms = ""
    for one in flows:
        sign = ("" if not terms else " + ") if one.role != "-" else " - "
        terms += sign + text_of(one.amount.low)
    shown = f"{terms} = {text_of(expected)} ≠ {text_of(left.amount.low)}"
    spans = spans_of([left.amount, *(one.amount for one in flows)])
    words = {"name": left.name.strip()}
    return Hit(spans, text_of(left.amount.low), text_of(expected), shown, words, edit=edit_of(left.amount, expected, expected))
