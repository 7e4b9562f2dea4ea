# SPDX-License-Identifier: Apache-2.0
"""Where a review stands: its events taken together. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from yunce.app.reviews.events import Event


@dataclass(frozen=True, slots=True)
class Source:
    """A file that was handed in."""

    number: int
    name: str
    sha256: str
    size: int
    event: Event


@dataclass(frozen=True, slots=True)
class Decision:
    """What somebody said of one number. `action` accept, correct or reject; empty fields leave what was read; `value` in written words."""

    key: str
    action: str
    event: Event

    @property
    def shape(self) -> str:
        """The number's place in words whose numbers do not count: how a revised file finds it again."""
        return self.event.get("shape")

    @property
    def quote(self) -> str:
        """The words that it was about."""
        return self.event.get("quote")


@dataclass(frozen=True, slots=True)
class Waiver:
    """A finding that somebody lets stand: who, why, until when. It ends by itself when the numbers change, as its key does."""

    key: str
    why: str
    until: str
    event: Event

    @property
    def about(self) -> tuple[str, str]:
        """The rule and the place that it was about: both stay when the numbers change."""
        return self.event.get("code"), self.event.get("shape")

    def holds(self, day: date) -> bool:
        """True up to and with its last day."""
        return not self.until or day <= date.fromisoformat(self.until)


@dataclass(frozen=True, slots=True)
class ReviewState:
    """All that counts, by subject; `beaten` are decisions that another person's stood in the way of and nobody has settled since."""

    sources: tuple[Source, ...] = ()
    decisions: Mapping[str, Decision] = field(default_factory=dict)
    waivers: Mapping[str, Waiver] = field(default_factory=dict)
    beaten: Mapping[str, Event] = field(default_factory=dict)
    seen: Mapping[str, int] = field(default_factory=dict)
    made: tuple[Event, ...] = ()
    reading: Event | None = None
    """How the reading of the newest source ended; `None` while it is on its way."""
    tries: int = 0
    """How often a reading of the newest source was begun."""
    last: int = 0

    @property
    def source(self) -> Source:
        """The newest source."""
        return self.sources[-1]


def state_of(events: Sequence[Event]) -> ReviewState:
    """The state that events lead to."""
    counted = [event for event in events if not event.beaten]
    sources = tuple(_source(event) for event in counted if event.kind == "source")
    readings = [event for event in counted if event.kind in {"read", "unreadable"} and event.get("number") == str(len(sources))]
    return ReviewState(
        sources=sources,
        decisions=_decisions(counted),
        waivers=_waivers(counted),
        beaten=_beaten(events),
        seen={event.subject: event.seq for event in counted if event.subject},
        made=tuple(event for event in counted if event.kind == "made"),
        reading=readings[-1] if readings else None,
        tries=sum(event.kind == "begun" and event.get("number") == str(len(sources)) for event in counted),
        last=events[-1].seq if events else 0,
    )


def _source(event: Event) -> Source:
    return Source(int(event.get("number")), event.get("name"), event.get("sha256"), int(event.get("size")), event)


def _decisions(events: Iterable[Event]) -> dict[str, Decision]:
    """The decision that counts for each number: the last that was not undone."""
    stacks: dict[str, list[Decision]] = {}
    for event in events:
        if event.kind != "decided":
            continue
        stack = stacks.setdefault(event.subject, [])
        if event.get("action") == "undo":
            del stack[-1:]
        else:
            stack.append(Decision(event.subject, event.get("action"), event))
    return {key: stack[-1] for key, stack in stacks.items() if stack}


def _waivers(events: Iterable[Event]) -> dict[str, Waiver]:
    found: dict[str, Waiver] = {}
    for event in events:
        if event.kind == "waived":
            found[event.subject] = Waiver(event.subject, event.get("why"), event.get("until"), event)
        elif event.kind == "unwaived":
            found.pop(event.subject, None)
    return found


def _beaten(events: Iterable[Event]) -> dict[str, Event]:
    """The newest beaten decision of each number, until somebody decides that number again."""
    found: dict[str, Event] = {}
    for event in events:
        if event.kind != "decided":
            continue
        if event.beaten:
            found[event.subject] = event
        else:
            found.pop(event.subject, None)
    return found
