# SPDX-License-Identifier: Apache-2.0
"""What there is at the end of one year, what comes and goes, and what there is at the end of the next; bounds that are worked out."""

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
    ("line", "right", "wrong", "expected"),
    [
        ("截至2026年底欠租260万元，2027年追回150万元，年底余额降至{}万元", "110", "170", "1100000"),
        ("2026年末会员费存量86万元，2027年净增12万元，年末达到{}万元。", "98", "108", "980000"),
        ("截至2026年12月底在保合同420份，2027年新签95份，到期退出38份，年末{}份。", "477", "577", "477"),
        ("2026年底注册志愿者6,200人，明年净增1,300人，年底达{}人。", "7,500", "8,500", "7500"),
        ("逾期贷款年初2.36亿元，年内预计新增3,100万元，处置4,400万元，年末不高于{}亿元。", "2.23", "3.23", "223000000"),
        ("超期库存年初1,475箱，年内新增260箱，清理610箱，年末不超过{}箱。", "1,125", "1,725", "1125"),
    ],
)
def test_the_end_of_the_next_year_follows(line: str, right: str, wrong: str, expected: str) -> None:
    assert found(line.format(right)) == []
    assert ("SUM036", expected) in found(line.format(wrong))


@pytest.mark.parametrize(
    "line",
    [
        "逾期贷款年初2.36亿元，年内预计新增3,100万元，处置4,400万元，年末不高于2.5亿元。",
        "2026年底有员工320人，2027年培训192人，年底考核合格128人。",
        "2026年末存款110亿元，2026年末贷款80亿元。",
    ],
)
def test_round_bounds_and_other_things_are_left_alone(line: str) -> None:
    assert found(line) == []
