# SPDX-License-Identifier: Apache-2.0
"""Who works which shift on which day: lawful, every place filled where it can be, hours, nights and weekends fairly shared."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.optimize import linear_sum_assignment

from yunce.engine.staff.errors import StaffError
from yunce.engine.staff.labour import FREE, Days, Duty, Law, Whole
from yunce.values.problem import Problem

Floats = NDArray[np.float64]
_NEVER = 1e9
_WEEKEND = 5
_BACKWARD, _OVERTIME, _ALIKE, _SPARE = 3.0, 40.0, 0.5, 0.02


@dataclass(frozen=True, slots=True, eq=False)
class Roster:
    """Who works what (p, d), -1 free; what stayed unfilled (d, s); and how fairly it is shared."""

    shifts: Whole
    unfilled: Whole
    hours: Floats
    """Paid work of each person [h] (p,)."""
    overtime: Floats
    """Of it overtime [h] (p,)."""
    nights: Whole
    weekends: Whole
    backward: int
    """How often somebody begins earlier than on the day before: it should go forward."""

    @property
    def spread(self) -> float:
        """The most hours less the fewest [h]."""
        return float(np.ptp(self.hours)) if self.hours.size else 0.0


class _State:
    """What each person has behind them while the days go by: arrays (p,)."""

    def __init__(self, people: int) -> None:
        self.hours, self.nights, self.weekends = np.zeros(people), np.zeros(people), np.zeros(people)
        self.week_plain, self.month_extra, self.extra = np.zeros(people), np.zeros(people), np.zeros(people)
        self.row = np.zeros(people, dtype=np.int64)
        self.last = np.full(people, FREE, dtype=np.int64)


def make_roster(
    needs: ArrayLike, duties: Sequence[Duty], days: Days, law: Law | None = None, *, seed: int = 0, attempts: int = 6
) -> Roster:
    """A roster for so many places a day and shift: needs (d, s) whole numbers; as many people as `days.away` has rows.

    Day by day the places go to those for whom they cost least (an optimal assignment): unlawful ones never, then overtime, going backward,
    nights, weekends and hours so far. Several tries with other ties; the one with fewest places unfilled, then fairest, is kept. The same
    seed gives the same roster. Raises StaffError. Source: docs/method/staffing.md, 9.
    """
    wanted, law = _checked(needs, duties, days), law or Law()
    best: tuple[tuple[float, ...], Roster] | None = None
    for attempt in range(max(1, attempts)):
        chance = np.random.default_rng([seed, attempt])
        found = _one_try(wanted, duties, (days, law), chance)
        rank = (
            float(found.unfilled.sum()),
            float(found.overtime.sum()),
            found.spread,
            float(np.ptp(found.nights)) if found.nights.size else 0.0,
        )
        if best is None or rank < best[0]:
            best = rank, found
        if rank[0] == 0 and rank[1] == 0 and rank[2] <= max(duty.work for duty in duties):
            break
    if best is None:
        raise StaffError(Problem.of("staff.not_a_row", "needs"))
    return best[1]


def least_people(needs: ArrayLike, duties: Sequence[Duty], days: Days, law: Law | None = None) -> int:
    """A number of people below which no lawful roster fills every place: by the busiest day, by days of work a week, by hours a week."""
    wanted, law = _checked(needs, duties, days), law or Law()
    work = np.array([duty.work for duty in duties])
    daily = wanted.sum(axis=1)
    by_week = [wanted[days.week == week] for week in np.unique(days.week)]
    most_days = [min(law.days_in_row, len(part)) for part in by_week]
    by_days = [-(-int(part.sum()) // most) for part, most in zip(by_week, most_days, strict=True)]
    by_hours = [float((part @ work).sum()) / (law.week_hours + law.month_overtime) for part in by_week]
    return max(max(daily.tolist(), default=0), *by_days, *(int(np.ceil(one - 1e-9)) for one in by_hours))


def _one_try(needs: Whole, duties: Sequence[Duty], rules: tuple[Days, Law], chance: np.random.Generator) -> Roster:
    days, law = rules
    people = days.away.shape[0]
    state = _State(people)
    shifts, unfilled, backward = np.full((people, len(needs)), FREE, dtype=np.int64), np.zeros_like(needs), 0
    weeks = days.week
    for day in range(len(needs)):
        if day and weeks[day] != weeks[day - 1]:
            state.week_plain[:] = 0
        if day and days.month[day] != days.month[day - 1]:
            state.month_extra[:] = 0
        places = np.repeat(np.arange(len(duties)), needs[day])
        chosen = _assigned(state, places, duties, (days, law, day), chance)
        shifts[:, day] = chosen
        unfilled[day] = needs[day] - np.bincount(chosen[chosen != FREE], minlength=len(duties))
        backward += _move_on(state, chosen, duties, (days, law, day))
    return Roster(shifts, unfilled, state.hours, state.extra, state.nights.astype(np.int64), state.weekends.astype(np.int64), backward)


def _assigned(state: _State, places: Whole, duties: Sequence[Duty], rules: tuple[Days, Law, int], chance: np.random.Generator) -> Whole:
    """The shift of each person on one day: the assignment that costs least in all, unlawful pairs left out of it."""
    people = state.hours.size
    chosen = np.full(people, FREE, dtype=np.int64)
    if not places.size or not people:
        return chosen
    by_shift = np.column_stack([_cost(state, duty, at, duties, rules) for at, duty in enumerate(duties)])
    cost = by_shift[:, places] + chance.random((people, 1)) * _SPARE
    rows, columns = linear_sum_assignment(cost)
    for person, place in zip(rows.tolist(), columns.tolist(), strict=True):
        if cost[person, place] < _NEVER:
            chosen[person] = places[place]
    return chosen


def _cost(state: _State, duty: Duty, at: int, duties: Sequence[Duty], rules: tuple[Days, Law, int]) -> Floats:
    """What a shift costs each person today (p,): 1e9 and more is against the law."""
    days, law, day = rules
    _, extra = _parts(state, duty, law)
    ends = np.array([*(one.end for one in duties), -1e3])[state.last]
    starts = np.array([*(one.start for one in duties), -1e3])[state.last]
    unlawful = (
        days.away[:, day]
        | (state.row >= law.days_in_row)
        | (duty.start + 24 - ends < law.rest - 1e-9)
        | (state.month_extra + extra > law.month_overtime + 1e-9)
        | (duty.work > law.day_hours + law.day_overtime)
    )
    mean = float(state.hours.mean())
    cost = (state.hours - mean) / law.day_hours + _OVERTIME * extra / law.day_hours + 0.3 * state.row
    cost += _BACKWARD * ((starts > duty.start) & (state.last != FREE)) + _ALIKE * ((state.last != at) & (state.last != FREE))
    if duty.is_night:
        cost += 2 * (state.nights - state.nights.mean())
    if days.weekday[day] >= _WEEKEND:
        cost += state.weekends - state.weekends.mean()
    return np.where(unlawful, 10 * _NEVER, cost)


def _parts(state: _State, duty: Duty, law: Law) -> tuple[Floats, Floats]:
    """A shift's hours as standard time and overtime for each person (p,) [h]."""
    inside = min(duty.work, law.day_hours)
    over = np.clip(state.week_plain + inside - law.week_hours, 0, inside)
    return inside - over, duty.work - inside + over


