# SPDX-License-Identifier: Apache-2.0
"""Feasibility: spreadsheet oracles, the clothing shop's payback, laws of drawing."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yunce.engine.simulate.drivers import Driver
from yunce.engine.simulate.errors import SimulateError
from yunce.engine.simulate.model import Flow, Model, Total, paybacks, simulate, work_out
from yunce.engine.simulate.money import irr, monthly_rate, npv, payback, yearly_rate
from yunce.engine.simulate.reading import levers, needed, quantiles, settling, share_of

NONE = np.zeros(36)
SALES = np.array([0, 5, 10, 30, 30, 30, 30] + [50] * 29) * 10_000.0
PAID = np.zeros(36)
PAID[[0, 1, 3, 6]] = [110_000, 155_000, 230_000, 400_000]
DEPOSITS = np.zeros(36)
DEPOSITS[[0, 6]] = [110_000, 100_000]
DEMAND, MARGIN = Driver("triangular", 0.7, 1, 1.15), Driver("triangular", 0.04, 0.075, 0.09)


def shop(drivers: tuple[Driver, ...] = (DEMAND, MARGIN)) -> Model:
    return Model(36, drivers, (Flow(SALES, (0, 1), 1), Flow(SALES, (0,))), -PAID, DEPOSITS, NONE, (Total((1,), 0, 12),))


def test_spreadsheet_examples() -> None:
    assert npv(0.10, [-10_000, 3_000, 4_200, 6_800]) == pytest.approx(1188.443412, abs=1e-6)
    assert irr([-70_000, 12_000, 15_000, 18_000, 21_000, 26_000]) == pytest.approx(0.08663095, abs=1e-8)
    assert np.isnan(irr([100, 200]))
    assert irr([[-100, 110], [-100, 90]]) == pytest.approx([0.10, -0.10])
    assert yearly_rate(monthly_rate(0.12)) == pytest.approx(0.12)


def test_the_shop_gets_its_money_back_in_month_29() -> None:
    certain = work_out(shop((Driver("fixed", likely=1), Driver("fixed", likely=0.075))), [np.ones(1), np.full(1, 0.075)], 1)
    assert SALES[:12].sum() * 0.075 == pytest.approx(288_750)
    assert certain.balance[0, 23] == pytest.approx(-156_250)
    assert {name: months[0] for name, months in paybacks(shop(), certain).items()} == {
        "all": 29,
        "without_deposits": 23,
        "without_deposits_and_stock": 23,
    }


def test_the_shop_with_what_nobody_knows() -> None:
    drawn = simulate(shop(), 100_000, seed=1)
    months = paybacks(shop(), drawn)["all"]
    assert share_of(months <= 24).share == pytest.approx(0.009, abs=0.001)
    assert share_of(months <= 36).share == pytest.approx(0.75, abs=0.005)
    assert quantiles(months, [0.5])[0] == 32
    assert share_of(months <= 36).error == pytest.approx(0.00137, abs=1e-4)
    steps = settling(months <= 36)
    assert [step.draws for step in steps] == [1000, 2000, 5000, 10_000, 20_000, 50_000, 100_000]
    assert steps[-1].error < steps[0].error


def test_margin_moves_the_shop_more_than_demand() -> None:
    drawn = simulate(shop(), 20_000, seed=1)
    found = levers(shop(), drawn, lambda one: one.balance[:, -1])
    assert [lever.driver for lever in found] == [1, 0]
    assert found[0].correlation > found[1].correlation > 0.3
    assert found[0].low < found[0].high


def test_what_the_margin_would_have_to_be() -> None:
    found = needed(shop(), 1, lambda one: payback(one.balance) <= 24, 0.5, seed=1)
    assert found is not None
    raised = Driver("triangular", *(value * found.scale for value in (0.04, 0.075, 0.09)))
    again = simulate(shop((DEMAND, raised)), 50_000, seed=9)
    assert (payback(again.balance) <= 24).mean() == pytest.approx(0.5, abs=0.01)
    assert needed(shop(), 1, lambda one: np.zeros(one.draws, dtype=np.bool_), 0.5, seed=1) is None


def test_the_same_seed_draws_the_same() -> None:
    first, again, other = simulate(shop(), 12_345, 3), simulate(shop(), 12_345, 3), simulate(shop(), 12_345, 4)
    assert first.balance.tobytes() == again.balance.tobytes()
    assert first.balance.tobytes() != other.balance.tobytes()


@pytest.mark.parametrize(
    "driver,mean,spread",
    [
        (Driver("uniform", 2, 0, 4), 3, 2 / 12**0.5),
        (Driver("triangular", 0, 3, 6), 3, 1.5**0.5),
        (Driver("pert", 0, 3, 6), 3, (9 / 7) ** 0.5),
        (Driver("normal", 8.7184484, 0, 11.2815516), 10, 1),
        (Driver("empirical", values=(1.0, 2.0, 6.0)), 3, (14 / 3) ** 0.5),
        (Driver("fixed", likely=5), 5, 0),
    ],
)
def test_distributions_have_their_mean_and_spread(driver: Driver, mean: float, spread: float) -> None:
    drawn = driver.draw(200_000, np.random.default_rng(1))
    assert driver.mean == pytest.approx(mean)
    assert drawn.mean() == pytest.approx(mean, abs=0.02)
    assert drawn.std() == pytest.approx(spread, abs=0.02)


def test_a_lognormal_has_its_tenths() -> None:
    drawn = Driver("lognormal", 50, 0, 200).draw(200_000, np.random.default_rng(1))
    assert np.quantile(drawn, [0.1, 0.5, 0.9]) == pytest.approx([50, 100, 200], rel=0.02)
    assert Driver("lognormal", 50, 0, 200).mean == pytest.approx(drawn.mean(), rel=0.02)


def test_ranks_correlate_as_asked_and_distributions_stay() -> None:
    drivers = (DEMAND, MARGIN, Driver("lognormal", 50, 0, 200))
    model = Model(36, drivers, (Flow(SALES, (0, 1), 1),), -PAID, DEPOSITS, NONE, ranks={(0, 1): 0.6, (1, 2): -0.4})
    drawn = simulate(model, 40_000, seed=2).drivers
    ranks = np.corrcoef(drawn.argsort(axis=0).argsort(axis=0).T)
    assert ranks[0, 1] == pytest.approx(0.6, abs=0.02)
    assert ranks[1, 2] == pytest.approx(-0.4, abs=0.02)
    assert drawn[:, 1].mean() == pytest.approx(MARGIN.mean, rel=0.005)


def test_months_that_change_average_out() -> None:
    steady, changing = Driver("uniform", 0.5, 0, 1.5), Driver("uniform", 0.5, 0, 1.5, each_month=True)
    spreads = []
    for driver in (steady, changing):
        model = Model(36, (driver,), (Flow(np.ones(36), (0,), 1),), NONE, NONE, NONE, (Total((0,), 0, 36),))
        spreads.append(simulate(model, 20_000, 1).totals[:, 0].std())
    assert spreads[0] == pytest.approx(spreads[1] * 6, rel=0.05)


def test_a_ratio_of_flows() -> None:
    flows = Flow(np.array([10.0, 20.0])), Flow(np.array([100.0, 100.0])), Flow(np.zeros(2))
    nothing = np.zeros(2)
    model = Model(2, (), flows, nothing, nothing, nothing, (Total((0,), 0, 2, (1,)), Total((0,), 0, 2, (2,))))
    found = simulate(model, 3, 1).totals
    assert found[:, 0].tolist() == [0.15] * 3
    assert np.isnan(found[:, 1]).all()


@settings(max_examples=40)
@given(st.lists(st.integers(-50, 50), min_size=1, max_size=20))
def test_payback_is_the_month_from_which_nothing_is_missing(flows: list[int]) -> None:
    balance = np.cumsum(np.array(flows, dtype=float))
    found = payback(balance[None, :])[0]
    if np.isnan(found):
        assert balance[-1] < 0
    elif found == 0:
        assert (balance >= 0).all()
    else:
        assert (balance[int(found) - 1 :] >= 0).all()
        assert balance[int(found) - 2] < 0


@settings(max_examples=30)
@given(st.lists(st.floats(1, 1000), min_size=1, max_size=8), st.floats(-0.3, 1.0))
def test_at_the_internal_rate_the_present_value_is_nil(inflows: list[float], rate: float) -> None:
    outlay = sum(one / (1 + rate) ** (at + 1) for at, one in enumerate(inflows))
    found = float(irr([-outlay, *inflows]))
    assert found == pytest.approx(rate, abs=1e-6)


def test_what_cannot_be_is_refused() -> None:
    with pytest.raises(SimulateError, match="driver_wrong"):
        Driver("triangular", 1, 0.5, 2)
    with pytest.raises(SimulateError, match="driver_wrong"):
        Driver("lognormal", -1, 0, 2)
    with pytest.raises(SimulateError, match="driver_wrong"):
        Driver("empirical")
    with pytest.raises(SimulateError, match="paths_wrong"):
        Model(3, (), (), np.zeros(2), np.zeros(3), np.zeros(3))
    with pytest.raises(SimulateError, match="driver_missing"):
        Model(1, (), (Flow(np.ones(1), (0,)),), np.zeros(1), np.zeros(1), np.zeros(1))
    with pytest.raises(SimulateError, match="correlations_contradict"):
        model = Model(36, (DEMAND, MARGIN, DEMAND), (), NONE, NONE, NONE, ranks={(0, 1): 0.95, (1, 2): 0.95, (0, 2): -0.95})
        simulate(model, 10, 1)
    with pytest.raises(SimulateError, match="correlation_monthly"):
        Model(36, (Driver("uniform", 0, 0, 1, each_month=True), DEMAND), (), NONE, NONE, NONE, ranks={(0, 1): 0.5})
    with pytest.raises(SimulateError, match="draws_outside"):
        simulate(shop(), 0, 1)
