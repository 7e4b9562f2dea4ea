# SPDX-License-Identifier: Apache-2.0
"""A round of appraisal from the terminal: found as it stands, files handed in to it, a step taken. The pages work on the same entries."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path

from yunce.app.appraisals import Handed, appraisal_of, beside_of, period_of, read_handed, read_named, read_roster, version_of
from yunce.app.asking import Ask
from yunce.app.clock import now, today
from yunce.app.installation import Installation
from yunce.app.ledger import Ledger
from yunce.app.plan_files import read_plan, usable
from yunce.app.rounds import Frozen, Moved, RoundKey, RoundStore
from yunce.operate.appraisal.appraising import card_of
from yunce.operate.appraisal.closing import (
    Said,
    Standing,
    WorkOut,
    entry_of,
    frozen_standing,
    is_ready,
    is_scored_by_hand,
    owed_after,
    standing_of,
)
from yunce.operate.appraisal.entries import ACTUALS, ROSTER, Entry, given_of, packed_given, packed_roster, roster_of
from yunce.operate.appraisal.following import Past
from yunce.operate.appraisal.people import posts
from yunce.operate.appraisal.results import Appraisal, Member, PersonResult
from yunce.operate.appraisal.round import Event, Step, after
from yunce.plan.document import Plan
from yunce.plan.parts.people import Scorecard
from yunce.values.period import Period
from yunce.values.problem import Problem, Severity, has_errors

TRIES = 20


@dataclass(frozen=True, slots=True)
class RoundAt:
    """Which round: an installation with its ledger, a plan by reference, a card, a period."""

    installation: Installation
    ledger: Ledger | None
    reference: str
    plan: Plan
    card: Scorecard
    period: Period
    key: RoundKey

    @property
    def store(self) -> RoundStore:
        """Where its entries are."""
        return RoundStore(self.installation.home)


@dataclass(frozen=True, slots=True)
class HandIn:
    """Files with results and with people, each optional."""

    actuals: Path | None = None
    people: Path | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody wants to do: a step (none: only hand files in), for whom, with points by item, items to be confirmed, a reason."""

    step: Step | None
    by: str
    person: str = ""
    scores: Mapping[str, Decimal] = field(default_factory=dict)
    items: tuple[str, ...] = ()
    note: str = ""
    amount: int = 0


@dataclass(frozen=True, slots=True)
class Found:
    """A round as it stands; once frozen with what later numbers ask to be booked."""

    entries: tuple[Entry, ...]
    standing: Standing
    frozen: Frozen | None = None
    now: Appraisal | None = None
    owed: Mapping[str, int] = field(default_factory=dict)


def round_at(installation: Installation, ledger: Ledger | None, reference: str, card_id: str, ask: Ask) -> RoundAt:
    """The round of a plan's card, by default of the last whole period. Raises `YunceError`."""
    plan = usable(read_plan(reference, installation.settings))
    card = card_of(plan, card_id)
    period = period_of(ask, card, today())
    key = RoundKey(plan.plan.plan.id, card.id, period.name)
    return RoundAt(installation, ledger, reference, plan.plan, card, period, key)


def look(at: RoundAt, more: Sequence[Entry] = ()) -> Found:
    """A round as it is, or as it would be with more entries. Raises `YunceError`."""
    entries = (*at.store.entries(at.key), *more)
    frozen = at.store.frozen(at.key, entries)
    if frozen is None:
        beside = beside_of(at.plan, at.card, lambda other: _alone(at, other))
        return Found(entries, standing_of(entries, _worked(at, entries, at.reference, beside)))
    kept = frozen.result
    standing = frozen_standing(entries, kept)
    version = version_of(at.installation, kept.fingerprint, at.reference)
    late = _worked(at, entries, version, kept.beside)(standing.round.said, kept.signed_by)
    return Found(entries, standing, frozen, late, owed_after(standing.round, kept, late))


def do(at: RoundAt, files: HandIn, wanted: Wanted) -> tuple[Found, tuple[Problem, ...]]:
    """The round after a step, and what is to be told of it: with an error nothing was written. Raises `YunceError`."""
    for _try in range(TRIES):
        before = at.store.entries(at.key)
        handed, problems = handed_in(at, files, before, wanted.by)
        found = look(at, handed)
        if has_errors(problems):
            return found, problems
        made = _entries(at, found, wanted, handed)
        if isinstance(made, Problem):
            return found, (*problems, made)
        entries, notes = made
        frozen = found.standing.result if wanted.step is Step.FREEZE else None
        try:
            if entries:
                at.store.add(at.key, entries, len(before), frozen)
        except Moved:
            continue
        if frozen is not None:
            open_consequences(at, frozen)
        return look(at), (*problems, *notes)
    return look(at), (Problem.of("appraisal.round_moved", at.card.label),)


def open_consequences(at: RoundAt, result: Appraisal) -> None:
    """Open what follows from a frozen round where there is a ledger; where not, its pages do it at their first start."""
    if at.ledger is not None:
        at.ledger.follow(at.key, at.card.label, result)


