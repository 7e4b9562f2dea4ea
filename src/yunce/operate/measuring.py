# SPDX-License-Identifier: Apache-2.0
"""Metrics over facts: every member of the asked period, unknown apart from zero, each row with its completeness."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypeVar

from yunce.operate.coverage import Tally
from yunce.operate.facts import Found, Question, View, by_day, found_by
from yunce.operate.lower import ENTRIES, Basis, combine, lower
from yunce.operate.results import MetricRow, MetricTable
from yunce.values.period import GRAINS, Grain, Period

At = tuple[str, ...]
Place = TypeVar("Place")


def measure(view: View, question: Question) -> MetricTable:
    """Metrics by dimensions; a time dimension has a row for each of its members, known or not.

    Values in the metric's own unit (yuan, 人, ratios), `None` where nothing was reported. `complete` is reported over expected
    unit-days up to as-of, the least of the metrics' tables. Source: docs/facts.md.
    """
    bases = lower(question.ids, view.metrics)
    found = _find(view, question, bases)
    reports = _Reports(view, question, bases)
    parts, rows = _parts(question), []
    for at in _members(view, question, found):
        part = _part(question, parts, at)
        seen = _seen(view, part)
        known, complete = reports.judged(at, seen, found)
        rows.append(MetricRow(at, tuple(combine(metric, view.metrics, known) for metric in question.ids), complete))
    return MetricTable(question.ids, question.by, tuple(rows), ())


def measure_days(view: View, metric: str, question: Question) -> list[Decimal | None]:
    """One metric for each day of a question's period that is over by as-of, in order; `None` where it is unknown."""
    if question.period.first >= view.until:
        return []
    seen = Period(question.period.first, min(question.period.until, view.until))
    bases = lower((metric,), view.metrics)
    days = by_day(view, question, bases)
    scope = view.units.members(question.unit)
    reported = {b.id: view.coverage.tally(b.table, scope, seen).reported_days() for b in bases if b.table != ENTRIES}
    rows = []
    for place, day in enumerate(seen.dates()):
        known = {b.id: _or_zero(days[b.id], day, b.id in reported and bool(reported[b.id][place])) for b in bases}
        rows.append(combine(metric, view.metrics, known))
    return rows


def _or_zero(cells: Mapping[Place, Decimal | None], at: Place, reported: bool) -> Decimal | None:
    """A cell's value; zero where reports cover it and had no row for it."""
    return cells[at] if at in cells else Decimal(0) if reported else None


def _sum(days: Mapping[date, Decimal | None]) -> dict[At, Decimal | None]:
    """The whole of some days; unknown where every row left it out, nothing at all where there was no row."""
    known = [value for value in days.values() if value is not None]
    return {(): sum(known, Decimal(0)) if known else None} if days else {}


def _find(view: View, question: Question, bases: Sequence[Basis]) -> Found:
    """What facts say in each cell: sums over days from the days that are in memory, everything else asked for."""
    if question.by == ("day",):
        days = by_day(view, question, bases)
        return {b.id: {(day.isoformat(),): value for day, value in days[b.id].items()} for b in bases}
    if question.by:
        return found_by(view, question, bases)
    adding = [b for b in bases if b.adds_up]
    days = by_day(view, question, adding)
    sums: Found = {b.id: _sum(days[b.id]) for b in adding}
    rest = [b for b in bases if not b.adds_up]
    return sums | (found_by(view, question, rest) if rest else {})


@dataclass(slots=True)
class _Reports:
    """Who reported what within a question, tallied once for each table and unit."""

    view: View
    question: Question
    bases: Sequence[Basis]
    tallies: dict[tuple[str, tuple[str, ...]], Tally] | None = None

    def judged(self, at: At, seen: Period | None, found: Found) -> tuple[dict[str, Decimal | None], Decimal | None]:
        """Values with what was reported as nothing as zero, and the least share of reports; nothing for days to come."""
        if seen is None:
            return dict.fromkeys(found), None
        values, shares = {name: cells.get(at) for name, cells in found.items()}, []
        for base in self.bases:
            value = values[base.id]
            if base.table == ENTRIES:  # an entry is a report of its own metric only
                shares.append(Decimal(int(value is not None)))
                continue
            share, reported = self._tally(base.table, _scope(self.view, self.question, at)).share(seen)
            shares.append(Decimal(1) if value is not None and not reported else share)
            values[base.id] = _or_zero(found[base.id], at, reported)
        return values, min(shares) if shares else None

    def _tally(self, table: str, scope: tuple[str, ...]) -> Tally:
        self.tallies = {} if self.tallies is None else self.tallies
        if (table, scope) not in self.tallies:
            self.tallies[table, scope] = self.view.coverage.tally(table, scope, self.question.period)
        return self.tallies[table, scope]


def _seen(view: View, part: Period) -> Period | None:
    """The days of a part that are over by as-of."""
    if part.until <= view.until:
        return part
    return Period(part.first, view.until) if part.first < view.until else None


def _members(view: View, question: Question, found: Found) -> list[At]:
    """The rows: every part of the asked time dimensions, with every other member that facts or the plan's units know."""
    others = [i for i, name in enumerate(question.by) if name not in GRAINS]
    seen = sorted({tuple(at[i] for i in others) for values in found.values() for at in values}) if others else [()]
    if [question.by[i] for i in others] == ["unit"]:
        seen = _units(view, question, seen)
    combined = []
    for time in _times(question.period, [name for name in question.by if name in GRAINS]):
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
    return {grain: {part.text: part for part in question.period.parts(grain)} for grain in GRAINS if grain in question.by}


def _part(question: Question, parts: Mapping[str, Mapping[str, Period]], at: At) -> Period:
    """The days of a row: the asked period cut down to the row's time members."""
    named = [parts[name][key] for name, key in zip(question.by, at, strict=True) if name in parts]
    if len(named) == 1:
        return named[0]
    days = question.period
    for part in named:
        days = part.intersect(days) or days
    return days


def _scope(view: View, question: Question, at: At) -> tuple[str, ...]:
    """The units whose reports a row needs; empty means all."""
    if "unit" in question.by:
        return (at[question.by.index("unit")],)
    return view.units.members(question.unit)
