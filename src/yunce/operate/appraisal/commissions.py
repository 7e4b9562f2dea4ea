# SPDX-License-Identifier: Apache-2.0
"""Commission of people, with what comes back after returns; cliffs of schemes; metrics shared out over posts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal

from yunce.engine import appraise
from yunce.operate.appraisal.people import Person
from yunce.operate.appraisal.results import CliffLine, MatrixLine
from yunce.operate.appraisal.sources import Sources
from yunce.operate.appraisal.told import Value
from yunce.plan.document import Plan
from yunce.plan.parts.money import Commission
from yunce.values.money import fen, yuan
from yunce.values.problem import Problem, Severity

CENT = Decimal("0.01")


def commissions_of(people: Sequence[Person], plan: Plan, sources: Sources) -> tuple[list[int | None], tuple[Problem, ...]]:
    """Each person's commission [fen]: `None` where no scheme is theirs, -1 where what was sold or returned was not reported.

    What was returned is taken off before the tiers are looked at: later returns are adjustment lines of the round.
    """
    found: list[int | None] = [None] * len(people)
    problems: list[tuple[int, Problem]] = []
    for scheme in plan.commissions:
        places = [i for i, person in enumerate(people) if person.role in scheme.roles]
        for i, part in zip(places, _parts_of(scheme, [people[i] for i in places], sources), strict=True):
            before = found[i] or 0
            found[i] = -1 if part < 0 or before < 0 else before + part
            if part < 0:
                waits = Problem.of("appraisal.commission_waits", f"commissions[{scheme.id}]", Severity.WARNING, id=people[i].id)
                problems.append((i, waits))
    return found, tuple(problem for _, problem in sorted(problems, key=lambda at: at[0]))


def _parts_of(scheme: Commission, people: Sequence[Person], sources: Sources) -> list[int]:
    """What a scheme pays each of its people [fen]; -1 where the amount was not reported."""
    if not people:
        return []
    sold = [_fen(text) for text in sources.of_metric(scheme.metric, people).written().to_list()]
    back = [_fen(text) for text in sources.of_metric(scheme.returns, people).written().to_list()] if scheme.returns else [0] * len(people)
    kept = [None if amount is None or returned is None else amount - returned for amount, returned in zip(sold, back, strict=True)]
    paid = appraise.commission([amount or 0 for amount in kept], tiers_of(scheme)).tolist()
    return [-1 if amount is None else part for amount, part in zip(kept, paid, strict=True)]


def _fen(text: str | None) -> int | None:
    """An amount in whole fen, halves upward; `None` where nobody reported it."""
    return None if text is None else fen(Decimal(text).quantize(CENT, ROUND_HALF_UP))


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
