# SPDX-License-Identifier: Apache-2.0
"""`yunce appraise` on files as people really send them: each fault is named with its file and row, nothing unknown becomes zero."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from yunce.cli.commands import app
from yunce.values.problem import YunceError

PLAN = """yunce: 1
plan: {id: mall, title: 商业运营, period: 2026}
units: [{id: ops, name: 运营部}]
roles: [{id: clerk, name: 专员, unit: ops, pay: {fixed: 3000, variable: 300}}]
scorecards:
  - id: monthly
    for: [clerk]
    items:
      - {id: sales, title: 销售额, weight: 60, target: 100}
      - {id: done, title: 完成日, weight: 40, due: 2026-04-30, deduct: 2}
    grades: [{name: A, from: 94, pay: 1.15}, {name: C, from: 0, pay: 0.8}]
"""
HEAD = "工号,岗位,销售额,完成日"


def codes(folder: Path, rows: bytes, plan: str = PLAN) -> dict[str, str]:
    """What a run finds wrong, code by place; and how far the people are held."""
    (folder / "plan.yaml").write_text(plan, encoding="utf-8")
    (folder / "rows.csv").write_bytes(rows)
    words = ["appraise", str(folder / "plan.yaml"), "--period", "2026-04", "--actuals", str(folder / "rows.csv"), "--json"]
    result = CliRunner().invoke(app, words)
    if isinstance(result.exception, YunceError):
        return {p.code: p.path for p in result.exception.problems}
    found = json.loads(result.stdout)
    held = {"held": ",".join(p["person"] for p in found["people"] if p["score"] is None)}
    return {p["code"]: p["path"] for p in found["problems"]} | held


@pytest.mark.parametrize(
    "rows, code, place",
    [
        (b"", "app.table_empty", "rows.csv"),
        (f"{HEAD}\n1,专员,很好,2026-04-29\n".encode(), "table.cell_unreadable", "rows.csv:2"),
        (f"{HEAD}\n1,专员,9,2026年4月31日\n".encode("gb18030"), "table.cell_unreadable", "rows.csv:2"),
        (f"{HEAD}\n1,专员,nan,2026-04-29\n".encode(), "table.cell_unreadable", "rows.csv:2"),
        (f"{HEAD}\n\n1,专员,1e400,2026-04-29\n".encode(), "table.cell_unreadable", "rows.csv:3"),
        (f"{HEAD}\n1,专员,100,2026-04-29\n1,专员,50,2026-04-29\n".encode(), "appraisal.result_twice", "rows.csv:3"),
        ("工号,指标,实际\n1,销售额,100\n1,销售额,90\n".encode(), "appraisal.result_twice", "rows.csv:3"),
        (f"{HEAD},绩效基数\n1,专员,100,2026-04-29,-300\n".encode(), "table.cell_negative", "rows.csv:2"),
        (f"{HEAD},绩效基数\n1,专员,100,2026-04-29,30.005\n".encode(), "table.cell_no_money", "rows.csv:2"),
        (f"{HEAD},销售额\n1,专员,100,2026-04-29,90\n".encode(), "table.column_twice", "rows.csv"),
        (f"{HEAD}\n1,司机,100,2026-04-29\n".encode(), "appraisal.role_unknown", "rows.csv"),
        ("甲,乙\n1,2\n".encode(), "appraisal.no_columns", "rows.csv"),
        (b"\xff\xfe\xfa\xe9,abc\n1,2", "appraisal.no_columns", "rows.csv"),
    ],
)
def test_each_fault_is_named_with_its_row(
    rows: bytes, code: str, place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:  # fmt: skip
    monkeypatch.setenv("YUNCE_HOME", str(tmp_path / "home"))
    assert codes(tmp_path, rows).get(code) == place


@pytest.mark.parametrize(
    "rows, code",
    [
        (b"\x00\x01\x02" * 9, "app.table_no_text"),
        (f'{HEAD}\n1,"专员,100,\n2,专员,5,\n'.encode(), "app.table_quote_open"),
        (f"{HEAD}\n1,专员,3,\n".encode("utf-16-le"), "app.table_no_text"),
    ],
)
def test_what_is_no_table_is_refused(rows: bytes, code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YUNCE_HOME", str(tmp_path / "home"))
    assert codes(tmp_path, rows).keys() & {code, "app.encoding_unknown"}


def test_what_is_not_reported_holds_the_person(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YUNCE_HOME", str(tmp_path / "home"))
    assert codes(tmp_path, f"{HEAD}\n1,专员,,2026-04-29\n2,专员\n".encode())["held"] == "1,2"


def test_a_plan_without_cards_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YUNCE_HOME", str(tmp_path / "home"))
    assert codes(tmp_path, HEAD.encode(), PLAN.split("scorecards")[0]) == {"appraisal.card_none": "scorecards"}
