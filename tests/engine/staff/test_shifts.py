# SPDX-License-Identifier: Apache-2.0
"""Seats, heads, shifts that cover a demand, rosters that the law allows."""

from __future__ import annotations

from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yunce.engine.staff.cover import Effort, cover
from yunce.engine.staff.errors import StaffError
from yunce.engine.staff.heads import heads_by_hours, heads_by_shrinkage, seats_by_ratio
from yunce.engine.staff.labour import Days, Duty, Law, violations
from yunce.engine.staff.roster import least_people, make_roster
from yunce.engine.staff.shifts import Shift, every_shift, shift_table

LEGAL = Decimal(248) / 12 * 8
BEFORE = Decimal("166.64")
WEEK = np.array([[(day - first) % 7 < 5 for day in range(7)] for first in range(7)])


def test_seats_by_users_keep_the_quotient() -> None:
    assert seats_by_ratio(Decimal(130_000), Decimal(20_000)).exact == Decimal("6.5")
    assert [seats_by_ratio(Decimal(130_000), Decimal(20_000), way).whole for way in ("up", "nearest", "down")] == [7, 7, 6]
    assert heads_by_shrinkage(14, Decimal("0.3")).whole == 20


def test_people_by_legal_hours() -> None:
    def exact(seats: int, days: int = 30, legal: Decimal = LEGAL) -> Decimal:
        return heads_by_hours(Decimal(seats), Decimal(14), Decimal(days), legal).exact

    assert round(exact(1), 4) == Decimal("2.5403")
    assert round(exact(1, legal=BEFORE), 4) == Decimal("2.5204")
    assert round(exact(1, days=31), 3) == Decimal("2.625")
    assert [round(exact(n), 2) for n in (3, 6)] == [Decimal("7.62"), Decimal("15.24")]
    assert [heads_by_hours(Decimal(n), Decimal(14), Decimal(30), LEGAL).whole for n in (3, 6)] == [8, 16]


def test_the_post_office_of_winston() -> None:
    found = cover([17, 13, 15, 19, 14, 16, 11], WEEK, np.ones(7))
    assert found.cost == 23
    assert found.relaxed_cost == pytest.approx(67 / 3)
    assert (found.people @ WEEK >= [17, 13, 15, 19, 14, 16, 11]).all()
    assert found.is_optimal
    assert found.gap == 0


def test_what_cannot_be_covered_tells_the_least_that_is_missing() -> None:
    found = cover([3, 2, 4], [[True, True, False], [False, True, True]], [1.0, 1.0], most=[2, 2])
    assert found.shortfall.tolist() == [1, 0, 2]
    assert found.people.tolist() == [2, 2]
    alone = cover([3, 2], [[True, False]], [1.0])
    assert alone.shortfall.tolist() == [0, 2]
    assert alone.people.tolist() == [3]


@settings(max_examples=25)
@given(st.lists(st.integers(0, 9), min_size=7, max_size=7))
def test_a_cover_covers_and_costs_no_less_than_its_bound(demand: list[int]) -> None:
    found = cover(demand, WEEK, np.ones(7))
    assert (found.people @ WEEK >= demand).all()
    assert found.cost >= found.bound - 1e-6
    assert found.cost >= max(demand)


def test_breaks_lie_where_they_may_and_are_not_covered() -> None:
    table = shift_table([Shift(0, 8, 2, 3, 4)], 1, 12)
    assert table.covers.astype(int).tolist() == [[1, 1, 1, 0, 0, 1, 1, 1, 0, 0, 0, 0], [1, 1, 1, 1, 0, 0, 1, 1, 0, 0, 0, 0]]
    assert table.work.tolist() == [6, 6]
    night = shift_table([Shift(10, 4)], 2, 12)
    assert night.covers[0].nonzero()[0].tolist() == [10, 11, 12, 13]
    assert night.covers[1].nonzero()[0].tolist() == [22, 23]


def test_a_week_of_quarter_hours_and_twenty_shifts() -> None:
    hours = np.arange(96) / 4
    day = np.ceil(4 + 30 * np.exp(-(((hours - 10.5) / 3) ** 2)) + 20 * np.exp(-(((hours - 18) / 2.5) ** 2)))
    shifts = (*(Shift(first * 4, 36, 4, 14, 20) for first in range(15)), *(Shift(first * 4, 24) for first in (0, 6, 12, 15, 18)))
    table = shift_table(shifts, 7, 96)
    found = cover(np.tile(day, 7), table.covers, table.work, effort=Effort(gap=0.01, seconds=10))
    assert found.gap <= 0.01
    assert (found.people @ table.covers >= np.tile(day, 7)).all()


