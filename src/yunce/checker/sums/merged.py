# SPDX-License-Identifier: Apache-2.0
"""Cells that are merged over several rows beside cells of one row each: what each group comes to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from yunce.checker.amounts import Amount, Fit
from yunce.checker.findings import Hit, Severity
from yunce.checker.grids import Grid, grids_of
from yunce.checker.paper import Paper
from yunce.checker.rules import rule
from yunce.checker.sums.adding import sum_fit, sum_hit
from yunce.checker.sums.tables import adds_up


@dataclass(frozen=True, slots=True)
class Group:
    """A merged cell's amount, the rows that it reaches over, and the amounts of another column in these rows."""

    whole: Amount
    parts: tuple[Amount, ...]
    row: int


@rule(
    "SUM028", Severity.WARNING, "合并单元格的小计与各行之和不符",
    "“{name}”写作 {stated}，所含各行相加是 {expected}，相差 {difference}", "把小计改为 {expected}，或核对各行",
)  # fmt: skip
def merged_totals(paper: Paper) -> Iterator[Hit]:
    """一列里跨几行的合并单元格,是旁边一列这几行之和;多数组成立时,不成立的一组有误。文件须有合并单元格(docx、xlsx、html)。

    不通过:
        <table><tr><th>大类</th><th>细目</th><th>金额(元)</th><th>小计(元)</th></tr>
        <tr><td rowspan="2">人工</td><td>工资</td><td>1152000</td><td rowspan="2">1270000</td></tr>
        <tr><td>福利</td><td>108000</td></tr>
        <tr><td rowspan="2">能源</td><td>电费</td><td>246000</td><td rowspan="2">300000</td></tr>
        <tr><td>水费</td><td>54000</td></tr></table>
    通过:
        <table><tr><th>大类</th><th>细目</th><th>金额(元)</th><th>小计(元)</th></tr>
        <tr><td rowspan="2">人工</td><td>工资</td><td>1152000</td><td rowspan="2">1260000</td></tr>
        <tr><td>福利</td><td>108000</td></tr>
        <tr><td rowspan="2">能源</td><td>电费</td><td>246000</td><td rowspan="2">300000</td></tr>
        <tr><td>水费</td><td>54000</td></tr></table>
    """
    for grid in grids_of(paper):
        merged = [
            column for column in grid.columns if any(one.cell.rows > 1 and one.cell.column == column and one.amount for one in grid.cells)
        ]
        for column in merged:
            for other in grid.columns:
                if other != column and adds_up(grid.headers.get(other, "")):
                    yield from _odd(grid, _groups(grid, column, other), grid.headers.get(column, ""))


def _groups(grid: Grid, column: int, other: int) -> list[Group]:
    """The merged amounts of a column with what stands beside them row by row; none where a row is not told."""
    found = []
    for cell in grid.cells:
        if cell.cell.column != column or cell.amount is None or cell.cell.rows < 2:
            continue
        parts = [grid.amount(row, other) for row in range(cell.cell.row, cell.cell.row + cell.cell.rows)]
        known = tuple(one for one in parts if one is not None and one.unit == cell.amount.unit)
        if len(known) == len(parts):
            found.append(Group(cell.amount, known, cell.cell.row))
    return found


def _odd(grid: Grid, groups: Sequence[Group], header: str) -> Iterator[Hit]:
    """The groups that do not add up, where at least as many do."""
    odd = [one for one in groups if sum_fit(one.whole, one.parts) is not Fit.HOLDS]
    if len(odd) * 2 > len(groups):
        return
    for one in odd:
        if hit := sum_hit(one.whole, one.parts, Severity.WARNING):
            name = " ".join(words for words in (grid.labels.get(one.row, "").split(" ")[0], header) if words)
            yield Hit(hit.at, hit.stated, hit.expected, hit.arithmetic, {**hit.words, "name": name}, hit.severity, hit.edit)
