# SPDX-License-Identifier: Apache-2.0
"""How many days of a step were reported, and whether that is as usual: half a week's sales are no fall of sales."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from yunce.operate.facts import View
from yunce.operate.rules.axes import Axes, Floats, Places

ENOUGH = 0.8
"""A step with less than this part of the usual days says nothing of a sum."""
_NONE: Places = np.empty(0, dtype=np.int64)


@dataclass(frozen=True, slots=True, eq=False)
class Reported:
    """Days (or entries) of each step: (S, T) or (1, T); and up to which day."""

    days: Floats
    as_of: date

    @classmethod
    def of(cls, view: View, table: str, axes: Axes, unit: str) -> Reported:
        """The days that each subject reported a table: a unit its own, anything else those of anybody in the asked unit."""
        if axes.each == "unit":
            return cls(np.stack([axes.counted(view.coverage.reported(table, subject)) for subject in axes.subjects]), view.as_of)
        scope = view.units.members(unit)
        days = [view.coverage.reported(table, each) for each in view.coverage.units(table) if not scope or each in scope]
        return cls(axes.counted(np.unique(np.concatenate([_NONE, *days])))[np.newaxis], view.as_of)


def held_to_usual(values: Floats, reports: Reported, axes: Axes, *, inside: bool) -> Floats:
    """The values of steps that were reported as usual; others are unknown. The usual is the median of the steps with any report.

    The first step and one that is not over yet need all the usual days; with `inside` the others need most of them.
    """
    if axes.grain == "day":
        return values
    days = reports.days
    usual = np.array([[float(np.median(row[row > 0])) if (row > 0).any() else 0.0] for row in days])
    least = np.zeros_like(days)
    if inside:
        least[:] = usual * ENOUGH
    least[:, :1] = usual * ENOUGH
    if axes.steps[-1].last > reports.as_of:
        least[:, -1:] = np.maximum(usual, 1)
    return np.where(days < least, np.nan, values)
