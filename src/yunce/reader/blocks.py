# SPDX-License-Identifier: Apache-2.0
"""What every kind of file becomes: one canonical text and the blocks that stand in it, each with its character span."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from yunce.values.light import light

BlockKind = Literal["heading", "paragraph", "item", "cell", "note", "furniture"]


@light
@dataclass(frozen=True, slots=True)
class Cell:
    """Where a cell stands: its table, row and column from 0, and how many of each it covers."""

    table: int
    row: int
    column: int
    rows: int = 1
    columns: int = 1


@light
@dataclass(frozen=True, slots=True)
class Block:
    """One piece of layout: span [start, end) in the canonical text; `number` is its mark as written; `level` 0 is not a heading."""

    kind: BlockKind
    start: int
    end: int
    level: int = 0
    number: str = ""
    cell: Cell | None = None

    @property
    def body(self) -> int:
        """Where the block's words begin, behind its number."""
        return self.start + len(self.number)


@dataclass(frozen=True, slots=True)
class Layout:
    """A canonical text and its blocks in order of place."""

    text: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A file as the passes see it. `plain` has the length of `text`: one form of each sign, simplified script."""

    name: str
    sha256: str
    text: str
    plain: str
    blocks: tuple[Block, ...]

    def words(self, block: Block) -> str:
        """A block's words in plain form, its number left out."""
        return self.plain[block.body : block.end]


class Builder:
    """Collects a canonical text for files that have none of their own."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._tables = 0
        self._blocks: list[Block] = []

    def add(self, kind: BlockKind, words: str, *, level: int = 0, number: str = "") -> None:
        """One line of its own; nothing where there are no words."""
        words = words.strip()
        if words:
            self._blocks.append(Block(kind, self._length, self._length + len(number) + len(words), level, number))
            self._write(number + words + "\n")

    def add_table(self, rows: list[list[tuple[str, Cell]]]) -> None:
        """A table: cells of a row parted by tabs, a row to a line. The cells' table number is given here."""
        for row in rows:
            for at, (words, cell) in enumerate(row):
                words = " ".join(words.split())
                block = Block(
                    "cell", self._length, self._length + len(words), cell=Cell(self._tables, cell.row, cell.column, cell.rows, cell.columns)
                )
                self._blocks.append(block)
                self._write(words + ("\n" if at == len(row) - 1 else "\t"))
        self._tables += 1

    def layout(self) -> Layout:
        """All that was added."""
        return Layout("".join(self._parts), tuple(self._blocks))

    def _write(self, words: str) -> None:
        self._parts.append(words)
        self._length += len(words)
