# SPDX-License-Identifier: Apache-2.0
"""One installation: everything under `YUNCE_HOME`, opened once and handed to the command line and the web."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import polars as pl

from yunce.operate.results import Breakdown, Course, MetricTable, Status
from yunce.plan.document import Plan
from yunce.values.problem import Problem
from yunce.warehouse.port import Warehouse


@dataclass(frozen=True, slots=True)
class PlanVersion:
    """One stored version of a plan: its hash, its text, when and by whom it was added."""

    fingerprint: str
    plan_id: str
    title: str
    number: int
    added_at: datetime
    added_by: str
    current: bool


@dataclass(frozen=True, slots=True)
class Ask:
    """What a page or a command asks for: a day, a time of knowledge, a unit and a period; empty means the whole."""

    as_of: date | None = None
    known_at: datetime | None = None
    unit: str = ""
    period: str = ""
    where: tuple[tuple[str, str], ...] = ()


class Installation:
    """The rooms wired together. Methods return results of `operate`; nothing here computes."""

    home: Path
    warehouse: Warehouse
    is_demo: bool
    """True where the home was filled with the demo company: pages say so plainly."""

    def versions(self) -> tuple[PlanVersion, ...]:
        """Stored plan versions, newest first."""
        raise NotImplementedError

    def add_plan(self, path: Path, *, by: str = "") -> tuple[PlanVersion | None, tuple[Problem, ...]]:
        """Store a version and make it current; with errors in the file nothing is stored."""
        raise NotImplementedError

    def plan(self, fingerprint: str = "") -> Plan:
        """A stored plan (the current one by default), resolved. Raises `YunceError` where there is none."""
        raise NotImplementedError

    def status(self, ask: Ask, fingerprint: str = "") -> Status:
        """Where every target stands."""
        raise NotImplementedError

    def course(self, target: str, ask: Ask, fingerprint: str = "") -> Course:
        """One target day by day, for its chart."""
        raise NotImplementedError

    def breakdown(self, target: str, by: tuple[str, ...], ask: Ask, fingerprint: str = "") -> Breakdown:
        """A target's cells."""
        raise NotImplementedError

    def metric(self, ids: tuple[str, ...], by: tuple[str, ...], ask: Ask, fingerprint: str = "") -> MetricTable:
        """Metrics by dimensions."""
        raise NotImplementedError

    def rows(self, metric: str, ask: Ask, *, limit: int, offset: int = 0, fingerprint: str = "") -> pl.DataFrame:
        """The rows of facts behind a metric's number."""
        raise NotImplementedError

    def coverage(self, ask: Ask, fingerprint: str = "") -> pl.DataFrame:
        """Days that were reported, with the plan's units where there is a plan: columns table, unit, day."""
        raise NotImplementedError
