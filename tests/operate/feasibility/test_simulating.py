# SPDX-License-Identifier: Apache-2.0
"""A plan's simulation from its text to its results: the clothing shop, targets, ranges in the budget, drivers from history."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from tests.operate.looking import METRICS, reported, view
from yunce.app.packs import read_calendars, read_packs
from yunce.operate.feasibility.results import Feasibility
from yunce.operate.feasibility.simulating import Draws, simulate_plan
from yunce.operate.feasibility.worth import worth_of
from yunce.operate.units import unit_tree
from yunce.plan.parse import parse
from yunce.plan.resolve import Resolved, resolve
from yunce.values.problem import YunceError, has_errors

D = Decimal
SHOP = """
yunce: 1
plan: {id: shop, title: 服装店, period: 2019-08..2020-07}
use: [ecommerce]
units: [{id: shop, name: 天猫店, match: {platform: tmall}}]
budget:
  - {id: deposit, title: 保证金, unit: shop, pay: 2019-08, amount: 11万, kind: deposit}
  - {id: stage_2, title: 第二阶段, unit: shop, pay: 2019-09, amount: 15.5万}
  - {id: stage_3, title: 第三阶段, unit: shop, pay: 2019-11, amount: 23万}
  - {id: campaign, title: 活动押金, unit: shop, pay: 2020-02, amount: 10万, kind: deposit}
  - {id: stage_4, title: 第四阶段, unit: shop, pay: 2020-02, amount: 30万}
targets:
  - {id: year, metric: gmv, unit: shop, period: 2019-08..2020-07, value: 385万}
  - {id: orders, metric: orders, unit: shop, period: 2019-08..2020-07, value: 1000}
claims:
  - {id: payback, says: 两年左右收回, test: "payback_months <= 24"}
  - {id: invested, says: 总投入 90 万, test: "sum(budget) == 90万"}
"""
BASE = """
drivers:
  - {id: demand, title: 营业额, low: 0.7, likely: 1, high: 1.15}
  - {id: margin, title: 利润率, low: 4%, likely: 7.5%, high: 9%}
simulations:
  - id: base
    from: 2019-08
    months: 36
    flows:
      - {id: sales, metric: gmv, path: {2019-09: 5万, 2019-10: 10万, 2019-11: 30万, 2020-03: 50万}, drivers: [demand]}
      - {id: profit, of: sales, drivers: [margin], cash: in}
    goals:
      - {id: three_years, title: 三年收回, test: "payback_months <= 36", wanted: 80%}
"""


def resolved(text: str) -> Resolved:
    plan, problems = parse(text)
    assert plan is not None and not has_errors(problems), problems
    found, more = resolve(plan, read_packs(), read_calendars(Path("nowhere")))
    assert not has_errors(more), more
    return found


def simulated(text: str, draws: int = 20_000, **days: dict[str, int]) -> Feasibility:
    plan = resolved(text)
    covered = reported("orders", "shop", "2019-01-01", 400) if days else None
    looking = view("2020-06-30", days, covered, metrics=dict(plan.metrics) or METRICS)
    return simulate_plan(replace(looking, units=unit_tree(plan.plan)), plan, "f", "", Draws(draws, 1))


def test_the_shop_of_the_seeds() -> None:
    found = simulated(SHOP + BASE, 100_000)
    assert (found.payback.months.likely, found.payback_without_deposits.months.likely) == (29, 23)
    assert found.cash[23].likely == D("-156250.00")
    assert found.cash[11].likely == D("288750.00") - D(895_000)
    within = dict(found.payback.within)
    assert float(within[24]) == pytest.approx(0.009, abs=0.001)
    assert float(within[36]) == pytest.approx(0.75, abs=0.005)
    assert found.payback.months.p50 == 32
    assert (found.invested, found.deposits) == (D("895000.00"), D("210000.00"))
    assert found.minimum_cash.likely == D("-793750.00")


def test_goals_claims_and_targets_have_their_chance() -> None:
    found = simulated(SHOP + BASE)
    chances = {one.id: one for one in found.goals}
    assert [one.kind for one in found.goals] == ["goal", "claim", "claim", "target"]
    assert chances["invested"].probability == 0
    assert 0.31 < chances["year"].probability < 0.36
    assert chances["year"].likely
    codes = {problem.code for problem in found.problems}
    assert {"feasibility.unlikely", "feasibility.claim_fails", "feasibility.claim_false", "feasibility.target_not_carried"} <= codes
    assert {one.driver for one in found.must_be} == {"demand", "margin"}
    assert {one.goal for one in found.must_be} == {"three_years", "payback"}
    assert [one.driver for one in found.tornado] == ["margin", "demand"]


def test_the_same_twice() -> None:
    assert simulated(SHOP + BASE) == simulated(SHOP + BASE)


def test_a_path_from_targets_and_a_ratio_goal() -> None:
    text = (
        SHOP
        + """
  - {id: nothing, says: 不亏, test: "final_cash >= 0 and minimum_cash >= -200万"}
simulations:
  - id: own
    from: 2019-08
    months: 12
    discount: 12%
    flows:
      - {id: sales, of: gmv, metric: gmv}
      - {id: ads, of: sales, metric: ad_spend, drivers: [ads], cash: out}
      - {id: margin, of: sales, drivers: [margin], cash: in}
    goals: [{id: worth, test: "npv >= 0 or irr > 5%"}]