def _move_on(state: _State, chosen: Whole, duties: Sequence[Duty], rules: tuple[Days, Law, int]) -> int:
    """Take the day into account; how many began earlier than the day before."""
    days, law, day = rules
    backward = 0
    for person in np.flatnonzero(chosen != FREE).tolist():
        duty, before = duties[int(chosen[person])], int(state.last[person])
        plain, extra = (float(part[person]) for part in _parts(state, duty, law))
        backward += before != FREE and duties[before].start > duty.start
        state.hours[person] += duty.work
        state.week_plain[person] += plain
        state.month_extra[person] += extra
        state.extra[person] += extra
        state.nights[person] += duty.is_night
        state.weekends[person] += days.weekday[day] >= _WEEKEND
    state.row = np.where(chosen != FREE, state.row + 1, 0)
    state.last = chosen.copy()
    return backward


def _checked(needs: ArrayLike, duties: Sequence[Duty], days: Days) -> Whole:
    wanted = np.asarray(needs)
    people_by_day = days.away.ndim == 2 and days.away.shape[1] == wanted.shape[0]
    if wanted.ndim != 2 or wanted.shape != (days.weekday.size, len(duties)) or not duties or not people_by_day:
        raise StaffError(
            Problem.of("staff.lengths_differ", lengths=f"{wanted.shape} / {days.weekday.size} / {len(duties)} / {days.away.shape}")
        )
    if (wanted < 0).any() or (wanted != np.floor(wanted)).any():
        raise StaffError(Problem.of("staff.cover_wrong"))
    return wanted.astype(np.int64)
