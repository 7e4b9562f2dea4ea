# SPDX-License-Identifier: Apache-2.0
"""编制 by tiers of sales: the clothing shop's own staff ratio of 6 to 7 per cent."""

from __future__ import annotations

from decimal import Decimal

from yunce.operate.staffing.tiers import tiers_of
from yunce.plan.document import Plan

D = Decimal
HEAD = {"yunce": "1", "plan": {"id": "p", "title": "计划", "period": "2026"}}


def test_the_shop_passes_its_own_share_twice() -> None:
    tiers = [{"from": start, "cost": cost} for start, cost in (("10万", "5000"), ("20万", "16500"), ("30万", "19000"), ("50万", "36000"))]
    plan = Plan.model_validate({**HEAD, "headcount": [{"by": "gmv", "per": "month", "tiers": tiers, "cost": "6%..7%"}]})
    found = tiers_of(plan)
    assert [one.share for one in found] == [D("0.0500"), D("0.0825"), D("0.0633"), D("0.0720")]
    assert [one.over for one in found] == [None, D(2500), None, D(1000)]
    assert found[0].under == 1000


def test_cost_from_pay_and_unknown_pay() -> None:
    roles = [{"id": "agent", "pay": {"fixed": "4000", "variable": "1000"}}, {"id": "lead"}]
    tiers = [
        {"from": "10万", "roles": {"agent": "2"}},
        {"from": "20万", "roles": {"agent": "2", "lead": "1"}},
        {"from": "0", "roles": {"lead": "0"}},
    ]
    found = tiers_of(Plan.model_validate({**HEAD, "roles": roles, "headcount": [{"by": "gmv", "tiers": tiers, "cost": "12%"}]}))
    assert [one.cost for one in found] == [D(10_000), None, D(0)]
    assert [one.people for one in found] == [2, 3, 0]
    assert found[0].most == 12_000
    assert found[2].share is None
