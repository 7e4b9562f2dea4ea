# SPDX-License-Identifier: Apache-2.0
"""A ladder of roles, each rung with its own delay."""

from __future__ import annotations

from datetime import datetime, timedelta

from tests.operate.workitems.making import BOSS, CHINA, DAY, NOON, done, opened
from yunce.operate.workitems.escalation import Rung, escalations, next_escalation
from yunce.operate.workitems.folding import after
from yunce.operate.workitems.item import Item
from yunce.operate.workitems.steps import Asked, Do
from yunce.values.work_clock import WorkClock, read_hours

LADDER = (Rung("lead", timedelta(0)), Rung("manager", timedelta(hours=4)), Rung("director", timedelta(hours=8)))
HOUR = timedelta(hours=1)


def roles(item: Item, now: datetime) -> list[object]:
    return [event.data["escalated_to"] for event in escalations(item, LADDER, now)]


def test_each_rung_comes_after_its_own_delay() -> None:
    item = opened(due=NOON)
    assert roles(item, NOON) == []
    assert roles(item, NOON + HOUR) == ["lead"]
    assert roles(item, NOON + 4 * HOUR) == ["lead", "manager"]
    assert roles(item, NOON + 12 * HOUR) == ["lead", "manager", "director"]


def test_asking_twice_escalates_once() -> None:
    item, now = opened(due=NOON), NOON + 5 * HOUR
    for event in escalations(item, LADDER, now):
        item = after(item, event)
    assert item.level == 2 and escalations(item, LADDER, now) == ()
    assert next_escalation(item, LADDER) == (LADDER[2], NOON + 12 * HOUR)


def test_what_is_done_or_waits_as_agreed_does_not_go_up() -> None:
    late = NOON + 40 * HOUR
    assert escalations(done(opened(due=NOON), Asked(Do.DONE), BOSS), LADDER, late) == ()
    waits = done(opened(due=NOON), Asked(Do.WAIT, "等配件", until=NOON + DAY), BOSS)
    assert escalations(waits, LADDER, NOON + 23 * HOUR) == () and len(escalations(waits, LADDER, late)) == 3
    assert escalations(opened(), LADDER, late) == () and next_escalation(opened(), LADDER) is None


def test_delays_can_be_working_time() -> None:
    """From 17:00 four hours of work: one on the day itself, three on the next, which is worked too, as there is no calendar."""
    hours = read_hours("09:00-12:00 13:00-18:00")
    clock = WorkClock(hours)  # type: ignore[arg-type]
    friday = datetime(2026, 11, 20, 17, tzinfo=CHINA)
    item = opened(due=friday)
    assert len(escalations(item, LADDER, friday + timedelta(hours=15, minutes=59), clock)) == 1
    assert next_escalation(item, LADDER[1:], clock) == (LADDER[1], datetime(2026, 11, 21, 12, tzinfo=CHINA))
