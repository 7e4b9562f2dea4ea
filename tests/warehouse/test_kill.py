# SPDX-License-Identifier: Apache-2.0
"""Processes that die in the middle of a load, and processes that load at once: readers see all of a load or nothing."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.warehouse.facts import ask, contents, line, order, refund, warehouse, write

SCRIPT = str(Path(__file__).with_name("killed.py"))


def finished(process: subprocess.Popen[str]) -> tuple[int, str]:
    """What a process ended with, and what it printed."""
    out, _ = process.communicate()
    return process.returncode, out


def start(home: Path, limit: int, *files: Path) -> subprocess.Popen[str]:
    """A process that loads the files and dies at its touch number `limit` (0: never)."""
    return subprocess.Popen([sys.executable, SCRIPT, str(home), str(limit), *map(str, files)], stdout=subprocess.PIPE, text=True)


@pytest.mark.slow
def test_a_kill_at_any_point_leaves_all_or_nothing(tmp_path: Path) -> None:
    first = write(tmp_path / "a.json", lines=[line("1"), line("2", paid=7)], orders=[order("9", buyer_raw="甲")])
    second = write(tmp_path / "b.json", lines=[line("1", paid=5), line("3", day="2026-02-02")], refunds=[refund("1", day=None)])
    base = tmp_path / "base"
    warehouse(base).load([first])
    before = contents(warehouse(base))
    whole = tmp_path / "whole"
    shutil.copytree(base, whole)
    _, out = finished(start(whole, 0, second))
    after, touches = contents(warehouse(whole)), int(out)
    seen = set()
    for step in range(6):
        home = tmp_path / f"killed{step}"
        shutil.copytree(base, home)
        assert finished(start(home, 1 + step * (touches - 1) // 5, second))[0] == -9
        facts = warehouse(home)
        found = contents(facts)
        assert found in (before, after)
        seen.add(found == after)
        facts.load([second])
        facts.load([second])
        assert contents(facts) == after
        assert facts.query(ask("buyers repeat", include_marked=True)).rows() == [(4, 0)]
    assert seen == {False, True}


@pytest.mark.slow
def test_loads_at_once_lose_nothing(tmp_path: Path) -> None:
    files = [write(tmp_path / f"{i}.json", lines=[line(f"{i}-{j}", buyer_raw=f"人{j}") for j in range(20)]) for i in range(9)]
    home = tmp_path / "home"
    running = [start(home, 0, *files[i::3]) for i in range(3)]
    assert [finished(process)[0] for process in running] == [0, 0, 0]
    facts = warehouse(home)
    assert len(facts.batches()) == 9
    assert facts.query(ask("gmv orders buyers")).rows() == [(18000, 180, 20)]
    assert {b.loaded for b in facts.batches()} == {20}


def test_a_reader_with_an_old_manifest_reads_on(tmp_path: Path) -> None:
    reader, writer = warehouse(tmp_path / "home"), warehouse(tmp_path / "home")
    writer.load([write(tmp_path / "a.json", lines=[line("1", paid=1)])])
    assert reader.query(ask()).rows() == [(1,)]
    old = reader._reader.manifest()
    writer.load([write(tmp_path / "b.json", lines=[line("1", paid=2)])])
    assert all((tmp_path / "home" / "facts" / path).exists() for path in old.paths())
    assert reader.query(ask()).rows() == [(2,)]


def test_a_reader_whose_files_are_gone_takes_the_newest_manifest(tmp_path: Path) -> None:
    facts = warehouse(tmp_path / "home")
    facts.load([write(tmp_path / "a.json", lines=[line("1", paid=1)])])
    stale = facts._reader.manifest()
    facts.load([write(tmp_path / "b.json", lines=[line("1", paid=2)])])
    for path in set(stale.paths()) - set(facts._reader.manifest().paths()):
        (tmp_path / "home" / "facts" / path).unlink()
    answers = iter((stale, facts._reader.manifest()))
    facts._reader.manifest = lambda: next(answers)  # type: ignore[method-assign]
    assert facts.query(ask()).rows() == [(2,)]
