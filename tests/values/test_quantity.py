# SPDX-License-Identifier: Apache-2.0
"""Numbers as plans write them, and what they mean."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yunce.values.money import FenError, fen, readable, yuan
from yunce.values.problem import Problem
from yunce.values.quantity import Quantity, Range, number_text, read_quantity, read_range, read_value


@pytest.mark.parametrize(
    ("text", "amount", "unit"),
    [
        ("3000000", "3000000", ""),
        ("300万", "3000000", ""),
        ("300 万", "3000000", ""),
        ("300萬", "3000000", ""),
        ("300W", "3000000", ""),
        ("300w", "3000000", ""),
        ("３００万", "3000000", ""),
        ("1.2亿", "120000000", ""),
        ("3千万", "30000000", ""),
        ("3,000,000", "3000000", ""),
        ("3，000，000", "3000000", ""),
        ("1_000_000", "1000000", ""),
        ("300万元", "3000000", "CNY"),
        ("¥300", "300", "CNY"),
        ("-¥300", "-300", "CNY"),
        ("300 CNY", "300", "CNY"),
        ("2元/单", "2", "CNY/单"),
        ("20单/天", "20", "单/天"),
        ("20 单 / 天", "20", "单/天"),
        ("100㎡", "100", "m2"),
        ("25%", "0.25", "%"),
        ("２５％", "0.25", "%"),
        ("5‰", "0.005", "%"),
        ("3pp", "0.03", "pp"),
        ("3个百分点", "0.03", "pp"),
        ("1500*6*12", "108000", ""),
        ("1500(月薪)×6(人数)×12(月)", "108000", ""),
        ("60万*15%", "90000", ""),
        ("10%+5%", "0.15", "%"),
        ("20万+3000", "203000", ""),
        ("(3+2)*4", "20", ""),
        ("7/4", "1.75", ""),
        ("1:3", "3", ""),
        ("1：3", "3", ""),
        ("2:7", "3.5", ""),
        ("-5", "-5", ""),
        ("1e6", "1000000", ""),
        (".5", "0.5", ""),
    ],
)
def test_a_quantity_reads_as_people_mean_it(text: str, amount: str, unit: str) -> None:
    found = read_quantity(text)
    assert found == Quantity(Decimal(amount), unit)
    assert isinstance(found, Quantity) and found.stated == text and str(found) == text


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "quantity.empty"),
        ("  ", "quantity.empty"),
        ("abc", "quantity.not_a_number"),
        ("三百万", "quantity.not_a_number"),
        ("nan", "quantity.not_a_number"),
        ("12.5.3", "quantity.not_a_number"),
        ("1 2", "quantity.not_a_number"),
        ("(((", "quantity.not_a_number"),
        ("1" + "+1" * 50, "quantity.not_a_number"),
        ("3,00,000", "quantity.commas"),
        ("1,5", "quantity.commas"),
        ("4月31日", "quantity.unit"),
        ("300万万", "quantity.unit"),
        ("3*(2", "quantity.arithmetic"),
        ("3)*2", "quantity.arithmetic"),
        ("((((((((((((1))))))))))))", "quantity.arithmetic"),
        ("1/0", "quantity.zero_division"),
        ("0:3", "quantity.zero_division"),
        ("1e999", "quantity.too_large"),
        ("9" * 50, "quantity.too_large"),
        ("9999999999亿", "quantity.too_large"),
        ("3-5", "quantity.minus_or_range"),
    ],
)
def test_what_is_no_quantity_says_why(text: str, code: str) -> None:
    found = read_quantity(text)
    assert isinstance(found, Problem) and found.code == code


def test_arithmetic_is_shown() -> None:
    found = read_quantity("1500*6*12")
    assert isinstance(found, Quantity) and found.arithmetic == "1500 * 6 * 12 = 108000"


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("10%..15%", "0.10", "0.15", "%"),
        ("10%~15%", "0.10", "0.15", "%"),
        ("9万至13.5万", "90000", "135000", ""),
        (">= 98.5%", "0.985", None, "%"),
        ("≥98.5%", "0.985", None, "%"),
        ("<= 3天", None, "3", "天"),
        ("3..5", "3", "5", ""),
        ("3..5天", "3", "5", "天"),
        ("1:3..1:5", "3", "5", ""),
        ("..5", None, "5", ""),
        ("5..", "5", None, ""),
        ("-5..5", "-5", "5", ""),
        ("0..5万", "0", "50000", ""),
        ("7", "7", "7", ""),
    ],
)
def test_a_range_reads_its_bounds(text: str, low: str | None, high: str | None, unit: str) -> None:
    assert read_range(text) == Range(None if low is None else Decimal(low), None if high is None else Decimal(high), unit)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("..", "range.empty"),
        ("1..2..3", "range.empty"),
        ("15%..10%", "range.reversed"),
        ("1:5..1:3", "range.reversed"),
        ("10..15%", "range.units"),
        ("3天..5件", "range.units"),
        ("9..13.5万", "range.scale"),
        (">= x", "quantity.not_a_number"),
        ("x..3", "quantity.not_a_number"),
        ("", "quantity.empty"),
    ],
)
def test_what_is_no_range_says_why(text: str, code: str) -> None:
    found = read_range(text)
    assert isinstance(found, Problem) and found.code == code


def test_strict_bounds_leave_themselves_out() -> None:
    over, under = read_range("> 3"), read_range("< 5")
    assert isinstance(over, Range) and isinstance(under, Range)
    assert not over.holds(Decimal(3)) and over.holds(Decimal("3.01"))
    assert not under.holds(Decimal(5)) and under.holds(Decimal(-9))
    assert str(Range(Decimal(1), None, "天")) == "1..天"
    assert str(Quantity(Decimal("1.50"), "天")) == "1.5天"


def test_a_value_is_either() -> None:
    assert isinstance(read_value("300万"), Quantity)
    assert isinstance(read_value("> 3"), Range)


@given(st.decimals(min_value=-(10**12), max_value=10**12, places=2))
def test_a_plain_number_comes_back(amount: Decimal) -> None:
    found = read_quantity(number_text(amount))
    assert isinstance(found, Quantity) and found.amount == amount


@given(st.text(max_size=30))
def test_any_text_is_a_value_or_a_problem(text: str) -> None:
    assert isinstance(read_value(text), Quantity | Range | Problem)


@given(st.text(alphabet="0123456789.,万%+-*/()：:~ 元", max_size=20))
def test_anything_like_a_number_is_a_value_or_a_problem(text: str) -> None:
    assert isinstance(read_value(text), Quantity | Range | Problem)


@given(st.integers(min_value=-(2**63) + 1000, max_value=2**63 - 1000))
def test_fen_and_yuan_are_each_other_s_inverse(amount: int) -> None:
    assert fen(yuan(amount)) == amount


@pytest.mark.parametrize("amount", ["0.001", "NaN", "Infinity", "1e20"])
def test_what_is_no_whole_fen_is_refused(amount: str) -> None:
    with pytest.raises(FenError):
        fen(Decimal(amount))


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        ("814000", "81.4万"),
        ("814321", "81.43万"),
        ("120000000", "1.2亿"),
        ("99999999", "1亿"),
        ("9999.995", "1万"),
        ("9999.994", "9,999.99"),
        ("-12345", "-1.23万"),
        ("0", "0"),
        ("-0.001", "0"),
        ("0.5", "0.5"),
    ],
)
def test_money_reads_as_people_say_it(amount: str, words: str) -> None:
    assert readable(Decimal(amount)) == words
