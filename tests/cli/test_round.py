# SPDX-License-Identifier: Apache-2.0
"""`yunce round`: a month is closed step by step, then a late correction is told and booked, and the frozen results stay."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from yunce.cli.commands import app

PLAN = """yunce: 1
plan: {id: mall, title: 商业运营, period: 2026}
units: [{id: ops, name: 运营部}]
roles: [{id: clerk, name: 专员, unit: ops, pay: {variable: 300}}]
scorecards:
  - id: monthly
    for: [clerk]
    items: [{id: sales, title: 销售额, weight: 60, target: 100}, {id: tasks, title: 重点工作, weight: 40}]
    pay_by: score
    pool: {limit: base, within: unit, on_excess: scale}
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a plan and its results, an empty home."""
    monkeypatch.setenv("YUNCE_HOME", str(tmp_path / "home"))
    (tmp_path / "plan.yaml").write_text(PLAN, encoding="utf-8")
    (tmp_path / "rows.csv").write_text("人员,销售额\nclerk,90\n", encoding="utf-8")
    return tmp_path


def step(folder: Path, *words: str) -> tuple[int, dict[str, object]]:
    given = ["round", str(folder / "plan.yaml"), "--period", "2026-11", "--actuals", str(folder / "rows.csv"), "--json"]
    result = CliRunner().invoke(app, [*given, *words])
    return result.exit_code, json.loads(result.stdout) if result.stdout else {}


def test_a_month_is_closed_and_stays_closed(folder: Path) -> None:
    assert step(folder)[1]["stages"] == {"clerk": "open"}
    assert step(folder, "--step", "freeze", "--by", "hr")[0] == 1
    assert step(folder, "--step", "self", "--by", "clerk", "--person", "clerk", "--score", "tasks=95")[0] == 0
    assert step(folder, "--step", "lead", "--by", "clerk", "--person", "clerk")[0] == 1
    assert step(folder, "--step", "lead", "--by", "boss", "--person", "clerk", "--score", "tasks=80")[0] == 0
    assert step(folder, "--step", "confirm", "--by", "hr", "--person", "clerk")[1]["stages"] == {"clerk": "confirmed"}
    code, closed = step(folder, "--step", "freeze", "--by", "hr")
    frozen = closed["frozen"]
    assert code == 0 and isinstance(frozen, dict) and frozen["people"][0]["pay"] == "258.00"  # 54 + 32 points of 300
    (folder / "rows.csv").write_text("人员,销售额\nclerk,100\n", encoding="utf-8")
    _, later = step(folder)
    assert later["frozen"] == frozen and later["late"] == [{"person": "clerk", "pay": "258.00", "pay_now": "276.00", "rest": "18.00"}]
    assert step(folder, "--step", "lead", "--by", "boss", "--person", "clerk", "--score", "tasks=1")[0] == 1
    (folder / "rows.csv").write_text("人员,岗位,销售额\nclerk,专员,100\nnew,专员,50\n", encoding="utf-8")
    assert step(folder)[1]["stages"] == {"clerk": "confirmed"}, "who came later is not in the frozen round"
    _, booked = step(folder, "--step", "adjust", "--by", "hr", "--person", "clerk", "--amount", "18", "--note", "漏计销售额")
    lines = booked["adjustments"]
    assert isinstance(lines, list) and [(line["person"], line["amount"], line["note"]) for line in lines] == [
        ("clerk", "18.00", "漏计销售额")
    ]


def test_a_step_that_is_none_is_told() -> None:
    result = CliRunner().invoke(app, ["round", "--step", "jump"])
    assert result.exit_code != 0


def test_a_damaged_record_is_told(folder: Path) -> None:
    step(folder, "--step", "self", "--by", "clerk", "--person", "clerk")
    (path,) = (folder / "home" / "appraisals").glob("*.jsonl")
    path.write_text("{}\n", encoding="utf-8")
    result = CliRunner().invoke(app, ["round", str(folder / "plan.yaml"), "--period", "2026-11"])
    assert "round_damaged" in str(result.exception)


JOINT = """yunce: 1
plan: {id: mall, title: 商业运营, period: 2026}
units: [{id: ops, name: 运营部}]
roles: [{id: clerk, name: 专员, unit: ops, pay: {variable: 1000}}, {id: head, name: 组长, unit: ops, pay: {variable: 500}}]
scorecards:
  - {id: front, for: [clerk], items: [{id: work, title: 工作, weight: 100, cap: 120}], pay_by: score,
     pool: {limit: base, within: unit, on_excess: scale, with: [lead]}}
  - {id: lead, for: [head], items: [{id: care, title: 带教, weight: 100, cap: 120}], pay_by: score}
