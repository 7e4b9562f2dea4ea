# SPDX-License-Identifier: Apache-2.0
"""What the demo must show, worked out from the source by other code than the demo's: plain Polars over the package's parquet."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest

from yunce.app.demo import write_plan
from yunce.app.demo.exports import unit_of
from yunce.app.demo.relabel import LAST_DAY, read_transactions, relabel, source_path
from yunce.app.installation import Ask, Installation
from yunce.app.settings import Settings

SHARE = 0.02

GMV_2026 = {
    "2026-01": "4195348.40",
    "2026-02": "3896026.20",
    "2026-03": "4375351.20",
    "2026-04": "4264152.40",
    "2026-05": "4320777.00",
    "2026-06": "4168599.40",
    "2026-07": "4195303.20",
    "2026-08": "4220744.40",
    "2026-09": "4119872.40",
    "2026-10": "4508381.00",
    "2026-11": "2321899.80",
}
"""支付金额 of the company by month [yuan]."""


def scattered(number: int, salt: int) -> int:
    """The demo's scatter in plain integers: two rounds of multiply and fold."""
    first = ((number % (2**31 - 1)) * 2_654_435_761 + salt * 374_761_393) % 2**31
    second = ((first ^ (first // 32_768)) * 2_246_822_519) % 2**31
    return (second ^ (second // 8_192)) % 65_536


def gmv_by_month(share: float = 1.0) -> dict[str, int]:
    """Fen by month of the later shop year: cents x 20, five hours back, 3,241 days on; of a share of the households."""
    source = pl.scan_parquet(source_path()).select("household_id", "sales_value", "transaction_timestamp").collect()
    homes = source["household_id"].unique().to_list()
    later = [home for home in homes if scattered(home, 4) * 100 // 65_536 < 55 and scattered(home, 1) < share * 65_536]
    table = source.filter(pl.col("household_id").is_in(later)).select(
        fen=(pl.col("sales_value") * 100).round(0).cast(pl.Int64) * 20,
        month=pl.col("transaction_timestamp").dt.offset_by("-5h").dt.offset_by("3241d").dt.strftime("%Y-%m"),
    )
    return dict(table.group_by("month").agg(pl.col("fen").sum()).sort("month").iter_rows())


def test_gmv_by_month() -> None:
    found = {month: f"{fen // 100}.{fen % 100:02d}" for month, fen in gmv_by_month().items() if month.startswith("2026")}
    assert found == GMV_2026


@pytest.mark.slow
def test_what_was_loaded_is_what_was_sold(exports: tuple[Path, ...], tmp_path: Path) -> None:
    """November's exports through the ordinary load, the plan through the ordinary add, the metrics as the pages ask for them."""
    home = Installation(Settings(tmp_path / "home"))
    wanted = [path for path in exports if path.name.endswith("_2026-11.csv")]
    for path in wanted:
        home.warehouse.load((path,), unit=unit_of(path))
    version, problems = home.add_plan(write_plan(tmp_path))
    assert version is not None
    assert problems == ()
    found = home.metric(("gmv",), ("month",), Ask(as_of=LAST_DAY, period="2026-11"))
    assert {row.at[0]: row.values[0] for row in found.rows} == {"2026-11": Decimal(gmv_by_month(SHARE)["2026-11"]) / 100}
    batches = {batch.file: batch for batch in home.warehouse.batches()}
    assert batches["天猫_宝贝明细_2026-11.csv"].rejected == 2


@pytest.mark.slow
def test_the_demo_says_the_same_of_all_rows() -> None:
    lines = relabel(read_transactions())
    assert lines.height == 1_469_307
    assert lines["fen"].sum() == 459_603_958 * 20
    at = pl.col("paid_at")
    year = lines.filter(at.is_between(datetime(2026, 1, 1), datetime(2027, 1, 1), closed="left"))
    months = year.group_by(month=at.dt.strftime("%Y-%m")).agg(pl.col("fen").sum()).sort("month")
    assert {month: f"{fen // 100}.{fen % 100:02d}" for month, fen in months.iter_rows()} == GMV_2026
    assert lines["paid_at"].dt.date().is_in([date(2026, 11, 9)]).sum() == 0, "the shops were closed on 2017-12-25"
