# SPDX-License-Identifier: Apache-2.0
"""What a warehouse is: loads in, queries as values out. A second engine implements this module, nothing more."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Protocol

if TYPE_CHECKING:
    import polars as pl

FACTS_FOLDER = "facts"
"""The folder of a home that the first opening of its facts makes."""
Aggregate = Literal["sum", "count", "distinct", "repeat", "last", "min", "max", "mean"]
"""`repeat` counts the members of `column` that have at least two distinct members of `second` in the cell (buyers with two orders).
`last` adds up the last known value of each series (a shop's stock, a unit's entry): the latest day before `until`, looked for also
before `first` unless the query asks for a time dimension; with one, the latest day within the cell."""
Operator = Literal["==", "!=", "<", "<=", ">", ">=", "in", "not in"]
Literal_ = str | int | Decimal | date | bool | None


@dataclass(frozen=True, slots=True)
class Compare:
    """A column against a value; `in` and `not in` take a tuple. Null never matches `==`, always matches `!=`."""

    column: str
    op: Operator
    value: Literal_ | tuple[Literal_, ...]


@dataclass(frozen=True, slots=True)
class Combine:
    """Conditions joined by `and`, `or`; or one negated by `not`."""

    op: Literal["and", "or", "not"]
    parts: tuple[Condition, ...]


Condition = Compare | Combine


@dataclass(frozen=True, slots=True)
class Measure:
    """One number a cell: an aggregate of a column of a table (`*` with `count`), over the rows that match."""

    name: str
    table: str
    aggregate: Aggregate
    column: str
    where: Condition | None = None
    scale: int = 1
    """What the aggregate is divided by to be in the metric's own unit: 100 for fen -> yuan."""
    second: str = ""
    """For `repeat`: the column whose distinct members are counted for each member of `column`."""


@dataclass(frozen=True, slots=True)
class UnitMap:
    """Which unit a row belongs to: by the row's own unit (id or name), else by platform and shop, else `unassigned`."""

    names: Mapping[str, str] = field(default_factory=dict)
    """Unit id or name -> unit id."""
    shops: Mapping[tuple[str, str], str] = field(default_factory=dict)
    """(platform, shop) -> unit id; an empty shop stands for every shop of the platform, an empty platform for any."""


@dataclass(frozen=True, slots=True)
class Query:
    """A question: measures by dimensions over days [first, until), of facts known at a time.

    Time dimensions: `day` comes back as a date; `ten_days week month quarter half_year year` as text in the plan's notation:
    `2026-11-T1`, `2026-W48` (ISO weeks), `2026-11`, `2026-Q4`, `2026-H2`, `2026`. `unit` is the unit's id by `units`, else
    `unassigned`. A dimension that a measure's table does not have is null there. An `order` that `distinct` counts is one of
    its platform and shop.
    """

    measures: tuple[Measure, ...]
    by: tuple[str, ...]
    first: date
    until: date
    where: Condition | None = None
    units: UnitMap = UnitMap()
    known_at: datetime | None = None
    include_marked: bool = False
    """Rows with an explicit fake-order mark are left out unless asked for."""


@dataclass(frozen=True, slots=True)
class Batch:
    """One file's load: what it was, what it covered, what became of its rows."""

    id: str
    file: str
    profile: str
    table: str
    rows: int
    loaded: int
    updated: int
    duplicate: int
    rejected: int
    flagged: int
    loaded_at: datetime
    undone_at: datetime | None = None
    first: date | None = None
    last: date | None = None
    sha256: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a load is: the stage in words, bytes or rows done and in all (0 where unknown)."""

    file: str
    stage: str
    done: int
    total: int


Watch = Callable[[Progress], None]


class Warehouse(Protocol):
    """Facts: load files, list and undo batches, answer queries. All answers are of one manifest."""

    def load(
        self, files: Sequence[Path], *, profile: str | None = None, unit: str | None = None, watch: Watch | None = None
    ) -> tuple[Batch, ...]:
        """Load each file as one batch, all of it or nothing. Raises `YunceError` where a file cannot be read at all."""
        ...

    def version(self) -> str:
        """A mark of the facts as they stand: the same while no load and no undo has changed them."""
        ...

    def batches(self) -> tuple[Batch, ...]:
        """Every batch, newest first, undone ones with their time."""
        ...

    def rejects(self, batch: str) -> pl.DataFrame:
        """Rejected cells of a batch: columns file, row, column, value (masked), reason; row as counted in the file from 1."""
        ...

    def undo(self, batch: str) -> Batch:
        """Mark a batch undone: facts are as if it had never been loaded. Raises `YunceError` for an unknown id."""
        ...

    def query(self, query: Query) -> pl.DataFrame:
        """One row a cell that has facts: the `by` columns, then a column a measure (exact: int64 or decimal), null for none."""
        ...

    def coverage(self, tables: Sequence[str], units: UnitMap, known_at: datetime | None = None) -> pl.DataFrame:
        """Days that were reported: columns table, unit, day (one row each, distinct), of live batches."""
        ...

    def rows(self, query: Query, *, limit: int, offset: int = 0) -> pl.DataFrame:
        """The rows behind a query's first measure, newest first, with file and row of origin; personal columns left out."""
        ...
