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
from yunce.values.writing import trimmed


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

    def promise(self, item: Item) -> Promise:
        """What is promised of a case, as working time from its report to its deadlines [s]."""
        start = reported(item)
        return Promise(self._seconds(start, self.kind.respond), self._seconds(start, self.kind.resolve))

    def _seconds(self, start: datetime, lasts: Duration | None) -> int | None:
        return None if lasts is None else self.clock.between(start, self.clock.deadline(start, lasts))

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
        title=trimmed(report.title),
        unit=report.unit or kind.unit,
        owner=group_of(kind, report.severity),
        due=handled.due(start, kind.resolve),
        severity=report.severity,
        element=f"cases.{kind.id}",
        subject=trimmed(report.subject),
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
        due = handled.due(start, step.after)  # without a delay of its own the due time, which waited for the customer already
        at = handled.clock.put_off(due, start, pauses) if due else item.due
        if at is not None and at <= now:
            owed.append((step.to, at))
    return tuple(_rung(item, n, to, at, now) for n, (to, at) in enumerate(owed[item.level :], start=1))


def _rung(item: Item, n: int, role: str, owed_at: datetime, now: datetime) -> Event:
    told = {"escalated_to": role, "escalated_level": item.level + n, "owed_at": owed_at.isoformat()}
    return Event(item.id, item.version + n, now, SYSTEM.name, Verb.ESCALATED, data=told)


def put_off(item: Item, events: Iterable[Event], handled: Handled, now: datetime) -> tuple[Event, ...]:
    """Where the customer is waited for until now: the due time moved by the working time of that wait, as an event; else none."""
    since, until = (pauses_of(events) or ((now, now),))[-1]
    if item.due is None or until is not None:
        return ()
    due = handled.clock.put_off(item.due, reported(item), [(since, now)])
    if due is None or due == item.due:
        return ()
    data = {"due": due.isoformat(), "was": item.due.isoformat()}
    return (Event(item.id, item.version + 1, now, SYSTEM.name, Verb.DUE_CHANGED, note="等客户的时间不计", data=data),)


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
