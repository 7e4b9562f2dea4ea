# SPDX-License-Identifier: Apache-2.0
"""What each pass made of a file, line by line, for people who want to know why a number was read as it was."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator

from yunce.reader.blocks import Block
from yunce.reader.contract import value_text
from yunce.reader.reading import Aside, Reading, Statement


def explained(reading: Reading) -> Iterator[str]:
    """The passes in order: plans, then each block with its place, and under it what became of its mentions."""
    for at, part in enumerate(reading.plans):
        copy = f" 与第 {part.copy_of + 1} 篇相同" if part.copy_of >= 0 else ""
        yield f"篇 {at + 1} [{part.start}, {part.end}) {part.genre} {part.year} {part.title}{copy}"
    found = _by_block(reading)
    for at, block in enumerate(reading.document.blocks):
        place = reading.places[at]
        yield f"{_layout(block)} [{block.start}, {block.end}) 章节={place.role or '-'} {_short(reading, block)}"
        yield from _of_block(reading, found[at])


def _of_block(reading: Reading, found: list[Statement | Aside]) -> Iterator[str]:
    for one in sorted(found, key=lambda each: each.mention.start):
        quote = reading.document.text[one.mention.start : one.mention.end]
        value = f"{one.mention.sort} {value_text(one.mention)}".strip()
        if isinstance(one, Aside):
            yield f"    {quote} → {value} ⇒ 未采用:{one.why}"
        else:
            links = f"{one.links.what or '?'}({one.links.by}) 期间={one.links.period or '?'} 负责人={one.links.owner or '?'}"
            doubt = f" 存疑:{one.mention.doubt} {' '.join(one.mention.readings)}" if one.mention.doubt else ""
            yield f"    {quote} → {value} ⇒ {one.id} {one.kind} ({one.read_by} {one.confidence:.2f}) {links}{doubt}"


def _by_block(reading: Reading) -> dict[int, list[Statement | Aside]]:
    """What was found, by the index of the block that it stands in."""
    starts = [block.start for block in reading.document.blocks]
    found: dict[int, list[Statement | Aside]] = defaultdict(list)
    everything: list[Statement | Aside] = [*reading.statements, *reading.aside]
    for one in everything:
        found[bisect_right(starts, one.mention.start) - 1].append(one)
    return found


def _layout(block: Block) -> str:
    if block.cell:
        return f"cell {block.cell.table}:{block.cell.row},{block.cell.column}"
    return f"{block.kind}{block.level or ''}"


def _short(reading: Reading, block: Block) -> str:
    words = " ".join(reading.document.plain[block.start : block.end].split())
    return words if len(words) <= 60 else words[:59] + "…"
