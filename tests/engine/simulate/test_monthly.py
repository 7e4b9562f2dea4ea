# SPDX-License-Identifier: Apache-2.0
"""Drivers that are drawn anew every month: quantiles, all as likely, with the mean and the spread of what they stand for."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from yunce.engine.simulate.drivers import LEVELS, Driver, Shape, quantiles

SHAPES: tuple[Shape, ...] = ("uniform", "triangular", "pert", "normal", "lognormal")


@given(st.sampled_from(SHAPES), st.floats(0.1, 10), st.floats(0, 1), st.floats(0.01, 10))
def test_quantiles_rise_and_keep_the_mean(shape: Shape, low: float, part: float, span: float) -> None:
    driver = Driver(shape, low, low + part * span, low + span, each_month=True)
    found = quantiles(driver)
    assert found.shape == (LEVELS,) and (np.diff(found) >= 0).all()
    assert found.mean() == pytest.approx(driver.mean, rel=2e-3 if shape == "lognormal" else 1e-5)


def test_the_middle_of_a_triangle() -> None:
    found = quantiles(Driver("triangular", 0, 0, 1))
    assert found[LEVELS // 2] == pytest.approx(1 - np.sqrt(0.5), abs=1e-5)
    assert np.quantile(quantiles(Driver("normal", -1, 0, 1)), [0.1, 0.9]) == pytest.approx([-1, 1], abs=1e-4)


def test_pert_has_the_variance_of_its_beta() -> None:
    found, (a, b) = quantiles(Driver("pert", 0, 0.25, 1)), (2.0, 4.0)
    assert found.var() == pytest.approx(a * b / ((a + b) ** 2 * (a + b + 1)), rel=1e-4)


def test_draws_are_its_quantiles() -> None:
    driver = Driver("triangular", 0.7, 1, 1.15, each_month=True)
    drawn = driver.draw_months((4000, 12), np.random.default_rng(1))
    assert np.isin(drawn, quantiles(driver)).all() and drawn.mean() == pytest.approx(driver.mean, abs=0.002)
    assert (drawn == driver.draw_months((4000, 12), np.random.default_rng(1))).all()
    past = Driver("empirical", values=(1.0, 2.0), each_month=True).draw_months((10, 3), np.random.default_rng(1))
    assert set(past.ravel()) <= {1.0, 2.0}
