# SPDX-License-Identifier: Apache-2.0
"""A file that nobody knows: told with the next step, a profile proposed, corrected, saved, and then it loads."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from tests.cli.conftest import Run, written
from yunce.warehouse.intake.profile_file import MARKS_FILE

OWN = "单号,成交额(元),付款日,买家电话\n900000000001,99.50,2026-11-11,13812341234\n"


def test_an_unknown_file_becomes_a_known_one(yunce: Run, tmp_path: Path) -> None:
    file = written(tmp_path / "自家商城.csv", OWN, "gb18030")
    refused = yunce("load", file)
    assert refused.code == 2 and "yunce profile propose" in refused.err
    profile = tmp_path / "own.yaml"
    proposed = yunce("profile", "propose", file, "--like", "TB-ORDER-LIST", "--out", profile, "--format", "json").json
    assert proposed["missing"] == ["买家实际支付金额"] and "13812341234" not in str(proposed)
    assert {c["header"]: c["field"] for c in proposed["columns"]}["付款日"] == "paid_at"
    profile.write_text(profile.read_text("utf-8").replace("- 买家实际支付金额", "- 成交额(元)").replace("other_1", "spare"), "utf-8")
    assert yunce("profile", "save", profile).code == 0
    [batch] = yunce("load", file, "--format", "json").json["batches"]
    assert (batch["profile"], batch["loaded"], batch["rejected"]) == ("MY-自家商城", 1, 0)
    listed = yunce("profile", "list", "--format", "json").json["profiles"]
    assert [p["id"] for p in listed if p["own"]] == ["MY-自家商城"]


def test_every_mistake_in_a_profile_is_told_and_nothing_is_kept(yunce: Run, tmp_path: Path) -> None:
    wrong = written(tmp_path / "x.yaml", "id: X\ntitle: t\nfields: {a: {headers: [a], type: what}}\ntables: {orders: {day: c}}\n")
    said = yunce("profile", "save", wrong, "--format", "json")
    assert said.code == 1 and [p["code"] for p in said.json["problems"]] == ["intake.profile_part"] * 2
    assert not (tmp_path / "home" / "profiles").exists()


def test_a_proposal_for_people_names_the_next_step(yunce: Run, tmp_path: Path) -> None:
    file = written(tmp_path / "a.csv", OWN)
    assert "yunce profile save" in yunce("profile", "propose", file).out
    assert "9000***0001" in yunce("profile", "propose", file, "--format", "csv").out
    assert yunce("profile", "propose", file, "--out", tmp_path).code == 2
    assert yunce("profile", "propose", tmp_path / "none.csv").code == 2
    shipped = [path for path in Path(str(files("yunce.packs"))).glob("*/profiles/*.yaml") if path.name != MARKS_FILE]
    assert "自带" in yunce("profile", "list").out and len(yunce("profile", "list", "--format", "csv").csv) == len(shipped)
