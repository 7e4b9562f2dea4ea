# SPDX-License-Identifier: Apache-2.0
"""What happened in a review, one line each, only ever added: who, when, about what, and what that person had seen."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from types import MappingProxyType
from typing import Literal

from yunce.values.problem import Problem, YunceError

Kind = Literal["source", "begun", "read", "unreadable", "decided", "waived", "unwaived", "made"]
Data = Mapping[str, str]
NOTHING: Data = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Event:
    """One line. `subject` names what it is about (a number's key, a finding's key); `saw` the last line about it that its author had seen.

    `beaten` marks a decision that somebody else's newer one stood in the way of: it is kept and shown, and does not count.
    """

    kind: Kind
    by: str = ""
    subject: str = ""
    data: Data = field(default_factory=lambda: NOTHING)
    saw: int = 0
    seq: int = 0
    at: datetime = datetime.min  # noqa: DTZ901 - set when it is stored
    beaten: bool = False

    def get(self, name: str) -> str:
        """One of its words; empty where it has none."""
        return self.data.get(name, "")


def as_line(event: Event) -> str:
    """The event as it is stored."""
    row = {
        "seq": event.seq,
        "at": event.at.isoformat(),
        "by": event.by,
        "kind": event.kind,
        "subject": event.subject,
        "saw": event.saw,
        "data": dict(event.data),
    }
    return json.dumps({**row, "beaten": True} if event.beaten else row, ensure_ascii=False)


def whole_lines(content: bytes) -> bytes:
    """The lines that were written to their end; what a power cut left half-way behind them is not one."""
    return content[: content.rfind(b"\n") + 1]


def read_lines(content: bytes, name: str) -> tuple[Event, ...]:
    """The events of a file's bytes. Raises `YunceError` naming a line that somebody damaged."""
    found = []
    for number, line in enumerate(whole_lines(content).splitlines(), 1):
        try:
            found.append(_event(json.loads(line)))
        except (ValueError, KeyError, TypeError) as e:
            raise YunceError(Problem.of("app.review_damaged", name, line=number)) from e
    return tuple(found)


def _event(row: dict[str, object]) -> Event:
    data = row["data"]
    if not isinstance(data, dict):
        raise TypeError(data)
    event = Event(
        kind=row["kind"],  # type: ignore[arg-type]  # written by as_line
        by=str(row["by"]),
        subject=str(row["subject"]),
        data=MappingProxyType({str(key): str(value) for key, value in data.items()}),
        saw=int(str(row["saw"])),
    )
    return replace(event, seq=int(str(row["seq"])), at=datetime.fromisoformat(str(row["at"])), beaten=bool(row.get("beaten", False)))


def last_about(events: Iterable[Event], subject: str) -> Event | None:
    """The newest event about a subject that counts."""
    found = None
    for event in events:
        if event.subject == subject and not event.beaten:
            found = event
    return found
