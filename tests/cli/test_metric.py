# SPDX-License-Identifier: Apache-2.0
"""Exports in, metrics out: numbers that were added up by hand."""

from __future__ import annotations

from decimal import Decimal
from itertools import permutations
from pathlib import Path

import pytest

from tests.cli import exports
from tests.cli.conftest import Run, Said, rows, sheet, written

SEPTEMBER = ("--pack", "ecommerce", "--period", "2026-09", "--format", "json")
D = Decimal


def load(yunce: Run, folder: Path, *names: str) -> Said:
    files = [written(folder / f"{name}.csv", getattr(exports, name), "gb18030" if name == "ORDERS" else "utf-8-sig") for name in names]
    said = yunce("load", *files, "--format", "json")
    assert said.code == 0, said.out
    return said


def test_orders_by_payment_day(yunce: Run, tmp_path: Path) -> None:
    batch = load(yunce, tmp_path, "ORDERS").json["batches"][0]
    assert {k: batch[k] for k in ("profile", "rows", "loaded", "updated", "duplicate", "rejected", "flagged")} == {
        "profile": "TB-ORDER-LIST", "rows": 5, "loaded": 5, "updated": 0, "duplicate": 0, "rejected": 0, "flagged": 1,
    }  # fmt: skip
    ids = ("gmv", "orders", "buyers", "units", "aov", "repurchase_rate", "net_sales", "refund_rate", "visitors", "conversion", "ad_roi")
    said = yunce("metric", *ids, "--pack", "ecommerce", "--by", "month", "--period", "2026-08..2026-10", "--format", "json")
    assert rows(said, "month", *ids) == [
        ("2026-08", *[None] * 11),
        ("2026-09", D("160.00"), 2, 1, 3, 160, 1, None, None, None, None, None),
        ("2026-10", D("1200.50"), 1, 1, 3, D("1200.5"), 0, None, None, None, None, None),
    ]
    assert all(isinstance(v, str) for v in said.json["rows"][1].values() if v is not None)


@pytest.mark.parametrize("order", list(permutations(("ORDERS", "ITEMS"))))
def test_money_counts_once_and_items_know_shop_and_buyer(yunce: Run, tmp_path: Path, order: tuple[str, ...]) -> None:
    written(tmp_path / "plan.yaml", exports.PLAN)
    for name in order:
        load(yunce, tmp_path, name)
    ids = ("gmv", "orders", "buyers", "units", "refund_amount", "net_sales", "refund_rate")
    said = yunce("metric", *ids, "--plan", "plan.yaml", "--by", "unit", "--unit", "shop", "--period", "2026-09", "--format", "json")
    assert rows(said, "unit", *ids) == [("shop", 160, 2, 1, 3, 20, 140, D("0.125"))]
    said = yunce("metric", "gmv", "--pack", "ecommerce", "--by", "shop,sku", "--period", "2026-09", "--format", "json")
    assert rows(said, "shop", "sku", "gmv") == [("示例旗舰店", "SKU1", 30), ("示例旗舰店", "SKU2", 130)]


def test_loading_twice_counts_nothing_twice(yunce: Run, tmp_path: Path) -> None:
    load(yunce, tmp_path, "ORDERS", "ITEMS", "DOUYIN")
    again = load(yunce, tmp_path, "ORDERS", "ITEMS", "DOUYIN").json["batches"]
    assert [(b["loaded"], b["updated"], b["duplicate"]) for b in again] == [(0, 0, 5), (0, 0, 3), (0, 0, 3)]
    assert rows(yunce("metric", "gmv", "orders", *SEPTEMBER), "gmv", "orders") == [(285, 4)]


def test_newer_list_tells_refunds_but_no_buyers(yunce: Run, tmp_path: Path) -> None:
    load(yunce, tmp_path, "NEWER")
    said = yunce("metric", "gmv", "units", "net_sales", "refund_rate", "buyers", "aov", *SEPTEMBER)
    assert rows(said, "gmv", "units", "net_sales", "refund_rate", "buyers", "aov") == [(100, 3, 65, D("0.35"), None, None)]


