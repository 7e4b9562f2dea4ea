# SPDX-License-Identifier: Apache-2.0
"""The sieve before the exact look at what a table's lines have in common: nothing that may hold is lost."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations, permutations

from hypothesis import given
from hypothesis import strategies as st

from yunce.checker.sums import mining
from yunce.checker.sums.mining import Relation
from yunce.checker.sums.near import Near

VARIABLES = (0, 1, 2, 4)
NUMBERS = st.integers(-50, 400).map(float) | st.sampled_from([0.0, 0.15, 0.5, 1.5, 12.0, 365.0, 4380.0])
LINES = st.lists(st.dictionaries(st.sampled_from(VARIABLES), NUMBERS, min_size=2), min_size=1, max_size=5)


def every_relation() -> Iterator[Relation]:
    """All candidates, none looked at."""
    for target in VARIABLES:
        others = [at for at in VARIABLES if at != target]
        for size in (2, 3):
            for group in combinations(others, size):
                yield Relation(target, group, mining._added, " + ".join(["{}"] * size))
        for two in combinations(others, 2):
            yield from (mining._product(target, two, times) for times in mining._TIMES)
        yield from (mining._product(target, three, Decimal(1)) for three in combinations(others, 3))
        for two in permutations(others, 2):
            yield Relation(target, two, mining._quotient, "{} ÷ {}")
            yield Relation(target, two, mining._growth, "{} ÷ {} - 1")
        for one in others:
            yield from (mining._product(target, (one,), times) for times in mining._TIMES[1:3])


@given(LINES)
def test_the_sieve_loses_nothing_that_may_hold(lines: list[dict[int, float]]) -> None:
    found = [(one.target, one.inputs, one.form) for one in mining._relations(VARIABLES, lines) if mining._may_hold(one, lines)]
    wanted = {(one.target, one.inputs, one.form) for one in every_relation() if mining._may_hold(one, lines)}
    assert set(found) == wanted
    assert len(found) == len(wanted)


def test_results_near_to_a_column_are_found_in_the_order_of_their_groups() -> None:
    near = Near((0, 1, 2), [{0: 10.0, 1: 3.0, 2: 30.0}, {0: 20.0, 1: 2.0}])
    products = near.products([(0, 1), (0, 2), (1, 2)])
    assert products.near(near.bounds[2]) == [0]
    assert products.near(near.bounds[2], times=1 / 3) == [2]
    assert near.sums([(1, 2), (0, 1)]).near(near.bounds[0]) == []
    assert near.quotients([(2, 0), (0, 1)]).near(near.bounds[1]) == [0]
    assert near.quotients([(2, 0), (0, 1)]).near(near.bounds[1], less=-0.3) == []
