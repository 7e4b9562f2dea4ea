# SPDX-License-Identifier: Apache-2.0
"""Entries and their events in the relational database. Each write is one transaction; whoever writes second on an old view is told so."""

from __future__ import annotations

import hashlib
from base64 import b32encode
from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import groupby
from types import MappingProxyType

from django.db import IntegrityError, transaction

from yunce.operate.registers.entry import Entry, Event, Verb
from yunce.operate.registers.folding import fold
from yunce.operate.registers.reading import Draft
from yunce.operate.workitems.port import Stale
from yunce.web.registers.models import ID_LENGTH, RegisterEntry, RegisterEvent

CHUNK = 500
LONGEST_KEY = 500


def id_of(key: str) -> str:
    """The id of what is added by a key: always the same, and saying nothing about it."""
    return b32encode(hashlib.sha256(f"register|{key}".encode()).digest()).decode().lower()[:ID_LENGTH]


def entries(registers: Iterable[str], *, known_at: datetime | None = None) -> tuple[Entry, ...]:
    """The entries of registers as they were known at a time (now), in the order in which they were added."""
    rows = RegisterEvent.objects.filter(entry__register__in=list(registers)).select_related("entry").order_by("entry_id", "seq")
    if known_at is not None:
        rows = rows.filter(at__lte=known_at)
    found = []
    for entry, group in groupby(rows.iterator(CHUNK), key=lambda row: row.entry):
        found.append(fold(entry.pk, entry.register, map(_event_of, group)))
    return tuple(sorted(found, key=lambda one: (one.added_at, one.id)))


def entry_of(entry_id: str) -> Entry:
    """One entry. Raises `LookupError`."""
    row = RegisterEntry.objects.filter(pk=entry_id).first()
    if row is None:
        raise LookupError(entry_id)
    return fold(row.pk, row.register, events_of(entry_id))


def events_of(entry_id: str) -> tuple[Event, ...]:
    """All that happened to an entry, in order."""
    return tuple(_event_of(row) for row in RegisterEvent.objects.filter(entry_id=entry_id).order_by("seq"))


def add_entry(entry_id: str, key: str, draft: Draft, at: datetime, by: str) -> bool:
    """Add one entry; False where its key or id is there already."""
    return bool(_add(((entry_id, _short(key), draft),), at, by))


def add_entries(drafts: Sequence[Draft], at: datetime, by: str) -> int:
    """Add the entries that are not there yet, by what makes them theirs, all or nothing; how many are new."""
    return _add(tuple((id_of(draft.key), _short(draft.key), draft) for draft in drafts), at, by)


def _add(wanted: Sequence[tuple[str, str, Draft]], at: datetime, by: str) -> int:
    with transaction.atomic():
        keys = [key for _, key, _ in wanted]
        there = {k for n in range(0, len(keys), CHUNK) for k in _known(keys[n : n + CHUNK])}
        new = [(pk, key, draft) for pk, key, draft in wanted if key not in there and pk not in there]
        RegisterEntry.objects.bulk_create(
            [RegisterEntry(id=pk, key=key, register=draft.register, unit=draft.text("unit")) for pk, key, draft in new], batch_size=CHUNK
        )
        RegisterEvent.objects.bulk_create(
            [
                RegisterEvent(entry_id=pk, seq=1, at=at, by=by, verb=Verb.ADDED.value, data={k: v for k, v in draft.data.items() if v})
                for pk, _, draft in new
            ],
            batch_size=CHUNK,
        )
    return len(new)


def _short(key: str) -> str:
    """A key as it is kept: long ones by their hash."""
    return key if len(key) <= LONGEST_KEY else hashlib.sha256(key.encode()).hexdigest()


def _known(keys: Sequence[str]) -> set[str]:
    found = RegisterEntry.objects.filter(key__in=keys).values_list("key", "pk")
    return {one for pair in found for one in pair}


def add(event: Event, *, unit: str | None = None) -> Entry:
    """Add an event to an entry. Raises `Stale` where its number does not follow the last one, `LookupError` for no such entry."""
    try:
        with transaction.atomic():
            row = RegisterEntry.objects.select_for_update().filter(pk=event.entry).first()
            if row is None:
                raise LookupError(event.entry)
            if event.seq != row.version + 1:
                raise Stale(event.entry)
            told = {"at": event.at, "by": event.by, "verb": event.verb.value, "note": event.note, "data": dict(event.data)}
            RegisterEvent.objects.create(entry=row, seq=event.seq, **told)
            row.version, row.unit = event.seq, row.unit if unit is None else unit
            row.save(update_fields=["version", "unit"])
    except IntegrityError as e:
        raise Stale(event.entry) from e
    return entry_of(event.entry)


def _event_of(row: RegisterEvent) -> Event:
    data = MappingProxyType(dict(row.data))
    return Event(row.entry_id, row.seq, row.at, row.by, Verb(row.verb), row.note, data)  # type: ignore[attr-defined]  # made by the key
