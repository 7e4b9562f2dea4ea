# SPDX-License-Identifier: Apache-2.0
"""Signs that were lost between two numbers: what is told, what is expected, what is left alone."""

from __future__ import annotations

import pytest

from tests.checker.test_bands import report_of
from yunce.checker.glued import glued_in


@pytest.mark.parametrize(
    ("words", "joined"),
    [
        ("占比保持8%10%", "8%-10%"),
        ("6月9月分批推广", "6月-9月"),
        ("2026年1月4日2026年1月20日试算", "2026年1月4日-2026年1月20日"),
        ("5月15日6月15日防汛", "5月15日-6月15日"),
        ("20万50万部分提8%", "20万-50万"),
        ("75分(含)90分为合格", "75分(含)-90分"),
        ("备付率1.21.5%", "1.2-1.5"),
        ("高峰5:009:00加派", "5:00-9:00"),
        ("规划(20262028)", "2026-2028"),
        ("2026-0131完成", "2026-01-31"),
        ("202701-15启动", "2027-01-15"),
        ("2027.0104-2027.06.30", "2027.01.04"),
        ("投产比13.5以上", "1:3.5"),
        ("按113左右配置", "1:13"),
    ],
)
def test_two_numbers_in_one(words: str, joined: str) -> None:
    assert [one.joined for one in glued_in(words)] == [joined]


@pytest.mark.parametrize(
    "words",
    [
        "3月8日至3月10日",
        "10万元5人",
        "第2期3个班",
        "ROI达到5",
        "合同号HT2026-0131",
        "单价2027.0104元",
        "2027.01.04-2027.06.30",
        "2026年3月5日",
        "按10%提取",
        "比例为12%",
        "1.2.1节",
        "按15元/人",
    ],
)
def test_one_number_is_left_alone(words: str) -> None:
    assert not list(glued_in(words))


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("行李异常率不超过04‰。", "NUM005"),
        ("每席每月有效工时按16533小时计。", "NUM007"),
        ("旅客满意度达435分。", "NUM007"),
        ("空桥妥善率995%。", "NUM003"),
        ("每位座席每月抽听810通。", "NUM001"),
        ("月销售6001,000元。", "NUM004"),
        ("一季度1,500万元,二季度1,600万元,全年6,3505万元。", "NUM004"),
        ("对公存款净增06亿元。", "NUM005"),
        ("完成率不足按08计。", "NUM005"),
    ],
)
def test_a_number_of_an_impossible_size(words: str, code: str) -> None:
    assert code in {one.code for one in report_of(words).findings}


def test_groups_of_a_merged_cell_are_each_a_whole() -> None:
    head = "| 部门 | 指标 | 权重 |\n| --- | --- | --- |\n"
    rows = head + "| 销售 | 回款 | 60% |\n| 销售 | 新客 | {} |\n| 生产 | 交付 | 70% |\n| 生产 | 合格 | 30% |"
    assert not [one for one in report_of(rows.format("40%")).findings if one.code == "SUM011"]
    assert [one.stated for one in report_of(rows.format("35%")).findings if one.code == "SUM011"] == ["95%"]


def test_a_column_of_weekdays_is_held_to_the_dates() -> None:
    head = "# 2027年日程\n\n| 事项 | 截止日期 | 星期 |\n| --- | --- | --- |\n"
    rows = head + "| 半年结账 | 2027年7月{}日 | 周二 |\n| 预算初稿 | 2027年10月18日 | 周一 |"
    assert not [one for one in report_of(rows.format(6)).findings if one.code == "DATE004"]
    assert [one.expected for one in report_of(rows.format(8)).findings if one.code == "DATE004"] == ["星期四"]


def test_an_impossible_day_within_a_dotted_span_is_told() -> None:
    assert "DATE001" in {one.code for one in report_of("工期2027.01.04-2027.06.31。").findings}
    assert not [one for one in report_of("工期2027.01.04-2027.06.30。").findings if one.code == "DATE001"]


@pytest.mark.parametrize("words", ["外墙修补9月1日开工,8月10日完工。", "建设自2027年1月起至2026年6月止。"])
def test_a_start_behind_its_end_is_told(words: str) -> None:
    assert "DATE002" in {one.code for one in report_of(words).findings}


def test_stages_of_a_table_that_overlap_are_told() -> None:
    rows = "| 期次 | 起止 |\n| --- | --- |\n| 一期 | 2027.01.04-2027.06.30 |\n| 二期 | 2027.05.10-2027.12.31 |"
    assert "DATE006" in {one.code for one in report_of(rows).findings}


def test_bands_in_ten_thousands_written_with_a_letter() -> None:
    words = "客服提成:月销售额20W以下提0.3%,{}W-40W提0.5%,40W以上提0.8%。"
    assert "BAND001" in {one.code for one in report_of(words.format(25)).findings}
    assert "BAND001" not in {one.code for one in report_of(words.format(20)).findings}
