# SPDX-License-Identifier: Apache-2.0
"""Set-up finds a Python that runs, passes over those that refuse, and says one line where there is none."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import environment
import interpreters
from interpreters import Interpreter


def script(path: Path, text: str) -> Path:
    """An executable file that answers like a Python."""
    path.write_text(f"#!/bin/sh\n{text}\n", encoding="utf-8")
    path.chmod(0o755)
    return path


def answer(path: Path, version: str, *, final: int = 1, can: int = 1) -> Path:
    """A stand-in that says it is this version."""
    major, minor, patch = version.split(".")
    return script(path, f"printf '{major}\\t{minor}\\t{patch}\\t{final}\\t{can}\\t{path}\\n'")


def test_this_python_answers() -> None:
    found = interpreters.probe(sys.executable)
    assert found is not None
    assert found.version == sys.version_info[:3]


def test_a_shim_that_refuses_is_passed_over(tmp_path: Path) -> None:
    shim = script(tmp_path / "python3.13", "echo 'version not installed' >&2; exit 127")
    assert interpreters.probe(shim) is None


@pytest.mark.parametrize("line", ["echo garbage", "exit 0", "printf '3\\t10\\t1\\t1\\t1\\t/x\\n'"])
def test_what_is_no_usable_python_is_passed_over(tmp_path: Path, line: str) -> None:
    assert interpreters.probe(script(tmp_path / "python3", line)) is None


def test_a_preview_is_passed_over(tmp_path: Path) -> None:
    assert interpreters.probe(answer(tmp_path / "python3", "3.13.0", final=0)) is None


def test_the_newest_tested_one_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    places = [answer(tmp_path / f"p{v}", v) for v in ("3.11.9", "3.14.2", "3.13.1", "3.12.4")]
    monkeypatch.setattr(interpreters, "candidates", lambda: iter(places))
    best, lacking = interpreters.find()
    assert best is not None
    assert (best.version, lacking) == ((3, 13, 1), ())


def test_a_later_one_is_better_than_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(interpreters, "candidates", lambda: iter([answer(tmp_path / "python3", "3.14.2")]))
    best, _ = interpreters.find()
    assert best is not None


def test_one_without_venv_is_named_with_its_cure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(interpreters, "candidates", lambda: iter([answer(tmp_path / "python3", "3.11.2", can=0)]))
    best, lacking = interpreters.find()
    assert best is None
    line = environment._no_python("", lacking)
    assert "\n" not in line
    assert "python3.11-venv" in line


def test_rank_prefers_tested_versions() -> None:
    order = sorted(((3, 14, 0), (3, 11, 0), (3, 13, 0), (3, 12, 0)), key=lambda v: Interpreter(Path("p"), v, True).rank)
    assert order == [(3, 13, 0), (3, 12, 0), (3, 11, 0), (3, 14, 0)]


def test_an_old_python_gets_one_line() -> None:
    """The guard in `setup.py` is the first thing that runs; a version that is too old is faked."""
    code = "import sys; sys.version_info = (3, 8, 1); sys.path.insert(0, 'scripts'); import setup; sys.exit(setup.main([]))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, cwd=environment.ROOT)
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
