# SPDX-License-Identifier: Apache-2.0
"""A reading laid out for the rules: each block with its amounts and dates, tables as grids; worked out once, when first asked."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TypeVar, cast

from yunce.checker.amounts import Amount, amount_of
from yunce.reader.blocks import Block
from yunce.reader.grids import CellContext
from yunce.reader.places import Place
from yunce.reader.reading import Reading, Statement
from yunce.reader.scan.mentions import Mention

T = TypeVar("T")


@dataclass(frozen=True)
class Paper:
    """A reading with the views that rules ask for."""

    reading: Reading

    @property
    def plain(self) -> str:
        """The canonical text in plain form."""
        return self.reading.document.plain

    @property
    def blocks(self) -> Sequence[Block]:
        """The blocks in order of place."""
        return self.reading.document.blocks

    def words(self, at: int) -> str:
        """The words of a block, its mark left out."""
        return self._words[at]

    def place(self, at: int) -> Place:
        """Where a block stands."""
        return self.reading.places[at]

    def is_text(self, at: int) -> bool:
        """True for a block of the plan itself: no furniture, nothing before the first plan."""
        return self._texts[at]

    @cached_property
    def worded(self) -> list[int]:
        """The blocks of the plan itself that hold more than digits: most cells of a large table are a number and nothing else."""
        return [at for at, words in enumerate(self._words) if self._texts[at] and not words.isdecimal()]

    def block_at(self, position: int) -> int:
        """The index of the block that holds a character."""
        return bisect_right(self._starts, position) - 1

    @cached_property
    def mentions(self) -> dict[int, list[Mention]]:
        """All mentions of each block in order of place, in the units that their tables give."""
        found: dict[int, list[Mention]] = defaultdict(list)
        every = [one.mention for one in self.reading.statements] + [one.mention for one in self.reading.aside]
        for one in sorted(every, key=lambda each: each.start):
            if one.sort != "number_mark":
                found[self.block_at(one.start)].append(one)
        return found

    @cached_property
    def amounts(self) -> dict[int, list[Amount]]:
        """The amounts of each block in order of place."""
        found = {}
        for at, mentions in self.mentions.items():
            found[at] = [amount for one in mentions if (amount := self._amount(one, at)) is not None]
        return found

    def _amount(self, one: Mention, at: int) -> Amount | None:
        """The amount of a mention; bare numbers of a line that are people (店长1、主播4) have their unit."""
        amount = amount_of(one, self.plain, at)
        if amount is None or amount.unit or self.blocks[at].cell is not None:
            return amount
        told = self.statements.get(one.start)
        return replace(amount, unit="人") if told is not None and told.kind == "headcount" else amount

    @cached_property
    def statements(self) -> dict[int, Statement]:
        """Statements by where they start."""
        return {one.mention.start: one for one in self.reading.statements}

    def name_of(self, amount: Amount) -> str:
        """What the reader says the amount is of; empty where it does not know."""
        found = self.statements.get(amount.span.start)
        return found.links.what if found else ""

    @property
    def cells(self) -> Mapping[int, CellContext]:
        """What surrounds each table cell."""
        return self.reading.cells

    def once(self, view: Hashable, make: Callable[[], T]) -> T:
        """A view that several rules ask for, made when it is first asked for."""
        if view not in self._views:
            self._views[view] = make()
        return cast("T", self._views[view])

    @cached_property
    def _views(self) -> dict[Hashable, object]:
        return {}

    @cached_property
    def _words(self) -> list[str]:
        return [self.reading.document.words(block) for block in self.blocks]

    @cached_property
    def _texts(self) -> list[bool]:
        places = self.reading.places
        return [block.kind != "furniture" and place.plan >= 0 for block, place in zip(self.blocks, places, strict=True)]

    @cached_property
    def _starts(self) -> list[int]:
        return [block.start for block in self.blocks]
