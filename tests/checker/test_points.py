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
    ],
)
def test_points_make_up_the_full_mark(text: str, wrong: int) -> None:
    right = text[text.index("{") + 1 : text.index("}")]
    assert codes(text.replace(f"{{{right}}}", right)) == set()
    assert "SUM060" in codes(text.replace(f"{{{right}}}", str(wrong)))


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
