# SPDX-License-Identifier: Apache-2.0
"""The return visit: asked after a case is closed, answered by the customer, and what follows from the answer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from yunce.operate.cases.handling import Handled
from yunce.operate.workitems.item import Event, Item, Opening, Verb
from yunce.operate.workitems.states import Kind, Severity, State
from yunce.values.problem import Problem
from yunce.values.writing import trimmed

LOWEST, HIGHEST = 1, 5
DISSATISFIED = 2
"""Satisfaction of at most this is dissatisfied [1..5]."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the customer said: how satisfied [1..5], whether it is solved, in their words."""

    satisfaction: int | None
    solved: bool
    words: str = ""


def visit_of(case: Item, handled: Handled) -> Opening | None:
    """The visit that a closed case asks for; `None` where its kind promises none or it is not closed. One for each closing."""
    if handled.kind.visit is None or case.state is not State.VERIFIED or case.verified_at is None:
        return None
    return Opening(
        key=f"visit|{case.id}|{case.reopened}",
        kind=Kind.TASK,
        title=f"回访：{case.opening.title}"[:300],
        unit=case.opening.unit,
        owner=case.owner,
        start=case.verified_at,
        due=handled.due(case.verified_at, handled.kind.visit),
        element=case.opening.element,
        parent=case.id,
        data={"visit": case.id, "customer": case.data.get("customer", ""), "contact": case.data.get("contact", "")},
    )


def check_answer(answer: Answer, at: str) -> tuple[Problem, ...]:
    """What is wrong with an answer."""
    if answer.satisfaction is not None and not LOWEST <= answer.satisfaction <= HIGHEST:
        return (Problem.of("case.satisfaction_range", at, value=answer.satisfaction),)
    return ()


def answered(visit: Item, case: Item, answer: Answer, by: str, now: datetime) -> tuple[tuple[Event, ...], tuple[Event, ...]]:
    """The visit's events and the case's: the visit is done; a case that is not solved is opened again, with the customer's words."""
    told: dict[str, object] = {"solved": answer.solved}
    if answer.satisfaction is not None:
        told["satisfaction"] = answer.satisfaction
    note = trimmed(answer.words)
    visited = (
        Event(visit.id, visit.version + 1, now, by, Verb.ANSWERED, note=note, data=told),
        Event(visit.id, visit.version + 2, now, by, Verb.MOVED, State.DONE),
    )
    on_case = [Event(case.id, case.version + 1, now, by, Verb.ANSWERED, note=note, data=told)]
    if not answer.solved and case.state in {State.DONE, State.VERIFIED}:
        on_case.append(Event(case.id, case.version + 2, now, by, Verb.MOVED, State.REOPENED, note=note or "回访：没有解决"))
    return visited, tuple(on_case)


@dataclass(frozen=True, slots=True)
class Concern:
    """A customer whom somebody should look after, and why."""

    customer: str
    cases: int
    dissatisfied: int
    grave: int
    last: datetime


def abnormal(cases: Iterable[Item], now: datetime, *, days: int = 90, most: int = 3, most_unhappy: int = 2) -> tuple[Concern, ...]:
    """Customers with at least `most` cases, `most_unhappy` dissatisfied answers or one critical case within so many days, worst first.

    Customers are known by their key only. Source: docs/method/cases.md, 4.
    """
    found: dict[str, list[Item]] = {}
    for case in cases:
        key = str(case.data.get("customer_key", ""))
        if key and now - case.opened_at <= timedelta(days=days):
            found.setdefault(key, []).append(case)
    warnings = [_warning(key, mine) for key, mine in found.items()]
    fitting = [w for w in warnings if w.cases >= most or w.dissatisfied >= most_unhappy or w.grave]
    return tuple(sorted(fitting, key=lambda w: (-w.grave, -w.dissatisfied, -w.cases, w.customer)))


def _warning(key: str, cases: list[Item]) -> Concern:
    unhappy = sum(_unhappy(case.data) for case in cases)
    grave = sum(case.opening.severity is Severity.CRITICAL for case in cases)
    return Concern(key, len(cases), unhappy, grave, max(case.opened_at for case in cases))


def _unhappy(data: Mapping[str, object]) -> bool:
    said = data.get("satisfaction")
    return isinstance(said, int) and said <= DISSATISFIED
