# SPDX-License-Identifier: Apache-2.0
"""Tables in blocks: which rows a subtotal takes, whatever tells it - position, category, numbering, empty cells, the numbers."""

from __future__ import annotations

import pytest

from tests.checker.test_silence import codes
from yunce.checker.checking import check_reading
from yunce.reader.files import read_bytes
from yunce.reader.reading import read_document

CLOSED = (
    "| 部门 | 科目 | 金额（万元） |\n| --- | --- | --- |\n| 生产 | 材料 | {a} |\n| 生产 | 能耗 | 88 |\n| 生产 | 小计 | {b} |\n"
    "| 销售 | 差旅 | {c} |\n| 销售 | 招待 | 26 |\n| 销售 | 小计 | 90 |\n| 预备 |  | 40 |\n| 合计 |  | {d} |"
)
NUMBERED = (
    "| 项目 | 预算（万元） |\n| --- | --- |\n| 一、经营 | {b} |\n| 1.人工 | {a} |\n| 2.场地 | 88 |\n| 二、投资 | 90 |\n"
    "| 1.设备 | {c} |\n| 2.软件 | 26 |\n| 三、预备 | 40 |\n| 合计 | {d} |"
)
INDENTED = (
    "| 部门 | 科目 | 预算（万元） |\n| --- | --- | --- |\n| 生产 |  | {b} |\n|  | 材料 | {a} |\n|  | 能耗 | 88 |\n| 销售 |  | 90 |\n"
    "|  | 差旅 | {c} |\n|  | 招待 | 26 |\n| 预备 |  | 40 |\n| 合计 |  | {d} |"
)
OPENED = (
    "| 部门 | 科目 | 金额（万元） |\n| --- | --- | --- |\n| 生产 | 小计 | {b} |\n| 生产 | 材料 | {a} |\n| 生产 | 能耗 | 88 |\n"
    "| 销售 | 小计 | 90 |\n| 销售 | 差旅 | {c} |\n| 销售 | 招待 | 26 |\n| 合计 |  | {d} |"
)
BARE = (
    "| 部门 | 编制（人） |\n| --- | --- |\n| 生产部 | {b} |\n| 班长 | {a} |\n| 工人 | 88 |\n| 销售部 | 90 |\n| 经理 | {c} |\n"
    "| 专员 | 26 |\n| 合计 | {d} |"
)
RIGHT = {"a": 420, "b": 508, "c": 64, "d": 638}


def found(text: str) -> list[tuple[str, str]]:
    """What is stated and expected by the findings of totals in tables, in ten thousands where they are money."""
    findings = check_reading(read_document(read_bytes("plan.md", text.encode()))).findings
    return [(one.stated, one.expected) for one in findings if one.code == "SUM005"]


@pytest.mark.parametrize("table", [CLOSED, NUMBERED, INDENTED])
def test_each_block_is_summed_by_itself(table: str) -> None:
    assert codes(table.format(**RIGHT)) == set()
    assert found(table.format(**{**RIGHT, "a": 430})) == [("5080000", "5180000")]
    assert found(table.format(**{**RIGHT, "b": 518})) == [("5180000", "5080000")]
    assert found(table.format(**{**RIGHT, "c": 74})) == [("900000", "1000000")]
    assert found(table.format(**{**RIGHT, "d": 648})) == [("6480000", "6380000")]


def test_a_subtotal_may_stand_above_its_rows() -> None:
    right = {**RIGHT, "d": 598}
    assert codes(OPENED.format(**right)) == set()
    assert found(OPENED.format(**{**right, "c": 74})) == [("900000", "1000000")]
    assert found(OPENED.format(**{**right, "b": 518})) == [("5180000", "5080000")]


def test_blocks_without_any_sign_are_found_by_their_numbers() -> None:
    right = {**RIGHT, "d": 598}
    assert codes(BARE.format(**right)) == set()
    assert found(BARE.format(**{**right, "d": 608})) == [("608", "598")]


def test_a_row_of_the_whole_house_is_the_sum_of_its_parts() -> None:
    table = "| 门店 | 销售（万元） |\n| --- | --- |\n| 全公司 | {} |\n| 一店 | 1200 |\n| 二店 | 900 |\n| 三店 | 850 |"
    assert codes(table.format(2950)) == set()
    assert found(table.format(3050)) == [("30500000", "29500000")]


def test_rows_under_a_number_may_be_some_of_it() -> None:
    table = (
        "| 项目 | 预算（万元） |\n| --- | --- |\n| 一、门店 | 420 |\n| 1.房租 | 120 |\n| 2.人工 | 250 |\n"
        "| 二、总部 | 80 |\n| 1.系统 | 50 |\n| 合计 | {} |"
    )
    assert codes(table.format(500)) == set()
    assert found(table.format(540)) == [("5400000", "5000000")]


def test_shares_of_subtotals_are_not_the_total() -> None:
    table = (
        "| 项目 | 金额（万元） | 占比 |\n| --- | --- | --- |\n| 装修 | 600 | {} |\n| 设备 | 300 | 25% |\n| 工程小计 | 900 | 75% |\n"
        "| 设计 | 180 | 15% |\n| 监理 | 120 | 10% |\n| 其他小计 | 300 | 25% |\n| 总投资 | 1200 | 100% |"
    )
    assert codes(table.format("50%")) == set()
    assert "SUM011" in codes(table.format("40%"))
