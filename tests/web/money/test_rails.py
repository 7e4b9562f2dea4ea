# SPDX-License-Identifier: Apache-2.0
"""Rails of marketing and staff, posts by turnover, budgets of the period and of the year, on the money desk over loaded facts."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.urls import reverse

from tests.web.conftest import SignIn
from yunce.app.installation import Installation
from yunce.app.settings import Settings
from yunce.web import installed

pytestmark = pytest.mark.django_db
PLAN = """
yunce: 1
plan: {id: shop, title: 网店, period: 2026}
units: [{id: company, name: 公司}, {id: shop, name: 旗舰店, parent: company}, {id: service, name: 客服组, parent: company}]
roles: [{id: agent, name: 客服专员, unit: service, pay: {fixed: 2500}}, {id: lead, name: 主管, unit: service, pay: {fixed: 4000}}]
accounts:
  - {id: sales, name: 销售收入, kind: revenue}
  - {id: promotion, name: 推广费, kind: variable, rate: 10%..15%}
  - {id: staff, name: 人员成本, kind: direct, rate: 6%..7%}
metrics: [{id: turnover, name: 营业额, kind: sum, measured_in: CNY, measure: sum(measures.value), where: "metric == 'turnover'"}]
headcount:
  - {id: posts, unit: service, by: turnover, cost: 6%..7%,
     tiers: [{from: 10万, roles: {agent: 2}}, {from: 20万, roles: {agent: 5, lead: 1}}, {from: 30万, roles: {agent: 6, lead: 1}}]}
budget:
  - {id: ads, title: 推广额度, unit: shop, account: promotion, kind: limit, amount: 30000, every: monthly}
  - {id: pay, title: 人员预算, unit: company, account: staff, kind: limit, pay: 2026, amount: 200000}
"""
LEDGER = """日期,单位,科目,金额,凭证号,状态
2026-09-30,旗舰店,推广费,31000,0,
2026-10-31,旗舰店,销售收入,310000,1,
2026-10-31,旗舰店,推广费,29000,2,
2026-10-31,旗舰店,人员成本,20150,3,
2026-10-20,旗舰店,推广费,1500,4,已签约
"""
FACTS = "日期,单位,指标,数值\n2026-10-31,公司,turnover,310000\n"


@pytest.fixture
def shop(sign_in: SignIn, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Installation:
    """An installation with a shop's plan, its ledger and its turnover."""
    found = Installation(Settings(tmp_path))
    (tmp_path / "plan.yaml").write_text(PLAN, encoding="utf-8")
    stored, problems = found.add_plan(tmp_path / "plan.yaml")
    assert stored, problems
    for name, text in (("ledger.csv", LEDGER), ("facts.csv", FACTS)):
        (tmp_path / name).write_text(text, encoding="utf-8")
        (batch,) = found.warehouse.load([tmp_path / name])
        assert not batch.rejected
    monkeypatch.setattr(installed, "opener", lambda _path: lambda: found)
    installed.installation.cache_clear()
    return found


def card(text: str, title: str) -> str:
    """The words of one card of the page, blanks taken together."""
    (found,) = [part for part in re.findall(r"<section.*?</section>", text, re.DOTALL) if f">{title}<" in part]
    return " ".join(re.sub(r"<[^>]*>", " ", found).split())


def test_rails_posts_and_budgets_stand_on_the_page(shop: Installation, sign_in: SignIn) -> None:
    """29,000 of 310,000 are 9.35 % (of 10 to 15), 20,150 are 6.5 % (of 6 to 7); 31万 calls for six and one: 19,000, 6.1 %."""
    response = sign_in("admin").get(reverse("money"), {"period": "2026-10"})
    assert response.status_code == 200
    text = response.content.decode()
    rails = card(text, "比例护栏")
    assert "推广费" in rails and "9.35%" in rails and "10%~15%" in rails and "低于" in rails
    assert "人员成本" in rails and "6.50%" in rails and "6%~7%" in rails and "在范围内" in rails
    posts = card(text, "按营业额定编")
    assert "客服专员 6、主管 1" in posts and "19,000.00" in posts and "6.13%" in posts and "实际 · 公司" in posts and "在范围内" in posts
    month = card(text, "预算执行")
    assert "推广额度" in month and "29,000.00" in month and "1,500.00" in month and "−500.00" in month and "停止" in month
    year = card(text, "全年预算执行")
    assert "360,000" in year and "60,000.00" in year and "人员预算" in year and "2026" in year


def test_what_posts_cost_is_not_for_everybody(shop: Installation, sign_in: SignIn) -> None:
    text = sign_in("editor").get(reverse("money"), {"period": "2026-10"}).content.decode()
    assert "客服专员 6、主管 1" in card(text, "按营业额定编") and "19,000.00" not in text
