# SPDX-License-Identifier: Apache-2.0
"""The routine of trainings: whoever put a grave or repeated finding right is given one; done twice, the second time does nothing."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Q
from django.utils.translation import gettext as _

from yunce.operate.inspection.training import REPEATED, trainings
from yunce.operate.workitems.item import Event, Verb
from yunce.operate.workitems.port import Stale
from yunce.operate.workitems.states import Kind, State
from yunce.web.installed import installation
from yunce.web.workitems.models import WorkItem
from yunce.web.workitems.rows import item_of
from yunce.web.workitems.store import Store

SYSTEM = "system"
FOUND = Q(opening__data__finding__isnull=False) | Q(added__finding__isnull=False)
"""Items that say what was found; no other can ask for a training."""
LOOKED_BACK = timedelta(days=30)
"""Verified longer ago than this nobody is trained for any more."""


def run(now: datetime) -> str:
    """Open the trainings that are owed and give them to their people; how many."""
    every = WorkItem.objects.filter(FOUND, kind=Kind.RECTIFICATION)
    rows = list(every.filter(state=State.VERIFIED, verified_at__gte=now - LOOKED_BACK))
    given = WorkItem.objects.filter(key__in=[f"training|{row.pk}" for row in rows]).exclude(assignee="").values_list("parent", flat=True)
    known = set(given)
    rows = [row for row in rows if row.pk not in known]
    if not rows:
        return _("没有要安排的培训")
    places = {row.unit for row in rows}
    since = min(row.opened_at for row in rows) - REPEATED
    found = [item_of(row) for row in every.filter(unit__in=places, opened_at__gte=since)]
    owed = trainings([item_of(row) for row in rows], found, installation().calendar, now)
    store = Store()
    store.open([each.opening for each in owed], at=now, by=SYSTEM)
    people = {each.opening.key: each.person for each in owed}
    count = sum(_give(store, row, people[row.key], now) for row in WorkItem.objects.filter(key__in=list(people), assignee=""))
    return _("安排培训 {count} 项").format(count=count)


def _give(store: Store, row: WorkItem, person: str, now: datetime) -> bool:
    """Give a training to its person, once."""
    if row.state != State.OPEN or not person:
        return False
    try:
        store.add([Event(row.pk, row.version + 1, now, SYSTEM, Verb.ASSIGNED, data={"assignee": person})])
    except Stale:  # somebody was quicker and has given it to somebody
        return False
    return True
