# SPDX-License-Identifier: Apache-2.0
"""`yunce plan write-back`: from a draft that was edited back into its Word file."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.reader.office import p, word
from yunce.reader.files import read_bytes

PLAN = word(p("2026年度经营计划"), p("一、目标"), p("2026年全年销售额目标300W，由店长负责。"))


@pytest.fixture
def draft(yunce: Run, tmp_path: Path) -> str:
    (tmp_path / "原文.docx").write_bytes(PLAN)
    said = yunce("read", "原文.docx", "--format", "yaml")
    (tmp_path / "计划.yaml").write_text(said.out, "utf-8")
    return said.out


def test_only_the_changed_number(yunce: Run, tmp_path: Path, draft: str) -> None:
    (tmp_path / "计划.yaml").write_text(draft.replace("'3000000'", "320万").replace("value: 3000000", "value: 320万"), "utf-8")
    said = yunce("plan", "write-back", "计划.yaml", "--into", "原文.docx", "--out", "新.docx", "--format", "json")
    assert said.code == 0 and [(c["old"], c["new"]) for c in said.json["changes"]] == [("300W", "320W")]
    new = (tmp_path / "新.docx").read_bytes()
    assert read_bytes("a.docx", new).text == read_bytes("a.docx", PLAN).text.replace("300W", "320W")
    assert (tmp_path / "原文.docx").read_bytes() == PLAN


def test_nothing_to_write(yunce: Run, tmp_path: Path, draft: str) -> None:
    said = yunce("plan", "write-back", "计划.yaml", "--into", "原文.docx", "--out", "新.docx")
    assert said.code == 0 and "相同" in said.out and (tmp_path / "新.docx").read_bytes() == PLAN
    assert yunce("plan", "write-back", "计划.yaml", "--into", "原文.docx", "--out", "新.docx", "--format", "csv").csv == []


@pytest.mark.parametrize(
    ("into", "out", "code"),
    [
        ("没有.docx", "新.docx", "app.file_missing"),
        ("原文.docx", "原文.docx", "app.write_back_same"),
        ("别的.docx", "新.docx", "app.write_back_gone"),
        ("原文.docx", "没有的文件夹/新.docx", "app.file_unwritable"),
    ],
)
def test_what_cannot_be_done_leaves_nothing(yunce: Run, tmp_path: Path, draft: str, into: str, out: str, code: str) -> None:
    (tmp_path / "别的.docx").write_bytes(word(p("完全不同的文件，共5人参加，其中2人请假，合计支出10万元。")))
    said = yunce("plan", "write-back", "计划.yaml", "--into", into, "--out", out, "--format", "json")
    assert said.code == 2 and said.json["problems"][0]["code"] == code
    assert not (tmp_path / "新.docx").exists() and (tmp_path / "原文.docx").read_bytes() == PLAN
