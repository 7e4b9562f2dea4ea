# SPDX-License-Identifier: Apache-2.0
"""A draft is a plan that validates: every part that the text tells; what it does not tell stays open."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.reader.corpus_files import Example, examples
from yunce.app.plan_files import load_text
from yunce.app.settings import Settings
from yunce.plan.document import Plan
from yunce.plan.parse import parse
from yunce.reader.draft import draft_text
from yunce.reader.drafting.written import period_of
from yunce.reader.files import read_bytes
from yunce.reader.reading import read_document
from yunce.values.problem import Problem, has_errors

HOME = Settings(Path("no-home"))


def drafted(text: str) -> str:
    return draft_text(read_document(read_bytes("a.txt", text.encode())))


def plan_of(text: str) -> Plan:
    plan, problems = parse(drafted(text))
    assert plan is not None, problems
    return plan


def problems_of(text: str) -> list[Problem]:
    """What the validator says of a draft."""
    return list(load_text(text, HOME).problems)


@pytest.mark.parametrize("example", list(examples()), ids=lambda one: one.name)
def test_the_draft_of_every_genre_validates(example: Example) -> None:
    text = draft_text(read_document(read_bytes(example.file_name, example.data())))
    for plan in text.split("\n---\n"):  # of a file with several plans each one
        assert not has_errors(problems_of(plan)), [str(one) for one in problems_of(plan)]


SCORES = "指标\t权重\t满分标准\n接通率\t40%\t95%\n满意度\t60%\t99%\n\n"
GRADES = "二、等级\n等级\t得分\t系数\nA\t90分以上\t1.2\nB\t75-89分\t1.1\nC\t75分以下\t0.8\n"
TIERS = "月营业额:10万元\n客服:2人\n人员成本:6000元\n月营业额:20万元\n客服:4人\n人员成本:14000元"
LINES = st.sampled_from(
    [
        *(
            "一、目标",
            "二、考核",
            "三、预算",
            "销售额达到300万元",
            "销售额力争350万元",
            "一季度销售额60万元",
            "毛利率不低于30%",
            "差错率万分之二",
        ),
        *("客服3名,月薪5000元", "每周一盘点", "8月15日前完成选品", "第一阶段(1月-3月):筹备", "超过3天未处理的扣5分", "去年销售额200万元"),
        *("合计80万元", "4月31日开业", "完成率达到5080%", "2027年3月底前验收", "0.5件", SCORES, GRADES, TIERS),
    ]
)


@given(st.lists(LINES, max_size=16).map("\n".join))
def test_any_text_drafts_a_plan_without_errors(text: str) -> None:
    draft = drafted("2026年运营计划\n" + text)
    assert not [one for one in problems_of(draft) if one.severity.value == "error" and not one.code.startswith("plan.outside")], draft


def test_a_stretch_goal_stands_beside_the_goal() -> None:
    (target,) = plan_of("2026年计划\n一、目标\n销售额确保300万元,力争350万元").targets
    assert (str(target.value), str(target.stretch)) == ("3000000", "3500000")


def test_two_values_for_one_thing_are_for_people_to_settle() -> None:
    plan = plan_of("2026年计划\n一、目标\n销售额达到300万元\n销售额达到320万元")
    (target,) = plan.targets
    assert target.value is None
    assert any(path.endswith("value") for path in plan.open_values)


def test_a_quarter_is_part_of_the_year() -> None:
    year, quarter = plan_of("2026年计划\n一、目标\n2026年销售额达到300万元\n2026年一季度销售额达到60万元").targets
    assert quarter.parent == year.id


def test_headcount_by_tiers() -> None:
    (table,) = plan_of(f"2026年计划\n一、编制\n{TIERS}").headcount
    assert [(str(tier.start), [str(n) for n in tier.roles.values()], str(tier.cost)) for tier in table.tiers] == [
        ("100000", ["2"], "6000"),
        ("200000", ["4"], "14000"),
    ]


def test_a_scorecard_with_its_grades() -> None:
    text = f"2026年考核办法\n{SCORES}{GRADES}"
    (card,) = plan_of(text).scorecards
    assert [(str(item.weight), str(item.full)) for item in card.items] == [("40", "95%"), ("60", "99%")]
    assert [(grade.name, str(grade.start), str(grade.pay)) for grade in card.grades] == [
        ("A", "90", "1.2"),
        ("B", "75", "1.1"),
        ("C", "0", "0.8"),
    ]


def test_a_past_result_is_a_baseline() -> None:
    (baseline,) = plan_of("2026年计划\n2025年销售额200万元,2026年销售额目标300万元").baselines
    assert (str(baseline.period), str(baseline.value)) == ("2025", "2000000")


def test_rules_wait_for_their_formula() -> None:
    plan = plan_of("2026年计划\n当接通率低于80%时,启动增援")
    (rule,) = plan.rules
    assert rule.when == ""
    assert rule.title == "当接通率低于80%时,启动增援"


def test_part_of_a_month_is_days() -> None:
    assert period_of("2026-02-late") == "2026-02-21..2026-02-28"
    assert period_of("2026-13") == {"unknown": "true", "stated": "2026-13"}
    assert period_of("20xx-early") == {"unknown": "true", "stated": "20xx-early"}
    assert period_of("2026-Q2-mid") == {"unknown": "true", "stated": "2026-Q2-mid"}
