# SPDX-License-Identifier: Apache-2.0
"""`yunce status` and `yunce breakdown`: the oracles of pace, exact cells, closed variances."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from pathlib import Path
from typing import Any

import fastexcel
import pytest

from tests.cli import exports
from tests.cli.conftest import Run, written

D = Decimal
SPLIT = """
  - id: gmv_h2
    metric: gmv
    unit: shop
    period: 2026-09..2026-12
    value: 300万
    split:
      - {by: month, values: {2026-09: 20万, 2026-10: 40万, 2026-11: 90万, 2026-12: 150万}}
      - {by: day, weights: {history: gmv, align: events}}
      - {by: channel, weights: {tmall: 90, distribution: 10}}
    locks:
      - {at: {month: 2026-11, channel: distribution}, value: 12万, reason: 已签分销合同}
  - {id: roi, metric: ad_roi, unit: shop, period: 2026-09, value: 3}
  - {id: share, metric: ad_spend, ratio_of: gmv, unit: shop, period: 2026-09, value: 10%..15%}
  - {id: people, metric: buyers, unit: shop, period: 2026-09, value: 300}
  - {id: users, metric: users, unit: shop, period: 2026-09, value: 1000}
  - {id: cases, metric: complaints, unit: shop, period: 2026-09, value: 10}
"""


def status(yunce: Run, *words: str) -> dict[str, Any]:
    """The targets of a status by id."""
    said = yunce("status", "p.yaml", *words, "--format", "json")
    assert said.code == 0, said.out
    return {t["id"]: t for t in said.json["targets"]}


def sold(folder: Path, days: int = 12) -> Path:
    """Orders of 430,000 over the first days of September: the rest on the last of them."""
    each = [D(35_000)] * (days - 1)
    amounts = [*each, D(430_000) - sum(each)]
    text = "".join(exports.classic(str(i), "甲", str(a), f"2026-09-{i:02d} 10:00:00") for i, a in enumerate(amounts, 1))
    return written(folder / "orders.csv", exports.CLASSIC + text)


def test_the_oracle_of_pace(yunce: Run, tmp_path: Path) -> None:
    """September 2026, Mon-Thu 1, Fri 1.2, Sat 1.5, Sun 1.4; 12 days done; 430,000 of 1,000,000. Source: docs/method/pace.md."""
    written(tmp_path / "p.yaml", exports.PLAN)
    yunce("load", sold(tmp_path))
    found = status(yunce, "--as-of", "2026-09-12")["gmv_9"]
    assert found["value"] == "1000000.00" and found["actual"] == "430000.00"
    assert D(found["time_progress"]) == D("0.401163")
    assert abs(D(found["plan_to_date"]) - D("401162.79")) <= D("0.02")
    assert D(found["attainment"]) == D("0.43")
    assert abs(D(found["pace"]) - D("1.071884")) <= D("0.000002")
    assert D(found["required_per_day"]) == D("31666.67")
    assert found["complete"] == "1.0000" and found["missing"] == []
    assert D(found["landing"]["low"]) <= D(found["landing"]["mid"]) <= D(found["landing"]["high"])
    assert abs(D(found["landing"]["mid"]) - D("1071884.06")) < 1
    assert D(found["gap"]) == D(found["landing"]["mid"]) - 1_000_000


def test_before_and_after_the_period(yunce: Run, tmp_path: Path) -> None:
    written(tmp_path / "p.yaml", exports.PLAN)
    yunce("load", sold(tmp_path))
    before = status(yunce, "--as-of", "2026-08-31")["gmv_9"]
    assert (before["actual"], before["landing"], before["pace"], before["state"]) == (None, None, None, "not_started")
    assert (D(before["plan_to_date"]), D(before["time_progress"])) == (0, 0)
    after = status(yunce, "--as-of", "2026-10-15")["gmv_9"]
    assert (after["state"], after["required_per_day"], D(after["time_progress"])) == ("ended", None, 1)
    assert D(after["gap"]) == D(after["landing"]["mid"]) - 1_000_000  # days that nobody reported are still estimated
    assert D(after["complete"]) == D("0.4") and after["missing"] == ["天猫店 18 天（订单）"]


def test_a_past_day_stays_as_it_was(yunce: Run, tmp_path: Path) -> None:
    written(tmp_path / "p.yaml", exports.PLAN)
    yunce("load", sold(tmp_path))
    known = yunce("load", "--list", "--format", "json").json["batches"][0]["loaded_at"]
    then = status(yunce, "--as-of", "2026-09-12", "--known-at", known)
    yunce("load", written(tmp_path / "more.csv", exports.ORDERS))
    assert status(yunce, "--as-of", "2026-09-12", "--known-at", known) == then
    assert D(status(yunce, "--as-of", "2026-09-12")["gmv_9"]["actual"]) == 430_160


def test_every_kind_of_target(yunce: Run, tmp_path: Path) -> None:
    written(tmp_path / "p.yaml", exports.PLAN + SPLIT.lstrip("\n"))
    for name in ("ORDERS", "ADS", "ENTRIES"):
        assert yunce("load", written(tmp_path / f"{name}.csv", getattr(exports, name))).code == 0
    found = status(yunce, "--as-of", "2026-09-20")
    assert (found["roi"]["actual"], found["roi"]["attainment"], found["roi"]["required_per_day"]) == ("3.000000", "1.000000", None)
    assert D(found["share"]["actual"]) == D("0.625") and D(found["share"]["attainment"]) == D("4.166667")
    assert found["share"]["value"] == {"low": "0.10", "high": "0.15"}
    assert (found["people"]["actual"], found["people"]["required_per_day"]) == ("1", None)
    assert (found["users"]["actual"], found["users"]["missing"]) == (None, ["未录入"])
    assert (found["cases"]["actual"], found["cases"]["missing"]) == ("5", [])
    assert abs(D(found["cases"]["time_progress"]) - D("0.666667")) < D("0.0002")
    assert status(yunce, "--as-of", "2026-09-30")["users"]["actual"] == "1200"
    table = yunce("status", "p.yaml", "--as-of", "2026-09-20")
    assert "3.00" in table.out and "62.50%" in table.out and "未录入" in table.out
    flat = yunce("status", "p.yaml", "--as-of", "2026-09-20", "--format", "csv").csv
    assert {"id", "value", "landing_low", "landing_mid", "landing_high", "complete"} <= set(flat[0])
    assert set(status(yunce, "--as-of", "2026-09-20", "--unit", "dy")) == set()
    assert yunce("status", "p.yaml", "--unit", "nobody", "--format", "json").json["problems"][0]["code"] == "operate.unit_unknown"


def test_a_variance_closes(yunce: Run, tmp_path: Path) -> None:
    drivers = """
  - {id: v, metric: visitors, unit: shop, period: 2026-09-01..2026-09-02, value: 400}
  - {id: c, metric: conversion, unit: shop, period: 2026-09-01..2026-09-02, value: 1%}
  - {id: a, metric: aov, unit: shop, period: 2026-09-01..2026-09-02, value: 120}
  - {id: g, metric: gmv, unit: shop, period: 2026-09-01..2026-09-02, value: 480}
