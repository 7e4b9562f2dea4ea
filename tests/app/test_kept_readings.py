# SPDX-License-Identifier: Apache-2.0
"""Readings kept between two commands: what comes back is what was read, and any file that does not fit is as good as none."""

from __future__ import annotations

import hashlib
import json
import os
import pickle
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.reader.corpus_files import examples
from yunce.app import kept_readings
from yunce.app.kept_readings import ENDING, program_mark, reading_of
from yunce.app.packed import packed, unpacked
from yunce.cli.main import main
from yunce.reader import reading
from yunce.reader.reading import Reading, read_file
from yunce.values.problem import YunceError

TEXT = "2026年运营计划\n一、目标\n1、全年销售额不低于300万元,由店长负责\n2、一季度80万元、二季度90万元,合计180万元\n"


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    file = tmp_path / "计划.txt"
    file.write_text(TEXT, encoding="utf-8")
    return file


@pytest.fixture
def no_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    """A reader that nobody may ask."""

    def never(document: object) -> Reading:
        raise AssertionError(document)

    monkeypatch.setattr(reading, "read_document", never)


@pytest.fixture(autouse=True)
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Readings are kept in a folder of the test."""
    monkeypatch.delenv("YUNCE_KEEP_READINGS", raising=False)
    monkeypatch.setattr(kept_readings, "cache_folder", lambda: tmp_path / "cache")
    return tmp_path / "cache" / "readings"


def files(kept: Path) -> list[Path]:
    return sorted(kept.iterdir())


def test_a_second_command_reads_nothing(plan: Path, kept: Path, request: pytest.FixtureRequest) -> None:
    first = reading_of(plan)
    request.getfixturevalue("no_reader")
    assert reading_of(plan) == first == read_back(files(kept)[0])


def read_back(file: Path) -> object:
    mark, check, data = file.read_bytes().split(b"\n", 2)
    assert mark.decode() == program_mark()
    assert check.decode() == hashlib.sha256(data).hexdigest()
    return unpacked(data, ("yunce.reader.",))


@pytest.mark.parametrize("name", ["shop", "bank", "pharmacy", "property"])
def test_whole_plans_come_back_as_they_were_read(name: str, tmp_path: Path) -> None:
    (example,) = examples(name)
    file = tmp_path / example.file_name
    file.write_bytes(example.data())
    assert reading_of(file) == reading_of(file) == read_file(file)


@pytest.mark.parametrize("command", ["read", "check"])
def test_commands_say_the_same_with_and_without(
    command: str, plan: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    said = []
    for keeps in ("0", "1", "1"):
        monkeypatch.setenv("YUNCE_KEEP_READINGS", keeps)
        monkeypatch.setattr(sys, "argv", ["yunce", command, str(plan), "--format", "json"])
        with pytest.raises(SystemExit):
            main()
        said.append(capfd.readouterr().out)
    assert said[0] == said[1] == said[2]
    assert json.loads(said[0])


def test_only_the_owner_may_open_what_is_kept(plan: Path, kept: Path) -> None:
    reading_of(plan)
    assert kept.stat().st_mode & 0o777 == 0o700
    assert [one.stat().st_mode & 0o777 for one in files(kept)] == [0o600]


def test_a_file_that_others_may_open_is_none(plan: Path, kept: Path, request: pytest.FixtureRequest) -> None:
    reading_of(plan)
    files(kept)[0].chmod(0o644)
    request.getfixturevalue("no_reader")
    with pytest.raises(AssertionError):
        reading_of(plan)


def test_what_is_older_than_a_week_is_not_used(plan: Path, kept: Path, request: pytest.FixtureRequest) -> None:
    reading_of(plan)
    os.utime(files(kept)[0], (10**9, 10**9))
    request.getfixturevalue("no_reader")
    with pytest.raises(AssertionError):
        reading_of(plan)


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: data[:-9],
        lambda data: b"",
        lambda data: b"\n\n",
        lambda data: data.replace("店长".encode(), "组长".encode()),
        lambda data: b"0" * 64 + data[64:],
    ],
)
def test_a_damaged_file_or_one_of_another_program_is_written_anew(plan: Path, kept: Path, damage: Callable[[bytes], bytes]) -> None:
    first = reading_of(plan)
    (file,) = files(kept)
    whole = file.read_bytes()
    file.write_bytes(damage(whole))
    assert reading_of(plan) == first
    assert file.read_bytes() == whole


def test_a_changed_file_and_another_name_are_read(plan: Path, kept: Path) -> None:
    reading_of(plan)
    other = plan.with_suffix(".md")
    other.write_text(TEXT, encoding="utf-8")
    assert reading_of(other).document.name == "计划.md"
    plan.write_text(TEXT.replace("300", "310"), encoding="utf-8")
    assert reading_of(plan) == read_file(plan)
    assert len(files(kept)) == 3


def test_a_file_whose_words_are_another_files_is_read(plan: Path, kept: Path) -> None:
    reading_of(plan)
    (file,) = files(kept)
    old = file.read_bytes()
    plan.write_text(TEXT.replace("300", "310"), encoding="utf-8")
    reading_of(plan)
    (new,) = (one for one in files(kept) if one != file)
    new.write_bytes(old)
    assert reading_of(plan) == read_file(plan)


def test_nothing_is_kept_where_it_is_switched_off(plan: Path, kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YUNCE_KEEP_READINGS", "0")
    assert reading_of(plan) == read_file(plan)
    assert not kept.exists()


def test_a_folder_that_cannot_be_written_costs_time_only(plan: Path, tmp_path: Path) -> None:
    (tmp_path / "cache").touch()
    assert reading_of(plan) == reading_of(plan) == read_file(plan)


def test_few_are_kept_and_none_for_long(plan: Path, kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_readings, "MOST", 2)
    names: list[Path] = []
    for number in range(4):
        plan.write_text(TEXT.replace("300", str(300 + number)), encoding="utf-8")
        reading_of(plan)
        names += [one for one in files(kept) if one not in names]
        os.utime(names[-1], (10**9 + number, 10**9 + number))
    assert files(kept) == names[-1:]  # those before were older than a week when it was written
    (kept / f"x{ENDING}").write_bytes(b"")
    monkeypatch.setattr(kept_readings, "MOST", 1)
    plan.write_text(TEXT.replace("300", "400"), encoding="utf-8")
    reading_of(plan)
    assert len(files(kept)) == 1


def test_a_very_long_reading_is_not_kept(plan: Path, kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_readings, "LARGEST", 100)
    assert reading_of(plan) == read_file(plan)
    assert not kept.exists()


def test_a_file_that_is_none_is_told_as_always(tmp_path: Path) -> None:
    with pytest.raises(YunceError):
        reading_of(tmp_path / "none.txt")
    (tmp_path / "empty.txt").write_bytes(b" ")
    with pytest.raises(YunceError):
        reading_of(tmp_path / "empty.txt")


@pytest.mark.parametrize("data", [b"", b"\x80", pickle.dumps(os.getcwd), pickle.dumps(Path("x")), packed(read_file)])
def test_bytes_of_anything_else_are_no_value(data: bytes) -> None:
    with pytest.raises(ValueError):
        unpacked(data, ("yunce.reader.",))
