# SPDX-License-Identifier: Apache-2.0
"""Scorecards: points of tables, lists, headings and sentences against their full mark; classes against their items."""

from __future__ import annotations

import pytest

from tests.checker.test_silence import codes

TABLE = "| 项目 | 标准分 |\n| --- | --- |\n| 陈列 | {35} |\n| 卫生 | 25 |\n"
OTHER = "| 项目 | 标准分 |\n| --- | --- |\n| 团队 | 25 |\n| 合规 | 15 |\n"
CLASSES = "| 指标 | 细项 | 分值 |\n| --- | --- | --- |\n| {first} | 收入 | {30} |\n| {first} | 利润 | 20 |\n| {second} | 安全 | 50 |\n"


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("## 评分（满分60分）\n\n" + TABLE, 45),
        ("## 评分（总分100分）\n\n定量部分如下。\n\n" + TABLE + "\n定性部分如下。\n\n" + OTHER, 45),
        ("## 评分（100分制）\n\n1. 营收达成：{40}分，每差1%扣1分\n2. 费用控制：25分\n3. 团队稳定：20分\n4. 学习培训：15分", 45),
        (
            "# 竞赛办法（百分制）\n\n## 1. 安全（{45}分）\n\n一起扣10分。\n\n## 2. 产量（35分）\n\n低1%扣2分。\n\n"
            "## 3. 现场（20分）\n\n一处扣1分。",
            50,
        ),
        ("年度评优按百分制打分：业绩占{50}分，作风占30分，创新占20分。", 60),
        ("教练月评按百分制：课时达标{40}分，续课率30分，学员反馈20分，器材10分。", 70),
        ("驻场主管季度得分由进度{35}、质量25、安全30、文档10四部分构成，总计100分；发生工伤扣20分。", 45),
        ("线路评比中准点占{30}分，安全行车40分，油耗20分，车容10分，满分100分。", 35),
        ("宿舍流动红旗满分50分：卫生{20}分、纪律15分、安全15分。", 25),
        ("## 班组评分（满分100分）\n\n| 项目 | 分值 |\n| --- | --- |\n| 产量 | {45} |\n| 质量 | 35 |\n| 现场 | 20 |\n| 总分 | 100 |\n", 55),
    ],
)
def test_points_make_up_the_full_mark(text: str, wrong: int) -> None:
    right = text[text.index("{") + 1 : text.index("}")]
    assert codes(text.replace(f"{{{right}}}", right)) == set()
    assert codes(text.replace(f"{{{right}}}", str(wrong))) & {"SUM060", "SUM001", "SUM002"}


@pytest.mark.parametrize(
    "text",
    [
        "试卷共100分，90分以上为优秀，80分为良好，60分为及格。",
        "总分100分，90分、80分、70分、60分为四个等级的界线。",
        "上月平均得分92分，其中城东店95分、城西店90分、城南店91分，满分100分。",
        "百分制考试，甲班平均85分，乙班78分，丙班80分。",
    ],
)
def test_points_that_are_no_parts_of_the_full_mark_are_left(text: str) -> None:
    assert codes(text) == set()


def test_a_class_is_the_sum_of_its_items() -> None:
    in_cells = CLASSES.replace("{first}", "经营（50分）").replace("{second}", "管理（50分）")
    assert codes(in_cells.replace("{30}", "30")) == set()
    assert "SUM061" in codes(in_cells.replace("{30}", "35"))
    below = CLASSES.replace("{first}", "经营").replace("{second}", "管理") + "\n小结：经营50分、管理50分。"
    assert codes(below.replace("{30}", "30")) == set()
    assert "SUM061" in codes(below.replace("{30}", "35"))


@pytest.mark.parametrize(
    "text",
    [
        "| 行为 | 扣分 |\n| --- | --- |\n| 迟到 | 2 |\n| 投诉 | 10 |\n\n满分100分，扣完为止。",
        "## 计分卡（满分100分，另设加分项最高10分）\n\n| 项目 | 分值 |\n| --- | --- |\n| 销售 | 60 |\n| 服务 | 40 |\n| 加分项 | 10 |",
        "顾客评价满分100分，目标90分以上。\n\n| 门店 | 目标得分 |\n| --- | --- |\n| 一店 | 92 |\n| 二店 | 90 |",
    ],
)
def test_other_points_make_up_nothing(text: str) -> None:
    assert not codes(text) & {"SUM060", "SUM061"}
