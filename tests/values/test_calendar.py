# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yunce.values.calendar import Calendar, LunarDay, UnknownEvent, UnpublishedYear, from_lunar, lunar, read_calendar
from yunce.values.event import PHASES
from yunce.values.period import Period, read_period
from yunce.values.words import WORDS

PUBLISHED = st.dates(date(2010, 1, 1), date(2020, 12, 31))


def period(text: str) -> Period:
    found = read_period(text)
    assert isinstance(found, Period)
    return found


@pytest.mark.parametrize(
    ("year", "months"),
    [
        ("2024", [22, 18, 21, 22, 21, 19, 23, 22, 21, 19, 21, 22]),
        ("2025", [19, 19, 21, 22, 19, 20, 23, 21, 23, 18, 20, 23]),
        ("2026", [21, 16, 22, 21, 19, 21, 23, 21, 22, 18, 21, 23]),
    ],
)
def test_working_days_of_a_year(calendar: Calendar, year: str, months: list[int]) -> None:
    """2024 has 251, 2025 and 2026 have 248: docs method B.6."""
    assert [len(calendar.workdays(month)) for month in period(year).parts("month")] == months
    assert len(calendar.workdays(period(year))) == sum(months) == {"2024": 251}.get(year, 248)


@pytest.mark.parametrize(
    ("name", "days"),
    [
        ("spring_festival", "2024-02-10 2025-01-29 2026-02-17 2027-02-06 2028-01-26 2029-02-13 2030-02-03"),
        ("mid_autumn", "2024-09-17 2025-10-06 2026-09-25 2027-09-15 2028-10-03"),
        ("double_ninth", "2025-10-29 2026-10-18 2027-10-08"),
        ("dragon_boat", "2025-05-31 2026-06-19 2027-06-09"),
        ("qixi", "2026-08-19"),
        ("lantern", "2026-03-03"),
        ("qingming", "2024-04-04 2025-04-04 2026-04-05 2027-04-05"),
        ("new_year_eve", "2026-02-16"),
        ("double_11", "2026-11-11 2030-11-11"),
        ("618", "2026-06-18"),
        ("38", "2026-03-08"),
        ("double_12", "2026-12-12"),
        ("labour_day", "2026-05-01"),
        ("national_day", "2027-10-01"),
        ("mothers_day", "2026-05-10"),
        ("black_friday", "2026-11-27"),
    ],
)
def test_feasts(calendar: Calendar, name: str, days: str) -> None:
    for text in days.split():
        day = date.fromisoformat(text)
        assert calendar.event_day(name, day.year) == day


def test_make_up_days_and_holidays(calendar: Calendar) -> None:
    assert calendar.is_workday(date(2026, 10, 10))
    assert not calendar.is_workday(date(2026, 10, 7))
    assert calendar.holidays[date(2025, 10, 6)] == "mid_autumn"
    assert calendar.add_workdays(date(2026, 9, 30), 1) == date(2026, 10, 8)
    assert calendar.add_workdays(date(2026, 10, 8), -1) == date(2026, 9, 30)
    assert calendar.add_workdays(date(2026, 10, 1), 0) == date(2026, 10, 8)
    assert calendar.add_workdays(date(2025, 12, 31), 248) == date(2026, 12, 31)
    assert calendar.add_workdays(date(2026, 1, 1), -1) == date(2025, 12, 31)


def test_only_counting_working_days_of_an_unpublished_year_is_refused(calendar: Calendar) -> None:
    with pytest.raises(UnpublishedYear) as refused:
        calendar.add_workdays(date(2026, 12, 30), 3, item="rules[add_seat].then.due")
    problem = refused.value.problems[0]
    assert problem.code == "calendar.unpublished"
    assert dict(problem.params) == {"year": "2027", "item": "rules[add_seat].then.due", "last": "2026"}
    words = WORDS[problem.code]
    assert "2027: {holidays" in words.fix.format(**dict(problem.params))
    with pytest.raises(LookupError):
        calendar.is_workday(date(2027, 5, 1))
    with pytest.raises(UnpublishedYear):
        calendar.workdays(period("2026-12..2027-01"))
    assert calendar.event_day("spring_festival", 2031) == date(2031, 1, 23)
    assert len(period("2031").parts("week")) == 53


