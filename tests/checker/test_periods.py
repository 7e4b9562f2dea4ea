# SPDX-License-Identifier: Apache-2.0
"""Months, quarters and half-years against the longer period that they make up, in a paragraph and in lines."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yunce.checker.checking import check_reading
from yunce.reader.files import read_bytes
from yunce.reader.reading import read_document


def found(*lines: str) -> list[tuple[str, str, str]]:
    text = "# 计划\n\n## 一、节奏\n\n" + "\n\n".join(lines) + "\n"
    findings = check_reading(read_document(read_bytes("plan.md", text.encode()))).findings
    return [(one.code, one.stated, one.expected) for one in findings if one.code == "SUM020"]


@pytest.mark.parametrize(
    ("lines", "right", "wrong", "told"),
    [
        (["1—6月计划发运420件，7—12月计划发运510件，全年{}件。"], "930", "940", ("SUM020", "940", "930")),
        (["一季度完成1200吨，二季度完成1500吨，上半年累计{}吨。"], "2700", "2800", ("SUM020", "2800", "2700")),
        (["全年回款目标{}万元。", "一季度：500万元", "二季度：800万元", "三季度：750万元", "四季度：950万元"], "3000", "3100",
         ("SUM020", "31000000", "30000000")),
        (["上半年培训460人次（一季度180人次、二季度280人次），下半年540人次，全年{}人次。"], "1000", "4000", ("SUM020", "4000", "1000")),
    ],
)  # fmt: skip
def test_shorter_periods_make_up_the_longer(lines: list[str], right: str, wrong: str, told: tuple[str, str, str]) -> None:
    assert found(*(line.format(right) for line in lines)) == []
    assert told in found(*(line.format(wrong) for line in lines))


@pytest.mark.parametrize(
    "line",
    [
        "全年编制220人，一季度200人，二季度210人，三季度215人，四季度220人。",
        "一季度收入达到300万元，上半年650万元，前三季度1000万元，全年1400万元。",
        "上半年收入430万元，成本300万元；下半年收入570万元，成本400万元；全年收入1000万元，利润300万元。",
        "2026年实现销售3000万元。计划一季度500万元、二季度800万元、三季度900万元、四季度1300万元。",
        "一季度回款300万元，二季度回款420万元，上半年应收1200万元。",
        "1月签约20家，2月30家，3月40家，一季度末客户达到260家。",
    ],
)
def test_levels_and_other_measures_are_not_summed(line: str) -> None:
    assert found(line) == []


@settings(max_examples=20, deadline=None)
@given(st.lists(st.integers(20, 900), min_size=4, max_size=4), st.integers(3, 15))
def test_a_year_is_told_exactly_where_its_quarters_do_not_make_it(parts: list[int], wrong: int) -> None:
    quarters = "，".join(f"{name}季度{part}吨" for name, part in zip("一二三四", parts, strict=True))
    assert not found(f"全年产量{sum(parts)}吨，{quarters}。")
    text = f"# 计划\n\n## 一、节奏\n\n全年产量{sum(parts) + wrong}吨，{quarters}。\n"
    findings = check_reading(read_document(read_bytes("plan.md", text.encode()))).findings
    assert [one for one in findings if one.code.startswith("SUM") and one.expected == str(sum(parts))]
