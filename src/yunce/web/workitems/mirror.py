# SPDX-License-Identifier: Apache-2.0
"""Telling the facts what happened to work. An event is known by its item and number: telling it again changes nothing."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from itertools import groupby
from pathlib import Path
from typing import Generic, TypeVar

from django.conf import settings
from django.utils.timezone import localtime

from yunce.app.installation import Installation
from yunce.operate.cases.mirroring import Costed, costed
from yunce.operate.inspection.mirroring import Scored, scored
from yunce.operate.workitems.item import Event, Opening
from yunce.operate.workitems.mirroring import Mirrored, mirrored
from yunce.web.installed import installation
from yunce.web.workitems.models import UnmirroredEvent, WorkEvent
from yunce.web.workitems.rows import event_of, opening_of

MOST = 50_000
"""Events that one file tells."""
CHUNK = 500
Row = TypeVar("Row", Mirrored, Scored, Costed)


@dataclass(frozen=True, slots=True)
class Telling(Generic[Row]):
    """One sort of rows that events are told as: the profile that reads them, what a work item gives, its columns under their headers."""

    profile: str
    name: str
    rows: Callable[[str, Opening, Sequence[Event]], Iterator[Row]]
    columns: Mapping[str, str]


def _columns(of: type[Row], **headers: str) -> Mapping[str, str]:
    return {field.name: headers.get(field.name, field.name) for field in fields(of)}


EVENTS = Telling("WORK-EVENTS", "work", mirrored, _columns(Mirrored, item="work_item", seq="work_event_seq", at="work_event_at"))
SCORES = Telling(
    "WORK-INSPECTIONS",
    "inspections",
    scored,
    _columns(Scored, item="work_inspection", seq="work_inspection_seq", at="work_inspection_at"),
)
MONEY = Telling(
    "WORK-CASES",
    "cases",
    costed,
    _columns(Costed, item="work_case", seq="work_case_seq", part="work_case_part", at="work_case_at"),
)


def mirror(now: datetime) -> str:
    """A routine's work: tell all that is not told yet; how many events that were."""
    told = mirror_all(installation(), now) if UnmirroredEvent.objects.exists() else 0
    return f"写入 {told} 条经过"


def mirror_all(facts: Installation, now: datetime) -> int:
    """Tell the facts every event that they do not know, in files of bounded size; how many."""
    told = 0
    while ids := list(UnmirroredEvent.objects.order_by("event_id").values_list("event_id", flat=True)[:MOST]):
        _told(facts, EVENTS, ids, now)
        _told(facts, SCORES, ids, now)
        _told(facts, MONEY, ids, now)
        for start in range(0, len(ids), CHUNK):
            UnmirroredEvent.objects.filter(event_id__in=ids[start : start + CHUNK]).delete()
        told += len(ids)
    return told


def _told(facts: Installation, telling: Telling[Row], ids: Sequence[int], now: datetime) -> None:
    """Tell some events as one sort of rows, in a file named by when and which it tells; nothing where they give none."""
    folder = Path(settings.YUNCE.home) / "uploads" / "work"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = folder / f"{telling.name}-{localtime(now):%Y%m%d-%H%M%S}-{ids[0]}-{ids[-1]}.csv"
    count = 0
    try:
        with path.open("w", encoding="utf-8", newline="") as out:
            writer = csv.writer(out)
            writer.writerow(telling.columns.values())
            for start in range(0, len(ids), CHUNK):
                for row in _rows(telling, ids[start : start + CHUNK]):
                    writer.writerow([_cell(getattr(row, name)) for name in telling.columns])
                    count += 1
        if count:
            facts.warehouse.load([path], profile=telling.profile)
    finally:
        path.unlink()


def _rows(telling: Telling[Row], ids: Sequence[int]) -> Iterator[Row]:
    wanted = set(WorkEvent.objects.filter(pk__in=ids).values_list("item_id", "seq"))
    events = WorkEvent.objects.filter(item_id__in={item for item, _ in wanted}).order_by("item_id", "seq")
    for item, group in groupby(events, key=lambda row: row.item_id):  # type: ignore[attr-defined]  # made by the key
        rows = list(group)
        for row in telling.rows(item, opening_of(rows[0].data), [event_of(one) for one in rows]):
            if (item, row.seq) in wanted:
                yield row


def _cell(value: object) -> str:
    if isinstance(value, datetime):
        return f"{localtime(value):%Y-%m-%d %H:%M:%S}"
    return "" if value is None else str(value)