def test_a_year_is_entered_by_a_later_text(calendar: Calendar) -> None:
    """
    years:
      2027:
        holidays: {new_year: 2027-01-01..2027-01-03, labour_day: [2027-05-01, 2027-05-03..2027-05-05]}
        workdays: [2027-05-08]
    """
    own, problems = read_calendar(str(test_a_year_is_entered_by_a_later_text.__doc__))
    assert problems == ()
    assert own.published == {2027}
    assert not own.is_workday(date(2027, 1, 1))
    assert own.is_workday(date(2027, 5, 8))
    assert own.is_workday(date(2027, 5, 6))
    assert not own.is_workday(date(2027, 5, 2))


def test_everything_wrong_in_a_table_is_told_at_once() -> None:
    """
    yeers: {}
    years:
      two: {}
      2027: {holidays: {new_year: 2027-02-30, x: 2027-01-02}, workdays: [2027-01-02, 2027-01-04], feast: 1}
    events:
      "Bad-Id": {day: 1-1}
      none: {title: x}
      both: {day: 1-1, lunar: 1-1}
      late: {day: 2-30}
      term: {term: 春天}
      nth: {weekday: 13-1-mon}
      far: {day: 1-1, shift: soon, color: red}
      open: {day: 1-1, windows: {peak: 3..1, after: 0..1}, dates: {2026: 2026-01, 2027: never}}
    working_time: [{from: 2027}, 7]
    """
    _, problems = read_calendar(str(test_everything_wrong_in_a_table_is_told_at_once.__doc__))
    assert [p.path for p in problems] == [
        "yeers", "years.two", "years.2027.feast", "years.2027.holidays.new_year", "years.2027", "years.2027.workdays",
        "events.Bad-Id", "events.none", "events.both", "events.late.day", "events.term.term", "events.nth.weekday",
        "events.far.color", "events.far.shift", "events.open.dates.2026", "events.open.dates.2027", "events.open.windows.after",
        "events.open.windows.peak", "working_time[0]", "working_time[1]", "working_time[1]",
    ]  # fmt: skip
    for problem in problems:
        words = WORDS[problem.code]
        assert (words.message + words.fix).format(**dict(problem.params))


def test_what_is_not_yaml_is_a_problem() -> None:
    made, problems = read_calendar("years: [", "years: {2027: {}}\nyears: {}", "just words", "")
    assert [p.code for p in problems] == ["calendar.not_yaml", "calendar.not_yaml", "calendar.not_a_mapping"]
    assert made.published == frozenset()


def test_windows_around_an_event(calendar: Calendar) -> None:
    found = calendar.occasion("double_11", 2026)
    assert found.phase(date(2026, 11, 11)) == "peak"
    assert found.phase(date(2026, 11, 1)) == "preheat"
    assert found.phase(date(2026, 11, 13)) == "hangover"
    assert found.phase(date(2026, 12, 13)) is None
    assert calendar.event("double_11", 2026) == period("2026-10-24..2026-11-18")
    assert calendar.event("double_11", 2026, "peak") == period("2026-11-10..2026-11-11")
    assert calendar.event("qixi", 2026) == calendar.event("qixi", 2026, "peak") == period("2026-08-19")


@pytest.mark.parametrize("name", ["618", "double_11", "double_12", "new_year_goods", "spring_festival", "38", "99"])
def test_each_sales_event_has_its_three_windows_in_a_row(calendar: Calendar, name: str) -> None:
    found = calendar.occasion(name, 2027)
    assert [phase for phase, _ in found.phases] == list(PHASES)
    periods = [p for _, p in found.phases]
    assert periods[0].until == periods[1].first
    assert periods[1].until == periods[2].first
    assert periods[1].contains(found.day)
    assert calendar.event(name, 2027) == Period(periods[0].first, periods[2].until)


def test_occasions_of_a_period(calendar: Calendar) -> None:
    names = [o.event for o in calendar.occasions(period("2026-11"))]
    assert names == ["double_11", "black_friday"]
    assert "new_year_goods" in {o.event for o in calendar.occasions(period("2027-01"))}


def test_an_unknown_event_lists_the_known(calendar: Calendar) -> None:
    with pytest.raises(UnknownEvent) as refused:
        calendar.event("double_13", 2026)
    assert "double_12" in dict(refused.value.problems[0].params)["known"]


