# SPDX-License-Identifier: Apache-2.0
"""Pools that several cards share: one limit, one scale, one sum to the fen; signed for, or stopped; what is frozen stays."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from tests.operate.appraisal.cards import codes, month, plan
from yunce.operate.appraisal.appraising import Inputs, appraise_card
from yunce.operate.appraisal.given import Given
from yunce.operate.appraisal.people import Person
from yunce.operate.appraisal.pooling import members_of, pool_of
from yunce.operate.appraisal.results import Appraisal, Member
from yunce.operate.appraisal.sources import Sources
from yunce.operate.appraisal.told import Value
from yunce.plan.resolve import Resolved

CARDS = """
scorecards:
  - id: front
    for: [clerk]
    items: [{id: work, weight: 100, cap: 200}]
    pay_by: score
    pool: {limit: LIMIT, within: unit, on_excess: scale, with: [back]}
  - {id: back, for: [manager], items: [{id: work, weight: 100, cap: 200}], pay_by: score}
"""
Pay = Sequence[tuple[int, int]]
"""Base [fen] and score of each."""


def joint(limit: str = "base") -> Resolved:
    return plan(CARDS.replace("LIMIT", limit))


def settle(resolved: Resolved, card: int, people: Pay, beside: tuple[Member, ...] = (), *, sign: str = "", unit: str = "ops") -> Appraisal:
    """One card with these people, those beside it, who signs; a score of -1 is not reported."""
    own = resolved.plan.scorecards[card]
    who = tuple(Person(f"{own.id}{i}", "x", own.roles[0], unit, base) for i, (base, _score) in enumerate(people))
    told = {(f"{own.id}{i}", "work"): Value(None if score < 0 else Decimal(score)) for i, (_base, score) in enumerate(people)}
    return appraise_card(resolved, "f", own, month(), Inputs(who, Sources(Given(told)), signed_by=sign, beside=beside))


def paid(found: Appraisal) -> list[Decimal | None]:
    return [person.pay for person in found.people]


FRONT, BACK = ((100_000, 120), (100_000, 100)), ((50_000, 120),)


def test_two_cards_share_a_pool_to_the_fen() -> None:
    """By hand: 1,200 + 1,000 + 600 = 2,800 of 2,500; x 25/28: 1,071.428.. + 892.857.. and 535.714..; the one fen goes to .857."""
    resolved = joint()
    back, front = settle(resolved, 1, BACK), settle(resolved, 0, FRONT)
    beside = members_of(back, frozen=False)
    stopped = settle(resolved, 0, FRONT, beside)
    assert paid(stopped) == [None, None] and not stopped.is_final and "appraisal.pool_unsigned" in codes(stopped)
    whole = settle(resolved, 0, FRONT, beside, sign="gm")
    other = settle(resolved, 1, BACK, members_of(front, frozen=False), sign="gm")
    assert paid(whole) == [Decimal("1071.43"), Decimal("892.86")] and paid(other) == [Decimal("535.71")]
    (pool,) = whole.pools
    assert (pool.wanted, pool.limit, pool.paid, pool.state, pool.cards) == (2800, 2500, 2500, "scaled", ("front", "back"))
    assert other.pools == whole.pools
    later = settle(resolved, 1, BACK, members_of(whole, frozen=True), sign="gm")
    assert paid(later) == paid(other), "the frozen card's pay and this one's are of one piece"


def test_who_is_in_another_unit_or_within_the_limit_is_not_cut() -> None:
    resolved = joint()
    elsewhere = members_of(settle(resolved, 1, BACK, unit="shop"), frozen=False)
    found = settle(resolved, 0, ((100_000, 80), (100_000, 100)), elsewhere)
    assert paid(found) == [800, 1000] and found.pools[0].state == "within" and found.pools[0].wanted == 1800
    room = members_of(settle(resolved, 1, ((50_000, 10),)), frozen=False)
    assert paid(settle(resolved, 0, FRONT, room)) == [1200, 1000], "what one card leaves the other may take"


def test_a_pool_waits_for_who_has_no_score() -> None:
    resolved = joint()
    beside = members_of(settle(resolved, 1, ((50_000, -1),)), frozen=False)
    found = settle(resolved, 0, ((100_000, 90),), beside, sign="gm")
    assert found.pools[0].state == "waiting" and not found.is_final and "appraisal.pool_waits" in codes(found)


def test_numbers_that_change_after_a_freeze_share_what_is_left() -> None:
    resolved = joint("2000元")
    front = settle(resolved, 0, FRONT, members_of(settle(resolved, 1, BACK), frozen=False), sign="gm")
    assert sum(person.pay or 0 for person in front.people) == Decimal("1571.43")
    better = settle(resolved, 1, ((50_000, 200),), members_of(front, frozen=True), sign="gm")
    assert paid(better) == [Decimal("428.57")] and better.pools[0].paid == 2000
    worse = settle(resolved, 1, ((50_000, 60),), members_of(front, frozen=True))
    assert paid(worse) == [300]


AMOUNTS = st.lists(st.tuples(st.integers(0, 2_000_000), st.integers(0, 200)), min_size=1, max_size=6)


@given(AMOUNTS, AMOUNTS, st.integers(0, 5_000_000))
def test_the_cards_together_never_pay_more_and_who_earns_more_gets_no_less(front: Pay, back: Pay, limit: int) -> None:
    resolved = joint(f"{Decimal(limit) / 100}元")
    a, b = settle(resolved, 0, front), settle(resolved, 1, back)
    one = settle(resolved, 0, front, members_of(b, frozen=False), sign="gm")
    two = settle(resolved, 1, back, members_of(one, frozen=True), sign="gm")
    fen = [int((pay or Decimal(0)) * 100) for pay in (*paid(one), *paid(two))]
    raw = [Fraction(base * score, 100) for base, score in (*front, *back)]
    asked = sum(int(part + Fraction(1, 2)) for part in raw)
    assert sum(fen) == min(asked, limit)
    ordered = sorted(zip(raw, fen, strict=True))
    assert all(x[1] <= y[1] for x, y in pairwise(ordered) if x[0] < y[0])
    if asked > limit:
        assert all(abs(got - part * limit / sum(raw)) < 1 for got, part in zip(fen, raw, strict=True))
    assert paid(two) == paid(settle(resolved, 1, back, members_of(a, frozen=False), sign="gm")), "who is frozen first does not matter"


def test_the_order_of_the_plan_is_the_order_of_the_pool() -> None:
    resolved = joint()
    assert pool_of(resolved.plan, resolved.plan.scorecards[1]).cards == ("front", "back")
    assert pool_of(resolved.plan, resolved.plan.scorecards[1]).owner == "front"
