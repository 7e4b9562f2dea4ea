# SPDX-License-Identifier: Apache-2.0
"""Are appraisal and pay whole: do shares close, do tiers rise, are the posts of a matrix there?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from yunce.plan.checks.known import Known
from yunce.plan.parts.money import Commission, Matrix
from yunce.plan.parts.people import Scorecard
from yunce.values.problem import Problem
from yunce.values.quantity import number_text

ONE = Decimal(1)


def check_people(known: Known) -> Iterator[Problem]:
    """Scorecards, matrices and commission schemes of a plan."""
    for card in known.plan.scorecards:
        yield from _card(card)
    yield from _pools(known.plan.scorecards)
    for matrix in known.plan.matrices:
        yield from _matrix(matrix, known)
    for scheme in known.plan.commissions:
        yield from _scheme(scheme)


def _card(card: Scorecard) -> Iterator[Problem]:
    """Shares of a forced distribution, and of linked cards, close."""
    shares = [grade.share.amount for grade in card.grades if grade.share is not None]
    if shares and (sum(shares) != ONE or len(shares) != len(card.grades)):
        yield Problem.of("appraisal.shares", f"scorecards[{card.id}].grades", total=_percent(sum(shares, Decimal(0))))
    linked = [link.weight.amount for link in card.link if link.by == "score" and link.weight is not None]
    if sum(linked, Decimal(0)) >= ONE or len(linked) != sum(link.by == "score" for link in card.link):
        yield Problem.of("appraisal.link_weights", f"scorecards[{card.id}].link", total=_percent(sum(linked, Decimal(0))))


def _pools(cards: Sequence[Scorecard]) -> Iterator[Problem]:
    """Each card pays out of one pool, and cards that share one are appraised at the same times."""
    for card in cards:
        owners = [one.id for one in cards if one.pool and (one is card or card.id in one.pool.shared)]
        if len(owners) > 1 or (card.pool and card.id in card.pool.shared):
            yield Problem.of("appraisal.pool_twice", f"scorecards[{card.id}].pool", card=card.id, owners="、".join(owners))
        inside = [one for one in cards if card.pool and one.id in {card.id, *card.pool.shared}]
        if len({one.period for one in inside}) > 1:
            told = "、".join(f"{one.id} {one.period}" for one in inside)
            yield Problem.of("appraisal.pool_period", f"scorecards[{card.id}].pool.with", cards=told)


def _matrix(matrix: Matrix, known: Known) -> Iterator[Problem]:
    """Each metric's shares sum to one, and each post is a role of the plan."""
    for metric, shares in matrix.shares.items():
        path = f"matrices[{matrix.id}].shares.{metric}"
        amounts = [share.amount for share in shares.values() if share is not None]
        if len(amounts) == len(shares) and sum(amounts) != ONE:
            yield Problem.of("appraisal.matrix", path, metric=metric, total=_percent(sum(amounts, Decimal(0))))
        for post in shares:
            if known.plan.roles and not known.has(post, "roles"):
                yield Problem.of("plan.unknown_role", f"{path}.{post}", id=post, likely=known.likely(post, "roles"))


def _scheme(scheme: Commission) -> Iterator[Problem]:
    """Tiers rise."""
    starts = [tier.start.amount for tier in scheme.tiers if tier.start is not None]
    if any(a >= b for a, b in pairwise(starts)):
        yield Problem.of("appraisal.tiers", f"commissions[{scheme.id}].tiers", starts="、".join(number_text(start) for start in starts))


def _percent(amount: Decimal) -> str:
    return f"{number_text(amount * 100)}%"
