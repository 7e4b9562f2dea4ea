# SPDX-License-Identifier: Apache-2.0
"""Many totals at once: both engines against each other and against one total at a time."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yunce.engine.rounding import apportion
from yunce.engine.spread import SpreadError, spread_many, whole_weights
from yunce.engine.spread.kernel import compiled
from yunce.engine.spread.segments import Engine

ENGINES = ("numpy", pytest.param("numba", marks=pytest.mark.slow))
"""The compiled engine takes seconds to compile where no one has run it yet: `make check` leaves it to `make test`."""


@st.composite
def cases(draw: st.DrawFn) -> tuple[list[int], list[list[float | int]], list[list[tuple[bool, int]]]]:
    """Parents with their weights (small, huge or float) and locks that leave something to spread."""
    weight = draw(
        st.sampled_from(
            [st.integers(0, 9), st.integers(0, 10**6), st.integers(0, 2**60), st.floats(0, 1e6), st.sampled_from([0.1, 0.2, 0.3])]
        )
    )
    size = draw(st.sampled_from([9, 10**6, 2**50, 2**62]))
    totals, weights, locks = [], [], []
    for _ in range(draw(st.integers(1, 6))):
        row = draw(st.lists(weight, min_size=1, max_size=40))
        if not any(row):
            row[0] = 1
        held = [(draw(st.booleans()), draw(st.integers(0, 50))) if i else (False, 0) for i in range(len(row))]
        if not any(w for w, (is_held, _) in zip(row, held, strict=True) if not is_held):
            row[0] = 1
        fixed = sum(value for is_held, value in held if is_held)
        totals.append(fixed + draw(st.integers(0, size)))
        weights.append(row)
        locks.append(held)
    return totals, weights, locks


@pytest.mark.parametrize("engine", ENGINES)
@settings(deadline=None)
@given(cases())
def test_equals_one_at_a_time(engine: str, case: tuple[list[int], list[list[float | int]], list[list[tuple[bool, int]]]]) -> None:
    totals, weights, locks = case
    offsets = np.cumsum([0, *map(len, weights)])
    flat = np.array([w for row in weights for w in row])
    held = [pair for row in locks for pair in row]
    expected: list[int] = []
    for total, row, fixed in zip(totals, weights, locks, strict=True):
        free = whole_weights([0 if is_held else w for w, (is_held, _) in zip(row, fixed, strict=True)])
        parts = apportion(total - sum(v for is_held, v in fixed if is_held), free)
        expected += [v if is_held else part for part, (is_held, v) in zip(parts, fixed, strict=True)]
    found = spread_many(totals, flat, offsets, locks=([h for h, _ in held], [v for _, v in held]), engine=engine)  # type: ignore[arg-type]
    assert found.tolist() == expected


@pytest.mark.slow
@pytest.mark.parametrize("sign", [1, -1])
@pytest.mark.parametrize(("parents", "size"), [(3, 40_000), (400, 97), (7, 1), (50, 2000)])
def test_engines_agree_to_the_bit(parents: int, size: int, sign: int) -> None:
    rng = np.random.default_rng(7)
    weights = rng.integers(0, 5, parents * size) + (np.arange(parents * size) % size == 0)
    totals = sign * rng.integers(0, 10**7, parents)
    offsets = np.arange(parents + 1) * size
    locks = ((rng.random(weights.size) < 0.05) & (np.arange(weights.size) % size != 0), np.zeros(weights.size, dtype=np.int64))
    for chosen in (None, locks):
        first, second = (spread_many(totals, weights, offsets, locks=chosen, engine=engine) for engine in ("numpy", "numba"))
        assert np.array_equal(first, second)
        assert np.array_equal(np.add.reduceat(first, offsets[:-1]), totals)


def one_at_a_time(totals: list[int], weights: list[int], sizes: list[int]) -> list[int]:
    parts: list[int] = []
    for total, end, size in zip(totals, np.cumsum(sizes).tolist(), sizes, strict=True):
        parts += apportion(total, weights[end - size : end]) if size else []
    return parts


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("spread", [1, 8, 1 << 40])
@pytest.mark.parametrize("base", [0, 1 << 52])
def test_neighbours_of_any_size_do_not_meet(engine: Engine, base: int, spread: int) -> None:
    """Many small parents, empty ones and large ones among them, with ties and with remainders that differ in their last bits only."""
    random = np.random.default_rng(11)
    sizes = np.where(random.random(700) < 0.1, 0, random.integers(1, 60, 700))
    sizes[[5, 300, 699]] = 6000, 5000, 1
    weights = base + random.integers(1, spread + 1, int(sizes.sum()))
    totals = np.where(sizes == 0, 0, random.integers(-200, 200, 700))
    found = spread_many(totals, weights, np.concatenate(([0], np.cumsum(sizes))), engine=engine)
    assert found.tolist() == one_at_a_time(totals.tolist(), weights.tolist(), sizes.tolist())


@pytest.mark.parametrize("engine", ENGINES)
def test_equal_shares_of_fractions_go_to_the_earlier(engine: Engine) -> None:
    parts = spread_many(np.arange(500) % 40, np.full(500 * 40, 0.1), np.arange(501) * 40, engine=engine).reshape(500, 40)
    assert np.array_equal(parts, (np.arange(40) < (np.arange(500) % 40)[:, None]).astype(int))


@pytest.mark.parametrize("engine", ENGINES)
def test_every_bad_parent_is_named(engine: str) -> None:
    totals = [10, 10, 10, 10, 10, 0, 10]
    weights = [1, 1, 0, 0, 1, -1, 1, 1, 1, 1, 3]
    offsets = [0, 2, 4, 6, 8, 10, 10, 11]
    held = [False] * 6 + [True, True, True, False, False]
    values = [0] * 6 + [4, 4, 12, 0, 0]
    with pytest.raises(SpreadError) as error:
        spread_many(totals, weights, offsets, locks=(held, values), engine=engine)  # type: ignore[arg-type]
    found = [(problem.code, problem.path) for problem in error.value.problems]
    assert found == [
        ("spread.parent_weights_zero", "totals[1]"),
        ("spread.parent_weight_negative", "totals[2]"),
        ("spread.parent_locks_differ", "totals[3]"),
        ("spread.parent_locks_over", "totals[4]"),
    ]


@pytest.mark.parametrize(
    ("totals", "weights", "offsets", "code"),
    [
        ([1], [1.0, np.nan], [0, 2], "spread.weight_unknown"),
        ([1], [1.0, np.inf], [0, 2], "spread.weight_infinite"),
        ([1], [1.0, -2.0], [0, 2], "spread.weight_negative"),
        ([1, 2], [1, 1], [0, 2], "spread.lengths_differ"),
        ([1], [1, 1], [0, 3], "spread.lengths_differ"),
        ([1], [1, 1], [1, 2], "spread.offsets_wrong"),
        ([1.5], [1, 1], [0, 2], "spread.total_not_whole"),
        ([float("nan")], [1, 1], [0, 2], "spread.total_not_whole"),
        ([2**63], [1, 1], [0, 2], "spread.total_too_large"),
        ([-(2**63)], [1, 2], [0, 2], "spread.total_too_large"),
        ([[1]], [1, 1], [0, 2], "spread.not_a_row"),
        ([1], [], [0, 0], "spread.parent_locks_differ"),
    ],
)
def test_wrong_input(totals: list[float], weights: list[float], offsets: list[int], code: str) -> None:
    with pytest.raises(SpreadError) as error:
        spread_many(totals, weights, offsets)
    assert [problem.code for problem in error.value.problems] == [code]


def test_float_weights_are_the_fractions_that_they_are() -> None:
    weights = [0.1, 0.2, 0.3, 0.4]
    exact = [Fraction(w) for w in weights]
    quotas = [5 * w / sum(exact) for w in exact]
    best = sorted(range(4), key=lambda i: -(quotas[i] - quotas[i].__floor__()))
    parts = [quota.__floor__() for quota in quotas]
    for i in best[: 5 - sum(parts)]:
        parts[i] += 1
    assert spread_many([5], weights, [0, 4]).tolist() == parts


def test_without_numba_numpy_does_it_and_asking_for_numba_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> object:
        raise ImportError(name)

    compiled.cache_clear()
    monkeypatch.setattr("yunce.engine.spread.kernel.import_module", missing)
    count = 1 << 19
    assert spread_many([count + 1], np.ones(count, dtype=np.int64), [0, count])[:2].tolist() == [2, 1]
    with pytest.raises(SpreadError) as error:
        spread_many([1], [1], [0, 1], engine="numba")
    assert error.value.problems[0].code == "spread.numba_missing"
    compiled.cache_clear()
