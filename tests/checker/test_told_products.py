# SPDX-License-Identifier: Apache-2.0
"""Products of several numbers told in a sentence: of tickets, cups, shifts, and of what an earlier clause counts."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yunce.checker.checking import check_reading
from yunce.reader.files import read_bytes
from yunce.reader.reading import read_document


def found(line: str) -> list[tuple[str, str]]:
    text = f"# 计划\n\n## 一、测算\n\n{line}\n"
    findings = check_reading(read_document(read_bytes("plan.md", text.encode()))).findings
    return [(one.code, one.expected) for one in findings if one.code == "SUM016"]


@pytest.mark.parametrize(
    ("line", "right", "wrong", "expected"),
    [
        ("快修：日均40台，单台85元，全年营业330天，收入{}万元。", "112.2", "192.2", "1122000"),
        ("体检套餐：日均60份，单份320元，全年营业300天，收入{}万元。", "576", "596", "5760000"),
        ("面包房按8家算，每店每天150盒，盒单价18元，营业350天，合计{}万元；批发另计。", "756", "856", "7560000"),
        ("夜班4条线，每条线每班12人，两班制，共{}人。", "96", "196", "96"),
        ("建档户每村120户，45个村合计5,400户；户均垫资2万元，垫资总额{}亿元。", "1.08", "1.88", "108000000"),
        ("安檢18道，每道每班4人，三班輪值，需{}人。", "216", "316", "216"),
    ],
)
def test_products_of_a_sentence(line: str, right: str, wrong: str, expected: str) -> None:
    assert found(line.format(right)) == []
    assert ("SUM016", expected) in found(line.format(wrong))


def test_days_of_a_year_that_are_told_are_not_replaced_by_others() -> None:
    line = "门诊处方：日均90张，单张200元，全年营业{}天，销售657万元。"
    assert found(line.format(365)) == []
    assert found(line.format(368))


@settings(max_examples=15, deadline=None)
@given(st.integers(2, 40), st.integers(10, 300), st.integers(5, 90))
def test_exact_products_are_never_told(shops: int, cups: int, price: int) -> None:
    total = shops * cups * price * 360
    assert found(f"自营店按{shops}家算，每店每天{cups}杯，杯单价{price}元，营业360天，合计{total}元。") == []
