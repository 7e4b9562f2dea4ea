# SPDX-License-Identifier: Apache-2.0
"""The two axes of a history: whom it is about, and the steps of time; frames of facts laid out on them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import polars as pl
from numpy.typing import NDArray

from yunce.operate.units import UNASSIGNED
from yunce.values.grain import Grain, next_start, start_of
from yunce.values.period import Period

Floats = NDArray[np.float64]
Places = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Axes:
    """Subjects of a dimension (one, `""`, where there is none) over whole steps of a grain."""

    each: str
    grain: Grain
    subjects: tuple[str, ...]
    steps: tuple[Period, ...]

    @property
    def by(self) -> tuple[str, ...]:
        """The dimensions to ask facts by."""
        return (self.each, self.grain) if self.each else (self.grain,)

    @property
    def shape(self) -> tuple[int, int]:
        """Subjects and steps."""
        return len(self.subjects), len(self.steps)

    def empty(self) -> Floats:
        """Nothing known."""
        return np.full(self.shape, np.nan)

    def lay(self, frame: pl.DataFrame, name: str) -> Floats:
        """A column of a frame on the axes, NaN where there is no row or the row is null."""
        found = self.empty()
        subject, step = self._places(frame)
        values = frame[name].cast(pl.Float64).to_numpy()
        kept = (subject >= 0) & (step >= 0)
        found[subject[kept], step[kept]] = values[kept]
        return found

    def _places(self, frame: pl.DataFrame) -> tuple[Places, Places]:
        if self.each:
            names = frame[self.each].cast(pl.String).fill_null(UNASSIGNED)
            subject = names.replace_strict(
                list(self.subjects), list(range(len(self.subjects))), default=-1, return_dtype=pl.Int64
            ).to_numpy()
        else:
            subject = np.zeros(frame.height, dtype=np.int64)
        times = frame[self.grain]
        if self.grain == "day":
            days = times.cast(pl.Date).cast(pl.Int32).to_numpy().astype(np.int64) + date(1970, 1, 1).toordinal()
            return subject, self.step_of(days)
        keys = [Period.key(step.first, self.grain) for step in self.steps]
        return subject, times.replace_strict(keys, list(range(len(keys))), default=-1, return_dtype=pl.Int64).to_numpy()

    def step_of(self, days: Places) -> Places:
        """The step that holds each day (ordinals); -1 outside."""
        starts = np.array([step.first.toordinal() for step in self.steps])
        found = np.searchsorted(starts, days, "right") - 1
        return np.where(days < self.steps[-1].until.toordinal(), found, -1)

    def counted(self, days: Places) -> Floats:
        """How many of some days fall into each step: (T,)."""
        places = self.step_of(days)
        return np.bincount(places[places >= 0], minlength=len(self.steps)).astype(np.float64)


def steps_between(first: date, last: date, grain: Grain) -> tuple[Period, ...]:
    """The whole steps that hold two days and everything between them."""
    found = []
    start = start_of(first, grain)
    while start <= last:
        until = next_start(start, grain)
        found.append(Period(start, until))
        start = until
    return tuple(found)


def members(frames: Sequence[pl.DataFrame], each: str) -> list[str]:
    """The members of a dimension that frames know, in order; what belongs to nobody is left out."""
    seen: set[str] = set()
    for frame in frames:
        seen.update(str(member) for member in frame[each].unique().to_list() if member is not None)
    return sorted(seen - {UNASSIGNED})
