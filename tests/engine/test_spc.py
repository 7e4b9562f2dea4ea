# SPDX-License-Identifier: Apache-2.0
"""Control charts: limits by hand, tests on drawn series, and how often they signal where nothing happened."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from yunce.engine.spc import TESTS, individuals, rates, shares, signals


def where(scores: list[float], test: str) -> list[int]:
    return np.flatnonzero(signals(np.array(scores, dtype=float), test)[0]).tolist()


def test_single_values_have_limits_at_266_moving_ranges() -> None:
    values = np.array([10.0, 12, 11, 13, 12, 11, 12, 10, 11, 12])
    limits = individuals(values)
    moving = np.abs(np.diff(values)).mean()
    assert limits.centre[0] == pytest.approx(11.4)
    assert limits.upper[0] - limits.centre[0] == pytest.approx(2.6596 * moving, rel=1e-4)


def test_limits_from_the_steps_before_do_not_know_the_step_itself() -> None:
    values = np.array([10.0, 12, 11, 13, 12, 11, 12, 10, 99])
    limits = individuals(values, base=8)
    assert limits.centre[8] == pytest.approx(11.375)
    assert np.isnan(limits.centre[7])
    assert limits.scores(values)[8] > 3


def test_shares_and_rates_widen_where_little_was_counted() -> None:
    hits, sizes = np.array([90.0] * 7 + [9, 90]), np.array([100.0] * 7 + [10, 100])
    p = shares(hits, sizes)
    assert p.centre[0] == pytest.approx(0.9)
    assert p.sigma[0] == pytest.approx(0.03)
    assert p.sigma[7] == pytest.approx(0.03 * 10**0.5)
    u = rates(np.array([4.0] * 8), np.array([2.0] * 7 + [8]))
    assert u.sigma[7] == pytest.approx(u.sigma[0] / 2)


def test_each_test_signals_where_it_should() -> None:
    assert where([0, 3.1, -3.1, 3.0], "we1") == [1, 2]
    assert where([2.1, 0, 2.1, -2.1, 2.1], "we2") == [2, 4]
    assert where([1.1, 1.1, 0, 1.1, 1.1, -1.1], "we3") == [4]
    assert where([0.1] * 9 + [-0.1], "we4") == [7, 8]
    assert where([0.1] * 10, "nelson2") == [8, 9]
    assert where([1, 2, 3, 4, 5, 6, 5], "nelson3") == [5]
    assert where([1, -1] * 7 + [-2], "nelson4") == [13]
    assert where([0.5] * 15 + [1.5], "nelson7") == [14]
    assert where([1.5, -1.5] * 4 + [0], "nelson8") == [7]


def test_an_unknown_value_leaves_the_test_open() -> None:
    found, open_ = signals(np.array([0.1, np.nan, 0.1, 3.5]), "we1")
    assert (found.tolist(), open_.tolist()) == ([False, False, False, True], [False, True, False, False])
    assert signals(np.array([0.1] * 9 + [np.nan, 0.1]), "we4")[1].tolist() == [True] * 7 + [False, False, True, True]


def run_lengths(tests: tuple[str, ...]) -> float:
    """Mean number of values until any of some tests signals, in independent normal series: 20,000 series."""
    rng = np.random.default_rng(20260101)
    total, alive, done = 0.0, 20_000, 0
    tail = np.empty((alive, 0))
    while alive:
        fresh = rng.standard_normal((alive, 200))
        z = np.concatenate([tail, fresh], axis=1)
        found = np.logical_or.reduce([signals(z, test)[0] for test in tests])[:, tail.shape[1] :]
        hit = found.any(axis=1)
        total += (done + found[hit].argmax(axis=1) + 1).sum()
        tail, alive, done = z[~hit][:, -20:], int((~hit).sum()), done + 200
    return total / 20_000


def test_how_long_until_a_false_alarm() -> None:
    assert run_lengths(("we1",)) == pytest.approx(370.398, rel=0.02)
    assert run_lengths(("we1", "we2", "we3", "we4")) == pytest.approx(91.75, rel=0.02)


@given(st.lists(st.floats(-5, 5), min_size=1, max_size=30), st.sampled_from(sorted(TESTS)))
def test_what_is_turned_over_signals_alike(scores: list[float], test: str) -> None:
    assert where(scores, test) == where([-score for score in scores], test)
