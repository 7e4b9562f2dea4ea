# SPDX-License-Identifier: Apache-2.0
"""`yunce rules`: lists, and back-tests over loaded facts and over files given for one question."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.cli import exports
from tests.cli.conftest import Run, written

PLAN = """
yunce: 1
plan: {id: cc, title: 热线, organisation: 示例, period: 2026, currency: CNY, timezone: Asia/Shanghai, owner: lead}
use: [ecommerce]
units: [{id: centre, name: 中心}, {id: a, name: 甲厅, parent: centre}, {id: b, name: 乙厅, parent: centre}]
roles: [{id: lead, name: 主管, unit: centre, headcount: 1}]
targets: [{id: ans, metric: answer_rate, unit: centre, period: 2026, value: 95%, owner: lead}]
rules:
  - {id: add_seat, title: 增开座席, each: unit, every: week, when: "falls(answer_rate, 3, total=5pp)",
     then: {open: task, title: 增开座席, owner: lead, due: 5wd}}
  - {id: low, title: 偏低, each: unit, every: week, when: "answer_rate < 90%", close_when: "answer_rate >= 93%", cooldown: 2w}
  - {id: flood, title: 投诉骤增, every: week, when: "complaints >= 20"}
"""
A = (0.97, 0.96, 0.94, 0.92, 0.92, 0.95, 0.96, 0.93, 0.90, 0.88, 0.89, 0.95, 0.89)
B = (0.95, 0.95, 0.94, 0.95, 0.95, 0.94, 0.95, 0.95, 0.95, 0.94, 0.95, 0.95, 0.95)


def week(number: int, weekday: int = 0) -> date:
    return date(2026, 1, 5) + timedelta(days=7 * number + weekday)


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    return written(tmp_path / "plan.yaml", PLAN)


@pytest.fixture
def facts(tmp_path: Path) -> Path:
    lines = ["指标,单位,日期,数值"]
    for number, (a, b) in enumerate(zip(A, B, strict=True)):
        lines += [f"接通率,甲厅,{week(number, 4)},{a}", f"answer_rate,b,{week(number, 4)},{b}"]
    for day in range(7 * 3 + 2):  # three whole weeks and two days of complaints, 3 a day
        lines.append(f"complaints,a,{week(0, day)},3")
    return written(tmp_path / "facts.csv", "\n".join(lines) + "\n")


def outcome(yunce: Run, *words: object) -> dict[str, Any]:
    said = yunce("rules", "test", *words, "--json")
    assert said.code == 0, said.err + said.out
    return {each["id"]: each for each in said.json["rules"]}


def when(each: dict[str, Any]) -> list[tuple[str, str, str | None]]:
    return [(f["subject"], f["opened"], f["closed"]) for f in each["firings"]]


def test_when_each_rule_would_have_fired(yunce: Run, plan: Path, facts: Path) -> None:
    found = outcome(yunce, plan, "--facts", facts)
    assert when(found["add_seat"]) == [("a", "2026-W05", "2026-W06"), ("a", "2026-W11", "2026-W12")]
    assert when(found["low"]) == [("a", "2026-W11", "2026-W13")]
    assert when(found["flood"]) == [("", "2026-W02", "2026-W05")]
    assert (found["low"]["held"], found["low"]["known"]) == (3, 26)
    assert found["low"]["standing"] == {"a": "quiet", "b": "quiet"}
    assert (found["add_seat"]["subjects"], found["add_seat"]["steps"]) == (["a", "b"], 13)


def test_a_week_that_is_not_over_says_nothing(yunce: Run, plan: Path, facts: Path) -> None:
    found = outcome(yunce, plan, "--facts", facts, "--rule", "flood", "--as-of", week(3, 1))
    assert found["flood"]["known"] == 3
    assert when(found["flood"]) == [("", "2026-W02", None)]


def test_the_three_readings_side_by_side(yunce: Run, plan: Path, facts: Path) -> None:
    each, total, below = outcome(yunce, plan, "--facts", facts, "--rule", "add_seat")["add_seat"]["readings"]
    assert [r["reading"] for r in (each, total, below)] == ["each", "total", "below"]
    assert (when(each), when(total)) == ([], [("a", "2026-W05", "2026-W06"), ("a", "2026-W11", "2026-W12")])
    assert when(below) == [("a", "2026-W12", "2026-W13")]  # 90 %, 88 %, 89 %: five points under the centre's 95 %
    assert 0 < float(total["noise"]["rate"]) < 1 / 24


def test_only_some_days_are_told(yunce: Run, plan: Path, facts: Path) -> None:
    found = outcome(yunce, plan, "--facts", facts, "--rule", "add_seat", "--from", "2026-03-01", "--to", "2026-03-15")
    assert when(found["add_seat"]) == [("a", "2026-W11", None)]
    assert found["add_seat"]["steps"] == 3


def test_days_turned_round_are_told(yunce: Run, plan: Path, facts: Path) -> None:
    said = yunce("rules", "test", plan, "--facts", facts, "--from", "2026-03-01", "--to", "2026-02-01")
    assert said.code == 2 and "晚于" in said.err


def test_weeks_may_be_told_by_name(yunce: Run, plan: Path, facts: Path, tmp_path: Path) -> None:
    """`2026-W02` instead of a day in it: the same firings."""
    lines = ["指标,单位,日期,数值"]
    for number, (a, b) in enumerate(zip(A, B, strict=True)):
        lines += [f"接通率,甲厅,2026-W{number + 2:02d},{a}", f"answer_rate,b,2026-W{number + 2:02d},{b}"]
    named = written(tmp_path / "weeks.csv", "\n".join(lines) + "\n")
    by_day, by_week = (outcome(yunce, plan, "--facts", file, "--rule", "low")["low"] for file in (facts, named))
    assert when(by_week) == when(by_day) != []


def test_loaded_facts_do_the_same(yunce: Run, plan: Path, facts: Path) -> None:
    assert yunce("load", facts).code == 0
    assert outcome(yunce, plan) == outcome(yunce, plan, "--facts", facts)


def test_the_table_names_rate_and_noise(yunce: Run, plan: Path, facts: Path) -> None:
    said = yunce("rules", "test", plan, "--facts", facts)
    assert "纯属偶然" in said.out
    assert "2026-W11" in said.out
    rows = yunce("rules", "test", plan, "--facts", facts, "--format", "csv").csv
    assert rows[0]["rule"] == "add_seat"


def test_all_rules_are_listed(yunce: Run, plan: Path) -> None:
    rows = yunce("rules", "list", plan, "--json").json["rules"]
    assert [row["id"] for row in rows if row["in_plan"]] == ["add_seat", "low", "flood"]


def test_an_unknown_rule_and_a_broken_file_are_told(yunce: Run, plan: Path, tmp_path: Path) -> None:
    said = yunce("rules", "test", plan, "--rule", "addseat", "--json")
    assert said.code == 2
    assert said.json["problems"][0]["code"] == "rules.unknown"
    broken = written(tmp_path / "broken.csv", "指标,单位,日期,数值\n接通率,a,昨天,很好\n")
    said = yunce("rules", "test", plan, "--facts", broken)
    assert said.code == 2
    assert "rules.fact_rejected" in said.err


LACKING = """
yunce: 1
plan: {id: cc, title: 热线, period: 2026}
use: [ecommerce]
units: [{id: a, name: 甲厅}, {id: b, name: 乙厅}]
rules:
  - {id: whole, title: 接通走低, each: unit, every: week, when: "falls(answer_rate, 3)"}
  - {id: roi, title: 投产走低, each: unit, every: week, when: "ad_roi < 2"}
  - {id: either, title: 两样之一, each: unit, every: week, when: "answer_rate < 90% or ad_roi < 2"}
  - {id: people, title: 谁接得少, each: person, every: week, when: "answer_rate < 90%"}
  - {id: sort, title: 只看大厅, each: unit, every: week, when: "kind == '大厅' and answer_rate < 90%"}
  - {id: far, title: 低于目标, each: unit, every: week, when: "falls(answer_rate, 2, below=5pp)"}
  - {id: long, title: 要一年, each: unit, every: week, when: "change(answer_rate, 52) < 0"}
