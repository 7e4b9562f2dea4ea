# SPDX-License-Identifier: Apache-2.0
"""Two campaigns that overlap, by a plan and loaded facts: people, money and pieces, which, when, by how much."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import Run

PLAN = """
yunce: 1
plan: {id: shop, title: 店铺, period: 2026}
use: [ecommerce]
metrics:
  - {id: marketing_cost, name: 营销费用, definition: 手工填报。, measure: sum(measures.value), where: "metric == 'marketing_cost'",
     kind: sum, measured_in: CNY, better: lower}
units: [{id: company, name: 公司}, {id: tm, name: 天猫店, parent: company}]
roles: [{id: ops, name: 运营, unit: tm, headcount: 1}]
targets: [{id: money, metric: marketing_cost, unit: tm, period: 2026-11, value: 10万, owner: ops}]
campaigns:
  - {id: d11, title: 双11, at: cn:double_11, lasts: 3d, prepare: 20d, unit: tm, owner: ops, spend: 5万, goals: {units: 800件}}
  - {id: winter, title: 冬装节, period: 2026-11-08..2026-11-15, prepare: 10d, unit: tm, owner: ops, spend: 4万, goals: {units: 500件}}
"""
STOCK = "日期,店铺,仓库,商家编码,库存件数,在途件数\n2026-10-20,天猫店,一仓,S1,600,100\n2026-10-20,天猫店,一仓,S2,300,0\n"
COST = "日期,单位,指标,数值\n2026-11-09,天猫店,marketing_cost,60000\n"


def test_two_campaigns_want_the_same_people_money_and_pieces(yunce: Run, tmp_path: Path) -> None:
    plan, stock, cost = tmp_path / "plan.yaml", tmp_path / "stock.csv", tmp_path / "cost.csv"
    for path, text in ((plan, PLAN), (stock, STOCK), (cost, COST)):
        path.write_text(text, encoding="utf-8")
    days = ("--from", "2026-10-20", "--to", "2026-11-20")
    assert "费用" not in yunce("agenda", plan, *days).err  # 90,000 of 100,000
    yunce("load", stock, cost, "--unit", "tm")
    said = yunce("agenda", plan, *days).err
    assert "2026-10-29 至 2026-11-13 运营同时要办 2 项，只够 1 项，超出 1 项：campaigns.d11、campaigns.winter" in said
    assert "2026-11-11 至 2026-11-13 累计要卖 1300 件，现货 1000 件，缺 300 件：campaigns.winter、campaigns.d11" in said
    assert "targets.money 最多 100000 元，活动至少要花 110000 元（已花 60000 元），超出 10000 元：campaigns.d11、campaigns.winter" in said
    told = {c["matter"]: c for c in json.loads(yunce("agenda", plan, *days, "--format", "json").out)["conflicts"]}
    assert float(told["stock"]["over"]) == 300 and told["stock"]["elements"] == ["campaigns.winter", "campaigns.d11"]
