# SPDX-License-Identifier: Apache-2.0
"""The money of cases as the facts are told it: rows that add up to what stands in the end."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from yunce.operate.cases.mirroring import costed
from yunce.operate.workitems.item import Event, Opening, Verb
from yunce.operate.workitems.states import Kind, State

NOW = datetime(2026, 11, 2, 9, tzinfo=UTC)
CASE = Opening("c", Kind.CASE, "屏幕碎了", "shop", subject="sku-1", data={"case": "refund", "category": "破损", "amount": "199.90"})


def told(*steps: dict[str, object] | State) -> list[Event]:
    """The events of a case: what was said of its cost, or a state."""
    found = [Event("i", 1, NOW, "lin", Verb.OPENED)]
    for seq, one in enumerate(steps, start=2):
        at = NOW + timedelta(days=seq)
        if isinstance(one, State):
            found.append(Event("i", seq, at, "lin", Verb.MOVED, one))
        else:
            found.append(Event("i", seq, at, "lin", Verb.NOTED, data=one))
    return found


def rows(events: list[Event], opening: Opening = CASE) -> list[tuple[int, int, str, str, str]]:
    return [(r.seq, r.part, r.unit, str(r.amount), str(r.cost)) for r in costed("i", opening, events)]


def test_a_cost_counts_where_it_is_answered_for_and_moves_with_it() -> None:
    """199.90 at stake in the shop; the store answers for 120, then the carrier for 150 of it; cancelled, nothing is left."""
    found = rows(told({"cost": "120", "blamed": "store"}, {"cost": "150", "blamed": "carrier"}, State.CANCELLED))
    assert found == [
        (1, 1, "shop", "199.90", "None"),
        (2, 1, "store", "None", "120"),
        (3, 1, "store", "None", "-120"),
        (3, 2, "carrier", "None", "150"),
        (4, 1, "shop", "-199.90", "None"),
        (4, 2, "carrier", "None", "-150"),
    ]
    (first, *_) = costed("i", CASE, told())
    assert (first.sort, first.category, first.sku) == ("refund", "破损", "sku-1")


def test_nothing_is_told_of_other_work_and_of_cases_without_money() -> None:
    assert rows(told({"cost": "1"}), Opening("t", Kind.TASK, "t", data={"amount": "1"})) == []
    assert rows(told(State.DOING), Opening("c", Kind.CASE, "c", "shop", data={"amount": ""})) == []
    assert rows(told({"cost": "", "blamed": "store"})) == [(1, 1, "shop", "199.90", "None")]


COSTS = st.fixed_dictionaries({"cost": st.sampled_from(["", "0", "1.25", "80"]), "blamed": st.sampled_from(["shop", "store"])})


@given(st.lists(COSTS | st.sampled_from([State.CANCELLED, State.REOPENED])))
def test_the_rows_of_each_unit_add_up_to_what_stands(steps: list[dict[str, object] | State]) -> None:
    sums: dict[str, list[Decimal]] = defaultdict(lambda: [Decimal(), Decimal()])
    for row in costed("i", CASE, told(*steps)):
        sums[row.unit][0] += row.amount or 0
        sums[row.unit][1] += row.cost or 0
    last = next((s for s in reversed(steps) if isinstance(s, dict)), {"cost": "", "blamed": "shop"})
    gone = next((s for s in reversed(steps) if isinstance(s, State)), None) is State.CANCELLED
    assert sums["shop"][0] == (0 if gone else Decimal("199.90"))
    for unit in ("shop", "store"):
        stands = Decimal(str(last["cost"] or 0)) if last["blamed"] == unit and not gone else Decimal()
        assert sums[unit][1] == stands
