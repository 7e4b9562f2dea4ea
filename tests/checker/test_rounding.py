# SPDX-License-Identifier: Apache-2.0
"""When rounding explains a difference: tenths under a whole total may be rounded away, tenths written only where there are any may not."""

from __future__ import annotations

import pytest

from yunce.checker.checking import check_reading
from yunce.reader.files import read_bytes
from yunce.reader.reading import read_document


def told(parts: list[str], total: str) -> list[str]:
    """What is expected instead of the total, as far as anything is found."""
    rows = "\n".join(f"| {name} | {part} |" for name, part in zip(("人工", "租金", "通信", "系统", "培训"), parts, strict=False))
    text = f"# 2027年费用预算\n\n| 项目 | 金额（万元） |\n| --- | --- |\n{rows}\n| 合计 | {total} |\n"
    found = check_reading(read_document(read_bytes("plan.md", text.encode()))).findings
    return [one.expected for one in found if one.code.startswith("SUM")]


@pytest.mark.parametrize(
    ("parts", "total", "expected"),
    [
        (["786", "98.5", "63", "54.5", "24"], "1,026", []),
        (["786", "98.8", "63", "54.5", "24"], "1,026", ["10263000"]),
        (["786", "98.5", "63", "54.2", "24"], "1,026", ["10257000"]),
        (["786.2", "98.6", "63.1", "54.3", "24.1"], "1,026", []),
        (["786.0", "98.6", "63.0", "54.5", "24.1"], "1,026", []),
    ],
)
def test_decimals_that_are_written_where_there_are_any(parts: list[str], total: str, expected: list[str]) -> None:
    assert told(parts, total) == expected


@pytest.mark.parametrize(("first", "expected"), [("42.5", []), ("42.8", ["4730000000"])])
def test_lines_that_all_others_keep_to_the_digit(first: str, expected: list[str]) -> None:
    rows = [(first, "4.5", "47"), ("28.6", "3.4", "32"), ("21.4", "3.6", "25"), ("17.5", "2.5", "20")]
    lines = "\n".join(f"| {name} | {' | '.join(row)} |" for name, row in zip("甲乙丙丁", rows, strict=True))
    text = f"# 2027年计划\n\n| 网点 | 年初（亿元） | 净增（亿元） | 年末（亿元） |\n| --- | --- | --- | --- |\n{lines}\n"
    found = check_reading(read_document(read_bytes("plan.md", text.encode()))).findings
    assert [one.expected for one in found if one.code.startswith("SUM")] == expected
