# SPDX-License-Identifier: Apache-2.0
"""A sheet with a row a result, kept as columns: a million results are read and looked up in one go."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import cast

import numpy as np
import polars as pl

from yunce.operate.appraisal.told import Value
from yunce.operate.appraisal.wide import AS_WRITTEN, Floats, Ints, Read
from yunce.operate.tabular import BLANK, Reading, Row, problem_code
from yunce.operate.text_column import series_of, trimmed_series


@dataclass(frozen=True, slots=True)
class Numbers:
    """Numbers by row, NaN where a cell is blank; `exact` has those whose text is not as a decimal is written."""

    values: Floats
    texts: pl.Series
    exact: Mapping[int, Decimal]

    def at(self, row: int) -> Decimal | None:
        """The number of a row, exact; `None` where it is blank."""
        if self.values[row] != self.values[row]:
            return None
        return self.exact[row] if row in self.exact else Decimal(self.texts[row])

    def written(self) -> pl.Series:
        """The numbers as exact text, null where a cell is blank."""
        texts = self.texts
        if self.exact:
            texts = texts.scatter(list(self.exact), [format(number, "f") for number in self.exact.values()])
        return texts.set(pl.Series(np.isnan(self.values)), None)


@dataclass(frozen=True, slots=True)
class Long(Mapping[tuple[str, str], Value]):
    """Results by (whose, item) out of rows: a mapping as any other, which also finds many at once. The last row of a result stands."""

    places: Mapping[str, int]
    """Whose -> place."""
    rows: Mapping[str, Ints]
    """Item -> the row of each place, -1 where there is none."""
    actual: Numbers
    target: Numbers
    sources: pl.Series
    confirmers: pl.Series

    def __getitem__(self, at: tuple[str, str]) -> Value:
        whose, item = at
        row = int(self.rows[item][self.places[whose]])
        if row < 0:
            raise KeyError(at)
        return self.value(row)

    def value(self, row: int) -> Value:
        """The result in a row."""
        return Value(self.actual.at(row), self.target.at(row), self.sources[row], self.confirmers[row])

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return ((whose, item) for whose, place in self.places.items() for item, rows in self.rows.items() if rows[place] >= 0)

    def __len__(self) -> int:
        return sum(int((rows >= 0).sum()) for rows in self.rows.values())

    def levels(self, names: Sequence[Sequence[str]]) -> tuple[Ints, ...]:
        """The places of people under each of the names that they go by, nearest first: (n,) each, -1 where nobody handed in under it."""
        find = self.places.get
        every = zip(*names, strict=True) if len({len(own) for own in names}) == 1 else ()
        found = (np.fromiter((find(name, -1) for name in level), dtype=np.int64, count=len(names)) for level in every)
        return tuple(level for level in found if (level >= 0).any())

    def nearest(self, item: str, levels: Sequence[Ints], count: int) -> Ints:
        """The row of an item of each person under the nearest name: (n,), -1 where there is none."""
        found, rows = np.full(count, -1, dtype=np.int64), self.rows.get(item)
        for level in reversed(levels) if rows is not None else ():
            here = np.where(level >= 0, cast("Ints", rows)[level], -1)
            found = np.where(here >= 0, here, found)
        return found


@dataclass(frozen=True, slots=True)
class Chosen:
    """One item's results of people: the row of each, -1 where nobody told."""

    long: Long
    rows: Ints

    @property
    def actual(self) -> Floats:
        """What was reached (n,)."""
        return self._numbers(self.long.actual)

    @property
    def target(self) -> Floats:
        """What was asked (n,)."""
        return self._numbers(self.long.target)

    def _numbers(self, numbers: Numbers) -> Floats:
        return np.where(self.rows < 0, np.nan, numbers.values[self.rows]) if len(numbers.values) else np.full(self.rows.size, np.nan)

    def value(self, person: int) -> Value | None:
        """One person's result."""
        row = int(self.rows[person])
        return None if row < 0 else self.long.value(row)

    def written(self) -> pl.Series:
        """What was reached as exact text (n,)."""
        return self._picked(self.long.actual.written())

    def told_by(self) -> tuple[pl.Series, pl.Series]:
        """Where each number comes from and who confirms it (n,)."""
        return self._picked(self.long.sources).fill_null(""), self._picked(self.long.confirmers).fill_null("")

    def _picked(self, column: pl.Series) -> pl.Series:
        return column.gather(pl.Series(self.rows).set(pl.Series(self.rows < 0), None).cast(pl.UInt32))