def test_an_announced_date_wins() -> None:
    made, _ = read_calendar("events: {x: {lunar: 1-1, shift: -25}}", "events: {x: {dates: {2026: 2026-01-26}}}")
    assert made.event_day("x", 2026) == date(2026, 1, 26)
    assert made.event_day("x", 2027) == date(2027, 1, 12)


def test_last_years_day(calendar: Calendar) -> None:
    assert calendar.align(date(2026, 8, 12), 2025, "calendar") == date(2025, 8, 13)
    assert calendar.align(date(2028, 2, 29), 2027, "calendar") == date(2027, 3, 2)
    assert calendar.align(date(2026, 11, 11), 2025, "events") == date(2025, 11, 11)
    assert calendar.align(date(2027, 2, 5), 2026, "events") == date(2026, 2, 16)
    assert calendar.align(date(2026, 8, 12), 2025, "events") == date(2025, 8, 13)
    assert calendar.align(date(2026, 2, 17), 2025, "lunar") == date(2025, 1, 29)
    assert calendar.align(date(2026, 9, 25), 2025, "lunar") == date(2025, 10, 6)


def test_a_plain_day_is_never_compared_with_a_day_of_an_event(calendar: Calendar) -> None:
    """The year-goods sale of 2026 ran eleven days later than that of 2027: its days are kept off the base."""
    whole = period("2027")
    inside = {day for o in calendar.occasions(whole) if o.phases for day in o.whole.dates()}
    before = {day for o in calendar.occasions(period("2026")) if o.phases for day in o.whole.dates()}
    pairs = zip(whole.dates(), calendar.align_days(whole, -1, "events"), strict=True)
    for day, other in pairs:
        assert (day in inside) == (other in before or other.year != 2026)
        if day not in inside:
            assert day.weekday() == other.weekday()


@given(st.dates(date(1902, 1, 1), date(2197, 12, 31)), st.integers(-1, 1))
def test_the_calendar_day_keeps_its_weekday(calendar: Calendar, day: date, years: int) -> None:
    other = calendar.align(day, day.year + years, "calendar")
    assert other.weekday() == day.weekday()
    assert abs((other - day).days) == 364 * abs(years)


@given(st.dates(date(1950, 1, 1), date(2099, 12, 31)))
def test_lunar_days_round_trip(day: date) -> None:
    assert from_lunar(lunar(day)) == day
    assert 1 <= lunar(day).day <= 30


def test_lunar_days() -> None:
    assert lunar(date(2026, 2, 17)) == LunarDay(2026, 1, 1)
    assert lunar(date(2026, 2, 16)) == LunarDay(2025, 12, 29)
    assert lunar(date(2025, 7, 26)) == LunarDay(2025, 6, 2, leap=True)
    assert from_lunar(LunarDay(2026, 6, 1, leap=True)) == from_lunar(LunarDay(2026, 6, 1))
    assert from_lunar(LunarDay(2025, 12, 30)) == date(2026, 2, 16)


@given(PUBLISHED, st.integers(-400, 400))
def test_adding_working_days_can_be_undone(calendar: Calendar, day: date, count: int) -> None:
    start = calendar.add_workdays(day, 0)
    there = calendar.add_workdays(start, count)
    assert calendar.is_workday(there)
    assert calendar.add_workdays(there, -count) == start


@given(PUBLISHED, st.integers(1, 60))
def test_adding_working_days_counts_them(calendar: Calendar, day: date, count: int) -> None:
    there = calendar.add_workdays(day, count)
    one = timedelta(days=1)
    assert len(calendar.workdays(Period(day + one, there + one))) == count
    slow, left = day, count
    while left:
        slow += one
        left -= calendar.is_workday(slow)
    assert slow == there


def test_standard_working_time(calendar: Calendar) -> None:
    """2025 on: 248 days a year, 20.67 a month, 165.33 h, 21.75 pay days; before: 250, 20.83, 166.67."""
    law = calendar.working_time(date(2026, 1, 1))
    assert law is not None
    assert round(law.days, 2) == Decimal("20.67")
    assert round(law.hours, 3) == Decimal("165.333")
    assert law.pay_days == Decimal("21.75")
    old = calendar.working_time(date(2024, 12, 31))
    assert old is not None
    assert (round(old.days, 2), round(old.hours, 2)) == (Decimal("20.83"), Decimal("166.67"))
    assert calendar.working_time(date(2000, 1, 1)) is None
