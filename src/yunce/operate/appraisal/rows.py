# SPDX-License-Identifier: Apache-2.0
"""Results of people that are there one by one (kept ones, a part of a round) under the same columns as those just worked out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, overload

from yunce.operate.appraisal.results import LineHead, Listed, Outcome, PersonResult
from yunce.operate.appraisal.texts import words

if TYPE_CHECKING:
    import polars as pl

LINE = ("state", "actual", "target", "ratio", "points", "source", "confirmer")
"""The fields of a line that differ between people."""


def listed(people: Sequence[PersonResult]) -> Listed:
    """Results with columns, made from the rows where there are none."""
    return people if isinstance(people, Listed) else Rows(tuple(people))


@dataclass(frozen=True, slots=True)
class Rows(Listed):
    """Results one by one; everybody has the lines of the same card."""

    people: tuple[PersonResult, ...]

    def __len__(self) -> int:
        return len(self.people)

    @overload
    def __getitem__(self, index: int) -> PersonResult: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[PersonResult]: ...
    def __getitem__(self, index: int | slice) -> PersonResult | Sequence[PersonResult]:
        return self.people[index]

    @property
    def follow(self) -> Mapping[int, tuple[Outcome, ...]]:
        """What opens for whom, by place."""
        return {i: person.follow for i, person in enumerate(self.people) if person.follow}

    @property
    def heads(self) -> Sequence[LineHead]:
        """The lines of the card."""
        lines = self.people[0].lines if self.people else ()
        return [LineHead(line.item, line.name, line.kind, text_of(line.weight)) for line in lines]

    def column(self, name: str) -> pl.Series:
        """A field of everybody as text."""
        return words([text_of(getattr(person, name)) for person in self.people])

    def line(self, line: int) -> Mapping[str, pl.Series]:
        """What differs between people on a line of the card, by field."""
        cells = [person.lines[line] for person in self.people]
        return {name: words([text_of(getattr(cell, name)) for cell in cells]) for name in LINE}


def text_of(value: object) -> str | None:
    """A field as text, numbers without an exponent; `None` for what is unknown."""
    return None if value is None else format(value, "f") if isinstance(value, Decimal) else str(value)
