# SPDX-License-Identifier: Apache-2.0
"""Results of the ledger of work, and a scorecard that takes them: nobody hands in what is known already."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from tests.operate.appraisal.cards import month, plan
from tests.operate.workitems.making import DAY, NOON, opened
from yunce.operate.appraisal.appraising import Inputs, appraise_card
from yunce.operate.appraisal.from_work import results_of_work
from yunce.operate.appraisal.given import Given
from yunce.operate.appraisal.people import posts
from yunce.operate.appraisal.sources import NoFacts, Sources
from yunce.operate.workitems.item import Item
from yunce.operate.workitems.states import Kind, State

FIRST, UNTIL = NOON - timedelta(days=15), NOON + timedelta(days=14)


def closed(item: Item, days: int) -> Item:
    """Closed so many days after noon of the 16th."""
    return replace(item, state=State.VERIFIED, done_at=NOON + days * DAY)


ITEMS = (
    closed(opened(due=NOON + DAY), 0),
    closed(opened(due=NOON + DAY), 3),
    opened(due=NOON + 2 * DAY),
    closed(opened(Kind.CASE, due=NOON + 2 * DAY), 1),
    replace(opened(due=NOON), state=State.CANCELLED),
    opened(due=NOON + 40 * DAY),
    opened(owner="", due=NOON),
)


def test_what_a_post_completed() -> None:
    assert results_of_work(ITEMS, FIRST, UNTIL) == {
        ("clerk", "completion"): Decimal("0.75"),
        ("clerk", "on_time"): Decimal("0.5"),
        ("clerk", "closure"): 1,
        ("clerk", "late"): 2,
        ("clerk", "open"): 1,
    }
    assert results_of_work((), FIRST, UNTIL) == {}


def test_what_somebody_completed_stands_beside_the_post() -> None:
    found = results_of_work([replace(closed(opened(due=NOON + DAY), 0), assignee="ann"), *ITEMS[1:3]], FIRST, UNTIL)
    assert (found["@ann", "on_time"], found["clerk", "late"]) == (1, 2)


def test_a_scorecard_on_the_ledger_of_work() -> None:
    card = """scorecards: [{id: c, for: [clerk], items: [
      {work: on_time, title: 按期完成, weight: 60, target: 100%}, {work: late, title: 逾期, weight: 40, deduct: 5}]}]"""
    resolved = plan(card)
    sources = Sources(Given(), NoFacts(), results_of_work(ITEMS, FIRST, UNTIL))
    found = appraise_card(resolved, "f", resolved.plan.scorecards[0], month(), Inputs(posts(resolved.plan), sources))
    (clerk,) = found.people
    assert clerk.score == 60 and [(line.source, line.points) for line in clerk.lines] == [("work", 30), ("work", 30)]
