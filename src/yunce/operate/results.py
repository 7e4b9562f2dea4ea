# SPDX-License-Identifier: Apache-2.0
"""What the use cases return: the one vocabulary that the command line, the pages and the reports render.

Money in yuan as exact `Decimal`, ratios as ratios (0.382, not 38.2), counts in their own unit; `None` is unknown.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from yunce.values.problem import Problem, Source

if TYPE_CHECKING:
    import polars as pl


@dataclass(frozen=True, slots=True)
class Band:
    """A forecast with its honest band: low, mid, high in the metric's unit."""

    low: Decimal
    mid: Decimal
    high: Decimal


@dataclass(frozen=True, slots=True)
class DriverAmount:
    """How much of a variance one driver explains, in the unit of the target's metric."""

    driver: str
    name: str
    amount: Decimal
    is_driver: bool = True
    """False for what lies between the basis of comparison and the plan, and is no driver's doing."""


@dataclass(frozen=True, slots=True)
class TargetStatus:
    """Where one target stands on the as-of day: what it is, then its numbers."""

    id: str
    metric: str
    metric_name: str
    definition: str
    measured_in: str
    kind: str
    better: str
    unit: str
    unit_name: str
    period: str
    first: date
    last: date
    low: Decimal | None
    high: Decimal | None
    stretch: Decimal | None
    state: str
    owner: str
    path: str
    source: Source | None
    value: Decimal | None = None
    plan_to_date: Decimal | None = None
    actual: Decimal | None = None
    attainment: Decimal | None = None
    time_progress: Decimal | None = None
    pace: Decimal | None = None
    landing: Band | None = None
    landing_note: str = ""
    gap: Decimal | None = None
    required_per_day: Decimal | None = None
    variance: tuple[DriverAmount, ...] = ()
    convention: str = ""
    basis: str = ""
    """What the drivers are compared with: `plan`, `last_year`, or nothing."""
    complete: Decimal | None = None
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Status:
    """All targets of a plan version as of a day, as known at a time."""

    plan: str
    fingerprint: str
    title: str
    as_of: date
    known_at: datetime
    unit: str
    targets: tuple[TargetStatus, ...]
    marked_rows: int
    marked_amount: Decimal | None
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Course:
    """A target day by day, cumulative: plan, actual up to as-of, landing band after. Ratios are not cumulated."""

    target: str
    days: tuple[date, ...]
    plan: tuple[Decimal | None, ...]
    actual: tuple[Decimal | None, ...]
    low: tuple[Decimal | None, ...]
    mid: tuple[Decimal | None, ...]
    high: tuple[Decimal | None, ...]
    events: tuple[tuple[str, date, date], ...]


@dataclass(frozen=True, slots=True)
class Breakdown:
    """The cells of targets over the same dimensions, one row a cell: `target`, a column for each of `by`, `value`, `locked`.

    `value` is an exact decimal in the metric's own unit (yuan, whole pieces); null where the plan leaves it unknown.
    """

    plan: str
    fingerprint: str
    by: tuple[str, ...]
    cells: pl.DataFrame
    problems: tuple[Problem, ...]

    def rows(self) -> list[dict[str, object]]:
        """The cells as rows, for printing, numbers without idle zeros."""
        return [{**row, "value": _plain(row["value"])} for row in self.cells.to_dicts()]


def _plain(value: Decimal | None) -> Decimal | None:
    if value is None:
        return None
    short = value.normalize()
    return short.quantize(Decimal(1)) if short == short.to_integral_value() else short


@dataclass(frozen=True, slots=True)
class MetricTable:
    """Metrics by dimensions: every member of the asked period has a row; `complete` is covered over expected unit-days."""

    metrics: tuple[str, ...]
    by: tuple[str, ...]
    rows: tuple[MetricRow, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class MetricRow:
    """One row of a `MetricTable`."""

    at: tuple[str, ...]
    values: tuple[Decimal | None, ...]
    complete: Decimal | None
