# SPDX-License-Identifier: Apache-2.0
"""What something grows or falls to, told behind by how much, in the sentence or as the total of the table below."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yunce.checker.checking import check_reading
from yunce.reader.files import read_bytes
from yunce.reader.reading import read_document


def found(text: str) -> list[tuple[str, str]]:
    findings = check_reading(read_document(read_bytes("plan.md", f"# 计划\n\n## 一、目标\n\n{text}\n".encode()))).findings
    return [(one.code, one.expected) for one in findings if one.code.startswith("SUM")]


@pytest.mark.parametrize(
    ("line", "right", "wrong", "told"),
    [
        ("2026年课程收入2,600万元。2027年计划在此基础上增长15%，达到{}万元。", "2,990", "3,990", "29900000"),
        ("上年发货量36万吨，今年下降5%，降到{}万吨。", "34.2", "54.2", "342000"),
        ("2026年门诊18万人次，2027年计划提高15%，增加2.7万人次，达到{}万人次。", "20.7", "30.7", "207000"),
        ("去年会员4,000人，今年增长25%，年末会员达到{}人。", "5,000", "6,000", "5000"),
        ("年初贷款余额60亿元，增长9%，年末{}亿元。", "65.4", "75.4", "6540000000"),
        ("2026年出口樣品1,500件，2027年預計增長6%，達到{}件。", "1,590", "1,790", "1590"),
    ],
)
def test_what_is_reached_is_base_and_change(line: str, right: str, wrong: str, told: str) -> None:
    assert found(line.format(right)) == []
    assert ("SUM064", told) in found(line.format(wrong))


@pytest.mark.parametrize(
    "line",
    [
        "2026年产值8,123万元，2027年增长8%，达到8,800万元。",
        "2026年收入8,000万元，2027年线上增长8%，达到1,200万元。",
        "2026年收入8,000万元，增长8%，利润640万元。",
        "上年收入5000万元，今年增长8%，其中新客户达到600万元。",
    ],
)
def test_other_things_and_rounded_targets_are_left_alone(line: str) -> None:
    assert found(line) == []


def test_the_table_below_tells_what_is_reached() -> None:
    table = "| 部门 | 收入 |\n| --- | --- |\n| 一部 | 4000 |\n| 二部 | 4640 |\n| 合计 | 8640 |"
    text = "2026年收入{}万元，2027年增长8%，指标分解如下表（单位：万元）。\n\n" + table
    assert found(text.format("8,000")) == []
    assert "SUM064" in {code for code, _ in found(text.format("9,000"))}


def test_the_largest_total_below_is_meant_where_the_others_are_its_parts() -> None:
    table = "| 部门 | 收入 | 上半年 | 下半年 |\n| --- | --- | --- | --- |\n| 干线 | 4320 | 2060 | 2260 |\n| 仓储 | 4320 | 2070 | 2250 |\n"
    text = "2026年公司收入8,000万元，2027年增长{}%，指标分解如下表（单位：万元）。\n\n" + table + "| 合计 | 8640 | 4130 | 4510 |"
    assert found(text.format(8)) == []
    assert "SUM064" in {code for code, _ in found(text.format(2))}


@settings(max_examples=20, deadline=None)
@given(st.integers(min_value=20, max_value=900), st.integers(min_value=1, max_value=30))
def test_exact_growth_is_never_told(hundreds: int, rate: int) -> None:
    base = hundreds * 100
    new = Decimal(base) * (100 + rate) / 100
    assert found(f"上年收入{base}万元，今年增长{rate}%，达到{new.normalize():f}万元。") == []
