# SPDX-License-Identifier: Apache-2.0
"""`yunce registers` and `yunce agenda --registers`: certificates of a table by a plan's register."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Run

PLAN = """yunce: 1
plan: {id: p, title: 网点, period: 2026}
units: [{id: branch, name: 支行}]
roles: [{id: teller, name: 柜员, unit: branch, headcount: 4}, {id: ops, name: 业务经理, unit: branch}]
registers:
  - {id: certs, title: 上岗证, kind: certificate, of: teller, owner: ops, cover: 100%, valid: 36mo, renew_before: 60d}
  - {id: rules, title: 管理手册, kind: document, of: ops, valid: 12mo, renew_before: 60d}
"""
TABLE = (
    "台账,姓名,名称,发证日期,有效期至\n上岗证,张三,张三上岗证,2024-01-05,\n上岗证,李四,李四上岗证,,2026-10-31\nrules,,手册,2026-01-10,\n"
)
"""Of four tellers by head-count one holds a valid certificate on 22 November."""


@pytest.fixture
def files(tmp_path: Path) -> tuple[str, str]:
    (tmp_path / "p.yaml").write_text(PLAN, "utf-8")
    (tmp_path / "entries.csv").write_bytes(TABLE.encode("gb18030"))
    return str(tmp_path / "p.yaml"), str(tmp_path / "entries.csv")


def test_registers_stand_by_hand(yunce: Run, files: tuple[str, str], tmp_path: Path) -> None:
    body = yunce("registers", *files, "--as-of", "2026-11-22", "--json").json
    certs, rules = body["registers"]
    assert [(e["holder"], e["until"], e["standing"]) for e in certs["entries"]] == [
        ("张三", "2027-01-04", "expiring"),
        ("李四", "2026-10-31", "expired"),
    ]
    assert certs["coverage"] == {"held": 1, "needed": 4, "share": "0.2500", "wanted": "1.00", "enough": False, "missing": []}
    assert rules["entries"][0]["until"] == "2027-01-09"
    roster = tmp_path / "roster.csv"
    roster.write_text("姓名,岗位\n张三,柜员\n李四,teller\n", "utf-8")
    told = yunce("registers", *files, "--as-of", "2026-10-31", "--roster", str(roster)).out
    assert "上岗证 持有覆盖：2/2" in told
    assert "上岗证 持有覆盖：1/2，缺 李四" in yunce("registers", *files, "--as-of", "2026-11-01", "--roster", str(roster)).out


def test_what_runs_out_is_on_the_agenda(yunce: Run, files: tuple[str, str]) -> None:
    found = yunce("agenda", files[0], "--registers", files[1], "--from", "2026-11-22", "--to", "2027-01-31", "--json").json
    items = [item for item in found["items"] if item["element"].startswith("registers.")]
    assert [(i["element"], i["period"], i["start"][:10], i["owner"]) for i in items] == [
        ("registers.certs", "2027-01-04", "2026-11-05", "ops"),
        ("registers.rules", "2027-01-09", "2026-11-10", "ops"),
    ]


def test_wrong_rows_are_told(yunce: Run, files: tuple[str, str]) -> None:
    Path(files[1]).write_text("台账,名称,有效期至\n没有的,甲,2027-01-01\n上岗证,乙,后天\n", "utf-8")
    answer = yunce("registers", *files)
    assert answer.code != 0
    assert "没有的" in answer.err
    assert "后天" in answer.err
    assert yunce("registers", *files, "--register", "x").code != 0
