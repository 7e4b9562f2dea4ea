# SPDX-License-Identifier: Apache-2.0
"""`yunce plan`: every problem at once, differences, versions."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli import exports
from tests.cli.conftest import Run, written

WRONG = """
yunce: 1
plan: {id: s26, title: 计划, period: 2026-07..2027-06}
use: [ecommerce]
units:
  - {id: shop, name: 天猫店}
targets:
  - {id: a, metric: gvm, unit: shop, period: 2026-09, value: 10万}
  - {id: b, metric: gmv, unit: shp, period: 2026-13, value: 10万}
  - {id: c, metric: gmv, unit: shop, period: 2026-09, value: 10万, split: [{by: channel, weights: {tmall: -1, douyin: 2}}]}
  - {id: d, metric: gmv, unit: shop, period: 2026-09..2026-10, value: 10万, split: [{by: month, values: {2026-09: 9万, 2026-10: 2万}}]}
  - {id: e, metric: gmv, unit: shop, period: 2026-09, valeu: 10万}
"""


def test_every_problem_at_once(yunce: Run, tmp_path: Path) -> None:
    said = yunce("plan", "validate", written(tmp_path / "p.yaml", WRONG), "--format", "json")
    assert said.code == 1
    problems = said.json["problems"]
    assert [p for p in problems if not all(p[name] for name in ("code", "severity", "path", "message", "fix"))] == []
    paths = " ".join(p["path"] for p in problems if p["severity"] == "error")
    assert all(part in paths for part in ("targets[a]", "targets[b]", "targets[c]", "targets[d]", "targets[e]"))
    table = yunce("plan", "validate", "p.yaml")
    assert table.code == 1 and table.out == "" and table.err.count("→") == len(problems)
    assert len(yunce("plan", "validate", "p.yaml", "--format", "csv").csv) == len(problems)
    assert yunce("plan", "add", "p.yaml", "--format", "json").code == 1
    assert yunce("status", "p.yaml", "--format", "json").code == 1
    assert yunce("breakdown", "p.yaml", "--format", "json").json["problems"]


@pytest.mark.parametrize(
    "text",
    ["", "yunce: 1\nplan: [", "just words", "- 1\n- 2", "yunce: 99\nplan: {id: a, title: b}", "a: &a [*a]", "{}", "yunce: 1\nyunce: 1\n"],
)
def test_what_is_no_plan(yunce: Run, tmp_path: Path, text: str) -> None:
    said = yunce("plan", "validate", written(tmp_path / "p.yaml", text), "--format", "json")
    assert said.code in (1, 2)
    assert said.json["problems"]
    assert yunce("plan", "show", "p.yaml", "--format", "json").code in (1, 2)
    assert yunce("plan", "diff", "p.yaml", "p.yaml", "--format", "json").code in (0, 1, 2)


def test_a_right_plan(yunce: Run, tmp_path: Path) -> None:
    written(tmp_path / "p.yaml", exports.PLAN)
    said = yunce("plan", "validate", "p.yaml", "--format", "json")
    assert (said.code, said.json) == (0, {"problems": []})
    assert yunce("plan", "validate", "p.yaml").out == "没有发现问题。\n"
    assert yunce("plan", "show", "p.yaml", "--format", "json").json["targets"][0]["id"] == "gmv_9"
    assert "gmv_9" in yunce("plan", "show", "p.yaml").out
    assert yunce("plan", "show", "p.yaml", "--format", "csv").csv[0]["id"] == "gmv_9"
    assert yunce("plan", "schema").json["properties"]


def test_differences(yunce: Run, tmp_path: Path) -> None:
    written(tmp_path / "a.yaml", exports.PLAN)
    new = exports.PLAN.replace("value: 100万", "value: 120万").replace("name: 抖音店", "name: 抖店")
    new = new + "  - {id: extra, metric: orders, unit: shop, period: 2026-10, value: 100}\n"
    written(tmp_path / "b.yaml", new)
    changes = yunce("plan", "diff", "a.yaml", "b.yaml", "--format", "json").json["changes"]
    assert all(list(c) == ["op", "kind", "id", "field", "old", "new"] for c in changes)
    found = {(c["op"], c["id"], c["field"]) for c in changes}
    assert ("changed", "gmv_9", "value") in found
    assert ("changed", "dy", "name") in found
    assert {(op, own) for op, own, _ in found} >= {("added", "extra")}
    back = yunce("plan", "diff", "b.yaml", "a.yaml", "--format", "json").json["changes"]
    assert {(c["op"], c["id"]) for c in back} >= {("removed", "extra")}
    assert yunce("plan", "diff", "a.yaml", "a.yaml", "--format", "json").json == {"changes": []}
    assert len(yunce("plan", "diff", "a.yaml", "b.yaml", "--format", "csv").csv) == len(changes)
    assert "extra" in yunce("plan", "diff", "a.yaml", "b.yaml").out


def test_versions(yunce: Run, tmp_path: Path) -> None:
    assert yunce("plan", "list", "--format", "json").json == {"versions": []}
    assert yunce("status", "--format", "json").code == 2
    first = yunce("plan", "add", written(tmp_path / "a.yaml", exports.PLAN), "--by", "店长", "--format", "json").json["version"]
    second = yunce("plan", "add", written(tmp_path / "b.yaml", exports.PLAN.replace("100万", "120万")), "--format", "json").json["version"]
    assert (first["number"], second["number"]) == (1, 2)
    listed = yunce("plan", "list", "--format", "json").json["versions"]
    assert [v["fingerprint"] for v in listed] == [second["fingerprint"], first["fingerprint"]]
    assert len(yunce("plan", "list", "--format", "csv").csv) == 2
    assert yunce("status", "--as-of", "2026-09-12", "--format", "json").json["targets"][0]["value"] == "1200000.00"
    old = yunce("status", first["fingerprint"][:8], "--as-of", "2026-09-12", "--format", "json")
    assert old.json["targets"][0]["value"] == "1000000.00"
    assert yunce("status", "ffffffff", "--format", "json").json["problems"][0]["code"] == "app.plan_unknown"
    again = yunce("plan", "add", tmp_path / "a.yaml", "--format", "json").json["version"]
    assert again["fingerprint"] == first["fingerprint"]
    assert yunce("plan", "list", "--format", "json").json["versions"][0]["fingerprint"] == first["fingerprint"]
