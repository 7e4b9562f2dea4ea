# SPDX-License-Identifier: Apache-2.0
"""Targets to cells over the asked dimensions, as one table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

import numpy as np
import polars as pl

from yunce.operate.breaking import Goal, break_down, goal_of
from yunce.operate.facts import View
from yunce.operate.grid import Grid
from yunce.operate.lower import find_metric
from yunce.plan.parts.targets import Target
from yunce.values.period import GRAINS, Period
from yunce.values.problem import Problem, Severity, YunceError

MONEY = pl.Decimal(28, 6)


def cells_of(view: View, target: Target, by: Sequence[str], *, finer: int = 1) -> tuple[pl.DataFrame, tuple[Problem, ...]]:
    """One target's cells: a text column for each of `by`, `value` (exact, in the metric's unit; null where open), `locked`.

    Without `by`: the dimensions that the plan splits it by. A goal that does not add up has the same value in every cell.
    `finer` cuts whole pieces into so many parts.
    Raises `YunceError` where the target cannot be cut that way.
    """
    goal = goal_of(target, find_metric(target.metric, view.metrics))
    if goal is None:
        raise YunceError(Problem.of("operate.value_open", f"targets[{target.id}].period"))
    if not goal.adds_up:
        return _constant(goal, by)
    goal = replace(goal, finer=finer)
    broken = break_down(view, goal, by)
    dims = tuple(by) or broken.grid.dims
    return _rolled_up(broken.grid, dims, goal.scale), broken.problems


def dimensions(targets: Sequence[Target]) -> tuple[str, ...]:
    """The dimensions that targets are split by in the plan, in order of first use."""
    return tuple(dict.fromkeys(step.by for target in targets for step in target.split))


def _rolled_up(grid: Grid, dims: Sequence[str], scale: int) -> pl.DataFrame:
    """Cells summed over what was not asked for; a sum with an open part is open, unless it is the whole."""
    columns = {dim: _column(grid, dim) for dim in dims}
    frame = pl.DataFrame({**columns, "value": grid.values, "open": grid.unknown, "locked": grid.locked})
    if not dims:
        return frame.select(pl.col("value").sum()).with_columns(_exact(scale), locked=pl.lit(value=False))
    summed = frame.group_by(list(dims), maintain_order=True).agg(pl.col("value").sum(), pl.col("open").any(), pl.col("locked").all())
    value = pl.when(pl.col("open")).then(None).otherwise(_exact(scale)).alias("value")
    return summed.with_columns(value).drop("open")


def _exact(scale: int) -> pl.Expr:
    """Whole units as exact decimals of the metric's own unit."""
    return (pl.col("value").cast(pl.Decimal(28, 0)).cast(MONEY) / pl.lit(Decimal(scale), dtype=MONEY)).cast(MONEY).alias("value")


def _column(grid: Grid, dim: str) -> pl.Series:
    """The member of each cell along a dimension; a time dimension that was not cut by is read off the finest one that was."""
    if dim in grid.dims:
        names: Mapping[str, tuple[str, ...]] = grid.members
        return pl.Series(dim, names[dim], dtype=pl.String).gather(grid.codes[dim])
    finest = next(name for name in GRAINS if name in grid.dims)
    grain = next(name for name in GRAINS if name == dim)
    starts = {part.text: part.first for part in grid.period.parts(finest)}
    keys = [Period.key(starts[member], grain) for member in grid.members[finest]]
    return pl.Series(dim, keys, dtype=pl.String).gather(grid.codes[finest])


def _constant(goal: Goal, by: Sequence[str]) -> tuple[pl.DataFrame, tuple[Problem, ...]]:
    """The same value in every part of time: a ratio or a count of people is not shared out."""
    kind = {"ratio": "比率", "distinct": "去重人数", "last": "期末数"}.get(goal.metric.kind, "区间目标")
    note = Problem.of("operate.not_additive", f"targets[{goal.target.id}]", Severity.NOTE, kind=kind)
    value = goal.value if goal.value is not None else goal.low if goal.low is not None else goal.high
    keys = [[part.text for part in goal.period.parts(dim)] for dim in by if dim in GRAINS]
    unnamed = [dim for dim in by if dim not in GRAINS]
    rows = np.array(np.meshgrid(*keys, indexing="ij")).reshape(len(keys), -1).T.tolist() if keys else [[]]
    data: dict[str, object] = {dim: [row[i] for row in rows] for i, dim in enumerate(d for d in by if d in GRAINS)}
    frame = pl.DataFrame({**data, "value": [value] * len(rows)}, schema_overrides={"value": MONEY})
    return frame.with_columns(*(pl.lit(None, dtype=pl.String).alias(d) for d in unnamed), locked=pl.lit(value=False)), (note,)
