# SPDX-License-Identifier: Apache-2.0
"""Lost decimal points that sums tell: as a part, as a total; whole numbers that merely could be divided stay alone."""

from __future__ import annotations

import pytest

from yunce.checker.checking import check_reading
from yunce.reader.files import read_bytes
from yunce.reader.reading import read_document


def proposed(text: str) -> list[tuple[str, str]]:
    """What is stated and what is proposed instead."""
    found = check_reading(read_document(read_bytes("plan.md", f"# 2027年计划\n\n{text}\n".encode()))).findings
    return [(one.stated, one.expected) for one in found if one.code == "NUM011"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("投入构成：设备186万元，软件42.5万元，安装17万元，合计78.1万元。", [("186万元", "18.6万元")]),
        ("全年投入2301万元：设备170.6万元、软件42.5万元、安装17万元。", [("2301万元", "230.1万元")]),
        ("全年投入1,2301万元。", []),
        ("投入构成：设备30万元，软件1万元，安装2万元。", []),
        ("投入构成：设备18.6万元，软件42.5万元，安装17万元，合计78.1万元。", []),
    ],
)
def test_a_point_is_proposed_where_a_sum_tells_it(text: str, expected: list[tuple[str, str]]) -> None:
    assert proposed(text) == expected
