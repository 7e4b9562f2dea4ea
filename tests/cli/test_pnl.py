# SPDX-License-Identifier: Apache-2.0
"""`yunce pnl` as people run it: a ledger handed in, or one that was loaded; JSON, workbook, the same bytes twice."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest
from typer.testing import CliRunner

from yunce.cli.commands import app

PLAN = """yunce: 1
plan: {id: plant, title: 独立核算, period: 2026}
units: [{id: company, name: 公司}, {id: mach, name: 加工, parent: company}, {id: assy, name: 装配, parent: company}]
accounts: [{id: sales, name: 销售收入, kind: revenue}, {id: material, name: 材料, kind: variable}, {id: rent, name: 房租, kind: shared}]
allocations: [{id: r, title: 房租分摊, pool: {unit: company, account: 房租}, to: [mach, assy], driver: area}]
"""
LEDGER = "日期,单位,科目,金额,凭证号\n2026-11-01,加工,销售收入,1000.00,1\n2026-11-02,装配,材料,300.00,2\n2026-11-30,公司,房租,100.01,3\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a plan, a ledger and areas, an empty home."""
    monkeypatch.setenv("YUNCE_HOME", str(tmp_path / "home"))
    (tmp_path / "plan.yaml").write_text(PLAN, encoding="utf-8")
    (tmp_path / "ledger.csv").write_text(LEDGER, encoding="gb18030")
    (tmp_path / "areas.csv").write_text("部门,面积\n加工,200\n装配,100\n", encoding="utf-8")
    return tmp_path


def run(folder: Path, *words: str, ledger: bool = True) -> tuple[int, str]:
    given = ["--ledger", str(folder / "ledger.csv")] if ledger else ["--month", "2026-11", "--as-of", "2026-11-30"]
    drivers = ["--drivers", str(folder / "areas.csv")]
    result = CliRunner().invoke(app, ["pnl", str(folder / "plan.yaml"), *given, *drivers, *words])
    return result.exit_code, result.stdout


def test_statements_as_json(folder: Path) -> None:
    code, text = run(folder, "--json")
    found = json.loads(text)
    assert (code, found["period"], found["difference"]) == (0, "2026-11", "0.00")
    assert {s["centre"]: s["profit"] for s in found["statements"]} == {"company": "0.00", "mach": "933.33", "assy": "-333.34"}
    assert found["company"][0]["profit"] == "599.99"
    assert [s["amount"] for s in found["pools"][0]["shares"]] == ["66.67", "33.34"]
    assert run(folder, "--format", "json")[1] == text


def test_a_ledger_that_was_loaded_says_the_same(folder: Path) -> None:
    assert CliRunner().invoke(app, ["load", str(folder / "ledger.csv")]).exit_code == 0
    handed, loaded = (json.loads(run(folder, "--json", ledger=given)[1]) for given in (True, False))
    assert loaded["statements"] == handed["statements"] and loaded["company"] == handed["company"]


BUDGET = "budget: [{id: m, title: 材料额度, unit: assy, account: 材料, kind: limit, amount: 500, every: monthly}]\n"
PROMISED = LEDGER.replace("\n", ",状态,类别\n", 1).replace(",1\n", ",1,,\n").replace(",2\n", ",2,,\n").replace(",3\n", ",3,,\n")
PROMISED += "2026-11-20,装配,材料,150.00,4,承诺,变动\n2026-10-08,装配,杂项,20.00,5,,变动\n2026-10-05,装配,材料,60.00,6,已签约,变动\n"


def test_what_is_committed_is_no_cost_and_counts_for_the_budget(folder: Path) -> None:
    """300 booked and 150 promised of 500 warn; of the year's 6,000 two months' 1,000 have come; handed in or loaded alike."""
    (folder / "plan.yaml").write_text(PLAN + BUDGET, encoding="utf-8")
    (folder / "ledger.csv").write_text(PROMISED, encoding="utf-8")
    assert CliRunner().invoke(app, ["load", str(folder / "ledger.csv")]).exit_code == 0
    words = ("--json", "--month", "2026-11")
    handed = json.loads(run(folder, *words)[1])
    result = run(folder, "--json", ledger=False)
    loaded = json.loads(result[1])
    for found in (handed, loaded):
        assert [s["variable"] for s in found["statements"] if s["centre"] == "assy"] == ["300.00"]
        assert [(b["spent"], b["committed"], b["state"]) for b in found["budgets"]] == [("300.00", "150.00", "warn")]
        assert (found["year"], [(b["amount"], b["committed"], b["state"]) for b in found["year_budgets"]]) == (
            "2026",
            [("6000", "210.00", "within")],
        )
    assert loaded["statements"] == handed["statements"] and loaded["year_budgets"] == handed["year_budgets"]
    later = PROMISED.replace("150.00,4,承诺,变动", "150.00,4,,变动")
    (folder / "ledger.csv").write_text(later, encoding="utf-8")
    assert CliRunner().invoke(app, ["load", str(folder / "ledger.csv")]).exit_code == 0
    booked = json.loads(run(folder, "--json", ledger=False)[1])["budgets"]
    assert [(b["spent"], b["committed"]) for b in booked] == [("450.00", "0.00")]


def test_the_workbook_has_levels_as_formulas_and_the_same_bytes(folder: Path) -> None:
    files = [folder / "a.xlsx", folder / "b.xlsx"]
    for file in files:
        assert run(folder, "--xlsx", str(file))[0] == 0
    assert files[0].read_bytes() == files[1].read_bytes()
    text = zipfile.ZipFile(files[0]).read("xl/worksheets/sheet1.xml").decode()
    assert "B3+B4-B5-B6" in text and "SUM(B3:D3)" in text


def test_a_missing_column_ends_in_words(folder: Path) -> None:
    (folder / "ledger.csv").write_text("日期,单位,金额\n2026-11-01,加工,1\n", encoding="utf-8")
    code, text = run(folder, "--json")
    assert code == 1 and next(p["code"] for p in json.loads(text)["problems"]) == "table.column_missing"
