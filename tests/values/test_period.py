# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import itertools
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yunce.values.grain import GRAINS, Grain
from yunce.values.period import Period, read_period
from yunce.values.problem import Problem

DAYS = st.dates(date(1900, 1, 1), date(2199, 12, 31))


@st.composite
def periods(draw: st.DrawFn) -> Period:
    first = draw(DAYS)
    last = draw(st.dates(first, min(first + timedelta(days=800), date(2199, 12, 31))))
    return Period(first, last + timedelta(days=1))


def period(text: str) -> Period:
    found = read_period(text)
    assert isinstance(found, Period), found
    return found


@pytest.mark.parametrize(
    ("text", "first", "last", "name"),
    [
        ("2026", "2026-01-01", "2026-12-31", "2026"),
        ("2026-H2", "2026-07-01", "2026-12-31", "2026-H2"),
        ("2026-Q4", "2026-10-01", "2026-12-31", "2026-Q4"),
        ("2026-11", "2026-11-01", "2026-11-30", "2026-11"),
        ("2026-W48", "2026-11-23", "2026-11-29", "2026-W48"),
        ("2026-W53", "2026-12-28", "2027-01-03", "2026-W53"),
        ("2026-11-12", "2026-11-12", "2026-11-12", "2026-11-12"),
        ("2028-02-29", "2028-02-29", "2028-02-29", "2028-02-29"),
        ("2026-11-T3", "2026-11-21", "2026-11-30", "2026-11-T3"),
        ("2026-11-01..2026-11-11", "2026-11-01", "2026-11-11", "2026-11-01..2026-11-11"),
        ("2026-09..2026-12", "2026-09-01", "2026-12-31", "2026-09..2026-12"),
        ("2026-Q3..2026-Q4", "2026-07-01", "2026-12-31", "2026-H2"),
        ("2026-07..2027-06", "2026-07-01", "2027-06-30", "2026-07..2027-06"),
        ("2026-09..12", "2026-09-01", "2026-12-31", "2026-09..2026-12"),
        ("2026-11-01..11", "2026-11-01", "2026-11-11", "2026-11-01..2026-11-11"),
        ("2026年", "2026-01-01", "2026-12-31", "2026"),
        ("2026年11月", "2026-11-01", "2026-11-30", "2026-11"),
        ("2026年9-12月", "2026-09-01", "2026-12-31", "2026-09..2026-12"),
        ("2026年9月至12月", "2026-09-01", "2026-12-31", "2026-09..2026-12"),
        ("2026年9月~2027年3月", "2026-09-01", "2027-03-31", "2026-09..2027-03"),
        ("2026年11月1-11日", "2026-11-01", "2026-11-11", "2026-11-01..2026-11-11"),
        ("2026年第四季度", "2026-10-01", "2026-12-31", "2026-Q4"),
        ("2026年下半年", "2026-07-01", "2026-12-31", "2026-H2"),
        ("2026年11月上旬", "2026-11-01", "2026-11-10", "2026-11-T1"),
        ("2026/11/12", "2026-11-12", "2026-11-12", "2026-11-12"),
        (" 2026-11 ", "2026-11-01", "2026-11-30", "2026-11"),
    ],
)
def test_periods_as_people_write_them(text: str, first: str, last: str, name: str) -> None:
    found = period(text)
    assert (found.first.isoformat(), found.last.isoformat(), found.name) == (first, last, name)
    assert found.text == text.strip()


@pytest.mark.parametrize(
    ("text", "nearest"),
    [
        ("2026-02-30", "2026-02-28"),
        ("2026-13", "2026-12"),
        ("2026-00", "2026-01"),
        ("2026-11-31", "2026-11-30"),
        ("2026-Q5", "2026-Q4"),
        ("2026-H3", "2026-H2"),
        ("2026-W54", "2026-W53"),
        ("2027-W53", "2027-W52"),
        ("4月31日", "4月30日"),
        ("2026年2月30日", "2026年2月28日"),
        ("2026-11-01..2026-11-31", "2026-11-30"),
    ],
)
def test_impossible_dates_name_the_nearest_possible(text: str, nearest: str) -> None:
    found = read_period(text, "targets[x].period")
    assert isinstance(found, Problem)
    assert found.code == "period.impossible"
    assert found.path == "targets[x].period"
    assert dict(found.params)["nearest"] == nearest


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "period.unreadable"),
        ("..", "period.unreadable"),
        ("2026-09..", "period.unreadable"),
        ("next year", "period.unreadable"),
        ("20261", "period.unreadable"),
        ("9" * 500, "period.unreadable"),
        ("4月30日", "period.no_year"),
        ("9-12月", "period.no_year"),
        ("2026年5日", "period.unreadable"),
        ("0026-11", "period.year_out_of_range"),
        ("2026-12..2026-09", "period.backwards"),
        ("2026年12月-3月", "period.backwards"),
    ],
)
def test_what_is_not_a_period(text: str, code: str) -> None:
    found = read_period(text)
    assert isinstance(found, Problem)
    assert found.code == code


