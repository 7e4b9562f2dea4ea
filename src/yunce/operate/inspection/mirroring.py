# SPDX-License-Identifier: Apache-2.0
"""What the facts are told of inspections: their scores, where they were looked at. Source: docs/method/inspection.md, 8."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from yunce.operate.workitems.item import Event, Opening
from yunce.operate.workitems.states import Kind

OF_UNIT, OF_PERSON = "of_unit", "of_person"
"""What an inspection's answers say of whom was looked at: the unit, and the person where it was one."""


@dataclass(frozen=True, slots=True)
class Scored:
    """One filled form as the facts keep it. Filled in again after a reopening, the numbers are the difference to the last time."""

    item: str
    seq: int
    at: datetime
    unit: str
    checklist: str
    subject: str
    person: str
    inspector: str
    element: str
    score: Decimal | None
    """Of 100."""
    scored: int
    """1 where it has a score now and had none, -1 where it has none any more."""
    findings: int


def scored(item: str, opening: Opening, events: Sequence[Event]) -> Iterator[Scored]:
    """The filled forms of an inspection, in order; nothing of other work, nothing of a form that came too late and does not count."""
    if opening.kind is not Kind.INSPECTION:
        return
    before: Mapping[str, object] = {}
    for event in events:
        if "score" not in event.data:
            continue
        yield _row(item, opening, event, before)
        before = event.data


def _row(item: str, opening: Opening, event: Event, before: Mapping[str, object]) -> Scored:
    was, now = _points(before), _points(event.data)
    told = None if was is None and now is None else (now or Decimal(0)) - (was or Decimal(0))
    return Scored(
        item=item,
        seq=event.seq,
        at=event.at,
        unit=str(event.data.get(OF_UNIT) or opening.unit),
        checklist=str(opening.data.get("checklist") or ""),
        subject=opening.subject,
        person=str(event.data.get(OF_PERSON) or ""),
        inspector=event.by,
        element=opening.element,
        score=told,
        scored=(now is not None) - (was is not None),
        findings=_count(event.data) - _count(before),
    )


def _points(data: Mapping[str, object]) -> Decimal | None:
    score = data.get("score")
    return None if score is None else Decimal(str(score))


def _count(data: Mapping[str, object]) -> int:
    return int(str(data.get("findings") or 0))
