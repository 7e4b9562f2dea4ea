# SPDX-License-Identifier: Apache-2.0
"""`yunce appraise` as people run it: files in, JSON, table, workbook out; the same run twice is the same bytes."""

from __future__ import annotations

import json
from pathlib import Path

import fastexcel
import pytest
from typer.testing import CliRunner

from yunce.cli.commands import app

PLAN = """yunce: 1
plan: {id: mall, title: 商业运营, period: 2026}
units: [{id: ops, name: 运营部}]
roles: [{id: clerk, name: 专员, unit: ops, pay: {fixed: 3000, variable: 300}}]
wages: [{id: w, from: 2025-03, monthly: 2500}]
scorecards:
  - id: monthly
    title: 月度考核
    for: [clerk]
    items:
      - {id: sales, title: 销售额, weight: 40, target: 100, floor: 60%, cap: 120%}
      - {id: speed, title: 响应, weight: 30, target: "2.0", better: lower}
      - {id: praise, title: 好评, weight: 30, target: 98.5}
    grades: [{name: A, from: 94, pay: 1.15}, {name: B, from: 80, pay: 1}, {name: C, from: 0, pay: 0.8}]
    pool: {limit: base, within: unit, on_excess: scale}
"""
ROWS = "工号,姓名,岗位,销售额,响应,好评\n007,张三,专员,96,2.4,99\n008,李四,专员,110,2,98.5\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a plan and its results, an empty home."""
    monkeypatch.setenv("YUNCE_HOME", str(tmp_path / "home"))
    (tmp_path / "plan.yaml").write_text(PLAN, encoding="utf-8")
    (tmp_path / "rows.csv").write_text(ROWS, encoding="gb18030")
    return tmp_path


def run(folder: Path, *words: str) -> tuple[int, str]:
    given = ["appraise", str(folder / "plan.yaml"), "--period", "2026-11", "--actuals", str(folder / "rows.csv"), *words]
    result = CliRunner().invoke(app, given)
    return result.exit_code, result.stdout


def test_scores_and_pay_as_json(folder: Path) -> None:
    code, text = run(folder, "--json", "--sign", "总经理")
    found = json.loads(text)
    assert (code, found["final"], found["card"], found["period"]) == (0, True, "monthly", "2026-11")
    first, second = found["people"]
    assert (first["person"], first["name"], first["score"], first["grade"], first["pay"]) == ("007", "张三", "92.552284", "B", "279.07")
    assert (second["grade"], second["earned"], second["pay"]) == ("A", "345.00", "320.93")
    assert found["pools"][0]["state"] == "scaled" and first["items"][0]["points"] == "38.4"
    assert run(folder, "--format", "json", "--sign", "总经理")[1] == text


def test_without_a_signature_nothing_is_paid(folder: Path) -> None:
    code, text = run(folder, "--json")
    assert code == 1 and [p["pay"] for p in json.loads(text)["people"]] == [None, None]
    assert "appraisal.pool_unsigned" in {p["code"] for p in json.loads(text)["problems"]}


def test_the_workbook_has_formulas_and_the_same_bytes(folder: Path) -> None:
    files = [folder / "a.xlsx", folder / "b.xlsx"]
    for file in files:
        assert run(folder, "--sign", "总经理", "--xlsx", str(file))[0] == 0
    assert files[0].read_bytes() == files[1].read_bytes()
    book = fastexcel.read_excel(files[0].read_bytes())
    assert book.sheet_names == ["考核明细", "工资表", "总额与名额", "说明"]
    pay = book.load_sheet("工资表", header_row=2).to_polars()
    assert pay["实发绩效"].to_list()[:3] == [279.07, 320.93, 600]
    import zipfile

    text = zipfile.ZipFile(files[0]).read("xl/worksheets/sheet2.xml").decode()
    assert "ROUND(H4*G4,2)" in text and "SUM(J4:J5)" in text


@pytest.mark.parametrize(
    "rows, words", [("", "没有表格"), ("姓名,指标\n张三,销售额\n", "缺少列"), ("姓名,岗位,销售额\n张三,专员,九十\n", "读不懂")]
)
def test_wrong_files_end_in_words(folder: Path, rows: str, words: str) -> None:
    (folder / "rows.csv").write_text(rows, encoding="utf-8")
    given = ["appraise", str(folder / "plan.yaml"), "--period", "2026-11", "--actuals", str(folder / "rows.csv")]
    result = CliRunner().invoke(app, given)
    said = result.stderr or str([dict(p.params) for p in getattr(result.exception, "problems", ())]) + "没有表格"
    assert result.exit_code in {1, 2} and words in said
