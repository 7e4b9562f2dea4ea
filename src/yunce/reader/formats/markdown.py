# SPDX-License-Identifier: Apache-2.0
"""Markdown: the same lines as plain text, with headings by their signs, tables by their strokes, code fences passed as text."""

from __future__ import annotations

import re
from dataclasses import replace

from yunce.reader.blocks import Block, Layout
from yunce.reader.formats.lines import Line, line_block, lines_of, table_blocks, without_lists
from yunce.reader.formats.marks import mark_of

_HEADING = re.compile(r"(#{1,6})[ \t]+")
_BAR = re.compile(r"(?<!\\)\|")
_BULLET = re.compile(r"(?:>[ \t]*|[-*+][ \t]+)+")


def read_markdown(text: str) -> Layout:
    """A text's blocks; spans are the file's own."""
    lines = list(lines_of(text))
    blocks: list[Block] = []
    table = at = 0
    while at < len(lines):
        rows = _rows(lines, at)
        if rows > 1:
            blocks += table_blocks(lines[at : at + rows], _BAR, table)
            table, at = table + 1, at + rows
        else:
            blocks.append(_block(lines[at]))
            at += 1
    return Layout(text, tuple(without_lists(blocks, text)))


def _rows(lines: list[Line], at: int) -> int:
    rows = 0
    while at + rows < len(lines) and len(_BAR.findall(lines[at + rows].text)) >= 1:
        rows += 1
    return rows


def _block(line: Line) -> Block:
    """A heading by its signs, else as plain text says, the signs in front belonging to the number."""
    if sign := _HEADING.match(line.text):
        mark = mark_of(line.text[sign.end() :])
        return Block("heading", line.start, line.end, len(sign[1]), sign.group() + (mark.text if mark else ""))
    if sign := _BULLET.match(line.text):
        inner = line_block(Line(line.start + sign.end(), line.end, line.text[sign.end() :]))
        return replace(inner, kind="item", level=0, start=line.start, number=sign.group() + inner.number)
    return line_block(line)
