# SPDX-License-Identifier: Apache-2.0
"""Sampling by attributes: published plans, arrows, switching rules, the operating characteristic."""

from __future__ import annotations

from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from yunce.engine.sample.curves import accepted, accepted_of_lot, accepted_per_hundred, quality_at
from yunce.engine.sample.letters import LETTERS, LEVELS, SampleError, code_letter
from yunce.engine.sample.plans import AQLS, REDUCED_SIZES, SIZES, Severity, plan_of_letter, sampling_plan
from yunce.engine.sample.switching import Lot, Scheme, State, after_lots


@pytest.mark.parametrize(
    ("lot", "aql", "letter", "size", "accept"),
    [
        (50, "1.0", "D", 13, 0),
        (1000, "1.0", "J", 80, 2),
        (1000, "0.65", "J", 80, 1),
        (1000, "0.40", "J", 125, 1),
        (1000, "0.25", "J", 50, 0),
        (2000, "1.0", "K", 125, 3),
        (150, "1.0", "F", 13, 0),
        (90, "1.0", "E", 13, 0),
        (150, "4.0", "F", 20, 2),
        (10000, "0.65", "L", 200, 3),
    ],
)
def test_published_plans_of_normal_inspection(lot: int, aql: str, letter: str, size: int, accept: int) -> None:
    plan = sampling_plan(lot, Decimal(aql))
    assert (plan.letter, plan.size, plan.accept, plan.reject) == (letter, size, accept, accept + 1)


@pytest.mark.parametrize(
    ("letter", "aql", "severity", "size", "accept"),
    [
        ("J", "1.0", "tightened", 80, 1),
        ("K", "1.0", "tightened", 125, 2),
        ("H", "1.0", "tightened", 80, 1),  # arrow down
        ("Q", "1.0", "tightened", 1250, 18),
        ("R", "0.025", "tightened", 3150, 1),  # the letter that only this table has
        ("J", "1.0", "reduced", 32, 1),
        ("N", "1.0", "reduced", 200, 6),
        ("E", "1.0", "reduced", 5, 0),
        ("R", "0.010", "normal", 1250, 0),  # arrow up
        ("R", "0.015", "normal", 800, 0),  # nothing below: up
        ("A", "10", "normal", 5, 1),  # nothing above: down
        ("A", "1000", "normal", 2, 30),
        ("B", "1000", "normal", 3, 44),
        ("F", "100", "normal", 13, 21),  # past the last diagonal: up
        ("E", "250", "tightened", 13, 41),
        ("E", "2.5", "tightened", 32, 1),  # beside Ac 0 tightened inspection leads down only
        ("Q", "0.025", "tightened", 3150, 1),
        ("B", "10", "tightened", 8, 1),
        ("B", "6.5", "reduced", 2, 0),
        ("B", "10", "reduced", 3, 1),
    ],
)
def test_corners_of_the_tables(letter: str, aql: str, severity: Severity, size: int, accept: int) -> None:
    plan = plan_of_letter(letter, Decimal(aql), severity)
    assert (plan.size, plan.accept) == (size, accept)


@pytest.mark.parametrize(
    ("letter", "severity", "numbers"),
    [
        ("A", "normal", "0 1 1 1 2 3 5 7 10 14 21 30"),
        ("B", "normal", "0 1 1 2 3 5 7 10 14 21 30 44"),
        ("A", "tightened", "0 0 1 1 1 2 3 5 8 12 18 27"),
        ("B", "tightened", "0 1 1 1 2 3 5 8 12 18 27 41"),
        ("A", "reduced", "0 1 1 1 2 3 5 7 10 14 21 30"),
        ("B", "reduced", "0 1 1 1 2 3 5 7 10 14 21 30"),  # a sample of 2, as A
        ("C", "reduced", "1 1 1 2 3 5 6 8 10 14 21 30"),
        ("E", "reduced", "1 2 3 5 6 8 10 14 21 21 21 30"),
        ("R", "reduced", "10 10 10 10 10 10 10 14 21 21 21 30"),
    ],
)
def test_the_last_twelve_columns_as_printed(letter: str, severity: Severity, numbers: str) -> None:
    """Acceptance numbers from AQL 6.5 to 1000, arrows followed."""
    assert [plan_of_letter(letter, aql, severity).accept for aql in AQLS[14:]] == [int(number) for number in numbers.split()]


def test_code_letters_of_every_level() -> None:
    assert [code_letter(1000, level) for level in LEVELS] == list("CCEFGJK")
    assert [code_letter(lot) for lot in (2, 8, 9, 500, 501, 1200, 1201, 500_000, 500_001)] == list("AABHJJKPQ")


def test_a_sample_as_large_as_the_lot_is_the_lot() -> None:
    plan = sampling_plan(10, Decimal("0.65"))
    assert (plan.size, plan.accept, plan.is_whole_lot) == (10, 0, True)


