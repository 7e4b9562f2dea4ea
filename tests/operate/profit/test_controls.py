# SPDX-License-Identifier: Apache-2.0
"""What costs are held to: parts of revenue, budgets with commitments, posts by revenue; the Tmall plan's own figures."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.operate.profit.books import HEAD, codes, plan, profit
from yunce.values.problem import Severity

SALES = "日期,部门,科目,金额,状态\n2026-11-01,加工,销售收入,100000,\n"


@pytest.mark.parametrize("marketing, state", [(9_000, "under"), (10_000, "within"), (15_000, "within"), (15_001, "over")])
def test_marketing_between_ten_and_fifteen_percent(marketing: int, state: str) -> None:
    head = HEAD.replace("{id: staff", "{id: marketing, name: 推广, kind: direct, rate: 10%..15%}, {id: staff")
    found = profit(plan("", head), SALES + f"2026-11-02,加工,推广,{marketing},\n")
    assert [(g.centre, g.state) for g in found.guards] == [("mach", state), ("", state)]
    assert ("profit.off_rails" in codes(found)) == (state != "within")


def test_a_ratio_goal_of_the_plan_on_the_ledger() -> None:
    text = """metrics:
  - {id: staff_cost, name: 人员成本, kind: sum, measured_in: CNY, measure: sum(ledger.amount), where: "account == '人工'"}
  - {id: turnover, name: 营业额, kind: sum, measured_in: CNY, measure: sum(measures.value)}
targets: [{id: staff, metric: staff_cost, ratio_of: turnover, unit: mach, period: 2026-10..2026-12, value: 6%..7%}]
"""
    found = profit(plan(text), SALES + "2026-11-02,加工,人工,8250,\n")
    assert [(g.month, g.ratio, g.low, g.high, g.state) for g in found.guards] == [
        ("2026-11", Decimal("0.0825"), Decimal("0.06"), Decimal("0.07"), "over")
    ]


@pytest.mark.parametrize(
    "spent, committed, state, severity",
    [
        (7_000, 0, "within", None),
        (7_000, 1_000, "warn", Severity.WARNING),
        (9_000, 1_000, "warn", Severity.WARNING),
        (9_000, 1_001, "stop", Severity.ERROR),
    ],
)  # fmt: skip
def test_a_budget_counts_what_is_committed(spent: int, committed: int, state: str, severity: Severity | None) -> None:
    text = "budget: [{id: b, title: 材料预算, unit: company, account: 材料, amount: 1万, every: monthly:1}]"
    found = profit(plan(text), SALES + f"2026-11-02,加工,材料,{spent},\n2026-11-03,装配,材料,{committed},承诺\n")
    (budget,) = found.budgets
    assert (budget.amount, budget.spent, budget.committed, budget.left, budget.state) == (
        10_000,
        spent,
        committed,
        10_000 - spent - committed,
        state,
    )
    told = [p.severity for p in found.problems if p.code.startswith("profit.budget")]
    assert told == ([severity] if severity else [])
    assert found.company[0].variable == spent  # what is only committed is no cost yet


TIERS = """roles:
  - {id: agent, name: 客服, unit: mach, pay: {fixed: 2500}}
  - {id: lead, name: 主管, unit: mach, pay: {fixed: 4000}}
headcount:
  - {unit: mach, by: turnover, cost: 6%..7%, tiers: [{from: 10万, roles: {agent: 2}}, {from: 20万, roles: {agent: 5, lead: 1}},
      {from: 30万, roles: {agent: 6, lead: 1}}, {from: 50万, roles: {agent: 8, lead: 4}}]}
metrics: [{id: turnover, name: 营业额, kind: sum, measured_in: CNY, measure: sum(measures.value)}]
"""


@pytest.mark.parametrize(
    "turnover, cost, ratio, state",
    [
        (100_000, 5_000, "0.05", "under"),
        (200_000, 16_500, "0.0825", "over"),
        (300_000, 19_000, "0.063333", "within"),
        (500_000, 36_000, "0.072", "over"),
    ],
)  # fmt: skip
def test_posts_by_turnover_as_the_tmall_plan_states_them(turnover: int, cost: int, ratio: str, state: str) -> None:
    (heads,) = profit(plan(TIERS), SALES, f"部门,turnover\n加工,{turnover}").headcount
    assert (heads.cost, heads.ratio, heads.state, heads.basis) == (cost, Decimal(ratio), state, "actual")


def test_posts_below_the_first_tier_are_not_guessed() -> None:
    assert profit(plan(TIERS), SALES, "部门,turnover\n加工,90000").headcount == ()
    assert profit(plan(TIERS), SALES).headcount[0].basis == "revenue"


def test_the_margin_that_rates_leave() -> None:
    rates = {"货款": "60%", "推广": "10%", "人员": "6%", "扣点": "5%", "运费": "5%", "税金": "4.5%", "其他": "2%"}
    accounts = ", ".join(f"{{id: c{i}, name: {name}, kind: direct, rate: {rate}}}" for i, (name, rate) in enumerate(rates.items()))
    head = HEAD[: HEAD.index("accounts:")] + f"accounts: [{{id: sales, name: 销售收入, kind: revenue}}, {accounts}]\n"
    assert profit(plan("", head), SALES).standard_margin == (Decimal("0.075"), Decimal("0.075"))
    assert profit(plan(""), SALES).standard_margin == (None, None)