@pytest.mark.parametrize("order", list(permutations(("DOUYIN", "DOUYIN_REFUNDS"))))
def test_douyin_refunds_on_the_payment_day(yunce: Run, tmp_path: Path, order: tuple[str, ...]) -> None:
    for name in order:
        load(yunce, tmp_path, name)
    asked = ("--pack", "ecommerce", "--by", "day,channel", "--period", "2026-09-02..2026-09-03", "--format", "json")
    said = yunce("metric", "gmv", "refund_amount", "net_sales", *asked)
    assert rows(said, "day", "channel", "gmv", "refund_amount", "net_sales") == [
        ("2026-09-02", "douyin", 95, 5, 90),
        ("2026-09-03", "douyin", 30, 30, 0),
    ]


def test_visits_and_advertising(yunce: Run, tmp_path: Path) -> None:
    load(yunce, tmp_path, "MACRO", "ADS", "ORDERS")
    ids = ("visitors", "views", "bounce_rate", "conversion", "ad_spend", "ad_revenue", "ad_roi", "carts")
    two_days = ("--pack", "ecommerce", "--period", "2026-09-01..2026-09-02", "--format", "json")
    expected = (300, 1500, D("0.466667"), D("0.003333"), 100, 300, 3, 15)
    assert rows(yunce("metric", *ids, *two_days), *ids, "complete") == [(*expected, 1)]
    said = yunce("metric", "ad_spend", "ad_roi", "--pack", "ecommerce", "--by", "ad_channel", "--period", "2026-09", "--format", "json")
    assert rows(said, "ad_channel", "ad_spend", "ad_roi") == [("人群推广", 60, 3), ("关键词推广", 40, 3)]
    assert rows(yunce("metric", "visitors", *SEPTEMBER), "visitors", "complete") == [(300, D("0.0667"))]


def test_calls_and_entries(yunce: Run, tmp_path: Path) -> None:
    written(tmp_path / "plan.yaml", exports.PLAN)
    load(yunce, tmp_path, "CALLS", "ENTRIES")
    by_plan = ("--plan", "plan.yaml", "--period", "2026-09", "--format", "json")
    assert rows(yunce("metric", "offered", "answered", "answer_rate", *by_plan), "offered", "answered", "answer_rate") == [(2, 1, D("0.5"))]
    said = yunce("metric", "users", "complaints", *by_plan, "--unit", "shop")
    assert rows(said, "users", "complaints") == [(1200, 5)]


def test_a_workbook_with_title_rows(yunce: Run, tmp_path: Path) -> None:
    lines = [line.split(",") for line in exports.ADS.splitlines()]
    file = sheet(tmp_path / "推广.xlsx", [["万相台 报表"], ["2026-09-01 至 2026-09-02"], [], *lines])
    assert yunce("load", file, "--format", "json").json["batches"][0]["loaded"] == 2
    assert rows(yunce("metric", "ad_spend", *SEPTEMBER), "ad_spend") == [(100,)]


def test_unit_given_by_hand(yunce: Run, tmp_path: Path) -> None:
    written(tmp_path / "plan.yaml", exports.PLAN)
    file = written(tmp_path / "items.csv", exports.ITEMS)
    assert yunce("load", file, "--unit", "shop").code == 0
    said = yunce("metric", "gmv", "--plan", "plan.yaml", "--by", "month,unit", "--period", "2026-09", "--format", "json")
    assert ("2026-09", "shop", 160) in rows(said, "month", "unit", "gmv")
    assert rows(
        yunce("metric", "gmv", "--plan", "plan.yaml", "--period", "2026-09", "--where", "unit=shop", "--format", "json"), "gmv"
    ) == [(160,)]


