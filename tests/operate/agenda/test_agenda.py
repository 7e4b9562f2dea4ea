# SPDX-License-Identifier: Apache-2.0
"""What a plan brings on some days: what comes back, what is planned backwards, what waits for something else."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from tests.operate.agenda.planned import HEAD, days, made, period
from yunce.operate.agenda.contract import Entry, Given
from yunce.operate.agenda.gathering import on
from yunce.operate.agenda.windows import touches
from yunce.operate.workitems.states import Kind
from yunce.values.work_clock import SHANGHAI


def test_a_monday_check_is_the_week_s() -> None:
    found = made("duties:\n  - {id: look, title: 巡检, every: weekly:mon, owner: checker, checklist: sheet}", "2026-11")
    first = found.openings[0]
    assert days(found.openings) == ["11-02", "11-09", "11-16", "11-23", "11-30"]
    assert (first.key, first.kind, first.period) == ("duties.look|2026-W45|hq", Kind.INSPECTION, "2026-W45")
    assert (first.title, first.unit, first.owner, first.data["checklist"]) == ("巡检", "hq", "checker", "sheet")
    assert (first.start, first.due) == (datetime(2026, 11, 2, tzinfo=SHANGHAI), datetime(2026, 11, 2, 23, 59, tzinfo=SHANGHAI))


@pytest.mark.parametrize(
    ("every", "due"),
    [
        ("monthly:5", ["10-05", "11-05", "12-05"]),
        ("monthly:last_wd", ["10-30", "11-30", "12-31"]),
        ("quarter", ["12-31"]),
        ("ten_days", ["10-10", "10-20", "10-31", "11-10", "11-20", "11-30", "12-10", "12-20", "12-31"]),
        ("FREQ=MONTHLY;BYDAY=2TU", ["10-13", "11-10", "12-08"]),
    ],
)
def test_cadences(every: str, due: list[str]) -> None:
    assert days(made(f"duties:\n  - {{id: look, title: 巡检, every: '{every}', owner: boss}}", "2026-Q4").openings) == due


def test_two_days_a_week_are_two_items() -> None:
    found = made("duties:\n  - {id: look, title: 巡检, every: 'weekly:mon,thu', owner: boss}", "2026-W48")
    assert [o.period for o in found.openings] == ["2026-11-23", "2026-11-26"]


def test_a_deadline_in_working_days_skips_the_national_day() -> None:
    found = made("duties:\n  - {id: report, title: 月报, every: monthly:28, due: 5wd, owner: boss}", "2026-10-01..2026-10-10")
    assert days(found.openings) == ["10-10"]  # 29 and 30 September, 8 to 10 October, a Saturday that is worked


def test_a_duty_of_a_part_of_the_year() -> None:
    body = "duties:\n  - {id: look, title: 防汛巡查, every: monthly:1, owner: boss, period: 2026-06..2026-08}"
    assert days(made(body).openings) == ["06-01", "07-01", "08-01"]


def test_an_unpublished_year_is_a_problem_and_the_rest_stays() -> None:
    head = HEAD.replace("period: 2026,", "period: 2026-11..2027-02,")
    body = """
duties:
  - {id: close, title: 月结, every: monthly:last_wd, owner: boss}
  - {id: due, title: 月报, every: monthly:30, due: 3wd, owner: boss}
"""
    found = made(body, "2026-11..2027-02", head=head)
    assert [o.period for o in found.openings if o.element == "duties.close"] == ["2026-11", "2026-12"]
    assert [o.due for o in found.openings if o.period == "2026-12" and o.element == "duties.due"] == [None]
    assert {(p.code, p.path) for p in found.problems} == {("calendar.unpublished", "duties.close"), ("calendar.unpublished", "duties.due")}


def test_months_that_are_published_have_no_problem() -> None:
    head = HEAD.replace("period: 2026,", "period: 2026-07..2027-06,")
    body = """
duties:
  - {id: close, title: 月结, every: monthly:last_wd, owner: boss}
  - {id: day, title: 日检, every: workday, owner: boss}
  - {id: two, title: 双月检, every: bimonthly, owner: boss}
  - {id: week, title: 周检, every: weekly, owner: boss}
reports:
  - {id: month, every: monthly, owner: boss, due: 3wd}
campaigns:
  - {id: feast, title: 春节, at: cn:spring_festival, prepare: 10wd, owner: boss}
