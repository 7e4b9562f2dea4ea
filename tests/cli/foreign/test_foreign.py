# SPDX-License-Identifier: Apache-2.0
"""Foreign plans settled through the terminal, against fractions that share no code with the product, to the fen."""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from yunce.cli.commands import app

HERE = Path(__file__).parent
Body = Mapping[str, Any]
F = Fraction


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An empty home."""
    monkeypatch.setenv("YUNCE_HOME", str(tmp_path / "home"))


def run(command: str, trade: str, *words: str, plan: Path | None = None) -> Body:
    """What a command prints of a trade's plan; the same twice."""
    files = [str(HERE / f"{trade}.{word[1:]}.csv") if word.startswith("@") else word for word in words]
    given = [command, str(plan or HERE / f"{trade}.yaml"), *files, "--format", "json"]
    printed = [CliRunner().invoke(app, given).stdout for _ in range(2)]
    assert printed[0] == printed[1]
    found: Body = json.loads(printed[0])
    return found


def of(body: Body, name: str) -> dict[str, str | None]:
    """One field of everybody."""
    return {person["person"]: person[name] for person in body["people"]}


def test_a_bank_branch() -> None:
    """Caps above 100 %, a range, inverse, deductions, a veto, three linked cards, joiners and leavers, a pool of 95 %."""
    found = run(
        "appraise", "bank_branch", "--scorecard", "person_month", "--period", "2026-11", "--people", "@people", "--actuals", "@actuals",
        "--sign", "行长",
    )  # fmt: skip
    score = {
        "1": 35 * F(13, 10) + 20 + 15 * F(5, 4) + 15 + 15 + 2,
        "2": 35 * F(24, 25) + 20 * F(60, 65) + 15 + 11 + 15 - 1,
        "3": 35 * F(3, 2) + 20 * (2 - F(80, 75)) + 30 + 15 + 15 * F(3, 4) + 5 - 3,
        "4": 35 + 20 + 15 * F(15, 16) + 7 + 15 * F(1, 2),
        "5": 20 + 15 * F(1, 2) + 0 + 0,
        "6": F(0),
    }
    shown = of(found, "score")
    assert {k: round(F(shown[k] or 0) - v, 6) for k, v in score.items()} == dict.fromkeys(score, 0) and shown["7"] is None
    dept = {"corp": 60 * F(13, 12) + 40 * F(5, 4), "retail": 60 * F(11, 12) + 40 * F(5, 6)}
    assert dept["corp"] >= 105 and 90 > dept["retail"] > 0
    corp, retail, branch = F(11, 10), F(85, 100), F(105, 100)
    wanted = {"1": F(13, 10) * corp * branch, "2": corp * branch, "4": F(7, 10) * retail * branch, "5": F(0)}
    coefficients = of(found, "coefficient")
    assert {k: F(coefficients[k] or 0) for k in wanted} == wanted
    assert (of(found, "base")["2"], of(found, "base")["4"]) == ("4137.94", "2390.80")  # 15 and 13 of 21.75 days
    assert [of(found, "pay")[k] for k in "1234567"] == ["6070.70", "3220.54", "5564.80", "1493.65", "0.00", "0.00", None]
    assert found["pools"][0]["limit"] == found["pools"][0]["paid"] == "14856.04"  # 95 % of 15637.94
    assert (of(found, "deduction")["3"], of(found, "total")["3"]) == ("1632.96", "6531.84")  # a fifth of 8164.80
    assert of(found, "deduction")["7"] is None and "appraisal.below_lowest_wage" in {p["code"] for p in found["problems"]}


