# SPDX-License-Identifier: Apache-2.0
"""Where every target stands: actual, plan to date, attainment, weighted time progress, landing, gap, what each day left needs, why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from decimal import Decimal

from yunce.operate.breaking import Goal
from yunce.operate.conditions import condition_of, driver_names
from yunce.operate.explaining import Reason, explain_gap
from yunce.operate.facts import Question, View, by_day
from yunce.operate.landing import band_of, gap_of, land, required_of
from yunce.operate.lower import ENTRIES, PAID, all_of, find_metric, lower, tables_of
from yunce.operate.results import Status, TargetStatus
from yunce.operate.rounding import ratio, settled
from yunce.operate.standing import Standing, actual_of, planned_driver, standing_of
from yunce.plan.document import Plan
from yunce.plan.parts.targets import Target
from yunce.plan.resolve import Resolved
from yunce.values.period import Period
from yunce.values.problem import Problem, Source, YunceError
from yunce.warehouse.port import Measure, Query


def status_of(view: View, resolved: Resolved, asked: tuple[str, Period | None], ids: tuple[str, datetime]) -> Status:
    """Every target of a plan within a unit and period: `asked` = (unit, period); `ids` = (fingerprint, known-at as shown).

    A target that cannot be computed is left out and told among the problems. Sources: docs/method/pace.md, forecast.md, variance.md.
    """
    plan, unit = resolved.plan, view.units.find(asked[0])
    problems: list[Problem] = []
    _prefetch(view, plan, unit)
    found = [_target_status(view, plan, standing) for standing in _standings(view, plan, (unit, asked[1]), problems)]
    rows, amount = _marked(view, asked[1] or plan.plan.period, unit)
    title = plan.plan.label
    return Status(plan.plan.id, ids[0], title, view.as_of, ids[1], unit, tuple(found), rows, amount, tuple(dict.fromkeys(problems)))


def _prefetch(view: View, plan: Plan, unit: str) -> None:
    """Bring the days of everything that the targets rest on into memory, one question for each unit and condition."""
    wanted: dict[tuple[str, str], dict[str, None]] = {}
    for target in plan.targets:
        if not unit or target.unit in view.units.below(unit):
            names = (target.metric, target.ratio_of, *driver_names(find_metric(target.metric, view.metrics).drivers))
            wanted.setdefault((target.unit, target.where), {}).update(dict.fromkeys(filter(None, names)))
    for (own, where), asked in wanted.items():
        condition = condition_of(where) if where else None
        ids = tuple(asked)
        by_day(
            view,
            Question(ids, Period(view.as_of, view.until), ("day",), own, condition),
            [b for b in lower(ids, view.metrics) if b.adds_up],
        )


def _standings(view: View, plan: Plan, asked: tuple[str, Period | None], problems: list[Problem]) -> Iterator[Standing]:
    for target in plan.targets:
        try:
            standing = standing_of(view, target, *asked)
        except YunceError as wrong:
            problems += [replace(p, path=p.path or f"targets[{target.id}]") for p in wrong.problems]
            continue
        if standing is not None:
            problems += standing.days.problems if standing.days else ()
            yield standing


def _target_status(view: View, plan: Plan, standing: Standing) -> TargetStatus:
    """One target with its numbers."""
    goal, done = standing.goal, standing.done(view)
    row = actual_of(view, standing)
    actual = row.values[0]
    progress = _progress(view, standing)
    attainment = _attainment(goal, standing.value, actual)
    landing = land(view, standing, actual)
    band = band_of(landing, goal)
    reason = _reason(view, plan, standing, actual)
    end = band.mid if band else actual if done == standing.period.days else None
    shown = goal.metric.model_copy(update={"kind": "ratio"}) if goal.target.ratio_of else goal.metric
    return replace(
        _named(view, standing),
        value=settled(standing.value, shown),
        plan_to_date=settled(standing.days.to(view.as_of) if standing.days else standing.value, shown),
        actual=settled(actual, shown),
        attainment=ratio(attainment),
        time_progress=ratio(progress),
        pace=ratio(attainment / progress if standing.days and attainment is not None and progress else None),
        landing=band,
        landing_note=landing.reason.code if landing is not None and landing.reason is not None else "",
        gap=settled(gap_of(goal, standing.value, end), shown, divided=True),
        required_per_day=required_of(view, standing, actual),
        variance=reason.drivers,
        convention=reason.convention,
        basis=reason.basis,
        complete=row.complete,
        missing=_missing(view, standing, actual),
    )


def _named(view: View, standing: Standing) -> TargetStatus:
    """A target with its words and bounds, its numbers still unknown."""
    goal, period, done = standing.goal, standing.period, standing.done(view)
    target, metric = goal.target, goal.metric
    return TargetStatus(
        id=target.id,
        metric=metric.id,
        metric_name=f"{metric.label}占{view.metrics[target.ratio_of].label}" if target.ratio_of else metric.label,
        definition=metric.definition,
        measured_in="1" if target.ratio_of else metric.measured_in,
        kind="ratio" if target.ratio_of else metric.kind,
        better=metric.better,
        unit=standing.scope.unit,
        unit_name=view.units.name(standing.scope.unit),
        period=_period_text(target, goal, period),
        first=period.first,
        last=period.last,
        low=goal.low,
        high=goal.high,
        stretch=getattr(target.stretch, "amount", None) if period == goal.period else None,
        state="not_started" if done == 0 else "ended" if done == period.days else "running",
        owner=target.owner,
        path=f"targets[{target.id}]",
        source=_source(target),
    )


def _period_text(target: Target, goal: Goal, period: Period) -> str:
    """The period as the plan writes it; the days that count where they are others."""
    return target.period.text if target.period and target.period == period == goal.period else period.name


def _progress(view: View, standing: Standing) -> Decimal:
    """Time progress [1]: by the plan's days where the goal adds up, else by days."""
    if standing.days and standing.days.total > 0:
        return standing.days.to(view.as_of) / standing.days.total
    return Decimal(standing.done(view)) / standing.period.days


