# SPDX-License-Identifier: Apache-2.0
"""`yunce read`: the contract on standard output, other forms."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from yunce.cli.commands import app
from yunce.values.problem import YunceError

TEXT = "2026年运营计划\n一、目标\n1、全年销售额不低于300万元,由店长负责\n"


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    file = tmp_path / "plan.txt"
    file.write_bytes(TEXT.encode("gb18030"))
    return file


def test_json_is_the_contract(plan: Path) -> None:
    row = json.loads(CliRunner().invoke(app, ["read", str(plan), "--format", "json"]).stdout)
    assert set(row) == {"yunce", "document", "text", "plans", "statements", "aside", "goals"}
    (found,) = row["statements"]
    assert found["quote"] == "不低于300万元"
    assert found["value"] == {"low": "3000000", "high": "3000000", "unit": "CNY", "op": ">="}
    assert (found["kind"], found["what"], found["period"], found["owner"]) == ("target", "销售额", "2026", "店长")
    assert (found["qualifier"], found["read_by"]) == ("at-least", "rule:clause")
    assert {one["why"] for one in row["aside"]} == {"numbering", "year of the plan"}


def test_who_read_it_is_one_of_the_contracts(tmp_path: Path) -> None:
    (tmp_path / "plan.md").write_text(
        "# 2026年计划\n\n客单价：250元\n\n| 指标 | 目标 |\n|---|---|\n| 销售额 | 300万元 |\n\n会员数达到3万人。\n", encoding="utf-8"
    )
    rows = json.loads(CliRunner().invoke(app, ["read", str(tmp_path / "plan.md"), "--format", "json"]).stdout)["statements"]
    said = {row["read_by"] for row in rows}
    assert "table" in said
    assert all(by in {"label", "table", "model", "person"} or by.startswith("rule:") for by in said)


@pytest.mark.parametrize(("option", "shown"), [([], "3 个未采用"), (["--format", "yaml"], "metric_1"), (["--explain"], "⇒ m1 target")])
def test_other_forms(plan: Path, option: list[str], shown: str) -> None:
    assert shown in CliRunner().invoke(app, ["read", str(plan), *option]).stdout


def test_a_file_that_cannot_be_read_says_why(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["read", str(tmp_path / "none.txt")])
    assert isinstance(result.exception, YunceError)


def test_corrections_survive_a_revision_and_lost_ones_are_told(plan: Path, tmp_path: Path) -> None:
    rows = json.loads(CliRunner().invoke(app, ["read", str(plan), "--format", "json"]).stdout)
    key = next(row["key"] for row in rows["statements"])
    said = tmp_path / "said.json"
    said.write_text(
        json.dumps({"corrections": [{"key": key, "kind": "budget", "what": "采购额"}, {"key": "gone", "what": "旧事"}]}), encoding="utf-8"
    )
    revised = tmp_path / "revised.txt"
    revised.write_text("新的第一行\n" + TEXT, encoding="utf-8")
    result = CliRunner().invoke(app, ["read", str(revised), "--corrections", str(said), "--format", "json"])
    (found,) = json.loads(result.stdout)["statements"]
    assert (found["kind"], found["what"], found["read_by"]) == ("budget", "采购额", "person")
    assert "1 条更正" in result.stderr
    assert "旧事" in result.stderr


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("{", "reader.corrections_form"),
        ("[]", "reader.corrections_form"),
        ('{"corrections": [{"kind": "target"}]}', "reader.correction"),
        ('{"corrections": [{"key": "a", "kind": "income"}]}', "reader.correction"),
        ('{"corrections": [{"key": "a", "value": "3"}]}', "reader.correction"),
    ],
)
def test_corrections_that_are_none_are_refused(plan: Path, tmp_path: Path, text: str, code: str) -> None:
    said = tmp_path / "said.json"
    said.write_text(text, encoding="utf-8")
    result = CliRunner().invoke(app, ["read", str(plan), "--corrections", str(said)])
    assert isinstance(result.exception, YunceError)
    assert {one.code for one in result.exception.problems} == {code}
    missing = CliRunner().invoke(app, ["read", str(plan), "--corrections", str(tmp_path / "none.json")])
    assert isinstance(missing.exception, YunceError)


def test_a_revision_is_told_by_target(plan: Path, tmp_path: Path) -> None:
    new = tmp_path / "new.txt"
    new.write_text("引言\n" + TEXT.replace("300万元", "320万元"), encoding="utf-8")
    shown = json.loads(CliRunner().invoke(app, ["read", str(new), "--against", str(plan), "--format", "json"]).stdout)
    (change,) = shown["changes"]
    assert (change["op"], change["what"], change["old"], change["new"]) == ("changed", "销售额", ">= 3000000CNY", ">= 3200000CNY")
    table = CliRunner().invoke(app, ["read", str(new), "--against", str(plan)]).stdout
    assert "修改" in table
    assert "1 处变化" in table
