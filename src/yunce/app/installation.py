# SPDX-License-Identifier: Apache-2.0
"""One installation: everything under `YUNCE_HOME`, opened once and handed to the command line and the web."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from yunce.app.asking import Ask
from yunce.app.clock import now, today
from yunce.app.kept import Kept
from yunce.app.opening import open_facts
from yunce.app.packs import read_calendars, read_pack
from yunce.app.plan_files import PLANS, Loaded, load_text, read_plan, usable
from yunce.app.plan_store import PlanStore, StoredPlan
from yunce.app.settings import Settings
from yunce.app.texts import read_text
from yunce.operate.units import UnitTree, unit_tree
from yunce.plan.document import Plan
from yunce.plan.parts.targets import Metric
from yunce.plan.resolve import Resolved
from yunce.values.calendar import Calendar
from yunce.values.period import Period, read_period
from yunce.values.problem import Problem, YunceError, has_errors
from yunce.warehouse.tables import TABLES

if TYPE_CHECKING:
    import polars as pl

    from yunce.app.profiles import Proposal, Shelf
    from yunce.app.reviews.desk import Reviews
    from yunce.operate.coverage import Owed
    from yunce.operate.facts import View
    from yunce.operate.results import Breakdown, Course, MetricTable, Status
    from yunce.warehouse.port import Warehouse

__all__ = ["DEMO_MARK", "Ask", "Demo", "Installation", "PlanVersion"]

DEMO_MARK = "demo.json"


@dataclass(frozen=True, slots=True)
class Demo:
    """A demo company: the pack of its trade, and what is said of it where all of it is invented."""

    pack: str = ""
    notice: str = ""


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


class Installation:
    """The rooms wired together. Methods return results of `operate`; nothing here computes.

    A plan is named by `fingerprint`: the hash of a stored version or its beginning, a file's path, or empty for the current version.
    """

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.home = settings.home
        self.plans = PlanStore(settings.home / PLANS)
        self._views: Kept[View] = Kept()
        self._answers: Kept[Status] = Kept()

    @cached_property
    def warehouse(self) -> Warehouse:
        """The facts."""
        return open_facts(self.settings)

    @cached_property
    def calendar(self) -> Calendar:
        """China's calendar with the packs' and the installation's own events."""
        return read_calendars(self.home)

    @cached_property
    def reviews(self) -> Reviews:
        """Documents on their way to a plan; the reader and the checker are loaded here, not with every installation."""
        from yunce.app.reviews.desk import Reviews

        return Reviews(self.settings)

    @property
    def is_demo(self) -> bool:
        """True where the home was filled with a demo company: pages say so plainly."""
        return (self.home / DEMO_MARK).exists()

    @property
    def demo(self) -> Demo:
        """Which demo company the home was filled with; nothing in it where with none."""
        mark = self.home / DEMO_MARK
        told = json.loads(mark.read_text(encoding="utf-8")) if mark.exists() else {"pack": ""}
        return Demo(str(told.get("pack", "ecommerce")), str(told.get("notice", "")))

    def versions(self) -> tuple[PlanVersion, ...]:
        """Stored plan versions, the current one first."""
        return tuple(_version(stored, current=i == 0) for i, stored in enumerate(self.plans.versions()))

    def add_plan(self, path: Path, *, by: str = "") -> tuple[PlanVersion | None, tuple[Problem, ...]]:
        """Store a version and make it current; with errors in the file nothing is stored."""
        loaded = load_text(read_text(path), self.settings, name=path.name)
        if loaded.plan is None or has_errors(loaded.problems):
            return None, loaded.problems
        head = loaded.plan.plan
        stored = StoredPlan(loaded.fingerprint, head.id, head.title, 0, now(), by)
        return _version(self.plans.add(loaded.text, stored), current=True), loaded.problems

    def plan(self, fingerprint: str = "") -> Plan:
        """A plan as it was written. Raises `YunceError` where there is none."""
        return self._resolved(fingerprint).plan

    def plan_source(self, fingerprint: str = "") -> str:
        """A stored plan's own text, comments and all. Raises `YunceError` where there is none."""
        return self.plans.text(fingerprint)

    def status(self, ask: Ask, fingerprint: str = "") -> Status:
        """Where every target stands."""
        from yunce.operate.progress import status_of

        loaded = self._loaded(fingerprint)
        resolved = usable(loaded)
        view = self._view(loaded, ask, latest=True)
        key = (loaded.fingerprint, self.warehouse.version(), view.as_of, ask)
        known_at = ask.known_at or now()
        scope = (ask.unit, self._period(ask))
        found = self._answers.get(key, lambda: status_of(view, resolved, scope, (loaded.fingerprint, known_at)))
        return replace(found, known_at=known_at)

    def course(self, target: str, ask: Ask, fingerprint: str = "") -> Course:
        """One target day by day, for its chart."""
        from yunce.operate.course import course_of

        loaded = self._loaded(fingerprint)
        return course_of(self._view(loaded, ask, latest=True), usable(loaded).target(target), ask.unit, self._period(ask))

    def breakdown(self, target: str, by: Sequence[str], ask: Ask, fingerprint: str = "") -> Breakdown:
        """The cells of a target, or of all that can be cut into the asked dimensions."""
        from yunce.operate.looking import cells_table

        loaded = self._loaded(fingerprint)
        resolved = usable(loaded)
        return cells_table(self._view(loaded, ask), resolved, target, tuple(by), loaded.fingerprint)

    def metrics(self, fingerprint: str = "") -> Mapping[str, Metric]:
        """Every metric that a plan can name, its own and its packs', by id."""
        return self._resolved(fingerprint).metrics

    def metric(self, ids: tuple[str, ...], by: tuple[str, ...], ask: Ask, fingerprint: str = "", *, pack: str = "") -> MetricTable:
        """Metrics by dimensions, with a plan's units and metrics, or a pack's metrics alone."""
        from yunce.operate.looking import metric_table

        if pack:
            metrics = {m.id: m for m in read_pack(pack).metrics}
            return metric_table(self._looking(metrics, UnitTree(), (), ask), ids, by, self._period(ask), ask.unit, ask.where)
        loaded = self._loaded(fingerprint)
        period = self._period(ask) or usable(loaded).plan.plan.period
        return metric_table(self._view(loaded, ask), ids, by, period, ask.unit, ask.where)

    def rows(self, metric: str, ask: Ask, *, limit: int, offset: int = 0, fingerprint: str = "") -> pl.DataFrame:
        """The rows of facts behind a metric's number, newest first."""
        from yunce.operate.looking import rows_behind

        loaded = self._loaded(fingerprint)
        period = self._period(ask) or usable(loaded).plan.plan.period
        return rows_behind(self._view(loaded, ask), metric, period, (ask.unit, ask.where), (limit, offset))

    def view_of(self, ask: Ask, fingerprint: str = "") -> View:
        """The facts as a plan looks at them, for use cases that ask many questions of one view."""
        return self._view(self._loaded(fingerprint), ask)

    def coverage(self, ask: Ask, fingerprint: str = "") -> pl.DataFrame:
        """Days that were reported, with the plan's units where there is a plan: columns table, unit, day."""
        units = unit_tree(self._resolved(fingerprint).plan) if fingerprint or self.plans.versions() else UnitTree()
        return self.warehouse.coverage(tuple(TABLES), units.facts, ask.known_at)

    @property
    def shelf(self) -> Shelf:
        """The import profiles, as they are now."""
        from yunce.app.profiles import Shelf

        return Shelf(self.home)

    def propose(self, path: Path, *, like: str = "") -> Proposal:
        """A profile for a file that nobody knows, to be corrected and saved. Raises `YunceError`."""
        return self.shelf.propose(path, like)

    def save_profile(self, text: str, *, name: str) -> Path:
        """Keep a profile as the installation's own. Raises `YunceError` with every mistake in it."""
        return self.shelf.save(text, name=name)

    def _loaded(self, fingerprint: str) -> Loaded:
        return read_plan(fingerprint, self.settings)

    def _resolved(self, fingerprint: str) -> Resolved:
        return usable(self._loaded(fingerprint))

    def _view(self, loaded: Loaded, ask: Ask, *, latest: bool = False) -> View:
        """The view of a plan; kept while plan and facts stay as they are. `latest`: by default as of the last reported day."""
        from yunce.operate.looking import owed_by

        resolved = usable(loaded)
        key = (loaded.fingerprint, self.warehouse.version(), ask.as_of, ask.known_at, latest, today())

        def look() -> View:
            view = self._looking(resolved.metrics, unit_tree(resolved.plan), owed_by(resolved.plan), ask)
            view = replace(view, calendar=read_calendars(self.home, resolved.plan.use))
            if latest and ask.as_of is None:
                view = replace(view, as_of=view.coverage.latest(view.as_of) or view.as_of)
            return view

        return self._views.get(key, look)

    def _looking(self, metrics: Mapping[str, Metric], units: UnitTree, owed: tuple[Owed, ...], ask: Ask) -> View:
        from yunce.operate.coverage import Coverage
        from yunce.operate.facts import View

        coverage = Coverage.of(self.warehouse.coverage(tuple(TABLES), units.facts, ask.known_at), owed)
        return View(metrics, units, self.warehouse, coverage, self.calendar, ask.as_of or today(), ask.known_at)

    def _period(self, ask: Ask) -> Period | None:
        found = read_period(ask.period) if ask.period else None
        if isinstance(found, Problem):
            raise YunceError(Problem.of("operate.period_invalid", "period", value=ask.period))
        return found


def _version(stored: StoredPlan, *, current: bool) -> PlanVersion:
    return PlanVersion(stored.fingerprint, stored.plan_id, stored.title, stored.number, stored.added_at, stored.added_by, current)
