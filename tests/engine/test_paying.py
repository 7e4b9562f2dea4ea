# SPDX-License-Identifier: Apache-2.0
"""Performance pay and commission to the fen: the mall's pool, China's tax table as tiers, cliffs, clawback, guards."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from yunce.engine.appraise import AppraiseError, Tiers, clawback, cliffs, commission, deductible, hold, is_monotone, pay, prorated

STARTS = tuple(yuan * 100 for yuan in (0, 36_000, 144_000, 300_000, 420_000, 660_000, 960_000))
RATES = (0.03, 0.10, 0.20, 0.25, 0.30, 0.35, 0.45)
QUICK = (0, 2_520, 16_920, 31_920, 52_920, 85_920, 181_920)


def test_an_a_of_three_hundred() -> None:
    """专员基数 300, A 级 115%: 345 元."""
    assert pay([30_000], [1.15]).tolist() == [34_500]
    assert pay([333], [1.15]).tolist() == [383]  # 382.95 fen
    assert pay([], []).tolist() == []
    with pytest.raises(AppraiseError):
        pay([100], [np.nan])


def test_the_pool_of_a_unit_holds_to_the_fen() -> None:
    bases = [50_000, 40_000, 40_000, *[30_000] * 4, *[5_000] * 6]
    found = hold(bases, [1.2, 1.15, 1, 1.15, 1.1, 1, 0.9, *[1] * 6])
    assert (found.wanted, found.limit, found.is_over, round(found.scale, 6)) == (300_500, 280_000, True, 0.931780)
    assert found.paid == (55_907, 42_862, 37_271, 32_146, 30_749, 27_953, 25_158, *[4_659] * 6)
    assert sum(found.paid) == 280_000


def test_a_pool_that_suffices_is_left_alone() -> None:
    found = hold([100, 100], [0.9, 1.1])
    assert (found.paid, found.scale, found.is_over) == ((90, 110), 1.0, False)


@given(st.lists(st.tuples(st.integers(0, 10**7), st.integers(0, 200)), min_size=1, max_size=30))
def test_no_pool_ever_pays_more_than_it_holds(people: list[tuple[int, int]]) -> None:
    found = hold([base for base, _ in people], [part / 100 for _, part in people])
    assert sum(found.paid) <= found.limit and (not found.is_over or sum(found.paid) == found.limit)


def test_marginal_tiers_are_the_tax_table() -> None:
    tiers = Tiers(STARTS, RATES)
    assert [int(p) // 100 for p in commission([10_000_000, 50_000_000, 100_000_000], tiers)] == [7_480, 97_080, 268_080]
    assert cliffs(tiers) == () and is_monotone(tiers)


@given(st.integers(0, 2_000_000))
def test_marginal_equals_quick_deduction(yuan: int) -> None:
    place = max(i for i, start in enumerate(STARTS) if start <= yuan * 100)
    exact = round((yuan * RATES[place] - QUICK[place]) * 100)
    assert int(commission([yuan * 100], Tiers(STARTS, RATES))[0]) == exact


def test_whole_amount_tiers_have_cliffs() -> None:
    tiers = Tiers((0, 10_000_000, 20_000_000), (0.01, 0.015, 0.02), "whole")
    assert commission([9_999_999, 10_000_000, 20_000_000], tiers).tolist() == [100_000, 150_000, 400_000]
    assert [(c.at, c.below, c.above, c.jump) for c in cliffs(tiers)] == [
        (10_000_000, 100_000, 150_000, 50_000),
        (20_000_000, 300_000, 400_000, 100_000),
    ]
    assert not is_monotone(Tiers((0, 100), (0.5, 0.1), "whole"))


def test_cap_and_clawback() -> None:
    tiers = Tiers((0, 10_000_000), (0.01, 0.02), "whole", cap=180_000)
    assert commission([20_000_000, -5], tiers).tolist() == [180_000, 0]
    assert clawback([10_000_000], [100], tiers).tolist() == [80_001]  # one returned yuan falls off the cliff
    assert clawback([10_000_000], [0], tiers).tolist() == [0]


@pytest.mark.parametrize("starts, rates", [((), ()), ((0, 0), (0.1, 0.2)), ((0,), (-0.1,)), ((0, 5), (0.1,))])
def test_tiers_that_cannot_be(starts: tuple[int, ...], rates: tuple[float, ...]) -> None:
    with pytest.raises(AppraiseError):
        Tiers(starts, rates)


def test_days_of_probation() -> None:
    assert prorated([217_500, 217_500, 217_500, 217_500], [10, 21.75, 23, np.nan]).tolist() == [100_000, 217_500, 217_500, 217_500]
    with pytest.raises(AppraiseError):
        prorated([1], [-1])


def test_a_deduction_keeps_a_fifth_and_the_lowest_wage() -> None:
    assert deductible(500_000, 200_000, 250_000) == 100_000
    assert deductible(270_000, 50_000, 250_000) == 20_000
    assert deductible(240_000, 50_000, 250_000) == 0
    assert deductible(500_000, 30_000, None) == 30_000
