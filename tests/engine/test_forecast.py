# SPDX-License-Identifier: Apache-2.0
"""Landings: September 2026 to its printed digits, no invented bands, coverage that is really measured, returns."""

from __future__ import annotations

from math import isnan, nan

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from yunce.engine.forecast import (
    ForecastError,
    Observed,
    backtest,
    lagged_return_rate,
    landing,
    landing_course,
    landing_ratio,
    net_of_returns,
    observe,
    run_rate,
)

WEEK = np.array([1, 1, 1, 1, 1.2, 1.5, 1.4])
SEPTEMBER = WEEK[(np.arange(30) + 1) % 7]
"""2026-09-01 is a Tuesday."""


def shop(seed: int, days: int, noise: float, drift: float = 0.0) -> tuple[np.ndarray, np.ndarray]:
    """A made-up shop: weekday weights, noise of a share of each day, a level that drifts from day to day."""
    rng = np.random.default_rng(seed)
    weights = WEEK[np.arange(days) % 7]
    level = 1000 * np.exp(np.cumsum(rng.normal(0, drift, days)))
    return level * weights * np.exp(rng.normal(0, noise, days)), weights


def test_september_2026_run_rate() -> None:
    day = 430_000 * SEPTEMBER[:12] / SEPTEMBER[:12].sum()
    found = landing(observe(day, SEPTEMBER))
    assert found.mid == pytest.approx(1_071_884.06, abs=0.005)
    assert run_rate(430_000, 0.4) == 1_075_000
    assert (found.method, found.basis) == ("run_rate", "days")
    assert isnan(run_rate(1, 0))


def test_day_zero_and_unknown_days_have_no_forecast() -> None:
    for values, code in (((), "forecast.day_zero"), ((nan, nan), "forecast.nothing_known")):
        found = landing(observe(values, np.ones(5), np.ones(300)))
        assert isnan(found.mid) and isnan(found.low)
        assert found.reason is not None and found.reason.code == code
    found = landing(observe([5.0], [0.0, 1.0]))
    assert found.reason is not None and found.reason.code == "forecast.no_weight_done"


def test_few_days_have_a_forecast_but_no_band() -> None:
    found = landing(observe([10, 12], np.ones(10)))
    assert found.mid == 110
    assert isnan(found.low) and isnan(found.high)
    assert found.reason is not None and found.reason.code == "forecast.history_short"


def test_single_days_give_a_wider_band_that_says_so() -> None:
    found = landing(observe([10, 12, 9, 11, 10, 12, 8, 11], np.ones(10)))
    assert found.low < found.mid < found.high
    assert (found.basis, found.tested, isnan(found.covered)) == ("days", 0, True)
    assert found.reason is not None and found.reason.code == "forecast.not_tested"


def test_a_period_that_is_over_lands_on_its_sum() -> None:
    found = landing(observe([1, 2, 3], [1, 1, 1]))
    assert (found.low, found.mid, found.high, found.basis) == (6, 6, 6, "closed")


def test_an_unknown_day_is_estimated_not_zero() -> None:
    found = landing(observe([10, nan, 10], np.ones(4)))
    assert (found.mid, found.unknown_days) == (40, 1)
    over = landing(observe([10.0, nan, 10.0, 10.0], np.ones(4)))
    assert (over.mid, over.method) == (40, "run_rate")


def test_coverage_is_near_its_name_and_history_helps() -> None:
    """200 made-up shops, a year of history, 10 of 30 days over: the 80 % band holds about as often as it says."""
    held, claims, blended, plain = 0, [], [], []
    for seed in range(200):
        values, weights = shop(seed, 395, 0.25, 0.01)
        seen = observe(values[365:375], weights[365:], values[:365], weights[:365])
        found = landing(seen)
        end = values[365:].sum()
        held += found.low <= end <= found.high
        claims.append(found.covered)
        assert found.basis == "windows" and found.tested > 100
        blended.append(abs(found.mid / end - 1))
        plain.append(abs(run_rate(values[365:375].sum(), weights[365:375].sum() / weights[365:].sum()) / end - 1))
    assert 0.72 <= held / 200 <= 0.92
    assert 0.72 <= np.mean(claims) <= 0.92
    assert np.mean(blended) < np.mean(plain)


def test_backtest_counts_stretches_of_the_same_shape() -> None:
    seen = observe([2, 2], [1, 1, 1], [1, 1, 1, 1])
    past = backtest(seen)
    assert past.starts.tolist() == [0, 1, 2, 3]
    assert past.forecast.tolist() == [3, 3, 3, 4.5]
    assert past.actual.tolist() == [3, 3, 4, 5]
    assert past.windows == 2


@given(st.lists(st.floats(0, 1e6), min_size=1, max_size=40), st.integers(0, 30), st.lists(st.floats(0, 1e6), max_size=200))
def test_band_holds_its_middle_and_what_is_already_there(values: list[float], left: int, past: list[float]) -> None:
    found = landing(observe(values, np.ones(len(values) + left), past))
    assert found == found or isnan(found.covered)
    if not isnan(found.low):
        assert found.low <= found.mid * (1 + 1e-12) + 1e-9 and found.mid <= found.high * (1 + 1e-12) + 1e-9
        assert found.low >= sum(values) * (1 - 1e-9)


