# SPDX-License-Identifier: Apache-2.0
"""The command: exit codes, formats, waivers, plan files, rules explained."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

RIGHT = "# 2026年预算\n\n装修费5万元,货架费2万元,首批货款20万元,共计27万元。\n"
WRONG = RIGHT.replace("27万元", "30万元")
PLAN = """yunce: 1
plan: {id: p, title: 计划, period: 2026}
metrics: [{id: gmv, name: 销售额, kind: sum, measured_in: CNY}]
targets: [{id: t, metric: gmv, period: 2026, value: 400万, stretch: 300万}]
"""


def run(home: Path, *words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from yunce.cli.main import main; main()", "check", *words]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", cwd=home, check=False)


@pytest.fixture(autouse=True)
def _quiet_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YUNCE_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("PYTHONIOENCODING", "utf-8")


def test_exit_codes(tmp_path: Path) -> None:
    for name, text in (("right.md", RIGHT), ("wrong.md", WRONG)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert run(tmp_path, "right.md").returncode == 0
    wrong = run(tmp_path, "wrong.md")
    assert wrong.returncode == 1 and "SUM001" in wrong.stdout and "= 270000 ≠ 300000" in wrong.stdout
    missing = run(tmp_path, "none.md")
    assert missing.returncode == 2 and "none.md" in missing.stderr


def test_json_with_waivers(tmp_path: Path) -> None:
    (tmp_path / "wrong.md").write_text(WRONG, encoding="utf-8")
    report = json.loads(run(tmp_path, "wrong.md", "--format", "json").stdout)
    (one,) = report["findings"]
    assert report["health"] == {**report["health"], "score": 88, "errors": 1, "warnings": 0, "questions": 0}
    assert report["health"]["numbers"] == report["health"]["accounted"]
    waivers = f"waivers:\n  - {{key: {one['key']}, who: 李经理, why: 尾款另列}}\n"
    (tmp_path / "waivers.yaml").write_text(waivers, encoding="utf-8")
    waived = run(tmp_path, "wrong.md", "--waivers", "waivers.yaml")
    assert waived.returncode == 0 and "已豁免 1 条" in waived.stdout
    (tmp_path / "bad.yaml").write_text("waivers: 1", encoding="utf-8")
    bad = run(tmp_path, "wrong.md", "--waivers", "bad.yaml")
    assert bad.returncode == 2 and "waivers" in bad.stderr


def test_a_plan_file_and_sarif(tmp_path: Path) -> None:
    (tmp_path / "plan.yaml").write_text(PLAN, encoding="utf-8")
    plan = run(tmp_path, "plan.yaml", "--format", "sarif")
    assert plan.returncode == 1
    results = json.loads(plan.stdout)["runs"][0]["results"]
    (one,) = [result for result in results if result["ruleId"] == "TGT101"]
    assert one["locations"][0]["logicalLocations"] == [{"fullyQualifiedName": "targets[t].stretch"}]


def test_a_rule_is_explained(tmp_path: Path) -> None:
    told = run(tmp_path, "plan.md", "--explain", "sum001")
    assert told.returncode == 0 and "不通过" in told.stdout
    assert run(tmp_path, "--explain", "SUM001").stdout == told.stdout  # no file is needed for it
    nothing = run(tmp_path)
    assert nothing.returncode == 2 and "缺少 FILE" in nothing.stderr and "yunce check --help" in nothing.stderr
    unknown = run(tmp_path, "plan.md", "--explain", "SUM999")
    assert unknown.returncode == 2 and "SUM999" in unknown.stderr
