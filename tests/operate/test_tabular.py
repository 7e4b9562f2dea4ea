# SPDX-License-Identifier: Apache-2.0
"""Cells of tables that people fill in: numbers, days, headers; half of a number in words is none."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yunce.operate.tabular import Reading, Sheet, form_of, number_of, period_of
from yunce.values.period import Period
from yunce.values.problem import Problem


@pytest.mark.parametrize(
    ("text", "amount"),
    [("96", "96"), ("1,234.50", "1234.5"), ("98%", "0.98"), ("1.2万", "12000"), ("-30元", "-30"), ("(30.5)", "-30.5"), ("１２", "12"),
     ("0.30000000000000004", "0.3"), ("1e-05", "0.00001")],
)  # fmt: skip
def test_numbers_as_spreadsheets_hold_them(text: str, amount: str) -> None:
    assert number_of(text) == Decimal(amount)


@pytest.mark.parametrize("text", ["9六", "九十", "abc", "1.2.3", "#REF!"])
def test_what_is_no_number(text: str) -> None:
    assert isinstance(number_of(text), Problem)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("2026-11", "2026-11"),
        ("2026年11月", "2026-11"),
        ("202611", "2026-11"),
        ("2026/1/5", "2026-01-05"),
        ("2026-11-05 00:00:00", "2026-11-05"),
    ],
)
def test_days_and_months(text: str, name: str) -> None:
    found = period_of(text)
    assert isinstance(found, Period) and found.name == name


def test_headers_in_any_dress() -> None:
    assert {form_of(word) for word in ("金额（元）", "金额(万元)", " 金 额", "金额")} == {"金额"}
    found = Reading.of(Sheet("s", ("Cost_Center", "姓名")), {"unit": ("cost center",), "person": ("工号", "姓名")})
    assert dict(found.columns) == {"unit": "Cost_Center", "person": "姓名"} and not found.need("person", "amount")
    assert dict(found.problems[0].params)["columns"] == "amount"


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=2, allow_nan=False))
def test_an_amount_is_read_as_it_was_written(amount: Decimal) -> None:
    assert number_of(f"{amount:f}") == number_of(f"{amount:,f}") == amount
