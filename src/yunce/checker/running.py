# SPDX-License-Identifier: Apache-2.0
"""CASH, CAP and RULE: money that runs out before the year does, checks that people cannot do, rules that never fire or contradict."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from yunce.checker.amounts import Amount, text_of
from yunce.checker.findings import Hit, Severity, Span
from yunce.checker.grids import Grid, grids_of
from yunce.checker.paper import Paper
from yunce.checker.rules import rule
from yunce.checker.slots import Slot, spans_of
from yunce.checker.sums.prose import prose_blocks
from yunce.checker.sums.tables import is_total
from yunce.checker.sums.words import PERIODS

_IN = re.compile(
    r"^(?:[一二三四五六七八九十]、)?(?:现金|资金|经营|预计|计划|本期|当期)?(?:总?收入|流入|回款|进账)(?:合计|小计|额|总额)?(?:[(（].*)?$"
)
_OUT = re.compile(
    r"^(?:[一二三四五六七八九十]、)?(?:现金|资金|经营|预计|计划|本期|当期)?(?:总?支出|流出|付款|开支)(?:合计|小计|额|总额)?(?:[(（].*)?$"
)
_OPEN = re.compile(r"期初|年初|上年结转|启动资金")
_FEWEST = 3
_TIMES_A_YEAR = {"年": Decimal(1), "半年": Decimal(2), "季": Decimal(4), "季度": Decimal(4), "月": Decimal(12), "周": Decimal(52)}
_VISITED = frozenset({"家", "个", "处", "户", "间", "台", "部", "座"})
_ONE_OF = re.compile(r"每[家个处户间台部座]|每一?个|各")
_BY_ONE = re.compile(r"人均|每人|平均每人")
_CHECKERS = re.compile(r"检查|巡查|督查|巡检|稽核|督导|拜访|巡店|专员|片区经理|回访")
_RULE = re.compile(
    r"(?P<name>[一-鿿]{2,10}?)(?:连续[一-鿿\d]{1,4})?(?P<sign>低于|不足|高于|超过|超出|大于|小于)\s?(?P<number>\d+(?:\.\d+)?)\s?"
    r"(?P<unit>%|分|天|日|元|万元|个|件|次|小时|分钟|人|[‰])(?:以上|以下)?(?:的[^,，。;；\n]{0,10}|时|者)?[,，](?P<act>[^,，。;；\n]{3,20})"
)
_CAPPED = re.compile(r"(?:合格|满意|覆盖|到岗|及时|可用|准确|收缴|出勤|整改|接通|解决|完好|正常|持证|入住|出租)率$")
_FULL = Decimal(100)


@rule(
    "CASH002", Severity.WARNING, "资金在中途用完",
    "到“{period}”累计结余 {stated}，资金不足", "补足 {expected} 的资金，或调整收支的时间",
)  # fmt: skip
def runs_out(paper: Paper) -> Iterator[Hit]:
    """表格按月或按季列出收入与支出时,从期初起逐期累计不应变成负数。没有写期初资金的只作疑问。

    不通过:
        | 项目 | 1月(万元) | 2月(万元) | 3月(万元) |
        | --- | --- | --- | --- |
        | 期初资金 | 20 | | |
        | 收入 | 30 | 40 | 90 |
        | 支出 | 45 | 60 | 50 |
    通过:
        | 项目 | 1月(万元) | 2月(万元) | 3月(万元) |
        | --- | --- | --- | --- |
        | 期初资金 | 40 | | |
        | 收入 | 30 | 40 | 90 |
        | 支出 | 45 | 60 | 50 |
    """
    for grid in grids_of(paper):
        for names, periods, amount in _sides(grid):
            yield from _running(names, periods, amount)


def _sides(grid: Grid) -> Iterator[tuple[dict[int, str], dict[int, str], dict[tuple[int, int], Amount]]]:
    """A table with its periods as columns, then as rows: what each line is called, the periods in order, the amounts by line and period."""
    values = {(row, column): one for row in grid.rows for column in grid.columns if (one := grid.amount(row, column)) is not None}
    heads = {column: grid.headers.get(column, "") for column in grid.columns}
    rows = {row: grid.labels.get(row, "") for row in grid.rows}
    yield rows, _periods(heads), values
    yield heads, _periods(rows), {(column, row): one for (row, column), one in values.items()}


def _periods(names: dict[int, str]) -> dict[int, str]:
    return {at: name for at, name in names.items() if PERIODS.search(name) and not is_total(name)}


def _running(names: dict[int, str], periods: dict[int, str], amounts: dict[tuple[int, int], Amount]) -> Iterator[Hit]:
    comes, goes, opens = (
        [at for at, name in names.items() if form.search(name.split(" ")[0])] for form in (_IN, _OUT, _OPEN)
    )  # fmt: skip
    if len(comes) != 1 or len(goes) != 1 or len(periods) < _FEWEST:
        return
    first = next((one for at in opens for period in periods if (one := amounts.get((at, period))) is not None), None)
    balance = first.low if first else Decimal(0)
    spans: list[Span] = [first.span] if first else []
    lowest: tuple[Decimal, str, tuple[Span, ...]] | None = None
    for period, name in periods.items():
        got, spent = amounts.get((comes[0], period)), amounts.get((goes[0], period))
        if got is None or spent is None or got.family != spent.family:
            return
        balance += got.low - spent.low
        spans += [spent.span, got.span]
        if balance < 0 and (lowest is None or balance < lowest[0]):
            lowest = (balance, name, tuple(reversed(spans)))
    if lowest is not None:
        severity = Severity.WARNING if first else Severity.QUESTION
        arithmetic = f"{text_of(first.low) if first else '0'} + Σ(收入 - 支出) = {text_of(lowest[0])} < 0"
        yield Hit(lowest[2], text_of(lowest[0]), text_of(-lowest[0]), arithmetic, {"period": lowest[1]}, severity)


@rule(
    "CAP003", Severity.QUESTION, "检查的次数超过人手所能完成的",
    "一年需要 {expected} 次，现有人手只能完成 {stated} 次", "增加人手，或降低频次",
)  # fmt: skip
def checks_can_be_done(paper: Paper) -> Iterator[Hit]:
    """一段话里写了对象数、每个对象的频次、人数和人均次数时,所需次数不应超过人手所能完成的次数。

    不通过:
        管理网点120家,每家每年检查不少于4次。检查人员3人,人均每年检查100次。
    通过:
        管理网点120家,每家每年检查不少于2次。检查人员3人,人均每年检查100次。
    """
    for _, slots in prose_blocks(paper):
        objects = [one for one in slots if one.amount.unit in _VISITED and one.amount.low > 1 and not _BY_ONE.search(one.lead)]
        people = [one for one in slots if one.family == "people" and not one.amount.per and _CHECKERS.search(one.lead + one.tail)]
        rates = [one for one in slots if one.amount.unit.startswith("次/") and one.amount.per in _TIMES_A_YEAR]
        each = [one for one in rates if not _BY_ONE.search(one.lead + one.amount.words) and _ONE_OF.search(one.lead + one.amount.words)]
        able = [one for one in rates if _BY_ONE.search(one.lead + one.amount.words)]
        if len(objects) == len(people) == len(each) == len(able) == 1:
            yield from _enough(objects[0], each[0], people[0], able[0])


def _enough(objects: Slot, each: Slot, people: Slot, able: Slot) -> Iterator[Hit]:
    needed = objects.amount.low * each.amount.low * _TIMES_A_YEAR[each.amount.per]
    possible = people.amount.high * able.amount.high * _TIMES_A_YEAR[able.amount.per]
    if needed > possible and able.amount.op not in {">=", ">"}:
        shown = f"{_times(objects, each)} = {text_of(needed)} > {_times(people, able)} = {text_of(possible)}"
        spans = spans_of([able.amount, people.amount, objects.amount, each.amount])
        yield Hit(spans, text_of(possible), text_of(needed), shown)


def _times(count: Slot, rate: Slot) -> str:
    return " × ".join(text_of(one) for one in (count.amount.low, rate.amount.low, _TIMES_A_YEAR[rate.amount.per]))


@dataclass(frozen=True, slots=True)
class Action:
    """What is done where a number passes a limit."""

    name: str
    sign: str
    number: Decimal
    unit: str
    act: str
    span: Span


def actions_of(paper: Paper) -> tuple[Action, ...]:
    """The rules of the form: 毛利率低于15%的,提成减半."""
    return paper.once("actions", lambda: tuple(_actions(paper)))


def _actions(paper: Paper) -> Iterator[Action]:
    for at, amounts in paper.amounts.items():
        words = paper.words(at)
        if not amounts or not paper.is_text(at) or ("," not in words and "，" not in words):
            continue
        for found in _RULE.finditer(words):
            sign = "<" if found["sign"] in {"低于", "不足", "小于"} else ">"
            span = Span(found.start("number") + paper.blocks[at].body, found.end("unit") + paper.blocks[at].body)
            yield Action(found["name"], sign, Decimal(found["number"]), found["unit"], found["act"].strip(), span)


@rule(
    "RULE002", Severity.WARNING, "规则永远不会触发",
    "“{name}”不会{sign} {stated}", "核对触发的数值",
)  # fmt: skip
def never_fires(paper: Paper) -> Iterator[Hit]:
    """合格率、满意率一类比率不会超过100%,也不会低于0,以此为条件的规则永远不会触发。

    不通过:
        设备完好率超过100%的,奖励班组500元。
    通过:
        设备完好率超过98%的,奖励班组500元。
    """
    for one in actions_of(paper):
        is_over = one.sign == ">" and one.number >= _FULL
        if one.unit == "%" and _CAPPED.search(one.name) and (is_over or (one.sign == "<" and not one.number)):
            words = {"name": one.name, "sign": "超过" if is_over else "低于"}
            yield Hit((one.span,), f"{text_of(one.number)}%", "", "", words)


@rule(
    "RULE003", Severity.QUESTION, "同一措施有两个触发值",
    "“{name}”在 {expected} 和 {stated} 时都要“{act}”", "统一触发值，或写明两者的区别",
)  # fmt: skip
def two_triggers(paper: Paper) -> Iterator[Hit]:
    """同一指标、同一方向、同样的措施写了两个不同的触发值。

    不通过:
        # 2026年计划

        应收账款逾期超过90天的,暂停发货。

        应收账款逾期超过60天的,暂停发货。
    通过:
        # 2026年计划

        应收账款逾期超过90天的,暂停发货。

        应收账款逾期超过60天的,发函催收。
    """
    groups: dict[tuple[str, ...], list[Action]] = defaultdict(list)
    for one in actions_of(paper):
        plan = str(paper.place(paper.block_at(one.span.start)).plan)
        groups[plan, one.name, one.sign, one.unit, one.act].append(one)
    for found in groups.values():
        for first, second in pairwise(found):
            if first.number != second.number:
                words = {"name": first.name, "act": first.act}
                stated, expected = (f"{text_of(one.number)}{one.unit}" for one in (second, first))
                yield Hit((second.span, first.span), stated, expected, "", words)
