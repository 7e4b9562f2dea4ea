# SPDX-License-Identifier: Apache-2.0
"""Commission of people, with what comes back after returns; cliffs of schemes; metrics shared out over posts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal

from yunce.engine import appraise
from yunce.operate.appraisal.given import Value
from yunce.operate.appraisal.people import Person
from yunce.operate.appraisal.results import CliffLine, MatrixLine
from yunce.operate.appraisal.sources import Sources
from yunce.plan.document import Plan
from yunce.plan.parts.money import Commission
from yunce.plan.parts.people import ScoreItem
from yunce.values.money import fen, yuan
from yunce.values.problem import Problem, Severity

CENT = Decimal("0.01")


def commissions_of(people: Sequence[Person], plan: Plan, sources: Sources) -> tuple[list[int | None], tuple[Problem, ...]]:
    """Each person's commission [fen]: `None` where no scheme is theirs, -1 where an amount was not reported.

    What was returned is taken off before the tiers are looked at: later returns are adjustment lines of the round.
    """
    found: list[int | None] = []
    problems: list[Problem] = []
    for person in people:
        own = [scheme for scheme in plan.commissions if person.role in scheme.roles]
        parts = [_commission(person, scheme, sources) for scheme in own]
        for scheme, part in zip(own, parts, strict=True):
            if part < 0:
                problems.append(Problem.of("appraisal.commission_waits", f"commissions[{scheme.id}]", Severity.WARNING, id=person.id))
        found.append(None if not own else -1 if min(parts) < 0 else sum(parts))
    return found, tuple(problems)


def _commission(person: Person, scheme: Commission, sources: Sources) -> int:
    amount = _amount(scheme.metric, person, sources)
    if amount is None:
        return -1
    back = _amount(scheme.returns, person, sources) if scheme.returns else None
    return int(appraise.commission([fen(amount - (back or Decimal(0)))], tiers_of(scheme))[0])


def _amount(metric: str, person: Person, sources: Sources) -> Decimal | None:
    """A person's amount of a metric, to the fen; that of the unit where facts know no person."""
    item = ScoreItem.model_validate({"metric": metric, "whose": "person"})
    found = sources.values(item, 0, (person,))[0]
    return None if found is None or found.actual is None else found.actual.quantize(CENT, ROUND_HALF_UP)


def tiers_of(scheme: Commission) -> appraise.Tiers:
    """A scheme's tiers in fen. Raises `AppraiseError` where they do not rise."""
    starts = tuple(fen(tier.start.amount) if tier.start is not None else 0 for tier in scheme.tiers)
    rates = tuple(float(tier.rate.amount) if tier.rate is not None else 0.0 for tier in scheme.tiers)
    cap = fen(scheme.cap.amount) if scheme.cap is not None else None
    return appraise.Tiers(starts, rates, "whole" if scheme.mode == "whole" else "marginal", cap)


def cliffs_of(plan: Plan) -> tuple[CliffLine, ...]:
    """Where schemes pay by leaps."""
    return tuple(
        CliffLine(scheme.id, yuan(cliff.at), yuan(cliff.below), yuan(cliff.above))
        for scheme in plan.commissions
        for cliff in appraise.cliffs(tiers_of(scheme))
    )


def matrices_of(plan: Plan, sources: Sources) -> Iterator[MatrixLine]:
    """What each metric's score brings to each post; the parts of a score sum to it."""
    for matrix in plan.matrices:
        for metric, shares in matrix.shares.items():
            value = sources.given.find(("", sources.root), metric) or sources.lookup.value(metric, sources.root)
            score = _actual(value)
            amounts = [Decimal(0) if share is None else share.amount for share in shares.values()]
            parts = [None] * len(amounts) if score is None else _parts(score, amounts)
            for role, share, part in zip(shares, amounts, parts, strict=True):
                yield MatrixLine(matrix.id, metric, role, share, score, part)


def _actual(value: Value | None) -> Decimal | None:
    return None if value is None else value.actual


def _parts(score: Decimal, shares: Sequence[Decimal]) -> list[Decimal | None]:
    found = appraise.shared([float(score)], [[float(share) for share in shares]])[0]
    return [Decimal(repr(float(part))) for part in found]
