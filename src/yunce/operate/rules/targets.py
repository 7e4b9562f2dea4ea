# SPDX-License-Identifier: Apache-2.0
"""Targets as series: what the plan wants of a metric at each step, for the reading "so far under the target"."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from yunce.operate.facts import View
from yunce.operate.rules.axes import Axes, Floats
from yunce.operate.standing import Standing, standing_of
from yunce.plan.document import Plan
from yunce.plan.parts.targets import Target
from yunce.values.problem import YunceError


def targets_of(view: View, plan: Plan, axes: Axes, unit: str, metrics: Iterable[str]) -> dict[str, Floats]:
    """The target of each metric that has one: (S, T) in the metric's unit, NaN where none holds.

    A ratio's is the same at each step within its period, also for units below; a sum's is the plan of the step's days. Only targets on
    a unit (or the whole) count: what is wanted of a sku or a person is not told by them.
    """
    if axes.each not in ("", "unit"):
        return {}
    found: dict[str, Floats] = {}
    for metric in metrics:
        mine = [t for t in plan.targets if t.metric == metric and not t.ratio_of and not t.where]
        if mine:
            found[metric] = np.stack([_row(view, mine, axes, subject or unit or view.units.root) for subject in axes.subjects])
    return found


def _row(view: View, targets: list[Target], axes: Axes, unit: str) -> Floats:
    """The target of one unit at each step: its own before one of a unit above."""
    row = np.full(len(axes.steps), np.nan)
    chain = (*view.units.above(unit), "")
    for target in sorted((t for t in targets if t.unit in chain), key=lambda t: chain.index(t.unit)):
        values = _values(view, target, axes, unit)
        row = np.where(np.isnan(row), values, row)
    return row


def _values(view: View, target: Target, axes: Axes, unit: str) -> Floats:
    none = np.full(len(axes.steps), np.nan)
    try:
        own = standing_of(view, target, unit, None) or standing_of(view, target, target.unit, None)
    except YunceError:  # what cannot be cut has no value at a step
        return none
    if own is None:
        return none
    if own.days is None:
        value = own.goal.value if own.goal.value is not None else (own.goal.low if own.goal.low is not None else own.goal.high)
        held = np.array([own.goal.period.contains(step.last) for step in axes.steps])
        return none if value is None else np.where(held, float(value), np.nan)
    return _summed(own, axes, none) if own.scope.unit == unit or not unit else none


def _summed(own: Standing, axes: Axes, none: Floats) -> Floats:
    """The plan of each step's days, where all of them are planned."""
    if own.days is None:
        return none
    first = own.days.period.first.toordinal()
    run = np.concatenate([[0.0], np.cumsum([float(day) for day in own.days.plan])])
    for place, step in enumerate(axes.steps):
        low, high = step.first.toordinal() - first, step.until.toordinal() - first
        if low >= 0 and high < run.size:
            none[place] = run[high] - run[low]
    return none
