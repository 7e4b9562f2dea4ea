# SPDX-License-Identifier: Apache-2.0
"""Staffing of services: words of goals, seats by ratio, a week of a bank's calls, what the people there are can give."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.operate.looking import period, view
from yunce.app.calls_file import read_calls
from yunce.app.packs import read_calendars
from yunce.operate.staffing.arrivals import Arrivals, arrivals_of
from yunce.operate.staffing.counting import Call, head_rule, one_interval, seat_rule
from yunce.operate.staffing.goals import read_promise
from yunce.operate.staffing.results import Staffing
from yunce.operate.staffing.serving import Wish, staff_service
from yunce.plan.document import Plan
from yunce.plan.parts.rules import Service
from yunce.values.problem import YunceError

D = Decimal
WEEK = (Path(__file__).parent / "bank_week.csv").read_text(encoding="utf-8")
"""Calls to an American bank's centre by half hour, 3-7 March 2003, from the counts that go with `Forecasting: Principles and Practice`."""
CALENDAR = read_calendars(Path("nowhere"))
HOTLINE: dict[str, Any] = {
    "id": "hotline",
    "title": "热线",
    "unit": "desk",
    "handle": "180s",
    "goal": ["80% in 20s"],
    "open": "07:00-21:30",
}


def plan(**more: Any) -> Plan:
    head = {"yunce": "1", "plan": {"id": "p", "title": "计划", "period": "2026"}}
    return Plan.model_validate({**head, "units": [{"id": "desk", "name": "客服"}], **more})


def staffed(arrivals: Arrivals, wish: Wish | None = None, more: dict[str, Any] | None = None, **service: Any) -> Staffing:
    own = Service.model_validate({**HOTLINE, **service})
    return staff_service(view(), plan(**(more or {})), own, arrivals, wish or Wish(law_of=date(2026, 1, 1)))


def bank(handle: float = 180.0) -> Arrivals:
    return read_calls(WEEK, handle)


@pytest.mark.parametrize(
    "text,name,value,threshold",
    [
        ("80% in 20s", "within", 0.8, 20),
        ("80/20", "within", 0.8, 20),
        ("90%/30秒", "within", 0.9, 30),
        ("20秒内接通80%", "within", 0.8, 20),
        ("answer_rate >= 90%", "answered", 0.9, 20),
        ("接通率不低于95%", "answered", 0.95, 20),
        ("asa <= 30s", "mean_wait", 30, 20),
        ("平均等待 ≤ 1min", "mean_wait", 60, 20),
        ("occupancy <= 85%", "occupancy", 0.85, 20),
    ],
)
def test_goals_as_people_write_them(text: str, name: str, value: float, threshold: int) -> None:
    found = read_promise([text])
    assert getattr(found.goals, name) == pytest.approx(value)
    assert found.threshold == threshold


def test_goals_that_cannot_be_read_are_all_named() -> None:
    with pytest.raises(YunceError) as wrong:
        read_promise(["快一点", "80% in 20s", "occupancy >= 85%"])
    assert [p.path for p in wrong.value.problems] == ["goal[0]", "goal[2]"]


def test_the_worked_example() -> None:
    found = one_interval(Call(D(100), 1800, 180), read_promise(["80% in 20s"]), D("0.3"))
    assert (found.load, found.seats, found.people.whole) == (10, 14, 20)
    assert found.service.within == D("0.888350")
    assert [one.seats for one in found.around] == [11, 12, 13, 14, 15, 16, 17]
    over = one_interval(Call(D(120), 1800, 180), read_promise(["80% in 20s"]), D(0), seats=10)
    assert over.service.within is None
    assert over.service.backlog == 20
    assert "staffing.overload" in {p.code for p in over.problems}


