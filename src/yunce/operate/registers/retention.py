# SPDX-License-Identifier: Apache-2.0
"""How long what is out of use is kept, by classes; a legal hold beats every deletion. Source: docs/method/registers.md."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from yunce.operate.registers.entry import Entry, State
from yunce.values.problem import Problem

PERMANENT = "permanent"
CLASSES: Mapping[str, int | None] = MappingProxyType({PERMANENT: None, "30y": 30, "10y": 10, "5y": 5, "3y": 3, "1y": 1})
"""Class -> whole years after the year of withdrawal; `None` is for ever."""
SAID: Mapping[str, str] = MappingProxyType({PERMANENT: "永久", "30y": "30 年", "10y": "10 年", "5y": "5 年", "3y": "3 年", "1y": "1 年"})
_WORDS = {"永久": PERMANENT, **{f"{n}年": f"{n}y" for n in (30, 10, 5, 3, 1)}}


def class_of(text: str) -> str | None:
    """The class that a text names; empty for an empty text, `None` for one that nobody knows.

    >>> class_of("30 年"), class_of("永久"), class_of("7年")
    ('30y', 'permanent', None)
    """
    plain = "".join(text.split()).lower()
    return plain if not plain or plain in CLASSES else _WORDS.get(plain)


def kept_until(entry: Entry) -> date | None:
    """The last day on which it must be kept: so many years, counted from the first day after the year of withdrawal.

    `None` where it is in use, kept for ever, or without a class: then nobody may say that its time is over.
    """
    years = CLASSES.get(entry.retention)
    return None if years is None or entry.withdrawn_on is None else date(entry.withdrawn_on.year + years, 12, 31)


def check_destroying(entry: Entry, today: date) -> Problem | None:
    """Why an entry must not be destroyed today; `None` where it may."""
    if entry.hold:
        return Problem.of("register.on_hold", entry.id, title=entry.title, reason=entry.hold)
    if entry.state is not State.WITHDRAWN:
        return Problem.of("register.still_used", entry.id, title=entry.title)
    until = kept_until(entry)
    if until is None:
        return Problem.of("register.kept_for_ever", entry.id, title=entry.title)
    return Problem.of("register.still_kept", entry.id, title=entry.title, until=until) if today <= until else None
