# SPDX-License-Identifier: Apache-2.0
"""The tree of units: quick answers are those of the slow way along it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.web.fixture_installation import FixtureInstallation
from yunce.web.accounts.access import Access, Action, Held, Limit, Role
from yunce.web.accounts.tree import Parents
from yunce.web.known import NOTHING, known_of

UNITS = ("a", "b", "c", "d", "e")
TREES = st.dictionaries(st.sampled_from(UNITS), st.sampled_from(("", *UNITS)))
HELD = st.lists(st.builds(Held, st.sampled_from(Role), st.sampled_from(("", *UNITS, "x"))), max_size=3)


def test_below_is_in_the_plans_order() -> None:
    """company > shop > (cs, it), hr beside: below shop are shop, cs, it."""
    tree = Parents(cs="shop", company="", shop="company", hr="company", it="shop")
    assert tree.below("shop") == ("cs", "shop", "it")
    assert tree.below("") == tuple(tree) and tree.below("none") == ()


@given(TREES, HELD, st.sampled_from(Action), st.none() | st.sampled_from(("", *UNITS)))
def test_units_in_which_something_is_allowed_are_those_asked_one_by_one(
    tree: dict[str, str], held: list[Held], action: Action, limit: str | None
) -> None:
    access = Access(tuple(held), Parents(tree), None if limit is None else Limit(frozenset({Action.LOOK, Action.WORK}), limit))
    every = ("", *UNITS, "x")
    assert access.within(action, every) == tuple(unit for unit in every if access.may(action, unit))
    for unit in ("", *tree):
        assert {one for one in ("", *tree) if access.reaches(unit, one)} == set(access.below(unit))


def test_a_plan_is_looked_through_once(there: FixtureInstallation) -> None:
    plan = there.plan()
    assert known_of(plan) is known_of(plan) and known_of(None) is NOTHING
    assert list(known_of(plan).units) == [unit.id for unit in plan.units]
