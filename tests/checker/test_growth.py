# SPDX-License-Identifier: Apache-2.0
"""Growth in percent, points and numbers, with what there was before in the sentence, the one in front, or the line above."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yunce.checker.checking import check_reading
from yunce.reader.files import read_bytes
from yunce.reader.reading import read_document


def found(*lines: str) -> list[tuple[str, str]]:
    text = "# 计划\n\n## 一、目标\n\n" + "\n\n".join(lines) + "\n"
    findings = check_reading(read_document(read_bytes("plan.md", text.encode()))).findings
    return [(one.code, one.expected) for one in findings if one.code.startswith("SUM")]


@pytest.mark.parametrize(
    ("lines", "right", "wrong", "told"),
    [
        (["2026年预计完成销售1.16亿元，门店86家。2027年销售目标1.28亿元，同比增长{}%。"], "10.3", "20.3", ("SUM013", "10.3%")),
        (["上年实现销售8400万元。", "本年目标9660万元，同比增长{}%。"], "15", "25", ("SUM013", "15%")),
        (["以上合计1500万元，折合单通成本8.33元，比上年8.90元降{}%。"], "6.4", "7.4", ("SUM013", "6.4%")),
        (["贷款余额18.9亿元，较年初增加2.7亿元，增长{}%。"], "16.7", "26.7", ("SUM013", "16.7%")),
        (["2026年末门店48家，2027年末60家，净增{}家。"], "12", "15", ("SUM041", "12")),
        (["成本费用率82.5%，上年84%，下降{}个百分点。"], "1.5", "2.5", ("SUM041", "1.5")),
    ],
)
def test_growth_is_told(lines: list[str], right: str, wrong: str, told: tuple[str, str]) -> None:
    assert found(*(line.format(right) for line in lines)) == []
    assert told in found(*(line.format(wrong) for line in lines))


@pytest.mark.parametrize(
    "line",
    [
        "贷款余额12.6亿元，较年初增加1.4亿元，增长12.5%；不良率0.92%，下降0.08个百分点；存款余额18.3亿元，增长8%。",
        "单台成本由8.6万元降到7.9万元，下降8.1%，全年生产1200台，可节约840万元。",
        "今年目标4830万元，其中线上1800万元，增长30%；线下3030万元，增长7.6%。",
        "上年投诉120件。今年销售额3000万元，增长12%。",
    ],
)
def test_changes_of_other_things_are_left_alone(line: str) -> None:
    assert found(line) == []


@settings(max_examples=20, deadline=None)
@given(st.integers(100, 9000), st.integers(1, 60))
def test_a_difference_is_told_exactly_where_it_is_wrong(old: int, more: int) -> None:
    line = "2026年末在校学生{}人，2027年末{}人，净增{}人。"
    assert not found(line.format(old, old + more, more))
    assert found(line.format(old, old + more, more + 7)) == [("SUM041", str(more))]
