# SPDX-License-Identifier: Apache-2.0
"""A target cut down step by step to its cells: months, days, units, channels, products, people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from yunce.engine.spread import SpreadError
from yunce.operate.day_profile import day_profile
from yunce.operate.facts import View
from yunce.operate.grid import Grid, Pin, Share, cut, start
from yunce.operate.weighing import Weighed, weigh
from yunce.plan.parts.targets import Metric, SplitStep, Target
from yunce.values.period import GRAINS, Grain, Period, read_period
from yunce.values.problem import Problem, YunceError
from yunce.values.quantity import Quantity, Range

FINEST = Decimal(1).scaleb(-6)
ADDITIVE = "sum"


@dataclass(frozen=True, slots=True)
class Goal:
    """What a target asks for over which days: one number, or bounds where it is a range or a ratio's band."""

    target: Target
    metric: Metric
    period: Period
    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    finer: int = 1
    """How many parts a whole unit is cut into: days of a plan to date need not be whole pieces, cells of a breakdown must."""

    @property
    def adds_up(self) -> bool:
        """True where parts of the goal sum to it: an amount or a count, and no ratio."""
        return self.metric.kind == ADDITIVE and not self.target.ratio_of and self.value is not None

    @property
    def scale(self) -> int:
        """How many whole units are in one of the metric's own: 100 fen for money, else 1, finer where the value itself is finer."""
        scale = 100 if self.metric.measured_in == "CNY" else self.finer
        while self.value is not None and self.value * scale != int(self.value * scale) and Decimal(scale) * FINEST < 1:
            scale *= 10
        return scale


def goal_of(target: Target, metric: Metric) -> Goal | None:
    """A target's goal; `None` while its period is open.

    `per: month` counts once a month; where it is to be reached by the end, only the last month counts.
    """
    if target.period is None:
        return None
    period, times = target.period, Decimal(1)
    value, low, high = _bounds(target.value)
    if target.per:
        parts = period.parts(target.per)  # type: ignore[arg-type]  # checked by the plan language
        if target.reach == "by_end":
            period = parts[-1]
        elif metric.kind == ADDITIVE and not target.ratio_of and target.reach != "average":
            times = Decimal(len(parts))
    value, low, high = (None if amount is None else amount * times for amount in (value, low, high))
    return Goal(target, metric, period, value, low, high)


def _bounds(value: Quantity | Range | None) -> tuple[Decimal | None, Decimal | None, Decimal | None]:
    if isinstance(value, Range):
        return None, value.low, value.high
    return (value.amount if value else None), None, None


@dataclass(frozen=True, slots=True)
class Broken:
    """A goal's cells along the asked dimensions and finer, and what has to be said about them."""

    grid: Grid
    problems: tuple[Problem, ...]


def break_down(view: View, goal: Goal, by: Sequence[str] = ()) -> Broken:
    """The cells of a goal that adds up, cut by the plan's steps and then as far as `by` needs.

    Cells in whole units (fen), children sum to their parents. Time that the plan does not split is spread as days of the past differed.
    Raises `YunceError` where the plan cannot be cut that way, with the target's path.
    """
    path = f"targets[{goal.target.id}]"
    if goal.value is None:
        raise YunceError(Problem.of("operate.value_open", f"{path}.value"))
    grid = start(goal.period, _whole(goal.value, goal, f"{path}.value"))
    pins = [Pin(_pinned(lock.at), _whole(lock.value.amount, goal, f"{path}.locks")) for lock in goal.target.locks if lock.value]
    problems: list[Problem] = []
    for step, weighed in _steps(view, goal, by, pins):
        problems += weighed.problems
        dims = {*grid.dims, step.by}
        due = [pin for pin in pins if set(pin.at) <= dims and not set(pin.at) <= set(grid.dims)]
        try:
            grid = cut(grid, step.by, weighed.cut, due)
        except SpreadError as wrong:
            raise YunceError(*(Problem(p.code, f"{path}.split[{step.by}]", p.params, p.severity) for p in wrong.problems)) from wrong
    missing = [dim for dim in by if dim not in grid.dims and dim not in GRAINS]
    if missing:
        raise YunceError(*(Problem.of("operate.not_split", path, dim=dim) for dim in missing))
    return Broken(grid, tuple(problems))


def _steps(view: View, goal: Goal, by: Sequence[str], pins: Sequence[Pin]) -> list[tuple[SplitStep, Weighed]]:
    """The plan's steps, with a step of its own for a coarser time that a lock names, and days at the end where time must be finer."""
    written = list(goal.target.split)
    named = [step.by for step in written]
    for grain in reversed(GRAINS):
        if grain not in named and any(grain in pin.at for pin in pins):
            finer = next(
                (i for i, name in enumerate(named) if name in GRAINS and GRAINS.index(_grain(name)) < GRAINS.index(grain)), len(named)
            )
            written.insert(finer, SplitStep(by=grain, weights=written[finer].weights if finer < len(written) else None))
            named.insert(finer, grain)
    steps = [(step, weigh(view, goal.target, step, goal.scale)) for step in written]
    if any(not _nested(_grain(dim), named) for dim in by if dim in GRAINS):
        steps.append((SplitStep(by="day"), _unwritten_days(view, goal)))
    return steps


def _unwritten_days(view: View, goal: Goal) -> Weighed:
    """Days that the plan does not split: as days before the period differed by weekday and event."""
    weights, _ = day_profile(view, goal.metric.id, goal.target.unit, goal.period)

    def by_profile(_at: Mapping[str, str], days: Period) -> Share:
        inside = [weights[day] for day in days.dates()]
        return Share(days.keys("day"), inside if any(inside) else [1] * len(inside))

    return Weighed(by_profile)


def _nested(grain: Grain, named: Sequence[str]) -> bool:
    """True where cells of the named time dimensions lie each inside one part of a grain."""
    inside: Mapping[str, tuple[str, ...]] = {
        "ten_days": ("month", "quarter", "half_year", "year"),
        "month": ("quarter", "half_year", "year"),
    }
    inside = {**inside, "quarter": ("half_year", "year"), "half_year": ("year",), "day": GRAINS}
    return any(name == grain or grain in inside.get(name, ()) for name in named)


def _grain(name: str) -> Grain:
    return next(grain for grain in GRAINS if grain == name)


def _pinned(at: Mapping[str, str]) -> dict[str, str]:
    """A lock's members with periods under their canonical names."""
    canonical = {}
    for dim, member in at.items():
        read = read_period(member) if dim in GRAINS else None
        canonical[dim] = read.name if isinstance(read, Period) else member
    return canonical


def _whole(value: Decimal, goal: Goal, path: str) -> int:
    scaled = value * goal.scale
    if scaled != int(scaled):
        unit = "分" if goal.metric.measured_in == "CNY" else goal.metric.measured_in
        raise YunceError(Problem.of("operate.part_of_unit", path, value=value, unit=unit))
    return int(scaled)
