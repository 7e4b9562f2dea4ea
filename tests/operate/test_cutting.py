# SPDX-License-Identifier: Apache-2.0
"""Targets cut into cells: weights, shares, weekdays, months, locks, what cannot be cut."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.operate.looking import METRICS, period, target, view
from yunce.operate.breakdown import cells_of
from yunce.operate.breaking import goal_of
from yunce.operate.daily import planned_days
from yunce.values.problem import YunceError

D = Decimal
WEEKDAYS = {"mon": "1", "tue": "1", "wed": "1", "thu": "1", "fri": "1.2", "sat": "1.5", "sun": "1.4"}


def cells(by: tuple[str, ...] = (), **given: Any) -> dict[tuple[str, ...], Decimal | None]:
    frame, _ = cells_of(view(), target(**given), by)
    names = [name for name in frame.columns if name not in ("value", "locked")]
    return {tuple(row[name] for name in names): row["value"] for row in frame.to_dicts()}


def test_largest_remainders_by_member_order() -> None:
    split = [{"by": "channel", "weights": {"a": "1", "b": "1", "c": "1"}}]
    assert cells(value="10000", split=split) == {("a",): D("3333.34"), ("b",): D("3333.33"), ("c",): D("3333.33")}


def test_values_as_shares_of_the_whole() -> None:
    assert cells(value="200", split=[{"by": "channel", "values": {"a": "90%", "b": "10%"}}]) == {("a",): 180, ("b",): 20}


def test_weekdays_weigh_days() -> None:
    found = cells(value="1000000", split=[{"by": "day", "weights": WEEKDAYS}])
    assert sum(v or 0 for v in found.values()) == 1_000_000
    assert found["2026-09-05",] == pytest.approx(D("1.5") * 1_000_000 / D("34.4"), abs=D("0.01"))


def test_a_lock_is_held_and_the_rest_is_spread() -> None:
    split = [{"by": "channel", "weights": {"a": "1", "b": "1", "c": "2"}}]
    found = cells(value="100", split=split, locks=[{"at": {"channel": "a"}, "value": "40", "reason": "合同"}])
    assert found == {("a",): 40, ("b",): 20, ("c",): 40}


def test_a_month_of_each() -> None:
    found = goal_of(target(period="2026-09..2026-11", per="month", value="50"), METRICS["gmv"])
    assert found is not None and found.value == 150
    last = goal_of(target(period="2026-09..2026-11", per="month", reach="by_end", value="50"), METRICS["gmv"])
    assert last is not None and (last.value, last.period.name) == (50, "2026-11")


def test_ratios_are_the_same_everywhere() -> None:
    assert cells(("month",), metric="conversion", period="2026-09..2026-10", value="2%") == {
        ("2026-09",): D("0.02"),
        ("2026-10",): D("0.02"),
    }


def test_days_of_a_plan_need_not_be_whole_pieces() -> None:
    goal = goal_of(target(metric="complaints", value="10"), METRICS["complaints"])
    assert goal is not None
    days = planned_days(view(), goal, period("2026-09"), "shop")
    assert days is not None and days.total == 10
    assert abs(days.to(period("2026-09-12").first) - 4) < D("0.01")
    assert set(cells(("day",), metric="complaints", value="10").values()) == {D(0), D(1)}


def test_what_cannot_be_cut() -> None:
    with pytest.raises(YunceError) as wrong:
        cells(("channel",))
    assert [p.code for p in wrong.value.problems] == ["operate.not_split"]
    with pytest.raises(YunceError) as wrong:
        cells(
            value="100", split=[{"by": "channel", "weights": {"a": "1"}}], locks=[{"at": {"channel": "a"}, "value": "140", "reason": "?"}]
        )
    assert wrong.value.problems[0].path == "targets[t].split[channel]"


@given(st.integers(1, 10**9), st.lists(st.integers(0, 1000), min_size=1, max_size=8).filter(any))
def test_children_sum_to_their_parent(fen: int, weights: list[int]) -> None:
    split = [{"by": "channel", "weights": {f"c{i}": str(w) for i, w in enumerate(weights)}}]
    found = cells(value=str(D(fen) / 100), split=split)
    assert sum(v or 0 for v in found.values()) == D(fen) / 100
    assert all(v == 0 for (name,), v in found.items() if weights[int(name[1:])] == 0)
