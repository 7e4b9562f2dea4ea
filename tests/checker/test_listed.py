# SPDX-License-Identifier: Apache-2.0
"""Lists of several amounts a line: totals of each amount, and a relation that most lines keep."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from yunce.checker.checking import check_reading
from yunce.reader.files import read_bytes
from yunce.reader.reading import read_document

_LINES = """# 计划
## 班车
（1）东线：客位42个，票价6元，全年收入318.6万元；
（2）西线：客位36个，票价5元，全年收入204.4万元；
（3）夜线：全年收入{}万元。
三条线全年收入合计{}万元。
"""
_PRODUCT = """# 计划
## 采购
① 大米：采购120吨，单价4800元，金额57.6万元；
② 食用油：采购35吨，单价9200元，金额32.2万元；
③ 面粉：采购80吨，单价3600元，金额{}万元。
"""


def found(text: str) -> list[tuple[str, str, str]]:
    findings = check_reading(read_document(read_bytes("plan.md", text.encode()))).findings
    return [(one.code, one.stated, one.expected) for one in findings if one.code.startswith("SUM")]


def test_a_total_of_one_of_several_amounts() -> None:
    assert found(_LINES.format("57.5", "580.5")) == []
    assert found(_LINES.format("57.5", "590.5")) == [("SUM037", "5905000", "5805000")]
    assert found(_LINES.format("67.5", "580.5")) == [("SUM037", "5805000", "5905000")]


def test_the_line_that_breaks_what_the_others_keep() -> None:
    assert found(_PRODUCT.format("28.8")) == []
    assert ("SUM038", "298000", "288000") in found(_PRODUCT.format("29.8"))


def test_a_sentence_behind_that_speaks_of_something_else_is_no_total() -> None:
    lines = "1. 华东：销售额3200万元，新客户26家；\n2. 华南：销售额2150万元，新客户18家；\n3. 西南：销售额980万元，新客户15家。\n"
    assert found("# 计划\n## 区域\n" + lines + "三大区域新增经销商共20家，广告费用合计300万元。\n") == []


@settings(max_examples=20, deadline=None)
@given(st.lists(st.integers(11, 999), min_size=3, max_size=6), st.integers(1, 9))
def test_a_total_is_told_exactly_where_it_is_not_the_sum(parts: list[int], wrong: int) -> None:
    lines = "".join(f"{at}. 第{at}站：面积{part + 7}平方米，投入{part}万元；\n" for at, part in enumerate(parts, 1))
    text = f"# 计划\n## 改造\n{lines}以上{len(parts)}项共投入{{}}万元。\n"
    assert not [one for one in found(text.format(sum(parts))) if one[0] in {"SUM008", "SUM032", "SUM037"}]
    assert [one for one in found(text.format(sum(parts) + wrong)) if one[2] == str(sum(parts) * 10000)]
