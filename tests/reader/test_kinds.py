# SPDX-License-Identifier: Apache-2.0
"""Kinds told by structure: brackets, scales, served people, lists, sections; each in several businesses."""

from __future__ import annotations

import pytest

from yunce.reader.files import read_bytes
from yunce.reader.reading import read_document


def kinds(text: str, name: str = "plan.md") -> dict[str, str]:
    """The kind of each number as written; 'aside' where it was left aside."""
    reading = read_document(read_bytes(name, text.encode()))
    said = reading.document.text
    found = {said[one.mention.start : one.mention.end]: "aside" for one in reading.aside}
    return found | {said[one.mention.start : one.mention.end]: one.kind for one in reading.statements}


PLAN = "# 2027年经营计划\n\n## 主要指标\n\n"


@pytest.mark.parametrize(
    ("line", "planned", "past"),
    [
        ("- 首问解决率：81.5%（2026 年为 79.2%）", "81.5%", "79.2%"),
        ("- 平均入住率68%（去年63.5%）；", "68%", "63.5%"),
        ("- 总营收目标6,480万元（2026年预计5,920万元），其中客房3,560万元", "3,560万元", "5,920万元"),
        ("- 单票成本：11.8元（上年12.3元）", "11.8元", "12.3元"),
        ("- 货物吞吐量目标1,240万吨（2026年实际1,163万吨）", "1,240万吨", "1,163万吨"),
        ("- 续费率目标 52%（上年同期 46%）", "52%", "46%"),
    ],
)
def test_a_past_value_in_brackets_leaves_the_plan_its_own(line: str, planned: str, past: str) -> None:
    found = kinds(PLAN + line + "\n")
    assert found[planned] == "target"
    assert found[past] == "aside"


@pytest.mark.parametrize(
    ("line", "quote"),
    [
        ("接待住店客人9.6万人。", "9.6万人"),
        ("老年人体检8,400人。", "8,400人"),
        ("家庭医生签约2.6万人。", "2.6万人"),
        ("招生320人。", "320人"),
        ("慢病建档12,600人。", "12,600人"),
        ("借阅人数 18,000 人。", "18,000 人"),
    ],
)
def test_people_who_are_served_are_no_staff(line: str, quote: str) -> None:
    assert kinds(PLAN + line + "\n")[quote] == "target"


def test_people_who_work_are_staff() -> None:
    found = kinds("# 2027年计划\n\n## 人员\n\n司机120人，招聘护士15人，全店编制1,860人。\n")
    assert found["120人"] == found["15人"] == found["1,860人"] == "headcount"


@pytest.mark.parametrize(
    ("head", "given"),
    [("每户奖励（元）", "3"), ("提成比例", "3%"), ("绩效系数", "1.1"), ("扣减金额", "200元"), ("返利", "2%"), ("津贴（元/月）", "300")],
)
def test_what_a_bound_gives_belongs_to_the_appraisal(head: str, given: str) -> None:
    table = f"| 完成率 | {head} |\n| --- | --- |\n| 80%以下 | 0 |\n| 80%-100% | {given} |\n| 100%以上 | 9 |\n"
    assert kinds(PLAN + table)[given] == "appraisal"


@pytest.mark.parametrize(
    "line",
    [
        "达成率90%以下不发；90%~100%发500元；100%~110%发1,200元。",
        "得分90分以上系数1.2；75—90分系数1.0；75分以下系数0.7。",
        "准点率95%以上奖3,000元；90%至95%不奖不罚；90%以下扣2,000元。",
    ],
)
def test_bounds_in_a_line_and_what_they_give(line: str) -> None:
    found = {quote: kind for quote, kind in kinds("# 2027年方案\n\n## 其他\n\n" + line + "\n").items() if quote != "2027年"}
    assert set(found.values()) <= {"appraisal"}


@pytest.mark.parametrize(
    ("line", "quote"),
    [
        ("- 直营9,600万元（75%），加盟3,200万元（25%）", "75%"),
        ("- 普通席 84 席（70%）、专家席 36 席（30%）", "30%"),
        ("- 直通车：115.2万元（40%）", "40%"),
    ],
)
def test_a_share_in_brackets_behind_an_amount_is_a_ratio(line: str, quote: str) -> None:
    assert kinds("# 2027年方案\n\n" + line + "\n")[quote] == "ratio"


