# SPDX-License-Identifier: Apache-2.0
"""Homes that cannot be used, disks that are full, manifests that are damaged: clear problems, and nothing half-done."""

from __future__ import annotations

import errno
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest

from tests.warehouse.facts import ask, contents, line, warehouse, write
from yunce.values.problem import YunceError
from yunce.warehouse import tables
from yunce.warehouse.duckdb import schema, words
from yunce.warehouse.duckdb.errors import translated
from yunce.warehouse.duckdb.home import Home
from yunce.warehouse.duckdb.lock import writing
from yunce.warehouse.intake import port


def test_a_home_that_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("x")
    with pytest.raises(YunceError, match="home_unusable"):
        warehouse(tmp_path / "home")


def test_a_full_disk_leaves_the_facts_as_they_were(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    facts = warehouse(tmp_path / "home")
    facts.load([write(tmp_path / "a.json", lines=[line("1")])])
    before = contents(facts)

    def full(*args: object, **options: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patched, pytest.raises(YunceError, match="disk_full"):
        patched.setattr(pl.DataFrame, "write_parquet", full)
        facts.load([write(tmp_path / "b.json", lines=[line("2", buyer_raw="新人")])])
    assert contents(facts) == before
    facts.load([tmp_path / "b.json"])
    assert facts.query(ask("gmv buyers")).rows() == [(200, 2)]


def test_a_damaged_manifest_is_not_taken_for_another(tmp_path: Path) -> None:
    facts = warehouse(tmp_path / "home")
    facts.load([write(tmp_path / "a.json", lines=[line("1")])])
    path = Home(tmp_path / "home").manifest_path(1)
    path.write_text(path.read_text(encoding="utf-8").replace("a.json", "b.json"), encoding="utf-8")
    with pytest.raises(YunceError, match="manifest_corrupt"):
        warehouse(tmp_path / "home").batches()


def test_rows_from_before_a_column_are_stored_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A home that was written before lines had a campaign is opened: the column is there, unknown in its rows, for reading and loading."""
    was = tables.TABLES["lines"]
    with monkeypatch.context() as patched:
        older = replace(was, columns=tuple(c for c in was.columns if c.name != "campaign"))
        patched.setattr(schema, "TABLES", {**tables.TABLES, "lines": older})
        patched.setattr(port, "TABLES", {**tables.TABLES, "lines": older})
        warehouse(tmp_path / "home").load([write(tmp_path / "a.json", lines=[line("1")])])
    facts = warehouse(tmp_path / "home")
    assert facts.query(ask("gmv", by="campaign")).rows() == [(None, 100)]
    facts.load([tmp_path / "a.json", write(tmp_path / "b.json", lines=[line("2", campaign="双11")])])
    assert sorted(facts.query(ask("gmv", by="campaign")).rows(), key=str) == [("双11", 100), (None, 100)]


def test_a_half_written_manifest_is_swept(tmp_path: Path) -> None:
    facts = warehouse(tmp_path / "home")
    facts.load([write(tmp_path / "a.json", lines=[line("1")])])
    part = tmp_path / "home" / "facts" / "manifests" / "00000002.json.1.part"
    part.write_text("{")
    assert warehouse(tmp_path / "home").query(ask()).rows() == [(100,)]
    assert not part.exists()


def test_a_key_that_is_cut_short_stops_the_load(tmp_path: Path) -> None:
    facts = warehouse(tmp_path / "home")
    (tmp_path / "home" / "ledger" / "buyers.key").write_bytes(b"short")
    with pytest.raises(YunceError, match="key_unusable"):
        facts.load([write(tmp_path / "a.json", lines=[line("1")])])


def test_who_waits_says_so_and_gives_up_in_the_end(tmp_path: Path) -> None:
    home = Home(tmp_path)
    home.prepare()
    heard: list[int] = []
    with writing(home, lambda: None), pytest.raises(YunceError, match="locked"), writing(home, lambda: heard.append(1), patience=0.0):
        pass
    assert heard


def test_foreign_errors_become_problems() -> None:
    with pytest.raises(YunceError, match="store_unreadable"), translated("读取"):
        raise OSError(errno.EIO, "Input/output error")


def test_every_problem_has_words() -> None:
    source = "".join(p.read_text(encoding="utf-8") for p in Path(words.__file__).parent.rglob("*.py"))
    assert all(f'"{code}"' in source for code in words.WORDS)
    assert all(w.message and w.fix for w in words.WORDS.values())
