# SPDX-License-Identifier: Apache-2.0
"""Response and resolution clocks: how much of what was promised is used up. They stand still while the customer is waited for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from yunce.operate.workitems.item import Event, Item
from yunce.operate.workitems.states import State
from yunce.values.work_clock import Pause, WorkClock

CUSTOMER = "customer"
"""`waiting_for` of a wait that stops the resolution clock."""


@dataclass(frozen=True, slots=True)
class Promise:
    """Working time until the first answer and until the end [s]; `None`: nothing promised."""

    response: int | None = None
    resolution: int | None = None


@dataclass(frozen=True, slots=True)
class Clocked:
    """One clock of an item: when it runs out (`None` while it stands still), working time used [s], whether it ended, and in time."""

    promised: int
    due: datetime | None
    used: int
    ended: bool
    kept: bool

    @property
    def left(self) -> int:
        """Working time left [s]; negative where it ran out."""
        return self.promised - self.used


def pauses_of(events: Iterable[Event]) -> tuple[Pause, ...]:
    """From when to when the customer was waited for; the last may have no end yet."""
    found: list[Pause] = []
    since: datetime | None = None
    for event in events:
        if event.to is None:
            continue
        if since is not None:
            found.append((since, event.at))
        since = event.at if event.to is State.WAITING and event.data.get("waiting_for") == CUSTOMER else None
    return (*found, *(((since, None),) if since is not None else ()))


def response_clock(item: Item, promise: Promise, clock: WorkClock, now: datetime) -> Clocked | None:
    """The clock of the first answer, which nothing stops; `None` where none was promised."""
    return None if promise.response is None else _clocked(item, promise.response, (), clock, (item.responded_at, now))


def resolution_clock(item: Item, events: Iterable[Event], promise: Promise, clock: WorkClock, now: datetime) -> Clocked | None:
    """The clock of the end; `None` where none was promised."""
    return None if promise.resolution is None else _clocked(item, promise.resolution, pauses_of(events), clock, (item.done_at, now))


def reported(item: Item) -> datetime:
    """From when the clocks run: from the report, which may be older than its entry in the ledger."""
    said = item.data.get("reported_at")
    return datetime.fromisoformat(said) if isinstance(said, str) and said else item.opened_at


def _clocked(item: Item, promised: int, pauses: tuple[Pause, ...], clock: WorkClock, times: tuple[datetime | None, datetime]) -> Clocked:
    start, (ended, now) = reported(item), times
    used = clock.spent(start, ended or now, pauses)
    return Clocked(promised, clock.due(start, promised, pauses), used, ended is not None, used <= promised)
