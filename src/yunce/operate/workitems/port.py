# SPDX-License-Identifier: Apache-2.0
"""What any ledger of work can do. The relational one implements this; tests run against one in memory."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from yunce.operate.workitems.item import Event, Item, Opening
from yunce.operate.workitems.states import Kind, State


class Stale(Exception):
    """Somebody else changed the item since it was looked at; nothing was written."""


@dataclass(frozen=True, slots=True)
class Find:
    """Which items to give: every field narrows, empty fields do not. Newest due last; `limit` bounds the answer."""

    kinds: tuple[Kind, ...] = ()
    states: tuple[State, ...] = ()
    units: tuple[str, ...] | None = None
    """Units that the asker may see; `None` is every unit."""
    owners: tuple[str, ...] = ()
    assignee: str = ""
    element: str = ""
    due_before: datetime | None = None
    text: str = ""
    limit: int = 200
    offset: int = 0


class Ledger(Protocol):
    """Items and their events. Every write is one transaction: seen whole or not at all, also when the power is lost."""

    def open(self, openings: Iterable[Opening], *, at: datetime, by: str) -> tuple[Item, ...]:
        """Open what is not there yet, by key; gives only what was opened now."""
        ...

    def add(self, events: Sequence[Event]) -> Item:
        """Add events to one item. Raises `Stale` where their numbers do not follow its last one, `LookupError` for no such item."""
        ...

    def item(self, item: str) -> Item:
        """One item. Raises `LookupError`."""
        ...

    def events(self, item: str) -> tuple[Event, ...]:
        """All that happened to it, in order."""
        ...

    def find(self, find: Find) -> tuple[Item, ...]:
        """The items that a question names."""
        ...
