# SPDX-License-Identifier: Apache-2.0
"""Bringing the ledger up to the agenda: open, change, withdraw; done twice, the second time does nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta

from django.db.models import Q
from django.utils.translation import gettext as _

from yunce.app.installation import Installation
from yunce.operate.agenda.changing import LISTS, Change, Changes, changes
from yunce.operate.agenda.contract import WITHDRAWN, Agenda, Given
from yunce.operate.agenda.gathering import agenda
from yunce.operate.agenda.windows import day_of
from yunce.operate.workitems.item import Event, Item, Verb
from yunce.operate.workitems.port import Stale
from yunce.operate.workitems.revising import REVISED
from yunce.operate.workitems.states import ACTIVE, State
from yunce.plan.document import Plan
from yunce.values.period import Period
from yunce.web.agenda.models import AgendaRun
from yunce.web.data.jobs import pack
from yunce.web.installed import installation
from yunce.web.registers.renewing import entries_for_agenda
from yunce.web.workitems.models import WorkItem
from yunce.web.workitems.rows import item_of
from yunce.web.workitems.store import Store

AHEAD = timedelta(days=35)
"""How far ahead work is opened [d]: what begins within five weeks."""
SYSTEM = "system"
CHUNK = 500
ELEMENTS = Q(*(("element__startswith", f"{name}.") for name in LISTS), _connector=Q.OR)
TOLD = "计划调整"
ASKED = "计划调整：已开始的不跟着改"


def nightly(now: datetime) -> str:
    """The routine: generate once a day and once a version; what it did in a few words."""
    installed = installation()
    version = next((v for v in installed.versions() if v.current), None)
    if version is None:
        return _("还没有计划")
    if AgendaRun.objects.filter(plan=version.fingerprint, day=day_of(now)).exists():
        return _("今天已按这一版计划生成")
    run = generate(installed, now, SYSTEM)
    return said(run) if run is not None else ""


def said(run: AgendaRun) -> str:
    """What a run did, in words."""
    words = _("新开 {opened} 项，更新 {changed} 项，撤回 {withdrawn} 项")
    return words.format(opened=run.opened, changed=run.changed, withdrawn=run.withdrawn)


def generate(installed: Installation, now: datetime, by: str) -> AgendaRun | None:
    """Bring the ledger up to the agenda of the current plan for the days ahead; `None` where there is no plan."""
    versions = installed.versions()
    current = next((v for v in versions if v.current), None)
    if current is None:
        return None
    plan, today = installed.plan(current.fingerprint), day_of(now)
    mine = [v.fingerprint for v in versions if v.plan_id == current.plan_id]
    asked = Period(today, today + AHEAD)
    runs_out = entries_for_agenda(plan, installed.calendar, today)
    given = Given(items=begun(plan, mine), entries=runs_out, fingerprint=current.fingerprint)
    found = agenda(plan, installed.calendar, asked, given)
    todo = changes(found, there(found, mine), today)
    _write(todo, now, by)
    return AgendaRun.objects.create(
        day=today, plan=current.fingerprint, at=now, by=by, opened=len(todo.to_open) + len(todo.to_reopen),
        changed=len(todo.to_change), withdrawn=len(todo.to_withdraw), problems=[pack(p) for p in found.problems],
    )  # fmt: skip


def begun(plan: Plan, versions: Iterable[str]) -> tuple[Item, ...]:
    """Inspections of the plan's coverages that somebody has begun: the rest is planned around them."""
    elements = [f"duties.{duty.id}" for duty in plan.duties if duty.cover is not None]
    rows = WorkItem.objects.filter(element__in=elements, plan__in=list(versions)).exclude(state__in=[State.OPEN, State.CANCELLED])
    return tuple(map(item_of, rows))


def there(found: Agenda, versions: Iterable[str]) -> tuple[Item, ...]:
    """What the ledger holds of the agenda, and what of the plan it still holds as open in those days."""
    keys = [opening.key for opening in found.openings]
    kept: dict[str, Item] = {}
    for start in range(0, len(keys), CHUNK):
        kept |= {row.pk: item_of(row) for row in WorkItem.objects.filter(key__in=keys[start : start + CHUNK])}
    still = WorkItem.objects.filter(ELEMENTS, plan__in=list(versions), state__in=[State.OPEN, State.REOPENED])
    return tuple((kept | {row.pk: item_of(row) for row in still}).values())


def _write(todo: Changes, now: datetime, by: str) -> None:
    """All changes through the ledger: whatever somebody takes up meanwhile is left alone."""
    store = Store()
    store.open(todo.to_open, at=now, by=by)
    for change in todo.to_change:
        _add(store, _changed(change, now, by))
    for change in todo.to_ask:
        _add(store, [Event(change.item.id, change.item.version + 1, now, by, Verb.NOTED, note=ASKED, data=change.fields)])
    for item in todo.to_withdraw:
        told = Event(item.id, item.version + 1, now, by, Verb.MOVED, State.CANCELLED, TOLD, data={WITHDRAWN: True})
        _add(store, [told])
    for again in todo.to_reopen:
        told = Event(again.item.id, again.item.version + 1, now, by, Verb.MOVED, State.REOPENED, TOLD, data={WITHDRAWN: False})
        _add(store, [told, *_changed(again, now, by, ahead=1)])


def _add(store: Store, events: list[Event]) -> None:
    try:
        store.add(events)
    except Stale:  # somebody was quicker: the next run sees what they did
        return


def _changed(change: Change, now: datetime, by: str, *, ahead: int = 0) -> list[Event]:
    """A change as events: what the opening said, the owner, the deadline, what else the plan tells."""
    item, fields = change.item, dict(change.fields)
    due = fields.pop("due", "")
    anew = {name: fields.pop(name) for name in REVISED if name in fields}
    told: list[tuple[Verb, Mapping[str, object]]] = [(Verb.REVISED, anew)] if anew else []
    if "owner" in fields:
        told.append((Verb.ASSIGNED, {"owner": fields.pop("owner")}))
    if due != "":
        told.append((Verb.DUE_CHANGED, {"due": due.isoformat() if isinstance(due, datetime) else None}))
    if fields:
        told.append((Verb.NOTED, fields))
    first = item.version + 1 + ahead
    return [Event(item.id, first + i, now, by, verb, note=TOLD, data=data) for i, (verb, data) in enumerate(told)]


def states_of(keys: Iterable[str]) -> Iterator[WorkItem]:
    """The rows of keys that the ledger holds."""
    every = list(keys)
    for start in range(0, len(every), CHUNK):
        yield from WorkItem.objects.filter(key__in=every[start : start + CHUNK]).only("id", "key", "state", "due")


def is_late(row: WorkItem, now: datetime) -> bool:
    """True for what somebody owes since before now."""
    return row.state in ACTIVE and row.due is not None and row.due < now
