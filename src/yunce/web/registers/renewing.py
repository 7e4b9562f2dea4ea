# SPDX-License-Identifier: Apache-2.0
"""The routine of registers: what runs out becomes work, what was renewed or withdrawn ends it. Done twice, the second time does nothing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from django.utils.translation import gettext as _

from yunce.operate.agenda import contract
from yunce.operate.agenda.windows import day_of
from yunce.operate.registers.entry import Entry
from yunce.operate.registers.renewals import renewals, running_out, stood_in
from yunce.operate.registers.standing import Standing, Stood
from yunce.operate.workitems.item import Event, Verb
from yunce.operate.workitems.port import Stale
from yunce.operate.workitems.states import ACTIVE, State
from yunce.plan.document import Plan
from yunce.values.calendar import Calendar
from yunce.web.installed import installation
from yunce.web.registers.forgetting import forget_destroyed
from yunce.web.registers.store import entries
from yunce.web.workitems.models import WorkItem
from yunce.web.workitems.rows import item_of
from yunce.web.workitems.store import Store

SYSTEM = "system"


def run(now: datetime) -> str:
    """Open what is to be renewed by the current plan, end what no longer is; what it did in a few words."""
    forget_destroyed(now)
    installed = installation()
    current = next((v for v in installed.versions() if v.current), None)
    if current is None:
        return _("还没有计划")
    plan, calendar, today = installed.plan(current.fingerprint), installed.calendar, day_of(now)
    stood = tuple(stood_in(plan, calendar, entries(r.id for r in plan.registers), today))
    opened = Store().open(renewals(plan, calendar, stood, today, fingerprint=current.fingerprint), at=now, by=SYSTEM)
    ended = _end_stale({one.entry.id: one for one in stood}, now)
    return _("新开 {opened} 项，结束 {ended} 项").format(opened=len(opened), ended=ended)


def entries_for_agenda(plan: Plan, calendar: Calendar, today: date) -> tuple[contract.Entry, ...]:
    """What of the plan's registers runs out, for its agenda."""
    if not plan.registers:
        return ()
    return running_out(stood_in(plan, calendar, entries(r.id for r in plan.registers), today))


def end_work(entry: Entry, until: date | None, now: datetime, by: str, note: str) -> int:
    """End the renewals of an entry that are not those of its last valid day: done where it was renewed, else cancelled."""
    rows = WorkItem.objects.filter(element=f"registers.{entry.register}", subject=entry.id, state__in=ACTIVE)
    return sum(_end(row, entry, (now, by, note)) for row in rows if until is None or row.period != until.isoformat())


def _end_stale(stood: Mapping[str, Stood], now: datetime) -> int:
    """End what the entries no longer ask for; looked up once for all of them."""
    rows = WorkItem.objects.filter(element__startswith="registers.", state__in=ACTIVE).exclude(subject="")
    told = (now, SYSTEM, _("台账已更新"))
    return sum(_end(row, one.entry, told) for row in rows if (one := stood.get(row.subject)) and row.period != _period(one))


def _period(one: Stood) -> str:
    return one.until.isoformat() if one.until is not None and one.standing is not Standing.OUT else ""


def _end(row: WorkItem, entry: Entry, told: tuple[datetime, str, str]) -> bool:
    """End one, unless somebody is at it: then the next run sees what they did."""
    item, (now, by, note) = item_of(row), told
    to = State.CANCELLED if entry.withdrawn_on is not None else State.DONE
    try:
        Store().add([Event(item.id, item.version + 1, now, by, Verb.MOVED, to, note)])
    except Stale:
        return False
    return True