"""


def test_two_cards_pay_out_of_one_pool(folder: Path) -> None:
    """1,000 x 1.2 + 500 x 1.08 = 1,740 of 1,500: 1,034.48 and 465.52; each round is signed for, and none freezes before all are told."""
    (folder / "plan.yaml").write_text(JOINT, encoding="utf-8")
    (folder / "rows.csv").write_text("人员,岗位,工作\nann,专员,120\n", encoding="utf-8")
    front, lead = ("--scorecard", "front"), ("--scorecard", "lead")
    for words in (("--step", "lead", "--by", "boss"), ("--step", "confirm", "--by", "hr")):
        code, found = step(folder, *front, *words, "--person", "ann")
    assert code == 0 and [pool["state"] for pool in found["pools"]] == ["waiting"]  # type: ignore[attr-defined]
    assert step(folder, *front, "--step", "freeze", "--by", "hr")[0] == 1, "the other card has no score yet"
    (folder / "rows.csv").write_text("人员,岗位,带教\nbob,组长,108\n", encoding="utf-8")
    for words in (("--step", "lead", "--by", "boss"), ("--step", "confirm", "--by", "hr")):
        assert step(folder, *lead, *words, "--person", "bob")[0] == 0
    assert step(folder, *lead, "--step", "freeze", "--by", "hr")[0] == 1, "nobody has signed"
    (folder / "rows.csv").write_text("人员,岗位,工作,带教\nann,专员,120,\nbob,组长,,108\n", encoding="utf-8")
    signed = step(folder, *lead, "--step", "sign", "--by", "gm")[1]
    assert signed["pools"] == [
        {"unit": "ops", "wanted": "1740.00", "limit": "1500.00", "paid": "1500.00", "scale": "0.862068966", "state": "scaled"}
        | {"signed_by": "gm", "cards": ["front", "lead"]}
    ]
    frozen = step(folder, *lead, "--step", "freeze", "--by", "hr")[1]["frozen"]
    assert isinstance(frozen, dict) and [one["pay"] for one in frozen["people"]] == ["465.52"]
    assert step(folder, *front, "--step", "freeze", "--by", "hr")[0] == 1, "each round is signed for by itself"
    assert step(folder, *front, "--step", "sign", "--by", "gm")[0] == 0
    frozen = step(folder, *front, "--step", "freeze", "--by", "hr")[1]["frozen"]
    assert isinstance(frozen, dict) and [one["pay"] for one in frozen["people"]] == ["1034.48"]
    assert step(folder, *lead)[1]["late"] == [], "nothing is owed by what the other card did"


def test_nothing_is_booked_for_nobody(folder: Path) -> None:
    (folder / "rows.csv").write_text("人员,销售额,重点工作\nclerk,90,80\n", encoding="utf-8")
    for words in (("lead", "--by", "boss", "--person", "clerk"), ("confirm", "--by", "hr", "--person", "clerk"), ("freeze", "--by", "hr")):
        assert step(folder, "--step", *words)[0] == 0
    code, told = step(folder, "--step", "adjust", "--by", "hr", "--person", "ghost", "--amount", "5", "--note", "补")
    assert code == 1 and told["problems"][0]["code"] == "appraisal.round_nobody"  # type: ignore[index]