"""
    whole = made(body, "2026-07..2027-06", head=head)
    assert {p.path for p in whole.problems} == {"duties.close", "duties.day", "reports.month", "campaigns.feast"}
    for month in ("2026-07", "2026-08", "2026-09", "2026-11"):
        some = made(body, month, head=head)
        close = [p for p in some.problems if p.path != "campaigns.feast"]
        assert not close
        inside = [o.key for o in whole.openings if o.due and o.start and touches(period(month), o.start, o.due)]
        assert sorted(inside) == sorted(o.key for o in some.openings)
        assert {o.key: (o.start, o.due) for o in some.openings}.items() <= {o.key: (o.start, o.due) for o in whole.openings}.items()


def test_a_campaign_is_planned_backwards() -> None:
    body = """
campaigns:
  - {id: sale, title: 双11, at: cn:double_11, prepare: 10d, lasts: 3d, owner: boss, goals: {gmv: 60万}, spend: 9万..13.5万,
     steps: [{id: stock, title: 备货, before: 30d, owner: checker}, {title: 活动页, before: 3d}, {title: 复盘, after: 5wd}]}
"""
    found = {o.key.partition("2026-11-11|")[2]: o for o in made(body).openings}
    assert {name: (o.start and f"{o.start:%m-%d}", f"{o.due:%m-%d}") for name, o in found.items()} == {
        "stock": (None, "10-12"),
        "step_2": ("11-01", "11-08"),
        "prepare": ("11-01", "11-10"),
        "": ("11-11", "11-13"),
        "step_3": ("11-14", "11-20"),
    }
    assert found["stock"].owner == "checker" and found["step_2"].owner == "boss"
    assert found[""].needs == ("campaigns.sale|2026-11-11|prepare",)
    assert found[""].data["goals"] == {"gmv": "60万"} and found[""].data["spend"] == "9万..13.5万"


def test_mid_autumn_moves_with_the_moon() -> None:
    body = "campaigns:\n  - {id: moon, title: 中秋, at: cn:mid_autumn, prepare: 10d, owner: boss}"
    assert [f"{o.start:%m-%d}" for o in made(body).openings] == ["09-15", "09-25"]


def test_a_campaign_without_a_day_or_outside_the_plan_is_told() -> None:
    head = HEAD.replace("period: 2026,", "period: 2026-01..2026-06,")
    found = made("campaigns:\n  - {id: a, title: 无期}\n  - {id: b, title: 双11, at: cn:double_11}", "2026", head=head)
    assert not found.openings
    assert [p.code for p in found.problems] == ["agenda.no_days", "agenda.event_outside"]


def test_initiatives_follow_what_they_need() -> None:
    body = """
phases:
  - {id: start, title: 准备期, period: 2026-08-01..2026-09-05, gate: "done('open')", owner: boss}
initiatives:
  - {id: pick, phase: start, title: 选品, due: 2026-08-15, owner: checker, deliverable: 方案}
  - {id: rent, phase: start, title: 租仓, due: 2026-08-20, owner: boss}
  - {id: open, phase: start, title: 上线, due: 2026-09-03, owner: boss, needs: [pick, rent]}
"""
    found = {o.element: o for o in made(body).openings}
    opened = found["initiatives.open"]
    assert opened.key == "initiatives.open||" and opened.needs == ("initiatives.pick||", "initiatives.rent||")
    assert opened.start == datetime(2026, 8, 21, tzinfo=SHANGHAI)
    assert {name for name, o in found.items() if o.data.get("critical")} == {"initiatives.rent", "initiatives.open"}
    gate = found["phases.start"]
    assert (gate.kind, gate.due, len(gate.needs)) == (Kind.REVIEW, datetime(2026, 9, 5, 23, 59, tzinfo=SHANGHAI), 3)


def test_initiatives_that_wait_for_each_other() -> None:
    found = made("initiatives:\n  - {id: a, due: 2026-03-01, needs: [b]}\n  - {id: b, due: 2026-04-01, needs: [a]}")
    assert not found.openings and [p.code for p in found.problems] == ["agenda.needs_circle"]


def test_reports_are_owed_after_their_period() -> None:
    body = """
reports:
  - {id: traffic, title: 流量日报, table: traffic, unit: east, owner: boss, every: daily, due: "10:00"}
  - {id: close, title: 月报, every: monthly, owner: boss, due: 3wd}
