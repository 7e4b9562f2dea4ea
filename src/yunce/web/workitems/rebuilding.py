# SPDX-License-Identifier: Apache-2.0
"""Making every row again from its events: what differs is told, and mended where that is asked for."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from django.db import transaction

from yunce.operate.workitems.folding import fold
from yunce.web.workitems.models import WorkEvent, WorkItem
from yunce.web.workitems.rows import event_of, opening_of, row_of

CHUNK = 500


def rebuild(*, repair: bool) -> tuple[int, tuple[str, ...]]:
    """How many items there are, and which of their rows are not the fold of their events; the web's door for the command line."""
    differing: list[str] = []
    count = 0
    for row, columns in _refolded():
        count += 1
        if _differs(row, columns) and _still_differs(row.pk, repair=repair):
            differing.append(row.pk)
    return count, tuple(differing)


def _differs(row: WorkItem, columns: dict[str, object] | None) -> bool:
    return columns is None or any(getattr(row, name) != value for name, value in columns.items())


def _refolded() -> Iterator[tuple[WorkItem, dict[str, object] | None]]:
    """Each item with its row and the columns that its events make; `None` where they make nothing."""
    last = ""
    while rows := list(WorkItem.objects.filter(pk__gt=last).order_by("pk")[:CHUNK]):
        events = WorkEvent.objects.filter(item_id__in=[row.pk for row in rows]).order_by("item_id", "seq")
        found = {item: list(group) for item, group in groupby(events, key=lambda one: str(one.item_id))}  # type: ignore[attr-defined]
        for row in rows:
            yield row, _columns(row.pk, found.get(row.pk, []))
        last = rows[-1].pk


def _columns(item: str, events: list[WorkEvent]) -> dict[str, object] | None:
    try:
        return row_of(fold(item, opening_of(events[0].data), map(event_of, events)))
    except (IndexError, KeyError, ValueError):
        return None


def _still_differs(item: str, *, repair: bool) -> bool:
    """Look again while nobody else can write, as somebody may have been at it; written anew where asked for and where it can be."""
    with transaction.atomic():
        row = WorkItem.objects.select_for_update().get(pk=item)
        columns = _columns(item, list(WorkEvent.objects.filter(item_id=item).order_by("seq")))
        differs = _differs(row, columns)
        if differs and repair and columns is not None:
            WorkItem.objects.filter(pk=item).update(**columns)
    return differs
