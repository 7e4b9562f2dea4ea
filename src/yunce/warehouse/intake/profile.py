# SPDX-License-Identifier: Apache-2.0
"""Import profiles: what a platform's export looks like and how its columns become canonical rows. A profile is data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

Form = str | int | bool | Mapping[str, object]
"""How a canonical column is made: the name of a field, or one operation of `forms.py` with its arguments."""


def names_in(form: Form) -> tuple[str, ...]:
    """The fields that a form or a test reads: all its arguments but constants and lists of values."""
    if isinstance(form, str):
        return (form,)
    if not isinstance(form, Mapping):
        return ()
    [(name, argument)] = form.items()
    if name == "const":
        return ()
    arguments = argument if isinstance(argument, list | tuple) else [argument]
    return tuple(str(a) for a in arguments if not isinstance(a, list | tuple))


@dataclass(frozen=True, slots=True)
class Field:
    """One column of the file under a short name."""

    name: str
    headers: tuple[str, ...]
    """Headers that mean this column; brackets, spaces and width do not matter."""
    type: str = "text"
    """`text id fen int seconds decimal moment`."""
    need: bool = False
    """The file must have this column."""
    filled: bool = False
    """Each row must have a value here."""
    signed: bool = False
    """Negative numbers are allowed."""
    person: str = ""
    """`hash`: becomes a surrogate id; `drop`: never leaves intake; `mask`: kept, masked in rejects; "" for what is not personal."""
    scale: str = "1"
    """What the file's number is multiplied by: 0.001 for ms -> s."""
    nulls: tuple[str, ...] = ()
    """Words that mean unknown in this column alone."""
    empty: str = ""
    """What an empty cell, or a missing column, stands for; "" for unknown."""


@dataclass(frozen=True, slots=True)
class Target:
    """One table that rows go to: its columns' forms, and which rows (all of `when` must hold)."""

    table: str
    columns: Mapping[str, Form]
    when: tuple[Mapping[str, object], ...] = ()


@dataclass(frozen=True, slots=True)
class Leaves:
    """A hierarchy in the rows: its levels from the top, and the words that stand for all of a level. Only leaves are loaded."""

    levels: tuple[str, ...]
    totals: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MarkWord:
    """A word that makes a note an explicit mark of a fake order, and the phrases in which it means something else."""

    word: str
    unless: tuple[str, ...] = ()
    alone: bool = False
    """Only where the word stands alone between signs, spaces or the ends of the note."""


@dataclass(frozen=True, slots=True)
class Flag:
    """A check that lets the row pass but counts it: `over` one field above another, `ratio` a field unlike the quotient of two."""

    kind: str
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Profile:
    """One kind of export."""

    id: str
    title: str
    fields: tuple[Field, ...]
    targets: tuple[Target, ...]
    platform: str = ""
    channel: str = ""
    order: int = 50
    """Profiles with a smaller number win where two fit as well."""
    distinct: tuple[str, ...] = ()
    """Field names of which at least one must be in the file, beside the needed ones."""
    never: tuple[str, ...] = ()
    """Headers that rule the profile out."""
    paid_column: str = ""
    freight_included: bool | None = None
    """Whether the paid amount holds freight; None where it does not apply."""
    file_day: str = ""
    """Field of type moment that is taken from the file's name where the file has no such column."""
    skip_without: tuple[str, ...] = ()
    """Rows in which all of these fields are empty are summary rows."""
    leaves: Leaves | None = None
    flags: tuple[Flag, ...] = ()
    notes: tuple[str, ...] = ()
    """Fields that are searched for fake-order marks; their text goes no further."""
    marks: tuple[MarkWord, ...] = ()
    origin: str = field(default="", compare=False)
    """File that it was read from."""

    @property
    def tables(self) -> tuple[str, ...]:
        """Tables that rows go to, the main one first."""
        return tuple(t.table for t in self.targets)

    @property
    def read_fields(self) -> frozenset[str]:
        """Names of the fields that a table, a check or a search for marks reads."""
        formed = (name for t in self.targets for form in t.columns.values() for name in names_in(form))
        tested = (name for t in self.targets for test in t.when for name in names_in(test))
        checked = (name for flag in self.flags for name in flag.fields)
        levels = self.leaves.levels if self.leaves else ()
        filled = (f.name for f in self.fields if f.filled)
        return frozenset((*formed, *tested, *checked, *levels, *filled, *self.notes, *self.skip_without))

    def field(self, name: str) -> Field:
        """A field by its short name. Raises `KeyError`."""
        for one in self.fields:
            if one.name == name:
                return one
        raise KeyError(name)
