# SPDX-License-Identifier: Apache-2.0
"""A month closed: self, lead, confirm, an appeal, a signature, the freeze; then a late correction as an adjustment line."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.operate.appraisal.cards import appraise, plan
from yunce.operate.appraisal.closing import owed_after
from yunce.operate.appraisal.round import Event, Round, Stage, Step, after, fold, late_changes, opened
from yunce.values.problem import Problem

AT = datetime(2026, 12, 3, 9)
CARD = plan("scorecards: [{id: c, for: [clerk], items: [{id: work, weight: 100}], pay_by: score}]")
START = opened("c", "2026-11", ["clerk"])


def event(step: Step, by: str, person: str = "clerk", **more: object) -> Event:
    return Event(step, by, AT, person, **more)  # type: ignore[arg-type]


def through(*events: Event, start: Round = START) -> Round:
    found, problems = fold(start, events)
    assert problems == ()
    return found


CONFIRMED = through(
    event(Step.SELF, "clerk", scores={"work": Decimal(95)}),
    event(Step.LEAD, "boss", scores={"work": Decimal(90)}),
    event(Step.CONFIRM, "hr"),
)


def test_a_month_is_closed_and_corrected_later() -> None:
    appealed = through(event(Step.APPEAL, "clerk", note="漏计一单"), start=CONFIRMED)
    assert (appealed.people["clerk"], appealed.appeals) == (Stage.APPEALED, {"clerk": "漏计一单"})
    settled = through(event(Step.SETTLE, "hr", note="核实，补记", scores={"work": Decimal(92)}), start=appealed)
    assert (settled.people["clerk"], dict(settled.appeals), settled.said["clerk", "work"]) == (Stage.CONFIRMED, {}, 92)
    result = appraise(CARD, "人员,work\nclerk,92")
    frozen = after(settled, Event(Step.FREEZE, "hr", AT), result)
    assert isinstance(frozen, Round) and frozen.is_frozen and frozen.frozen is result
    (late,) = late_changes(result, appraise(CARD, "人员,work\nclerk,96"))
    assert (late.score, late.score_now, late.difference) == (92, 96, Decimal("12.00"))
    booked = after(frozen, event(Step.ADJUST, "hr", amount=1200, note="11 月漏计一单"))
    assert isinstance(booked, Round) and [(a.person, a.amount) for a in booked.adjustments] == [("clerk", 1200)]
    assert booked.frozen is result


@pytest.mark.parametrize(
    "start, wrong, code",
    [
        (START, event(Step.CONFIRM, "hr"), "round_step"),
        (START, event(Step.LEAD, "clerk"), "round_same_person"),
        (START, event(Step.SELF, "x", "nobody"), "round_step"),
        (START, Event(Step.FREEZE, "hr", AT), "round_not_final"),
        (START, event(Step.ADJUST, "hr", note="x"), "round_step"),
        (CONFIRMED, event(Step.APPEAL, "clerk"), "round_reason"),
        (CONFIRMED, event(Step.SELF, "clerk"), "round_step"),
    ],
)
def test_steps_that_cannot_be(start: Round, wrong: Event, code: str) -> None:
    found = after(start, wrong)
    assert isinstance(found, Problem) and found.code == f"appraisal.{code}"


def test_after_the_freeze_nothing_changes() -> None:
    frozen = after(CONFIRMED, Event(Step.FREEZE, "hr", AT))
    assert isinstance(frozen, Round)
    found = after(frozen, event(Step.LEAD, "boss", scores={"work": Decimal(1)}))
    assert isinstance(found, Problem) and found.code == "appraisal.round_frozen"


def test_a_held_result_is_not_frozen() -> None:
    found = after(CONFIRMED, Event(Step.FREEZE, "hr", AT), appraise(CARD, "人员,work\nclerk,"))
    assert isinstance(found, Problem) and found.code == "appraisal.round_not_final"


@given(st.lists(st.sampled_from(list(Step)), max_size=12))
def test_the_same_events_give_the_same_round(steps: list[Step]) -> None:
    events = [event(step, "clerk" if step in {Step.SELF, Step.APPEAL} else "hr", note="因") for step in steps]
    found, problems = fold(START, events)
    assert (found, problems) == fold(START, events)
    assert fold(START, found.events)[0] == found, "what was refused leaves no trace"


def test_each_item_is_confirmed_on_its_own_and_a_new_score_asks_again() -> None:
    start = opened("c", "2026-11", ["clerk"], ["sales", "work"])
    half = through(event(Step.LEAD, "boss"), event(Step.CONFIRM, "finance", items=("sales", "unknown")), start=start)
    assert (half.people["clerk"], dict(half.confirmed)) == (Stage.LEAD, {("clerk", "sales"): "finance"})
    whole = through(event(Step.CONFIRM, "hr", items=("work",)), start=half)
    assert whole.people["clerk"] is Stage.CONFIRMED
    settled = through(event(Step.APPEAL, "clerk", note="漏计"), event(Step.SETTLE, "hr", note="维持"), start=whole)
    assert settled.people["clerk"] is Stage.CONFIRMED
    again = through(event(Step.APPEAL, "clerk", note="漏计"), event(Step.LEAD, "boss"), start=whole)
    assert (again.people["clerk"], dict(again.confirmed)) == (Stage.LEAD, {})


def test_an_appeal_before_the_confirmation_leads_back_to_it() -> None:
    start = opened("c", "2026-11", ["clerk"], ["sales"])
    settled = through(event(Step.LEAD, "boss"), event(Step.APPEAL, "clerk", note="因"), event(Step.SETTLE, "hr", note="因"), start=start)
    assert settled.people["clerk"] is Stage.LEAD


SELLERS = plan("""
metrics:
  - {id: taken, name: 售出, measure: sum(measures.value), where: "metric == 'taken'", kind: sum, measured_in: CNY}
  - {id: back, name: 退回, measure: sum(measures.value), where: "metric == 'back'", kind: sum, measured_in: CNY}
commissions:
  - {id: own, for: [clerk], metric: taken, returns: back,
     tiers: [{from: 0, rate: 0.5%}, {from: 20000, rate: 1.2%}, {from: 50000, rate: 2%}]}
scorecards: [{id: c, for: [clerk], items: [{id: work, weight: 100}], pay_by: score}]
""")


def test_what_comes_back_after_the_freeze_is_taken_back() -> None:
    """By hand: 60,000.06 -> 100 + 360 + 200.00; 40,000.06 -> 100 + 240.00: 320.00 less, with the same performance pay."""
    sold = appraise(SELLERS, "人员,work,售出,退回\nclerk,90,61234.56,1234.5")
    later = appraise(SELLERS, "人员,work,售出,退回\nclerk,90,61234.56,21234.5")
    (late,) = late_changes(sold, later)
    assert (late.commission, late.commission_now) == (Decimal("660.00"), Decimal("340.00"))
    assert (late.pay, late.pay_now, late.difference) == (270, 270, Decimal("-320.00"))
    start = opened("c", "2026-11", ["clerk"])
    assert owed_after(start, sold, later) == {"clerk": -32000}
    frozen = Round("c", "2026-11", {"clerk": Stage.CONFIRMED}, frozen_at=AT)
    booked = after(frozen, event(Step.ADJUST, "hr", amount=-30000, note="退货"))
    assert isinstance(booked, Round) and owed_after(booked, sold, later) == {"clerk": -2000}
    unknown = appraise(SELLERS, "人员,work,售出,退回\nclerk,90,61234.56,")
    (late,) = late_changes(unknown, sold)
    assert late.difference == Decimal("660.00"), "commission that waited for the returns was not paid"