"""
    written(tmp_path / "p.yaml", exports.PLAN + drivers.lstrip("\n"))
    for name in ("ORDERS", "MACRO"):
        assert yunce("load", written(tmp_path / f"{name}.csv", getattr(exports, name))).code == 0
    found = status(yunce, "--as-of", "2026-09-02")["g"]
    assert [v["driver"] for v in found["variance"]][:3] == ["visitors", "conversion", "aov"]
    assert sum(D(v["amount"]) for v in found["variance"]) == D(found["actual"]) - D(found["plan_to_date"]) == 100 - 480


@pytest.mark.parametrize(
    ("by", "count"), [("day,channel", 244), ("day", 122), ("month", 4), ("month,channel", 8), ("quarter", 2), ("week", 18)]
)
def test_cells_sum_to_the_fen(yunce: Run, tmp_path: Path, by: str, count: int) -> None:
    written(tmp_path / "p.yaml", exports.PLAN + SPLIT.lstrip("\n"))
    cells = yunce("breakdown", "p.yaml", "--target", "gmv_h2", "--by", by, "--format", "json").json["cells"]
    assert len(cells) == count
    assert sum(D(c["value"]) for c in cells) == 3_000_000
    assert all(D(c["value"]) == D(c["value"]).quantize(D("0.01")) for c in cells)
    months: dict[str, Decimal] = defaultdict(Decimal)
    for cell in cells:
        months[(cell.get("day") or cell.get("month") or "")[:7]] += D(cell["value"])
        if by == "month,channel" and (cell["month"], cell["channel"]) == ("2026-11", "distribution"):
            assert D(cell["value"]) == 120_000
    if by.startswith(("day", "month")):
        assert months == {"2026-09": 200_000, "2026-10": 400_000, "2026-11": 900_000, "2026-12": 1_500_000}
    assert len(yunce("breakdown", "p.yaml", "--target", "gmv_h2", "--by", by, "--format", "csv").csv) == count


def test_what_a_breakdown_says(yunce: Run, tmp_path: Path) -> None:
    written(tmp_path / "p.yaml", exports.PLAN + SPLIT.lstrip("\n"))
    out = tmp_path / "cells.xlsx"
    assert yunce("breakdown", "p.yaml", "--target", "gmv_h2", "--by", "month", "--format", "xlsx", "--out", out).code == 0
    page = fastexcel.read_excel(out).load_sheet(0).to_polars()
    assert (page.columns, page.row(0)) == (["target", "month", "value"], ("gmv_h2", "2026-09", 200_000))
    assert yunce("breakdown", "p.yaml", "--format", "xlsx", "--out", tmp_path / "no" / "x.xlsx").code == 2
    for words, code in (
        (("--target", "nothing"), "operate.target_unknown"),
        (("--target", "gmv_h2", "--by", "colour"), "operate.dimension_unknown"),
        (("--target", "gmv_h2", "--by", "sku"), "operate.not_split"),
    ):
        said = yunce("breakdown", "p.yaml", *words, "--format", "json")
        assert (said.code, said.json["problems"][0]["code"]) == (2, code)
    whole = yunce("breakdown", "p.yaml", "--format", "json").json["cells"]
    assert {c["target"] for c in whole} >= {"gmv_9", "gmv_h2"}