def test_an_empty_period_is_a_callers_mistake() -> None:
    with pytest.raises(ValueError, match="at least one day"):
        Period(date(2026, 1, 2), date(2026, 1, 2))


def test_equality_and_order_look_at_days_only() -> None:
    assert period("2026年11月") == period("2026-11")
    assert len({period("2026年11月"), period("2026-11")}) == 1
    assert min([period("2026-12"), period("2026-11")]).name == "2026-11"


def test_set_operations() -> None:
    year, november = period("2026"), period("2026-11")
    assert year.contains(november)
    assert str(november) == "2026-11"
    assert not november.contains(year)
    assert november.contains(date(2026, 11, 30))
    assert date(2026, 12, 1) not in november
    assert year.intersect(period("2026-12..2027-02")) == period("2026-12")
    assert november.intersect(period("2027")) is None
    assert november.overlaps(period("2026-11-30..2026-12-02"))
    assert november.shift(1).first == date(2026, 11, 2)
    assert period("2026-02").days == 28


def test_weeks_are_clipped_to_their_parent() -> None:
    weeks = period("2026-11").parts("week")
    assert [w.text for w in weeks] == ["2026-W44", "2026-W45", "2026-W46", "2026-W47", "2026-W48", "2026-W49"]
    assert [w.days for w in weeks] == [1, 7, 7, 7, 7, 1]
    assert period("2026-11").offsets("week") == (0, 1, 8, 15, 22, 29)
    assert Period.key(date(2027, 1, 1), "week") == "2026-W53"


def test_ten_days() -> None:
    assert [p.days for p in period("2027-02").parts("ten_days")] == [10, 10, 8]
    assert period("2027-02").keys("ten_days") == ("2027-02-T1", "2027-02-T2", "2027-02-T3")


def test_grains_are_recognised() -> None:
    texts = ("2026", "2026-H1", "2026-Q1", "2026-01", "2026-01-T1", "2026-W02", "2026-01-05")
    assert [period(text).grain for text in texts] == list(reversed(GRAINS))
    assert period("2026-01..2026-02").grain == "span"


@given(periods(), st.sampled_from(GRAINS))
def test_parts_partition_their_period(whole: Period, grain: Grain) -> None:
    parts = whole.parts(grain)
    assert parts[0].first == whole.first
    assert parts[-1].until == whole.until
    assert all(a.until == b.first for a, b in itertools.pairwise(parts))
    assert sum(p.days for p in parts) == whole.days == len(whole.dates())
    for part in parts:
        assert Period.key(part.first, grain) == Period.key(part.last, grain) == part.text
        assert period(part.text) == Period.of(part.first, grain)
        assert period(part.text).contains(part)
    assert len(set(whole.keys(grain))) == len(parts)


@given(periods())
def test_reading_a_name_gives_the_period(whole: Period) -> None:
    assert period(whole.name) == whole
    assert period(whole.text) == whole


@given(st.text(max_size=80) | st.text("0123456789-.年月日QHW至周上下旬半", max_size=20))
def test_any_text_gives_a_period_or_a_problem(text: str) -> None:
    assert isinstance(read_period(text), Period | Problem)


@given(periods(), periods())
def test_intersection_is_what_both_hold(a: Period, b: Period) -> None:
    both = a.intersect(b)
    assert (both is not None) == a.overlaps(b)
    assert both == b.intersect(a)
    if both:
        assert a.contains(both)
        assert b.contains(both)
