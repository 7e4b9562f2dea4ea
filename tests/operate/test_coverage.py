# SPDX-License-Identifier: Apache-2.0
"""Who reported which days: known, unknown, complete."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import polars as pl

from yunce.operate.coverage import Coverage, Owed
from yunce.values.period import Period

SEPTEMBER = Period(date(2026, 9, 1), date(2026, 10, 1))


def reports(*spans: tuple[str, str, date, date]) -> pl.DataFrame:
    rows = [(t, u, day) for t, u, a, b in spans for day in pl.date_range(a, b, eager=True)]
    return pl.DataFrame(rows, schema={"table": pl.String, "unit": pl.String, "day": pl.Date}, orient="row")


def test_28_of_30_days_are_reported() -> None:
    coverage = Coverage.of(reports(("orders", "shop", date(2026, 9, 3), date(2026, 9, 30))))
    assert coverage.share("sales", (), SEPTEMBER) == (Decimal("0.9333"), True)
    assert coverage.missing("sales", (), SEPTEMBER) == (("shop", 2),)


def test_lines_and_headers_of_the_same_days_count_once() -> None:
    frame = reports(("orders", "shop", date(2026, 9, 1), date(2026, 9, 20)), ("lines", "shop", date(2026, 9, 11), date(2026, 9, 30)))
    assert Coverage.of(frame).share("sales", ("shop",), SEPTEMBER) == (Decimal("1.0000"), True)


def test_a_unit_that_the_plan_expects_and_that_never_reported_is_missing() -> None:
    owed = (Owed("traffic", "shop"), Owed("traffic", "douyin"))
    coverage = Coverage.of(reports(("traffic", "shop", date(2026, 9, 1), date(2026, 9, 30))), owed)
    assert coverage.share("traffic", (), SEPTEMBER) == (Decimal("0.5000"), True)
    assert coverage.missing("traffic", (), SEPTEMBER) == (("douyin", 30),)


def test_nothing_reported_is_unknown() -> None:
    coverage = Coverage.of(reports(("orders", "shop", date(2026, 8, 1), date(2026, 8, 31))))
    assert coverage.share("sales", (), SEPTEMBER) == (Decimal("0.0000"), False)
    assert coverage.share("traffic", (), SEPTEMBER) == (Decimal(0), False)


def test_work_that_is_told_by_itself_does_not_move_the_day_looked_at() -> None:
    """A Monday's work says nothing of a Monday's flights; alone it is all that is known."""
    work = ("events", "apron", date(2026, 9, 1), date(2026, 9, 28))
    both = Coverage.of(reports(work, ("measures", "airport", date(2026, 9, 1), date(2026, 9, 20))))
    assert both.latest(date(2026, 9, 30)) == date(2026, 9, 20)
    assert Coverage.of(reports(work)).latest(date(2026, 9, 30)) == date(2026, 9, 28)
