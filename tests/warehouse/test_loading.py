# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.warehouse.facts import line, warehouse, write
from yunce.warehouse.port import Measure, Query

GMV = Measure("gmv", "sales", "sum", "paid")


def gmv(by: tuple[str, ...] = (), measure: Measure = GMV, **more: object) -> Query:
    return Query((measure,), by, date(2026, 1, 1), date(2027, 1, 1), **more)  # type: ignore[arg-type]


def test_a_load_shows_in_the_answer(tmp_path: Path) -> None:
    facts = warehouse(tmp_path / "home")
    file = write(tmp_path / "a.json", lines=[line("1", paid=12345), line("2", paid=5, day="2026-02-01")])
    (batch,) = facts.load([file])
    assert (batch.rows, batch.loaded, batch.updated, batch.duplicate, batch.rejected) == (2, 2, 0, 0, 0)
    assert facts.query(gmv(("month",))).rows() == [("2026-01", 12345), ("2026-02", 5)]
    assert facts.query(gmv()).rows() == [(12350,)]
