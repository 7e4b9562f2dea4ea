# SPDX-License-Identifier: Apache-2.0
"""From a document to statements: kinds, names, periods, owners; what is left aside says why; the contract holds."""

from __future__ import annotations

import json
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.reader.office import p, tbl, tc, word
from yunce.plan.parse import parse
from yunce.reader.contract import as_json, table_row, value_text
from yunce.reader.draft import draft_text
from yunce.reader.explain import explained
from yunce.reader.files import read_bytes
from yunce.reader.reading import Reading, Statement, read_document
from yunce.values.problem import has_errors


def reading_of(text: str, name: str = "a.txt") -> Reading:
    return read_document(read_bytes(name, text.encode()))


def one(reading: Reading, quote: str) -> Statement:
    """The statement at a quote."""
    (found,) = [s for s in reading.statements if reading.document.text[s.mention.start : s.mention.end] == quote]
    return found


def why(reading: Reading, quote: str) -> str:
    """Why a number was left aside."""
    return next(a.why for a in reading.aside if reading.document.text[a.mention.start : a.mention.end] == quote)


@pytest.mark.parametrize(
    ("text", "quote", "kind", "what"),
    [
        ("2026年计划\n全年销售额达到500万元", "500万元", "target", "销售额"),
        ("2026年计划\n客户满意度不低于95%", "不低于95%", "target", "客户满意度"),
        ("2026年计划\n培训费用3万元", "3万元", "budget", "培训费用"),
        ("2026年计划\n准备2万元装修费用", "2万元", "budget", "装修费用"),
        ("2026年计划\n人员成本10%", "10%", "ratio", "人员成本"),
        ("2026年计划\n招聘3名客服", "3名", "headcount", "客服"),
        ("2026年计划\n总投入:90万元", "90万元", "total", "总投入"),
        ("2026年计划\n8月15日前完成选品", "8月15日", "milestone", "选品"),
        ("2026年计划\n每周一召开店长例会", "每周一", "duty", "召开店长例会"),
        ("2026年计划\n如果缺货率超过5%,则启动约谈", "超过5%", "rule", "缺货率"),
        ("2026年考核办法\n出勤率权重20分", "20分", "appraisal", "出勤率权重"),
        ("2026年计划\n物业费收入1650万元", "1650万元", "target", "物业费收入"),
        ("2026年计划\n每季度抽查覆盖面25%", "25%", "duty", "抽查覆盖面"),
    ],
)
def test_kind_and_name(text: str, quote: str, kind: str, what: str) -> None:
    found = one(reading_of(text), quote)
    assert found.kind == kind
    assert found.links.what == what


def test_a_table_gives_metric_scope_period_unit_and_owner() -> None:
    table = tbl(
        tc("指标(万元)") + tc("上半年") + tc("下半年") + tc("责任人"),
        tc("销售收入") + tc("120") + tc("180") + tc("王敏"),
        tc("合计") + tc("120") + tc("180") + tc(""),
    )
    reading = read_document(read_bytes("a.docx", word(p("2026年度经营计划", "H1"), table)))
    first = reading.statements[0]
    assert (first.kind, first.links.what, first.links.period, first.links.owner) == ("target", "销售收入", "2026-H1", "王敏")
    assert value_text(first.mention) == "1200000CNY"
    assert [s.kind for s in reading.statements] == ["target", "target", "total", "total"]


def test_a_list_of_months_meets_a_list_of_numbers() -> None:
    reading = reading_of("2026年9/10/11月销售目标:20万/40万/90万")
    periods = {value_text(s.mention): s.links.period for s in reading.statements if s.mention.value}
    assert periods == {"200000CNY": "2026-09", "400000CNY": "2026-10", "900000CNY": "2026-11"}


def test_a_section_inherits_the_period_of_its_line() -> None:
    reading = reading_of("2026年计划\n第二阶段:试运营\n时间:9月1日-10月30日\n销售额10万元\n")
    assert one(reading, "10万元").links.period == "2026-09-01..2026-10-30"


def test_repeated_labels_are_tiers() -> None:
    text = "人员配置\n营业额:100000元\n客服部:员工2人\n总成本:5000元\n营业额:300000元\n客服部:员工3人\n总成本:9000元\n"
    reading = reading_of(text)
    assert one(reading, "100000元").kind == "rule"
    assert one(reading, "3人").links.scope == "客服部 / 营业额:300000元"
    assert one(reading, "9000元").kind == "total"


@pytest.mark.parametrize(
    ("text", "quote", "reason"),
    [
        ("2026年计划\n1、完成选品", "1、", "numbering"),
        ("2026年计划\n去年销售额为815万元", "815万元", "past result"),
        ("2026年计划\n2025年收入1560万元", "1560万元", "past result"),
        ("2026年计划\n围绕三个方面开展", "三个", "count of what follows"),
        ("2026年计划\n通过ISO9001认证", "ISO9001", "name"),
        ("一、工作总结\n共检查出83处隐患", "83处", "past result"),
    ],
)
def test_what_is_no_plan_fact_is_left_aside(text: str, quote: str, reason: str) -> None:
    assert why(reading_of(text), quote) == reason