def read_long(reading: Reading, mine: Sequence[bool], whose: pl.Series, keys: Mapping[str, str], read: Callable[[str], Read]) -> Long:
    """The results of the rows that count.

    keys: item as it is written -> the name that it is kept by; a row with another is noted. read: such a name -> how its cells are read.
    """
    table = reading.sheet.columns()
    items, names = trimmed_series(series_of(reading.texts("item"))), sorted(set(keys.values()))
    number = {text: names.index(key) for text, key in keys.items()}
    of = items.replace_strict(number, default=-1, return_dtype=pl.Int64).to_numpy()
    counts = np.asarray(mine, dtype=np.bool_)
    for i in np.flatnonzero(counts & (of < 0)).tolist():
        Row(reading, table.lines[i], {}).wrong("appraisal.item_unknown", "item", id=items[i] or "-")
    kept = np.flatnonzero(counts & (of >= 0))
    of, owner = of[kept], whose.gather(kept)
    lines = pl.Series(table.lines, dtype=pl.Int64).gather(kept)
    actual = _numbers(reading, "actual", (kept, of), [read(name) for name in names])
    target = _numbers(reading, "target", (kept, np.zeros_like(of)), [read("")])
    distinct = owner.unique(maintain_order=True)
    places = {name: place for place, name in enumerate(distinct.to_list())}
    at = owner.cast(pl.Enum(distinct)).to_physical().cast(pl.Int64).to_numpy()
    told = f"{reading.sheet.name}:" + lines.cast(pl.String)
    sources = _field(reading, "source", kept)
    long = Long(
        places, _rows(at, of, names, len(places)), actual, target, sources.zip_with(sources != "", told), _field(reading, "confirmer", kept)
    )
    _note_twice(reading, (at * len(names) + of, owner, items.gather(kept), lines), actual)
    return long


def _rows(at: Ints, of: Ints, names: Sequence[str], count: int) -> dict[str, Ints]:
    """The last row of each place, by item."""
    found = np.full((len(names), count), -1, dtype=np.int64)
    np.maximum.at(found, (of, at), np.arange(at.size))
    return {name: found[i] for i, name in enumerate(names) if (found[i] >= 0).any()}


def _field(reading: Reading, name: str, kept: Ints) -> pl.Series:
    return trimmed_series(series_of(reading.texts(name)).gather(kept))


def _numbers(reading: Reading, name: str, rows: tuple[Ints, Ints], reads: Sequence[Read]) -> Numbers:
    """A field's numbers in some rows, each read by the reader of its kind; what is none is noted and counts as not reported."""
    kept, kinds = rows
    texts = series_of(reading.texts(name)).gather(kept)
    plain = texts.str.contains(AS_WRITTEN)
    values = texts.set(~plain, None).cast(pl.Float64).fill_null(np.nan).to_numpy().copy()
    blank = texts.str.to_lowercase().is_in(list(BLANK))
    table, exact, known = reading.sheet.columns(), dict[int, Decimal](), dict[tuple[int, str], object]()
    for row in np.flatnonzero(~(plain | blank).to_numpy()).tolist():
        own = (int(kinds[row]), texts[row])
        found = known[own] if own in known else known.setdefault(own, reads[own[0]](own[1]))
        if isinstance(found, Decimal):
            values[row], exact[row] = float(found), found
        else:
            Row(reading, table.lines[int(kept[row])], {}).wrong(problem_code(found), reading.columns[name], value=own[1][:40])
    return Numbers(values, texts, exact)


def _note_twice(reading: Reading, columns: tuple[Ints, pl.Series, pl.Series, pl.Series], actual: Numbers) -> None:
    """Results that stand twice and differ."""
    own, owner, items, lines = columns
    order = np.argsort(own, kind="stable")
    before, after = order[:-1], order[1:]
    one, other = actual.values[before], actual.values[after]
    differ = (own[before] == own[after]) & (one != other) & ~(np.isnan(one) & np.isnan(other))
    for row in sorted(after[differ].tolist()):
        if owner[row]:
            Row(reading, lines[row], {}).wrong("appraisal.result_twice", "person", id=f"{owner[row]} {items[row]}", before="-")
