# SPDX-License-Identifier: Apache-2.0
"""Appraisals of an installation: a plan's cards, facts under the home, tables that people hand in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from pathlib import Path

from yunce.app.asking import Ask
from yunce.app.clock import today
from yunce.app.installation import Installation
from yunce.app.people_tables import read_table
from yunce.app.plan_files import Loaded, read_plan, usable
from yunce.operate.appraisal.appraising import Inputs, appraise_card, card_of
from yunce.operate.appraisal.following import Past, read_past
from yunce.operate.appraisal.given import Given, read_given, vocabulary_of
from yunce.operate.appraisal.people import PERSON, Person, posts, read_people
from yunce.operate.appraisal.pooling import members_of, pool_of
from yunce.operate.appraisal.results import Appraisal, Member
from yunce.operate.appraisal.sources import FactsLookup, Sources, WhenAsked
from yunce.operate.appraisal.told import Value
from yunce.operate.tabular import Reading, Sheet
from yunce.operate.units import unit_tree
from yunce.plan.document import Plan
from yunce.plan.parts.people import Scorecard
from yunce.plan.resolve import Resolved
from yunce.values.period import Period, read_period
from yunce.values.problem import Problem, YunceError


@dataclass(frozen=True, slots=True)
class Files:
    """The tables handed in, each optional: results, the roster, earlier results; and who signs for exceptions."""

    actuals: Path | None = None
    people: Path | None = None
    history: Path | None = None
    signed_by: str = ""


def appraisal(installation: Installation, reference: str, card_id: str, ask: Ask, files: Files) -> Appraisal:
    """One card of a plan for a period (by default the last whole one before as-of). Raises `YunceError`."""
    loaded = read_plan(reference, installation.settings)
    resolved = usable(loaded)
    card = card_of(resolved, card_id)
    period = period_of(ask, card, ask.as_of or today())
    tables = (read_table(files.actuals), read_table(files.people), read_table(files.history))
    known = (ask, reference, tables)
    beside = beside_of(resolved.plan, card, lambda other: (_from_tables(installation, loaded, other, period, (known, (), "")), False))
    return _from_tables(installation, loaded, card, period, (known, beside, files.signed_by))


Tables = tuple[Sheet, Sheet, Sheet]
"""Results, the roster, earlier results."""


def _from_tables(
    installation: Installation,
    loaded: Loaded,
    card: Scorecard,
    period: Period,
    told: tuple[tuple[Ask, str, Tables], tuple[Member, ...], str],
) -> Appraisal:
    """One card by the tables that were handed in, those beside it in its pool, and who signs."""
    resolved, ((ask, reference, (actuals, roster, past)), beside, signed_by) = usable(loaded), told
    people, problems = _people(roster, actuals, (resolved.plan, card), period)
    given, more = read_given(actuals, vocabulary_of(_cards(resolved, card), resolved), period)
    earlier, wrong = read_past(past)
    handed = Handed(people, given, {}, {}, earlier, signed_by, (*problems, *more, *wrong), beside)
    return _appraised(installation, loaded, card, period, (ask, reference, handed))


@dataclass(frozen=True, slots=True)
class Handed:
    """What a round knows beside the plan and the facts: its people, what was handed in, what was said, the ledger of work, who signed."""

    people: tuple[Person, ...]
    given: Given = field(default_factory=Given)
    said: Mapping[tuple[str, str], Decimal] = field(default_factory=dict)
    work: Mapping[tuple[str, str], Decimal] = field(default_factory=dict)
    past: Past = field(default_factory=Past)
    signed_by: str = ""
    problems: tuple[Problem, ...] = ()
    beside: tuple[Member, ...] = ()
    """Those on other cards who are paid out of the same pool."""


def beside_of(plan: Plan, card: Scorecard, look: Callable[[Scorecard], tuple[Appraisal, bool]]) -> tuple[Member, ...]:
    """Those on the other cards of a card's pool, each card looked at for its results and whether they are frozen."""
    others = [one for one in plan.scorecards if one.id in pool_of(plan, card).cards and one.id != card.id]
    seen = (look(one) for one in others)
    return tuple(member for result, frozen in seen for member in members_of(result, frozen=frozen))


def appraisal_of(installation: Installation, fingerprint: str, card_id: str, period: Period, handed: Handed) -> Appraisal:
    """One card of a stored plan for a period, from what a round knows and the facts as they are. Raises `YunceError`."""
    loaded = read_plan(fingerprint, installation.settings)
    card = card_of(usable(loaded), card_id)
    return _appraised(installation, loaded, card, period, (Ask(), fingerprint, handed))


