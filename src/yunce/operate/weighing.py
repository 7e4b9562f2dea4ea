# SPDX-License-Identifier: Apache-2.0
"""What a step of a split spreads by: written values and weights, last year's facts, or how days of the past have differed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import lcm
from typing import get_args

from yunce.operate.facts import Question, View
from yunce.operate.grid import Cut, Share
from yunce.operate.measuring import measure
from yunce.plan.parts.targets import SplitStep, Target, Weights
from yunce.values.calendar import Alignment
from yunce.values.period import GRAINS, Grain, Period, read_period
from yunce.values.problem import Problem, Severity
from yunce.values.quantity import Quantity

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
FINE = 10**6
"""Weights that are no whole numbers are taken to six places."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """How a step cuts, and what has to be said about it."""

    cut: Cut
    problems: tuple[Problem, ...] = ()


def weigh(view: View, target: Target, step: SplitStep, scale: int) -> Weighed:
    """The cut of one step of a target. `scale` turns the metric's unit into whole units (100 for yuan)."""
    if step.values:
        return Weighed(_fixed(step, scale))
    if step.per:
        return Weighed(_by_own_table(step))
    weights = step.weights or Weights(equal=True)
    if weights.history:
        return _by_history(view, target, step.by, weights)
    if weights.members:
        return Weighed(_by_members(step.by, weights.members))
    members = () if step.by in GRAINS else known_members(view, target, step.by)
    return Weighed(lambda _at, days: _even(step.by, days, members))


def known_members(view: View, target: Target, dim: str) -> tuple[str, ...]:
    """The members along a dimension where a step names none: units below the target's, else what the facts of its period know."""
    if dim == "unit":
        return tuple(u for u, parent in view.units.parents.items() if parent == target.unit)
    if target.period is None:
        return ()
    found = measure(view, Question((target.metric,), target.period, (dim,), target.unit))
    return tuple(row.at[0] for row in found.rows)


def _even(dim: str, days: Period, members: tuple[str, ...]) -> Share:
    keys = days.keys(dim) if dim in GRAINS else members
    return Share(keys, [1] * len(keys))


def _fixed(step: SplitStep, scale: int) -> Cut:
    stated = [amount for amount in step.values.values() if amount is not None]
    if stated and all(amount.unit == "%" for amount in stated) and len(stated) == len(step.values):
        return _by_members(step.by, step.values)  # shares of the whole
    values = {_key(step.by, name): _units(amount, scale) for name, amount in step.values.items()}

    def cut(_at: Mapping[str, str], days: Period) -> Share:
        keys = _keys(step.by, days, tuple(values))
        return Share(keys, values=[values.get(key) for key in keys])

    return cut


def _by_own_table(step: SplitStep) -> Cut:
    """Each member of an earlier dimension has weights of its own."""
    tables = {parent: _whole({_key(step.by, n): a for n, a in table.items()}) for parent, table in step.per.items()}

    def cut(at: Mapping[str, str], days: Period) -> Share:
        own = next((tables[member] for member in at.values() if member in tables), {})
        keys = _keys(step.by, days, tuple(own)) if own else ()
        return Share(keys, [own.get(key, 0) for key in keys])

    return cut


def _by_members(dim: str, members: Mapping[str, Quantity | None]) -> Cut:
    weights = _whole({_key(dim, name): amount for name, amount in members.items()})

    def cut(_at: Mapping[str, str], days: Period) -> Share:
        keys = _keys(dim, days, tuple(weights))
        if dim == "day" and not any(key in weights for key in keys):
            return Share(keys, [weights.get(WEEKDAYS[day.weekday()], 0) for day in days.dates()])
        return Share(keys, [weights.get(key, 0) for key in keys])

    return cut


def _by_history(view: View, target: Target, dim: str, weights: Weights) -> Weighed:
    """Last year's facts on the days that correspond: by the calendar's week and weekday, by events, by lunar days."""
    if target.period is None:
        return Weighed(lambda _at, days: _even(dim, days, ()))
    if dim not in GRAINS:
        return _by_past_members(view, target, dim, weights)
    past = dict(zip(target.period.dates(), view.calendar.align_days(target.period, -1, _alignment(weights.align)), strict=True))
    span = Period(min(past.values()), max(past.values()).fromordinal(max(past.values()).toordinal() + 1))
    found = measure(view, Question((weights.history,), span, ("day",), target.unit))
    sales = {row.at[0]: row.values[0] for row in found.rows}
    known = [v for v in sales.values() if v is not None and v > 0]
    if not known:
        return Weighed(lambda _at, days: _even(dim, days, ()), (_thin(target, weights, 0, len(past)),))
    middle = sum(known, Decimal(0)) / len(known)
    by_day = {day: sales.get(old.isoformat()) for day, old in past.items()}
    empty = sum(v is None for v in by_day.values())
    fine = {day: int(max(middle if v is None else v, Decimal(0)) * FINE) for day, v in by_day.items()}

    def cut(_at: Mapping[str, str], days: Period) -> Share:
        parts = days.parts(dim)
        sums = [sum(fine[day] for day in part.dates()) for part in parts]
        return Share(tuple(p.text for p in parts), sums if any(sums) else [part.days for part in parts])

    return Weighed(cut, (_thin(target, weights, len(past) - empty, len(past)),) if empty else ())


def _by_past_members(view: View, target: Target, dim: str, weights: Weights) -> Weighed:
    """The shares that members had a year before."""
    period = target.period
    if weights.period is not None:
        span = weights.period
    elif period is not None:
        old = view.calendar.align_days(period, -1, "calendar")
        span = Period(min(old), max(old).fromordinal(max(old).toordinal() + 1))
    found = measure(view, Question((weights.history,), span, (dim,), target.unit))
    shares = {row.at[0]: int(max(row.values[0] or Decimal(0), Decimal(0)) * FINE) for row in found.rows}
    if not any(shares.values()):
        members = known_members(view, target, dim)
        return Weighed(lambda _at, days: _even(dim, days, members), (_thin(target, weights, 0, 1),))
    return Weighed(lambda _at, _days: Share(tuple(shares), list(shares.values())))


def _thin(target: Target, weights: Weights, known: int, wanted: int) -> Problem:
    path = f"targets[{target.id}].split"
    return Problem.of("operate.history_thin", path, Severity.WARNING, metric=weights.history, known=known, wanted=wanted)


def _key(dim: str, name: str) -> str:
    """A member's key: a period's canonical name for a time dimension."""
    if dim not in GRAINS or name in WEEKDAYS:
        return name
    read = read_period(name)
    return name if isinstance(read, Problem) else read.name


def _keys(dim: str, days: Period, written: Sequence[str]) -> tuple[str, ...]:
    """The members of a cell: all parts of its days for a time dimension, the written ones for any other."""
    return days.keys(_grain(dim)) if dim in GRAINS else tuple(written)


def _alignment(name: str) -> Alignment:
    return next(mode for mode in get_args(Alignment) if mode == name)


def _grain(dim: str) -> Grain:
    return next(grain for grain in GRAINS if grain == dim)


def _whole(amounts: Mapping[str, Quantity | None]) -> dict[str, int]:
    """Weights as whole numbers in exactly their proportions."""
    exact = {name: amount.amount for name, amount in amounts.items() if amount is not None}
    ratios = {name: value.as_integer_ratio() for name, value in exact.items()}
    common = lcm(*(below for _, below in ratios.values())) if ratios else 1
    return {name: above * (common // below) for name, (above, below) in ratios.items()}


def _units(amount: Quantity | None, scale: int) -> int | None:
    return None if amount is None else int(amount.amount * scale)
