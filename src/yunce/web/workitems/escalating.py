# SPDX-License-Identifier: Apache-2.0
"""The routine that lets late work go up its ladder; running it twice tells nobody twice."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from yunce.operate.workitems.escalation import escalations
from yunce.operate.workitems.item import Item
from yunce.operate.workitems.ladders import MOST_RUNGS, ladder_of
from yunce.operate.workitems.port import Stale
from yunce.operate.workitems.states import ACTIVE, Kind
from yunce.plan.document import Plan
from yunce.values.work_clock import WorkClock
from yunce.web.installed import installation
from yunce.web.workitems.clock import work_clock
from yunce.web.workitems.models import WorkItem
from yunce.web.workitems.rows import item_of
from yunce.web.workitems.store import Store


def escalate(now: datetime) -> str:
    """A routine's work: take the rungs that are owed by now; how many items went up."""
    installed = installation()
    if not installed.versions():
        return "还没有计划"
    taken = escalate_all(superiors_of(installed.plan()), work_clock(installed), now)
    return f"提醒 {taken} 项的上级"


def superiors_of(plan: Plan) -> Mapping[str, str]:
    """Whom each role of a plan reports to."""
    return {role.id: role.reports_to for role in plan.roles if role.reports_to}


def escalate_all(superiors: Mapping[str, str], clock: WorkClock, now: datetime) -> int:
    """Let every late item go up as far as it should be by now; how many did. Cases have clocks and ladders of their own."""
    active = [state.value for state in ACTIVE]
    late = WorkItem.objects.filter(state__in=active, due__lt=now, level__lt=MOST_RUNGS).exclude(kind=Kind.CASE.value)
    return sum(_raise(item_of(row), superiors, clock, now) for row in late.iterator(chunk_size=1000))


def _raise(item: Item, superiors: Mapping[str, str], clock: WorkClock, now: datetime) -> bool:
    events = escalations(item, ladder_of(item, superiors), now, clock)
    if not events:
        return False
    try:
        Store().add(events)
    except Stale:  # somebody is at it this very moment: it is looked at again next time
        return False
    return True