drivers:
  - {id: ads, low: 8%, high: 16%}
  - {id: margin, likely: 40%}
"""
    )
    share = "  - {id: share, metric: ad_spend, ratio_of: gmv, unit: shop, period: 2019-08..2020-07, value: 10%..15%}"
    text = text.replace("claims:", f"{share}\nclaims:", 1)
    found = simulated(text)
    chances = {one.id: one.probability for one in found.goals}
    assert chances["year"] == 1
    assert float(chances["share"]) == pytest.approx(5 / 8, abs=0.01)
    assert found.final_cash.likely == D("3850000") * D("0.28") - D(895_000)
    assert found.npv is not None
    assert [one.title for one in found.tornado] == ["ads"]


def test_a_range_in_the_budget_and_a_rhythm() -> None:
    text = SHOP.replace(
        "targets:", "  - {id: rent, title: 房租, unit: shop, pay: 2019-08, every: monthly:5, until: 2020-07, amount: 1万..2万}\ntargets:"
    )
    found = simulated(text + BASE)
    assert found.cash[0].likely == D("-125000.00")
    assert found.cash[0].p5 < found.cash[0].p95
    assert "budget.rent" in {one.driver for one in found.tornado}


def test_a_driver_from_history() -> None:
    text = SHOP + BASE.replace("low: 0.7, likely: 1, high: 1.15", "history: {metric: gmv, period: 2019-02..2019-06, as: share_of_mean}")
    days = {f"2019-{month:02d}-10": amount * 100 for month, amount in zip(range(2, 7), (80, 90, 100, 110, 120), strict=True)}
    found = simulated(text, gmv=days)
    assert "feasibility.history_thin" in {problem.code for problem in found.problems}
    assert found.cash[2].p95 > found.cash[2].likely > found.cash[2].p5
    with pytest.raises(YunceError, match="history_empty"):
        simulated(text)


def test_what_a_plan_lacks_is_named() -> None:
    with pytest.raises(YunceError, match="nothing"):
        simulated(SHOP)
    with pytest.raises(YunceError, match="draws"):
        simulated(SHOP + BASE, 10)
    unusable = simulated(SHOP + BASE.replace("payback_months <= 36", "done('deposit') and npv > 0"))
    assert "feasibility.test_unusable" in {problem.code for problem in unusable.problems}


def test_a_plan_without_a_simulation_is_simulated_from_its_ratios() -> None:
    text = """
yunce: 1
plan: {id: shop, title: 茶叶店, period: 2026}
use: [ecommerce]
units: [{id: shop, name: 店}]
metrics:
  - {id: profit, name: 利润, kind: sum, measured_in: CNY, measure: sum(measures.value)}
budget: [{id: fit_out, title: 装修, unit: shop, pay: 2026-01, amount: 20万}]
targets:
  - {id: year, metric: gmv, unit: shop, period: 2026, value: 365万}
  - {id: rate, title: 利润率, metric: profit, ratio_of: gmv, unit: shop, period: 2026, value: 5%..9%}
claims: [{id: back, says: 当年收回, test: "payback_months <= 12"}]
"""
    found = simulated(text)
    chances = {one.id: float(one.probability) for one in found.goals}
    assert found.id == "from_targets"
    assert found.final_cash.likely == D("3650000") * D("0.07") - 200_000
    assert chances["back"] == pytest.approx((0.09 - 20 / 365) / 0.04, abs=0.01)
    assert "feasibility.derived" in {problem.code for problem in found.problems}


def test_what_flows_are_worth() -> None:
    found = worth_of([D(n) for n in (-70_000, 12_000, 15_000, 18_000, 21_000, 26_000)], D("0.08"))
    assert found.irr == D("0.08663095")
    assert (found.payback, found.balance[-1]) == (6, 22_000)
    assert worth_of([D(5)], None).irr is None


def test_a_rent_that_comes_every_month_is_invested_every_time() -> None:
    """30万 once and twelve times 2万 are 54万; `sum(budget)` takes each line as it is written."""
    budget = """budget:
  - {id: fit, title: 装修, unit: shop, pay: 2019-08, amount: 30万}
  - {id: rent, title: 房租, unit: shop, pay: 2019-08, amount: 2万, every: "monthly:5", until: 2020-07}
  - {id: held, title: 额度, unit: shop, pay: 2019-08, amount: 9万, kind: limit}
claims: [{id: lines, says: 两项, test: "sum(budget) == 32万"}, {id: all, says: 五十四万, test: "total_investment == 54万"}]
"""
    found = simulated(SHOP[: SHOP.index("budget:")] + budget + BASE)
    assert found.invested == D("540000.00")
    assert [goal.probability for goal in found.goals if goal.kind == "claim"] == [1, 1]
    assert found.cash[11].likely == D("288750.00") - D(540_000)


@pytest.mark.parametrize("draws, code", [(Draws(2000, -1), "feasibility.seed"), (Draws(2000, 1, D("1.5")), "feasibility.wanted")])
def test_seeds_and_probabilities_that_there_are_not(draws: Draws, code: str) -> None:
    with pytest.raises(YunceError) as wrong:
        simulate_plan(view("2020-06-30"), resolved(SHOP + BASE), "f", "", draws)
    assert [p.code for p in wrong.value.problems] == [code]
