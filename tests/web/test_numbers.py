# SPDX-License-Identifier: Apache-2.0
"""Numbers on pages where every place counts."""

from __future__ import annotations

from decimal import Decimal

import pytest

from yunce.web.ui.numbers import settled


@pytest.mark.parametrize(
    ("value", "measured_in", "text"),
    [("0.0675", "%", "6.75%"), ("3050000", "CNY", "3,050,000"), ("98.50", "", "98.5"), ("-12", "单", "−12"), ("0", "%", "0%")],
)
def test_what_pay_hangs_on_is_shown_to_the_last_place(value: str, measured_in: str, text: str) -> None:
    assert settled(Decimal(value), measured_in).text == text
