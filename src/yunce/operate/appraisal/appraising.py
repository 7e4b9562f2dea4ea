# SPDX-License-Identifier: Apache-2.0
"""One scorecard for one period: from people and sources to lines, scores, grades, pay and consequences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import overload

import numpy as np

from yunce.operate.appraisal.commissions import cliffs_of, commissions_of, matrices_of
from yunce.operate.appraisal.following import Past, consequences
from yunce.operate.appraisal.guarding import Guarded, guard
from yunce.operate.appraisal.paying import Paid, pay_people
from yunce.operate.appraisal.people import Person, appraised
from yunce.operate.appraisal.results import Appraisal, ItemLine, ItemState, Outcome, PersonResult
from yunce.operate.appraisal.scoring import Scored, check_card, linked, score_card
from yunce.operate.appraisal.sources import Sources
from yunce.plan.parts.people import Scorecard
from yunce.plan.resolve import Resolved
from yunce.values.money import yuan
from yunce.values.period import Period
from yunce.values.problem import Problem, Severity, YunceError
from yunce.values.quantity import number_text

SCORE = Decimal("0.000001")
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


def card_of(resolved: Resolved, own: str) -> Scorecard:
    """A card by its id or name; the only one for an empty text. Raises `YunceError` with the known ones."""
    cards = resolved.plan.scorecards
    found = [card for card in cards if own in {card.id, card.label}] if own else list(cards)
    if len(found) != 1:
        known = "、".join(card.id for card in cards) or "-"
        raise YunceError(Problem.of("appraisal.card_unknown" if own or not cards else "appraisal.card_unclear", own, id=own, known=known))
    return found[0]


def appraise_card(resolved: Resolved, fingerprint: str, card: Scorecard, period: Period, inputs: Inputs) -> Appraisal:
    """A card's results for a period. Raises `YunceError` where the card cannot be worked out at all."""
    scored = _scored(resolved, card, inputs, ())
    paid = pay_people(scored, period, inputs.signed_by)
    commissions, waiting = commissions_of(scored.people, resolved.plan, inputs.sources)
    guarded = guard(scored.people, paid, [part or 0 for part in commissions], resolved.plan, period)
    follow, barred = consequences(scored, period, inputs.past)
    people = [
        _person(scored, i, (paid, guarded), commissions[i], follow.get(i, ())) for i in range(len(scored.people))
    ]  # fmt: skip
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
        people=tuple(people),
        pools=paid.pools,
        quotas=paid.quotas,
        cliffs=cliffs_of(resolved.plan),
        matrices=tuple(matrices_of(resolved.plan, inputs.sources)),
        signed_by=inputs.signed_by,
        problems=tuple(dict.fromkeys(problems)),
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
    people = appraised(card, resolved.plan, inputs.people)
    parents = {unit.id: unit.parent for unit in resolved.plan.units}
    return linked(score_card(card, people, inputs.sources, resolved.metrics), others, {u: _chain(u, parents) for u in parents})


def _chain(unit: str, parents: Mapping[str, str]) -> tuple[str, ...]:
    found: list[str] = []
    while unit and unit not in found:
        found.append(unit)
        unit = parents.get(unit, "")
    return tuple(found)


def _person(scored: Scored, i: int, money: tuple[Paid, Guarded], commission: int | None, follow: Sequence[Outcome]) -> PersonResult:
    person, (paid, guarded) = scored.people[i], money
    grade = scored.card.grades[scored.grade[i]].name if scored.grade[i] >= 0 else ""
    vetoed, held = bool(scored.struck[i].any()), bool(np.isnan(scored.score[i]))
    return PersonResult(
        person=person.id,
        name=person.name,
        role=person.role,
        unit=person.unit,
        state="vetoed" if vetoed else "held" if held else "scored",
        score=_number(scored.score[i]),
        reported=_number(scored.reported[i]) or Decimal(0),
        provisional=_number(scored.provisional[i]),
        grade=grade,
        coefficient=_number(scored.coefficient[i], places=9),
        base=_money(int(paid.bases[i])),
        days=_number(paid.days[i]),
        earned=_money(int(paid.earned[i])),
        pay=_money(int(paid.paid[i])),
        rank=int(scored.rank[i]) or None,
        z=_number(scored.z[i]),
        lines=Lines(scored, i),
        commission=None if commission is None else _money(commission),
        deduction=yuan(guarded.deductions[i]),
        fixed=None if person.fixed is None else yuan(person.fixed),
        total=_money(guarded.totals[i]),
        follow=tuple(follow),
    )


@dataclass(frozen=True, slots=True)
class Lines(Sequence[ItemLine]):
    """The lines of one person, made when they are looked at: most people are only listed."""

    scored: Scored
    person: int

    def __len__(self) -> int:
        return len(self.scored.lines)

    @overload
    def __getitem__(self, index: int) -> ItemLine: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[ItemLine]: ...
    def __getitem__(self, index: int | slice) -> ItemLine | Sequence[ItemLine]:
        places = range(len(self))[index]
        return _line(self.scored, self.person, places) if isinstance(places, int) else [_line(self.scored, self.person, j) for j in places]


def _line(scored: Scored, i: int, j: int) -> ItemLine:
    line, value = scored.lines[j], scored.values[j][i]
    item, ratio, brought = line.item, scored.ratios[i, j], scored.points[i, j]
    if line.is_scored and np.isnan(scored.score[i]) and not scored.struck[i].any():
        brought = ratio * line.weight
    target = item.target.text if item.target is not None else number_text(_number(scored.targets[i, j]) or Decimal(0))
    unasked = item.target is None and np.isnan(scored.targets[i, j])
    return ItemLine(
        item=line.key,
        name=line.name,
        kind=item.kind or "score",
        state=_state(scored, i, j),
        actual=None if value is None else value.actual,
        target="" if unasked else target,
        weight=_number(line.weight) if line.is_scored else None,
        ratio=_number(ratio),
        points=_number(brought),
        source=(value.source if value is not None else "") or item.data,
        confirmer=(value.confirmer if value is not None else "") or item.confirmer,
    )


def _state(scored: Scored, i: int, j: int) -> ItemState:
    line, value = scored.lines[j], scored.values[j][i]
    if scored.struck[i, j]:
        return "vetoed"
    if not line.is_scored:
        return "not_reported" if value is None or value.actual is None else "clear" if line.item.kind == "veto" else "scored"
    if np.isnan(scored.ratios[i, j]):
        return "reweighted" if not np.isnan(scored.score[i]) else "not_reported"
    return "scored"


def _unreported(scored: Scored) -> list[Problem]:
    """For each weighed line, who has not been reported: never a zero in silence."""
    found = []
    for j, line in enumerate(scored.lines):
        missing = [p.id for i, p in enumerate(scored.people) if line.is_scored and np.isnan(scored.ratios[i, j])]
        if missing:
            params = (("name", line.name), ("count", str(len(missing))), ("names", "、".join(missing[:8])))
            found.append(Problem("appraisal.not_reported", line.path, params, Severity.WARNING))
    return found


def _number(value: float, *, places: int = 6) -> Decimal | None:
    """A number with at most so many places, without idle zeros; `None` for NaN."""
    return None if value != value else _rounded(float(value), places)


@lru_cache(maxsize=1 << 16)
def _rounded(value: float, places: int) -> Decimal:
    found = Decimal(repr(round(value, places)))
    return found.quantize(Decimal(1)) if found == found.to_integral_value() else found.normalize()


def _money(amount: int) -> Decimal | None:
    return None if amount < 0 else yuan(amount)
