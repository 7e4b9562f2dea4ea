# SPDX-License-Identifier: Apache-2.0
"""Names for numbers that survive a revision: by the exact words around them, else by the same words with other numbers. Pure."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from yunce.reader.corrections import keys_of
from yunce.reader.reading import Aside, Reading, Statement
from yunce.reader.scan.mentions import Mention


@dataclass(frozen=True)
class Keys:
    """The numbers of a reading by name. `exact` and `shapes` go from where a number starts to its names."""

    reading: Reading

    @cached_property
    def exact(self) -> dict[int, str]:
        """Start -> the key that the reader's own corrections use: the hash of its block's words and its place in them."""
        return keys_of(self.reading)

    @cached_property
    def mentions(self) -> dict[str, Mention]:
        """Key -> the number."""
        return {self.exact[one.mention.start]: one.mention for one in everything(self.reading) if one.mention.start in self.exact}

    @cached_property
    def shapes(self) -> dict[int, str]:
        """Start -> the hash of its block's words with every number taken out, and which of them it is."""
        return _shapes(self.reading)

    @cached_property
    def by_shape(self) -> dict[str, str]:
        """Shape -> key."""
        return {shape: self.exact[start] for start, shape in self.shapes.items() if start in self.exact}


def everything(reading: Reading) -> list[Statement | Aside]:
    """Statements and what was left aside, in order of place."""
    both: list[Statement | Aside] = [*reading.statements, *reading.aside]
    return sorted(both, key=lambda one: one.mention.start)


def _shapes(reading: Reading) -> dict[int, str]:
    seen: Counter[str] = Counter()
    found: dict[int, str] = {}
    mentions, at = [one.mention for one in everything(reading)], 0
    row: dict[tuple[int, int], str] = {}
    for block in reading.document.blocks:
        inside: list[Mention] = []
        while at < len(mentions) and mentions[at].start < block.end:
            inside.append(mentions[at])
            at += 1
        words = _without(reading, inside, block.body, block.end)
        if block.cell is not None:  # a cell that is only a number is known by the words of its row
            place = (block.cell.table, block.cell.row)
            row[place] = words = row.get(place, "") + "|" + words
        if inside:
            digest = hashlib.sha256(words.encode()).hexdigest()[:16]
            seen[digest] += 1
            found |= {one.start: f"{digest}:{seen[digest]}:{number}" for number, one in enumerate(inside)}
    return found


def _without(reading: Reading, inside: list[Mention], start: int, end: int) -> str:
    """The words of a block with each number replaced by a sign; its own mark does not count."""
    parts, last = [], start
    for one in inside:
        if one.start >= last:
            parts.append(reading.document.plain[last : one.start] + "#")
            last = one.end
    return "".join("".join([*parts, reading.document.plain[last:end]]).split())
