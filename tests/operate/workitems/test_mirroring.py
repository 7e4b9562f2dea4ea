# SPDX-License-Identifier: Apache-2.0
"""What the facts are told of work adds up."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from tests.operate.workitems.making import BOSS, DAY, LEAD, NOON, opened
from yunce.operate.workitems.folding import after
from yunce.operate.workitems.item import Event, Verb
from yunce.operate.workitems.ladders import FIRST, LATER, ladder_of
from yunce.operate.workitems.mirroring import Mirrored, mirrored
from yunce.operate.workitems.states import Kind, State
from yunce.operate.workitems.steps import Actor, Asked, Do, step
from yunce.values.problem import Problem

ALL = {"note": "因为", "until": NOON + 400 * DAY, "due": NOON + 9 * DAY, "assignee": "lin", "evidence": ("e",)}


def told(steps: list[tuple[Do, Actor, datetime]], kind: Kind = Kind.RECTIFICATION, due: datetime | None = NOON + DAY) -> list[Mirrored]:
    """The facts of an item on which people try these steps."""
    item = opened(kind, due=due)
    events = [Event(item.id, 1, NOON, "system", Verb.OPENED)]
    for do, actor, at in steps:
        made = step(item, Asked(do, **ALL), actor, at)  # type: ignore[arg-type]
        for event in () if isinstance(made, Problem) else made:
            item, events = after(item, event), [*events, event]
    return list(mirrored(item.id, item.opening, events))


def test_closed_reopened_and_closed_again_is_closed_once() -> None:
    late = NOON + 2 * DAY
    rows = told([(Do.DONE, BOSS, NOON), (Do.VERIFY, LEAD, NOON), (Do.REOPEN, BOSS, late), (Do.DONE, BOSS, late), (Do.VERIFY, LEAD, late)])
    assert [(r.state, r.opened, r.closed, r.in_time, r.reopened) for r in rows] == [
        ("open", 1, 0, 0, 0), ("done", 0, 0, 0, 0), ("verified", 0, 1, 1, 0), ("reopened", 0, -1, -1, 1), ("done", 0, 0, 0, 0),
        ("verified", 0, 1, 0, 0),
    ]  # fmt: skip
    assert [r.days for r in rows] == [None, None, Decimal("0.0000"), Decimal("0.0000"), None, Decimal("2.0000")]


def test_what_nobody_verifies_is_closed_when_it_is_done() -> None:
    assert [r.closed for r in told([(Do.DONE, BOSS, NOON)], Kind.DUTY)] == [0, 1]


def test_what_is_cancelled_was_never_found() -> None:
    assert sum(r.opened for r in told([(Do.CANCEL, BOSS, NOON)])) == 0
    assert sum(r.opened for r in told([(Do.CANCEL, BOSS, NOON), (Do.REOPEN, BOSS, NOON)])) == 1


TRIES = st.lists(st.tuples(st.sampled_from(Do), st.sampled_from((BOSS, LEAD)), st.integers(0, 5).map(lambda d: NOON + timedelta(days=d))))


@given(TRIES)
def test_sums_are_what_the_item_is(tries: list[tuple[Do, Actor, datetime]]) -> None:
    rows = told(sorted(tries, key=lambda one: one[2]))
    states = [r.state for r in rows if r.state]
    assert sum(r.opened for r in rows) == (states[-1] != State.CANCELLED)
    assert sum(r.closed for r in rows) == (states[-1] == State.VERIFIED)
    assert 0 <= sum(r.in_time for r in rows) <= sum(r.closed for r in rows)


def test_a_ladder_is_the_line_of_superiors_or_the_items_own() -> None:
    line = ladder_of(opened(), {"clerk": "lead", "lead": "gm", "gm": "lead"})
    assert [(r.role, r.delay) for r in line] == [("lead", FIRST), ("gm", LATER)]
    own = ladder_of(opened(data={"ladder": [["lead", 4], ["gm", 0.5], "x", ["a", "b"]]}), {})
    assert [(r.role, r.delay.total_seconds()) for r in own] == [("lead", 14400), ("gm", 1800)]
    assert ladder_of(opened(), {}) == ()
