# SPDX-License-Identifier: Apache-2.0
"""Plain text: a line is a block; lines parted by tabs, strokes or wide gaps are rows of a table. Spans are the file's own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from yunce.reader.blocks import Block, Cell, Layout
from yunce.reader.formats.marks import heading_level, mark_of

_LINE = re.compile(r"[^\r\n\x0b\x0c\u2028\u2029]+")
_PARTS = {"tab": re.compile(r"\t"), "bar": re.compile(r"[|｜│]"), "gap": re.compile(r"(?<=\S)[ \u3000]{2,}(?=\S)")}
_SMALL = 5
_DIGITS = re.compile(r"[\d一二三四五六七八九十]+")
_VALUE = re.compile(r"\d\s?(?:[万亿千百]?元|[万亿%‰人名家个项件次台套户])")
_RULE = re.compile(r"[\s|:+\-=─┼├┤┌┐└┘┬┴━]+")


@dataclass(frozen=True, slots=True)
class Line:
    """A line's span without the blanks around it."""

    start: int
    end: int
    text: str


def lines_of(text: str) -> Iterator[Line]:
    """The lines of a text that hold anything."""
    for found in _LINE.finditer(text):
        whole = found.group()
        words = whole.strip()
        if words:
            start = found.start() + len(whole) - len(whole.lstrip())
            yield Line(start, start + len(words), words)


def read_lines(text: str) -> Layout:
    """A text's blocks."""
    lines = list(lines_of(text))
    blocks: list[Block] = []
    table = at = 0
    while at < len(lines):
        rows, part = _rows(lines, at)
        if rows:
            blocks += table_blocks(lines[at : at + rows], _PARTS[part], table)
            table, at = table + 1, at + rows
        else:
            blocks.append(line_block(lines[at]))
            at += 1
    return Layout(text, tuple(without_lists(blocks, text)))


def without_lists(blocks: Sequence[Block], text: str) -> list[Block]:
    """The blocks, with headings that follow each other and each state a value as what they are: the items of a list."""
    found = list(blocks)
    start = 0
    while start < len(found):
        end = start
        while end < len(found) and _is_listed(found[end], text) and _form(found[end]) == _form(found[start]):
            end += 1
        if end - start > 1:
            found[start:end] = [replace(one, kind="item", level=0) for one in found[start:end]]
        start = max(end, start + 1)
    return found


def _form(block: Block) -> str:
    """A line's mark without its number."""
    return _DIGITS.sub("1", block.number.strip())


def _is_listed(block: Block, text: str) -> bool:
    """True for an item, and for a heading of a small mark (1. or (1)) whose words hold an amount with its unit."""
    if block.kind == "item":
        return bool(block.number)
    is_small = block.kind == "heading" and block.level >= _SMALL and block.number[:1] != "#" and bool(block.number)
    return is_small and _VALUE.search(text[block.start + len(block.number) : block.end]) is not None


def line_block(line: Line) -> Block:
    """A line as heading, item or paragraph."""
    mark = mark_of(line.text)
    if level := heading_level(line.text, mark):
        return Block("heading", line.start, line.end, level, mark.text if mark and level < 7 else "")
    return Block("item" if mark else "paragraph", line.start, line.end, 0, mark.text if mark else "")


def _rows(lines: list[Line], at: int) -> tuple[int, str]:
    """How many lines from here on are rows of one table, and what parts their cells."""
    for part, pattern in _PARTS.items():
        least = 3 if part == "gap" else 2
        rows = 0
        widths: list[int] = []
        for line in lines[at:]:
            cells = len(pattern.findall(line.text)) + 1
            if cells < 2 or (part == "gap" and (mark_of(line.text) or (widths and cells != widths[0]))):
                break
            widths.append(cells)
            rows += 1
        if rows >= least:
            return rows, part
    return 0, ""


def table_blocks(lines: list[Line], pattern: re.Pattern[str], table: int) -> list[Block]:
    """The cells of rows, lines that only draw borders left out."""
    blocks: list[Block] = []
    drawn = [line for line in lines if not _RULE.fullmatch(line.text)]
    for row, line in enumerate(drawn):
        closed = line.text.endswith(("|", "|", "│"))
        edged = pattern.match(line.text) is not None and pattern.pattern != r"\t"
        cells = list(_cells(line, pattern))
        for column, (start, end) in enumerate(cells[:-1] if closed else cells):
            if edged and column == 0:
                continue
            blocks.append(Block("cell", start, end, cell=Cell(table, row, column - edged)))
    return blocks


def _cells(line: Line, pattern: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """The spans of a row's cells without the blanks around their words."""
    edges = [(found.start(), found.end()) for found in pattern.finditer(line.text)]
    starts = [0, *(end for _, end in edges)]
    ends = [*(start for start, _ in edges), len(line.text)]
    for start, end in zip(starts, ends, strict=True):
        whole = line.text[start:end]
        words = whole.strip()
        begin = line.start + start + (len(whole) - len(whole.lstrip()) if words else 0)
        yield begin, begin + len(words)
