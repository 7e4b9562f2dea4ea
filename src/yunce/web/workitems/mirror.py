# SPDX-License-Identifier: Apache-2.0
"""Telling the facts what happened to work. An event is known by its item and number: telling it again changes nothing."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import fields
from datetime import datetime
from itertools import groupby
from pathlib import Path

from django.conf import settings
from django.utils.timezone import localtime

from yunce.app.installation import Installation
from yunce.operate.workitems.mirroring import Mirrored, mirrored
from yunce.web.installed import installation
from yunce.web.workitems.models import UnmirroredEvent, WorkEvent
from yunce.web.workitems.rows import event_of, opening_of

PROFILE = "WORK-EVENTS"
MOST = 50_000
"""Events that one file tells."""
CHUNK = 500
HEADERS = {"item": "work_item", "seq": "work_event_seq", "at": "work_event_at"}
COLUMNS = tuple(field.name for field in fields(Mirrored))


def mirror(now: datetime) -> str:
    """A routine's work: tell all that is not told yet; how many events that were."""
    told = mirror_all(installation(), now) if UnmirroredEvent.objects.exists() else 0
    return f"写入 {told} 条经过"


def mirror_all(facts: Installation, now: datetime) -> int:
    """Tell the facts every event that they do not know, in files of bounded size; how many."""
    told = 0
    while ids := list(UnmirroredEvent.objects.order_by("event_id").values_list("event_id", flat=True)[:MOST]):
        path = _write(ids, now)
        try:
            facts.warehouse.load([path], profile=PROFILE)
        finally:
            path.unlink()
        for start in range(0, len(ids), CHUNK):
            UnmirroredEvent.objects.filter(event_id__in=ids[start : start + CHUNK]).delete()
        told += len(ids)
    return told


def _write(ids: Sequence[int], now: datetime) -> Path:
    """The file that tells some events, named by when and which it tells."""
    folder = Path(settings.YUNCE.home) / "uploads" / "work"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = folder / f"work-{localtime(now):%Y%m%d-%H%M%S}-{ids[0]}-{ids[-1]}.csv"
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow([HEADERS.get(name, name) for name in COLUMNS])
        for start in range(0, len(ids), CHUNK):
            writer.writerows(_cells(row) for row in _rows(ids[start : start + CHUNK]))
    return path


def _rows(ids: Sequence[int]) -> Iterator[Mirrored]:
    wanted = set(WorkEvent.objects.filter(pk__in=ids).values_list("item_id", "seq"))
    events = WorkEvent.objects.filter(item_id__in={item for item, _ in wanted}).order_by("item_id", "seq")
    for item, group in groupby(events, key=lambda row: row.item_id):  # type: ignore[attr-defined]  # made by the key
        rows = list(group)
        for row in mirrored(item, opening_of(rows[0].data), [event_of(one) for one in rows]):
            if (item, row.seq) in wanted:
                yield row


def _cells(row: Mirrored) -> list[str]:
    return [_cell(getattr(row, name)) for name in COLUMNS]


def _cell(value: object) -> str:
    if isinstance(value, datetime):
        return f"{localtime(value):%Y-%m-%d %H:%M:%S}"
    return "" if value is None else str(value)
