# SPDX-License-Identifier: Apache-2.0
"""Totals on top of their parts: in the first line of a list, in front of lines that begin with 其中."""

from __future__ import annotations

import pytest

from tests.checker.test_silence import codes

TOPS = (
    "- 全年运营费用：{}万元\n- 人工费：3,910万元\n- 能源费：1,360万元\n- 维修费：1,530万元",
    "全年合同额：{}万元\n\n其中老客户增购：5,100万元\n\n其中新客户：1,700万元",
    "销售团队编制：{}人\n大区销售：4,600人\n技术支持：1,800人\n商务内勤：400人",
    "1. 全年销售收入：{}万元\n2. 门店销售收入：4,200万元\n3. 团购销售收入：1,900万元\n4. 线上销售收入：700万元",
)


@pytest.mark.parametrize("text", TOPS)
def test_a_total_in_the_first_line_is_held_to_its_parts(text: str) -> None:
    assert codes(text.format("6,800")) == set()
    assert codes(text.format("7,800")) & {"SUM023", "SUM050"}


@pytest.mark.parametrize(
    "text",
    [
        "- 全年销售收入：6,800万元\n- 毛利：2,600万元\n- 费用：1,900万元",
        "- 全年费用：900万元\n- 人工费率：40%\n- 人均费用：3万元",
        "全年新签合同额：5,000万元\n\n其中一季度完成：1,100万元",
    ],
)
def test_lines_of_other_things_are_no_parts(text: str) -> None:
    assert "SUM050" not in codes(text)
