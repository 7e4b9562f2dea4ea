# SPDX-License-Identifier: Apache-2.0
"""The ledger of work in the relational database. Each write is one transaction; whoever writes second on an old view is told so."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from functools import partial
from typing import TypeVar

from django.db import IntegrityError, OperationalError, transaction
from django.db.models import Q, QuerySet

from yunce.operate.workitems.folding import after, fold
from yunce.operate.workitems.item import Event, Item, Opening, Verb
from yunce.operate.workitems.openings import check_opening
from yunce.operate.workitems.port import Find, Stale
from yunce.operate.workitems.states import ACTIVE, Kind
from yunce.values.problem import YunceError
from yunce.web.workitems.models import UnmirroredEvent, WorkEvent, WorkItem
from yunce.web.workitems.numbering import numbered
from yunce.web.workitems.rows import event_of, event_row, id_of, item_of, opening_of, packed, row_of

CHUNK = 500
TRIES = 8
PAUSE = 0.05
Answer = TypeVar("Answer")


class Store:
    """The `Ledger` port on Django's database, SQLite or PostgreSQL."""

    def open(self, openings: Iterable[Opening], *, at: datetime, by: str) -> tuple[Item, ...]:
        """Open what is not there yet, by key; gives only what was opened now. Raises `YunceError` for what cannot be opened."""
        wanted = {opening.key: opening for opening in openings}
        problems = tuple(problem for opening in wanted.values() for problem in check_opening(opening))
        if problems:
            raise YunceError(*problems)
        found: list[Item] = []
        every = tuple(wanted.values())
        for start in range(0, len(every), CHUNK):
            found += _insisting(partial(_open, every[start : start + CHUNK], at, by))
        return tuple(found)

    def add(self, events: Sequence[Event]) -> Item:
        """Add events to one item. Raises `Stale`, `LookupError`. Events whose token is there already were sent twice: the item is given."""
        return _insisting(lambda: _add(events))

    def add_together(self, *groups: Sequence[Event]) -> tuple[Item, ...]:
        """Add events to several items, all or nothing; see `add`. Items are taken in one order, so that nobody waits in a circle."""
        ordered = sorted((group for group in groups if group), key=lambda group: group[0].item)
        return _insisting(lambda: tuple(_add(group) for group in ordered))

    def add_and_open(self, events: Sequence[Event], openings: Sequence[Opening]) -> tuple[Item, tuple[Item, ...]]:
        """Add events to one item and open what follows from them, all or nothing; see `add` and `open`. Gives what was opened now, too."""
        problems = tuple(problem for opening in openings for problem in check_opening(opening))
        if problems:
            raise YunceError(*problems)
        last = events[-1]
        return _insisting(lambda: (_add(events), tuple(_open(openings, last.at, last.by))))

    def item(self, item: str) -> Item:
        """One item. Raises `LookupError`."""
        row = WorkItem.objects.filter(pk=item).first()
        if row is None:
            raise LookupError(item)
        return item_of(row)

    def events(self, item: str) -> tuple[Event, ...]:
        """All that happened to it, in order."""
        return tuple(event_of(row) for row in WorkEvent.objects.filter(item_id=item).order_by("seq"))

    def find(self, find: Find) -> tuple[Item, ...]:
        """The items that a question names, those to be looked at first in front."""
        rows = found(find).order_by("next_at", "id")[find.offset : find.offset + find.limit]
        return tuple(map(item_of, rows))

    def knows(self, item: str, token: str) -> bool:
        """True where an event with this token is there already."""
        return WorkEvent.objects.filter(token=token, item_id=item).exists()

    def unfinished(self, item: Item) -> tuple[str, ...]:
        """What must be done before it and is not: titles of its needs (keys of those that were never opened) and of its own actions."""
        known = {row.key: row for row in WorkItem.objects.filter(key__in=item.opening.needs)}
        needs = [known[key].title if key in known else key for key in item.opening.needs if key not in known or known[key].state in ACTIVE]
        if item.opening.kind is not Kind.TASK:
            return tuple(needs)
        own = WorkItem.objects.filter(parent=item.id, state__in=ACTIVE).order_by("next_at").values_list("title", flat=True)
        return (*needs, *own)


def found(find: Find) -> QuerySet[WorkItem]:
    """The rows that a question names, in no order."""
    given = {
        "kind__in": find.kinds, "state__in": find.states, "owner__in": find.owners, "assignee": find.assignee,
        "element": find.element, "due__lt": find.due_before,
    }  # fmt: skip
    rows = WorkItem.objects.filter(**{name: value for name, value in given.items() if value})
    if find.units is not None:
        rows = rows.filter(unit__in=find.units)
    return rows.filter(Q(title__icontains=find.text) | Q(number__iexact=find.text)) if find.text else rows


def refolded(row: WorkItem) -> Item:
    """The item that a row's events make, whatever the row says. Raises `ValueError` where they make none."""
    events = list(WorkEvent.objects.filter(item_id=row.pk).order_by("seq"))
    if not events or events[0].verb != Verb.OPENED:
        raise ValueError(row.pk)
    return fold(row.pk, opening_of(events[0].data), map(event_of, events))


def _open(openings: Sequence[Opening], at: datetime, by: str) -> list[Item]:
    there = set(WorkItem.objects.filter(key__in=[o.key for o in openings]).values_list("key", flat=True))
    new = numbered([opening for opening in openings if opening.key not in there], at)
    first = [Event(id_of(opening.key), 1, at, by, Verb.OPENED) for opening in new]
    items = [fold(event.item, opening, [event]) for event, opening in zip(first, new, strict=True)]
    WorkItem.objects.bulk_create([WorkItem(**row_of(item)) for item in items])
    rows = [event_row(event) for event in first]
    for row, opening in zip(rows, new, strict=True):
        row.data = packed(opening)
    _write(rows)
    return items


def _add(events: Sequence[Event]) -> Item:
    row = WorkItem.objects.select_for_update().filter(pk=events[0].item).first()
    if row is None:
        raise LookupError(events[0].item)
    item = item_of(row)
    tokens = [event.token for event in events if event.token]
    if tokens and WorkEvent.objects.filter(token__in=tokens, item_id=row.pk).exists():
        return item
    if [event.seq for event in events] != list(range(item.version + 1, item.version + 1 + len(events))):
        raise Stale(item.id)
    for event in events:
        item = after(item, event)
    WorkItem.objects.filter(pk=item.id).update(**row_of(item))
    _write([event_row(event) for event in events])
    return item


def _write(rows: Sequence[WorkEvent]) -> None:
    """Write events, and that the facts do not know them."""
    made = WorkEvent.objects.bulk_create(rows)
    UnmirroredEvent.objects.bulk_create([UnmirroredEvent(event=row) for row in made])


def _insisting(write: Callable[[], Answer]) -> Answer:
    """Do a write as one transaction; anew where another process was quicker or holds the file for too long."""
    for pause in _pauses():
        try:
            with transaction.atomic():
                return write()
        except (IntegrityError, OperationalError):
            if pause is None or transaction.get_connection().in_atomic_block:
                raise
            time.sleep(pause)
    raise AssertionError


def _pauses() -> Iterator[float | None]:
    yield from (PAUSE * 2**n for n in range(TRIES - 1))
    yield None
