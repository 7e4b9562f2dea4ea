# SPDX-License-Identifier: Apache-2.0
"""Sums, stocks and differences told in prose: silent where they hold, found with the right value where one number is changed."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yunce.checker.checking import check_reading
from yunce.reader.files import read_bytes
from yunce.reader.reading import read_document

PARTS = [
    ("全年客房收入{}万元，由散客1720万元、协议客户1340万元、会议团队800万元组成。", "3860", "3960"),
    ("销售费用1480万元，其中工资620万元、广告投放{}万元、差旅与销售活动330万元。", "530", "580"),
    ("门店收入1.68亿元，其中堂食净收入1.32亿元、外卖配送费{}万元、其他1200万元。", "2400", "3400"),
    ("床位由120张扩到156张，增加的36张为康复科{}张、老年科16张。", "20", "23"),
    ("本年拟开的{}家门店是社区店11家、商场店5家、机场店2家。", "18", "28"),
    ("一线按每席1.6人配置，共192人；班组长12人，质检员{}人，培训师10人。以上合计222人。", "8", "9"),
    ("保洁{}人，绿化22人。秩序维护85人，工程19人。合计190人。", "64", "74"),
]


def found(text: str) -> list[tuple[str, str, str]]:
    findings = check_reading(read_document(read_bytes("plan.md", f"# 计划\n\n{text}\n".encode()))).findings
    return [(one.code, one.stated, one.expected) for one in findings if one.code.startswith("SUM")]


@pytest.mark.parametrize(("text", "right", "wrong"), PARTS)
def test_parts_of_a_whole(text: str, right: str, wrong: str) -> None:
    assert not found(text.format(right))
    assert found(text.format(wrong))


def test_what_another_measure_says_is_no_part() -> None:
    assert not found("销售额500万元，其中线上300万元、净利润80万元。")
    assert not found("全年采购12批，每批3人为质检员1人、库管2人。")


@settings(max_examples=20, deadline=None)
@given(st.lists(st.integers(11, 999), min_size=3, max_size=5), st.integers(1, 9))
def test_parts_are_told_exactly_where_they_are_not_the_whole(parts: list[int], wrong: int) -> None:
    text = "新增的{}台设备为" + "、".join(f"{name}车间{part}台" for name, part in zip("甲乙丙丁戊", parts, strict=False)) + "。"
    assert not found(text.format(sum(parts)))
    assert [one[2] for one in found(text.format(sum(parts) + wrong))] == [str(sum(parts))]
