# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import itertools
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yunce.values.anchor import Anchor, read_anchor
from yunce.values.cadence import Cadence, read_cadence
from yunce.values.calendar import Calendar, UnpublishedYear
from yunce.values.duration import Duration, add_months, read_duration
from yunce.values.period import Period, read_period
from yunce.values.problem import Problem, YunceError
from yunce.values.words import WORDS


def period(text: str) -> Period:
    found = read_period(text)
    assert isinstance(found, Period)
    return found


def cadence(text: str) -> Cadence:
    found = read_cadence(text)
    assert isinstance(found, Cadence), found
    return found


AUTUMN = period("2026-09..2026-12")


@pytest.mark.parametrize(
    ("text", "windows"),
    [
        ("weekly:mon", "2026-09-07 2026-09-14 2026-09-21"),
        ("weekly:mon,thu", "2026-09-03 2026-09-07 2026-09-10"),
        ("weekly", "2026-W36 2026-W37 2026-W38"),
        ("每周", "2026-W36 2026-W37 2026-W38"),
        ("ten_days", "2026-09-T1 2026-09-T2 2026-09-T3 2026-10-T1"),
        ("monthly", "2026-09 2026-10 2026-11 2026-12"),
        ("monthly:5", "2026-09-05 2026-10-05 2026-11-05 2026-12-05"),
        ("monthly:31", "2026-09-30 2026-10-31 2026-11-30 2026-12-31"),
        ("monthly:last", "2026-09-30 2026-10-31"),
        ("monthly:last_wd", "2026-09-30 2026-10-30 2026-11-30 2026-12-31"),
        ("monthly:3wd", "2026-09-03 2026-10-10 2026-11-04"),
        ("monthly:5,20", "2026-09-05 2026-09-20 2026-10-05"),
        ("monthly:first_wd,last_wd", "2026-09-01 2026-09-30 2026-10-08 2026-10-30"),
        ("monthly:2wed", "2026-09-09 2026-10-14"),
        ("monthly:last_fri", "2026-09-25 2026-10-30"),
        ("每月5日、20日", "2026-09-05 2026-09-20"),
        ("每月最后一个工作日", "2026-09-30 2026-10-30"),
        ("每周一、四", "2026-09-03 2026-09-07"),
        ("weekly:周一", "2026-09-07 2026-09-14"),
        ("weekly:7", "2026-09-06 2026-09-13"),
        ("biweekly:tue", "2026-09-01 2026-09-15"),
        ("每两周周五", "2026-09-04 2026-09-18"),
        ("quarter:last_wd", "2026-09-30 2026-12-31"),
        ("quarter:2wd", "2026-10-09"),
        ("half_year:last", "2026-12-31"),
        ("yearly:11-11", "2026-11-11"),
        ("yearly:last_wd", "2026-12-31"),
        ("workdays", "2026-09-01 2026-09-02"),
        ("bimonthly", "2026-09..2026-10 2026-11..2026-12"),
        ("quarter", "2026-Q3 2026-Q4"),
        ("half_year", "2026-H2"),
        ("yearly", "2026"),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO", "2026-09-14 2026-09-28 2026-10-12"),
        ("RRULE:FREQ=MONTHLY;BYDAY=FR;BYSETPOS=-1", "2026-09-25 2026-10-30"),
        ("freq=monthly;count=2", "2026-09-01 2026-10-01"),
        ("FREQ=MONTHLY;UNTIL=20261010", "2026-09-01 2026-10-01"),
        ("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", ""),
    ],
)
def test_occurrences(calendar: Calendar, text: str, windows: str) -> None:
    found = [w.text for w in cadence(text).windows(AUTUMN, calendar)]
    assert found[: len(windows.split())] == windows.split()
    if text == "monthly:5" or text.startswith(("monthly:31", "quarter", "half", "freq", "FREQ=D", "bimonthly")):
        assert len(found) == len(windows.split())


def test_due_days_are_the_last_of_their_windows(calendar: Calendar) -> None:
    assert cadence("quarter").days(AUTUMN) == (date(2026, 9, 30), date(2026, 12, 31))
    assert len(cadence("daily").days(AUTUMN)) == AUTUMN.days
    assert cadence("bimonthly").windows(AUTUMN, start=date(2026, 8, 1))[0] == period("2026-09")
    assert str(cadence("weekly:mon")) == "weekly:mon"
    assert cadence("weekly:mon").grain == "week"
    assert cadence("monthly:last_wd").grain == "month"
    assert cadence("FREQ=DAILY").grain == "day"


