# SPDX-License-Identifier: Apache-2.0
"""Numbers that are handed in by week or month belong to all the days since the one before."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from yunce.operate.daily import over_its_days

NONE = np.nan


def test_a_week_is_not_a_monday() -> None:
    """Two Mondays, 70 and 140: 10 a day for a week, then 20 a day; what comes after the last is not known yet."""
    days = over_its_days(np.array([*[NONE] * 6, 70.0, *[NONE] * 6, 140.0, NONE]))
    assert days[:14].tolist() == [10.0] * 7 + [20.0] * 7
    assert np.isnan(days[14])


@pytest.mark.parametrize("values", [[1.0, 2.0, NONE, 4.0], [NONE, NONE], [5.0, *[NONE] * 9], [1.0, NONE, NONE, 1.0, NONE, NONE, 1.0]])
def test_numbers_of_single_days_stay(values: list[float]) -> None:
    """Missing days here and there, a single number, workdays: nothing says that they stand for more than their day."""
    given = np.array(values)
    np.testing.assert_array_equal(over_its_days(given), given)


@given(st.lists(st.tuples(st.integers(4, 31), st.floats(0, 1e6)), min_size=2, max_size=20), st.integers(0, 40))
def test_the_whole_stays_and_nothing_is_known_after_the_last(handed_in: list[tuple[int, float]], after: int) -> None:
    values = np.concatenate([*([*[NONE] * (gap - 1), value] for gap, value in handed_in), np.full(after, NONE)])
    days = over_its_days(values)
    assert np.nansum(days) == pytest.approx(np.nansum(values))
    assert np.isnan(days[values.size - after :]).all() and not np.isnan(days[: values.size - after][-handed_in[-1][0] :]).any()