def test_seats_and_heads_of_the_seeds() -> None:
    seats = seat_rule(D(130_000), D(20_000), "up")
    assert (seats.exact, seats.whole) == (D("6.5"), 7)
    now, before = date(2026, 1, 1), date(2024, 12, 31)
    assert head_rule(3, D(14), D(30), D(0), (CALENDAR, now)).whole == 8
    assert head_rule(6, D(14), D(30), D(0), (CALENDAR, now)).exact == D("15.2419")
    assert head_rule(1, D(14), D(30), D(0), (CALENDAR, now)).per_seat == D("2.5403")
    assert head_rule(1, D(14), D(30), D(0), (CALENDAR, before)).per_seat == D("2.5204")
    assert seat_rule(D(130_000), D(20_000), "up", (3, "其他营业厅自有电话")).used == 3


def test_a_week_of_a_bank() -> None:
    found = staffed(bank(), shrinkage="30%")
    assert len(found.slots) == 5 * 29
    assert sum(slot.calls for slot in found.slots) == 171_878
    assert all(slot.service.within is None or slot.service.within >= D("0.8") for slot in found.slots)
    assert all(slot.scheduled >= slot.people for slot in found.slots)
    assert found.shifts is not None and found.shifts.gap <= D("0.01") and not found.shifts.missing
    assert found.check is not None and abs(found.check.within - found.check.formula) < D("0.05")
    assert found.shift_heads is not None and found.shift_heads.legal_hours == D("165.3333")


def test_what_the_people_there_are_can_give() -> None:
    few = staffed(bank(), Wish(people=100, law_of=date(2026, 1, 1)))
    assert few.reverse is not None and few.reverse.within is None
    assert "staffing.work_too_much" in {p.code for p in few.problems}
    enough = staffed(bank(), Wish(people=400, law_of=date(2026, 1, 1)))
    assert enough.reverse is not None and enough.reverse.within is not None and enough.reverse.within > D("0.8")
    more = {
        "roles": [
            {"id": "lead", "unit": "desk", "headcount": "5"},
            {"id": "agent", "unit": "desk", "headcount": "330", "reports_to": "lead"},
        ]
    }
    own = staffed(bank(), more=more)
    assert own.reverse is not None and own.reverse.people == 330
    assert own.reverse.within is not None and own.reverse.within < D("0.8")
    assert "staffing.goal_short" in {p.code for p in own.problems}


def test_shifts_as_a_plan_writes_them_and_what_they_leave_uncovered() -> None:
    shifts = [
        {"name": "早班", "start": "07:00", "lasts": "9h", "pause": "60min"},
        {"name": "晚班", "start": "12:00", "lasts": "9h", "pause": "60min"},
    ]
    found = staffed(bank(), shifts=shifts)
    assert found.shifts is not None
    assert {use.name for use in found.shifts.shifts} == {"早班", "晚班"}
    assert {start for _, start, _ in found.shifts.missing} == {"21:00"}
    assert "staffing.uncovered" in {p.code for p in found.problems}
    with pytest.raises(YunceError, match="shift_unusable"):
        staffed(bank(), shifts=[{"name": "坏班", "start": "25:00", "lasts": "9h"}])


def small() -> Arrivals:
    calls = np.zeros((7, 48))
    calls[:, 18:44] = 10
    return Arrivals(period("2026-09-07..2026-09-13").dates(), calls, "actual", 180.0)


def test_a_roster_for_everybody() -> None:
    found = staffed(small(), Wish(people=8, roster=True), open="09:00-22:00")
    assert found.roster is not None
    assert (len(found.roster.rows), found.roster.violations, found.roster.unfilled) == (8, 0, ())
    assert sum(one.hours for one in found.roster.rows) == found.shifts.hours  # type: ignore[union-attr]
    assert staffed(small(), Wish(people=8, roster=True), open="09:00-22:00") == found
    short = staffed(small(), Wish(people=2, roster=True), open="09:00-22:00")
    assert short.roster is not None and short.roster.unfilled and short.roster.least_people > 2
    assert "staffing.unfilled" in {p.code for p in short.problems}


def test_seats_by_ratio_beside_a_queue_without_calls() -> None:
    nothing = arrivals_of(view(), Service.model_validate(HOTLINE), period("2026-09-07..2026-09-08"))
    assert nothing.basis == "none"
    more = {"targets": [{"id": "u", "metric": "users", "period": "2026", "value": "13万"}]}
    override = {"value": "3", "until": "2026-06", "reason": "其他营业厅自有电话"}
    found = staffed(nothing, Wish(), more, seats={"per": "20000", "of": "users", "override": override}, open="07:30-21:30")
    assert found.seats is not None and (found.seats.exact, found.seats.used) == (D("6.5"), 7)
    assert found.heads is not None and found.heads.exact == D("17.7823")
    assert found.slots == ()
    assert "staffing.no_calls" in {p.code for p in found.problems}