def handed_in(at: RoundAt, files: HandIn, entries: Sequence[Entry], by: str) -> tuple[tuple[Entry, ...], tuple[Problem, ...]]:
    """What files add to a round, and what is wrong in them; nothing where all of it was handed in before. Raises `YunceError`."""
    found: list[Entry] = []
    problems: list[Problem] = []
    named = (at.installation, at.reference, at.period)
    if files.people is not None:
        people, wrong = read_roster(*named, files.people)
        problems += wrong
        if people and people != roster_of(entries):
            found.append(_handed(ROSTER, by, packed_roster(people)))
    if files.actuals is not None:
        given, more = read_handed(at.installation, at.reference, at.card.id, at.period, files.actuals)
        problems += more
        known = given_of(entries).values
        if any(known.get(place) != value for place, value in given.values.items()):
            found.append(_handed(ACTUALS, by, packed_given(given)))
        found += _named(at, files.actuals, (*entries, *found), by)
    return tuple(found), tuple(problems)


def _named(at: RoundAt, file: Path, entries: Sequence[Entry], by: str) -> list[Entry]:
    """The people that a sheet of results names, where nobody else tells who is on the card."""
    whole = any(entry.step == ROSTER and not entry.data.get("from_results") for entry in entries)
    if whole or (at.ledger is not None and at.ledger.people(at.plan)):
        return []
    people = read_named(at.installation, at.reference, at.card.id, at.period, file)
    return [_handed(ROSTER, by, packed_roster(people, from_results=True))] if people and people != roster_of(entries) else []


def _handed(what: str, by: str, data: Mapping[str, object]) -> Entry:
    return Entry(what, by, now(), data=data)


def _worked(at: RoundAt, entries: Sequence[Entry], version: str, beside: tuple[Member, ...]) -> WorkOut:
    """How the round is worked out, by a version of the plan, with those on other cards in its pool."""
    held = at.ledger.people(at.plan) if at.ledger is not None else ()
    people = roster_of(entries) or held or posts(at.plan)
    work = at.ledger.work(at.card, people, at.period) if at.ledger is not None else {}
    past = at.store.past(at.key, at.period) if at.card.follow else Past()
    given = given_of(entries)

    def work_out(said: Said, signed_by: str) -> Appraisal:
        told = Handed(people, given, said, work, past, signed_by, beside=beside)
        return appraisal_of(at.installation, version, at.card.id, at.period, told)

    return work_out


def _alone(at: RoundAt, card: Scorecard) -> tuple[Appraisal, bool]:
    """What the round of another card comes to before its pool is looked at, and whether it is frozen."""
    key = replace(at.key, card=card.id)
    other = replace(at, card=card, key=key)
    entries = at.store.entries(key)
    frozen = at.store.frozen(key, entries)
    if frozen is not None:
        return frozen.result, True
    return standing_of(entries, _worked(other, entries, at.reference, ())).result, False


def _entries(
    at: RoundAt, found: Found, wanted: Wanted, handed: tuple[Entry, ...]
) -> tuple[tuple[Entry, ...], tuple[Problem, ...]] | Problem:  # fmt: skip
    """What is to be written, and what was left out of it; or why the step cannot be."""
    if wanted.step is None:
        return handed, ()
    result = found.standing.result
    person = next((one for one in result.people if wanted.person in {one.person, one.name}), None) if wanted.person else None
    whose = person.person if person is not None else wanted.person
    made = _parts(at.card, person, wanted)
    if isinstance(made, Problem):
        return made
    scores, items, notes = made
    event = Event(wanted.step, wanted.by, now(), whose, scores, wanted.note, wanted.amount, items)
    known = (*result.people, *(found.now.people if found.now else ()))
    if event.step is Step.ADJUST and all(one.person != whose for one in known):
        return Problem.of("appraisal.round_nobody", whose or "-")
    follows = after(found.standing.round, event, result)
    return follows if isinstance(follows, Problem) else ((*handed, entry_of(event, result)), notes)


Parts = tuple[Mapping[str, Decimal], tuple[str, ...], tuple[Problem, ...]]


def _parts(card: Scorecard, person: PersonResult | None, wanted: Wanted) -> Parts | Problem:
    """The points that count, the items that are confirmed, and which points were left out since the item is measured."""
    if person is None:
        return {}, (), ()
    names = {**{line.name: line for line in person.lines}, **{line.item: line for line in person.lines}}
    unknown = next((name for name in (*wanted.scores, *wanted.items) if name not in names), None)
    if unknown is not None:
        return Problem.of("appraisal.round_item", unknown, known="、".join(line.item for line in person.lines))
    measured = [name for name in wanted.scores if not is_scored_by_hand(card, names[name])]
    notes = tuple(Problem.of("appraisal.round_measured", names[name].name, Severity.NOTE) for name in measured)
    scores = {names[name].item: points for name, points in wanted.scores.items() if name not in measured}
    if wanted.step is not Step.CONFIRM:
        return scores, (), notes
    asked = [names[name] for name in wanted.items] or list(person.lines)
    items = tuple(line.item for line in asked if is_ready(line))
    return (scores, items, notes) if items else Problem.of("appraisal.round_not_ready", person.person)
