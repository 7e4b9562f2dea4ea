# SPDX-License-Identifier: Apache-2.0
"""Periods on pages: in words, whatever part of the calendar they are; what names no period stays as it is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yunce.values.period import Period
from yunce.web.ui.periods import in_words, named


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2026", "2026年"),
        ("2026-H2", "2026年下半年"),
        ("2026-Q4", "2026年第四季度"),
        ("2026-11", "2026年11月"),
        ("2026-11-05", "2026年11月5日"),
        ("2026-09..2026-12", "2026年9月至12月"),
        ("2026-11..2027-01", "2026年11月至2027年1月"),
        ("2026-11-03..2026-12-12", "2026年11月3日至12月12日"),
        ("月底前", "月底前"),
        ("", ""),
    ],
)
def test_periods_in_words(text: str, words: str) -> None:
    assert in_words(text) == words


@given(st.dates(), st.sampled_from(["month", "quarter", "half_year", "year"]))
def test_a_part_of_the_year_is_told_with_its_year_and_its_name(day, grain) -> None:  # type: ignore[no-untyped-def]
    period = Period.of(day.replace(year=2000 + day.year % 100), grain)
    assert in_words(period).endswith(named(period)) and str(period.first.year) in in_words(period)
