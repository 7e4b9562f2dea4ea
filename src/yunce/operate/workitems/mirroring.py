# SPDX-License-Identifier: Apache-2.0
"""What the facts are told of work: a row an event, with numbers that add up over any rows. Source: docs/method/work.md."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from yunce.operate.workitems.folding import after, fold
from yunce.operate.workitems.item import Event, Item, Opening, Verb
from yunce.operate.workitems.states import State

DAY_SECONDS = 86_400
PLACES = Decimal("0.0001")


@dataclass(frozen=True, slots=True)
class Mirrored:
    """One event as the facts keep it."""

    item: str
    seq: int
    at: datetime
    unit: str
    kind: str
    verb: str
    state: str
    severity: str
    owner: str
    element: str
    person: str
    opened: int
    """1 where it is opened, -1 where it is cancelled, 1 where what was cancelled is reopened."""
    closed: int
    """1 where it becomes closed, -1 where it is no longer."""
    in_time: int
    """As `closed`, for what was done by its due time, or has none."""
    reopened: int
    days: Decimal | None
    """Days from opening to being done, where it becomes closed; the same, negative, where it is no longer [d]."""


def mirrored(item: str, opening: Opening, events: Sequence[Event]) -> Iterator[Mirrored]:
    """An item's events as the facts keep them, from its first. Raises `ValueError` where they open nothing."""
    now = fold(item, opening, events[:1])
    yield _row(None, events[0], now)
    for event in events[1:]:
        before, now = now, after(now, event)
        yield _row(before, event, now)


def _row(before: Item | None, event: Event, now: Item) -> Mirrored:
    was, gone = before is not None and before.is_closed, before is not None and before.state is State.CANCELLED
    closed = now.is_closed - was
    measured = now if closed > 0 else before
    return Mirrored(
        item=now.id,
        seq=event.seq,
        at=event.at,
        unit=now.opening.unit,
        kind=now.opening.kind.value,
        verb=event.verb.value,
        state=event.to.value if event.to else State.OPEN.value if event.verb is Verb.OPENED else "",
        severity=now.opening.severity.value,
        owner=now.owner,
        element=now.opening.element,
        person=event.by,
        opened=1 if before is None else gone - (now.state is State.CANCELLED),
        closed=closed,
        in_time=closed if measured is not None and _in_time(measured) else 0,
        reopened=int(event.to is State.REOPENED),
        days=closed * _days(measured) if closed and measured is not None else None,
    )


def _in_time(item: Item) -> bool:
    return item.due is None or (item.done_at is not None and item.done_at <= item.due)


def _days(item: Item) -> Decimal:
    done = item.done_at or item.opened_at
    return (Decimal((done - item.opened_at).total_seconds()) / DAY_SECONDS).quantize(PLACES)
