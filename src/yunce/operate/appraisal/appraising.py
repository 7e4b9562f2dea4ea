# SPDX-License-Identifier: Apache-2.0
"""One scorecard for one period: from people and sources to lines, scores, grades, pay and consequences."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

import numpy as np

from yunce.operate.appraisal.commissions import cliffs_of, commissions_of, matrices_of
from yunce.operate.appraisal.following import Past, consequences
from yunce.operate.appraisal.guarding import guard
from yunce.operate.appraisal.listing import People
from yunce.operate.appraisal.paying import pay_people
from yunce.operate.appraisal.people import Person, appraised
from yunce.operate.appraisal.pooling import pool_of
from yunce.operate.appraisal.results import Appraisal, Member
from yunce.operate.appraisal.scoring import Scored, check_card, linked, score_card
from yunce.operate.appraisal.sources import Sources
from yunce.plan.parts.people import Scorecard
from yunce.plan.resolve import Resolved
from yunce.values.period import Period
from yunce.values.problem import Problem, Severity, YunceError

NAMED = 8
"""So many people are named where something is wrong with many."""
Linked = dict[str, dict[str, tuple[float, float]]]


@dataclass(frozen=True, slots=True)
class Inputs:
    """What an appraisal starts from beside the plan: people, sources of numbers, earlier results, who signs."""

    people: tuple[Person, ...]
    sources: Sources
    past: Past = field(default_factory=Past)
    signed_by: str = ""
    as_of: date = date.max
    known_at: datetime | None = None
    problems: tuple[Problem, ...] = ()
    beside: tuple[Member, ...] = ()
    """Those on other cards who are paid out of a pool that is shared."""


def card_of(resolved: Resolved, own: str) -> Scorecard:
    """A card by its id or name; the only one for an empty text. Raises `YunceError` with the known ones."""
    cards = resolved.plan.scorecards
    found = [card for card in cards if own in {card.id, card.label}] if own else list(cards)
    if not cards:
        raise YunceError(Problem.of("appraisal.card_none", "scorecards", id=resolved.plan.plan.id))
    if len(found) != 1:
        known = "、".join(card.id for card in cards)
        raise YunceError(Problem.of("appraisal.card_unknown" if own else "appraisal.card_unclear", own, id=own, known=known))
    return found[0]


def appraise_card(resolved: Resolved, fingerprint: str, card: Scorecard, period: Period, inputs: Inputs) -> Appraisal:
    """A card's results for a period. Raises `YunceError` where the card cannot be worked out at all."""
    scored = _scored(resolved, card, inputs, ())
    paid = pay_people(scored, period, (pool_of(resolved.plan, card), inputs.beside), inputs.signed_by)
    commissions, waiting = commissions_of(scored.people, resolved.plan, inputs.sources)
    guarded = guard(scored.people, paid, [part or 0 for part in commissions], resolved.plan, period)
    follow, barred = consequences(scored, period, inputs.past)
    people = People(scored, paid, guarded, commissions, follow)
    nobody = () if people else (Problem.of("appraisal.nobody", f"scorecards[{card.id}]", Severity.WARNING, id=card.label),)
    problems = (*inputs.problems, *nobody, *scored.problems, *_unreported(scored), *paid.problems, *waiting, *guarded.problems, *barred)
    return Appraisal(
        plan=resolved.plan.plan.id,
        fingerprint=fingerprint,
        card=card.id,
        title=card.label,
        period=period.name,
        as_of=inputs.as_of,
        known_at=inputs.known_at,
        people=people,
        pools=paid.pools,
        quotas=paid.quotas,
        cliffs=cliffs_of(resolved.plan),
        matrices=tuple(matrices_of(resolved.plan, inputs.sources)),
        signed_by=inputs.signed_by,
        problems=tuple(dict.fromkeys(problems)),
        beside=inputs.beside,
    )


def _scored(resolved: Resolved, card: Scorecard, inputs: Inputs, seen: tuple[str, ...]) -> Scored:
    """A card scored, and before it the cards that it is linked to. Raises `YunceError` where they go round in a circle."""
    if card.id in seen:
        raise YunceError(Problem.of("appraisal.link_circle", f"scorecards[{card.id}].link", chain=" → ".join((*seen, card.id))))
    check_card(card)
    others: Linked = {}
    for link in card.link:
        scored = _scored(resolved, card_of(resolved, link.card), inputs, (*seen, card.id))
        pairs = zip(scored.people, scored.score, scored.coefficient, strict=True)
        others[link.card] = {person.unit or person.id: (float(score), float(pay)) for person, score, pay in pairs}
    people = appraised(card, resolved.plan, inputs.people, linked=bool(seen))
    parents = {unit.id: unit.parent for unit in resolved.plan.units}
    return linked(score_card(card, people, inputs.sources, resolved.metrics), others, {u: _chain(u, parents) for u in parents})


def _chain(unit: str, parents: Mapping[str, str]) -> tuple[str, ...]:
    found: list[str] = []
    while unit and unit not in found:
        found.append(unit)
        unit = parents.get(unit, "")
    return tuple(found)


def _unreported(scored: Scored) -> list[Problem]:
    """For each weighed line, who has not been reported: never a zero in silence."""
    found = []
    for j, line in enumerate(scored.lines):
        missing = np.flatnonzero(np.isnan(scored.ratios[:, j])).tolist() if line.is_scored else []
        if missing:
            names = "、".join(scored.people[i].id for i in missing[:NAMED])
            params = (("name", line.name), ("count", str(len(missing))), ("names", names))
            found.append(Problem("appraisal.not_reported", line.path, params, Severity.WARNING))
    return found