def test_no_law_no_heads_but_the_rest() -> None:
    found = staffed(bank(), Wish())
    assert found.shift_heads is None and found.shifts is not None
    assert "staffing.law_unknown" in {p.code for p in found.problems}


def test_a_file_of_calls() -> None:
    five = read_calls('DateTime,Calls\n2026-03-02T07:00:00Z,111\n2026-03-02T07:05:00Z,"1,113"\n', 60.0)
    assert (five.interval, five.per_day, five.days) == (300, 288, (date(2026, 3, 2),))
    assert five.calls[0, 84:86].tolist() == [111, 1113]
    chinese = read_calls("日期,时段,来电量\n2026-03-02,07:00,5\n2026-03-03,07:30,7\n", 60.0)
    assert chinese.calls.sum() == 12 and chinese.interval == 1800
    with pytest.raises(YunceError) as wrong:
        read_calls("日期,时段,来电量\n2026-03-02,07:00,五\n2026-03-02,99:30,7\n2026-03-02,08:30,-1\n", 60.0)
    assert len(wrong.value.problems) == 3
    with pytest.raises(YunceError, match="column_missing"):
        read_calls("甲,乙\n1,2\n", 60.0)


def test_calls_under_other_headers_by_the_hour() -> None:
    found = read_calls("date,interval_start,calls_offered\n2026/11/9,8:00,24\n2026/11/9,9:00,27\n", 60.0)
    assert (found.interval, found.days, found.calls[0, 8:10].tolist()) == (3600, (date(2026, 11, 9),), [24, 27])
    quarter = read_calls("统计日期,时间段,进线量\n2026年11月9日,08:00-08:15,3\n2026年11月9日,08:15-08:30,4\n", 60.0)
    assert (quarter.interval, quarter.calls.sum()) == (900, 7)


def test_what_is_wrong_in_calls_is_told_by_row_and_column() -> None:
    text = "日期,时段,来电量\n2026-04-31,08:00,3\n2026-11-09,25:00,3\n2026-11-09,08:00,-3\n2026-11-09,09:00,5\n2026-11-09,09:00,7\n"
    with pytest.raises(YunceError) as wrong:
        read_calls(text, 60.0, "话务.csv")
    assert [(p.code, p.path, dict(p.params)["column"]) for p in wrong.value.problems] == [
        ("staffing.arrivals_wrong", "话务.csv:2", "日期"),
        ("staffing.arrivals_wrong", "话务.csv:3", "时段"),
        ("staffing.arrivals_wrong", "话务.csv:4", "来电量"),
        ("staffing.arrivals_twice", "话务.csv:6", "时段"),
    ]


def test_an_interval_that_is_missing_is_the_mean_of_the_other_days() -> None:
    """Not zero: nobody said so. 10 and 20 on the other days are 15; what lies before the first or after the last is no gap."""
    rows = [(day, hour, 10 * day) for day in (1, 2, 3) for hour in (8, 9, 10) if (day, hour) not in {(3, 9), (1, 8)}]
    found = read_calls("日期,时刻,来电量\n" + "".join(f"2026-11-0{d},{h:02d}:00,{n}\n" for d, h, n in rows), 60.0)
    assert found.calls[:, 8:11].tolist() == [[0, 10, 10], [20, 20, 20], [30, 15, 30]]
    assert [(p.code, dict(p.params)) for p in found.notes] == [("staffing.arrivals_missing", {"day": "2026-11-03", "times": "09:00"})]


def test_handling_time_is_never_invented() -> None:
    with pytest.raises(YunceError, match="no_handle"):
        staffed(replace(bank(), handle=None), handle=None)
    with pytest.raises(YunceError, match="open_unreadable"):
        staffed(bank(), open="全天")
