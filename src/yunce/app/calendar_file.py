# SPDX-License-Identifier: Apache-2.0
"""An agenda as a calendar file (RFC 5545) that phones and mail programs read: one all-day event an item, on the day that it is due."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from types import MappingProxyType

from yunce.operate.workitems.item import Opening

NOTHING: Mapping[str, datetime] = MappingProxyType({})
LINE = 75
"""Octets of a line; longer ones are folded."""
_ESCAPED = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": ""})


def calendar_file(openings: Iterable[Opening], name: str, changed: Mapping[str, datetime] = NOTHING) -> str:
    """The text of the file; items without any day are left out. An item keeps its identity, so that importing twice doubles nothing.

    `changed` tells by key when something happened to an item last; where nothing did, its own first moment stands for that. So the
    same plan, facts and events give the same bytes.
    """
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Yunce//agenda//ZH", f"X-WR-CALNAME:{_text(name)}"]
    for opening in openings:
        lines += _event(opening, changed.get(opening.key) or opening.start or opening.due)
    lines.append("END:VCALENDAR")
    return "".join(f"{folded}\r\n" for line in lines for folded in _folded(line))


def _event(opening: Opening, changed: datetime | None) -> Iterator[str]:
    at = opening.due or opening.start
    if at is None or changed is None:
        return
    day = at.date()
    yield "BEGIN:VEVENT"
    yield f"UID:{sha256(opening.key.encode()).hexdigest()[:32]}@yunce"
    yield f"DTSTAMP:{changed.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    yield f"DTSTART;VALUE=DATE:{day:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{day + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{_text(opening.title)}"
    yield f"DESCRIPTION:{_text(' · '.join(part for part in (opening.element, opening.unit, opening.owner) if part))}"
    yield "END:VEVENT"


def _text(words: str) -> str:
    return words.translate(_ESCAPED)


def _folded(line: str) -> Iterator[str]:
    """A line in pieces of at most 75 octets, cut between characters; all but the first begin with a blank."""
    piece, size = "", 0
    for character in line:
        width = len(character.encode())
        if size + width > LINE:
            yield piece
            piece, size = " ", 1
        piece, size = piece + character, size + width
    yield piece