def test_shifts_within_the_opening_hours() -> None:
    shifts = every_shift(15, 43, (16, 18), 4, pause=2)
    assert {(s.start, s.end) for s in shifts if s.length == 16} == {(15, 31), (19, 35), (23, 39), (27, 43)}
    assert all(s.pause == 2 and s.start + s.latest + s.pause < s.end for s in shifts)
    assert [(s.start, s.end) for s in every_shift(0, 6, (16,), 2)] == [(0, 6)]


def days(number: int, people: int, first: int = 0) -> Days:
    return Days((np.arange(number) + first) % 7, np.zeros(number, dtype=np.int64), np.zeros((people, number), dtype=np.bool_))


THREE = (Duty(8, 17, 8), Duty(14, 23, 8), Duty(22, 31, 8))


def test_four_weeks_of_three_shifts() -> None:
    needs = np.tile([5, 4, 2], (28, 1))
    found = make_roster(needs, THREE, days(28, 17))
    assert not found.unfilled.any()
    assert not violations(found.shifts, THREE, days(28, 17), Law())
    assert found.spread <= 8
    assert found.overtime.max() <= 36
    again = make_roster(needs, THREE, days(28, 17))
    assert (found.shifts == again.shifts).all()


def test_too_few_people_leave_places_open_and_the_number_is_named() -> None:
    needs = np.full((7, 1), 4)
    assert least_people(needs, THREE[:1], days(7, 3)) == 5
    found = make_roster(needs, THREE[:1], days(7, 3))
    assert found.unfilled.sum() >= 7
    assert not violations(found.shifts, THREE[:1], days(7, 3), Law())


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(*[st.integers(0, 4)] * 3), min_size=3, max_size=16), st.integers(1, 12), st.integers(0, 6))
def test_a_roster_never_breaks_the_law(needs: list[tuple[int, ...]], people: int, first: int) -> None:
    found = make_roster(np.array(needs), THREE, days(len(needs), people, first), attempts=2)
    assert not violations(found.shifts, THREE, days(len(needs), people, first), Law())
    placed = np.array([[(found.shifts[:, day] == shift).sum() for shift in range(3)] for day in range(len(needs))])
    assert (placed + found.unfilled == np.array(needs)).all()


def test_the_check_names_what_is_unlawful() -> None:
    seven = np.zeros((1, 7), dtype=np.int64)
    assert {v.kind for v in violations(seven, THREE, days(7, 1), Law())} == {"no_rest_day"}
    assert {v.kind for v in violations(np.array([[2, 0]]), THREE, days(2, 1), Law())} == {"short_rest"}
    month = np.array([[0, 0, 0, 0, 0, 0, -1] * 4])
    long = (Duty(8, 19, 10),)
    assert {v.kind for v in violations(month, long, days(28, 1), Law())} == {"month_overtime"}
    assert {v.kind for v in violations(np.array([[0]]), (Duty(8, 22, 12),), days(1, 1), Law())} == {"day_hours"}


def test_who_is_away_is_not_asked() -> None:
    away = np.array([[True, False], [False, True]])
    found = make_roster([[1], [1]], THREE[:1], Days(np.array([0, 1]), np.zeros(2, dtype=np.int64), away))
    assert found.shifts.tolist() == [[-1, 0], [0, -1]]


def test_what_cannot_be_is_refused() -> None:
    with pytest.raises(StaffError, match="ratio_wrong"):
        seats_by_ratio(Decimal(5), Decimal(0))
    with pytest.raises(StaffError, match="share_outside"):
        heads_by_shrinkage(3, Decimal(1))
    with pytest.raises(StaffError, match="shift_wrong"):
        shift_table([Shift(0, 8, 8, 1, 1)], 1, 12)
    with pytest.raises(StaffError, match="no_shifts"):
        shift_table([], 1, 12)
    with pytest.raises(StaffError, match="lengths_differ"):
        cover([1, 2], [[True]], [1.0])
    with pytest.raises(StaffError, match="law_wrong"):
        Law(days_in_row=7)
