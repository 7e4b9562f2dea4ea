# SPDX-License-Identifier: Apache-2.0
"""Totals of what one sentence adds to what another sentence, line or table told."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yunce.checker.checking import check_reading
from yunce.reader.files import read_bytes
from yunce.reader.reading import read_document


def found(text: str) -> list[tuple[str, str]]:
    findings = check_reading(read_document(read_bytes("plan.md", f"# 计划\n\n## 一、编制\n\n{text}\n".encode()))).findings
    return [(one.code, one.expected) for one in findings if one.code.startswith("SUM")]


@pytest.mark.parametrize(
    ("text", "right", "wrong", "expected"),
    [
        ("住院药房配药师12人，门诊药房配18人，共30人。再加静配中心9人，药学部合计{}人。", "39", "49", "39"),
        ("直营门店销售2,400万元。连同团购600万元、线上500万元，全年销售合计{}万元。", "3,500", "3,900", "35000000"),
        ("巡线12组，每组每班3人，两班轮值，需72人；另配抢修40人、调度18人，合计{}人。", "130", "180", "130"),
        ("平台及专线等费用540万元，与租金成本合计{}万元。\n\n租金成本按面积测算，全年共960万元。", "1,500", "1,800", "15000000"),
        ("印刷費300萬元。加上紙張費100萬元、運費80萬元，合計{}萬元。", "480", "580", "4800000"),
        (
            "| 班组 | 人数（人） |\n| --- | --- |\n| 甲 | 80 |\n| 乙 | 60 |\n| 合计 | 140 |\n\n另设文件组25人、保安15人，全站编制{}人。",
            "180",
            "280",
            "180",
        ),
    ],
)
def test_what_is_added_and_what_was_told(text: str, right: str, wrong: str, expected: str) -> None:
    assert found(text.format(right)) == []
    assert ("SUM065", expected) in found(text.format(wrong))


@pytest.mark.parametrize(
    "text",
    [
        "公司收入5,000万元，利润300万元。另有补贴收入100万元、理财收益50万元，合计150万元。",
        "一期投资3,000万元。二期另投2,000万元，全年利息合计150万元。",
        "现有人员120人。另招实习生每店3人，合计24人。",
    ],
)
def test_additions_of_their_own_are_left_alone(text: str) -> None:
    assert not {"SUM065", "SUM001"} & {code for code, _ in found(text)}


@settings(max_examples=20, deadline=None)
@given(st.integers(100, 900), st.integers(10, 90), st.integers(10, 90))
def test_right_totals_are_never_told(first: int, second: int, third: int) -> None:
    assert found(f"一线岗位共{first}人。加上质检{second}人、仓管{third}人，全厂合计{first + second + third}人。") == []
