# SPDX-License-Identifier: Apache-2.0
"""Asking facts: what was loaded and what was entered by hand; days are kept in memory for the length of one view."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal

from yunce.operate.coverage import Coverage
from yunce.operate.lower import ENTRIES, Basis, all_of
from yunce.operate.units import UNASSIGNED, UnitTree
from yunce.plan.parts.targets import Metric
from yunce.values.calendar import Calendar
from yunce.values.period import Period
from yunce.warehouse.port import Condition, Measure, Query, Warehouse

At = tuple[str, ...]
Found = dict[str, dict[At, Decimal | None]]
"""Values by metric and cell; `None` where there are rows and none of them says anything of the metric."""
Daily = dict[date, Decimal | None]


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: metrics by dimensions over a period, of a unit (with those below it), under a condition."""

    ids: tuple[str, ...]
    period: Period
    by: tuple[str, ...] = ()
    unit: str = ""
    where: Condition | None = None


@dataclass(frozen=True, slots=True)
class View:
    """From where facts are looked at: which metrics and units there are, up to which day, as known when."""

    metrics: Mapping[str, Metric]
    units: UnitTree
    facts: Warehouse
    coverage: Coverage
    calendar: Calendar
    as_of: date
    known_at: datetime | None = None
    memory: dict[tuple[str, str, Condition | None], tuple[date, Daily]] = field(default_factory=dict, compare=False, repr=False)
    """Days by (base metric, unit, condition): the first day that is known, and the days up to as-of; filled as questions come."""
    entries: dict[str, frozenset[str]] = field(default_factory=dict, compare=False, repr=False)
    """The metrics that anything was entered for by hand, once asked for."""
    profiles: dict[tuple[str, str, date, date], tuple[dict[date, int], str]] = field(default_factory=dict, compare=False, repr=False)
    """Day weights by (metric, unit, period), kept as `day_profile` finds them."""

    @property
    def until(self) -> date:
        """The day after as-of: facts count before it."""
        return self.as_of + timedelta(days=1)

    def entered_metrics(self) -> frozenset[str]:
        """The names under which anything was ever entered by hand."""
        if ENTRIES not in self.entries:
            every = Query(
                (Measure("entries", ENTRIES, "count", "*"),), ("metric",), date.min, self.until, None, self.units.facts, self.known_at
            )
            known = self.facts.query(every)["metric"].to_list() if self.coverage.units(ENTRIES) else []
            self.entries[ENTRIES] = frozenset(str(name) for name in known)
        return self.entries[ENTRIES]

    def query(self, measures: Sequence[Measure], by: tuple[str, ...], period: Period, unit: str, where: Condition | None) -> Query:
        """A question to the warehouse, cut off after as-of."""
        until = min(period.until, self.until)
        scoped = all_of(self.units.only(unit), where)
        return Query(tuple(measures), by, period.first, max(until, period.first), scoped, self.units.facts, self.known_at)


def by_day(view: View, question: Question, bases: Sequence[Basis]) -> dict[str, Daily]:
    """What each day of a question's period brought, where it brought anything: metric -> day -> value."""
    first, until = question.period.first, min(question.period.until, view.until)
    for far in (True, False):
        unknown = [b for b in bases if b.adds_up is far and _known_from(view, question, b) > first]
        if unknown:
            _remember(view, question, unknown, _first_day(view, first) if far else first, date.min if far else first)
    days = {b.id: view.memory[b.id, question.unit, question.where][1] for b in bases}
    return {name: {day: value for day, value in found.items() if first <= day < until} for name, found in days.items()}


def _known_from(view: View, question: Question, base: Basis) -> date:
    """The first day that is in memory."""
    kept = view.memory.get((base.id, question.unit, question.where))
    return kept[0] if kept else date.max


def _first_day(view: View, day: date) -> date:
    """The first day that anybody reported anything for: sums are fetched from there at once, they are cheap."""
    starts = [int(days[0]) for days in view.coverage.days.values() if days.size]
    return min([day, *(date.fromordinal(start) for start in starts)])


def _remember(view: View, question: Question, bases: Sequence[Basis], first: date, known_from: date) -> None:
    """Fetch the days of some metrics from a day on in one question; days between `known_from` and it brought nothing."""
    every = Period(first, max(view.until, question.period.until))
    found = found_by(view, Question(question.ids, every, ("day",), question.unit, question.where), bases)
    for base in bases:
        days = {date.fromisoformat(at[0]): value for at, value in sorted(found[base.id].items())}
        view.memory[base.id, question.unit, question.where] = known_from, days


def found_by(view: View, question: Question, bases: Sequence[Basis]) -> Found:
    """What facts say in each cell: loaded rows, and entries made by hand for days that no loaded table covers."""
    counted = {b.id: Measure(f"{b.id} rows", b.table, "count", "*", b.measure.where) for b in bases if b.may_lack}
    measures = [*(b.measure for b in bases), *counted.values()]
    query = view.query(measures, question.by, question.period, question.unit, question.where)
    found: Found = {b.id: {} for b in bases}
    if query.first >= query.until:
        return found
    for row in view.facts.query(query).iter_rows(named=True):
        at = tuple(_text(row[name]) for name in question.by)
        for base in bases:
            if row[base.id] is not None:
                found[base.id][at] = base.in_unit(row[base.id])
            elif base.id in counted and row[counted[base.id].name]:
                found[base.id][at] = None
    _add_entries(view, question, bases, found)
    return found


def _add_entries(view: View, question: Question, bases: Sequence[Basis], found: Found) -> None:
    """Add what was entered by hand to metrics of loaded tables, for unit-days that their table does not cover."""
    names = view.entered_metrics()
    entered = [b for b in bases if b.entered is not None and not names.isdisjoint(b.names)]
    if not entered:
        return
    by = tuple(dict.fromkeys((*question.by, "unit", "day")))
    query = view.query([b.entered for b in entered if b.entered is not None], by, question.period, question.unit, question.where)
    covered = {(b.table, u): set(view.coverage.reported(b.table, u).tolist()) for b in entered for u in view.coverage.units(b.table)}
    latest: dict[tuple[str, At], date] = {}
    for row in view.facts.query(query).sort("day").iter_rows(named=True):
        at = tuple(_text(row[name]) for name in question.by)
        for base in entered:
            value = row[base.id]
            if value is None or row["day"].toordinal() in covered.get((base.table, row["unit"]), ()):
                continue
            if base.adds_up or latest.get((base.id, at)) == row["day"]:
                found[base.id][at] = (found[base.id].get(at) or Decimal(0)) + value
            else:
                found[base.id][at] = value
            latest[base.id, at] = row["day"]


def _text(member: object) -> str:
    """A member as the plan writes it; a row that has none in a dimension belongs to nobody."""
    if isinstance(member, date):
        return member.isoformat()
    return UNASSIGNED if member is None else str(member)
