# SPDX-License-Identifier: Apache-2.0
"""Pay of a long roster is read as a whole where every cell is a plain amount: the same fen as cell by cell, blanks unknown."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.operate.appraisal.cards import month, plan, sheet
from yunce.operate.appraisal import people
from yunce.operate.appraisal.people import Person, read_people
from yunce.values.problem import Problem

PLAN = plan("")
AMOUNTS = st.decimals(0, Decimal("9999999999999.99"), places=2).map(str) | st.sampled_from(
    ["", "-", "无", "007.5", "1.2万", "-3", "0.001", "1e3"]
)


def read(cells: list[str], by_column: int) -> tuple[tuple[Person, ...], tuple[Problem, ...]]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(people, "BY_COLUMN", by_column)
        rows = "".join(f"{number},{cell}\n" for number, cell in enumerate(cells))
        return read_people(sheet(f"工号,绩效基数\n{rows}"), PLAN.plan, month())


@given(st.lists(AMOUNTS, min_size=1, max_size=5))
def test_a_column_is_read_as_its_cells(cells: list[str]) -> None:
    assert read(cells, 0) == read(cells, 10**9)


def test_by_hand() -> None:
    found, problems = read(["1234.56", "无", "9999999999999.99", "0.5"], 0)
    assert ([one.base for one in found], problems) == ([123456, None, 999999999999999, 50], ())
