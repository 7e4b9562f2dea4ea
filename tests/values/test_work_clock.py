# SPDX-License-Identifier: Apache-2.0
"""Working time over lunch, nights, weekends, holidays with make-up days, and pauses."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yunce.values.calendar import Calendar, UnpublishedYear
from yunce.values.duration import Duration
from yunce.values.problem import Problem
from yunce.values.work_clock import SHANGHAI, Hours, WorkClock, merged, read_hours

OFFICE = Hours(((540, 720), (810, 1080)))
HOUR = 3600


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


@pytest.fixture(scope="module")
def clock(calendar: Calendar) -> WorkClock:
    return WorkClock(OFFICE, calendar)


def test_hours_as_people_write_them() -> None:
    assert read_hours("9:00-12:00、13:30~18:00") == OFFICE and str(OFFICE) == "09:00-12:00 13:30-18:00"
    assert read_hours("00:00-24:00") == Hours(((0, 1440),))
    wrong = {"": "hours.unreadable", "早九晚六": "hours.unreadable", "9:00-12:00 和": "hours.unreadable", "9:70-12:00": "hours.unreadable",
             "22:00-06:00": "hours.backwards", "9:00-12:00 11:00-13:00": "hours.overlap"}  # fmt: skip
    for text, code in wrong.items():
        found = read_hours(text)
        assert isinstance(found, Problem) and found.code == code, text


def test_lunch_and_night_do_not_count(clock: WorkClock) -> None:
    assert clock.between(at("2026-11-16T11:00"), at("2026-11-16T14:00")) == 1.5 * HOUR
    assert clock.between(at("2026-11-16T17:00"), at("2026-11-17T10:00")) == 2 * HOUR
    assert clock.after(at("2026-11-16T11:30"), HOUR) == at("2026-11-16T14:00")
    assert clock.after(at("2026-11-16T20:00"), HOUR) == at("2026-11-17T10:00")


def test_weekends_holidays_and_make_up_days(clock: WorkClock) -> None:
    """National Day 2026: 1 to 7 October off, Saturday the 10th is worked."""
    assert clock.between(at("2026-09-30T17:00"), at("2026-10-08T10:00")) == 2 * HOUR
    assert clock.after(at("2026-09-30T17:00"), 2 * HOUR) == at("2026-10-08T10:00")
    assert clock.between(at("2026-10-10T00:00"), at("2026-10-11T00:00")) == 7.5 * HOUR
    assert clock.between(at("2026-10-11T00:00"), at("2026-10-12T00:00")) == 0


def test_moments_with_an_offset_are_understood_where_the_hours_are_meant(clock: WorkClock) -> None:
    start = datetime(2026, 11, 16, 1, 0, tzinfo=UTC)
    assert clock.after(start, HOUR) == start + timedelta(hours=1) and clock.after(start, HOUR).tzinfo is UTC
    assert clock.between(start, at("2026-11-16T10:00+08:00")) == HOUR


def test_pauses_are_taken_off_once(clock: WorkClock) -> None:
    start = at("2026-11-16T09:00")
    pauses = [(at("2026-11-16T10:00"), at("2026-11-16T11:00")), (at("2026-11-16T10:30"), at("2026-11-16T14:00"))]
    assert merged(pauses) == [(at("2026-11-16T10:00"), at("2026-11-16T14:00"))]
    assert clock.spent(start, at("2026-11-16T15:00"), pauses) == 2 * HOUR
    assert clock.due(start, 2 * HOUR, pauses) == at("2026-11-16T15:00")
    assert clock.due(start, 2 * HOUR, [(at("2026-11-16T10:00"), None)]) is None
    assert clock.due(start, HOUR // 2, [(at("2026-11-16T10:00"), None)]) == at("2026-11-16T09:30")


def test_deadlines(clock: WorkClock) -> None:
    start = at("2026-11-19T16:00")
    assert clock.deadline(start, Duration(3, "wd")) == at("2026-11-24T18:00")
    assert clock.deadline(start, Duration(4, "h")) == at("2026-11-20T11:00")
    assert clock.deadline(start, Duration(2, "d")) == at("2026-11-21T18:00")


def test_an_unpublished_year_is_not_guessed(clock: WorkClock) -> None:
    with pytest.raises(UnpublishedYear):
        clock.after(at("2199-01-03T09:00"), HOUR)


MOMENTS = st.datetimes(at("2025-01-02T00:00"), at("2026-11-30T00:00")).map(lambda t: t.replace(microsecond=0))


@given(MOMENTS, st.integers(1, 40 * 7 * HOUR))
def test_after_and_between_undo_each_other(calendar: Calendar, start: datetime, seconds: int) -> None:
    clock = WorkClock(OFFICE, calendar)
    assert clock.between(start, clock.after(start, seconds)) == seconds


@given(MOMENTS, MOMENTS, MOMENTS)
def test_time_adds_up(calendar: Calendar, a: datetime, b: datetime, c: datetime) -> None:
    clock, (a, b, c) = WorkClock(OFFICE, calendar), sorted((a, b, c))
    assert clock.between(a, b) + clock.between(b, c) == clock.between(a, c) <= (c - a).total_seconds()
    assert clock.between(a.replace(tzinfo=SHANGHAI), b) == clock.between(a, b)
