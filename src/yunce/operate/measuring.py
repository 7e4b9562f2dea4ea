# SPDX-License-Identifier: Apache-2.0
"""Metrics over facts: every member of the asked period, unknown apart from zero, each row with its completeness."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from yunce.operate.coverage import Coverage
from yunce.operate.lower import Basis, combine, lower
from yunce.operate.results import MetricRow, MetricTable
from yunce.operate.units import UNASSIGNED, UnitTree
from yunce.plan.parts.targets import Metric
from yunce.values.calendar import Calendar
from yunce.values.period import GRAINS, Grain, Period
from yunce.warehouse.port import Combine, Condition, Query, Warehouse

At = tuple[str, ...]
Values = dict[At, Decimal]


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

    @property
    def until(self) -> date:
        """The day after as-of: facts count before it."""
        return self.as_of + timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: metrics by dimensions over a period, of a unit (with those below it), under a condition."""

    ids: tuple[str, ...]
    period: Period
    by: tuple[str, ...] = ()
    unit: str = ""
    where: Condition | None = None


def measure(view: View, question: Question) -> MetricTable:
    """Metrics by dimensions; a time dimension has a row for each of its members, known or not.

    Values in the metric's own unit (yuan, 人, ratios), `None` where nothing was reported. `complete` is reported over expected
    unit-days up to as-of, the least of the metrics' tables. Source: docs/facts.md.
    """
    bases = lower(question.ids, view.metrics)
    found = _ask(view, question, bases)
    parts, rows = _parts(question), []
    for at in _members(view, question, found):
        part = _part(question, parts, at)
        seen = Period(part.first, min(part.until, view.until)) if part.first < view.until else None
        scope = _scope(view, question, at)
        shares = {b.id: view.coverage.share(b.table, scope, seen) if seen else (None, False) for b in bases}
        known = {b.id: _known(found[b.id].get(at), shares[b.id][1]) for b in bases}
        values = tuple(combine(metric, view.metrics, known) for metric in question.ids)
        completes = [share for share, _ in shares.values() if share is not None]
        rows.append(MetricRow(at, values, min(completes) if completes else None))
    return MetricTable(question.ids, question.by, tuple(rows), ())


def total(view: View, metric: str, period: Period, unit: str = "", where: Condition | None = None) -> MetricRow:
    """One metric over a whole period: `values` has one element."""
    return measure(view, Question((metric,), period, (), unit, where)).rows[0]


def _known(value: Decimal | None, reported: bool) -> Decimal | None:
    return Decimal(0) if value is None and reported else value


def _ask(view: View, question: Question, bases: Sequence[Basis]) -> dict[str, Values]:
    """What facts say about each base metric: loaded rows, and entries made by hand for days that no loaded table covers."""
    until = min(question.period.until, view.until)
    if question.period.first >= until:
        return {b.id: {} for b in bases}
    where = _both(view.units.only(question.unit), question.where)
    measures = tuple(b.measure for b in bases)
    query = Query(measures, question.by, question.period.first, until, where, view.units.facts, view.known_at)
    found: dict[str, Values] = {b.id: {} for b in bases}
    for row in view.facts.query(query).iter_rows(named=True):
        at = tuple(_text(row[name]) for name in question.by)
        for base in bases:
            if row[base.id] is not None:
                found[base.id][at] = base.in_unit(row[base.id])
    _add_entries(view, question, query, bases, found)
    return found


def _add_entries(view: View, question: Question, query: Query, bases: Sequence[Basis], found: dict[str, Values]) -> None:
    """Add what was entered by hand (`measures`) to metrics, for unit-days that the metric's own table does not cover."""
    entered = [b for b in bases if b.entered is not None]
    if not entered or not view.coverage.units("measures"):
        return
    by = tuple(dict.fromkeys((*question.by, "unit", "day")))
    measures = tuple(b.entered for b in entered if b.entered is not None)
    frame = view.facts.query(Query(measures, by, query.first, query.until, query.where, query.units, query.known_at))
    covered = {(b.table, u): set(view.coverage.reported(b.table, u).tolist()) for b in entered for u in view.coverage.units(b.table)}
    latest: dict[tuple[str, At], date] = {}
    for row in frame.sort("day").iter_rows(named=True):
        at = tuple(_text(row[name]) for name in question.by)
        for base in entered:
            value = row[base.id]
            if value is None or row["day"].toordinal() in covered.get((base.table, row["unit"]), ()):
                continue
            if base.adds_up or latest.get((base.id, at)) == row["day"]:
                found[base.id][at] = found[base.id].get(at, Decimal(0)) + value
            else:
                found[base.id][at] = value
            latest[base.id, at] = row["day"]


def _members(view: View, question: Question, found: Mapping[str, Values]) -> list[At]:
    """The rows: every part of the asked time dimensions, with every other member that facts or the plan's units know."""
    times = [name for name in question.by if name in GRAINS]
    others = [i for i, name in enumerate(question.by) if name not in GRAINS]
    seen = sorted({tuple(at[i] for i in others) for values in found.values() for at in values})
    if [question.by[i] for i in others] == ["unit"]:
        seen = _units(view, question, seen)
    if not others:
        seen = [()]
    combined = []
    for time in _times(question.period, times):
        for other in seen:
            spare = iter(other)
            combined.append(tuple(time[name] if name in time else next(spare) for name in question.by))
    return combined


def _units(view: View, question: Question, seen: Iterable[At]) -> list[At]:
    """Units in the plan's order: those with facts of their own or an expected report, then what belongs to nobody."""
    members = view.units.members(question.unit) or tuple(view.units.parents)
    named = {unit for (unit,) in seen} | {o.unit for o in view.coverage.owed} | {unit for _, unit in view.coverage.days}
    ordered = [unit for unit in members if unit in named]
    return [(u,) for u in ordered] + sorted(at for at in seen if at[0] not in ordered)


def _times(period: Period, grains: Sequence[str]) -> list[dict[str, str]]:
    """The combinations of time members that occur: a month's row once, a week in two months twice."""
    asked: list[Grain] = [grain for grain in GRAINS if grain in grains]
    if not asked:
        return [{}]
    days = period.dates() if len(asked) > 1 else tuple(part.first for part in period.parts(asked[0]))
    unique = dict.fromkeys(tuple(Period.key(day, grain) for grain in asked) for day in days)
    return [dict(zip(asked, keys, strict=True)) for keys in unique]


def _parts(question: Question) -> dict[str, dict[str, Period]]:
    """The parts of the asked period by time dimension and key."""
    return {name: {part.text: part for part in question.period.parts(name)} for name in question.by if name in GRAINS}


def _part(question: Question, parts: Mapping[str, Mapping[str, Period]], at: At) -> Period:
    """The days of a row: the asked period cut down to the row's time members."""
    days = question.period
    for name, key in zip(question.by, at, strict=True):
        if name in parts:
            days = parts[name][key].intersect(days) or days
    return days


def _scope(view: View, question: Question, at: At) -> tuple[str, ...]:
    """The units whose reports a row needs; empty means all."""
    if "unit" in question.by:
        return (at[question.by.index("unit")],)
    return view.units.members(question.unit)


def _both(*conditions: Condition | None) -> Condition | None:
    kept = tuple(c for c in conditions if c is not None)
    return Combine("and", kept) if len(kept) > 1 else kept[0] if kept else None


def _text(member: object) -> str:
    """A member as the plan writes it; a row that has none in a dimension belongs to nobody."""
    if isinstance(member, date):
        return member.isoformat()
    return UNASSIGNED if member is None else str(member)
