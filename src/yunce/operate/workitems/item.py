# SPDX-License-Identifier: Apache-2.0
"""A piece of work as values: what opens it, what happens to it, what it is now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType

from yunce.operate.workitems.states import ACTIVE, VERIFIED_KINDS, Kind, Severity, State

NONE: Mapping[str, object] = MappingProxyType({})


class Verb(StrEnum):
    """What an event tells."""

    OPENED = "opened"
    MOVED = "moved"
    ASSIGNED = "assigned"
    DUE_CHANGED = "due_changed"
    NOTED = "noted"
    EVIDENCE = "evidence"
    ANSWERED = "answered"
    ESCALATED = "escalated"
    REVISED = "revised"


@dataclass(frozen=True, slots=True)
class Opening:
    """What is to be opened. `key` names it once and for all: opening the same key again opens nothing.

    A key is `element|period|subject` for what a plan brings (`duty:shop_check|2026-W48|shop`), anything unique for the rest.
    `data` holds what only some kinds carry, as JSON can: checklist, mode, lead times, category, customer (masked) ...
    """

    key: str
    kind: Kind
    title: str
    unit: str = ""
    owner: str = ""
    """The role that owes it."""
    start: datetime | None = None
    due: datetime | None = None
    severity: Severity = Severity.MINOR
    element: str = ""
    """The plan's element that it comes from, as `duties.shop_check`; the plan's fingerprint stands in `plan`."""
    period: str = ""
    subject: str = ""
    plan: str = ""
    parent: str = ""
    """The id of the item that it follows from: a rectification's inspection, a task's review."""
    needs: tuple[str, ...] = ()
    """Keys of items that must be done before this one."""
    data: Mapping[str, object] = field(default_factory=lambda: NONE)


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened to an item; written once, never changed. `seq` counts from 1 within the item."""

    item: str
    seq: int
    at: datetime
    by: str
    """The user's name; `system` for what rules, agendas and clocks do."""
    verb: Verb
    to: State | None = None
    note: str = ""
    evidence: tuple[str, ...] = ()
    data: Mapping[str, object] = field(default_factory=lambda: NONE)
    token: str = ""
    """Of senders that may repeat themselves (a phone, a caller of the API): an event with a token that is there is not added again."""


@dataclass(frozen=True, slots=True)
class Item:
    """What an item is now: the fold of its events, and nothing else."""

    id: str
    opening: Opening
    opened_at: datetime
    opened_by: str
    state: State = State.OPEN
    owner: str = ""
    assignee: str = ""
    due: datetime | None = None
    responded_at: datetime | None = None
    done_at: datetime | None = None
    done_by: str = ""
    verified_at: datetime | None = None
    verified_by: str = ""
    waiting_until: datetime | None = None
    reason: str = ""
    """Why it waits, went up, was reopened or cancelled."""
    level: int = 0
    """How many steps of its ladder were taken."""
    reopened: int = 0
    evidence: tuple[str, ...] = ()
    proof: tuple[str, ...] = ()
    """The evidence since it was opened, or reopened, last: what a verifier looks at."""
    version: int = 1
    """The number of its last event."""
    data: Mapping[str, object] = field(default_factory=lambda: NONE)
    """The opening's data with what events added: answers, cause, satisfaction."""

    @property
    def is_active(self) -> bool:
        """True while somebody owes something."""
        return self.state in ACTIVE

    @property
    def needs_verification(self) -> bool:
        """True where somebody else must look before it counts as closed: some kinds, all that is grave, all that asks for it."""
        asked = self.opening.kind in VERIFIED_KINDS or self.data.get("verify") is True
        return asked or self.opening.severity is not Severity.MINOR

    @property
    def awaits_verification(self) -> bool:
        """True for what is done and waits for somebody to look."""
        return self.state is State.DONE and self.needs_verification

    @property
    def is_closed(self) -> bool:
        """True for what counts as closed: verified, or done where nobody needs to look."""
        return self.state is State.VERIFIED or (self.state is State.DONE and not self.needs_verification)

    @property
    def closed_at(self) -> datetime | None:
        """When it was closed: the time that it was done, not the time that somebody looked; `None` while it is not closed."""
        return self.done_at if self.is_closed else None

    def is_late(self, now: datetime) -> bool:
        """True for what is active after its due time."""
        return self.is_active and self.due is not None and self.due < now
