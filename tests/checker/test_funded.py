# SPDX-License-Identifier: Apache-2.0
"""Where money comes from against what it is for; what comes and goes behind the parts of a stock."""

from __future__ import annotations

import pytest

from yunce.checker.checking import check_reading
from yunce.reader.files import read_bytes
from yunce.reader.reading import read_document


def found(text: str) -> list[tuple[str, str]]:
    findings = check_reading(read_document(read_bytes("plan.md", f"# 计划\n\n## 一、投资\n\n{text}\n".encode()))).findings
    return [(one.code, one.expected) for one in findings if one.code.startswith("SUM")]


@pytest.mark.parametrize(
    ("text", "right", "wrong", "expected"),
    [
        ("仓库改造总投资420万元。资金来源：财政补助150万元，企业自筹{}万元。", "270", "370", "5200000"),
        ("校舍修缮总预算86万元。\n\n资金来源：专项拨款60万元，学校自筹{}万元。", "26", "36", "960000"),
        ("新线设备每台20万元，6台要120万元；厂房改建90万元；共210万元。自有资金出{}万元，银行贷款84万元。", "126", "226", "3100000"),
        ("资金来源：集团拨款300万元，事业部自筹{}万元。\n\n项目总投资444.6万元。", "144.6", "244.6", "5446000"),
        ("管网更新总造价1,200万元。由财政补助500万元、银行贷款400万元、自筹{}万元解决。", "300", "200", "11000000"),
        ("實驗室總投資640萬元。資金來源：股東注資400萬元，銀行貸款{}萬元。", "240", "340", "7400000"),
    ],
)
def test_sources_cover_what_is_needed(text: str, right: str, wrong: str, expected: str) -> None:
    assert found(text.format(right)) == []
    assert ("SUM066", expected) in found(text.format(wrong))


@pytest.mark.parametrize(
    "text",
    [
        "总投资3,000万元。本年发放贷款900万元，收回贷款800万元。",
        "2026年末存款110亿元，其中对公60亿元，2027年净增14亿元，年末达到124亿元。",
        "总投入500万元。财政补贴收入120万元，股东借款利息30万元，设备采购200万元。",
    ],
)
def test_other_money_is_left_alone(text: str) -> None:
    assert found(text) == []