"""
    found = made(body, "2026-11-02..2026-11-05").openings
    assert [(o.period, f"{o.due:%m-%dT%H:%M}") for o in found if o.element == "reports.traffic"] == [
        ("2026-11-01", "11-02T10:00"), ("2026-11-02", "11-03T10:00"), ("2026-11-03", "11-04T10:00"), ("2026-11-04", "11-05T10:00"),
    ]  # fmt: skip
    assert [(o.period, f"{o.due:%m-%d}") for o in found if o.element == "reports.close"] == [("2026-10", "11-04")]


def test_a_report_of_a_named_day_is_due_on_it() -> None:
    body = """
reports:
  - {id: week, every: weekly:fri, owner: boss, due: "17:00"}
  - {id: month, every: monthly:28, owner: boss}
  - {id: quarter, every: quarter, owner: boss, due: 5d}
"""
    found = made(body, "2026-09-21..2026-10-05").openings
    assert [(o.element.partition(".")[2], o.period, f"{o.due:%m-%dT%H:%M}") for o in found] == [
        ("week", "2026-W39", "09-25T17:00"),
        ("month", "2026-09", "09-28T23:59"),
        ("week", "2026-W40", "10-02T17:00"),
        ("quarter", "2026-Q3", "10-05T23:59"),
    ]


def test_reviews_carry_their_agenda() -> None:
    found = made("reviews:\n  - {id: weekly, title: 周会, every: weekly:mon, owner: boss, agenda: [问题, 目标]}", "2026-W48").openings
    assert (found[0].kind, found[0].data["agenda"]) == (Kind.REVIEW, ["问题", "目标"])


def test_what_runs_out_is_renewed_before() -> None:
    body = "registers:\n  - {id: licence, title: 上岗证, kind: certificate, of: checker, renew_before: 30d}"
    given = Given(entries=(Entry("licence", "张三", date(2026, 12, 10)), Entry("licence", "李四", date(2027, 6, 1))))
    found = made(body, "2026-11", given=given).openings
    assert [(o.title, o.owner, f"{o.start:%m-%d}", f"{o.due:%m-%d}") for o in found] == [("上岗证：张三", "checker", "11-10", "12-10")]


def test_by_day_in_order() -> None:
    found = made("duties:\n  - {id: a, every: weekly:tue, owner: boss}\n  - {id: b, every: daily, owner: boss}", "2026-11-23..2026-11-25")
    assert {f"{day:%m-%d}": [o.element for o in of] for day, of in on(found.openings).items()} == {
        "11-23": ["duties.b"], "11-24": ["duties.a", "duties.b"], "11-25": ["duties.b"],
    }  # fmt: skip


def test_work_of_nobody_is_told() -> None:
    """No owner, or a post that nobody fills; a gate without an owner is the plan's own."""
    body = """duties:
  - {id: look, title: 巡检, every: monthly}
  - {id: count, title: 盘点, every: monthly, owner: boss}
phases: [{id: one, title: 一期, period: 2026-03, gate: "headcount('hq') >= 1"}]
"""
    found = made(body, "2026-03")
    assert [(p.code, p.path) for p in found.problems] == [("agenda.owner_missing", "duties[look].owner")]
    assert [o.owner for o in found.openings if o.element == "phases.one"] == ["boss"]
    empty = made(body, "2026-03", head=HEAD.replace("headcount: 1", "headcount: 0"))
    assert {p.path for p in empty.problems} == {"duties[look].owner", "duties[count].owner", "phases[one].owner"}


def test_a_duty_of_another_year_is_told() -> None:
    found = made("duties: [{id: look, title: 巡检, every: monthly, owner: boss, period: 2028}]")
    assert [p.code for p in found.problems] == ["agenda.never"] and not found.openings


NEXT_FEAST = """campaigns:
  - {id: goods, title: 年货, at: cn:spring_festival-10wd, owner: boss}
  - {id: eve, title: 跨年, at: cn:new_year-3wd, owner: boss}
"""


def test_a_feast_whose_year_is_not_published_yet_hides_no_other() -> None:
    """Ten days of work before 17 February 2026 is the 3rd (the 14th is worked); 2027's holidays are not known, the days before it are."""
    head = HEAD.replace("period: 2026,", "period: 2026..2027,")
    found = made(NEXT_FEAST, "2026", head=head)
    assert days(found.openings) == ["02-03", "12-29"]
    assert {p.code for p in found.problems} <= {"calendar.unpublished"}
    assert {p.path for p in made(NEXT_FEAST, "2027", head=head).problems} == {"campaigns.goods", "campaigns.eve"}
    assert not made(NEXT_FEAST, "2026-03..2026-05", head=head).problems