@given(st.lists(st.floats(1, 1e6), min_size=8, max_size=20), st.floats(0.01, 100))
def test_scale_does_not_matter(values: list[float], factor: float) -> None:
    weights = np.ones(30)
    one, other = landing(observe(values, weights)), landing(observe(np.array(values) * factor, weights))
    assert other.mid == pytest.approx(one.mid * factor)
    assert other.high == pytest.approx(one.high * factor)


def test_ratio_is_forecast_by_its_two_sides() -> None:
    buyers, visitors = shop(1, 395, 0.1), shop(2, 395, 0.1)
    sides = [observe(v[365:380], w[365:], v[:365], w[:365]) for v, w in (buyers, visitors)]
    found = landing_ratio(*sides)
    assert found.mid == pytest.approx(landing(sides[0]).mid / landing(sides[1]).mid)
    assert found.basis == "windows"
    assert found.low < buyers[0][365:].sum() / visitors[0][365:].sum() < found.high


@given(st.lists(st.floats(0.7, 1), min_size=8, max_size=20))
def test_a_part_of_something_lands_between_none_and_all_of_it(shares: list[float]) -> None:
    below = 100 + 40 * (np.arange(len(shares)) % 3)
    found = landing_ratio(observe(below * shares, np.ones(30)), observe(below, np.ones(30)))
    assert 0 <= found.low <= found.mid <= found.high <= 1


def test_a_ratio_that_is_no_share_may_pass_one() -> None:
    goods, orders = [3, 1, 2, 4, 1, 2, 3, 5], [2, 1, 1, 2, 1, 1, 2, 2]
    assert landing_ratio(observe(goods, np.ones(20)), observe(orders, np.ones(20))).high > 1


def test_ratio_with_little_history_or_nothing_below() -> None:
    short = observe([1, 2, 1, 2, 1, 2, 1, 2], np.ones(10))
    found = landing_ratio(short, short)
    assert (found.mid, found.basis) == (1, "days")
    nothing = landing_ratio(short, observe(np.zeros(8), np.ones(10)))
    assert nothing.reason is not None and nothing.reason.code == "forecast.denominator_zero"
    closed = landing_ratio(observe([1, 2], [1, 1]), observe([2, 4], [1, 1]))
    assert (closed.mid, closed.basis) == (0.5, "closed")


def test_course_ends_in_the_landing() -> None:
    seen = observe([10, 12, 9, 11, 10, 12, 8, 11], [1] * 9 + [3])
    found = landing(seen)
    course = landing_course(found, seen.weights, 8, 83)
    assert course[:, -1].tolist() == pytest.approx([found.low, found.mid, found.high])
    assert course[1, 0] - 83 == pytest.approx((found.mid - 83) / 4)


def test_returns_that_come_later() -> None:
    gross, refunds = [100.0] * 10, [0.0, 0.0, 0.0] + [12.0] * 7
    assert lagged_return_rate(gross, refunds, 3) == pytest.approx(0.12)
    found = landing(observe([10, 12, 9, 11, 10, 12, 8, 11], np.ones(10)))
    assert net_of_returns(found, 0.12).mid == pytest.approx(found.mid * 0.88)
    assert lagged_return_rate([100.0, nan, 100.0], [0.0, 10.0, nan], 1) == pytest.approx(0.1)


@pytest.mark.parametrize(
    ("call", "code"),
    [
        (lambda: observe([1, 2], [1]), "forecast.lengths_differ"),
        (lambda: observe([1], []), "forecast.lengths_differ"),
        (lambda: observe([1], [1], [1], []), "forecast.lengths_differ"),
        (lambda: observe([1], [-1]), "forecast.weight_wrong"),
        (lambda: observe([1], [1], [1], [nan]), "forecast.weight_wrong"),
        (lambda: observe([np.inf], [1]), "forecast.value_infinite"),
        (lambda: landing(observe([1], [1]), coverage=80), "forecast.coverage_outside"),
        (lambda: landing_ratio(observe([1], [1]), observe([1], [1, 1])), "forecast.lengths_differ"),
        (lambda: lagged_return_rate([1], [1, 2], 0), "forecast.lengths_differ"),
        (lambda: lagged_return_rate([1], [1], 1), "forecast.lag_outside"),
        (lambda: lagged_return_rate([0.0], [1], 0), "forecast.no_sales"),
        (lambda: lagged_return_rate([1], [2], 0), "forecast.rate_outside"),
        (lambda: net_of_returns(landing(observe([1], [1])), -1), "forecast.rate_outside"),
    ],
)
def test_wrong_input(call: object, code: str) -> None:
    with pytest.raises(ForecastError) as error:
        call()  # type: ignore[operator]
    assert error.value.problems[0].code == code


def test_same_numbers_same_forecast() -> None:
    values, weights = shop(5, 200, 0.3)
    seen = Observed(values[170:180], weights[170:], values[:170], weights[:170])
    assert landing(seen) == landing(seen)
