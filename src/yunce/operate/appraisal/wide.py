# SPDX-License-Identifier: Apache-2.0
"""A sheet with a row a person and a column an item, kept as columns: a hundred thousand people are read and looked up in one go."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np
import polars as pl
from numpy.typing import NDArray

from yunce.operate.appraisal.texts import words
from yunce.operate.appraisal.told import Value
from yunce.operate.tabular import BLANK, Reading, Row, problem_code
from yunce.operate.text_column import series_of
from yunce.values.problem import Problem

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
AS_WRITTEN = r"^-?(?:0|[1-9][0-9]{0,14})(?:\.[0-9]{1,12})?$"
"""Numbers whose text is that of their exact decimal."""
Read = Callable[[str], Decimal | Problem | None]


@dataclass(frozen=True, slots=True)
class Cells:
    """One column: its numbers, NaN where a cell is blank; `exact` has those whose text is not as a decimal is written."""

    numbers: Floats
    texts: Sequence[str]
    exact: Mapping[str, Decimal]

    def actual(self, row: int) -> Decimal | None:
        """The number of a row, exact; `None` where it is blank."""
        text = self.texts[row]
        return None if self.numbers[row] != self.numbers[row] else self.exact[text] if text in self.exact else Decimal(text)

    def differs(self, row: int, other: int) -> bool:
        """True where two rows do not say the same."""
        a, b = self.numbers[row], self.numbers[other]
        return bool(a != b and not (a != a and b != b))

    def written(self) -> pl.Series:
        """The numbers as exact text, null where a cell is blank."""
        exact = [format(self.exact[text], "f") if text in self.exact else text for text in self.texts] if self.exact else ()
        return (words(exact) if self.exact else series_of(self.texts)).set(pl.Series(np.isnan(self.numbers)), None)


@dataclass(frozen=True, slots=True)
class Wide(Mapping[tuple[str, str], Value]):
    """Results by (whose, item) out of columns: a mapping as any other, which also finds many at once. The last row of somebody stands."""

    rows: Mapping[str, int]
    columns: Mapping[str, Cells]
    source: str
    confirmers: Sequence[str]

    def __getitem__(self, at: tuple[str, str]) -> Value:
        whose, item = at
        return self.value(self.columns[item], self.rows[whose])

    def value(self, cells: Cells, row: int) -> Value:
        """The result in a row of a column."""
        return Value(cells.actual(row), None, self.source, self.confirmers[row])

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return ((whose, item) for whose in self.rows for item in self.columns)

    def __len__(self) -> int:
        return len(self.rows) * len(self.columns)

    def places(self, names: Sequence[Sequence[str]]) -> Ints:
        """The row of each person under the nearest of the names that they go by: (n,), -1 where there is none."""
        rows = self.rows
        found = [rows.get(own[0], -1) for own in names]
        for i, row in enumerate(found) if -1 in found else ():
            if row < 0:
                found[i] = next((rows[name] for name in names[i] if name in rows), -1)
        return np.array(found, dtype=np.int64)


def read_cells(reading: Reading, header: str, read: Read) -> Cells:
    """A column's numbers; each cell that is none is noted with its line, and counts as not reported."""
    table = reading.sheet.columns()
    texts = table.cells[header]
    column = series_of(texts)
    plain = column.str.contains(AS_WRITTEN)
    numbers = column.set(~plain, None).cast(pl.Float64, strict=False).fill_null(np.nan).to_numpy().copy()
    exact: dict[str, Decimal] = {}
    odd = np.flatnonzero(~plain.to_numpy())
    known = {text: read(text) for text in {texts[i] for i in odd.tolist()} if text.lower() not in BLANK}
    for i in odd.tolist():
        found = known.get(texts[i])
        if isinstance(found, Problem):
            Row(reading, *table[i]).wrong(problem_code(found), header, value=texts[i][:40])
        elif found is not None:
            numbers[i], exact[texts[i]] = float(found), found
    return Cells(numbers, texts, exact)


@dataclass(frozen=True, slots=True)
class Picked:
    """One item's results of people who each have a row in a wide sheet."""

    cells: Cells
    rows: Ints
    source: str
    confirmers: Sequence[str]

    @property
    def actual(self) -> Floats:
        """What was reached (n,)."""
        return np.asarray(self.cells.numbers[self.rows])

    @property
    def target(self) -> Floats:
        """A wide sheet has no targets (n,)."""
        return np.full(self.rows.size, np.nan)

    def value(self, person: int) -> Value | None:
        """One person's result."""
        row = int(self.rows[person])
        return Value(self.cells.actual(row), None, self.source, self.confirmers[row])

    def written(self) -> pl.Series:
        """What was reached as exact text (n,)."""
        return self.cells.written().gather(self.rows)

    def told_by(self) -> tuple[pl.Series, pl.Series]:
        """Where each number comes from and who confirms it (n,)."""
        return words([self.source]).gather(np.zeros_like(self.rows)), series_of(self.confirmers).gather(self.rows)
