# SPDX-License-Identifier: Apache-2.0
"""The fold: an entry from its events. The row that a store keeps can be thrown away and made again from this."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from yunce.operate.registers.entry import Confirmed, Entry, Event, Leave, Loan, Score, Stage, State, Verb, Version
from yunce.operate.registers.sorts import DAYS

TEXTS = ("unit", "code", "holder", "issuer", "method", "custodian", "place", "cycle", "retention")
Changes = dict[str, Any]


def fold(entry: str, register: str, events: Iterable[Event]) -> Entry:
    """An entry from its events in their order, the first of which adds it. Raises `ValueError` where there is none."""
    rest = iter(events)
    first = next(rest, None)
    if first is None or first.verb is not Verb.ADDED:
        raise ValueError(entry)
    found = Entry(entry, register, str(first.data.get("title", "")), first.at, first.by, version=first.seq, **_told(first.data))
    if first.data.get("draft") or first.data.get("issued"):
        found = replace(found, versions=(_first_version(found, first),))
    found = replace(found, files=_files(found, first))
    for event in rest:
        found = after(found, event)
    return found


def after(entry: Entry, event: Event) -> Entry:
    """The entry after one more event."""
    changes = _CHANGES[event.verb](entry, event)
    return replace(entry, **{"version": event.seq, "files": _files(entry, event), **changes})


def _files(entry: Entry, event: Event) -> tuple[str, ...]:
    file = str(event.data.get("file", ""))
    return (*entry.files, file) if file and file not in entry.files else entry.files


def _told(data: Mapping[str, object]) -> Changes:
    """The fields that an event tells: texts as they are, days read; an empty text takes back what was told."""
    texts: Changes = {name: str(data[name] or "") for name in TEXTS if name in data}
    return texts | {name: day_in(data, name) for name in DAYS if name in data}


def day_in(data: Mapping[str, object], name: str) -> date | None:
    """A day of an event's data; `None` where it is not told."""
    value = data.get(name)
    return date.fromisoformat(value) if isinstance(value, str) and value else None


def _version(entry: Entry, event: Event) -> Version:
    data = event.data
    number = max((v.number for v in entry.versions), default=0) + 1
    return Version(number, Stage.DRAFT, event.by, event.at, event.note, str(data.get("file", "")), str(data.get("name", "")))


def _first_version(entry: Entry, event: Event) -> Version:
    """The version that a document comes with: a draft, or one that was issued before it was written down here."""
    draft = _version(entry, event)
    return replace(draft, stage=Stage.ISSUED, issued_at=event.at, issued_by=event.by) if event.data.get("issued") else draft


def _corrected(_: Entry, event: Event) -> Changes:
    title = str(event.data.get("title", ""))
    return _told(event.data) | ({"title": title} if title else {})


def _renewed(_: Entry, event: Event) -> Changes:
    return {"until": None, **_told(event.data), "state": State.ACTIVE, "withdrawn_on": None, "reason": ""}


def _revised(entry: Entry, event: Event) -> Changes:
    return {"versions": (*entry.versions, _version(entry, event))}


def _approved(entry: Entry, event: Event) -> Changes:
    return {"versions": tuple(replace(v, stage=Stage.APPROVED, approved_by=event.by) if _is(v, event) else v for v in entry.versions)}


def _issued(entry: Entry, event: Event) -> Changes:
    """The version is current, and no other one is any longer."""
    made = []
    for version in entry.versions:
        if _is(version, event):
            made.append(replace(version, stage=Stage.ISSUED, issued_at=event.at, issued_by=event.by))
        else:
            made.append(replace(version, stage=Stage.WITHDRAWN) if version.stage is Stage.ISSUED else version)
    return {"versions": tuple(made), "issued_on": day_in(event.data, "issued_on"), "until": day_in(event.data, "until")}


def _is(version: Version, event: Event) -> bool:
    return version.number == event.data.get("version")


def _read(entry: Entry, event: Event) -> Changes:
    number = event.data.get("version")
    return {"read_by": (*entry.read_by, Confirmed(number if isinstance(number, int) else 0, event.by, event.at))}


def _asked(entry: Entry, event: Event) -> Changes:
    times = event.data.get("times", 1)
    leave = Leave(event.seq, str(event.data.get("to", "")), times if isinstance(times, int) else 1, event.note, event.by, event.at)
    return {"leaves": (*entry.leaves, leave)}


def _allowed(entry: Entry, event: Event) -> Changes:
    number = event.data.get("leave")
    return {"leaves": tuple(replace(one, allowed_by=event.by) if one.number == number else one for one in entry.leaves)}


def _spent(entry: Entry, event: Event) -> tuple[Leave, ...]:
    number = event.data.get("leave")
    return tuple(replace(one, is_spent=True) if one.number == number else one for one in entry.leaves)


def _lent(entry: Entry, event: Event) -> Changes:
    return {"leaves": _spent(entry, event), "loan": Loan(str(event.data.get("to", "")), str(event.data.get("approved_by", "")), event.at)}


def _used(entry: Entry, event: Event) -> Changes:
    times = event.data.get("times", 1)
    return {"leaves": _spent(entry, event), "uses": entry.uses + (times if isinstance(times, int) else 1)}


def _drilled(_: Entry, event: Event) -> Changes:
    return {"drilled_on": day_in(event.data, "on"), "findings": event.note}


def _examined(entry: Entry, event: Event) -> Changes:
    on = day_in(event.data, "on") or event.at.date()
    score = Score(str(event.data.get("who", event.by)), on, Decimal(str(event.data.get("score", 0))), event.data.get("passed") is True)
    changes: Changes = {"scores": (*entry.scores, score)}
    return changes | ({"issued_on": on, "until": day_in(event.data, "until")} if score.is_passed else {})


def _withdrawn(entry: Entry, event: Event) -> Changes:
    on = day_in(event.data, "on") or event.at.date()
    versions = tuple(replace(v, stage=Stage.WITHDRAWN) for v in entry.versions)
    return {"state": State.WITHDRAWN, "withdrawn_on": on, "reason": event.note, "versions": versions}


_CHANGES: Mapping[Verb, Callable[[Entry, Event], Changes]] = MappingProxyType(
    {
        Verb.ADDED: lambda _, event: _told(event.data),
        Verb.CORRECTED: _corrected,
        Verb.RENEWED: _renewed,
        Verb.REVISED: _revised,
        Verb.APPROVED: _approved,
        Verb.ISSUED: _issued,
        Verb.READ: _read,
        Verb.LENT: _lent,
        Verb.RETURNED: lambda _, __: {"loan": None},
        Verb.ASKED: _asked,
        Verb.ALLOWED: _allowed,
        Verb.USED: _used,
        Verb.COUNTED: lambda _, event: {"counted_on": day_in(event.data, "on") or event.at.date()},
        Verb.DRILLED: _drilled,
        Verb.EXAMINED: _examined,
        Verb.WITHDRAWN: _withdrawn,
        Verb.HELD: lambda _, event: {"hold": event.note},
        Verb.RELEASED: lambda _, __: {"hold": ""},
        Verb.DESTROYED: lambda _, __: {"state": State.DESTROYED},
    }
)
