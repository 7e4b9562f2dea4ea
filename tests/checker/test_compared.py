# SPDX-License-Identifier: Apache-2.0
"""Signs that were lost, seen by what stands beside them: the other time of day, the number compared with, the small ranges around."""

from __future__ import annotations

import pytest

from tests.checker.test_silence import codes

LOST = (
    ("早班7:30-15:30，夜班{21:00}—次日7:30。", "2100", "NUM020"),
    ("早班7:30-15:30，夜班21:00—次日{7:30}。", "730", "NUM020"),
    ("营业时间：{10:00}至22:00；打烊盘点22:15结束。", "1000", "NUM020"),
    ("营业时间：10:00至22:00；晨会{9:45}开始。", "945", "NUM020"),
    ("| 班次 | 开始 | 结束 |\n| --- | --- | --- |\n| 早班 | 8:00 | {16:00} |\n| 中班 | 12:00 | 20:00 |", "1600", "NUM020"),
    ("夜班21:00{—}次日7:30。", "", "NUM001"),
    ("折合单通成本{8.33}元，比上年8.90元下降。", "833", "NUM021"),
    ("2026年预计完成销售{1.16}亿元。2027年销售目标1.28亿元。", "116", "NUM021"),
    ("1. A级系数1.2；\n2. B级系数{1.1}；\n3. C级系数0.8；\n4. D级系数0。", "11", "NUM021"),
    ("| 档位 | 每件奖励 |\n| --- | --- |\n| 第一档 | 0.6元 |\n| 第二档 | 0.8元 |\n| 第三档 | {1.0}元 |", "10", "NUM021"),
    ("新品打样{3-5}天，报价1-2个工作日，质检2-3天。", "35", "NUM022"),
)


@pytest.mark.parametrize(("text", "wrong", "code"), LOST)
def test_a_lost_sign_is_told(text: str, wrong: str, code: str) -> None:
    right = text[text.index("{") + 1 : text.index("}")]
    assert code not in codes(text.replace(f"{{{right}}}", right))
    assert code in codes(text.replace(f"{{{right}}}", wrong))


@pytest.mark.parametrize(
    "text",
    [
        "单价9.5元，100件共950元。客单价62.5元，客单件数3.2件。毛利率由33.5%提高到35%，费用率由21.4%降到20%。",
        "7:30—15:30上班，编号2100，全年2100人次，日均1530单。会议9:00开始，预算1200元。",
        "夜间22:00-6:00值班补贴30元，周末9:00到1200元档位客户回访。",
        "每天2-3次巡检，每班4-6人，共12人，周期12个月，24小时值守，一期45天，二期34天。",
        "各项存款余额达到56亿元，较年初净增6.5亿元。",
        "| 项目 | 金额（万元） |\n| --- | --- |\n| 房租 | 12.5 |\n| 人工 | 130 |\n| 水电 | 3.8 |",
        "| 指标 | 目标 |\n| --- | --- |\n| 开业时间 | 9:30 |\n| 打烊时间 | 22:00 |\n| 日均客流 | 1200 |",
    ],
)
def test_other_numbers_are_left_alone(text: str) -> None:
    assert not codes(text) & {"NUM001", "NUM020", "NUM021", "NUM022"}
