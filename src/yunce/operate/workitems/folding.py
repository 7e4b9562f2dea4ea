# SPDX-License-Identifier: Apache-2.0
"""The fold: an item from its events. The row that a ledger keeps can be thrown away and made again from this."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from types import MappingProxyType
from typing import Any

from yunce.operate.workitems.item import Event, Item, Opening, Verb
from yunce.operate.workitems.revising import REVISED, revised
from yunce.operate.workitems.states import State

OWN = frozenset({"assignee", "owner", "due", "until"})
"""What of events' data the item has fields of its own for."""


def fold(item: str, opening: Opening, events: Iterable[Event]) -> Item:
    """An item from its events in their order, the first of which opens it. Raises `ValueError` where there is none."""
    rest = iter(events)
    first = next(rest, None)
    if first is None or first.verb is not Verb.OPENED:
        raise ValueError(item)
    found = Item(item, opening, first.at, first.by, owner=opening.owner, due=opening.due, data=opening.data, version=first.seq)
    found = replace(found, evidence=first.evidence, proof=first.evidence)
    for event in rest:
        found = after(found, event)
    return found


def after(item: Item, event: Event) -> Item:
    """The item after one more event."""
    change = {Verb.MOVED: _moved, Verb.ASSIGNED: _assigned, Verb.DUE_CHANGED: _due, Verb.ESCALATED: _escalated}.get(event.verb)
    kept = _kept(event)
    data = MappingProxyType({**item.data, **kept}) if kept else item.data
    moved: dict[str, Any] = change(item, event) if change else {}
    proof = () if event.to is State.REOPENED else item.proof
    moved |= {"evidence": _joined(item.evidence, event.evidence), "proof": _joined(proof, event.evidence)}
    return replace(item, **moved, data=data, opening=revised(item.opening, event), version=event.seq)


def _joined(old: tuple[str, ...], new: tuple[str, ...]) -> tuple[str, ...]:
    return (*old, *(one for one in dict.fromkeys(new) if one not in old))


def _kept(event: Event) -> Mapping[str, object]:
    """What of an event's data stays with the item: everything but what a field of its own holds."""
    elsewhere = OWN | set(REVISED) if event.verb is Verb.REVISED else OWN
    return {key: value for key, value in event.data.items() if key not in elsewhere}


def _moved(item: Item, event: Event) -> dict[str, Any]:
    if event.to is None:
        raise ValueError(event)
    reason = event.note if event.to in _EXPLAINED else ""
    return {"state": event.to, "reason": reason, "waiting_until": None} | _MARKS.get(event.to, _plain)(item, event)


def _plain(item: Item, event: Event) -> dict[str, Any]:
    return {"responded_at": item.responded_at or event.at}


def _done(item: Item, event: Event) -> dict[str, Any]:
    return {"done_at": event.at, "done_by": event.by, **_plain(item, event)}


def _reopened(item: Item, _: Event) -> dict[str, Any]:
    return {"done_at": None, "done_by": "", "verified_at": None, "verified_by": "", "reopened": item.reopened + 1}


_EXPLAINED = frozenset({State.WAITING, State.UPWARD, State.REOPENED, State.CANCELLED})
_MARKS: Mapping[State, Callable[[Item, Event], dict[str, Any]]] = MappingProxyType(
    {
        State.DONE: _done,
        State.VERIFIED: lambda _, event: {"verified_at": event.at, "verified_by": event.by},
        State.REOPENED: _reopened,
        State.WAITING: lambda item, event: {"waiting_until": _moment(event.data.get("until")), **_plain(item, event)},
        State.CANCELLED: lambda _, __: {},
    }
)


def _assigned(item: Item, event: Event) -> dict[str, Any]:
    return {"assignee": str(event.data.get("assignee", item.assignee)), "owner": str(event.data.get("owner", item.owner))}


def _due(_: Item, event: Event) -> dict[str, Any]:
    return {"due": _moment(event.data.get("due"))}


def _escalated(item: Item, _: Event) -> dict[str, Any]:
    return {"level": item.level + 1}


def _moment(value: object) -> datetime | None:
    """A moment of an event's data: ISO text, with its offset."""
    return datetime.fromisoformat(value) if isinstance(value, str) and value else None
