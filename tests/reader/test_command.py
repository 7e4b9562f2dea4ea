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
    assert found["qualifier"] == "at-least"
    assert {one["why"] for one in row["aside"]} == {"numbering", "year of the plan"}


@pytest.mark.parametrize(("option", "shown"), [([], "3 个未采用"), (["--format", "yaml"], "metric_1"), (["--explain"], "⇒ m1 target")])
def test_other_forms(plan: Path, option: list[str], shown: str) -> None:
    assert shown in CliRunner().invoke(app, ["read", str(plan), *option]).stdout


def test_a_file_that_cannot_be_read_says_why(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["read", str(tmp_path / "none.txt")])
    assert isinstance(result.exception, YunceError)
