# SPDX-License-Identifier: Apache-2.0
"""Patterns and methods kept between two starts: the same ones, and any file that does not fit is as good as none."""

from __future__ import annotations

import dataclasses
import re
import sys
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yunce.app import kept_code as shelf
from yunce.app.kept_code import kept_code
from yunce.values.light import light

FORMS = (r"(?P<n>\d+)\s?(?P<unit>万?元|%)?", r"[一-鿿]{2,4}(?<!不)(?=[,。]|$)", r"(?i)q([1-4])|(?:第?[一二三四])季度", "达到|不低于|≥")


def kept(folder: Path) -> list[re.Pattern[str]]:
    """The forms as the file of a folder gives them, made and put there where it has none."""
    with kept_code(folder):
        return [re.compile(form) for form in FORMS]


@pytest.fixture
def no_compiler(monkeypatch: pytest.MonkeyPatch) -> None:
    """A compiler that nobody may call."""

    def never(pattern: str, flags: int) -> None:
        raise AssertionError(pattern, flags)

    monkeypatch.setattr(shelf, "_made", never)


def test_a_second_start_compiles_nothing(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    first = kept(tmp_path)
    request.getfixturevalue("no_compiler")
    assert kept(tmp_path) == first == [re.compile(form) for form in FORMS]


def values(folder: Path) -> list[object]:
    """Values of two classes that were made with what a folder keeps."""
    with kept_code(folder):

        @light
        @dataclass(frozen=True, slots=True)
        class Part:
            name: str
            size: int = 1

        @dataclass
        class Whole:
            parts: list[Part] = field(default_factory=list)

    return [Part("a"), Whole([Part("b", 2)]), replace(Part("c"), size=3), Part("a") == Part("a"), hash(Part("a")) == hash(Part("a"))]


def test_the_methods_of_classes_are_compiled_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = values(tmp_path)
    monkeypatch.setattr(shelf, "compile", None, raising=False)
    assert list(map(repr, values(tmp_path))) == list(map(repr, first))
    assert "Part(name='b', size=2)" in repr(first[1])
    assert not hasattr(dataclasses, "exec")


def test_a_file_that_others_may_write_is_none(tmp_path: Path) -> None:
    kept(tmp_path)
    (file,) = tmp_path.iterdir()
    assert file.stat().st_mode & 0o777 == 0o600
    file.chmod(0o662)
    assert shelf._read(file) == ({}, {})
    assert kept(tmp_path) == [re.compile(form) for form in FORMS]
    assert file.stat().st_mode & 0o777 == 0o600


def test_a_changed_pattern_is_compiled(tmp_path: Path) -> None:
    kept(tmp_path)
    with kept_code(tmp_path):
        other = re.compile(FORMS[0], re.IGNORECASE)
    assert other == re.compile(FORMS[0], re.IGNORECASE) != re.compile(FORMS[0])


@pytest.mark.parametrize(
    "damage", [lambda data: data[:-9], lambda data: b"", lambda data: data.replace(b" ", b"_", 1), lambda data: b"\n\n"]
)
def test_a_damaged_file_or_one_of_another_build_is_none(tmp_path: Path, damage: object) -> None:
    kept(tmp_path)
    (file,) = tmp_path.iterdir()
    file.write_bytes(damage(file.read_bytes()))  # type: ignore[operator]
    assert kept(tmp_path) == [re.compile(form) for form in FORMS]
    assert kept(tmp_path) == [re.compile(form) for form in FORMS]


def test_numbers_that_the_engine_does_not_take_are_none(tmp_path: Path) -> None:
    (form, *_) = FORMS
    shelf._write(tmp_path / f"code-{sys.implementation.cache_tag}.bin", ({(form, 0): (32, b"\xff" * 20, 0, {}, (None,))}, {}))
    assert kept(tmp_path)[0] == re.compile(form)


def test_a_folder_that_cannot_be_written_costs_time_only(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert kept(tmp_path / "file" / "below") == [re.compile(form) for form in FORMS]


def test_a_user_without_a_home_keeps_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HOME", "XDG_CACHE_HOME", "LOCALAPPDATA"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("os.path.expanduser", lambda path: path)
    with kept_code():
        made = [re.compile(form) for form in FORMS]
    assert made == [re.compile(form) for form in FORMS]
    assert not shelf.cache_folder().exists()


def test_a_wrong_pattern_is_told_as_always_and_nothing_stays_replaced(tmp_path: Path) -> None:
    compiled = re.compile
    with pytest.raises(re.error, match="unterminated"), kept_code(tmp_path):
        re.compile("(")
    assert re.compile is compiled


@given(st.text(alphabet="12万元%第一季度Q, 。不低于≥达到", max_size=20))
def test_kept_patterns_find_the_same(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    folder = tmp_path_factory.getbasetemp() / "patterns"
    for form, pattern in zip(FORMS, kept(folder), strict=True):
        assert [one.groupdict() | {"": one.span()} for one in pattern.finditer(text)] == [
            one.groupdict() | {"": one.span()} for one in re.compile(form).finditer(text)
        ]
