# SPDX-License-Identifier: Apache-2.0
"""Seasons, weekdays and events from history: a published series to seven digits, planted weights found again."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from yunce.engine.series import SeriesError, aligned_weights, event_uplift, seasonal_indices, weekday_weights

# Box and Jenkins 1976, series G: international airline passengers, thousands, 1949-01 to 1960-12
PASSENGERS = """
112 118 132 129 121 135 148 148 136 119 104 118 115 126 141 135 125 149 170 170 158 133 114 140
145 150 178 163 172 178 199 199 184 162 146 166 171 180 193 181 183 218 230 242 209 191 172 194
196 196 236 235 229 243 264 272 237 211 180 201 204 188 235 227 234 264 302 293 259 229 203 229
242 233 267 269 270 315 364 347 312 274 237 278 284 277 317 313 318 374 413 405 355 306 271 306
315 301 356 348 355 422 465 467 404 347 305 336 340 318 362 348 363 435 491 505 404 359 310 337
360 342 406 396 420 472 548 559 463 407 362 405 417 391 419 461 472 535 622 606 508 461 390 432
"""
INDICES = """
0.9102304 0.8836253 1.0073663 0.9759060 0.9813780 1.1127758 1.2265555 1.2199110 1.0604919 0.9217572 0.8011781 0.8988244
"""


def test_air_passengers() -> None:
    values = [float(word) for word in PASSENGERS.split()]
    assert len(values) == 144
    expected = [float(word) for word in INDICES.split()]
    assert seasonal_indices(values) == pytest.approx(expected, abs=5e-8)
    assert seasonal_indices(values[3:], start=3).mean() == pytest.approx(1)


@given(st.lists(st.floats(0.5, 2), min_size=4, max_size=4), st.floats(10, 1000))
def test_planted_seasons_are_found_again(seasons: list[float], level: float) -> None:
    planted = np.array(seasons) / np.mean(seasons)
    assert seasonal_indices(np.tile(planted * level, 5), 4) == pytest.approx(planted, rel=1e-9)
    found = seasonal_indices(np.tile(planted * level, 5), 4, model="additive")
    assert found == pytest.approx((planted - 1) * level, abs=1e-8)


@given(st.integers(0, 2**32 - 1), st.lists(st.floats(0.5, 2), min_size=7, max_size=7))
def test_planted_weekdays_survive_events_and_wild_days(seed: int, week: list[float]) -> None:
    rng = np.random.default_rng(seed)
    planted = np.array(week) / np.mean(week)
    weekdays = (np.arange(140) + 3) % 7
    values = planted[weekdays] * 1000
    event = (np.arange(140) >= 60) & (np.arange(140) < 75)
    values[event] *= 6
    values[rng.integers(0, 140)] *= 10
    values[20] = np.nan
    assert weekday_weights(values, weekdays, exclude=event).weights == pytest.approx(planted, rel=1e-9)


def test_uplift_of_a_window() -> None:
    values = np.full(60, 100.0)
    values[30:33] = [300, 500, 400]
    inside = np.zeros(60, dtype=bool)
    inside[30:33] = True
    assert event_uplift(values, np.ones(60), (30, 33), exclude=inside) == pytest.approx(4)


def test_lunar_days_line_up() -> None:
    found = aligned_weights([1, 2, 3, 5, 2, 3, 5, 6], [-1, 0, 1, 2, 0, 1, 2, 3], [0, 1, 5])
    assert found[:2] == pytest.approx(np.array([2, 3]) / (27 / 8))
    assert np.isnan(found[2])


@pytest.mark.parametrize(
    ("call", "code"),
    [
        (lambda: seasonal_indices([1.0] * 23), "series.too_short"),
        (lambda: seasonal_indices([0.0] + [1.0] * 30), "series.not_positive"),
        (lambda: seasonal_indices([np.nan] * 30), "series.season_unknown"),
        (lambda: weekday_weights([1.0] * 20, [i % 7 for i in range(20)]), "series.weekday_thin"),
        (lambda: weekday_weights([1.0] * 3, [0]), "series.lengths_differ"),
        (lambda: event_uplift([1.0] * 3, [1.0] * 3, (0, 3)), "series.window_empty"),
        (lambda: event_uplift([1.0] * 3, [1.0], (0, 3)), "series.lengths_differ"),
        (lambda: aligned_weights([np.nan], [0], [0]), "series.too_short"),
        (lambda: aligned_weights([1.0], [0, 1], [0]), "series.lengths_differ"),
    ],
)
def test_wrong_input(call: object, code: str) -> None:
    with pytest.raises(SeriesError) as error:
        call()  # type: ignore[operator]
    assert error.value.problems[0].code == code
