# SPDX-License-Identifier: Apache-2.0
"""Row and column totals fixed: a published table, zeros, locks, whole numbers."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yunce.engine.spread import SpreadError, fit_margins, fit_whole, round_table

SEED = [[40, 30, 20, 10], [35, 50, 100, 75], [30, 80, 70, 120], [20, 30, 40, 50]]
ROWS, COLUMNS = [150, 300, 400, 150], [200, 300, 400, 100]


def test_published_table() -> None:
    fitted = fit_margins(SEED, ROWS, COLUMNS)
    assert fitted.cells.round(2).tolist() == [
        [64.56, 46.23, 35.38, 3.82],
        [49.97, 68.16, 156.50, 25.37],
        [56.72, 144.43, 145.08, 53.77],
        [28.75, 41.18, 63.03, 17.03],
    ]
    cells = fitted.cells
    assert cells[0, 0] * cells[1, 1] / (cells[0, 1] * cells[1, 0]) == pytest.approx(1.904762, rel=1e-6)
    assert fitted.error < 1e-12


def test_whole_numbers_keep_both_margins() -> None:
    whole = fit_whole(SEED, ROWS, COLUMNS)
    assert whole.sum(axis=1).tolist() == ROWS
    assert whole.sum(axis=0).tolist() == COLUMNS
    assert np.abs(whole - fit_margins(SEED, ROWS, COLUMNS).cells).max() < 1


def test_locks_stay_inside() -> None:
    held = np.zeros((4, 4), dtype=bool)
    held[0, 0] = held[2, 3] = True
    values = np.where(held, [[100], [0], [10], [0]], 0)
    whole = fit_whole(SEED, ROWS, COLUMNS, locks=(held, values))
    assert (whole[0, 0], whole[2, 3]) == (100, 10)
    assert whole.sum(axis=1).tolist() == ROWS
    assert whole.sum(axis=0).tolist() == COLUMNS


@st.composite
def tables(draw: st.DrawFn) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """A seed with some zeros and the margins of a whole table that has the same zeros: always feasible."""
    height, width = draw(st.integers(1, 6)), draw(st.integers(1, 6))
    size = draw(st.sampled_from([3, 50, 10**9]))
    cells = np.array(draw(st.lists(st.integers(0, size), min_size=height * width, max_size=height * width))).reshape(height, width)
    noise = np.array(draw(st.lists(st.integers(1, 9), min_size=height * width, max_size=height * width))).reshape(height, width)
    return (cells > 0) * noise, cells.sum(axis=1), cells.sum(axis=0)


@settings(deadline=None)
@given(tables())
def test_always_closes_within_one(case: tuple[np.ndarray, np.ndarray, np.ndarray]) -> None:
    seed, rows, columns = case
    fitted = fit_margins(seed, rows, columns)
    whole = fit_whole(seed, rows, columns)
    assert np.array_equal(whole.sum(axis=1), rows)
    assert np.array_equal(whole.sum(axis=0), columns)
    assert np.abs(whole - fitted.cells).max() < 1 + 1e-6
    assert not whole[seed == 0].any()
    assert np.array_equal(whole, fit_whole(seed, rows, columns))


@settings(deadline=None)
@given(st.lists(st.integers(1, 30), min_size=6, max_size=6), st.lists(st.integers(0, 9), min_size=6, max_size=6))
def test_no_other_rounding_is_nearer(seed: list[int], whole: list[int]) -> None:
    margins = np.array(whole).reshape(2, 3)
    rows, columns = margins.sum(axis=1), margins.sum(axis=0)
    cells = fit_margins(np.array(seed).reshape(2, 3), rows, columns).cells
    found = round_table(cells, rows, columns)
    near = []
    for up in product((0, 1), repeat=6):
        table = np.floor(cells) + np.array(up).reshape(2, 3)
        if np.array_equal(table.sum(axis=1), rows) and np.array_equal(table.sum(axis=0), columns):
            near.append(((table - cells) ** 2).sum())
    assert ((found - cells) ** 2).sum() <= min(near, default=np.inf) + 1e-6


@pytest.mark.parametrize(
    ("seed", "rows", "columns", "code"),
    [
        ([[1, 1], [1, 1]], [1, 2], [1, 1], "spread.margins_unequal"),
        ([[0, 0], [1, 1]], [1, 2], [1, 2], "spread.margin_empty"),
        ([[1, 0], [1, 0]], [1, 2], [2, 1], "spread.margin_empty"),
        ([[1, np.nan], [1, -1]], [1, 1], [1, 1], "spread.cell_wrong"),
        ([[1, 1], [1, 1]], [1, -1], [0, 0], "spread.margin_wrong"),
        ([[1, 1], [1, 1]], [1, 1, 1], [1, 2], "spread.lengths_differ"),
        ([1, 1], [1], [1], "spread.not_a_table"),
        ([[1, 0], [1, 1]], [3, 1], [2, 2], "spread.zeros_infeasible"),
        ([[1, 1], [0, 1]], [1, 1], [1, 1], "spread.not_converged"),
    ],
)
def test_what_cannot_be_is_explained(seed: list[list[float]], rows: list[float], columns: list[float], code: str) -> None:
    with pytest.raises(SpreadError) as error:
        fit_margins(seed, rows, columns)
    assert {problem.code for problem in error.value.problems} == {code}


def test_zeros_that_leave_no_table_are_proved() -> None:
    with pytest.raises(SpreadError) as error:
        fit_margins([[1, 0, 0], [1, 0, 0], [1, 1, 1]], [5, 5, 2], [4, 4, 4])
    assert dict(error.value.problems[0].params) == {"rows": "1, 2", "columns": "1", "asked": "10", "there": "4"}


def test_locks_over_a_margin() -> None:
    for fit in (fit_margins, fit_whole):
        with pytest.raises(SpreadError) as error:
            fit([[1, 1], [1, 1]], [2, 2], [2, 2], locks=([[True, False], [False, False]], [[3, 0], [0, 0]]))
        assert [problem.code for problem in error.value.problems] == ["spread.locks_over"]


def test_rounding_refuses_a_table_that_does_not_sum() -> None:
    for rows, code in (([3, 1], "spread.table_off"), ([2.5, 1.5], "spread.total_not_whole"), ([3, 3], "spread.margins_unequal")):
        with pytest.raises(SpreadError) as error:
            round_table([[1, 1], [1, 1]], rows, [2, 2])
        assert error.value.problems[0].code == code
