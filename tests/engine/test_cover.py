# SPDX-License-Identifier: Apache-2.0
"""Coverage: quotas held exactly, nobody twice before all, fair loads; and the proof where it cannot be."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import Bounds, LinearConstraint, milp

from yunce.engine.cover.choosing import cover
from yunce.engine.cover.counts import levelled
from yunce.engine.cover.pairs import Lopsided, audit_pairs
from yunce.engine.cover.quotas import Bound, Clash, Quotas, Repair, clash, repaired
from yunce.engine.cover.visits import ANY, Visit


def exactly(*numbers: int) -> tuple[Bound, ...]:
    return tuple(Bound(n, n) for n in numbers)


def planned(quotas: Quotas, **given: object) -> tuple[Visit, ...]:
    found = cover(quotas, **given)  # type: ignore[arg-type]
    assert not isinstance(found, Clash), found
    return found


def test_23_units_in_four_quarters_are_6_a_quarter() -> None:
    visits = planned(Quotas(23, Bound(23, 23), exactly(6, 6, 6, 6)))
    assert Counter(v.period for v in visits) == {0: 6, 1: 6, 2: 6, 3: 6}
    seen = [v.subject for v in visits]
    assert sorted(seen[:23]) == list(range(23))
    assert seen[23] == 0  # the 24th visit goes to the first once more


def test_23_units_half_on_site_half_by_video_are_12_and_12() -> None:
    visits = planned(Quotas(23, Bound(23, 23), (Bound(0, 23),) * 4, exactly(12, 12), overlap=True))
    assert [len({v.subject for v in visits if v.mode == m}) for m in (0, 1)] == [12, 12]
    assert [len({v.subject for v in visits if v.period == p}) for p in range(4)] == [6, 6, 6, 6]
    assert {v.subject for v in visits} == set(range(23))


def test_without_overlap_24_of_23_cannot_be() -> None:
    found = cover(Quotas(23, Bound(23, 23), (Bound(0, 23),) * 4, exactly(12, 12)))
    assert isinstance(found, Clash)
    assert (found.needs, found.least, found.most) == ("modes", 24, 23)
    assert Repair("allow_overlap", 1, 1) in found.repairs and Repair("less_in_modes", 11, 1, 1) in found.repairs


def test_a_fifth_each_quarter_does_not_see_all() -> None:
    found = cover(Quotas(23, Bound(23, 23), exactly(5, 5, 5, 5)))
    assert isinstance(found, Clash)
    assert (found.needs, found.least, found.leaves, found.most) == ("year", 23, "periods", 20)
    assert found.repairs == (Repair("less_in_year", 20, 3), Repair("more_each_period", 6, 4))


def test_a_quarter_larger_than_the_year() -> None:
    found = clash(Quotas(100, Bound(20, 20), exactly(25, 25)))
    assert found is not None
    assert (found.needs, found.leaves) == ("periods", "year")
    assert found.repairs == (Repair("more_in_year", 25, 5), Repair("less_each_period", 20, 10))


def test_risk_first_and_unknown_risk_before_it() -> None:
    visits = planned(Quotas(5, Bound(5, 5), exactly(2, 2, 2)), risk=[1.0, 9.0, float("nan"), 3.0, 3.0])
    assert [v.subject for v in visits] == [2, 1, 3, 4, 0, 2]


def test_what_stands_counts_and_is_kept() -> None:
    held = [Visit(0, 3, ANY), Visit(1, 4, ANY)]
    visits = planned(Quotas(6, Bound(6, 6), exactly(2, 2, 2)), held=held)
    assert {(v.period, v.subject) for v in held} <= {(v.period, v.subject) for v in visits}
    assert [v.subject for v in visits if v.period == 0] == [3, 0]
    assert {v.subject for v in visits} == set(range(6))


def test_one_named_mode_leaves_the_rest_free() -> None:
    visits = planned(Quotas(10, Bound(10, 10), exactly(5, 5), exactly(3), open_modes=True))
    assert Counter(v.mode for v in visits) == {0: 3, ANY: 7}


def test_loads_are_fair_in_each_period_and_over_the_year() -> None:
    visits = planned(Quotas(23, Bound(23, 23), exactly(6, 6, 6, 6)), inspectors=4)
    for some in (visits, *([v for v in visits if v.period == p] for p in range(4))):
        loads = Counter(v.inspector for v in some)
        assert max(loads.values()) - min(loads[i] for i in range(4)) <= 1


@st.composite
def quota_sets(draw: st.DrawFn) -> Quotas:
    n = draw(st.integers(1, 30))
    number = st.integers(0, n)
    bound = st.tuples(number, number).map(lambda pair: Bound(min(pair), max(pair)))
    periods = tuple(draw(st.lists(bound, min_size=1, max_size=5)))
    modes = tuple(draw(st.lists(bound, max_size=3)))
    return Quotas(n, draw(bound), periods, modes, draw(st.booleans()), len(modes) == 1 and draw(st.booleans()))


@given(quota_sets(), st.data())
def test_a_coverage_holds_every_quota(quotas: Quotas, data: st.DataObject) -> None:
    risk = data.draw(st.lists(st.integers(0, 3), min_size=quotas.population, max_size=quotas.population))
    found = cover(quotas, risk)
    if isinstance(found, Clash):
        assert found.least > found.most
        return
    year = {v.subject for v in found}
    assert quotas.year.low <= len(year) <= quotas.year.high
    for p, bound in enumerate(quotas.periods):
        assert bound.low <= len({v.subject for v in found if v.period == p}) <= bound.high
    for m, bound in enumerate(quotas.modes):
        assert bound.low <= len({v.subject for v in found if v.mode == m}) <= bound.high
    slots = list(dict.fromkeys((v.period, v.subject) for v in found))
    assert len({s for _, s in slots[: len(year)]}) == len(year)  # nobody again before all
    if quotas.modes and not quotas.overlap:
        assert all(len({v.mode for v in found if v.subject == s}) == 1 for s in year)
    if quotas.modes and not quotas.open_modes:
        assert all(v.mode != ANY for v in found)


@given(quota_sets(), st.data())
def test_what_stands_as_chosen_moves_nothing(quotas: Quotas, data: st.DataObject) -> None:
    """Work on a plan does not change the plan."""
    visits = cover(quotas, inspectors=2)
    if isinstance(visits, Clash) or not visits:
        return
    held = data.draw(st.lists(st.sampled_from(visits), unique=True))
    assert cover(quotas, inspectors=2, held=held) == visits


@given(quota_sets())
def test_the_proof_agrees_with_an_integer_programme(quotas: Quotas) -> None:
    """x[u, p] seen, y[u, m] in a mode, s[u] at all: HiGHS finds a coverage exactly where none of the intervals are apart."""
    n, periods, modes = min(quotas.population, 6), len(quotas.periods), len(quotas.modes)
    if quotas.population > 6:
        return
    width = n * (periods + modes + 1)
    rows, low, high = [], [], []

    def rule(terms: dict[int, float], least: float, most: float) -> None:
        row = np.zeros(width)
        for column, factor in terms.items():
            row[column] = factor
        rows.append(row), low.append(least), high.append(most)

    x, y, s = (lambda u, p: u * periods + p), (lambda u, m: n * periods + u * modes + m), (lambda u: n * (periods + modes) + u)
    for u in range(n):
        for p in range(periods):
            rule({x(u, p): 1, s(u): -1}, -1, 0)
        rule({**{x(u, p): 1 for p in range(periods)}, s(u): -1}, 0, np.inf)
        for m in range(modes):
            rule({y(u, m): 1, s(u): -1}, -1, 0)
        if modes:
            rule({**{y(u, m): 1 for m in range(modes)}, s(u): -1}, -1 if quotas.open_modes else 0, np.inf if quotas.overlap else 0)
    for p, bound in enumerate(quotas.periods):
        rule({x(u, p): 1 for u in range(n)}, bound.low, bound.high)
    for m, bound in enumerate(quotas.modes):
        rule({y(u, m): 1 for u in range(n)}, bound.low, bound.high)
    rule({s(u): 1 for u in range(n)}, quotas.year.low, quotas.year.high)
    solved = milp(np.zeros(width), constraints=LinearConstraint(np.array(rows), low, high), integrality=np.ones(width), bounds=Bounds(0, 1))
    assert solved.success == (clash(quotas) is None)


@given(quota_sets())
def test_each_repair_makes_everything_fit(quotas: Quotas) -> None:
    found = clash(quotas)
    if found is None:
        return
    assert all(repair.by >= 1 and clash(repaired(quotas, repair)) is None for repair in found.repairs)
    for repair in found.together:
        quotas = repaired(quotas, repair)
    assert clash(quotas) is None and found.together


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=1, max_size=8), st.integers(0, 60))
def test_levelled_sums_exactly_and_evenly(pairs: list[tuple[int, int]], total: int) -> None:
    bounds = [Bound(min(p), max(p)) for p in pairs]
    found = levelled(bounds, total)
    assert all(b.low <= n <= b.high for b, n in zip(bounds, found, strict=True))
    assert sum(found) == min(max(total, sum(b.low for b in bounds)), sum(b.high for b in bounds))
    movable = [(n, b) for n, b in zip(found, bounds, strict=True)]
    for n, b in movable:
        for other, limit in movable:
            assert not (n > b.low and other < limit.high and n - other > 1)


@given(st.lists(st.integers(0, 4), min_size=1, max_size=25), st.integers(0, 9))
def test_everybody_audits_and_is_audited_elsewhere(groups: list[int], turn: int) -> None:
    found = audit_pairs(groups, turn)
    if isinstance(found, Lopsided):
        assert found.members == max(Counter(groups).values()) > len(groups) / 2 and found.excess > 0
        return
    assert sorted(found) == list(range(len(groups)))
    assert all(groups[i] != groups[j] for i, j in enumerate(found))


def test_turns_change_the_pairs() -> None:
    regions = ["东", "南", "西", "北"]
    assert len({audit_pairs(regions, turn) for turn in range(3)}) == 3
    assert audit_pairs(()) == ()


@pytest.mark.slow
def test_ten_thousand_units() -> None:
    n = 10_000
    visits = planned(Quotas(n, Bound(n, n), exactly(*[2500] * 4), exactly(5000, 5000), overlap=True), inspectors=50)
    assert len(visits) == n