def read_handed(
    installation: Installation, fingerprint: str, card_id: str, period: Period, file: Path
) -> tuple[Given, tuple[Problem, ...]]:
    """Results of a file for a card of a stored plan; and all that is wrong in it. Raises `YunceError` where it cannot be read at all."""
    resolved = usable(read_plan(fingerprint, installation.settings))
    return read_given(read_table(file), vocabulary_of(_cards(resolved, card_of(resolved, card_id)), resolved), period)


def read_roster(installation: Installation, fingerprint: str, period: Period, file: Path) -> tuple[tuple[Person, ...], tuple[Problem, ...]]:
    """The people of a roster in a period; and all that is wrong in it. Raises `YunceError` where it cannot be read at all."""
    return read_people(read_table(file), usable(read_plan(fingerprint, installation.settings)).plan, period)


def read_named(installation: Installation, reference: str, card_id: str, period: Period, file: Path) -> tuple[Person, ...]:
    """The people that a sheet of results names, in the posts of a plan; nobody where it names none. Raises `YunceError`."""
    resolved, sheet = usable(read_plan(reference, installation.settings)), read_table(file)
    if not Reading.of(sheet, PERSON).has("person"):
        return ()
    return _people(Sheet(""), sheet, (resolved.plan, card_of(resolved, card_id)), period)[0]


def version_of(installation: Installation, wanted: str, otherwise: str) -> str:
    """A version of a plan where it is stored, else another reference: results may come from a file that was never stored."""
    try:
        read_plan(wanted, installation.settings)
    except YunceError:
        return otherwise
    return wanted


def _appraised(
    installation: Installation, loaded: Loaded, card: Scorecard, period: Period, known: tuple[Ask, str, Handed]
) -> Appraisal:  # fmt: skip
    resolved, (ask, reference, handed) = usable(loaded), known
    lookup = WhenAsked(lambda: FactsLookup(installation.view_of(ask, reference), resolved.plan, period))
    sources = Sources(_with_said(handed.given, handed.said), lookup, handed.work, unit_tree(resolved.plan).root)
    known_by = (ask.as_of or today(), ask.known_at)
    inputs = Inputs(handed.people, sources, handed.past, handed.signed_by, *known_by, handed.problems, handed.beside)
    return appraise_card(resolved, loaded.fingerprint, card, period, inputs)


def _with_said(given: Given, said: Mapping[tuple[str, str], Decimal]) -> Given:
    """Results with the points given in a round, where nothing was handed in."""
    if not said:
        return given
    points = {at: Value(amount, None, "round") for at, amount in said.items()}
    handed = {at: value for at, value in given.values.items() if value.actual is not None or at not in points}
    return Given({**points, **handed})


def period_of(ask: Ask, card: Scorecard, day: date) -> Period:
    """The asked period, else the card's last whole one before a day. Raises `YunceError` for a text that is none."""
    if not ask.period:
        grain = card.period or "month"
        this = Period.of(day, grain)  # type: ignore[arg-type]  # the choices of a card are grains
        return Period.of(this.shift(-1).first, grain)  # type: ignore[arg-type]
    found = read_period(ask.period)
    if isinstance(found, Problem):
        raise YunceError(Problem.of("operate.period_invalid", "period", value=ask.period))
    return found


def _people(roster: Sheet, actuals: Sheet, of: tuple[Plan, Scorecard], period: Period) -> tuple[tuple[Person, ...], tuple[Problem, ...]]:
    """The roster's people, else those of the sheet of results, else the plan's posts."""
    plan, card = of
    if not roster.is_empty:
        return read_people(roster, plan, period)
    if Reading.of(actuals, PERSON).has("person"):
        people, problems = read_people(actuals, plan, period, roster=False)
        return _placed(people, plan, card), problems
    return posts(plan), ()


def _placed(people: tuple[Person, ...], plan: Plan, card: Scorecard) -> tuple[Person, ...]:
    """People of a sheet of results: who is named like a post holds it, who has none holds the card's only one."""
    every = {post.id: post for post in posts(plan)}
    known = every | {post.name: post for post in every.values()}
    only = every.get(card.roles[0]) if len(card.roles) == 1 else None
    return tuple(known.get(p.id) or _in_post(p, only) if not p.role else p for p in people)


def _in_post(person: Person, post: Person | None) -> Person:
    """Somebody in a post, with its unit and pay where the sheet tells none."""
    if post is None:
        return person
    base, fixed = (own if own is not None else other for own, other in ((person.base, post.base), (person.fixed, post.fixed)))
    return replace(person, role=post.role, unit=person.unit or post.unit, base=base, fixed=fixed)


def _cards(resolved: Resolved, card: Scorecard) -> tuple[Scorecard, ...]:
    """A card and those that it is linked to or shares its pool with, itself last so that its words win."""
    beside = {*(link.card for link in card.link), *pool_of(resolved.plan, card).cards} - {card.id}
    others = [c for c in resolved.plan.scorecards if c.id in beside]
    return (*others, card)
