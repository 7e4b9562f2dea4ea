# SPDX-License-Identifier: Apache-2.0
"""Closure, ageing, time to close, findings that come back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.operate.workitems.making import BOSS, DAY, LEAD, NOON, done, opened
from yunce.operate.workitems.item import Item
from yunce.operate.workitems.states import Kind
from yunce.operate.workitems.statistics import ageing, closure, repeat_rate, repeats, time_to_close
from yunce.operate.workitems.steps import Asked, Do

R = Kind.RECTIFICATION


def closed(days: float = 1, **more: object) -> Item:
    item = done(opened(R, **more), Asked(Do.DONE), BOSS, NOON + timedelta(days=days))  # type: ignore[arg-type]
    return done(item, Asked(Do.VERIFY), LEAD, NOON + timedelta(days=days + 1))


def test_eighty_three_found_nineteen_need_the_level_above() -> None:
    """The source's own count: 83 found, 64 closed, 19 upward: 77.1084 %; what the own level can close: 64 of 64."""
    upward = done(opened(R), Asked(Do.UPWARD, "要上级拨款"), BOSS)
    found = closure([closed()] * 64 + [upward] * 19, NOON)
    assert (found.found, found.closed, found.upward) == (83, 64, 19)
    assert found.rate == pytest.approx(0.771084, abs=5e-7) and found.own_rate == 1


def test_duplicates_are_not_found_and_nothing_is_not_zero() -> None:
    cancelled = done(opened(R), Asked(Do.CANCEL, "重复"), BOSS)
    found = closure([cancelled], NOON)
    assert (found.found, found.rate, found.on_time_rate) == (0, None, None)


def test_on_time_looks_at_the_day_it_was_done_not_the_day_it_was_verified() -> None:
    in_time, late, open_still = closed(3, due=NOON + 3 * DAY), closed(4, due=NOON + 3 * DAY), opened(R, due=NOON + 3 * DAY)
    not_yet_due = opened(R, due=NOON + 30 * DAY)
    assert closure([in_time, late, open_still, not_yet_due], NOON + 5 * DAY).on_time_rate == pytest.approx(1 / 3)


def test_what_is_reopened_is_open_since_it_was_found() -> None:
    again = done(closed(), Asked(Do.REOPEN, "又坏了"), BOSS, NOON + 9 * DAY)
    assert closure([again], NOON + 10 * DAY).closed == 0
    assert ageing([again], NOON + 10 * DAY) == (0, 1, 0, 0, 0)


def test_ages_on_the_edges() -> None:
    items = [opened(R, at=NOON - days * DAY) for days in (0, 7, 8, 15, 16, 30, 31, 60, 61, 400)]
    assert ageing([*items, closed()], NOON) == (2, 2, 2, 2, 2)
    assert ageing([opened(R, at=NOON - 8 * DAY + timedelta(seconds=1))], NOON) == (1, 0, 0, 0, 0)


def test_time_to_close_by_hand() -> None:
    """Closed after 1 and 3 days, still open after 2: 1 - 1/3, then (1 - 1/3)(1 - 1/1)."""
    items = [closed(1), opened(R, at=NOON + 2 * DAY), closed(3)]
    assert time_to_close(items, NOON + 4 * DAY) == (pytest.approx((1, 2 / 3)), pytest.approx((3, 0)))


@given(st.lists(st.tuples(st.integers(0, 90), st.booleans()), min_size=1))
def test_the_curve_falls_and_without_open_items_ends_at_zero(told: list[tuple[int, bool]]) -> None:
    items = [closed(days) if ended else opened(R, at=NOON + (90 - days) * DAY) for days, ended in told]
    shares = [share for _, share in time_to_close(items, NOON + 90 * DAY)]
    assert shares == sorted(shares, reverse=True) and all(-1e-9 <= share <= 1 for share in shares)
    if all(ended for _, ended in told):
        assert shares[-1] == pytest.approx(0)


def test_findings_that_come_back() -> None:
    def found(day: int, line: str = "灭火器压力", unit: str = "shop") -> Item:
        return opened(R, at=NOON + day * DAY, data={"finding": line}, unit=unit, subject="1号仓")

    items = [found(0), found(20), found(120), found(121), found(5, "通道堆物"), found(6, unit="cs"), opened(R)]
    assert [(r.unit, r.times, r.repeats) for r in repeats(items, timedelta(days=30))] == [("shop", 4, 2)]
    assert repeat_rate(items, timedelta(days=30)) == pytest.approx(2 / 6)
