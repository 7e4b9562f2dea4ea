# SPDX-License-Identifier: Apache-2.0
"""Is each target one that can be computed, and is nothing targeted twice."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations

from yunce.plan.checks.known import Known
from yunce.plan.checks.units_of_value import check_value
from yunce.plan.parts.targets import Target
from yunce.plan.walk import item_names
from yunce.values.problem import Problem, Severity
from yunce.values.quantity import Range


def check_targets(known: Known) -> Iterator[Problem]:
    """Values, units of measure and parents of every target; then pairs that set the same number."""
    named = tuple(zip((f"targets[{step}]" for step in item_names(known.plan.targets)), known.plan.targets, strict=True))
    for path, target in named:
        yield from _own(target, path, known)
    yield from _twice(named)
    yield from _other_values(known)


def _own(target: Target, path: str, known: Known) -> Iterator[Problem]:
    """One target: has a value, in a unit that its metric is measured in."""
    if target.value is None and not {path, f"{path}.value"} & set(known.plan.open_values):
        yield Problem.of("target.no_value", path, Severity.WARNING, id=target.id)
    metric = known.metrics.get(target.metric)
    if metric is not None:
        for field in ("value", "stretch"):
            yield from check_value(getattr(target, field), metric, f"{path}.{field}", share=bool(target.ratio_of))
    if target.split and isinstance(target.value, Range):
        yield Problem.of("split.of_range", f"{path}.split", Severity.WARNING, stated=target.value.text)


def _twice(named: tuple[tuple[str, Target], ...]) -> Iterator[Problem]:
    """Two targets of one metric, unit and filter: an error over the same days, a warning where they overlap unrelated."""
    groups: dict[tuple[str, ...], list[tuple[str, Target]]] = {}
    parents = {target.id: target.parent for _, target in named if target.id}
    for path, target in named:
        if target.metric and target.period is not None:
            key = (target.metric, target.ratio_of, target.unit, " ".join(target.where.split()), target.per)
            groups.setdefault(key, []).append((path, target))
    for group in groups.values():
        for (_, first), (path, second) in combinations(group, 2):
            if first.period == second.period:
                yield Problem.of("target.twice", path, id=second.id, other=first.id, metric=second.metric, period=second.period)
            elif (
                first.period
                and second.period
                and first.period.overlaps(second.period)
                and not (_is_under(first, second.id, parents) or _is_under(second, first.id, parents))
            ):
                both = first.period.intersect(second.period)
                yield Problem.of("target.overlap", path, Severity.WARNING, id=second.id, other=first.id, metric=second.metric, period=both)


def _is_under(target: Target, whole: str, parents: Mapping[str, str]) -> bool:
    """True where a target is said to be a part of another one, or of a part of it."""
    seen = {""}
    parent = target.parent
    while parent not in seen:
        if parent == whole:
            return True
        seen.add(parent)
        parent = parents.get(parent, "")
    return False


def _other_values(known: Known) -> Iterator[Problem]:
    """Baselines, lifts and goals in units that their metrics are measured in."""
    for step, baseline in zip(item_names(known.plan.baselines), known.plan.baselines, strict=True):
        if baseline.metric in known.metrics:
            yield from check_value(baseline.value, known.metrics[baseline.metric], f"baselines[{step}].value")
    for step, each in zip(item_names(known.plan.initiatives), known.plan.initiatives, strict=True):
        if each.lift is not None and each.lift.metric in known.metrics and not (each.lift.value and each.lift.value.unit in {"%", "pp"}):
            yield from check_value(each.lift.value, known.metrics[each.lift.metric], f"initiatives[{step}].lift.value")
    for step, campaign in zip(item_names(known.plan.campaigns), known.plan.campaigns, strict=True):
        for metric, goal in campaign.goals.items():
            if metric in known.metrics:
                yield from check_value(goal, known.metrics[metric], f"campaigns[{step}].goals.{metric}")
