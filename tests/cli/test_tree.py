# SPDX-License-Identifier: Apache-2.0
"""The tree of commands: one word loads its own module, any other word the whole; nothing heavy is loaded for a plan alone."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import typer

from yunce.cli.commands import HOMES, tree

PLAN = "yunce: 1\nplan: {id: a, title: 计划, period: 2026}\n"


def words(of: str = "") -> set[str]:
    return set(typer.main.get_command(tree(of)).commands)  # type: ignore[attr-defined]  # a group's


def test_the_whole_holds_every_word() -> None:
    assert words() == set(HOMES) == words("nothing of that name")


@pytest.mark.parametrize("word", HOMES)
def test_a_word_brings_its_own_command(word: str) -> None:
    assert word in words(word)
    assert {HOMES[other] for other in words(word)} == {HOMES[word]}


@pytest.mark.parametrize("command", ["validate", "show"])
@pytest.mark.parametrize("written", [PLAN, f"{PLAN}use: [nobody]\n"], ids=["sound", "wrong"])
def test_a_plan_alone_needs_neither_arrays_nor_facts(command: str, written: str, tmp_path: Path) -> None:
    file = tmp_path / "plan.yaml"
    file.write_text(written, encoding="utf-8")
    code = (
        "import sys; from yunce.cli.main import main\n"
        "try: main()\nexcept SystemExit: pass\n"
        "sys.exit(' '.join({'numpy', 'polars', 'scipy', 'duckdb', 'django', 'filelock'} & set(sys.modules)) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", code, "plan", command, str(file)], capture_output=True, text=True, check=False)
    assert (done.returncode, "nobody" in done.stderr) == (0, written != PLAN)