"""


def test_each_rule_tells_what_it_misses_and_that_it_was_not_tested(yunce: Run, facts: Path, tmp_path: Path) -> None:
    plan = written(tmp_path / "lacking.yaml", LACKING)
    found = outcome(yunce, plan, "--facts", facts)
    told = {own: (each["tested"], [problem["code"] for problem in each["missing"]]) for own, each in found.items()}
    assert told == {
        "whole": (True, []),
        "roi": (False, ["rules.metric_missing"]),
        "either": (True, ["rules.metric_missing"]),
        "people": (False, ["rules.nobody"]),
        "sort": (True, ["rules.field_unknown"]),
        "far": (False, ["rules.no_target"]),
        "long": (False, ["rules.too_short"]),
    }
    said = yunce("rules", "test", plan, "--facts", facts)
    assert said.out.count("没有回测") >= 4 and "（ad_spend）" in said.out and "没有按人员分的" in said.out
    assert "ads" in found["roi"]["missing"][0]["fix"]
    rows = yunce("rules", "test", plan, "--facts", facts, "--format", "csv")
    assert rows.code == 0 and "rules.nobody" in rows.err


def test_no_facts_at_all(yunce: Run, plan: Path) -> None:
    found = outcome(yunce, plan)
    assert found["low"]["steps"] == 0
    assert found["low"]["rate"] is None
    assert [problem["code"] for problem in found["low"]["missing"]] == ["rules.nothing"]
    assert [problem["code"] for problem in found["flood"]["missing"]] == ["rules.nothing"]


SHOP = """
yunce: 1
plan: {id: o, title: 店, period: 2026}
use: [ecommerce]
units: [{id: shop, name: 店, match: {platform: tmall, shop: 示例旗舰店}}]
rules:
  - {id: large, each: unit, when: "gmv > 100"}
  - {id: idle, each: unit, when: "gmv == 0"}
  - {id: weekly, every: week, when: "orders >= 1"}
  - {id: goods, each: sku, when: "units >= 1"}
  - {id: nobody, each: person, when: "gmv > 0"}
