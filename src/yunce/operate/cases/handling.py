# SPDX-License-Identifier: Apache-2.0
"""How a kind of case is handled: what is promised, when it goes up, when the customer is visited."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from yunce.operate.cases.report import Customer, Report
from yunce.operate.workitems.item import Event, Item, Opening, Verb
from yunce.operate.workitems.promises import CUSTOMER, Promise, pauses_of, reported
from yunce.operate.workitems.states import Kind, Severity, State
from yunce.operate.workitems.steps import SYSTEM
from yunce.plan.parts.rules import CaseKind
from yunce.values.duration import Duration
from yunce.values.work_clock import WorkClock


class Stage(StrEnum):
    """The stages of a complaint in their order. Source: GB/T 19012-2019 (ISO 10002:2018), 7."""

    RECEIVED = "received"
    ACKNOWLEDGED = "acknowledged"
    ASSESSED = "assessed"
    INVESTIGATED = "investigated"
    RESPONDED = "responded"
    COMMUNICATED = "communicated"
    CLOSED = "closed"


STAGES = tuple(Stage)


@dataclass(frozen=True, slots=True)
class Handled:
    """A kind of case with the clock that it runs on."""

    kind: CaseKind
    clock: WorkClock

    def promise(self) -> Promise:
        """What is promised, as working time [s]."""
        return Promise(self._seconds(self.kind.respond), self._seconds(self.kind.resolve))

    def _seconds(self, lasts: Duration | None) -> int | None:
        """A duration as working time: days are days of work of the clock's own length."""
        if lasts is None:
            return None
        if lasts.unit in {"h", "min", "s"}:
            return lasts.seconds
        days = {"d": 1, "wd": 1, "w": 5, "mo": 21}[lasts.unit] * lasts.amount
        return days * self.clock.hours.seconds

    def due(self, start: datetime, lasts: Duration | None) -> datetime | None:
        """When a duration after a moment is over; `None` where none was promised."""
        return self.clock.deadline(start, lasts) if lasts else None


def case_opening(report: Report, customer: Customer, handled: Handled, key: str, now: datetime) -> Opening:
    """What a masked report opens. Its clocks run from when it was reported."""
    kind, start = handled.kind, min(report.at or now, now)
    respond_by = handled.due(start, kind.respond)
    told: dict[str, object] = {
        "case": kind.id,
        "category": report.category,
        "channel": report.channel,
        "text": report.text,
        "customer": customer.name,
        "contact": customer.contact,
        "customer_key": customer.key,
        "amount": str(report.amount) if report.amount is not None else "",
        "reference": report.reference,
        "respond_by": respond_by.isoformat() if respond_by else "",
        "reported_at": start.isoformat(),
        "stage": Stage.RECEIVED.value,
    }
    return Opening(
        key=key,
        kind=Kind.CASE,
        title=report.title.strip(),
        unit=report.unit or kind.unit,
        owner=group_of(kind, report.severity),
        due=handled.due(start, kind.resolve),
        severity=report.severity,
        element=f"cases.{kind.id}",
        subject=report.subject.strip(),
        data={name: value for name, value in told.items() if value},
    )


def group_of(kind: CaseKind, severity: Severity) -> str:
    """Who takes it: the kind's owner, else the first rung; a critical one the second rung, which leads the group."""
    rungs = [step.to for step in kind.escalate]
    first = kind.owner or (rungs[0] if rungs else "")
    return (rungs[1] if len(rungs) > 1 else first) if severity is Severity.CRITICAL else first


def owed_rungs(item: Item, events: Iterable[Event], handled: Handled, now: datetime) -> tuple[Event, ...]:
    """The rungs of the kind's own ladder that are owed and not taken: each so long after the report, the customer's pauses left out."""
    waits = item.state is State.WAITING and item.data.get("waiting_for") == CUSTOMER
    if not item.is_active or waits:
        return ()
    pauses = pauses_of(events)
    start = reported(item)
    owed = []
    for step in handled.kind.escalate:
        at = handled.due(start, step.after) if step.after else item.due
        stood = sum(handled.clock.between(low, high) for low, high in pauses if high is not None)
        at = handled.clock.after(at, stood) if at and stood else at
        if at is not None and at <= now:
            owed.append((step.to, at))
    return tuple(_rung(item, n, to, at, now) for n, (to, at) in enumerate(owed[item.level :], start=1))


def _rung(item: Item, n: int, role: str, owed_at: datetime, now: datetime) -> Event:
    told = {"escalated_to": role, "escalated_level": item.level + n, "owed_at": owed_at.isoformat()}
    return Event(item.id, item.version + n, now, SYSTEM.name, Verb.ESCALATED, data=told)


def respond_by(item: Item) -> datetime | None:
    """Until when the customer is owed a first answer; `None` where none was promised or it was given."""
    said = item.data.get("respond_by")
    return datetime.fromisoformat(said) if isinstance(said, str) and said and item.responded_at is None else None


def next_stage(stage: object) -> Stage | None:
    """The stage that follows; `None` at the end."""
    at = next((n for n, one in enumerate(STAGES) if one == stage), 0)
    return STAGES[at + 1] if at + 1 < len(STAGES) else None


def kinds_of(kinds: Iterable[CaseKind]) -> Mapping[str, CaseKind]:
    """Kinds by their id."""
    return {kind.id: kind for kind in kinds}