def test_a_hotel() -> None:
    """Steps, days late, scores to one place, commission on the whole amount with cliffs and a cap, returns, marginal tiers, quotas."""
    found = run("appraise", "hotel", "--period", "2026-11", "--people", "@actuals", "--actuals", "@actuals")
    assert of(found, "score") == {"W0": "95", "W1": "90.5", "D0": "63", "D1": "75.5", "D2": "84", "D3": "60.5", "D4": "76.2"}
    assert [of(found, "grade")[k] for k in ("D0", "D1", "D2", "D3", "D4")] == ["良", "良", "优", "良", "良"]  # 1, 4, 0 of five
    assert [of(found, "grade")[k] for k in ("W0", "W1")] == ["优", "优"], "two are not forced"
    paid = {"W0": "3.00", "W1": "0.00", "D0": "15.00", "D1": "530.00", "D2": "4130.02", "D3": "5947.75", "D4": None}
    assert of(found, "commission") == paid  # e.g. D2: 100,000.55 x 4 % + 30 + 1,999.99 x 5 %
    assert [(c["at"], c["below"], c["above"]) for c in found["cliffs"]] == [
        ("10000.00", "0.00", "100.00"),
        ("50000.00", "500.00", "1250.00"),
        ("100000.00", "2500.00", "4000.00"),
    ]
    assert {(q["unit"], q["holds"]) for q in found["quotas"]} == {("fnb", False), ("front", True), ("front", False)}


@pytest.mark.parametrize("method", ["direct", "step_down", "reciprocal"])
def test_a_hospital_pharmacy(method: str, tmp_path: Path) -> None:
    """Debit and credit, internal prices, three methods, budgets with what is committed, a head-count by tier."""
    plan = tmp_path / "plan.yaml"
    plan.write_text((HERE / "hospital_pharmacy.yaml").read_text(encoding="utf-8").replace("method: direct", f"method: {method}"), "utf-8")
    given = ("--month", "2026-11", "--ledger", "@ledger", "--drivers", "@drivers")
    found = run("pnl", "hospital_pharmacy", *given, plan=plan)
    it, logistics, centres = F("32000.03"), F("25600.10"), ("out", "inp", "prep")
    uses, shares = {"out": F(20), "inp": F(15), "prep": F(7)}, {"out": F(4, 10), "inp": F(3, 10), "prep": F(2, 10)}
    if method == "direct":
        want = {c: it * uses[c] / 42 + logistics * shares[c] / F(9, 10) for c in centres}
    elif method == "step_down":
        want = {c: it * uses[c] / 47 + (logistics + it * F(5, 47)) * shares[c] / F(9, 10) for c in centres}
    else:
        whole = (it + logistics / 10) / (1 - F(5, 470))
        want = {c: whole * uses[c] / 47 + (logistics + F(5, 47) * whole) * shares[c] for c in centres}
    rows = {row["centre"]: row for row in found["statements"]}
    got = {c: F(rows[c]["received"]) for c in centres}
    assert all(abs(got[c] - want[c]) < F(1, 100) for c in centres) and sum(got.values()) == it + logistics
    assert (found["difference"], found["company"][0]["profit"]) == ("0.00", "130165.47")
    assert (rows["out"]["contribution"], rows["inp"]["margin"], rows["prep"]["margin"]) == ("96789.12", "84765.43", "15000.00")
    assert [(b["budget"], b["left"], b["state"]) for b in found["budgets"]] == [
        ("b1", "4000.00", "warn"),
        ("b2", "-600.00", "stop"),
        ("b3", "-1000.01", "stop"),
    ]
    assert (found["headcount"][0]["roles"], found["headcount"][0]["ratio"], found["headcount"][0]["state"]) == (
        [["ph", "3"]],
        "0.065676",
        "within",
    )


def test_a_school_canteen() -> None:
    """Cash by month, payback with and without deposits and stock, NPV and IRR of flows that are certain."""
    found = run("simulate", "school_canteen", "--draws", "1000")
    balance, likely = Decimal(5000), []
    for month in range(24):
        sales = 0 if month < 2 else 80000 if month < 6 else 120000 if month < 12 else 0 if month < 14 else 150000
        out = (2500 if month < 18 else 0) + {0: 150000, 1: 20000}.get(month, 0)
        balance += Decimal(sales) / 8 - out
        likely.append(balance)
    assert [Decimal(row["likely"]) for row in found["cash"]] == likely and min(likely) == Decimal(-170000)
    assert [found[k]["likely"] for k in ("payback", "payback_without_deposits", "payback_without_stock")] == ["19", "17", "16"]
    assert (found["npv"]["likely"], found["irr"]) == ("103604.87", "0.608423")
    assert [goal["probability"] for goal in found["goals"]] == ["0.000000", "1.000000", "1.000000"]
