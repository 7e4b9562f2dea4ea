# SPDX-License-Identifier: Apache-2.0
"""Time progress and pace: September 2026 to its printed digits, day 0, the last day, zero weights."""

from __future__ import annotations

from datetime import date, timedelta
from math import isnan, nan

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from yunce.engine.pace import PaceError, Window, day_weights, pace, time_progress

WEEK = [1, 1, 1, 1, 1.2, 1.5, 1.4]
SEPTEMBER = [(date(2026, 9, 1) + timedelta(days=i)).weekday() for i in range(30)]


def test_september_2026() -> None:
    """目标 100 万, 12 天完成 43 万; 周末权重高."""
    weights = day_weights(SEPTEMBER, WEEK)
    assert (weights[:12].sum(), weights.sum()) == (pytest.approx(13.8), pytest.approx(34.4))
    found = pace(weights, 12, 430_000, 1_000_000)
    assert found.linear == 0.4
    assert found.progress == pytest.approx(0.401163, abs=5e-7)
    assert found.attainment == 0.43
    assert found.ratio == pytest.approx(1.0719, abs=5e-5)
    assert found.required_flat == pytest.approx(31_666.67, abs=0.005)
    assert found.required.sum() == pytest.approx(570_000)
    assert found.required[0] / found.required[5] == pytest.approx(weights[12] / weights[17])
    assert 430_000 / found.progress == pytest.approx(1_071_884.06, abs=0.005)
    assert 430_000 / found.linear == 1_075_000


def test_day_zero_and_the_last_day() -> None:
    start, end = pace([1, 2, 3], 0, 0, 60), pace([1, 2, 3], 3, 50, 60)
    assert (start.progress, isnan(start.ratio), start.required.tolist()) == (0, True, [10, 20, 30])
    assert (end.progress, end.gap, end.required.size, isnan(end.required_flat)) == (1, 10, 0, True)


def test_unknown_actual_stays_unknown() -> None:
    found = pace([1, 1], 1, nan, 10)
    assert isnan(found.attainment) and isnan(found.gap) and np.isnan(found.required).all() and isnan(found.required_flat)
    assert found.planned == 5


def test_days_left_without_weight_cannot_carry_a_gap() -> None:
    assert np.isnan(pace([1, 0, 0], 1, 5, 10).required).all()
    assert pace([1, 0, 0], 1, 12, 10).required.tolist() == [0, 0]


def test_a_campaign_inside_moves_the_progress() -> None:
    weights = day_weights([0] * 10, [1] * 7, [Window(8, 10, 5.0), Window(9, 10, 2.0)])
    assert weights.tolist() == [1] * 8 + [5, 10]
    assert time_progress(weights, 8) == pytest.approx(8 / 23)


@given(st.lists(st.floats(0, 100), min_size=1, max_size=60).filter(lambda w: sum(w) > 1e-6), st.data())
def test_progress_rises_from_nothing_to_all(weights: list[float], data: st.DataObject) -> None:
    steps = [time_progress(weights, done) for done in range(len(weights) + 1)]
    assert steps[0] == 0
    assert steps[-1] == pytest.approx(1)
    assert steps == sorted(steps)


@pytest.mark.parametrize(
    ("call", "code"),
    [
        (lambda: pace([0, 0], 1, 1, 1), "pace.weights_zero"),
        (lambda: pace([], 0, 1, 1), "pace.weights_zero"),
        (lambda: pace([1, -1], 1, 1, 1), "pace.weight_wrong"),
        (lambda: pace([1, nan], 1, 1, 1), "pace.weight_wrong"),
        (lambda: pace([1, 1], 3, 1, 1), "pace.days_outside"),
        (lambda: day_weights([0, 7], WEEK), "pace.lengths_differ"),
        (lambda: day_weights([0, 1], WEEK[:6]), "pace.lengths_differ"),
        (lambda: day_weights([0, 1], WEEK, [Window(1, 3, 2)]), "pace.window_wrong"),
        (lambda: day_weights([0, 1], WEEK, [Window(0, 1, 0)]), "pace.window_wrong"),
    ],
)
def test_wrong_input(call: object, code: str) -> None:
    with pytest.raises(PaceError) as error:
        call()  # type: ignore[operator]
    assert error.value.problems[0].code == code
