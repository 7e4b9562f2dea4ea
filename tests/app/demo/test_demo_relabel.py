# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from datetime import date
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from yunce.app.demo import relabel as room
from yunce.app.demo.catalogue import VARIANTS, catalogue, sku_count
from yunce.app.demo.relabel import read_transactions, relabel, scatter
from yunce.values.problem import YunceError


def test_no_row_and_no_cent_is_lost(source: pl.DataFrame) -> None:
    lines = relabel(source)
    cents = (source["sales_value"] * 100).round(0).cast(pl.Int64).sum()
    assert (lines.height, lines["fen"].sum()) == (source.height, cents * 20)


def test_weekdays_hold(source: pl.DataFrame) -> None:
    """2017-12-31, a Sunday in the shops' own time, is the last day: 2026-11-15, a Sunday."""
    lines = relabel(source)
    before = (source["transaction_timestamp"].dt.offset_by("-5h")).dt.weekday().value_counts().sort("transaction_timestamp")
    after = lines["paid_at"].dt.weekday().value_counts().sort("paid_at")
    assert before["count"].to_list() == after["count"].to_list()
    assert lines["paid_at"].dt.date().max() == date(2026, 11, 15)


def test_each_year_is_a_year_and_half_the_buyers_return() -> None:
    lines = relabel(read_transactions(0.1))
    days = (
        lines.group_by("this_year").agg(first=pl.col("paid_at").dt.date().min(), last=pl.col("paid_at").dt.date().max()).sort("this_year")
    )
    assert days.rows() == [(False, date(2024, 11, 17), date(2025, 11, 16)), (True, date(2025, 11, 16), date(2026, 11, 15))]
    before, now = (set(part["account"]) for part in lines.partition_by("this_year", maintain_order=True))
    assert 0.4 < len(before & now) / len(before) < 0.6


def test_rows_without_money_are_closed_orders_or_gifts() -> None:
    row = {"household_id": 1, "store_id": 1, "basket_id": 31198700001, "product_id": 5, "retail_disc": 0.0}
    source = pl.DataFrame(
        [row | {"quantity": quantity, "sales_value": sales} for quantity, sales in ((1, 1.29), (0, 0.0), (1, 0.0), (12_000, 30.5))]
    )
    source = source.with_columns(transaction_timestamp=pl.datetime(2017, 6, 1, 12))
    found = relabel(source).select("state", "quantity", "fen").rows()
    assert found == [("sold", 1, 2580), ("closed", 1, 0), ("gift", 1, 0), ("sold", 1, 61_000)]


@given(st.integers(1, 10**11), st.integers(1, 99))
def test_scatter_stays_in_its_range_and_repeats(number: int, salt: int) -> None:
    frame = pl.DataFrame({"x": [number, number]})
    one, two = frame.select(scatter(pl.col("x"), salt))["x"]
    assert one == two
    assert 0 <= one < 65_536


def test_the_catalogue_names_every_sku_once() -> None:
    goods = catalogue()
    assert goods.height == sku_count() == 1_200
    assert goods["sku"].n_unique() == goods.height
    assert goods["item"].n_unique() * VARIANTS == goods.height


def test_a_missing_source_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "find_spec", lambda _name: None)
    with pytest.raises(YunceError) as caught:
        room.source_path()
    assert caught.value.problems[0].code == "demo.no_source"


def test_the_source_is_found_without_importing_it() -> None:
    assert room.source_path().suffix == ".parquet"
    assert Path(room.source_path()).is_file()
