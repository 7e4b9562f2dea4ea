# SPDX-License-Identifier: Apache-2.0
"""Tables as the checks see them: a grid of amounts with the words of each row and column."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from yunce.checker.amounts import Amount
from yunce.checker.paper import Paper
from yunce.reader.blocks import Cell
from yunce.values.light import light

_EMPTY = re.compile(r"[\s\-—–/\\.。无]*")
_LEFT_OVER = 6
_WORDS = re.compile(r"[\d一-鿿]{3,}")


@light
@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell: its block, its words, the one amount that it consists of."""

    block: int
    words: str
    cell: Cell
    amount: Amount | None
    is_empty: bool
    is_ordinal: bool


@dataclass(frozen=True)
class Grid:
    """A table. Rows and columns count from 0, header rows are those above `head`."""

    number: int
    cells: tuple[GridCell, ...]
    head: int

    @cached_property
    def by_place(self) -> dict[tuple[int, int], GridCell]:
        """Cells by row and column; a merged cell stands at its first."""
        return {(one.cell.row, one.cell.column): one for one in self.cells}

    @cached_property
    def by_column(self) -> dict[int, list[GridCell]]:
        """The cells below the header by the column that they begin in, from the left."""
        found: dict[int, list[GridCell]] = defaultdict(list)
        for one in self.cells:
            if one.cell.row >= self.head:
                found[one.cell.column].append(one)
        return found

    @cached_property
    def amounts(self) -> dict[tuple[int, int], Amount]:
        """The amounts by row and column."""
        return {place: one.amount for place, one in self.by_place.items() if one.amount is not None}

    @cached_property
    def rows(self) -> list[int]:
        """The rows below the header."""
        return sorted({one.cell.row for one in self.cells if one.cell.row >= self.head})

    @cached_property
    def columns(self) -> list[int]:
        """The columns that hold at least one amount below the header, serial numbers left out."""
        return sorted({one.cell.column for one in self.cells if one.cell.row >= self.head and one.amount and not one.is_ordinal})

    @cached_property
    def labels(self) -> dict[int, str]:
        """The words of each row that are no amounts, from the left, merged ones reaching down."""
        found: dict[int, list[str]] = defaultdict(list)
        for one in self.cells:
            is_label = one.amount is None and not one.is_empty and not (one.is_ordinal and any(map(str.isdigit, one.words)))
            if one.cell.row >= self.head and is_label and len(one.words) <= 40:
                for row in range(one.cell.row, one.cell.row + one.cell.rows):
                    found[row].append(one.words)
        return {row: " ".join(words) for row, words in found.items()}

    @cached_property
    def headers(self) -> dict[int, str]:
        """The words above each column."""
        found: dict[int, list[str]] = defaultdict(list)
        for one in self.cells:
            if one.cell.row < self.head:
                for column in range(one.cell.column, one.cell.column + one.cell.columns):
                    if one.words not in found[column]:
                        found[column].append(one.words)
        return {column: " ".join(words) for column, words in found.items()}

    def amount(self, row: int, column: int) -> Amount | None:
        """The amount of a cell."""
        return self.amounts.get((row, column))

    def is_filled(self, row: int, column: int) -> bool:
        """True where a cell holds an amount or stands for nothing."""
        found = self.by_place.get((row, column))
        return found is None or found.amount is not None or found.is_empty


def grids_of(paper: Paper) -> tuple[Grid, ...]:
    """The tables of a paper that have at least two rows."""
    return paper.once("grids", lambda: tuple(_grids(paper)))


def _grids(paper: Paper) -> Iterator[Grid]:
    tables: dict[int, list[int]] = defaultdict(list)
    for at, block in enumerate(paper.blocks):
        if block.cell and paper.is_text(at):
            tables[block.cell.table].append(at)
    for number, indices in tables.items():
        cells = tuple(_cell(paper, at) for at in indices)
        head = max((one.cell.row + 1 for one in cells if paper.cells[one.block].is_header), default=0)
        if len({one.cell.row for one in cells}) > 1:
            yield Grid(number, cells, head)


def _cell(paper: Paper, at: int) -> GridCell:
    block, words = paper.blocks[at], paper.words(at).strip()
    amounts = paper.amounts.get(at, [])
    amount = amounts[0] if len(amounts) == 1 else None
    if amount is not None and amount.words != words:
        rest = (paper.plain[block.body : amounts[0].span.start] + paper.plain[amounts[0].span.end : block.end]).strip()
        amount = amount if len(rest) <= _LEFT_OVER and not _WORDS.search(rest) else None
    assert block.cell is not None  # noqa: S101 - only cells are asked for
    context = paper.cells[at]
    return GridCell(at, words, block.cell, amount, not amounts and _EMPTY.fullmatch(words) is not None, context.is_ordinal)
