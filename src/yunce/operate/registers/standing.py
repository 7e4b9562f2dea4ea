# SPDX-License-Identifier: Apache-2.0
"""How entries stand on a day: valid, about to run out, run out. Source: docs/method/registers.md."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from yunce.operate.registers.entry import Entry, State
from yunce.operate.registers.sorts import Sort, sort_of
from yunce.plan.document import Register
from yunce.values.calendar import Calendar, UnpublishedYear
from yunce.values.duration import Duration, read_duration

DAY = timedelta(days=1)


class Standing(StrEnum):
    """How an entry stands on a day."""

    VALID = "valid"
    LASTING = "lasting"
    """Valid, and nobody has said for how long."""
    EXPIRING = "expiring"
    EXPIRED = "expired"
    UNKNOWN = "unknown"
    """It runs out, but nobody has told when it was issued."""
    PENDING = "pending"
    """A document without an issued version, training without a passed examination."""
    DONE = "done"
    """A drill that was held."""
    OUT = "out"
    """Withdrawn or destroyed."""


COUNTS = frozenset({Standing.VALID, Standing.LASTING, Standing.EXPIRING})
"""What counts as valid on the day."""
ASKS = frozenset({Standing.EXPIRING, Standing.EXPIRED})
"""What asks for work now."""


@dataclass(frozen=True, slots=True)
class Stood:
    """An entry on a day: how it stands, its last valid day, from when on it is to be renewed."""

    entry: Entry
    standing: Standing
    until: date | None
    renew_from: date | None

    @property
    def is_valid(self) -> bool:
        """True where it counts as valid."""
        return self.standing in COUNTS


def stand(entry: Entry, register: Register, calendar: Calendar, today: date) -> Stood:
    """How an entry stands on a day."""
    until = last_day(entry, register)
    start = None if until is None else _ahead(register, until, calendar)
    return Stood(entry, _standing(entry, register, (until, start), today), until, start)


def last_day(entry: Entry, register: Register) -> date | None:
    """The last valid day: the one that was told; else so long after the issue as the entry or the register says, less a day.

    A drill's is the day that it is planned for, until it was held.
    """
    if sort_of(register.kind) is Sort.DRILL:
        return None if entry.drilled_on else entry.planned_on or entry.until
    if entry.until is not None:
        return entry.until
    lasts = validity(entry, register)
    if entry.issued_on is None or lasts is None or lasts.unit == "wd":
        return None
    end = lasts.after(entry.issued_on)
    is_short = lasts.unit == "mo" and end.day < entry.issued_on.day  # the month has no such day: its own last day is the last one
    return end if is_short else end - DAY


def validity(entry: Entry, register: Register) -> Duration | None:
    """How long it is valid: its own cycle, else the register's."""
    own = read_duration(entry.cycle) if entry.cycle else None
    return own if isinstance(own, Duration) else register.valid


def _ahead(register: Register, until: date, calendar: Calendar) -> date:
    """From when on it is to be renewed; where days of work of a year are not published, the last day itself."""
    if register.renew_before is None:
        return until
    try:
        return register.renew_before.before(until, calendar)
    except UnpublishedYear:
        return until


def _standing(entry: Entry, register: Register, days: tuple[date | None, date | None], today: date) -> Standing:
    sort, (until, start) = sort_of(register.kind), days
    if entry.state is not State.ACTIVE:
        return Standing.OUT
    if sort is Sort.DRILL and entry.drilled_on is not None:
        return Standing.DONE
    if sort is Sort.DOCUMENT and entry.current is None:
        return Standing.PENDING
    if sort is Sort.TRAINING and entry.issued_on is None and entry.until is None:
        return Standing.PENDING
    if until is None:
        return Standing.UNKNOWN if sort is Sort.DRILL or validity(entry, register) is not None else Standing.LASTING
    if until < today:
        return Standing.EXPIRED
    return Standing.EXPIRING if start is not None and start <= today else Standing.VALID


def counted(stood: Iterable[Stood]) -> Mapping[Standing, int]:
    """How many stand how."""
    return Counter(one.standing for one in stood)
