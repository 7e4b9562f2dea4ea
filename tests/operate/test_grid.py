# SPDX-License-Identifier: Apache-2.0
"""Cells cut step by step: exact to the fen, children sum to parents, locks hold wherever they stand."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from yunce.operate.grid import Cut, Grid, Pin, Share, cut, start
from yunce.values.period import Period

WAN = 10_000 * 100
AUTUMN = Period(date(2026, 9, 1), date(2027, 1, 1))
MONTHS = {"2026-09": 20 * WAN, "2026-10": 40 * WAN, "2026-11": 90 * WAN, "2026-12": 150 * WAN}


def fixed(values: Mapping[str, int | None]) -> Cut:
    return lambda _at, _days: Share(tuple(values), values=list(values.values()))


def weighted(weights: Mapping[str, int]) -> Cut:
    return lambda _at, _days: Share(tuple(weights), list(weights.values()))


def days_equal(_at: Mapping[str, str], days: Period) -> Share:
    return Share(days.keys("day"), [1] * days.days)


def channel_days(pins: tuple[Pin, ...] = ()) -> Grid:
    grid = cut(start(AUTUMN, 300 * WAN), "month", fixed(MONTHS))
    grid = cut(grid, "day", days_equal)
    return cut(grid, "channel", weighted({"tmall": 90, "distribution": 10}), pins)


def test_months_are_as_written_and_days_sum_to_them() -> None:
    grid = channel_days()
    for month, value in MONTHS.items():
        assert int(grid.values[grid.at({"month": month})].sum()) == value
    assert int(grid.values.sum()) == 300 * WAN


def test_a_lock_across_days_holds_and_every_day_keeps_its_total() -> None:
    free = channel_days()
    held = channel_days((Pin({"month": "2026-11", "channel": "distribution"}, 12 * WAN),))
    inside = held.at({"month": "2026-11", "channel": "distribution"})
    assert int(held.values[inside].sum()) == 12 * WAN
    assert held.locked[inside].all()
    days = held.codes["day"]
    assert (np.bincount(days, held.values) == np.bincount(free.codes["day"], free.values)).all()
    elsewhere = ~held.at({"month": "2026-11"})
    assert (held.values[elsewhere] == free.values[elsewhere]).all()


def test_a_lock_on_one_cell_is_subtracted_before_the_rest_is_spread() -> None:
    grid = cut(start(AUTUMN, 100), "channel", weighted({"a": 1, "b": 1, "c": 1}), (Pin({"channel": "b"}, 40),))
    assert grid.values.tolist() == [30, 40, 30]


def test_nested_locks_hold_together() -> None:
    pins = (Pin({"month": "2026-11", "channel": "distribution"}, 12 * WAN), Pin({"channel": "distribution"}, 40 * WAN))
    grid = channel_days(pins)
    assert int(grid.values[grid.at({"month": "2026-11", "channel": "distribution"})].sum()) == 12 * WAN
    assert int(grid.values[grid.at({"channel": "distribution"})].sum()) == 40 * WAN
    assert int(grid.values[grid.at({"month": "2026-12"})].sum()) == 150 * WAN


def test_values_of_a_second_step_are_totals_across_the_first() -> None:
    grid = cut(start(AUTUMN, 300 * WAN), "month", fixed(MONTHS))
    grid = cut(grid, "channel", fixed({"tmall": 260 * WAN, "distribution": 40 * WAN}))
    assert int(grid.values[grid.at({"channel": "distribution"})].sum()) == 40 * WAN
    assert int(grid.values[grid.at({"month": "2026-09"})].sum()) == 20 * WAN


def test_a_member_left_out_is_unknown_and_so_are_its_parts() -> None:
    grid = cut(start(AUTUMN, 300), "month", fixed({"2026-09": 20, "2026-10": 40, "2026-11": 90, "2026-12": None}))
    grid = cut(grid, "channel", weighted({"a": 1, "b": 1}))
    assert grid.unknown.tolist() == [False] * 6 + [True] * 2


@given(st.integers(0, 10**12), st.lists(st.integers(0, 10**6), min_size=1, max_size=9).filter(any), st.integers(0, 100))
def test_children_sum_to_their_parents_under_a_lock(total: int, weights: list[int], percent: int) -> None:
    names = {f"m{i}": w for i, w in enumerate(weights)}
    locked = total * percent // 100 if len(weights) > 1 and any(weights[1:]) else total
    pins = (Pin({"channel": "m0"}, locked),)
    grid = cut(start(AUTUMN, total), "channel", weighted(names), pins)
    assert int(grid.values.sum()) == total
    assert int(grid.values[0]) == locked
