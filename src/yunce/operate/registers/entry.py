# SPDX-License-Identifier: Apache-2.0
"""An entry of a register as values: what is written down, what happens to it, what it is now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType

NONE: Mapping[str, object] = MappingProxyType({})


class Verb(StrEnum):
    """What an event tells."""

    ADDED = "added"
    CORRECTED = "corrected"
    REVISED = "revised"
    APPROVED = "approved"
    ISSUED = "issued"
    READ = "read"
    RENEWED = "renewed"
    LENT = "lent"
    RETURNED = "returned"
    ASKED = "asked"
    ALLOWED = "allowed"
    USED = "used"
    COUNTED = "counted"
    DRILLED = "drilled"
    EXAMINED = "examined"
    WITHDRAWN = "withdrawn"
    HELD = "held"
    RELEASED = "released"
    DESTROYED = "destroyed"


class Stage(StrEnum):
    """Where a version of a document stands."""

    DRAFT = "draft"
    APPROVED = "approved"
    ISSUED = "issued"
    WITHDRAWN = "withdrawn"


class State(StrEnum):
    """Whether an entry counts: in use, taken out of use, destroyed."""

    ACTIVE = "active"
    WITHDRAWN = "withdrawn"
    DESTROYED = "destroyed"


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened to an entry; written once, never changed. `seq` counts from 1 within the entry."""

    entry: str
    seq: int
    at: datetime
    by: str
    verb: Verb
    note: str = ""
    data: Mapping[str, object] = field(default_factory=lambda: NONE)
    """As JSON can; days as ISO text."""


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a document; of all of them at most one is issued."""

    number: int
    stage: Stage
    by: str
    at: datetime
    note: str = ""
    file: str = ""
    """The hash of its file, empty where it lies somewhere else."""
    name: str = ""
    approved_by: str = ""
    issued_at: datetime | None = None
    issued_by: str = ""


@dataclass(frozen=True, slots=True)
class Confirmed:
    """Somebody has read a version."""

    version: int
    who: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Loan:
    """What somebody has taken along."""

    to: str
    approved_by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Leave:
    """Leave to use a seal, or to take something along: asked for by somebody, allowed by somebody else who signed in, good for one time."""

    number: int
    """The number of the event that asked."""
    to: str
    times: int
    why: str
    by: str
    at: datetime
    allowed_by: str = ""
    is_spent: bool = False

    @property
    def is_good(self) -> bool:
        """True where somebody allowed it and it was not used yet."""
        return bool(self.allowed_by) and not self.is_spent


@dataclass(frozen=True, slots=True)
class Score:
    """One examination: the share of the points, of 100, and whether that was enough."""

    who: str
    on: date
    score: Decimal
    is_passed: bool


@dataclass(frozen=True, slots=True)
class Entry:
    """What an entry is now: the fold of its events, and nothing else. Texts are empty and days `None` where nobody has told them."""

    id: str
    register: str
    title: str
    added_at: datetime
    added_by: str
    unit: str = ""
    code: str = ""
    holder: str = ""
    """Whose it is: a user name, or a name as people say it."""
    issuer: str = ""
    method: str = ""
    custodian: str = ""
    place: str = ""
    cycle: str = ""
    """How long it is valid from its issue where the register tells otherwise or nothing: `12mo`."""
    retention: str = ""
    """The class by which it is kept after it was withdrawn: `30y`, `permanent`."""
    issued_on: date | None = None
    until: date | None = None
    """Its last valid day, where somebody has told it."""
    planned_on: date | None = None
    drilled_on: date | None = None
    findings: str = ""
    state: State = State.ACTIVE
    versions: tuple[Version, ...] = ()
    read_by: tuple[Confirmed, ...] = ()
    loan: Loan | None = None
    leaves: tuple[Leave, ...] = ()
    uses: int = 0
    counted_on: date | None = None
    scores: tuple[Score, ...] = ()
    hold: str = ""
    """Why it must not be destroyed, whatever its retention; empty where nothing holds it."""
    withdrawn_on: date | None = None
    reason: str = ""
    files: tuple[str, ...] = ()
    version: int = 1
    """The number of its last event."""

    @property
    def current(self) -> Version | None:
        """The issued version of a document; `None` where there is none."""
        return next((v for v in self.versions if v.stage is Stage.ISSUED), None)

    @property
    def pending(self) -> Version | None:
        """The version that is on its way to be issued."""
        return next((v for v in self.versions if v.stage in {Stage.DRAFT, Stage.APPROVED}), None)

    def readers(self, number: int) -> tuple[Confirmed, ...]:
        """Who has confirmed to have read a version."""
        return tuple(one for one in self.read_by if one.version == number)
