# SPDX-License-Identifier: Apache-2.0
"""Totals over parts: published seats, money in fen, locks, laws against a slow oracle in fractions."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from yunce.engine.spread import (
    Lock,
    SpreadError,
    equal_weights,
    growth_weights,
    line_weights,
    profile_weights,
    reference_weights,
    repeat_weights,
    spread,
)


def slow_spread(total: int, weights: list[Fraction]) -> list[int]:
    """Largest remainder by the book: no NumPy, no tricks."""
    whole = sum(weights)
    quotas = [abs(total) * weight / whole for weight in weights]
    parts = [quota.numerator // quota.denominator for quota in quotas]
    order = sorted(range(len(parts)), key=lambda i: (-(quotas[i] - parts[i]), i))
    for i in order[: abs(total) - sum(parts)]:
        parts[i] += 1
    return parts if total >= 0 else [-part for part in parts]


def codes(error: pytest.ExceptionInfo[SpreadError]) -> list[str]:
    return [problem.code for problem in error.value.problems]


@pytest.mark.parametrize(
    ("total", "weights", "parts"),
    [
        (10, [47000, 16000, 15800, 12000, 6100, 3100], [5, 2, 1, 1, 1, 0]),
        (25, [1500, 1500, 900, 500, 500, 200], [7, 7, 4, 3, 3, 1]),
        (26, [1500, 1500, 900, 500, 500, 200], [8, 8, 5, 2, 2, 1]),
        (1_000_000, [1, 1, 1], [333334, 333333, 333333]),
        (300, [20, 40, 90, 150], [20, 40, 90, 150]),
        (-10, [47000, 16000, 15800, 12000, 6100, 3100], [-5, -2, -1, -1, -1, 0]),
        (7, [0, 1, 0], [0, 7, 0]),
        (0, [1, 2], [0, 0]),
        (0, [0, 0], [0, 0]),
        (5, [Decimal("0.1"), Decimal("0.2"), Decimal("0.3"), Decimal("0.4")], [1, 1, 1, 2]),
        (2**62 + 1, [1, 1], [2**61 + 1, 2**61]),
        (2**63 - 1, [2**62, 2**62, 1], None),
        (10**18 + 1, [0.1, 0.7, 0.2], None),
    ],
)
def test_largest_remainder(total: int, weights: list[int], parts: list[int] | None) -> None:
    exact = slow_spread(total, [Fraction(w) for w in weights]) if any(weights) else [0] * len(weights)
    assert spread(total, weights).tolist() == exact
    assert parts is None or exact == parts


numbers = st.one_of(st.integers(0, 10**18), st.floats(0, 1e12, allow_nan=False), st.decimals(0, 10**6, places=4))


@given(st.integers(-(2**63) + 1, 2**63 - 1), st.lists(numbers, min_size=1, max_size=12))
def test_equals_the_slow_oracle(total: int, weights: list[int | float | Decimal]) -> None:
    if not any(weights):
        return
    assert spread(total, weights).tolist() == slow_spread(total, [Fraction(w) for w in weights])


@given(st.integers(-(10**12), 10**12), st.lists(st.integers(0, 1000), min_size=1, max_size=30))
def test_closes_mirrors_and_stays_within_one(total: int, weights: list[int]) -> None:
    if not any(weights):
        return
    parts = spread(total, weights).tolist()
    assert sum(parts) == total
    assert spread(-total, weights).tolist() == [-part for part in parts]
    assert all(abs(Fraction(total * w, sum(weights)) - part) < 1 for part, w in zip(parts, weights, strict=True))
    assert all(part == 0 for part, w in zip(parts, weights, strict=True) if w == 0)


@given(st.integers(0, 10**9), st.lists(st.integers(0, 1000), min_size=2, max_size=20), st.data())
def test_bigger_weight_never_gets_less(total: int, weights: list[int], data: st.DataObject) -> None:
    if not any(weights):
        return
    order = data.draw(st.permutations(range(len(weights))))
    mixed = spread(total, [weights[i] for i in order]).tolist()
    ranked = sorted(zip([weights[i] for i in order], mixed, strict=True))
    for (less, small), (more, large) in pairwise(ranked):
        assert less == more or small <= large


def test_locks_on_parts_and_on_a_subtotal() -> None:
    """全年 1200; 一季度锁定 100 (其中 1 月 40), 12 月锁定 300, 其余按 1 分."""
    locks = [Lock((0, 1, 2), 100), Lock((0,), 40), Lock((11,), 300)]
    parts = spread(1200, [1] * 12, locks=locks).tolist()
    assert parts == [40, 30, 30, 100, 100, 100, 100, 100, 100, 100, 100, 300]


@given(st.integers(0, 10**6), st.lists(st.integers(1, 50), min_size=6, max_size=6), st.integers(0, 10**5), st.integers(0, 10**5))
def test_locked_sums_hold(total: int, weights: list[int], first: int, second: int) -> None:
    locks = [Lock((0, 1, 2), first + second), Lock((1,), second), Lock((5,), 7)]
    if first + second + 7 > total:
        with pytest.raises(SpreadError) as error:
            spread(total, weights, locks=locks)
        assert codes(error) == ["spread.locks_over"]
        return
    parts = spread(total, weights, locks=locks)
    assert parts.sum() == total
    assert (parts[:3].sum(), parts[1], parts[5]) == (first + second, second, 7)


@pytest.mark.parametrize(
    ("total", "weights", "locks", "code"),
    [
        (1, [], [], ["spread.no_parts"]),
        (1, [1, -1], [], ["spread.weight_negative"]),
        (1, [float("nan"), -1.0, float("inf")], [], ["spread.weight_unknown", "spread.weight_negative", "spread.weight_infinite"]),
        (1, [0, 0], [], ["spread.weights_zero"]),
        (1.5, [1], [], ["spread.total_not_whole"]),
        (2**63, [1], [], ["spread.total_too_large"]),
        (10, [1, 1], [Lock((0,), 11)], ["spread.locks_over"]),
        (10, [1, 1], [Lock((0,), 3), Lock((1,), 6)], ["spread.locks_differ"]),
        (10, [1, 0], [Lock((0,), 3)], ["spread.weights_zero"]),
        (10, [1, 1], [Lock((0,), 3), Lock((0,), 4)], ["spread.locks_contradict"]),
        (10, [1, 1], [Lock((0, 1), 9)], ["spread.locks_differ"]),
        (10, [1, 1, 1], [Lock((0, 1), 3), Lock((1, 2), 4)], ["spread.locks_cross"]),
        (10, [1, 1], [Lock((2,), 3), Lock((), 1)], ["spread.lock_place", "spread.lock_place"]),
        (0, [1, 1], [Lock((0,), 5)], ["spread.locks_over"]),
        (10, [1, 1, 1], [Lock((0, 1), 5), Lock((0,), 6)], ["spread.locks_over"]),
    ],
)
def test_what_cannot_be_is_explained(total: int, weights: list[float], locks: list[Lock], code: list[str]) -> None:
    with pytest.raises(SpreadError) as error:
        spread(total, weights, locks=locks)
    assert codes(error) == code


def test_shapes() -> None:
    assert spread(100, equal_weights(3)).tolist() == [34, 33, 33]
    assert spread(100, line_weights(4, 1, 4)).tolist() == [10, 20, 30, 40]
    assert spread(331, growth_weights(3, Decimal("0.1"))).tolist() == [100, 110, 121]
    assert spread(12, repeat_weights(7, [1, 2], start=1)).tolist() == slow_spread(12, [Fraction(w) for w in (2, 1, 2, 1, 2, 1, 2)])
    assert spread(10, reference_weights([3, -1, 2])).tolist() == [6, 0, 4]
    assert profile_weights([1.0, 2.0], 0.5, [1.0, 3.0]).tolist() == [0.5, 3.0]
    assert line_weights(1, 0, 5) == [5]


@pytest.mark.parametrize(
    ("shape", "code"),
    [
        (lambda: equal_weights(0), "spread.no_parts"),
        (lambda: line_weights(3, -1, 2), "spread.line_negative"),
        (lambda: growth_weights(3, -1), "spread.growth_too_low"),
        (lambda: growth_weights(3, float("nan")), "spread.number_not_finite"),
        (lambda: repeat_weights(3, []), "spread.pattern_empty"),
        (lambda: reference_weights([1, np.nan]), "spread.reference_unknown"),
        (lambda: profile_weights([1.0, 2.0], [1.0, 2.0, 3.0]), "spread.lengths_differ"),
    ],
)
def test_shapes_that_cannot_be(shape: object, code: str) -> None:
    with pytest.raises(SpreadError) as error:
        shape()  # type: ignore[operator]
    assert codes(error) == [code]
