# SPDX-License-Identifier: Apache-2.0
"""Clocks of a case: the customer's own delay is not ours."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from tests.operate.workitems.making import BOSS, CHINA, opened
from yunce.operate.workitems.folding import after
from yunce.operate.workitems.item import Event, Item
from yunce.operate.workitems.promises import Promise, pauses_of, resolution_clock, response_clock
from yunce.operate.workitems.states import Kind
from yunce.operate.workitems.steps import Asked, Do, step
from yunce.values.problem import Problem
from yunce.values.work_clock import Hours, WorkClock

CLOCK = WorkClock(Hours(((540, 720), (780, 1080))))
NINE = datetime(2026, 11, 16, 9, tzinfo=CHINA)
PROMISE = Promise(response=3600, resolution=4 * 3600)


def lived(*told: tuple[int, Asked]) -> tuple[Item, tuple[Event, ...]]:
    """A case that is opened at nine, with steps so many minutes after."""
    item, events = opened(Kind.CASE, at=NINE), []
    for minutes, asked in told:
        made = step(item, asked, BOSS, NINE + timedelta(minutes=minutes))
        assert not isinstance(made, Problem)
        for event in made:
            item = after(item, event)
            events.append(event)
    return item, tuple(events)


ASK_BACK = Asked(Do.WAIT, "请客户补照片", until=NINE + timedelta(days=2), data={"waiting_for": "customer"})


def test_waiting_for_the_customer_stops_the_clock() -> None:
    """Two hours of work, then the customer from 11:00 to 15:00 (three hours of work), then one hour: three of four are used."""
    item, events = lived((0, Asked(Do.START)), (120, ASK_BACK), (360, Asked(Do.START)))
    found = resolution_clock(item, events, PROMISE, CLOCK, NINE + timedelta(hours=7))
    assert found and (found.used, found.left, found.due, found.kept) == (3 * 3600, 3600, NINE + timedelta(hours=8), True)


def test_while_it_stands_still_there_is_no_due_time() -> None:
    item, events = lived((0, Asked(Do.START)), (120, ASK_BACK))
    found = resolution_clock(item, events, PROMISE, CLOCK, NINE + timedelta(days=1))
    assert found and (found.due, found.used) == (None, 7200) and pauses_of(events)[-1][1] is None


def test_other_waits_do_not_stop_it() -> None:
    item, events = lived((0, Asked(Do.WAIT, "等配件", until=NINE + timedelta(days=2))))
    found = resolution_clock(item, events, PROMISE, CLOCK, NINE + timedelta(days=1))
    assert found and (found.used, found.kept) == (8 * 3600, False)


def test_the_first_answer_has_its_own_clock() -> None:
    item, _ = lived((90, Asked(Do.START)))
    found = response_clock(item, PROMISE, CLOCK, NINE + timedelta(days=9))
    assert found and (found.used, found.ended, found.kept, found.due) == (5400, True, False, NINE + timedelta(hours=1))
    assert response_clock(item, Promise(), CLOCK, NINE) is None


def test_the_clocks_run_from_the_report_though_it_was_entered_later() -> None:
    """Reported at nine, entered at one: at two, four hours of work are used, and the four promised ended at two."""
    item, events = opened(Kind.CASE, at=NINE + timedelta(hours=4)), ()
    item = replace(item, data={**item.data, "reported_at": NINE.isoformat()})
    found = resolution_clock(item, events, PROMISE, CLOCK, NINE + timedelta(hours=5))
    assert found and (found.used, found.left, found.due) == (4 * 3600, 0, NINE + timedelta(hours=5))
