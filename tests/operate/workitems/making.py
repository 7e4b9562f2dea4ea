# SPDX-License-Identifier: Apache-2.0
"""Items for tests, from a few words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta, timezone

from yunce.operate.workitems.folding import after, fold
from yunce.operate.workitems.item import Event, Item, Opening, Verb
from yunce.operate.workitems.states import Kind, Severity
from yunce.operate.workitems.steps import Actor, Asked, Right, step
from yunce.values.problem import Problem

CHINA = timezone(timedelta(hours=8))
NOON = datetime(2026, 11, 16, 12, 0, tzinfo=CHINA)
DAY = timedelta(days=1)

DOER = Actor("lin", frozenset({Right.WORK}), frozenset({"clerk"}))
LEAD = Actor("zhao", frozenset({Right.WORK, Right.VERIFY}), frozenset({"lead"}))
BOSS = Actor("wang", frozenset(Right), frozenset({"manager"}))


def opened(
    kind: Kind = Kind.TASK, *, severity: Severity = Severity.MINOR, owner: str = "clerk", at: datetime = NOON, due: datetime | None = None,
    data: Mapping[str, object] | None = None, unit: str = "shop", subject: str = "", key: str = "k",
) -> Item:  # fmt: skip
    opening = Opening(key, kind, "检查消防通道", unit, owner, due=due, severity=severity, data=data or {}, subject=subject)
    return fold("i1", opening, [Event("i1", 1, at, "system", Verb.OPENED)])


def done(item: Item, asked: Asked, actor: Actor = DOER, now: datetime = NOON) -> Item:
    """The item after a step that must be possible."""
    events = step(item, asked, actor, now)
    assert not isinstance(events, Problem), events
    for event in events:
        item = after(item, event)
    return item


def refused(item: Item, asked: Asked, actor: Actor = DOER, now: datetime = NOON) -> str:
    """The code of what is wrong with a step."""
    found = step(item, asked, actor, now)
    assert isinstance(found, Problem), found
    return found.code
