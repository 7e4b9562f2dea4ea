# SPDX-License-Identifier: Apache-2.0
"""The source as it is read beside the numbers: blocks in parts of bearable length, every number a link, findings under their block."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from yunce.app.reviews.looking import Found, Look, Number
from yunce.reader.blocks import Block
from yunce.reader.reading import Aside
from yunce.web.review.links import Way
from yunce.web.review.words import STATUS_WORDS, reason_words

PART_CHARS = 6000
"""Characters of the source on one page: some eight printed pages."""


@dataclass(frozen=True, slots=True)
class TableCell:
    """One cell: its words with links, how far it reaches."""

    html: SafeString
    rows: int
    columns: int


@dataclass(frozen=True, slots=True)
class Line:
    """One piece of the source: a block, or a whole table where `rows` are; under it the findings that begin in it."""

    kind: str
    level: int
    html: SafeString
    rows: tuple[tuple[TableCell, ...], ...]
    found: tuple[Found, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of the source: blocks [first, last) and characters [start, end)."""

    first: int
    last: int
    start: int
    end: int


def parts_of(seen: Look) -> tuple[Part, ...]:
    """The source in parts of about `PART_CHARS`, cut between blocks."""
    blocks = seen.source.document.blocks
    parts: list[Part] = []
    first = 0
    for at, block in enumerate(blocks):
        is_last = at == len(blocks) - 1
        if is_last or block.end - blocks[first].start >= PART_CHARS:
            parts.append(Part(first, at + 1, blocks[first].start, block.end))
            first = at + 1
    return tuple(parts) or (Part(0, 0, 0, 0),)


def part_at(parts: Sequence[Part], place: int) -> int:
    """The number of the part that a place lies in."""
    return max(bisect_right(parts, place, key=lambda part: part.start) - 1, 0)


def lines_of(seen: Look, part: Part, way: Way) -> tuple[Line, ...]:
    """One part, ready to be shown."""
    inside = _Inside.of(seen, part, way)
    blocks = seen.source.document.blocks[part.first : part.last]
    found: list[Line] = []
    table: list[Block] = []
    for block in blocks:
        if table and (block.cell is None or table[0].cell is None or block.cell.table != table[0].cell.table):
            found.append(inside.table(table))
            table = []
        if block.cell is not None:
            table.append(block)
        else:
            found.append(inside.line(block))
    if table:
        found.append(inside.table(table))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Inside:
    """What is needed to draw the blocks of one part."""

    text: str
    numbers: tuple[Number, ...]
    worst: Mapping[int, str]
    found: tuple[Found, ...]
    way: Way

    @classmethod
    def of(cls, seen: Look, part: Part, way: Way) -> _Inside:
        first = bisect_left(seen.numbers, part.start, key=lambda one: one.start)
        last = bisect_left(seen.numbers, part.end, key=lambda one: one.start)
        here = tuple(one for one in seen.found if one.at and part.start <= one.at[0].start < part.end)
        worst: dict[int, str] = {}
        for one in seen.found:
            for place in one.at if one.waiver is None else ():
                severity = str(one.finding.severity)
                worst[place.start] = "err" if severity == "error" or worst.get(place.start) == "err" else "ask"
        return cls(seen.source.document.text, seen.numbers[first:last], worst, here, way)

    def line(self, block: Block) -> Line:
        """A block that is no cell."""
        return Line(block.kind, block.level, self._html(block), (), self._found(block.start, block.end))

    def table(self, cells: Sequence[Block]) -> Line:
        """A table, or those rows of it that stand in this part."""
        rows: dict[int, list[TableCell]] = {}
        for block in cells:
            if block.cell is not None:
                rows.setdefault(block.cell.row, []).append(TableCell(self._html(block), block.cell.rows, block.cell.columns))
        lines = tuple(tuple(row) for _, row in sorted(rows.items()))
        return Line("table", 0, mark_safe(""), lines, self._found(cells[0].start, cells[-1].end))

    def _found(self, start: int, end: int) -> tuple[Found, ...]:
        return tuple(one for one in self.found if start <= one.at[0].start < end)

    def _html(self, block: Block) -> SafeString:
        """The block's words, escaped, its numbers as links."""
        first = bisect_left(self.numbers, block.start, key=lambda one: one.start)
        return mark_safe("".join(self._pieces(block, first)))  # noqa: S308 - every piece is escaped

    def _pieces(self, block: Block, first: int) -> Iterator[str]:
        last = block.start
        for one in self.numbers[first:]:
            if one.start >= block.end:
                break
            if one.start < last:
                continue
            yield escape(self.text[last : one.start])
            yield self._mark(one)
            last = one.end
        yield escape(self.text[last : block.end])

    def _mark(self, one: Number) -> str:
        shade = "off" if not one.is_used else self.worst.get(one.start, "")
        why = one.now.why if isinstance(one.now, Aside) else ""
        names = " ".join(
            filter(None, ("m", shade, "count" if why == "numbering" else "", "done" if one.status in {"accepted", "corrected"} else ""))
        )
        now = ' aria-current="true"' if one.key == self.way.at else ""
        hint = reason_words(why) if why else str(STATUS_WORDS[one.status])
        words: str = escape(one.quote)
        if one.words != one.quote:
            words = f"<del>{words}</del><ins>{escape(one.words)}</ins>"
        href = escape(self.way.to(one.key))
        return f'<a class="{names}" id="t-{one.start}" href="{href}" title="{escape(hint)}"{now}>{words}</a>'
