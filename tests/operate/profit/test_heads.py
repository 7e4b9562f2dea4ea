# SPDX-License-Identifier: Apache-2.0
"""编制 by tiers: whose value counts, over which months, what a cost is a part of."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.operate.profit.books import plan, profit
from yunce.operate.profit.results import HeadsLine

LEDGER = "日期,部门,科目,金额\n" + "".join(f"2026-{at:02d}-03,加工,销售收入,100000\n" for at in (10, 11, 12))
METRICS = """metrics:
  - {id: turnover, name: 营业额, kind: sum, measured_in: CNY, measure: sum(measures.value)}
  - {id: orders, name: 订单, kind: sum, measured_in: 单, measure: sum(measures.value)}
roles: [{id: agent, name: 客服, unit: pm, pay: {fixed: 2000, commission: 500}}]
"""


def lines(headcount: str, drivers: str, period: str = "2026-11") -> tuple[HeadsLine, ...]:
    """The lines of one head-count plan."""
    return profit(plan(METRICS + f"headcount: [{headcount}]\n"), LEDGER, drivers, period).headcount


def test_posts_that_serve_all_go_by_the_number_of_the_unit_above() -> None:
    (line,) = lines(
        "{id: h, unit: pm, by: orders, tiers: [{from: 0, roles: {agent: 1}}, {from: 50, roles: {agent: 2}}]}", "部门,orders\n公司,70"
    )
    assert (line.basis, line.measured, int(line.value), int(line.tier), line.cost) == ("actual", "company", 70, 50, Decimal(5000))
    assert line.ratio is None, "a cost is no part of a number of orders"


def test_its_own_number_goes_before_that_of_the_unit_above() -> None:
    (line,) = lines("{id: h, unit: pm, by: orders, tiers: [{from: 0, roles: {agent: 1}}]}", "部门,orders\n公司,70\n设备部,7")
    assert (line.measured, int(line.value)) == ("pm", 7)


def test_by_orders_as_a_part_of_the_turnover() -> None:
    """Two at 2,500 are 5,000 of 80,000: 6.25 %, within 6 % and 7 %."""
    text = "{id: h, unit: pm, by: orders, of: turnover, cost: 6%..7%, tiers: [{from: 0, roles: {agent: 2}}]}"
    (line,) = lines(text, "部门,orders,turnover\n公司,70,80000")
    assert (line.ratio, line.state) == (Decimal("0.0625"), "within")


@pytest.mark.parametrize("cost, ratio, state", [("5000", "0.0625", "over"), ("6%..6.5%", "0.03125", "under")])
def test_a_tier_states_its_cost_or_its_share(cost: str, ratio: str, state: str) -> None:
    text = f"{{id: h, unit: pm, by: turnover, cost: 4%..6%, tiers: [{{from: 0, roles: {{agent: 1}}, cost: {cost}}}]}}"
    (line,) = lines(text, "部门,turnover\n公司,80000")
    assert (line.ratio, line.state) == (Decimal(ratio), state)


def test_a_quarter_has_three_months_of_value_and_pay() -> None:
    tiers = "tiers: [{from: 0, roles: {agent: 1}}, {from: 20万, roles: {agent: 2}}]"
    text = f"{{id: h, unit: company, by: turnover, per: quarter, cost: 2%..3%, {tiers}}}"
    (line,) = lines(text, "部门,x\n公司,1", "2026-10..2026-12")
    assert (line.month, line.basis, line.state) == ("2026-Q4", "revenue", "over")
    assert (int(line.value), line.cost, line.ratio) == (300_000, Decimal(15_000), Decimal("0.05"))
    assert lines(text, "部门,x\n公司,1") == (), "a month is not a quarter"


def test_pay_that_nobody_stated_leaves_the_cost_unknown() -> None:
    text = METRICS.replace(", pay: {fixed: 2000, commission: 500}", "")
    headcount = "headcount: [{id: h, unit: pm, by: turnover, cost: 6%..7%, tiers: [{from: 0, roles: {agent: 1}}]}]\n"
    found = profit(plan(text + headcount), LEDGER, "部门,turnover\n公司,80000").headcount
    assert [(line.cost, line.ratio, line.state) for line in found] == [(None, None, "unknown")]
