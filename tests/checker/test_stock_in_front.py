# SPDX-License-Identifier: Apache-2.0
"""A stock told in one sentence, what comes and goes and the end in another."""

from __future__ import annotations

import pytest

from yunce.checker.checking import check_reading
from yunce.reader.files import read_bytes
from yunce.reader.reading import read_document


def found(line: str) -> list[tuple[str, str]]:
    text = f"# 计划\n\n## 一、规模\n\n{line}\n"
    findings = check_reading(read_document(read_bytes("plan.md", text.encode()))).findings
    return [(one.code, one.expected) for one in findings if one.code == "SUM036"]


@pytest.mark.parametrize(
    ("line", "right", "wrong"),
    [
        ("2026年预计完成销售1.16亿元，门店86家。年内新开9家、关停2家，年末门店达到{}家。", "93", "96"),
        ("现有网点64个。年内新建8个、撤并3个，年末达到{}个。", "69", "79"),
        ("目前车辆120台。全年新购15台，报废8台，年末车辆保持{}台。", "127", "121"),
    ],
)
def test_the_end_is_what_was_there_and_what_came_and_went(line: str, right: str, wrong: str) -> None:
    assert found(line.format(right)) == []
    assert ("SUM036", right) in found(line.format(wrong))


@pytest.mark.parametrize(
    "line",
    [
        "客户总数1200家。全年新增签约客户150家，年末活跃客户达到900家。",
        "现有员工260人。新增编制20人，年末培训覆盖员工达到200人。",
        "一车间设备40台。二车间新购6台、报废2台，年末达到30台。",
    ],
)
def test_another_stock_is_left_alone(line: str) -> None:
    assert found(line) == []
