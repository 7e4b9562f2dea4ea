# SPDX-License-Identifier: Apache-2.0
"""Work from firings: titles, owners, due times, keys; what facts have settled."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.operate.rules.histories import PLAN, rule
from yunce.app.packs import read_calendars
from yunce.operate.rules.noise import Noise
from yunce.operate.rules.opening import due_of, night
from yunce.operate.rules.results import Fired, ReadingTest, RuleTest
from yunce.operate.workitems.item import Item
from yunce.operate.workitems.states import Kind, Severity, State
from yunce.plan.parts.rules import Action

CALENDAR = read_calendars(Path("nowhere"))
AT = datetime(2026, 9, 28, 6, 0)
OPEN = Fired("cs", "客服部", "2026-W39", date(2026, 9, 27))
CLOSED = Fired("shop", "天猫店", "2026-W30", date(2026, 7, 26), "2026-W31", date(2026, 8, 2))
THEN = {"open": "task", "title": "增开座席 {unit}", "owner": "lead", "due": "5wd"}


def outcome(*fired: Fired, **more: Any) -> RuleTest:
    own = ReadingTest("total", "falls(answer_rate, 3, total=5pp)", fired, 1, 10, Noise(0.01))
    one = rule("falls(answer_rate, 3, total=5pp)", **{"id": "add_seat", "then": THEN, **more})
    standing = (("cs", "firing"), ("shop", "quiet"), ("new", "unknown"))
    return RuleTest(one, "", "week", date(2026, 1, 5), date(2026, 9, 27), (), 38, own, (), standing)


def item(subject: str, state: State = State.OPEN) -> Item:
    opening = night([outcome(Fired(subject, subject, "2026-W20", date(2026, 5, 17)))], PLAN, CALENDAR, AT).openings[0]
    return Item(f"id-{subject}", opening, AT, "system", state=state)


def test_an_open_firing_is_a_task_with_owner_and_due() -> None:
    (opening,) = night([outcome(OPEN, CLOSED)], PLAN, CALENDAR, AT, version="f00").openings
    assert (opening.key, opening.kind, opening.title) == ("rule:add_seat|2026-W39|cs", Kind.TASK, "增开座席 客服部")
    assert (opening.unit, opening.owner, opening.plan, opening.element) == ("cs", "lead", "f00", "rules.add_seat")
    assert opening.due == datetime(2026, 10, 10, 23, 59)  # 29 and 30 September, then 8, 9 and the make-up Saturday 10 October
    assert opening.severity is Severity.MINOR


def test_what_is_open_already_is_not_opened_again() -> None:
    assert night([outcome(OPEN)], PLAN, CALENDAR, AT, items=[item("cs")]).openings == ()
    assert len(night([outcome(OPEN)], PLAN, CALENDAR, AT, items=[item("cs", State.VERIFIED)]).openings) == 1


def test_facts_settle_what_does_not_fire_any_more() -> None:
    found = night([outcome(OPEN, CLOSED)], PLAN, CALENDAR, AT, items=[item("cs"), item("shop"), item("new")]).settled
    assert [(each.item, each.since) for each in found] == [("id-shop", date(2026, 8, 2))]


def test_a_rule_without_an_action_opens_nothing() -> None:
    assert night([outcome(OPEN, then=None)], PLAN, CALENDAR, AT).openings == ()


def test_braces_that_mean_nothing_stay() -> None:
    (opening,) = night([outcome(OPEN, then={"title": "看看 {nobody.__class__} {x}", "owner": "lead"})], PLAN, CALENDAR, AT).openings
    assert opening.title == "看看 {nobody.__class__} {x}（客服部）"


@pytest.mark.parametrize(
    ("due", "when"),
    [
        ("3d", "2026-10-01 23:59"), ("2h", "2026-09-28 08:00"), ("10:00", "2026-09-28 10:00"), ("05:00", "2026-09-29 05:00"),
        ("month_end", "2026-09-30 23:59"), ("year_end", "2026-12-31 23:59"), ("2026-10-08", "2026-10-08 23:59"),
    ],
)  # fmt: skip
def test_due_times(due: str, when: str) -> None:
    assert due_of(Action(due=due).due, AT, CALENDAR, "")[0] == datetime.fromisoformat(when)


def test_an_unpublished_year_gives_no_date() -> None:
    due, problems = due_of(Action(due="200wd").due, AT, CALENDAR, "rules[x].then.due")
    assert due is None
    assert [problem.code for problem in problems] == ["rules.due_unknown"]
