# SPDX-License-Identifier: Apache-2.0
"""`yunce check PLAN --facts`: a plan beside the orders that were loaded."""

from __future__ import annotations

from pathlib import Path

from tests.cli import exports
from tests.cli.conftest import Run, written

PLAN = """
yunce: 1
plan: {id: s27, title: 旗舰店计划, period: 2027, currency: CNY, timezone: Asia/Shanghai}
use: [ecommerce]
units: [{id: shop, name: 天猫店, kind: shop, match: {platform: tmall, shop: 示例旗舰店}}]
roles: [{id: lead, name: 店长}]
baselines:
  - {id: told, metric: gmv, unit: shop, period: 2026-09, value: 3600}
  - {id: right, metric: gmv, unit: shop, period: 2026-09, value: 3000元}
targets:
  - {id: much, metric: gmv, unit: shop, period: 2027-09, value: 1万, owner: lead}
  - {id: less, metric: gmv, unit: shop, period: 2027-09-01..2027-09-20, value: 1500, owner: lead}
  - {id: new, metric: gmv, unit: shop, period: 2027-10, value: 2000, owner: lead}
"""


def test_a_plan_is_held_to_the_same_days_a_year_before(yunce: Run, tmp_path: Path) -> None:
    orders = "".join(exports.classic(f"{day}", f"买家{day}", "100.00", f"2026-09-{day:02d} 10:00:00") for day in range(1, 31))
    assert yunce("load", written(tmp_path / "orders.csv", exports.CLASSIC + orders, "gb18030"), "--format", "json").code == 0
    written(tmp_path / "plan.yaml", PLAN)
    found = yunce("check", "plan.yaml", "--facts", "--format", "json").json["findings"]
    told = {one["code"]: (one["stated"], one["expected"], one["path"]) for one in found if one["code"].startswith("TGT2")}
    assert told == {
        "TGT201": ("3600", "3000", "baselines[told].value"),
        "TGT202": ("10000", "3000", "targets[much].value"),
        "TGT203": ("1500", "2000", "targets[less].value"),
    }
    plain = yunce("check", "plan.yaml", "--format", "json").json["findings"]
    assert not [one for one in plain if one["code"].startswith("TGT2")]


def test_without_whole_reports_nothing_is_said(yunce: Run, tmp_path: Path) -> None:
    written(tmp_path / "plan.yaml", PLAN)
    found = yunce("check", "plan.yaml", "--facts", "--format", "json").json["findings"]
    assert not [one for one in found if one["code"].startswith("TGT2")]


def test_a_document_has_no_facts(yunce: Run, tmp_path: Path) -> None:
    written(tmp_path / "plan.md", "# 2027年计划\n\n销售额300万元。\n")
    said = yunce("check", "plan.md", "--facts")
    assert said.code == 2 and "--facts" in said.err


def test_a_plan_with_a_mistake_is_checked_without_its_facts(yunce: Run, tmp_path: Path) -> None:
    written(tmp_path / "plan.yaml", PLAN.replace("2027-10", "2027-09"))
    said = yunce("check", "plan.yaml", "--facts", "--format", "json")
    assert said.code == 1 and "target.twice" in {one["code"] for one in said.json["findings"]}
