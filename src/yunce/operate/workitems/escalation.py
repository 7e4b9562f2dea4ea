# SPDX-License-Identifier: Apache-2.0
"""Escalation: what is late goes up a ladder of roles, each rung with its own delay. Source: docs/method/work.md."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from yunce.operate.workitems.item import Event, Item, Verb
from yunce.operate.workitems.states import State
from yunce.operate.workitems.steps import SYSTEM
from yunce.values.work_clock import WorkClock


@dataclass(frozen=True, slots=True)
class Rung:
    """A role that is told, so long after the rung below it (the first: after the due time)."""

    role: str
    delay: timedelta


Ladder = tuple[Rung, ...]


def escalations(item: Item, ladder: Ladder, now: datetime, clock: WorkClock | None = None) -> tuple[Event, ...]:
    """The rungs that are owed by now and not taken yet, as events; none where the item is not active, not late, or waits as agreed.

    With a clock the delays are working time, without one they are time as it goes by. Asking again after
    adding what this gives gives nothing.
    """
    if not item.is_late(now) or _waits(item, now):
        return ()
    owed = [(rung, at) for rung, at in _times(item.due or now, ladder, clock) if at <= now][item.level :]
    return tuple(_event(item, n, rung, at, now) for n, (rung, at) in enumerate(owed, start=1))


def next_escalation(item: Item, ladder: Ladder, clock: WorkClock | None = None) -> tuple[Rung, datetime] | None:
    """The next rung and when it is owed; `None` at the ladder's end and for what has no due time or is not active."""
    if item.due is None or not item.is_active:
        return None
    return next(iter(list(_times(item.due, ladder, clock))[item.level :]), None)


def _times(due: datetime, ladder: Sequence[Rung], clock: WorkClock | None) -> Iterator[tuple[Rung, datetime]]:
    at = due
    for rung in ladder:
        at = clock.after(at, int(rung.delay.total_seconds())) if clock else at + rung.delay
        yield rung, at


def _waits(item: Item, now: datetime) -> bool:
    return item.state is State.WAITING and item.waiting_until is not None and item.waiting_until > now


def _event(item: Item, n: int, rung: Rung, owed_at: datetime, now: datetime) -> Event:
    told = {"escalated_to": rung.role, "escalated_level": item.level + n, "owed_at": owed_at.isoformat()}
    return Event(item.id, item.version + n, now, SYSTEM.name, Verb.ESCALATED, data=told)