def test_growth_over_last_year_is_a_target() -> None:
    assert one(reading_of("2026年计划\n销售收入同比增长12%"), "12%").kind == "target"


def test_several_plans_in_a_file_and_a_copy() -> None:
    body = "全年销售额达到300万元,招聘2名客服。\n"
    reading = reading_of(f"运营计划汇编\n运营计划1\n{body}运营计划2\n成本10万元\n运营计划3\n{body}")
    assert [part.title for part in reading.plans] == ["运营计划1", "运营计划2", "运营计划3"]
    assert [part.copy_of for part in reading.plans] == [-1, -1, 0]


@pytest.mark.parametrize(
    ("title", "genre"),
    [
        ("绩效考核办法", "appraisal"),
        ("人员编制方案", "staffing"),
        ("费用预算", "budget"),
        ("年终总结", "report"),
        ("双11活动方案", "activity"),
        ("年度计划", "plan"),
    ],
)
def test_genre_by_title(title: str, genre: str) -> None:
    assert reading_of(f"{title}\n内容").plans[0].genre == genre


def test_an_owner_is_only_who_is_named() -> None:
    reading = reading_of("2026年计划\n3月1日前完成装修,由工程部负责。\n4月1日前开业。")
    assert [s.links.owner for s in reading.statements] == ["工程部", ""]


def test_qualifiers() -> None:
    reading = reading_of("2026年计划\n确保销售额300万元\n力争销售额350万元\n销售额约320万元")
    assert [s.qualifier for s in reading.statements] == ["commit", "stretch", "about"]


def test_the_json_quotes_verbatim_and_accounts_for_every_digit() -> None:
    text = "2026年計劃\n一、目標\n1、銷售額:３００萬元(去年250萬元)\n2、時間:9月1日 - 4月31日\n"
    row = as_json(reading_of(text))
    everything = [*row["statements"], *row["aside"]]  # type: ignore[misc]
    assert row["text"] == text
    assert all(text[e["start"] : e["end"]] == e["quote"] for e in everything)
    covered = {at for e in everything for at in range(e["start"], e["end"])}
    assert {at for at, sign in enumerate(text) if sign.isdigit()} <= covered
    assert json.loads(json.dumps(row))["document"]["chars"] == len(text)


def test_a_date_before_which_something_is_due() -> None:
    row = as_json(reading_of("2026年计划\n8月15日前完成选品"))["statements"][0]  # type: ignore[index]
    assert row["value"] == {"low": "08-15", "high": "08-15", "unit": "date", "op": "<="}
    assert row["period"] == "2026-08-15"


def test_a_doubt_is_shown_with_its_readings() -> None:
    row = as_json(reading_of("2026年计划\n完成率达到5080%"))["statements"][0]  # type: ignore[index]
    assert row["value"]["low"] == "5080"
    assert row["doubt"] == {"why": "lost separator", "readings": ["50..80"]}


def test_the_draft_is_a_plan_whose_doubts_stay_open() -> None:
    reading = reading_of(
        "2026年运营计划\n销售额达到300万元\n完成率达到5080%\n招聘2名客服\n广告费用5万元\n8月15日前完成选品\n每周一盘点\n签约额xx万元"
    )
    plan, problems = parse(draft_text(reading))
    assert plan is not None
    assert not has_errors(p for p in problems if not p.code.startswith(("plan.unknown_value", "plan.disputed")))
    assert str(plan.plan.period) == "2026"
    assert (len(plan.targets), len(plan.roles), len(plan.budget), len(plan.initiatives), len(plan.duties)) == (3, 1, 1, 1, 1)
    assert any("value" in path for path in plan.open_values)


def test_what_each_step_made_of_a_file_can_be_looked_at() -> None:
    reading = reading_of("2026年计划\n一、目标\n销售额达到300万元")
    shown = "\n".join(explained(reading))
    assert "章节=goal" in shown
    assert "300万元 → quantity 3000000CNY ⇒ m1 target" in shown
    assert table_row(reading, reading.statements[0])["value"] == "3000000CNY"


@given(
    st.lists(
        st.sampled_from(["一、目标\n", "销售额300万元", "5人", "\n", "\t", "合计", "2026年", ":", "| 3 |", "每月5日", "(", "20xx"]),
        max_size=14,
    ).map("".join)
)
def test_any_text_is_read_whole(text: str) -> None:
    if not text.strip():
        return
    reading = reading_of(text)
    spans = sorted((m.mention.start, m.mention.end) for m in (*reading.statements, *reading.aside))
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
    covered = {at for start, end in spans for at in range(start, end)}
    assert {at for at, sign in enumerate(text) if sign.isdigit()} <= covered
