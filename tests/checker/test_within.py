# SPDX-License-Identifier: Apache-2.0
"""A part that another sentence or clause takes apart."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yunce.checker.checking import check_reading
from yunce.reader.files import read_bytes
from yunce.reader.reading import read_document


def found(line: str) -> list[tuple[str, str]]:
    text = f"# 计划\n\n## 一、结构\n\n{line}\n"
    findings = check_reading(read_document(read_bytes("plan.md", text.encode()))).findings
    return [(one.code, one.expected) for one in findings if one.code == "SUM047"]


@pytest.mark.parametrize(
    ("line", "right", "wrong", "expected"),
    [
        ("员工240人，其中一线180人、管理60人。一线中，装配110人、检验40人、仓储{}人。", "30", "20", "170"),
        ("总投资2600万元，其中设备1500万元、土建1100万元；设备中，进口900万元、国产{}万元。", "600", "700", "16000000"),
        ("内科280张、外科220张、妇产科100张。内科包括心内90张、呼吸80张、消化{}张。", "110", "140", "310"),
    ],
)
def test_a_part_is_what_its_parts_make(line: str, right: str, wrong: str, expected: str) -> None:
    assert found(line.format(right)) == []
    assert ("SUM047", expected) in found(line.format(wrong))


@pytest.mark.parametrize(
    "line",
    [
        "员工240人，其中党员60人。一线中，女职工80人、返聘人员12人。",
        "重点客户120家。重点客户中，已签约45家、洽谈30家。",
        "设备360台，设备中，超期服役40台、待修12台。",
    ],
)
def test_only_some_of_a_part_is_not_all_of_it(line: str) -> None:
    assert found(line) == []


@settings(max_examples=20, deadline=None)
@given(st.lists(st.integers(20, 300), min_size=3, max_size=3), st.integers(2, 9))
def test_it_is_told_exactly_where_it_is_wrong(parts: list[int], wrong: int) -> None:
    line = "门店{}家、仓库7家。门店中，东区{}家、西区{}家、北区{}家。"
    assert not found(line.format(sum(parts), *parts))
    assert found(line.format(sum(parts) + wrong, *parts)) == [("SUM047", str(sum(parts)))]
