# SPDX-License-Identifier: Apache-2.0
"""What people ask to look at: metrics by dimensions, the rows behind a number, targets cut into cells."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

import polars as pl

from yunce.operate.breakdown import cells_of, dimensions
from yunce.operate.coverage import Owed
from yunce.operate.facts import Question, View
from yunce.operate.lower import all_of, find_metric, lower
from yunce.operate.measuring import measure
from yunce.operate.results import Breakdown, MetricTable
from yunce.operate.rounding import settled
from yunce.plan.document import Plan
from yunce.plan.parts.targets import Target
from yunce.plan.resolve import Resolved
from yunce.values.period import GRAINS, Period
from yunce.values.problem import Problem, YunceError
from yunce.warehouse.port import Compare, Condition, Query
from yunce.warehouse.tables import TABLES

Pairs = Sequence[tuple[str, str]]


def owed_by(plan: Plan) -> tuple[Owed, ...]:
    """The reports that a plan expects: who owes which table of facts."""
    return tuple(Owed(report.table, report.unit, report.period) for report in plan.reports if report.table and report.unit)


def metric_table(view: View, ids: Sequence[str], by: Sequence[str], period: Period | None, unit: str, where: Pairs) -> MetricTable:
    """Metrics by dimensions over a period, by default over all reported days. Raises `YunceError` for unknown ids or dimensions."""
    for name in ids:
        find_metric(name, view.metrics)
    _check_dimensions((*by, *(key for key, _ in where if key != "unit")))
    unit, condition = _filtered(view, unit, where)
    question = Question(tuple(ids), period or _reported(view, ids), tuple(by), unit, condition)
    found = measure(view, question)
    metrics = [view.metrics[name] for name in ids]
    rows = (replace(r, values=tuple(settled(v, m) for v, m in zip(r.values, metrics, strict=True))) for r in found.rows)
    return replace(found, rows=tuple(rows))


def rows_behind(view: View, metric: str, period: Period | None, scope: tuple[str, Pairs], window: tuple[int, int]) -> pl.DataFrame:
    """The rows of facts that a metric counts, newest first: `window` is (limit, offset). For a ratio: those above its line."""
    unit, condition = _filtered(view, *scope)
    find_metric(metric, view.metrics)
    base = lower((metric,), view.metrics)[0]
    period = period or _reported(view, (metric,))
    until = min(period.until, view.until)
    where = all_of(view.units.only(unit), condition)
    query = Query((base.measure,), (), period.first, max(until, period.first), where, view.units.facts, view.known_at)
    return view.facts.rows(query, limit=window[0], offset=window[1])


def cells_table(view: View, resolved: Resolved, target: str, by: tuple[str, ...], fingerprint: str) -> Breakdown:
    """The cells of one target, or of all that can be cut into the asked dimensions."""
    _check_dimensions(by)
    chosen = (_target(resolved.plan, target),) if target else resolved.plan.targets
    dims = by or dimensions(chosen)
    frames, problems = [], []
    for each in chosen:
        own = dims if target or by else tuple(d for d in dims if any(step.by == d for step in each.split))
        try:
            frame, more = cells_of(view, each, own)
        except YunceError as wrong:
            if target:
                raise
            problems += [Problem(p.code, p.path, p.params) for p in wrong.problems]
            continue
        problems += more
        frames.append(_placed(frame, each.id, dims))
    if not frames and problems:
        raise YunceError(*problems)
    return Breakdown(resolved.plan.plan.id, fingerprint, dims, pl.concat(frames) if frames else pl.DataFrame(), tuple(problems))


def _placed(frame: pl.DataFrame, target: str, dims: Sequence[str]) -> pl.DataFrame:
    """A target's cells in the columns that all targets share."""
    missing = [pl.lit(None, dtype=pl.String).alias(dim) for dim in dims if dim not in frame.columns]
    return frame.with_columns(pl.lit(target).alias("target"), *missing).select("target", *dims, "value", "locked")


def _target(plan: Plan, own: str) -> Target:
    found = next((t for t in plan.targets if t.id == own), None)
    if found is None:
        raise YunceError(Problem.of("operate.target_unknown", own, id=own, known="、".join(t.id for t in plan.targets)))
    return found


def _filtered(view: View, unit: str, where: Pairs) -> tuple[str, Condition | None]:
    """The asked unit (a filter on `unit` means its subtree too) and the condition of the other filters."""
    for key, value in where:
        unit = value if key == "unit" else unit
    compares: Iterable[Condition] = (Compare(key, "==", value) for key, value in where if key != "unit")
    return view.units.find(unit), all_of(*compares)


def _reported(view: View, ids: Sequence[str]) -> Period:
    """From the first to the last reported day of the tables that the metrics rest on."""
    tables = {base.table for base in lower(ids, view.metrics)}
    days = [view.coverage.reported(table, unit) for table in sorted(tables) for unit in view.coverage.units(table)]
    known = [(int(d[0]), int(d[-1])) for d in days if d.size]
    if not known:
        raise YunceError(Problem.of("operate.period_missing"))
    day = view.as_of.fromordinal
    return Period(day(min(first for first, _ in known)), day(max(last for _, last in known) + 1))


def _check_dimensions(names: Sequence[str]) -> None:
    known = {*GRAINS, "unit", *(c.name for table in TABLES.values() for c in table.columns if c.dimension)}
    unknown = [name for name in names if name not in known]
    if unknown:
        raise YunceError(*(Problem.of("operate.dimension_unknown", name, id=name, known="、".join(sorted(known))) for name in unknown))
