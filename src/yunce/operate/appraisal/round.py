# SPDX-License-Identifier: Apache-2.0
"""A round of appraisal as the fold of its events: self -> lead -> confirm -> (appeal) -> freeze; afterwards adjustment lines only.

Nothing is ever changed: what was said stays as an event, what is shown is the fold, a frozen round keeps its results as they were.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType

from yunce.operate.appraisal.results import Appraisal, PersonResult
from yunce.values.problem import Problem
from yunce.values.writing import is_blank


class Step(StrEnum):
    """What somebody does in a round."""

    SELF = "self"
    LEAD = "lead"
    CONFIRM = "confirm"
    APPEAL = "appeal"
    SETTLE = "settle"
    SIGN = "sign"
    FREEZE = "freeze"
    ADJUST = "adjust"


class Stage(StrEnum):
    """Where a person stands in a round."""

    OPEN = "open"
    SELF = "self"
    LEAD = "lead"
    CONFIRMED = "confirmed"
    APPEALED = "appealed"


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that somebody did: for a person (`""`: for the round), on some items, with a reason where one is needed.

    `scores` are points that a lead gives to items without a measured result; `items` are those confirmed (none named: all of them);
    `amount` is an adjustment [fen].
    """

    step: Step
    by: str
    at: datetime
    person: str = ""
    scores: Mapping[str, Decimal] = field(default_factory=lambda: MappingProxyType({}))
    note: str = ""
    amount: int = 0
    items: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Adjustment:
    """A difference booked after the freeze: whose, how much [fen], why, by whom."""

    person: str
    amount: int
    note: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Round:
    """A round as it stands: the stage of each person, what was said, who signed, what was frozen, what was booked since."""

    card: str
    period: str
    people: Mapping[str, Stage]
    said: Mapping[tuple[str, str], Decimal] = field(default_factory=lambda: MappingProxyType({}))
    """(person, item) -> the last points that were given."""
    appeals: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    signed_by: str = ""
    frozen_at: datetime | None = None
    frozen: Appraisal | None = None
    adjustments: tuple[Adjustment, ...] = ()
    events: tuple[Event, ...] = ()
    items: tuple[str, ...] = ()
    """What has to be confirmed of each person; where nothing is named one confirmation is for all."""
    confirmed: Mapping[tuple[str, str], str] = field(default_factory=lambda: MappingProxyType({}))
    """(person, item) -> who confirmed it."""

    @property
    def is_frozen(self) -> bool:
        """True once nothing but adjustment lines can follow."""
        return self.frozen_at is not None


NEXT: Mapping[Step, tuple[frozenset[Stage], Stage]] = MappingProxyType(
    {
        Step.SELF: (frozenset({Stage.OPEN, Stage.SELF}), Stage.SELF),
        Step.LEAD: (frozenset({Stage.OPEN, Stage.SELF, Stage.LEAD, Stage.APPEALED}), Stage.LEAD),
        Step.CONFIRM: (frozenset({Stage.LEAD, Stage.CONFIRMED}), Stage.CONFIRMED),
        Step.APPEAL: (frozenset({Stage.LEAD, Stage.CONFIRMED}), Stage.APPEALED),
        Step.SETTLE: (frozenset({Stage.APPEALED}), Stage.CONFIRMED),
    }
)
"""Step -> the stages from which it may be taken, and where it leads."""
OTHERS_ONLY = frozenset({Step.LEAD, Step.CONFIRM, Step.SETTLE, Step.ADJUST})
"""Steps that nobody takes for themselves."""
REASONED = frozenset({Step.APPEAL, Step.SETTLE, Step.ADJUST})
"""Steps that need a reason."""


def opened(card: str, period: str, people: Iterable[str], items: Iterable[str] = ()) -> Round:
    """A round in which nobody has said anything yet; with `items` each of them is confirmed on its own."""
    return Round(card, period, MappingProxyType(dict.fromkeys(people, Stage.OPEN)), items=tuple(items))


def fold(start: Round, events: Iterable[Event]) -> tuple[Round, tuple[Problem, ...]]:
    """A round after its events; those that could not be are left out and told. The same events give the same round."""
    problems: list[Problem] = []
    for event in events:
        found = after(start, event)
        if isinstance(found, Problem):
            problems.append(found)
        else:
            start = found
    return start, tuple(problems)


def after(round_: Round, event: Event, result: Appraisal | None = None) -> Round | Problem:
    """The round after one more event, or why it cannot be. `result` is what a freeze keeps (frozen actuals).

    Problems: `appraisal.round_frozen`, `.round_step`, `.round_same_person`, `.round_reason`, `.round_not_final`.
    """
    wrong = _wrong(round_, event, result)
    if wrong is not None:
        return wrong
    kept = replace(round_, events=(*round_.events, event))
    if event.step is Step.SIGN:
        return replace(kept, signed_by=event.by)
    if event.step is Step.FREEZE:
        return replace(kept, frozen_at=event.at, frozen=result)
    if event.step is Step.ADJUST:
        line = Adjustment(event.person, event.amount, event.note, event.by, event.at)
        return replace(kept, adjustments=(*round_.adjustments, line))
    return _moved(kept, event)


