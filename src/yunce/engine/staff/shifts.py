# SPDX-License-Identifier: Apache-2.0
"""Which shifts people may work, as a table of the intervals that each covers; breaks by every place where they may lie."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from yunce.engine.staff.errors import StaffError
from yunce.values.problem import Problem

Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Shift:
    """A shift of a day: [start, start + length) in intervals from midnight (it may run into the next day), with one break of `pause`.

    `hours` of paid work [h] are the length without the break. The break lies in [earliest, latest] intervals after the start.
    """

    start: int
    length: int
    pause: int = 0
    earliest: int = 0
    latest: int = 0
    name: str = ""

    @property
    def end(self) -> int:
        """The interval in which it is over."""
        return self.start + self.length

    @property
    def work(self) -> int:
        """Intervals worked, the break left out."""
        return self.length - self.pause

    def breaks(self) -> tuple[int, ...]:
        """Where the break may begin, in intervals after the start; (-1,) without a break."""
        return tuple(range(self.earliest, self.latest + 1)) if self.pause else (-1,)


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """What can be chosen: one row a shift, day and break. covers (rows, intervals) · the others (rows,); work [intervals]."""

    covers: Flags
    day: NDArray[np.int64]
    shift: NDArray[np.int64]
    pause_at: NDArray[np.int64]
    work: NDArray[np.int64]


def check_shifts(shifts: Sequence[Shift], per_day: int) -> None:
    """Shifts that can be: inside two days, their break inside them. Raises StaffError with all that is wrong."""
    problems = []
    for i, one in enumerate(shifts):
        inside = 0 <= one.start < per_day and 0 < one.length <= per_day and 0 <= one.pause < one.length
        fits = one.pause == 0 or (0 < one.earliest <= one.latest and one.latest + one.pause < one.length)
        if not (inside and fits):
            problems.append(
                Problem.of("staff.shift_wrong", f"shifts[{i}]", name=one.name or i + 1, start=one.start, length=one.length, pause=one.pause)
            )
    if problems or not shifts:
        raise StaffError(*(problems or [Problem.of("staff.no_shifts")]))


def shift_table(shifts: Sequence[Shift], days: int, per_day: int) -> Table:
    """Every shift on every day with every place of its break. What runs over midnight covers the next day; past the last day it is cut off.

    Raises StaffError.
    """
    check_shifts(shifts, per_day)
    choices = [(day, i, at) for day in range(days) for i, one in enumerate(shifts) for at in one.breaks()]
    covers = np.zeros((len(choices), days * per_day), dtype=np.bool_)
    for row, (day, i, at) in enumerate(choices):
        one, first = shifts[i], day * per_day + shifts[i].start
        covers[row, first : first + one.length] = True
        if at >= 0:
            covers[row, first + at : first + at + one.pause] = False
    day_of, shift_of, pause_at = (np.array(column, dtype=np.int64) for column in zip(*choices, strict=True))
    return Table(covers, day_of, shift_of, pause_at, np.array([shifts[i].work for _, i, _ in choices], dtype=np.int64))


def every_shift(opens: int, closes: int, lengths: Sequence[int], step: int, pause: int = 0) -> tuple[Shift, ...]:
    """Shifts of these lengths that begin every `step` intervals within [opens, closes), the last one ending with the day's work.

    A break of `pause` intervals lies between two fifths and three fifths of the shift; shifts of under `8 x pause` intervals have none.
    Where the day is shorter than a shift, one shift is the whole day.
    """
    found: dict[tuple[int, int], Shift] = {}
    for length in lengths:
        long = min(length, closes - opens)
        starts = {*range(opens, max(opens, closes - long) + 1, step), max(opens, closes - long)}
        for start in sorted(starts):
            rest = pause if long >= 8 * pause else 0
            first = max(1, long * 2 // 5)
            found[start, long] = Shift(
                start, long, rest, first if rest else 0, max(first, min(long * 3 // 5, long - rest - 1)) if rest else 0
            )
    return tuple(found.values())
