# SPDX-License-Identifier: Apache-2.0
"""The demo's ledger: revenue is what was sold, to the fen; costs are parts of it; the running month stays open."""

from __future__ import annotations

from datetime import datetime

import polars as pl

from yunce.app.demo.books import CLOSED, LEDGER, PAY, ledger_rows
from yunce.app.demo.relabel import TMALL

SOLD = pl.DataFrame(
    {
        "paid_at": [datetime(2026, 10, 1, 9), datetime(2026, 10, 2, 9), datetime(2026, 10, 31, 9), datetime(2026, 11, 2, 9)],
        "settled_at": [datetime(2026, 10, 1, 9), None, datetime(2026, 10, 31, 9), datetime(2026, 11, 2, 9)],
        "platform": [TMALL, TMALL, TMALL, TMALL],
        "fen": [100_01, 500_00, 200_00, 900_00],
    }
)


def test_revenue_is_what_was_sold_in_closed_months() -> None:
    rows = [dict(zip(LEDGER, row, strict=True)) for row in ledger_rows(SOLD)]
    assert [row["金额"] for row in rows if row["科目"] == "销售收入"] == ["100.01", "200.00"]
    assert [row["金额"] for row in rows if row["科目"] == "税金"] == ["13.50"]
    assert {row["日期"] for row in rows if row["科目"] == "人员成本" and row["单位"] == PAY[0][0]} == {
        f"2026-{month:02d}-{day}" for month, day in zip(range(1, 11), (31, 28, 31, 30, 31, 30, 31, 31, 30, 31), strict=True)
    }
    assert all(row["日期"] < CLOSED.isoformat() for row in rows)
    assert [row["流水号"] for row in rows] == [f"P{number:05d}" for number in range(1, len(rows) + 1)]
    assert list(ledger_rows(SOLD)) == list(ledger_rows(SOLD))
