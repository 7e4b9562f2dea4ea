# SPDX-License-Identifier: Apache-2.0
"""Between values and rows: an item and its row, an event and its row. Nothing is lost either way."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any

from yunce.operate.workitems.item import Event, Item, Opening, Verb
from yunce.operate.workitems.openings import id_of as id_of
from yunce.operate.workitems.states import Kind, Severity, State
from yunce.web.workitems.models import WorkEvent, WorkItem

END_OF_DAYS = datetime(9999, 12, 30, tzinfo=UTC)
SAME = ("element", "period", "subject", "plan", "parent", "start", "unit", "key", "title")
"""Columns that keep what the opening said, as it said it."""
STATED = ("assignee", "due", "responded_at", "done_at", "done_by", "verified_at", "verified_by", "waiting_until", "reason", "level",
          "reopened", "version", "owner", "opened_at", "opened_by")  # fmt: skip
"""Columns that keep what the item is now, by the same name."""


def row_of(item: Item) -> dict[str, Any]:
    """The columns of an item's row."""
    opening = item.opening
    added = {key: value for key, value in item.data.items() if key not in opening.data or opening.data[key] != value}
    return {
        "id": item.id,
        "number": str(opening.data.get("number", "")),
        "kind": opening.kind.value,
        "severity": opening.severity.value,
        "state": item.state.value,
        **{name: getattr(opening, name) for name in SAME},
        **{name: getattr(item, name) for name in STATED},
        "evidence": list(item.evidence),
        "proof": list(item.proof),
        "opening": {"owner": opening.owner, "due": _text(opening.due), "needs": list(opening.needs), "data": dict(opening.data)},
        "added": added,
        "holder": holder_of(item),
        "next_at": next_at(item),
        "awaits": opening.unit if item.awaits_verification else None,
    }


def holder_of(item: Item) -> str | None:
    """Who owes it now; `None` where nobody does."""
    if not item.is_active:
        return None
    return f"@{item.assignee}" if item.assignee else f"{item.opening.unit}|{item.owner}"


def next_at(item: Item) -> datetime:
    """When somebody should look at it next."""
    waits = item.waiting_until if item.state is State.WAITING else None
    return waits or item.due or END_OF_DAYS


def item_of(row: WorkItem) -> Item:
    """The item that a row keeps."""
    opening = opening_of({**row.opening, **{name: getattr(row, name) for name in SAME}, "kind": row.kind, "severity": row.severity})
    now = {name: getattr(row, name) for name in STATED}
    data = MappingProxyType({**opening.data, **row.added})
    return Item(row.id, opening, state=State(row.state), evidence=tuple(row.evidence), proof=tuple(row.proof), data=data, **now)


def packed(opening: Opening) -> dict[str, Any]:
    """An opening as JSON keeps it: what its first event carries."""
    texts = {name: getattr(opening, name) for name in SAME if name != "start"}
    rest = {"kind": opening.kind.value, "severity": opening.severity.value, "owner": opening.owner, "needs": list(opening.needs)}
    return {**texts, **rest, "start": _text(opening.start), "due": _text(opening.due), "data": dict(opening.data)}


def opening_of(kept: Mapping[str, Any]) -> Opening:
    """The opening that was kept."""
    return Opening(
        **{name: kept[name] for name in SAME if name != "start"},
        kind=Kind(kept["kind"]),
        severity=Severity(kept["severity"]),
        owner=kept["owner"],
        start=_moment(kept["start"]),
        due=_moment(kept["due"]),
        needs=tuple(kept["needs"]),
        data=MappingProxyType(dict(kept["data"])),
    )


def event_row(event: Event) -> WorkEvent:
    """An event's row, not saved."""
    return WorkEvent(
        item_id=event.item, seq=event.seq, at=event.at, by=event.by, verb=event.verb.value, to=event.to.value if event.to else "",
        note=event.note, evidence=list(event.evidence), data=dict(event.data), token=event.token or None,
    )  # fmt: skip


def event_of(row: WorkEvent) -> Event:
    """The event that a row keeps; the opening that the first one carries is left out."""
    data = {} if row.verb == Verb.OPENED else row.data
    to = State(row.to) if row.to else None
    told = (row.note, tuple(row.evidence), MappingProxyType(data), row.token or "")
    return Event(row.item_id, row.seq, row.at, row.by, Verb(row.verb), to, *told)  # type: ignore[attr-defined]  # made by the key


def _text(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def _moment(value: object) -> datetime | None:
    return datetime.fromisoformat(value) if isinstance(value, str) and value else value if isinstance(value, datetime) else None