def test_a_name_may_touch_its_number() -> None:
    assert kinds(PLAN + "- GOP1,620万元，RevPAR416元\n")["1,620万元"] == "target"


@pytest.mark.parametrize(
    ("line", "quote", "kind"),
    [
        ("- 产值目标320万元/月，其中工时费140万元、配件180万元", "140万元", "target"),
        ("- 推广费用72万元，其中直播30万元、样品42万元", "42万元", "budget"),
        ("- 建档会员12,600人，其中东区7,300人、西区5,300人", "5,300人", "target"),
        ("- 销售目标1.28亿元；其中直营9,600万元（75%），加盟配送3,200万元（25%）", "3,200万元", "target"),
        ("- 全店编制186人，其中前厅28人、客房158人", "28人", "headcount"),
        ("- 年度签单4,560万元，其中老客户1,560万元、新客户3,000万元", "1,560万元", "target"),
    ],
)
def test_parts_are_of_the_kind_of_their_whole(line: str, quote: str, kind: str) -> None:
    assert kinds("# 2027年方案\n\n" + line + "\n")[quote] == kind


def test_lines_that_add_up_to_a_goal_are_goals_and_have_its_name() -> None:
    text = "# 2027年方案\n\n全年销售额目标330万元。\n\n- 面包 148.5 万元\n- 蛋糕 99 万元\n- 饮品 82.5 万元\n"
    text += "\n一季度：100万元\n\n二季度：110万元\n\n三季度：120万元\n"
    found = kinds(text)
    assert {found[one] for one in ("148.5 万元", "99 万元", "82.5 万元", "100万元", "120万元")} == {"target"}
    reading = read_document(read_bytes("plan.md", text.encode()))
    assert {one.links.what for one in reading.statements if "季度" not in one.links.what and one.links.by == "sum"} == {"销售额"}


def test_a_line_whose_name_tells_no_side_is_of_the_side_of_the_sure_one_above() -> None:
    found = kinds("# 2027年方案\n\n1. 医疗收入：7,350万元\n2. 公卫项目：1,180万元\n3. 人员经费：4,620万元\n4. 试剂耗材：2,890万元\n")
    assert found["1,180万元"] == "target"
    assert found["2,890万元"] == "budget"


def test_shares_that_make_a_hundred_are_ratios() -> None:
    found = kinds("# 2027年方案\n\n奖金池680万元：销售线50%即340万元，售后线35%即238万元，后勤15%即102万元。\n")
    assert found["50%"] == found["35%"] == found["15%"] == "ratio"


def test_rent_that_is_paid_is_a_budget_and_rent_that_comes_in_a_goal() -> None:
    assert kinds("# 2027年方案\n\n- 房租：36万元\n")["36万元"] == "budget"
    assert kinds("# 2027年方案\n\n- 租金收入：360万元\n")["360万元"] == "target"


def test_a_column_of_rewards_belongs_to_the_appraisal() -> None:
    found = kinds(
        "# 2027年方案\n\n| 产品 | 计量 | 每单位奖励（元） |\n| --- | --- | --- |\n| 信用卡 | 每张 | 40 |\n| 私行 | 每户 | 600 |\n"
    )
    assert found["40"] == found["600"] == "appraisal"


@pytest.mark.parametrize(
    ("line", "quote"),
    [
        ("照明节能：54万元，2027年6月1日至8月15日，节电率32%", "2027年6月1日至8月15日"),
        ("开门红：1月1日至3月31日，完成全年存款净增的60%", "1月1日至3月31日"),
        ("灯具更换：3月15日至4月20日，860套", "3月15日至4月20日"),
    ],
)
def test_a_run_of_days_behind_a_label_is_when_it_is_done(line: str, quote: str) -> None:
    assert kinds("# 2027年方案\n\n- " + line + "\n")[quote] == "milestone"
