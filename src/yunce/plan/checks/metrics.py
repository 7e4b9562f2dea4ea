# SPDX-License-Identifier: Apache-2.0
"""Is each metric complete and computable: its kind, what it is made of, the table and columns that it measures."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from yunce.plan.checks.cycles import cycles_of
from yunce.plan.checks.known import Known
from yunce.plan.measures import check_measure, read_measure
from yunce.plan.parts.targets import Metric
from yunce.plan.walk import item_names
from yunce.values.problem import Problem, Severity

_WORD = re.compile(r"[a-z][a-z0-9_]*")


def check_metrics(known: Known) -> Iterator[Problem]:
    """The plan's own metrics, one after the other; then rings among all metrics."""
    from_packs = {metric.id: pack.pack for pack in known.used for metric in pack.metrics}
    for step, metric in zip(item_names(known.plan.metrics), known.plan.metrics, strict=True):
        path = f"metrics[{step}]"
        if metric.id in from_packs:
            yield Problem.of("metric.overrides_pack", path, Severity.NOTE, id=metric.id, pack=from_packs[metric.id])
        yield from _own(metric, path, known)
    yield from _rings(known.metrics)


def _own(metric: Metric, path: str, known: Known) -> Iterator[Problem]:
    """One metric: its kind is stated and what it is made of fits it."""
    if not metric.kind and f"{path}.kind" not in known.plan.open_values:
        yield Problem.of("metric.no_kind", path, id=metric.id)
    if metric.kind == "ratio":
        for field in ("numerator", "denominator"):
            if not getattr(metric, field):
                yield Problem.of("metric.no_part_of_ratio", path, id=metric.id, field=field)
        if metric.measure or metric.formula:
            yield Problem.of("metric.ratio_is_no_measure", path, id=metric.id)
    elif metric.numerator or metric.denominator:
        yield Problem.of("metric.parts_of_no_ratio", path, id=metric.id, kind=metric.kind)
    elif bool(metric.measure) == bool(metric.formula) and not {f"{path}.measure", f"{path}.formula"} & set(known.plan.open_values):
        yield Problem.of("metric.one_source", path, id=metric.id)
    if metric.formula and metric.kind not in {"sum", ""}:
        yield Problem.of("metric.formula_needs_sum", f"{path}.formula", id=metric.id, kind=metric.kind)
    if metric.measure:
        yield from _measure(metric, path, known)


def _measure(metric: Metric, path: str, known: Known) -> Iterator[Problem]:
    """The measure can be read, its table and columns exist, its aggregate fits the kind."""
    place = f"{path}.measure"
    spec = read_measure(metric.measure, place)
    if isinstance(spec, Problem):
        yield spec
        return
    wrong = check_measure(spec, known.columns, place) if known.columns is not None else None
    if wrong is not None:
        yield wrong
    fits = {"sum": {"sum", "count", "distinct"}, "distinct": {"distinct", "repeat"}, "last": {"last"}}.get(metric.kind)
    if fits is not None and spec.aggregate not in fits:
        yield Problem.of("metric.aggregate_of_kind", place, aggregate=spec.aggregate, kind=metric.kind, known="、".join(sorted(fits)))


def parts_of(metric: Metric, metrics: Mapping[str, Metric]) -> tuple[str, ...]:
    """The metrics that a metric is made of."""
    named = (metric.numerator, metric.denominator, *_WORD.findall(metric.formula))
    return tuple(dict.fromkeys(each for each in named if each in metrics))


def _rings(metrics: Mapping[str, Metric]) -> Iterator[Problem]:
    """Metrics that are made of themselves."""
    for ring in cycles_of({own: parts_of(metric, metrics) for own, metric in metrics.items()}):
        yield Problem.of("plan.cycle", f"metrics[{ring[0]}]", ring=" → ".join((*ring, ring[0])))