def test_a_month_with_fewer_working_days_is_left_out(calendar: Calendar) -> None:
    assert cadence("monthly:17wd").days(period("2026-02..2026-03"), calendar) == (date(2026, 3, 24),)


def test_working_days_need_a_calendar_and_a_published_year(calendar: Calendar) -> None:
    with pytest.raises(YunceError):
        cadence("monthly:last_wd").days(AUTUMN)
    with pytest.raises(UnpublishedYear):
        cadence("monthly:last_wd").days(period("2027"), calendar, item="duties[x].every")
    assert len(cadence("monthly:5").days(period("2027"), calendar)) == 12


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "cadence.unreadable"),
        ("weakly:mon", "cadence.unreadable"),
        ("weekly:", "cadence.unreadable"),
        ("weekly:xx", "cadence.unreadable"),
        ("weekly:8", "cadence.unreadable"),
        ("weekly:mon,xx", "cadence.unreadable"),
        ("monthly:5,last_wd", "cadence.unreadable"),
        ("monthly:2xyz", "cadence.unreadable"),
        ("yearly:04-31", "cadence.unreadable"),
        ("yearly:12", "cadence.unreadable"),
        ("每两周的", "cadence.unreadable"),
        ("monthly:32", "cadence.unreadable"),
        ("daily:5", "cadence.unreadable"),
        ("FREQ=SECONDLY", "cadence.unreadable"),
        ("FREQ=DAILY;INTERVAL=0", "cadence.rule_part"),
        ("FREQ=DAILY;INTERVAL=7;BYDAY=TU", "cadence.rule_part"),
        ("FREQ=DAILY;BYHOUR=3", "cadence.rule_part"),
        ("FREQ=DAILY;COUNT=1;COUNT=2", "cadence.rule_part"),
        ("FREQ=WEEKLY;BYDAY=XX", "cadence.bad_rule"),
    ],
)
def test_what_is_not_a_cadence(text: str, code: str) -> None:
    found = read_cadence(text, "duties[x].every")
    assert isinstance(found, Problem)
    assert (found.code, found.path) == (code, "duties[x].every")
    assert (WORDS[code].message + WORDS[code].fix).format(**dict(found.params))


@given(
    st.sampled_from(["daily", "weekly", "weekly:sun", "ten_days", "monthly", "monthly:31", "bimonthly", "quarter", "yearly"]),
    st.dates(),
    st.integers(1, 500),
)
def test_windows_lie_in_their_period_and_do_not_overlap(text: str, first: date, days: int) -> None:
    if not 1901 < first.year < 2190:
        return
    whole = Period(first, date.fromordinal(first.toordinal() + days))
    windows = cadence(text).windows(whole)
    assert all(whole.contains(w) for w in windows)
    assert all(a.until <= b.first for a, b in itertools.pairwise(windows))
    if ":" not in text:
        assert sum(w.days for w in windows) == whole.days


@pytest.mark.parametrize(
    ("text", "amount", "unit"),
    [
        ("10d", 10, "d"), ("3w", 3, "w"), ("2mo", 2, "mo"), ("180s", 180, "s"), ("2h", 2, "h"), ("10wd", 10, "wd"), ("3天", 3, "d"),
        ("10个工作日", 10, "wd"), ("1.5h", 90, "min"), ("0.5d", 12, "h"), ("30分钟", 30, "min"), ("2 个月", 2, "mo"),
    ],
)  # fmt: skip
def test_durations(text: str, amount: int, unit: str) -> None:
    found = read_duration(text)
    assert isinstance(found, Duration)
    assert (found.amount, found.unit, found.text) == (amount, unit, text)
    assert read_duration(f"{amount}{unit}") == found


@pytest.mark.parametrize("text", ["", "d", "10", "1.5mo", "0.5wd", "10 parsecs", "-3d", "9" * 400 + "d"])
def test_what_is_not_a_duration(text: str) -> None:
    found = read_duration(text, "cases[x].respond")
    assert isinstance(found, Problem)
    assert (found.code, found.path) == ("duration.unreadable", "cases[x].respond")


