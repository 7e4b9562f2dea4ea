# SPDX-License-Identifier: Apache-2.0
"""`read` and `check` in their plain form: quick, and the same as through the tree of commands; JSON and tables as they are printed."""

from __future__ import annotations

import json
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from tests.cli.conftest import Run
from yunce.cli.commands import app
from yunce.cli.output import Row, json_text, print_table
from yunce.cli.written import quick

TEXT = "# 2026年预算\n\n装修费5万元,货架费2万元,首批货款20万元,共计30万元。\n"
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "plan.md"
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.mark.parametrize("words", [("read",), ("read", "--format", "json"), ("check",), ("check", "--format", "sarif")])
def test_the_plain_form_says_what_the_tree_says(yunce: Run, file: Path, words: tuple[str, ...]) -> None:
    said = yunce(*words, file)
    through = CliRunner().invoke(app, [*words, str(file)])
    assert (said.code, said.out) == (through.exit_code, through.stdout)
    assert said.out


@pytest.mark.parametrize("command", ["read", "check"])
def test_the_plain_form_does_not_wait_for_the_library(file: Path, command: str) -> None:
    asked = f"import sys; from yunce.cli.written import quick; quick(['{command}', sys.argv[1], '--format', 'json']); "
    run = [sys.executable, "-c", asked + "sys.exit(bool({'typer', 'pydantic', 'rich'} & sys.modules.keys()))", str(file)]
    assert subprocess.run(run, capture_output=True, check=False).returncode == 0


@pytest.mark.parametrize(
    "words",
    [(), ("read",), ("read", "--help"), ("read", "a.md", "--explain"), ("read", "a.md", "b.md"), ("read", "a.md", "--format"),
     ("read", "a.md", "--format", "sarif"), ("check", "plan.yaml"), ("check", "--format", "yaml", "a.md"), ("status", "a.md")],
)  # fmt: skip
def test_other_words_are_left_to_the_tree(words: tuple[str, ...]) -> None:
    assert quick(words) is None


@given(JSON)
def test_json_is_written_as_the_standard_library_writes_it(value: object) -> None:
    assert json_text(value) == json.dumps(value, ensure_ascii=False, indent=2)


def test_a_table_keeps_its_rows_whole_in_a_pipe(capsys: pytest.CaptureFixture[str]) -> None:
    rows: list[Row] = [{"name": "销售额", "value": Decimal(1200), "note": "长" * 200}, {"name": "gmv", "value": None, "note": "一\n二"}]
    print_table(rows, ("name", "value", "note"), names={"name": "指标"})
    lines = capsys.readouterr().out.splitlines()
    assert [line.rstrip() for line in lines] == ["指标    value  note", f"销售额  1,200  {'长' * 200}", "gmv         –  一 二"]
