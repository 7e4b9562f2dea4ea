# SPDX-License-Identifier: Apache-2.0
"""Appraisal to its printed digits: curves, scores, bands, distribution, ranks, links."""

from __future__ import annotations

from fractions import Fraction
from math import inf, nan

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from yunce.engine.appraise import (
    AppraiseError,
    band_of,
    blended,
    bounded,
    by_days_late,
    deducted,
    distributed,
    inside,
    larger_better,
    multiplied,
    places_of,
    ranks,
    rounded,
    shared,
    smaller_better,
    steps,
    straight,
    vetoed,
    weigh,
    z_scores,
)

BANDS = [97, 94, 91, 88, 84, 81, 71, 0]
NAMES = ["A+", "A", "A-", "B+", "B", "B-", "C", "D"]


def test_three_metrics_of_a_shop() -> None:
    """销售额 96/100, 响应 2.4 对 2.0 (越低越好), 好评 99 对 98.5; 权重 40/30/30."""
    ratios = np.stack([larger_better([96], 100), smaller_better([2.4], 2.0), larger_better([99], 98.5)], axis=1)
    found = weigh(bounded(ratios, 0.6, 1.2), [40, 30, 30])
    assert found.score.round(4).tolist() == [92.5523]
    assert found.points.round(4).tolist() == [[38.4, 24, 30.1523]]
    assert NAMES[band_of(found.score, BANDS)[0]] == "A-"


def test_floor_and_cap() -> None:
    assert bounded(larger_better([59, 60, 120, 150], 100), 0.6, 1.2).tolist() == [0, 0.6, 1.2, 1.2]
    assert bounded(smaller_better([8, 12, 14, 15], 10), 0.6, 1.2).tolist() == [1.2, 0.8, 0.6, 0]
    assert bounded(smaller_better([8, 0], 10, inverse=True), 0, 1.2).tolist() == [1.2, 1.2]
    with pytest.raises(AppraiseError):
        bounded([1.0], 1.2, 0.6)


def test_targets_of_zero_and_losses() -> None:
    assert smaller_better([0, 1], 0).tolist() == [1, 0]  # 零事故
    assert np.isnan(larger_better([5], 0)).all()
    assert larger_better([-50, -150], -100).tolist() == [1.5, 0.5]  # 减亏
    assert np.isnan(bounded(smaller_better([0], 10, inverse=True))).all()  # infinitely good without a cap


def test_other_curves() -> None:
    assert inside([9.5, 12, 18], 10, 15).tolist() == [0.95, 1, 0.8]
    assert inside([9.5], None, 15).tolist() == [1]
    assert straight([30, 75, 120], zero=120, full=30).tolist() == [1, 0.5, 0]
    assert steps([79.9, 80, 95, 101], [80, 90, 100], [0.6, 0.8, 1.1]).tolist() == [0, 0.6, 0.8, 1.1]
    assert deducted([0, 3, 4, 60], 0.1, free=3).tolist() == [1, 1, 0.9, 0]
    assert by_days_late([-2, 1, 4], 0.05, grace=1).tolist() == [1, 1, 0.85]
    for wrong in (lambda: straight([1.0], 5, 5), lambda: steps([1.0], [3, 1], [1, 2]), lambda: steps([1.0], [], [])):
        with pytest.raises(AppraiseError):
            wrong()


def test_not_reported_is_never_zero() -> None:
    ratios = [[1.0, nan, 0.5], [nan, nan, nan], [1, 1, 1]]
    held = weigh(ratios, [0.5, 0.2, 0.3])
    assert np.isnan(held.score).tolist() == [True, True, False]
    carried = weigh(ratios, [0.5, 0.2, 0.3], missing="reweight")
    assert carried.score[0] == 81.25 and np.isnan(carried.score[1]) and carried.score[2] == 100
    assert carried.reported.tolist() == [0.8, 0, 1]
    assert weigh([[nan, 1.0]], [0, 1]).score.tolist() == [100]  # what weighs nothing holds nobody up


def test_bonus_deduction_veto() -> None:
    assert weigh([[1.1]], [100], extra=[-200]).score.tolist() == [0]
    assert weigh([[1.1]], [100], extra=[5]).score.tolist() == [115]
    assert vetoed([90.0, nan], np.array([[False, True], [True, False]])).tolist() == [0, 0]


@pytest.mark.parametrize("weights", [[0.5, 0.4], [-0.5, 1.5], [50, 49], [nan, 1.0]])
def test_weights_that_do_not_close(weights: list[float]) -> None:
    with pytest.raises(AppraiseError):
        weigh([[1.0, 1.0]], weights)


def test_bands_are_half_open() -> None:
    """93.5 和 96.4 在整数分档里无处可去; 半开区间里各有一档."""
    assert [NAMES[i] for i in band_of([97, 96.4, 94, 93.5, 88, 81, 80.99, 71, 70.9, 130], BANDS)] == [
        "A+", "A", "A", "A-", "B+", "B-", "C", "C", "D", "A+",
    ]  # fmt: skip
    assert band_of([nan, 50], [71, 60]).tolist() == [-1, -1]
    assert band_of([0.1 * 3 * 300 + 4], BANDS).tolist() == [1]  # 93.99999999999999 in binary
    with pytest.raises(AppraiseError):
        band_of([1.0], [5, 5])


