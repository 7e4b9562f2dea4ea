# SPDX-License-Identifier: Apache-2.0
"""Runs of lines that say one thing each: 城东片区:1800万元; their names, their amounts, the line that introduces them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from yunce.checker.formulas import formulas_of
from yunce.checker.paper import Paper
from yunce.checker.slots import Slot, slots_of
from yunce.checker.sums.words import TOTAL_BEFORE

_LONGEST = 120
_NUMBER = re.compile(r"[0-9一二三四五六七八九十]+")
_NAME_ENDS = re.compile(r"[:：\d]")
_SUMMED_UP = re.compile(r"全年|年度|共需|合计|^\s?[计共]\s?$")


@dataclass(frozen=True, slots=True)
class Entry:
    """A line: its block, its name, the amount that it states, and whether another of the same kind stands there too."""

    block: int
    name: str
    slot: Slot
    is_sure: bool


@dataclass(frozen=True, slots=True)
class Run:
    """Lines of one form under one heading, without a gap; `parent` is the block in front of them, -1 where there is none."""

    blocks: tuple[int, ...]
    parent: int


def runs_of(paper: Paper) -> tuple[Run, ...]:
    """The runs of a paper with at least two lines."""
    return paper.once("runs", lambda: tuple(_runs(paper)))


def _runs(paper: Paper) -> Iterator[Run]:
    run: list[int] = []
    for at in range(len(paper.blocks)):
        if run and not (_is_line(paper, at) and line_form(paper, at) == line_form(paper, run[-1])):
            yield from _closed(paper, run)
            run = []
        if _is_line(paper, at):
            run.append(at)
    yield from _closed(paper, run)


def _closed(paper: Paper, run: list[int]) -> Iterator[Run]:
    if len(run) > 1:
        parent = run[0] - 1
        has_parent = parent >= 0 and paper.blocks[parent].cell is None and paper.is_text(parent)
        yield Run(tuple(run), parent if has_parent else -1)


def _is_line(paper: Paper, at: int) -> bool:
    """True for a short line with an amount; one that ends with a colon introduces others."""
    block = paper.blocks[at]
    is_short = block.end - block.start <= _LONGEST
    if block.cell is not None or block.kind == "heading" or not is_short or not paper.is_text(at) or not paper.amounts.get(at):
        return False
    return not paper.words(at).rstrip().endswith((":", "："))


def line_form(paper: Paper, at: int) -> tuple[str, tuple[int, ...]]:
    """The mark of a line with its number taken out, and the headings that it stands under."""
    return _NUMBER.sub("1", paper.blocks[at].number.strip()), paper.place(at).heading_blocks


def entry_of(paper: Paper, at: int, family: str) -> Entry | None:
    """What a line states in a family: the result of its formula, its own total, or its first amount."""
    slots = [one for one in slots_of(paper, at) if one.family == family]
    if not slots:
        return None
    name = _NAME_ENDS.split(paper.words(at))[0].strip(" -、,，")
    results = {one.stated.span.start for one in formulas_of(paper, at)}
    stated = [one for one in slots if one.amount.span.start in results] or [one for one in slots if TOTAL_BEFORE.search(one.lead)]
    outer = [one for one in slots if one.depth == 0] or slots
    yearly = [one for one in outer if _SUMMED_UP.search(one.lead) and not one.amount.per]
    chosen = stated[-1] if stated else yearly[0] if yearly else outer[0]
    return Entry(at, name, chosen, len(outer) == 1 or bool(stated) or len(yearly) == 1)


def lines_in_order(paper: Paper) -> tuple[list[int], ...]:
    """Three or more lines under one heading that follow each other with at most one other line between them."""
    return paper.once("lines", lambda: tuple(_lines(paper)))


def _lines(paper: Paper) -> Iterator[list[int]]:
    lines: list[int] = []
    for at, block in enumerate(paper.blocks):
        if block.cell is not None or not paper.is_text(at) or not paper.amounts.get(at):
            continue
        if lines and (at - lines[-1] > 2 or _under(paper, at) != _under(paper, lines[-1])):
            if len(lines) > 2:
                yield lines
            lines = []
        lines.append(at)
    if len(lines) > 2:
        yield lines


def _under(paper: Paper, at: int) -> tuple[int, ...]:
    headings = paper.place(at).heading_blocks
    return headings[:-1] if paper.blocks[at].kind == "heading" else headings
