# SPDX-License-Identifier: Apache-2.0
"""Ranges that say both their ends."""

from __future__ import annotations

from decimal import Decimal

import pytest

from yunce.reader.scan.scanner import scan_words


@pytest.mark.parametrize(
    ("words", "low", "high", "unit"),
    [
        ("85≤S<95", 85, 95, ""),
        ("80%≤完成率<100%", 80, 100, "%"),
        ("80分以上未满90分", 80, 90, "分"),
        ("满1年不满3年", 1, 3, "年"),
        ("大于等于85分小于95分", 85, 95, "分"),
        ("满100万元不满200万元", 1000000, 2000000, "CNY"),
        ("幅度±5分", -5, 5, "分"),
    ],
)
def test_both_ends_are_one_range(words: str, low: int, high: int, unit: str) -> None:
    (one,) = scan_words(words)
    assert one.value is not None
    assert (one.value.low, one.value.high, one.value.unit) == (Decimal(low), Decimal(high), unit)


@pytest.mark.parametrize("words", ["90分以上,未满70分", "高于80%低于60%", "满3年,费用低于5万元"])
def test_bounds_that_do_not_rise_stay_apart(words: str) -> None:
    assert len([one for one in scan_words(words) if one.sort == "quantity"]) == 2