def test_scores_are_rounded_as_the_scheme_says() -> None:
    assert rounded([93.5, 93.49, 80.5], 0).tolist() == [94, 93, 81]
    assert rounded([1.005, nan], 2)[0] == 1.01


def test_forced_distribution() -> None:
    shares = [0.2, 0.7, 0.1]
    assert [places_of(n, shares) for n in (23, 7, 3)] == [(5, 16, 2), (1, 5, 1), (1, 2, 0)]
    found = distributed(range(23), shares)
    assert found is not None and np.bincount(found).tolist() == [5, 16, 2]
    assert distributed([1.0, 2, 3, 4], shares) is None
    level = distributed([90, 90, 90, 80, 70, 60, 50, 40, 30, 20], shares)  # 2 places for A, three level at the top
    assert level is not None and level.tolist() == [0, 0, 0, 1, 1, 1, 1, 1, 1, 2]
    with pytest.raises(AppraiseError):
        distributed([1.0, nan, 3, 4, 5], shares)
    with pytest.raises(AppraiseError):
        places_of(10, [0.5, 0.4])


def test_ranks_within_comparable_groups() -> None:
    assert ranks([90, 95, 90, 80, nan]).tolist() == [2, 1, 2, 4, 0]
    assert ranks([90, 95, 90, 80], ["a", "b", "b", "a"]).tolist() == [1, 1, 2, 2]
    found = z_scores([80, 90, 100, 60, 60, nan], ["a", "a", "a", "b", "b", "b"])
    assert found[:5].round(6).tolist() == [-1.224745, 0, 1.224745, 0, 0] and np.isnan(found[5])
    assert ranks([]).tolist() == []


def test_links() -> None:
    assert multiplied([1.2, 1.0], 1.05, 0.95).tolist() == [1.197, 0.9975]
    assert blended([[90.0], 80, 100], [0.6, 0.3, 0.1]).tolist() == [88]
    with pytest.raises(AppraiseError):
        blended([[90.0], 80], [0.6, 0.3])


def test_dsr_shared_over_posts() -> None:
    """描述相符、服务态度、发货速度按岗位分摊, 每个指标的比例合计 100%."""
    found = shared([4.8, 4.7, 4.9], [[0.6, 0.3, 0.1], [0, 0.9, 0.1], [0, 0.1, 0.9]])
    assert found.sum(axis=0).round(2).tolist() == [2.88, 6.16, 5.36]
    assert found.sum(axis=1).round(9).tolist() == [4.8, 4.7, 4.9]
    with pytest.raises(AppraiseError, match="matrix"):
        shared([4.8], [[0.6, 0.3]])


@given(st.lists(st.floats(0, 150), min_size=5, max_size=40), st.sampled_from([(0.2, 0.7, 0.1), (0.1, 0.4, 0.4, 0.1)]))
def test_who_scores_more_is_never_in_a_worse_band(scores: list[float], shares: tuple[float, ...]) -> None:
    found = distributed(scores, shares)
    assert found is not None
    order = np.argsort(-np.round(scores, 9), kind="stable")
    assert (np.diff(found[order]) >= 0).all()


@given(st.lists(st.floats(0, 2), min_size=1, max_size=12), st.floats(0.01, 1), st.floats(1, 2))
def test_a_score_stays_within_its_caps(ratios: list[float], floor: float, cap: float) -> None:
    found = weigh([bounded(ratios, floor, cap)], np.full(len(ratios), 1 / len(ratios)))
    assert 0 <= found.score[0] <= 100 * cap + 1e-6
    assert bounded([inf], 0, cap)[0] == cap


@given(st.lists(st.tuples(st.integers(0, 400), st.integers(1, 400)), min_size=4, max_size=4), st.tuples(*[st.integers(1, 30)] * 3))
def test_a_score_is_the_exact_one_to_nine_places(results: list[tuple[int, int]], first: tuple[int, int, int]) -> None:
    """By fractions: thirds and sevenths of a weight add up to a whole score where they should, and stand in its band."""
    weights = (*first, 100 - sum(first))
    exact = sum((Fraction(w) * min(Fraction(a, t), Fraction(6, 5)) for w, (a, t) in zip(weights, results, strict=True)), Fraction())
    ratios = [[bounded(larger_better([a], t), 0, 1.2)[0] for a, t in results]]
    (score,) = weigh(ratios, weights).score.tolist()
    assert abs(Fraction(score) - exact) < Fraction(1, 10**9)
    if exact.denominator == 1:
        assert score == exact and band_of([score], [float(exact), float(exact) - 1])[0] == 0


def test_a_third_and_the_rest_reach_the_band() -> None:
    assert weigh([bounded([100 / 300, 1])], [30, 70]).score.tolist() == [80]
