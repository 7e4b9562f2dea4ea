# SPDX-License-Identifier: Apache-2.0
"""Allocation to the printed digits of two textbook cases; and what must hold whatever the drivers are."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from yunce.engine.allocate import AllocateError, allocate

# plant maintenance 630 万 (information systems 20%, machining 30%, assembly 50%), information systems 145.215 万 (10%, 80%, 10%)
COSTS = [630_000_000, 145_215_000]
POOLS = [[0, 10], [20, 0]]
CENTRES = [[30, 80], [50, 10]]
OWN = np.array([400_000_000, 200_000_000])


@pytest.mark.parametrize(
    "method, machining, assembly",
    [("direct", 7_653_300, 6_098_850), ("step_down", 8_300_800, 5_451_350), ("reciprocal", 8_187_025, 5_565_125)],
)
def test_two_service_departments(method: str, machining: int, assembly: int) -> None:
    found = allocate(COSTS, POOLS, CENTRES, method)  # type: ignore[arg-type]
    assert (OWN + found.totals).tolist() == [machining * 100, assembly * 100]
    assert (OWN + found.totals).sum() == 1_375_215_000


def test_what_the_pools_come_to() -> None:
    found = allocate(COSTS, POOLS, CENTRES, "reciprocal")
    assert found.charged.round().tolist() == [657_675_000, 276_750_000]
    assert found.parts[:, 0].sum() == COSTS[0] and found.unallocated == 0


def test_design_and_support() -> None:
    found = allocate([12_000_000, 18_000_000], [[0, 10], [20, 0]], [[20, 30], [60, 60]], "reciprocal")
    assert (np.array([53_000_000, 74_000_000]) + found.totals).tolist() == [62_061_224, 94_938_776]


def test_a_driver_of_zero_leaves_the_cost_in_sight() -> None:
    for method in ("direct", "step_down", "reciprocal"):
        found = allocate([1_000, 500], [[0, 0], [0, 0]], [[3, 0], [1, 0]], method)  # type: ignore[arg-type]
        assert (found.totals.tolist(), found.unallocated) == ([750, 250], 500)


def test_what_a_pool_uses_of_itself_changes_nothing() -> None:
    with_self = allocate(COSTS, [[25, 10], [20, 0]], CENTRES, "reciprocal")
    assert with_self.totals.tolist() == allocate(COSTS, POOLS, CENTRES, "reciprocal").totals.tolist()
    assert with_self.charged[0] > 657_675_000


def test_a_closed_circle_is_refused() -> None:
    with pytest.raises(AllocateError) as wrong:
        allocate([100, 100], [[0, 1], [1, 0]], [[0, 0]], "reciprocal")
    assert dict(wrong.value.problems[0].params) == {"pools": "1、2"}


@pytest.mark.parametrize("bad", [-1, np.nan, np.inf])
def test_drivers_that_cannot_be(bad: float) -> None:
    with pytest.raises(AllocateError):
        allocate([100], [[0]], [[bad], [1]], "direct")


def test_credits_and_nothing_at_all() -> None:
    assert allocate([-100], [[0]], [[1], [1], [1]], "direct").totals.sum() == -100
    assert allocate([], [], np.zeros((3, 0)), "reciprocal").totals.tolist() == [0, 0, 0]


@given(
    arrays(np.int64, 4, elements=st.integers(-(10**9), 10**9)),
    arrays(np.float64, (4, 4), elements=st.integers(0, 9).map(float)),
    arrays(np.float64, (6, 4), elements=st.integers(0, 9).map(float)),
    st.sampled_from(["direct", "step_down", "reciprocal"]),
)
def test_every_pool_goes_out_to_the_fen(costs: np.ndarray, pools: np.ndarray, centres: np.ndarray, method: str) -> None:
    centres[0] += 1  # an outlet for every pool
    found = allocate(costs, pools, centres, method)  # type: ignore[arg-type]
    assert found.parts.sum(axis=0).tolist() == costs.tolist()
    assert found.totals.sum() + found.unallocated == costs.sum()
    rest = (centres * (costs != 0)).sum(axis=1) == 0
    assert not found.totals[rest & (pools.sum() == 0)].any()
