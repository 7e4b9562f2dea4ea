# SPDX-License-Identifier: Apache-2.0
"""Numbers that a sentence works out of others: so much each, so many percent of something, a whole parted by rates."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yunce.checker.amounts import Amount
from yunce.checker.checking import check_reading
from yunce.checker.findings import Span
from yunce.checker.sums.slips import is_one_slip
from yunce.reader.files import read_bytes
from yunce.reader.reading import read_document


def found(sentence: str) -> list[tuple[str, str]]:
    text = f"# 计划\n\n## 一、安排\n\n{sentence}\n"
    findings = check_reading(read_document(read_bytes("plan.md", text.encode()))).findings
    return [(one.code, one.expected) for one in findings if one.code.startswith("SUM")]


@pytest.mark.parametrize(
    ("sentence", "right", "wrong", "expected"),
    [
        ("可租面积1.8万平方米，租金85元/平方米·月，全年租金收入{}万元。", "1836", "2136", "18360000"),
        ("分拣员46人，月工资5500元，全年工资{}万元。", "303.6", "333.6", "3036000"),
        ("堂食120座，日均翻台3.5次，每客消费42元，按营业350天计，全年堂食收入{}万元。", "617.4", "717.4", "6174000"),
        ("客房150间，平均出租率72%，平均房价320元，全年客房收入{}万元。", "1261.44", "1361.44", "12614400"),
        ("计划开班24期，每期35人，全年培训{}人次。", "840", "870", "840"),
        ("团队提成按回款2600万元的3%计提，共{}万元。", "78", "88", "780000"),
        ("奖金总额420万元：生产线50%即210万元，质量线30%即{}万元。", "126", "136", "1260000"),
    ],
)
def test_a_number_that_the_sentence_works_out(sentence: str, right: str, wrong: str, expected: str) -> None:
    assert found(sentence.format(right)) == []
    assert expected in [value for _, value in found(sentence.format(wrong))]


@pytest.mark.parametrize(
    "sentence",
    [
        "租金每平方米每天3.2元，年租金187万元，员工42人，人均月薪5600元，年人工成本约290万元。",
        "人工成本1080万元，营销费用控制在销售额的1.8%以内，约167万元。",
        "客流：日均2600人次，全年95万人次。",
        "单店月均销售32万元，全年销售2.2亿元。",
        "门店由48家增加到60家，其中新开15家、关闭3家。",
        "收缴率96%，应收3860万元，实收3712万元。",
    ],
)
def test_what_only_stands_together_is_not_multiplied(sentence: str) -> None:
    assert found(sentence) == []


def amount(words: str) -> Amount:
    return Amount(Decimal(words), Decimal(words), "人", Decimal(1), Span(0, 1), words)


@settings(max_examples=30, deadline=None)
@given(st.integers(100, 9999), st.integers(11, 99), st.integers(0, 3), st.integers(1, 9))
def test_one_changed_digit_is_one_slip(first: int, second: int, place: int, by: int) -> None:
    def is_product(amounts: list[Amount] | tuple[Amount, ...]) -> bool:
        return amounts[0].low * amounts[1].low == amounts[2].low

    digits = list(str(first * second))
    place %= len(digits)
    digits[place] = str((int(digits[place]) + by) % 10)
    changed = "".join(digits)
    if changed[0] != "0":
        assert is_one_slip([amount(str(first)), amount(str(second)), amount(changed)], is_product)  # type: ignore[arg-type]


def test_two_changed_digits_are_none() -> None:
    assert not is_one_slip([amount("37"), amount("41"), amount("1655")], lambda a: a[0].low * a[1].low == a[2].low)