def test_moving_by_durations(calendar: Calendar) -> None:
    day = date(2026, 1, 31)
    assert Duration(1, "mo").after(day) == date(2026, 2, 28)
    assert Duration(2, "mo").before(day) == date(2025, 11, 30)
    assert Duration(3, "w").after(day) == date(2026, 2, 21)
    assert Duration(3, "wd").after(date(2026, 9, 30), calendar) == date(2026, 10, 10)
    assert Duration(1, "wd").before(date(2026, 10, 8), calendar) == date(2026, 9, 30)
    assert Duration(30, "h").after(day) == date(2026, 2, 2)
    assert (Duration(2, "h").seconds, Duration(1, "mo").seconds, Duration(1, "wd").days) == (7200, None, None)
    assert str(Duration(2, "h")) == "2h"
    with pytest.raises(YunceError):
        Duration(1, "wd").after(day)


@given(st.dates(date(1950, 1, 1), date(2100, 1, 1)), st.integers(-200, 200))
def test_months_added_keep_the_day_or_end_the_month(day: date, months: int) -> None:
    there = add_months(day, months)
    assert (there.year - day.year) * 12 + there.month - day.month == months
    assert there.day == day.day or (there.day < day.day and date.fromordinal(there.toordinal() + 1).day == 1)


def anchor(text: str) -> Anchor:
    found = read_anchor(text)
    assert isinstance(found, Anchor), found
    return found


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("cn:double_11", "2026-11-11"),
        ("cn:double_11-10d", "2026-11-01"),
        ("cn:618 + 3wd", "2026-06-24"),
        ("cn:mid_autumn-1wd", "2026-09-24"),
        ("cn:spring_festival-3w", "2026-01-27"),
    ],
)
def test_anchors(calendar: Calendar, text: str, day: str) -> None:
    assert anchor(text).day(2026, calendar) == date.fromisoformat(day)
    assert anchor(text).days(period("2026"), calendar) == (date.fromisoformat(day),)


def test_anchors_of_a_period(calendar: Calendar) -> None:
    assert anchor("cn:spring_festival").days(period("2026-07..2027-06"), calendar) == (date(2027, 2, 6),)
    assert anchor("cn:spring_festival-2mo").days(period("2026"), calendar) == (date(2026, 12, 6),)
    assert anchor("cn:laba").days(period("2026"), calendar) == (date(2026, 1, 26),)
    assert anchor("cn:double_11").days(period("2024-01..2026-12"), calendar)[0] == date(2024, 11, 11)
    assert anchor("cn:double_11").days(period("2026-05"), calendar) == ()
    assert str(Anchor("cn", "618", -1, Duration(3, "d"))) == "cn:618-3d"
    with pytest.raises(UnpublishedYear):
        anchor("cn:double_11-3wd").days(period("2027"), calendar, item="campaigns[x].at")


def test_what_is_not_an_anchor(calendar: Calendar) -> None:
    for text, code in (
        ("cn:doubl_11", "anchor.unknown_event"),
        ("us:x", "anchor.unreadable"),
        ("cn:618-3q", "duration.unreadable"),
        ("cn:zzzzzz", "anchor.unknown_event"),
    ):
        found = read_anchor(text, "campaigns[x].at", calendar)
        assert isinstance(found, Problem)
        assert (found.code, found.path) == (code, "campaigns[x].at")
    found = read_anchor("cn:doubl_11", "", calendar)
    assert isinstance(found, Problem)
    assert dict(found.params)["likely"] == "double_11"


@given(st.text(max_size=40))
def test_any_text_is_read_or_refused(text: str) -> None:
    assert isinstance(read_cadence(text), Cadence | Problem)
    assert isinstance(read_duration(text), Duration | Problem)
    assert isinstance(read_anchor(text), Anchor | Problem)


@pytest.mark.parametrize(
    ("text", "same"),
    [("每周一、四", "weekly:mon,thu"), ("weekly:星期日", "weekly:sun"), ("隔周", "FREQ=WEEKLY;INTERVAL=2"), ("季末", "quarter:last")],
)
def test_a_rhythm_in_words_is_the_same_rhythm(text: str, same: str) -> None:
    """Only the words differ: the same plan has the same fingerprint."""
    assert cadence(text) == cadence(same)


def test_an_event_by_another_spelling_is_guessed(calendar: Calendar) -> None:
    found = read_anchor("cn:double_eleven", "campaigns[x].at", calendar)
    assert isinstance(found, Problem) and dict(found.params)["likely"] == "double_11"
