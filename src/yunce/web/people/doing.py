# SPDX-License-Identifier: Apache-2.0
"""One step of a round: whether this person may take it, whether it follows, and writing it down."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation

from django.core.exceptions import PermissionDenied

from yunce.operate.appraisal.closing import entry_of, is_ready, is_scored_by_hand
from yunce.operate.appraisal.results import ItemLine, PersonResult
from yunce.operate.appraisal.round import Event, Step, after
from yunce.values.money import fen
from yunce.values.problem import Problem, YunceError
from yunce.values.work_clock import SHANGHAI
from yunce.web.people.opening import RoundDesk

LONGEST_NOTE = 1000
MOST_POINTS = Decimal(1_000_000)
WHOLE_ROUND = frozenset({Step.SIGN, Step.FREEZE})
NEVER = datetime.min.replace(tzinfo=UTC)
"""The time of a step that is only thought of."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a form asks for."""

    step: Step
    person: str = ""
    scores: Mapping[str, str] = field(default_factory=dict)
    items: tuple[str, ...] = ()
    note: str = ""
    amount: str = ""
    seen: int = 0
    """How many events of the person the form was made with."""


def take(desk: RoundDesk, asked: Asked, now: datetime) -> Problem | None:
    """Take a step, or say why not. Raises `PermissionDenied`, and `Moved` where somebody was quicker: then it may be asked anew."""
    person = None if asked.step in WHOLE_ROUND else desk.person(asked.person)
    if not _may(desk, asked.step, person):
        raise PermissionDenied
    if asked.seen != desk.version(asked.person if person else ""):
        return Problem.of("people.changed", asked.person)
    try:
        event = _event(desk, asked, person, now)
    except YunceError as e:
        return e.problems[0]
    found = after(desk.round, event, desk.result)
    if isinstance(found, Problem):
        return found
    frozen = desk.result if asked.step is Step.FREEZE else None
    desk.store.add(desk.key, [entry_of(event, desk.result)], len(desk.rows), frozen)
    return None


def may_take(desk: RoundDesk, step: Step, person: PersonResult | None) -> bool:
    """True where a step is this person's to take and follows on where the round stands; notes and numbers aside."""
    if not _may(desk, step, person):
        return False
    event = Event(step, desk.work.name, NEVER, person.person if person else "", note="-")
    return not isinstance(after(desk.round, event, desk.result), Problem)


def _may(desk: RoundDesk, step: Step, person: PersonResult | None) -> bool:
    rights = desk.rights
    if step in WHOLE_ROUND:
        return rights.signs(desk.result) if step is Step.SIGN else rights.freezes(desk.result)
    if person is None or not rights.sees(person):
        return False
    if step in {Step.SELF, Step.APPEAL}:
        return rights.is_self(person)
    if step is Step.CONFIRM:
        return rights.confirms_any(person)
    if step is Step.ADJUST:
        return rights.sees_pay(person) and not rights.is_self(person)
    return rights.leads(person)


def here(now: datetime) -> datetime:
    """A moment as entries of rounds keep it: naive, Asia/Shanghai."""
    return now.astimezone(SHANGHAI).replace(tzinfo=None)


def _event(desk: RoundDesk, asked: Asked, person: PersonResult | None, now: datetime) -> Event:
    """The event of a form. Raises `YunceError` for points or an amount that cannot be."""
    note, by, at = asked.note.strip()[:LONGEST_NOTE], desk.work.name, here(now)
    if person is None:
        return Event(asked.step, by, at, note=note)
    own = [line for line in person.lines if is_scored_by_hand(desk.card, line)] if asked.step in {Step.SELF, Step.LEAD, Step.SETTLE} else []
    scores = {line.item: points for line in own if (points := _points(asked.scores.get(line.item, ""), line)) is not None}
    amount = _amount(asked.amount) if asked.step is Step.ADJUST else 0
    items: tuple[str, ...] = ()
    if asked.step is Step.CONFIRM:
        items = tuple(x.item for x in person.lines if x.item in asked.items and desk.rights.confirms(person, x) and is_ready(x))
        if not items:
            raise YunceError(Problem.of("people.nothing_confirmed", person.person))
    return Event(asked.step, by, at, person.person, scores, note, amount, items)


def _points(text: str, line: ItemLine) -> Decimal | None:
    """Points as written; `None` for a blank: nothing was said."""
    if not text.strip():
        return None
    found = _decimal(text)
    if found is None or not 0 <= found <= MOST_POINTS:
        raise YunceError(Problem.of("people.points_unreadable", line.name, value=text[:40]))
    return found


def _amount(text: str) -> int:
    """An adjustment in whole fen, not zero."""
    found = _decimal(text)
    if found is None or not found or abs(found) > 100 * MOST_POINTS or found != round(found, 2):
        raise YunceError(Problem.of("people.amount_unreadable", "", value=text[:40]))
    return fen(found)


def _decimal(text: str) -> Decimal | None:
    try:
        found = Decimal(text.strip().replace(",", "").replace("，", "").replace("\u2212", "-"))
    except InvalidOperation:
        return None
    return found if found.is_finite() else None