def _wrong(round_: Round, event: Event, result: Appraisal | None) -> Problem | None:
    """Why an event cannot follow."""
    stage = round_.people.get(event.person)
    if round_.is_frozen != (event.step is Step.ADJUST):
        code = "appraisal.round_frozen" if round_.is_frozen else "appraisal.round_step"
        return Problem.of(code, event.person, state="-", step=event.step) if not round_.is_frozen else Problem.of(code, event.person)
    if event.step in OTHERS_ONLY and event.by == event.person:
        return Problem.of("appraisal.round_same_person", event.person, step=event.step, by=event.by)
    if event.step in REASONED and is_blank(event.note):
        return Problem.of("appraisal.round_reason", event.person, step=event.step)
    if event.step in NEXT and (stage is None or stage not in NEXT[event.step][0]):
        return Problem.of("appraisal.round_step", event.person, state=stage or "-", step=event.step)
    if event.step is Step.FREEZE:
        return _unready(round_, result)
    return None


def _unready(round_: Round, result: Appraisal | None) -> Problem | None:
    """Why a round cannot be frozen: somebody is not confirmed, or what is paid is not final."""
    open_ones = [person for person, stage in round_.people.items() if stage is not Stage.CONFIRMED]
    if open_ones or (result is not None and not result.is_final):
        held = sum(person.state == "held" for person in result.people) if result is not None else 0
        return Problem.of("appraisal.round_not_final", round_.card, count=max(len(open_ones), held))
    return None


def _moved(round_: Round, event: Event) -> Round:
    confirmed = _confirmed(round_, event)
    people = MappingProxyType({**round_.people, event.person: _stage(round_, event, confirmed)})
    said = MappingProxyType({**round_.said, **{(event.person, item): points for item, points in event.scores.items()}})
    appeals = dict(round_.appeals)
    if event.step is Step.APPEAL:
        appeals[event.person] = event.note
    elif event.step is Step.SETTLE:
        appeals.pop(event.person, None)
    return replace(round_, people=people, said=said, appeals=MappingProxyType(appeals), confirmed=MappingProxyType(confirmed))


def _confirmed(round_: Round, event: Event) -> dict[tuple[str, str], str]:
    """What is confirmed after an event: a new score by the lead asks for all of it again."""
    found = dict(round_.confirmed)
    if event.step is Step.LEAD:
        found = {at: by for at, by in found.items() if at[0] != event.person}
    elif event.step is Step.CONFIRM:
        found |= {(event.person, item): event.by for item in event.items or round_.items if item in round_.items}
    return found


def _stage(round_: Round, event: Event, confirmed: Mapping[tuple[str, str], str]) -> Stage:
    """Where a step leads; a person is confirmed once every item is."""
    to = NEXT[event.step][1]
    whole = all((event.person, item) in confirmed for item in round_.items)
    return to if whole or to is not Stage.CONFIRMED else Stage.LEAD


@dataclass(frozen=True, slots=True)
class Late:
    """What would be otherwise for one person if the round were worked out now: later facts change no frozen result."""

    person: str
    score: Decimal | None
    score_now: Decimal | None
    pay: Decimal | None
    pay_now: Decimal | None
    commission: Decimal | None = None
    commission_now: Decimal | None = None
    withheld: Decimal = Decimal(0)
    """How much more may be deducted by now [CNY]."""

    @property
    def difference(self) -> Decimal | None:
        """What an adjustment line would have to book [CNY]; unknown where the pay of then or now is.

        Commission that was not known was not paid; what came back since is taken back.
        """
        if (self.pay is None) != (self.pay_now is None):
            return None
        sold = Decimal(0) if self.commission_now is None else self.commission_now - (self.commission or 0)
        return (self.pay_now or Decimal(0)) - (self.pay or Decimal(0)) + sold - self.withheld


def late_changes(frozen: Appraisal, now: Appraisal) -> tuple[Late, ...]:
    """Who would get another score, pay or commission by what is known now, somebody new included."""
    before = {person.person: person for person in frozen.people}
    found = []
    for person in now.people:
        old = before.get(person.person)
        if old is None or _paid(old) != _paid(person):
            found.append(_late(old, person))
    return tuple(found)


def _paid(person: PersonResult) -> tuple[Decimal | None, ...]:
    return (person.score, person.pay, person.commission, person.deduction)


def _late(old: PersonResult | None, now: PersonResult) -> Late:
    if old is None:
        return Late(now.person, None, now.score, None, now.pay, None, now.commission)
    known = old.deduction is not None and now.deduction is not None
    more = (now.deduction or Decimal(0)) - (old.deduction or Decimal(0)) if known else Decimal(0)
    return Late(now.person, old.score, now.score, old.pay, now.pay, old.commission, now.commission, more)
