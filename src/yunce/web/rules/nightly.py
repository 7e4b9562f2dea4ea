# SPDX-License-Identifier: Apache-2.0
"""The routine of rules: open firings open work, facts close what they have settled; done twice, the second time does nothing."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from yunce.app.installation import Installation
from yunce.app.rules import meaning_of, rule_night
from yunce.operate.rules.opening import Settled, element_of, night
from yunce.operate.rules.results import RuleTest
from yunce.operate.workitems.item import Event, Verb
from yunce.operate.workitems.port import Stale
from yunce.operate.workitems.states import ACTIVE, PROVEN_KINDS
from yunce.operate.workitems.steps import SYSTEM, Asked, Do, step
from yunce.values.problem import Problem, YunceError
from yunce.web.installed import installation
from yunce.web.routine.book import ZONE
from yunce.web.rules.memory import keep, recall
from yunce.web.rules.models import switches
from yunce.web.workitems.effects import SETTLED
from yunce.web.workitems.models import WorkItem
from yunce.web.workitems.rows import item_of
from yunce.web.workitems.store import Store


def run(now: datetime) -> str:
    """Evaluate every rule of the current plan that is on; what that did in a few words."""
    installed = installation()
    version = next((v for v in installed.versions() if v.current), None)
    if version is None:
        return _("还没有计划")
    plan = installed.plan(version.fingerprint)
    off = {name for name, line in switches(plan.plan.id).items() if not line.on}
    wanted = tuple(rule.id for rule in plan.rules if rule.id not in off)
    if not wanted:
        return _("没有开着的规则")
    try:
        tests = _judged(installed, version.fingerprint, plan.plan.id, wanted)
    except YunceError as wrong:
        return _("规则没有算成：{codes}").format(codes=" ".join(p.code for p in wrong.problems))
    rows = WorkItem.objects.filter(element__in=[element_of(name) for name in wanted], state__in=list(ACTIVE))
    brought = night(tests, plan, installed.calendar, now.astimezone(ZONE), items=tuple(map(item_of, rows)), version=version.fingerprint)
    store = Store()
    opened = store.open(brought.openings, at=now, by=SYSTEM.name)
    settled = sum(_settle(store, each, now) for each in brought.settled)
    return _("新开 {opened} 项，{settled} 项的条件已解除").format(opened=len(opened), settled=settled)


def _judged(installed: Installation, fingerprint: str, plan: str, wanted: tuple[str, ...]) -> tuple[RuleTest, ...]:
    """The rules as they stand, going on from what the last night kept; what is kept is written anew."""
    batches = installed.warehouse.batches()
    meaning = meaning_of(fingerprint, installed.settings)
    found = rule_night(installed.warehouse, installed.settings, fingerprint, wanted, recall(plan, meaning, batches))
    keep(plan, meaning, found.kept, batches)
    return found.tests


def _settle(store: Store, settled: Settled, now: datetime) -> bool:
    """Close the item that facts have settled, where the rule says itself when it closes; else say so on it, once.

    Rectifications and cases are closed by people only, and nothing that still has work of its own below it.
    """
    item = store.item(settled.item)
    since = settled.since.isoformat()
    if item.data.get(SETTLED) == since:
        return False
    data = {SETTLED: since}
    told = _("触发条件自 {day} 起不再成立，可以了结。").format(day=since)
    events: tuple[Event, ...] = (Event(item.id, item.version + 1, now, SYSTEM.name, Verb.NOTED, note=told, data=data),)
    if settled.closes and item.opening.kind not in PROVEN_KINDS:
        said = _("数据在 {day} 达到关闭条件，自动关闭。").format(day=since)
        done = step(item, Asked(Do.DONE, said, data=data, unfinished=store.unfinished(item)), SYSTEM, now)
        events = events if isinstance(done, Problem) else done
    try:
        store.add(events)
    except Stale:  # somebody was quicker: the next run sees what they did
        return False
    return True
