# SPDX-License-Identifier: Apache-2.0
"""The routine of cases: what is late goes up its ladder; closed cases ask for their visit; contacts are forgotten in time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from django.db.models import QuerySet

from yunce.operate.cases.handling import Handled, owed_rungs, put_off
from yunce.operate.cases.visits import visit_of
from yunce.operate.workitems.item import Event, Item, Opening
from yunce.operate.workitems.port import Stale
from yunce.operate.workitems.states import ACTIVE, Kind, State
from yunce.web.cases.kinds import handled_kinds
from yunce.web.cases.models import CaseContact
from yunce.web.installed import installation
from yunce.web.workitems.models import WorkItem
from yunce.web.workitems.rows import item_of
from yunce.web.workitems.store import Store

CLOSED_SINCE = timedelta(days=60)


def run(now: datetime) -> str:
    """Take every rung that is owed, open every visit that is asked for."""
    found = installation()
    if not found.versions():
        return "还没有计划"
    kinds = handled_kinds(found)
    taken, opened = _cases(kinds, now), _visits(kinds, now)
    forgotten, _ = CaseContact.objects.filter(until__lt=now.date()).delete()
    return f"升级 {taken} 次，新建回访 {opened} 个，删除到期联系方式 {forgotten} 条"


def waited(item: Item, events: Sequence[Event], now: datetime) -> tuple[Event, ...]:
    """The due time of a case put off by what the customer was waited for, where that ends now."""
    handled = handled_kinds(installation()).get(str(item.data.get("case", "")))
    return put_off(item, events, handled, now) if handled else ()


def _cases(kinds: Mapping[str, Handled], now: datetime) -> int:
    store, taken = Store(), 0
    climbing = {name: handled for name, handled in kinds.items() if handled.kind.escalate}
    for row in _of(climbing).filter(state__in=ACTIVE).iterator(chunk_size=500):
        item = item_of(row)
        handled = climbing.get(str(item.data.get("case", "")))
        if handled is not None and owed_rungs(item, (), handled, now):  # pauses only put rungs off: where none is owed without, none is
            taken += _take(owed_rungs(item, store.events(item.id), handled, now))
    return taken


def _of(kinds: Iterable[str]) -> QuerySet[WorkItem]:
    """The cases of some kinds: they say it as the part of the plan that they come from."""
    return WorkItem.objects.filter(kind=Kind.CASE, element__in=[f"cases.{kind}" for kind in kinds])


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
    closed = _of(kinds).filter(state=State.VERIFIED, verified_at__gte=now - CLOSED_SINCE)
    wanted = [visit for visit in (_visit(item_of(row), kinds) for row in closed.iterator(chunk_size=500)) if visit is not None]
    return len(Store().open(wanted, at=now, by="system"))


def _visit(item: Item, kinds: Mapping[str, Handled]) -> Opening | None:
    handled = kinds.get(str(item.data.get("case", "")))
    return visit_of(item, handled) if handled else None
