# SPDX-License-Identifier: Apache-2.0
"""A plan that tells work otherwise than when it was opened: what follows by itself, what is asked. Source: docs/decisions/0013."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime

from yunce.operate.workitems.item import Event, Item, Opening, Verb
from yunce.operate.workitems.states import Severity

REVISED = ("title", "start", "unit", "severity", "needs")
"""What of an opening an event may tell anew; owner and due time have events of their own."""
ASKED = ("title", "start", "unit")
"""Of these what is asked about work that has begun."""
PLANNED = "planned"
"""In an item's data: the owner, the due time and the names of data that the plan told last, where that was after the opening."""
OTHERWISE = "otherwise"
"""In an item's data: what the plan tells otherwise since it was begun, as a question; empty once it is answered."""
KEPT = "kept"
"""In an item's data: what of such a question was answered with "as it is"; the same is not asked again."""


def text_of(moment: datetime | None) -> str:
    """A moment as an event keeps it."""
    return "" if moment is None else moment.astimezone(UTC).isoformat()


def plain(opening: Opening, name: str) -> object:
    """What an opening tells of a field, as JSON can."""
    value = getattr(opening, name)
    return text_of(value) if name == "start" else list(value) if name == "needs" else str(value)


def differing(was: Opening, now: Opening, names: tuple[str, ...] = REVISED) -> dict[str, object]:
    """The fields that two openings of one item tell differently: as the second does."""
    return {name: plain(now, name) for name in names if plain(was, name) != plain(now, name)}


def revised(opening: Opening, event: Event) -> Opening:
    """An opening as an event tells it anew; any other event leaves it as it is."""
    if event.verb is not Verb.REVISED:
        return opening
    told = {name: _read(name, event.data[name]) for name in REVISED if name in event.data}
    return replace(opening, **told)  # type: ignore[arg-type]  # each is read by its name


def _read(name: str, value: object) -> object:
    if name == "start":
        return datetime.fromisoformat(value) if isinstance(value, str) and value else None
    if name == "needs":
        return tuple(map(str, value)) if isinstance(value, list | tuple) else ()
    return Severity(str(value)) if name == "severity" else str(value)


def question(item: Item) -> Mapping[str, object]:
    """What the plan tells otherwise and nobody has answered: field -> what it would be; empty where nothing is asked."""
    asked = item.data.get(OTHERWISE)
    fields = asked.get("fields") if isinstance(asked, Mapping) else None
    return fields if isinstance(fields, Mapping) else {}


def followed(item: Item) -> tuple[tuple[Verb, Mapping[str, object]], ...]:
    """The events that answer a question with "as the plan": what it tells of the opening, the owner, the due time."""
    asked, fields = item.data.get(OTHERWISE), question(item)
    planned = asked.get(PLANNED) if isinstance(asked, Mapping) else None
    opening = {name: value for name, value in fields.items() if name in REVISED}
    found: list[tuple[Verb, Mapping[str, object]]] = [(Verb.REVISED, {**opening, PLANNED: planned, OTHERWISE: {}})]
    found += [(Verb.ASSIGNED, {"owner": fields["owner"]})] if "owner" in fields else []
    found += [(Verb.DUE_CHANGED, {"due": fields["due"] or None})] if "due" in fields else []
    return tuple(found)


def kept_as_it_is(item: Item) -> Mapping[str, object]:
    """The data of the event that answers a question with "as it is"."""
    return {KEPT: dict(question(item)), OTHERWISE: {}}