def _attainment(goal: Goal, value: Decimal | None, actual: Decimal | None) -> Decimal | None:
    """Actual over target [1]; over the nearest bound of a range, 1 inside it."""
    if actual is None:
        return None
    if value is not None:
        return actual / value if value else None
    bound = goal.low if goal.low is not None and actual < goal.low else goal.high if goal.high is not None and actual > goal.high else None
    return Decimal(1) if bound is None else actual / bound if bound else None


def _reason(view: View, plan: Plan, standing: Standing, actual: Decimal | None) -> Reason:
    seen = standing.seen(view)
    if standing.days is None or actual is None or seen is None:
        return Reason()
    drivers = {name: planned_driver(view, plan, standing, name) for name in driver_names(standing.goal.metric.drivers)}
    planned = {name: value for name, value in drivers.items() if value is not None}
    return explain_gap(view, standing.goal.metric, seen, standing.scope, (actual, standing.days.to(view.as_of)), planned)


def _missing(view: View, standing: Standing, actual: Decimal | None) -> tuple[str, ...]:
    """Who has not reported how many days, for pages and tables: `天猫店 3 天(订单)`; what is entered by hand is there or is not."""
    seen = standing.seen(view)
    if seen is None:
        return ()
    names = tuple(name for name in (standing.goal.metric.id, standing.goal.target.ratio_of) if name)
    tables = dict.fromkeys(table for name in names for table in tables_of(name, view.metrics))
    if tuple(tables) == (ENTRIES,):
        return () if actual is not None else (NOT_ENTERED,)
    scope = view.units.members(standing.scope.unit)
    gaps = [(table, *gap) for table in tables if table != ENTRIES for gap in view.coverage.missing(table, scope, seen)]
    return tuple(f"{view.units.name(unit)} {days} 天（{TABLE_NAMES.get(table, table)}）" for table, unit, days in gaps)


TABLE_NAMES = {
    "sales": "订单",
    "refunds": "退款",
    "traffic": "流量",
    "ads": "推广",
    "contacts": "呼入",
    "stock": "库存",
    "ledger": "账目",
}
NOT_ENTERED = "未录入"


def _marked(view: View, period: Period | None, unit: str) -> tuple[int, Decimal | None]:
    """Rows with an explicit fake-order mark, left out of every number, and their amount [CNY]."""
    if period is None or period.first >= view.until:
        return 0, None
    measures = (Measure("rows", "sales", "count", "*", PAID), Measure("paid", "sales", "sum", "paid", PAID))
    until, where = min(period.until, view.until), all_of(view.units.only(unit))
    sums = []
    for include in (True, False):
        query = Query(measures, (), period.first, until, where, view.units.facts, view.known_at, include)
        frame = view.facts.query(query)
        sums.append(frame.row(0) if frame.height else (0, 0))
    rows, fen = (int(a or 0) - int(b or 0) for a, b in zip(*sums, strict=True))
    return rows, Decimal(fen) / 100 if rows else None


def _source(target: Target) -> Source | None:
    if target.source is None:
        return None
    start, end = target.source.start, target.source.end
    return Source(target.source.doc, target.source.quote, None if start is None else int(start), None if end is None else int(end))
