# SPDX-License-Identifier: Apache-2.0
"""Averages of people, orders, shops and square metres against their whole and their number."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yunce.checker.checking import check_reading
from yunce.reader.files import read_bytes
from yunce.reader.reading import read_document


def found(*lines: str) -> list[tuple[str, str, str]]:
    text = "# 计划\n\n## 一、效率\n\n" + "\n\n".join(lines) + "\n"
    findings = check_reading(read_document(read_bytes("plan.md", text.encode()))).findings
    return [(one.code, one.severity.value, one.expected) for one in findings if one.code.startswith("SUM")]


@pytest.mark.parametrize(
    ("line", "right", "wrong", "expected"),
    [
        ("营业收入9360万元，员工180人，人均产值{}万元。", "52", "62", "520000"),
        ("销售额2880万元，营业面积1600平方米，坪效{}万元/平方米。", "1.8", "2.8", "18000"),
        ("全年外卖36万单，销售额1368万元，单均{}元。", "38", "32", "38"),
        ("班级48个，学生2160人，班均{}人。", "45", "48", "45"),
        ("人均管理面积：{}平方米（在管125万平方米÷540人）", "2315", "3315", "2315"),
    ],
)
def test_an_average_of_its_sentence(line: str, right: str, wrong: str, expected: str) -> None:
    assert found(line.format(right)) == []
    assert expected in [value for _, _, value in found(line.format(wrong))]


def test_the_number_of_things_in_a_line_above_makes_a_question() -> None:
    lines = ["1. 话务：180万通", "2. 系统：168万元", "合计1500万元，折合单通成本{}元。"]
    assert not [one for one in found(*(line.format("8.33") for line in lines)) if one[0] == "SUM044"]
    assert ("SUM044", "question", "8.33") in found(*(line.format("9.33") for line in lines))


@pytest.mark.parametrize(
    "line",
    [
        "研发人员86人，占员工总数的35%，研发费用1200万元，占收入6.5%，人均研发费用14万元。",
        "培训经费45万元，人均1500元，覆盖300人，其中外训12人，每人8000元。",
        "单店月均销售32万元，门店60家，全年销售2.2亿元。",
        "员工60人，其中导购42人，收入2880万元，导购人均68.6万元。",
    ],
)
def test_averages_of_something_else_are_left_alone(line: str) -> None:
    assert not [one for one in found(line) if one[0] == "SUM044"]


@settings(max_examples=20, deadline=None)
@given(st.integers(12, 900), st.integers(12, 90))
def test_an_average_is_told_exactly_where_it_is_wrong(people: int, each: int) -> None:
    line = "全年营业收入{}万元，员工{}人，人均产值{}万元。"
    assert not found(line.format(people * each, people, each))
    assert ("SUM044", "warning", str(each * 10000)) in found(line.format(people * each, people, each + 9))
