# SPDX-License-Identifier: Apache-2.0
"""What a percentage is of: the totals of tables and the amounts of the text that bear the name which it gives."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from yunce.checker.amounts import Amount
from yunce.checker.grids import Grid, grids_of
from yunce.checker.paper import Paper
from yunce.checker.slots import slots_of
from yunce.checker.sums.tables import is_total
from yunce.checker.sums.words import PAST_COLUMN, RATE

_FRAME = re.compile(
    r"^(?:按照?|占|为|以|当期|全年度?|年度|本年度?|当年|年|公司|项目|新签|预计|计划|目标)+|(?:指标|目标|计划|预算|总额|总数|总量)+$"
)
_BY = re.compile(r"按照?|占|不[超低高]于?过?|控制在|提取|计提")
_YEAR = re.compile(r"全年|年度|合计|总计")
_ENDS = re.compile(r"(?:指标|目标|计划|总额|预计|达到?|约|为|是|[:：]|做到|实现|完成|\s)*$")
_FORMER = re.compile(r"上年|去年|同期|其中|同比|人均|平均|每|单")
_SHORTEST = 2
_MOST = 60


@dataclass(frozen=True, slots=True)
class Base:
    """The amounts that may be what a name means: all that bear it, and those that are its whole."""

    every: tuple[Amount, ...]
    wholes: tuple[Amount, ...]


def core_of(name: str) -> str:
    """A name without the words that only frame it.

    >>> core_of("奖金按全年收入指标"), core_of("新签合同额"), core_of("年度目标")
    ('收入', '合同额', '年度目标')
    """
    found = _FRAME.sub("", _BY.split(name)[-1])
    return found if len(found) >= _SHORTEST else name


def base_of(paper: Paper, name: str) -> Base:
    """What a name may mean in the text and its tables; read once for each name."""
    core = core_of(name)
    return paper.once(("base", core), lambda: _base(paper, core))


def _base(paper: Paper, core: str) -> Base:
    told = tuple(_told(paper, core))
    every, wholes = [one for one, _ in told], [one for one, is_whole in told if is_whole]
    for grid in grids_of(paper):
        every += _cells(grid, core)
        wholes += _totals(grid, core)
    return Base(tuple(every), tuple(wholes))


def _told(paper: Paper, core: str) -> Iterator[tuple[Amount, bool]]:
    """The amounts of the text whose words in front hold a name; whole where it stands right in front and is no earlier year's."""
    place = paper.plain.find(core)
    for _ in range(_MOST):
        if place < 0:
            return
        block = paper.block_at(place)
        if paper.is_text(block) and paper.blocks[block].cell is None:
            for one in slots_of(paper, block):
                front, _, rest = one.before.rpartition(core)
                if (core in one.before or core in paper.name_of(one.amount)) and one.amount.is_point:
                    yield one.amount, core in one.lead and bool(_ENDS.fullmatch(rest)) and not _FORMER.search(front[-6:])
        place = paper.plain.find(core, paper.blocks[block].end)


def _cells(grid: Grid, core: str) -> Iterator[Amount]:
    rows = {row for row, name in grid.labels.items() if core in name}
    columns = {column for column, name in grid.headers.items() if core in name}
    return (one.amount for one in grid.cells if one.amount and (one.cell.row in rows or one.cell.column in columns))


def _totals(grid: Grid, core: str) -> Iterator[Amount]:
    """The total of each column with the name, and of each row with it: its year, or its only number."""
    totals = [row for row in grid.rows if is_total(grid.labels.get(row, ""))]
    columns = [
        at for at in grid.columns if core in (name := grid.headers.get(at, "")) and not PAST_COLUMN.search(name) and not RATE.search(name)
    ]
    yield from (one for row in totals for column in columns if (one := grid.amount(row, column)) is not None)
    for row in grid.rows:
        name = grid.labels.get(row, "")
        if core not in name or RATE.search(name):
            continue
        filled = [column for column in grid.columns if grid.amount(row, column) is not None]
        years = [column for column in filled if _YEAR.search(grid.headers.get(column, ""))]
        for column in years or (filled if len(filled) == 1 else []):
            if (one := grid.amount(row, column)) is not None:
                yield one
