# SPDX-License-Identifier: Apache-2.0
"""The routine of clocks: what is late goes up its ladder; closed cases ask for their visit; contacts are forgotten in time."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from yunce.operate.cases.handling import Handled, owed_rungs
from yunce.operate.cases.visits import visit_of
from yunce.operate.work.escalation import Ladder, Rung, escalations
from yunce.operate.work.item import Event, Item, Opening
from yunce.operate.work.port import Stale
from yunce.operate.work.states import ACTIVE, Kind, State
from yunce.plan.document import Plan
from yunce.values.work_clock import WorkClock
from yunce.web.cases.kinds import handled_kinds, work_clock
from yunce.web.cases.models import CaseContact
from yunce.web.installed import installation
from yunce.web.work.models import WorkItem
from yunce.web.work.rows import item_of
from yunce.web.work.store import Store

LATE_RUNGS = 3
RUNG = timedelta(hours=8)
"""Between two rungs of what is late and has no ladder of its own: a day of work."""
CLOSED_SINCE = timedelta(days=60)


def run(now: datetime) -> str:
    """Take every rung that is owed, open every visit that is asked for."""
    found = installation()
    if not found.versions():
        return "还没有计划"
    kinds, clock, plan = handled_kinds(found), work_clock(found), found.plan()
    taken = _cases(kinds, now) + _late(ladders_of(plan), clock, now)
    opened = _visits(kinds, now)
    forgotten, _ = CaseContact.objects.filter(until__lt=now.date()).delete()
    return f"升级 {taken} 次，新建回访 {opened} 个，删除到期联系方式 {forgotten} 条"


def ladders_of(plan: Plan) -> Mapping[str, Ladder]:
    """Role -> those above it, one after another: who is told when its work is late."""
    above = {role.id: role.reports_to for role in plan.roles}
    found: dict[str, Ladder] = {}
    for role in above:
        chain: list[str] = []
        upper = above[role]
        while upper and upper not in chain and upper != role and len(chain) < LATE_RUNGS:
            chain.append(upper)
            upper = above.get(upper, "")
        found[role] = tuple(Rung(one, RUNG) for one in chain)
    return found


def _cases(kinds: Mapping[str, Handled], now: datetime) -> int:
    store, taken = Store(), 0
    for row in WorkItem.objects.filter(kind=Kind.CASE, state__in=ACTIVE).iterator(chunk_size=500):
        item = item_of(row)
        handled = kinds.get(str(item.data.get("case", "")))
        if handled is not None and handled.kind.escalate:
            taken += _take(owed_rungs(item, store.events(item.id), handled, now))
    return taken


def _late(ladders: Mapping[str, Ladder], clock: WorkClock, now: datetime) -> int:
    """Other work that is late: the roles above who owes it are told, one a day of work."""
    rows = WorkItem.objects.filter(state__in=ACTIVE, due__lt=now, level__lt=LATE_RUNGS).exclude(kind=Kind.CASE)
    return sum(_take(escalations(item, ladders.get(item.owner, ()), now, clock)) for item in map(item_of, rows.iterator(chunk_size=500)))


def _take(events: tuple[Event, ...]) -> int:
    """Write rungs; somebody who was quicker changed the item, and it is looked at again next time."""
    if not events:
        return 0
    try:
        Store().add(events)
    except Stale:
        return 0
    return len(events)


def _visits(kinds: Mapping[str, Handled], now: datetime) -> int:
    closed = WorkItem.objects.filter(kind=Kind.CASE, state=State.VERIFIED, verified_at__gte=now - CLOSED_SINCE)
    wanted = [visit for visit in (_visit(item_of(row), kinds) for row in closed.iterator(chunk_size=500)) if visit is not None]
    return len(Store().open(wanted, at=now, by="system"))


def _visit(item: Item, kinds: Mapping[str, Handled]) -> Opening | None:
    handled = kinds.get(str(item.data.get("case", "")))
    return visit_of(item, handled) if handled else None