@pytest.mark.parametrize(
    ("by", "first"),
    [
        ("day", "2026-09-01"),
        ("ten_days", "2026-09-T1"),
        ("week", "2026-W36"),
        ("month", "2026-09"),
        ("quarter", "2026-Q3"),
        ("half_year", "2026-H2"),
        ("year", "2026"),
    ],
)
def test_every_grain_of_time(yunce: Run, tmp_path: Path, by: str, first: str) -> None:
    load(yunce, tmp_path, "ORDERS")
    said = yunce("metric", "gmv", "buyers", "--pack", "ecommerce", "--by", by, "--period", "2026-09", "--format", "json")
    found = rows(said, by, "gmv")
    assert sum(value or 0 for _, value in found) == 160
    assert said.json["rows"][0][by] == first


def test_formats(yunce: Run, tmp_path: Path) -> None:
    load(yunce, tmp_path, "ORDERS")
    asked = ("metric", "gmv", "net_sales", "--pack", "ecommerce", "--by", "month", "--period", "2026-08..2026-09")
    assert yunce(*asked, "--format", "csv").csv[1]["gmv"] == "160.00"
    assert yunce(*asked, "--format", "csv").csv[0]["gmv"] == ""
    table = yunce(*asked)
    assert "160" in table.out and "–" in table.out and table.err == ""
    out = tmp_path / "numbers.xlsx"
    assert yunce(*asked, "--format", "xlsx", "--out", out).code == 0
    assert out.stat().st_size > 0


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("gvm", *SEPTEMBER), "operate.metric_unknown"),
        (("gmv", *SEPTEMBER, "--by", "colour"), "operate.dimension_unknown"),
        (("gmv", *SEPTEMBER, "--where", "colour=red"), "operate.dimension_unknown"),
        (("gmv", *SEPTEMBER, "--where", "channel"), "app.option_invalid"),
        (("gmv", *SEPTEMBER, "--unit", "nobody"), "operate.unit_unknown"),
        (("gmv", "--pack", "ecommerce", "--period", "2026-13", "--format", "json"), "operate.period_invalid"),
        (("gmv", "--pack", "nothing", "--format", "json"), "app.pack_unknown"),
        (("gmv", "--plan", "nothing", "--format", "json"), "app.no_plan"),
        (("gmv", "--plan", "nothing.yaml", "--format", "json"), "app.file_missing"),
        (("gmv", *SEPTEMBER, "--as-of", "2026-02-30"), "app.day_invalid"),
        (("gmv", *SEPTEMBER, "--known-at", "soon"), "app.moment_invalid"),
    ],
)
def test_what_cannot_be_asked(yunce: Run, words: tuple[str, ...], code: str) -> None:
    said = yunce("metric", *words)
    assert said.code in (1, 2)
    assert [p["code"] for p in said.json["problems"]] == [code]
    assert all(p["message"] and p["fix"] and p["severity"] == "error" for p in said.json["problems"])


def test_as_of_and_known_at(yunce: Run, tmp_path: Path) -> None:
    load(yunce, tmp_path, "ORDERS")
    first = yunce("load", "--list", "--format", "json").json["batches"][0]["loaded_at"]
    assert rows(yunce("metric", "gmv", *SEPTEMBER, "--as-of", "2026-09-03"), "gmv", "complete") == [(100, 1)]
    load(yunce, tmp_path, "DOUYIN")
    assert rows(yunce("metric", "gmv", *SEPTEMBER), "gmv") == [(285,)]
    assert rows(yunce("metric", "gmv", *SEPTEMBER, "--known-at", first), "gmv") == [(160,)]
    assert rows(yunce("metric", "gmv", *SEPTEMBER, "--known-at", "2020-01-01"), "gmv") == [(None,)]
    later = ("--pack", "ecommerce", "--period", "2026-11", "--as-of", "2026-10-31", "--format", "json")
    assert rows(yunce("metric", "gmv", *later), "gmv") == [(None,)]
