# SPDX-License-Identifier: Apache-2.0
"""Scorecards: points that make up the full mark (满分100分), and what each class of points comes to, in brackets or told below."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from yunce.checker.amounts import Amount, Fit
from yunce.checker.entries import Run, entry_of, runs_of
from yunce.checker.findings import Hit, Severity
from yunce.checker.grids import Grid, grids_of
from yunce.checker.paper import Paper
from yunce.checker.rules import rule
from yunce.checker.slots import slots_of, spans_of
from yunce.checker.sums.adding import sum_fit, sum_hit
from yunce.checker.sums.blocks import is_total
from yunce.checker.sums.words import SHARE

_FULL = re.compile(
    r"(?:满分|总分|总分值|合计|共计?|总计|计)(?:为|是|[:：])?\s?(?P<n>\d{2,4})\s?分(?!钟|以|制)|(?<!\d)(?P<m>\d{2,4})\s?分制|(?P<h>百分制)"
)
_OF_HEADING = re.compile(r"[(（]\s?(?:共|计|占|满分|权重)?\s?(?P<n>\d{1,3}(?:\.\d+)?)\s?分\s?[)）]\s*$")
_POINTS = re.compile(r"分值|标准分|满分|配分|基[准础本]分|权重分|分数|^分$|[(（]分[)）]$")
_NO_POINTS = re.compile(r"扣|加分|得分|目标|减|奖|实|评分标准|下限|最低|等级")
_BESIDE = re.compile(r"加分|附加|奖励|另加|另设|扣分|减分|否决")
_NO_PART = re.compile(r"扣|加|减|低于|高于|不足|超过|达到|每|满分|目标|得")
_IN_BRACKETS = re.compile(r"[(（]\s?(?:共|计|占|权重|合计)?\s?(?P<n>\d{1,3}(?:\.\d+)?)\s?(?P<unit>分|%)\s?[)）]")
_HUNDRED = Decimal(100)
_NEAR, _CLOSE = (Decimal("0.65"), Decimal("1.4")), (Decimal("0.8"), Decimal("1.2"))
_FULL_ROW = re.compile(r"^(?:总分值?|满分|总得分)$")
_NAMED = r"(?P<name>[一-鿿A-Za-z]{2,14}?)\s?(?P<n>\d{1,3}(?:\.\d+)?)\s?(?P<unit>分(?![钟之类店公])|(?![\d.%％万元个家人天年月次件小]))"
_POINTED = re.compile(_NAMED)
_FULL_TOLD = re.compile(r"(?:满分|总分|总分值|合计|总计|共计?)(?:为|是|[:：])?\s?(?P<n>\d{2,4})\s?分(?!钟|以|制)|百分制|100\s?分制")
_OPENS = re.compile(r"由|分为|包括|(?<![其集])中|为")
"""What an enumeration begins behind: 年度得分由销售35、毛利20…组成."""
_PLAIN_LIST = re.compile(r"[、,，;；]\s?(?:和|及|以及)?\s?|\s?(?:和|及|以及|与)\s?")
_STOPS = re.compile(r"[。！？!?\n]")
_FEWEST, _ABOVE, _BELOW = 3, 2, 2
"""Points of a table without a full mark; blocks in front of a table or behind it that speak of it."""


@dataclass(frozen=True, slots=True)
class Card:
    """The points of a table, of the lines of a list or of headings; `is_sure` where even two of them are a scorecard."""

    points: tuple[Amount, ...]
    first: int
    is_sure: bool = False


@rule(
    "SUM060", Severity.WARNING, "各项分值相加与满分不符",
    "各项分值相加是 {stated}，满分是 {expected}", "核对各项分值，使其相加为 {expected}",
)  # fmt: skip
def points_make_full(paper: Paper) -> Iterator[Hit]:
    """标题或表前写明满分(总分、百分制)时,表格“分值”一列、清单各行的分值应合计为满分;一节分为几张表的,合起来也可以。没有写满分而接近100分的只作疑问。

    不通过:
        ## 评分(满分100分)

        | 项目 | 分值 |
        | --- | --- |
        | 陈列 | 30 |
        | 卫生 | 20 |
        | 服务 | 40 |
    通过:
        ## 评分(满分100分)

        | 项目 | 分值 |
        | --- | --- |
        | 陈列 | 30 |
        | 卫生 | 20 |
        | 服务 | 50 |
    """
    groups: dict[int, list[Card]] = defaultdict(list)
    for card in (*_tables(paper), *_lists(paper), *_headings(paper)):
        groups[-card.first - 1 if (full := _full_over(paper, card)) is None else full[0]].append(card)
    for cards in groups.values():
        yield from _of_group(paper, sorted(cards, key=lambda one: one.first))
    yield from _sentences(paper)


def _of_group(paper: Paper, cards: Sequence[Card]) -> Iterator[Hit]:
    """Each card makes up the full mark that stands over it, or all that stand under it make it up together."""
    told = _full_over(paper, cards[0])
    full = told[1] if told else _HUNDRED
    near = _NEAR if told else _CLOSE
    owns = [sum((point.low for point in one.points), Decimal(0)) for one in cards]
    if full not in owns and len(cards) > 1:
        together = [point for one in cards for point in one.points]
        cards, owns = [Card(tuple(together), cards[0].first, is_sure=True)], [sum(owns, Decimal(0))]
    for one, own in zip(cards, owns, strict=True):
        is_many = told is not None or one.is_sure or len(one.points) >= _FEWEST
        if own != full and is_many and full * near[0] <= own <= full * near[1]:
            yield _hit(one.points, full, Severity.WARNING if told else Severity.QUESTION)


def _hit(points: Sequence[Amount], full: Decimal, severity: Severity) -> Hit:
    total = sum((one.low for one in points), Decimal(0))
    terms = " + ".join(f"{one.low:f}" for one in points)
    return Hit(spans_of(points), f"{total:f}", f"{full:f}", f"{terms} = {total:f} ≠ {full:f}", severity=severity)


def _full_over(paper: Paper, card: Card) -> tuple[int, Decimal] | None:
    """The full mark in the lines right in front of a card, else in the nearest heading that tells one; with its block."""
    before = range(card.first - 1, max(-1, card.first - 1 - _ABOVE), -1)
    lines = [at for at in before if paper.blocks[at].cell is None and paper.blocks[at].kind != "heading"]
    headings = [at for at in reversed(paper.place(card.first).heading_blocks) if at != card.first]
    for at in (*lines, *headings):
        if (found := _FULL.search(words := paper.words(at))) and not _BESIDE.search(words):
            return at, Decimal(found["n"] or found["m"] or 100)
        if at in headings and (found := _OF_HEADING.search(words)):
            return at, Decimal(found["n"])
    return None


def _headings(paper: Paper) -> Iterator[Card]:
    """The headings of one parent that each tell their points in brackets: 一、业绩指标(60分)."""
    found: dict[tuple[int, ...], list[int]] = defaultdict(list)
    for at, block in enumerate(paper.blocks):
        if block.kind == "heading" and paper.is_text(at):
            found[paper.place(at).heading_blocks[:-1]].append(at)
    for blocks in found.values():
        told = [at for at in blocks if _OF_HEADING.search(paper.words(at))]
        amounts = [one for at in told for one in paper.amounts.get(at, ())[-1:] if one.unit == "分" and one.is_point]
        if len(amounts) > 1 and len(amounts) == len(told):
            yield Card(tuple(amounts), told[0], is_sure=True)


def _tables(paper: Paper) -> Iterator[Card]:
    for grid in grids_of(paper):
        columns = [at for at in grid.columns if _POINTS.search(name := grid.headers.get(at, "")) and not _NO_POINTS.search(name)]
        rows = [row for row in grid.rows if not _BESIDE.search(name := grid.labels.get(row, "")) and not _FULL_ROW.search(name.strip())]
        if len(columns) != 1 or any(is_total(grid.labels.get(row, "")) for row in rows):
            continue
        points = [one for row in rows if (one := grid.amount(row, columns[0])) and one.unit in {"", "分"} and one.is_point]
        if len(points) == len([row for row in rows if not grid.is_filled(row, columns[0]) or grid.amount(row, columns[0])]) > 1:
            first = grid.cells[0].block
            yield Card(tuple(points), first)


def _lists(paper: Paper) -> Iterator[Card]:
    for run in runs_of(paper):
        points = _points_of(paper, run)
        if points:
            yield Card(tuple(points), run.blocks[0])


def _points_of(paper: Paper, run: Run) -> list[Amount]:
    """The points of the lines under a full mark; none where a line has none of its own."""
    entries = [entry_of(paper, at, "分") for at in run.blocks]
    slots = [one.slot for one in entries if one is not None and one.slot.amount.is_point and one.slot.amount.op == "="]
    if len(slots) != len(run.blocks) or any(_NO_PART.search(one.lead) for one in slots):
        return []
    card = Card((), run.blocks[0])
    return [one.amount for one in slots] if _full_over(paper, card) else []


def _sentences(paper: Paper) -> Iterator[Hit]:
    """按百分制打分:业绩占50分,作风占30分,创新占20分; 由业绩50、作风30、创新20组成,总分100分."""
    for at in range(len(paper.blocks)):
        if paper.is_text(at) and paper.blocks[at].cell is None and len(paper.amounts.get(at, ())) > _FEWEST - 1:
            for full, mark, points in _told_points(paper, at):
                total = sum((one.low for one in points), Decimal(0))
                if total != full and _NEAR[0] <= total / full <= _NEAR[1]:
                    hit = _hit(points, full, Severity.WARNING)
                    yield replace(hit, at=(*spans_of(mark), *hit.at))


def _told_points(paper: Paper, at: int) -> Iterator[tuple[Decimal, list[Amount], list[Amount]]]:
    """The full mark of each sentence that tells one, the amount that tells it, and the points of the enumeration beside it."""
    words, offset = paper.words(at), paper.blocks[at].body
    amounts = {
        one.span.start - offset: one
        for one in paper.amounts.get(at, ())
        if one.unit in {"分", "", "bare"} and one.is_point and one.op == "="
    }
    start = 0
    for end in [*(one.start() for one in _STOPS.finditer(words)), len(words)]:
        told = _FULL_TOLD.search(words, start, end)
        if told:
            named = [one for one in _POINTED.finditer(words, start, end) if one.start("n") in amounts and one.start("n") != told.start("n")]
            run = max(_enumerations(named, words), key=len, default=[])
            if len(run) >= _FEWEST and not any(_NO_PART.search(_OPENS.split(one["name"])[-1]) for one in run):
                mark = [amounts[told.start("n")]] if told["n"] and told.start("n") in amounts else []
                yield Decimal(told["n"] or _HUNDRED), mark, [amounts[one.start("n")] for one in run]
        start = end + 1


def _enumerations(named: Sequence[re.Match[str]], words: str) -> Iterator[list[re.Match[str]]]:
    """Names with their points that follow each other with nothing else between."""
    run: list[re.Match[str]] = []
    for one in named:
        if run and not _PLAIN_LIST.fullmatch(words, run[-1].end(), one.start()):
            yield run
            run = []
        run.append(one)
    yield run


@rule(
    "SUM061", Severity.WARNING, "一类的分值或权重与所含各项之和不符",
    "“{name}”写作 {stated}，所含各项相加是 {expected}，相差 {difference}", "核对这一类的数与所含各项",
)  # fmt: skip
def classes_hold(paper: Paper) -> Iterator[Hit]:
    """表格第一列的类别后面写了分值或权重(业绩(60%)),或者表格下面逐类写出时,应等于这一类各行之和;多数类别成立时才提出。

    不通过:
        | 类别 | 指标 | 分值 |
        | --- | --- | --- |
        | 业绩(35分) | 签约 | 25 |
        | 业绩(35分) | 回款 | 15 |
        | 过程(25分) | 拜访 | 15 |
        | 过程(25分) | 报告 | 10 |
    通过:
        | 类别 | 指标 | 分值 |
        | --- | --- | --- |
        | 业绩(35分) | 签约 | 20 |
        | 业绩(35分) | 回款 | 15 |
        | 过程(25分) | 拜访 | 15 |
        | 过程(25分) | 报告 | 10 |
    """
    for grid in grids_of(paper):
        classes = _classes(grid)
        columns = [at for at in grid.columns if _POINTS.search(name := grid.headers.get(at, "")) or SHARE.search(name)]
        if len(classes) < _FEWEST - 1 or not columns:
            continue
        for told in (_in_cells(paper, grid, classes), _told_below(paper, grid, classes)):
            for column in columns:
                yield from _odd_classes(grid, column, classes, told)


def _classes(grid: Grid) -> dict[str, list[int]]:
    """The rows of each class that the first cells name, merged or repeated."""
    found: dict[str, list[int]] = defaultdict(list)
    for one in grid.cells:
        if one.cell.column == 0 and one.cell.row >= grid.head and not one.is_empty and not is_total(one.words):
            found[one.words] += range(one.cell.row, one.cell.row + one.cell.rows)
    return found if any(len(rows) > 1 for rows in found.values()) else {}


def _in_cells(paper: Paper, grid: Grid, classes: Mapping[str, Sequence[int]]) -> dict[str, Amount]:
    """What the name of a class says in brackets."""
    found: dict[str, Amount] = {}
    for one in grid.cells:
        if one.cell.column == 0 and one.words in classes and _IN_BRACKETS.search(one.words):
            amounts = [each for each in paper.amounts.get(one.block, ()) if each.unit in {"%", "分"} and each.is_point]
            if len(amounts) == 1:
                found.setdefault(one.words, amounts[0])
    return found


def _told_below(paper: Paper, grid: Grid, classes: Mapping[str, Sequence[int]]) -> dict[str, Amount]:
    """What the lines behind a table say of its classes."""
    last = grid.cells[-1].block
    found: dict[str, Amount] = {}
    for at in range(last + 1, min(last + 1 + _BELOW, len(paper.blocks))):
        if paper.blocks[at].kind == "heading" or paper.blocks[at].cell is not None or not paper.is_text(at):
            break
        for slot in slots_of(paper, at):
            name = next((one for one in classes if slot.lead.rstrip(" :：占为").endswith(one)), "")
            if name and slot.amount.unit in {"%", "分"} and slot.amount.is_point and slot.amount.op == "=":
                found.setdefault(name, slot.amount)
    return found if len(found) > 1 else {}


def _odd_classes(grid: Grid, column: int, classes: Mapping[str, Sequence[int]], told: Mapping[str, Amount]) -> Iterator[Hit]:
    """The classes that do not hold, where at least as many do."""
    sums = {name: [one for row in classes[name] if (one := grid.amount(row, column))] for name in told}
    known = {name: parts for name, parts in sums.items() if parts and all(one.unit in {told[name].unit, ""} for one in parts)}
    odd = [name for name, parts in known.items() if sum_fit(told[name], parts) is not Fit.HOLDS]
    if odd and len(odd) * 2 <= len(known):
        for name in odd:
            if hit := sum_hit(told[name], known[name], Severity.WARNING):
                yield Hit(hit.at, hit.stated, hit.expected, hit.arithmetic, {**hit.words, "name": name}, hit.severity, hit.edit)
