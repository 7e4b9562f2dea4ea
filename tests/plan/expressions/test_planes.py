# SPDX-License-Identifier: Apache-2.0
"""Truth in bits is what truth in bytes is."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from yunce.plan.expressions import series
from yunce.plan.expressions.planes import Board, Planes, last_of
from yunce.plan.expressions.truth import FALSE, TRUE, UNKNOWN, Truths, compared, negated


@st.composite
def truths(draw: st.DrawFn) -> Truths:
    rows, steps = draw(st.integers(1, 3)), draw(st.sampled_from([1, 2, 5, 61, 62, 63, 64, 130]))
    cells = draw(st.lists(st.sampled_from([FALSE, UNKNOWN, TRUE, TRUE]), min_size=rows * steps, max_size=rows * steps))
    return np.array(cells, dtype=np.uint8).reshape(rows, steps)


def planes(of: Truths) -> Planes:
    return Board(*of.shape).of(of)


@given(truths(), st.integers(1, 140), st.integers(-1, 5))
def test_what_is_done_in_bits_is_what_is_done_in_bytes(of: Truths, window: int, least: int) -> None:
    bits = planes(of)
    assert np.array_equal(bits.truths(), of)
    assert np.array_equal(bits.negated().truths(), negated(of))
    assert np.array_equal(bits.lasting(window).truths(), series.all_of(of, window))
    counts = series.count(of, window)
    assert np.array_equal(bits.counted(window, least).truths(), compared(">=", counts, np.array(float(least))))
    assert np.array_equal(last_of(bits.true, bits.maybe, bits.steps), of[:, -1])


@given(truths(), st.data())
def test_joined_and_cut(of: Truths, data: st.DataObject) -> None:
    other = data.draw(st.permutations(of.ravel().tolist()).map(lambda cells: np.array(cells, dtype=np.uint8).reshape(of.shape)))
    assert np.array_equal(planes(of).joined("and", planes(other)).truths(), np.minimum(of, other))
    assert np.array_equal(planes(of).joined("or", planes(other)).truths(), np.maximum(of, other))
    first = data.draw(st.integers(0, of.shape[1]))
    until = data.draw(st.integers(first, of.shape[1]))
    assert np.array_equal(planes(of).cut(first, until).truths(), of[:, first:until])


def test_where_nothing_is_unknown_there_is_one_plane() -> None:
    bits = planes(np.array([[FALSE, TRUE, TRUE]], dtype=np.uint8))
    assert bits.unknown is None
    assert bits.negated().unknown is None
    assert planes(np.array([[FALSE, UNKNOWN, TRUE]], dtype=np.uint8)).unknown is not None


def test_nothing_holds_beside_an_unknown_number() -> None:
    board = Board(1, 3)
    gaps = board.packed(np.array([[False, True, False]]))
    values = np.array([[1.0, np.nan, 2.0]])
    for op in (">=", "<", "!=", "=="):
        assert np.array_equal(board.compared(op, values, 1.0, gaps).truths(), compared(op, values, np.array(1.0)))