@pytest.mark.parametrize(("lot", "aql", "code"), [(1, "1.0", "sample.lot_too_small"), (100, "1.2", "sample.aql_not_preferred")])
def test_what_has_no_plan(lot: int, aql: str, code: str) -> None:
    with pytest.raises(SampleError) as raised:
        sampling_plan(lot, Decimal(aql))
    assert raised.value.problems[0].code == code


@given(st.sampled_from(LETTERS[:-1]), st.sampled_from(AQLS), st.sampled_from(["normal", "tightened", "reduced"]))
def test_every_cell_leads_to_a_plan(letter: str, aql: Decimal, severity: Severity) -> None:
    plan = plan_of_letter(letter, aql, severity)
    sizes = REDUCED_SIZES if severity == "reduced" else SIZES
    assert plan.size in sizes and 0 <= plan.accept < plan.reject
    assert plan_of_letter(plan.used, aql, severity).size == plan.size


@given(st.sampled_from(LETTERS[:-1]), st.sampled_from(AQLS[:16]))
def test_tightened_never_accepts_more_than_normal(letter: str, aql: Decimal) -> None:
    """At the AQL itself."""
    loose, strict = plan_of_letter(letter, aql), plan_of_letter(letter, aql, "tightened")
    p = float(aql) / 100
    assert accepted(strict.size, strict.accept, p) <= accepted(loose.size, loose.accept, p) + 1e-12


def test_operating_characteristic() -> None:
    assert accepted(80, 2, 0.01) == pytest.approx(0.9534, abs=5e-5)
    assert quality_at(80, 2, [0.95, 0.10]) * 100 == pytest.approx([1.0298, 6.516], abs=5e-4)
    assert accepted(80, 2, quality_at(80, 2, 0.5)) == pytest.approx(0.5)
    assert np.isnan(quality_at(2, 30, 0.5))
    assert accepted_per_hundred(80, 2, 1.0) == pytest.approx(0.9526, abs=5e-5)


def test_a_lot_of_its_own() -> None:
    """5 of 20, all accepted with none bad, 2 bad: C(18,5)/C(20,5)."""
    assert accepted_of_lot(20, [0, 2, 20], 5, 0) == pytest.approx([1, 8568 / 15504, 0])
    assert accepted_of_lot(1_000_000, 10_000, 80, 2) == pytest.approx(accepted(80, 2, 0.01), abs=1e-4)


SCHEME = Scheme(Decimal("1.0"))
GOOD, BAD = Lot(1000, 0), Lot(1000, 3)


def test_two_of_five_lost_is_tightened_and_five_won_is_normal() -> None:
    assert after_lots([BAD, GOOD, GOOD, GOOD, GOOD, BAD], SCHEME).severity == "normal"
    state = after_lots([BAD, GOOD, GOOD, GOOD, BAD], SCHEME)
    assert (state.severity, state.recent) == ("tightened", ())
    assert after_lots([Lot(1000, 1)] * 4, SCHEME, state).severity == "tightened"
    assert after_lots([Lot(1000, 1)] * 5, SCHEME, state).severity == "normal"
    assert after_lots([Lot(1000, 2)], SCHEME, state).accepted is False


def test_five_lost_when_tightened_stops_until_the_supplier_acts() -> None:
    state = after_lots([BAD, BAD, *[GOOD, BAD] * 5], SCHEME)
    assert state.is_discontinued
    assert after_lots([GOOD], SCHEME, state) == after_lots([GOOD, GOOD], SCHEME, state)
    resumed = after_lots([Lot(1000, 0, remedied=True)], SCHEME, state)
    assert (resumed.severity, resumed.is_discontinued, resumed.rejected) == ("tightened", False, 0)


def test_the_score_leads_to_reduced_and_a_loss_back() -> None:
    """Ac 2: three points a lot that AQL 0.65 (Ac 1) would have accepted too; ten of them are thirty."""
    fine = Lot(1000, 1, approved=True)
    assert after_lots([fine] * 9, SCHEME).score == 27
    assert after_lots([*[fine] * 9, Lot(1000, 2, approved=True)], SCHEME).score == 0
    state = after_lots([fine] * 10, SCHEME)
    assert state.severity == "reduced"
    assert after_lots([Lot(1000, 1)] * 10, SCHEME) == State(score=30, recent=(True,) * 5, accepted=True, plan=state.plan)
    assert after_lots([fine], SCHEME, state).plan == plan_of_letter("J", Decimal("1.0"), "reduced")
    assert after_lots([Lot(1000, 2, approved=True)], SCHEME, state).severity == "normal"
    assert after_lots([Lot(1000, 0, steady=False, approved=True)], SCHEME, state).severity == "normal"


def test_small_acceptance_numbers_score_two() -> None:
    assert after_lots([Lot(1000, 1)] * 3, Scheme(Decimal("0.65"))).score == 6


def test_a_lot_that_comes_back_counts_for_nothing() -> None:
    assert after_lots([BAD, Lot(1000, 9, is_resubmitted=True)], SCHEME).severity == "normal"
