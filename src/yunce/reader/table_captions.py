# SPDX-License-Identifier: Apache-2.0
"""What stands above a table: the words that introduce it and the unit that they state."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from yunce.reader.blocks import Block, Document
from yunce.reader.grid_units import split_unit, unit_line


def title_unit(document: Document) -> str:
    """The unit that the title above all tables gives to those that name none: 2027年度预算(单位:万元)."""
    for block in document.blocks:
        if block.cell is not None:
            return ""
        if found := unit_line(document.words(block)):
            return found if split_unit(found)[1] == "CNY" else ""
    return ""


def introduced(document: Document, first: int) -> tuple[str, str]:
    """The words that introduce a table, back to the nearest heading, and the unit that they state; long sentences introduce nothing."""
    said: list[str] = []
    unit = ""
    for block in _backwards(document.blocks, first):
        words = document.words(block).strip()
        unit = unit or unit_line(words)
        if block.kind == "heading" or (len(words) <= 36 and "。" not in words):
            said.insert(0, words)
        if block.kind == "heading":
            break
    return " ".join(said), unit


def _backwards(blocks: Sequence[Block], first: int) -> Iterable[Block]:
    """The three blocks above a table that are not cells themselves."""
    for at in range(first - 1, max(-1, first - 4), -1):
        if blocks[at].cell is not None:
            return
        yield blocks[at]