"""


def test_exports_count_days_without_an_order_as_zero(yunce: Run, tmp_path: Path) -> None:
    orders = written(tmp_path / "orders.csv", exports.ORDERS, "gb18030")
    found = outcome(yunce, written(tmp_path / "shop.yaml", SHOP), "--facts", orders)
    assert [f["opened"] for f in found["large"]["firings"]] == ["2026-10-01"]
    assert (found["idle"]["held"], found["idle"]["known"]) == (28, 31)
    assert [(f["opened"], f["closed"]) for f in found["weekly"]["firings"]] == [("2026-W36", "2026-W37")]
    assert found["weekly"]["known"] == 4  # the week of 1 October is not over
    assert found["goods"]["subjects"] == found["nobody"]["subjects"] == []
    assert not found["nobody"]["tested"] and found["weekly"]["tested"]


GOODS = """
yunce: 1
plan: {id: o, title: 店, period: 2026}
use: [ecommerce]
units: [{id: shop, name: 店, match: {platform: taobao, shop: ""}}]
items: [{id: scarf, name: 主推围巾, sku: SKU1}]
rules:
  - {id: sold, each: sku, when: "units >= 1"}
"""


def test_goods_are_called_as_the_plan_or_else_their_orders_call_them(yunce: Run, tmp_path: Path) -> None:
    lines = written(tmp_path / "items.csv", exports.ITEMS, "gb18030")
    found = outcome(yunce, written(tmp_path / "goods.yaml", GOODS), "--facts", lines)
    assert {(f["subject"], f["subject_name"]) for f in found["sold"]["firings"]} == {("SKU1", "主推围巾"), ("SKU2", "围巾B")}
