# SPDX-License-Identifier: Apache-2.0
"""`yunce simulate` over the shop of three stages: month 29, two years all but impossible."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from tests.cli.conftest import Run, written
from tests.operate.feasibility.test_simulating import BASE, SHOP


def test_the_shop_pays_back_in_month_29(yunce: Run, tmp_path: Path) -> None:
    written(tmp_path / "shop.yaml", SHOP + BASE)
    said = yunce("simulate", "shop.yaml", "--json")
    within = {each["months"]: Decimal(each["probability"]) for each in said.json["payback"]["within"]}
    assert (str(said.json["payback"]["likely"]), str(said.json["payback_without_deposits"]["likely"])) == ("29", "23")
    assert abs(within[24] - Decimal("0.01")) < Decimal("0.01")
    assert yunce("simulate", "shop.yaml", "--json").out == said.out
