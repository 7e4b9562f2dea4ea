# SPDX-License-Identifier: Apache-2.0
"""Months, quarters and half-years against the longer period that they make up: 1-6月420万件,7-12月510万件,全年930万件."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from yunce.checker.findings import Hit, Severity
from yunce.checker.paper import Paper
from yunce.checker.rules import rule
from yunce.checker.slots import Slot, slots_of
from yunce.checker.sums.adding import any_holds, sum_hit
from yunce.checker.sums.words import NOT_A_PART, RATE

_QUARTER = {"一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_PERIOD = re.compile(
    r"(?P<first>\d{1,2})\s?月?\s?[-—–~～至到]\s?(?P<last>\d{1,2})\s?月(?![\s\d]*[日号])"
    r"|(?<![\d前])(?P<month>\d{1,2})\s?月(?:份|度)?(?![\s\d]*[日号])"
    r"|(?P<nine>前三季度?)|第?(?P<quarter>[一二三四1-4])\s?季度?|[Qq](?P<q>[1-4])"
    r"|(?P<half>上半年|下半年|[Hh][12])|(?P<year>全年|年度|20\d\d\s?年(?!\s?\d{1,2}\s?月|[上下]半年|第?[一二三四]季))"
)
_ANY = re.compile(r"季|半年|月|[QqHh][1-4]")
_A_YEAR = re.compile(r"(20\d\d)\s?年")
_MEANT = re.compile(r"计划|目标|预算|任务|力争|确保|拟|将")
_LEVEL = re.compile(r"^[一-鿿]{0,2}?[末底初]|存量|余额|在库|保有|现有|去年|上年|同期|均")
_ENDS = re.compile(r"[;；。]")
_BEFORE = re.compile(r"去年|上年|同期")
_DONE = re.compile(r"实现|(?<!预计)完成(?!目标)|去年|上年|同期")
_WHOLE = re.compile(r"年|总|计划|目标|共|任务")
_GENERAL = re.compile(r"全年|年度|半年|季度|计划|目标|完成|实现|预计|累计|合计|力争|任务|达到?|各为?|其中|[年月季上下第一二三四前份度约为]")
_HANZI = re.compile(r"[^一-鿿]")
_NEAR = Decimal("0.4"), Decimal("2.5")
_CLOSE = Decimal("0.6"), Decimal("1.6")
_LITTLE_MORE = Decimal("1.3")
_YEAR = (1, 12)
_LINES = 14
_MONTHS = 12
_NO_SUM = frozenset({"%", "pp", "‰", "bare", "分", "天", "小时", "倍"})

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Timed:
    """An amount with the months that it is of and the year, 0 where none is named; `name` is what its words say besides."""

    months: Span
    year: int
    slot: Slot
    name: str


@rule(
    "SUM020", Severity.WARNING, "各期之和与全年（或更长一期）不符",
    "较长一期写作 {stated}，各期相加是 {expected}，相差 {difference}", "核对全年与各期的数",
)  # fmt: skip
def periods_add_up(paper: Paper) -> Iterator[Hit]:
    """写全了一年(或半年、一季)里的各月、各季或上下半年时,各期之和应等于那一期的数。可在一段里,也可分行写。

    不通过:
        全年计划签约120家。一季度签约25家,二季度35家,三季度35家,四季度35家。
    通过:
        全年计划签约120家。一季度签约25家,二季度35家,三季度35家,四季度25家。
    """
    done: set[int] = set()
    for at in paper.worded:
        if paper.blocks[at].cell is None and len(paper.amounts.get(at, ())) > 1 and _ANY.search(paper.words(at)):
            timed = _timed(slots_of(paper, at))
            if _has_parts(timed):
                done.add(at)
                yield from _checked(timed, [*slots_of(paper, at), *_in_front(paper, at)])
    for run in _runs(paper, done):
        lines = [_timed(slots_of(paper, at)) for at in run]
        yield from _checked([one for line in lines for one in line], [])


def _in_front(paper: Paper, at: int) -> Sequence[Slot]:
    """The amounts of the line in front, which may be the whole of what a paragraph takes apart."""
    return slots_of(paper, at - 1) if at and paper.blocks[at - 1].cell is None and paper.is_text(at - 1) else ()


def _runs(paper: Paper, done: set[int]) -> Iterator[list[int]]:
    """Lines in a row under one heading that each name a period."""
    run: list[int] = []
    for at, block in enumerate(paper.blocks):
        is_line = block.cell is None and at not in done and paper.is_text(at) and bool(paper.amounts.get(at)) and block.kind != "heading"
        is_timed = is_line and _PERIOD.search(paper.words(at)) is not None
        same = bool(run) and paper.place(at).heading_blocks == paper.place(run[-1]).heading_blocks
        if run and not (is_timed and same):
            yield from ([run] if len(run) > 1 else [])
            run = []
        if is_timed and len(run) < _LINES:
            run.append(at)
    if len(run) > 1:
        yield run


def _timed(slots: Sequence[Slot]) -> list[Timed]:
    """The amounts of a block that are of a period: named in front of them, or in front of another in their clause."""
    found: list[Timed] = []
    months: Span | None = None
    year = 0
    for at, one in enumerate(slots):
        if at and (_ENDS.search(one.before) or one.sentence != slots[at - 1].sentence):
            months = None
        told = list(_PERIOD.finditer(one.before))
        if told:
            behind = one.before[told[-1].end() :]
            is_past = told[-1]["year"] and told[-1]["year"][:1] == "2" and not _MEANT.search(behind)
            months = None if _LEVEL.search(behind) or _BEFORE.search(one.before) or is_past else _months(told[-1])
        year = int(_A_YEAR.findall(one.before)[-1]) if _A_YEAR.search(one.before) else year
        is_plain = one.amount.is_point and one.amount.op == "=" and one.family not in _NO_SUM and not one.amount.per
        is_odd = NOT_A_PART.search(one.lead) or RATE.search(one.lead)
        if months and is_plain and not is_odd:
            found.append(Timed(months, year, one, _GENERAL.sub("", _HANZI.sub("", one.lead))))
    return found


def _months(found: re.Match[str]) -> Span | None:
    """The months that the words of a period name."""
    if found["first"]:
        first, last = int(found["first"]), int(found["last"])
        return (first, last) if 1 <= first < last <= _MONTHS else None
    if found["month"]:
        month = int(found["month"])
        return (month, month) if 1 <= month <= _MONTHS else None
    if quarter := found["quarter"] or found["q"]:
        last = _QUARTER[quarter] * 3
        return last - 2, last
    if found["half"]:
        return (1, 6) if found["half"] in {"上半年", "H1", "h1"} else (7, 12)
    return (1, 9) if found["nine"] else _YEAR


def _has_parts(timed: Sequence[Timed]) -> bool:
    return len({one.months for one in timed if one.months != _YEAR}) > 1


def _checked(timed: Sequence[Timed], others: Sequence[Slot]) -> Iterator[Hit]:
    """Each longer period of a measure against the shorter ones that make it up."""
    for group in _groups(timed):
        by_months = {one.months: one for one in group}
        wholes = sorted((one for one in by_months if one[1] > one[0]), key=lambda one: one[0] - one[1])
        for months in wholes:
            tilings = [parts for parts in _tilings(months, by_months) if _is_of_one_name(by_months[months], parts)]
            yield from _compared(by_months[months].slot, [[one.slot for one in parts] for parts in tilings])
        if _YEAR not in by_months:
            tilings = list(_tilings(_YEAR, by_months))
            known = {one.slot.amount.span for one in timed}
            left = [one for one in others if one.amount.span not in known and not _DONE.search(one.before)]
            yield from _without_year([[one.slot for one in parts] for parts in tilings], left)


def _is_of_one_name(whole: Timed, parts: Sequence[Timed]) -> bool:
    """False where a whole bears another name than its parts do: 回款 of two quarters, 应收 of the half-year."""
    names = {one.name for one in parts}
    name = names.pop() if len(names) == 1 else ""
    return not name or not whole.name or any(name[at : at + 2] in whole.name for at in range(max(1, len(name) - 1)))


def _groups(timed: Sequence[Timed]) -> Iterator[list[Timed]]:
    """Amounts of one unit, each of another period: all of them, else those of one name."""
    units: dict[tuple[str, int], list[Timed]] = defaultdict(list)
    years = {one.year for one in timed}
    for one in timed:
        units[one.slot.amount.unit, one.year if len(years - {0}) > 1 else 0].append(one)
    for alike in units.values():
        if len({one.months for one in alike}) == len(alike):
            yield alike
            continue
        names: dict[str, list[Timed]] = defaultdict(list)
        for one in alike:
            names[one.name].append(one)
        for name, named in names.items():
            if name and len({one.months for one in named}) == len(named) > 1:
                yield named


def _tilings(whole: Span, by_months: dict[Span, Timed], start: int | None = None) -> Iterator[list[Timed]]:
    """Every way in which shorter periods make up a longer one."""
    at = whole[0] if start is None else start
    for months, one in by_months.items():
        if months[0] != at or months == whole or months[1] > whole[1]:
            continue
        if months[1] == whole[1]:
            yield [one]
        else:
            yield from ([one, *rest] for rest in _tilings(whole, by_months, months[1] + 1))


def _compared(whole: Slot, tilings: Sequence[list[Slot]]) -> Iterator[Hit]:
    choices = [[one.amount for one in parts] for parts in tilings if len(parts) > 1]
    if not choices or any_holds(whole.amount, choices):
        return
    parts = min(choices, key=len)
    total = sum((one.low for one in parts), Decimal(0))
    is_near = whole.amount.low * _NEAR[0] < total < whole.amount.low * _NEAR[1]
    is_level = min(one.low for one in parts) <= whole.amount.low <= max(one.low for one in parts) * _LITTLE_MORE
    if is_level and not is_near:
        return  # what there is at a time, or a mean
    if hit := sum_hit(whole.amount, parts, Severity.WARNING if is_near else Severity.QUESTION):
        yield hit


def _without_year(tilings: Sequence[list[Slot]], others: Sequence[Slot]) -> Iterator[Hit]:
    """A whole year in its parts, and the amount in front that speaks of a plan, a total, a target without a period of its own."""
    choices = [parts for parts in tilings if len(parts) > 1]
    if not choices:
        return
    parts = min(choices, key=len)
    amounts, unit = [one.amount for one in parts], parts[0].amount.unit
    wholes = [one for one in others if one.amount.unit == unit and one.amount.is_point]
    if not wholes or any(any_holds(one.amount, [amounts]) for one in wholes):
        return
    total = sum((one.low for one in amounts), Decimal(0))
    near = [one for one in wholes if _WHOLE.search(one.before) and one.amount.low * _CLOSE[0] < total < one.amount.low * _CLOSE[1]]
    if near and (hit := sum_hit(near[-1].amount, amounts, Severity.WARNING)):
        yield hit
