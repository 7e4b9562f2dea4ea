# SPDX-License-Identifier: Apache-2.0
"""Patterns kept between two starts: the same patterns, and any file that does not fit is as good as none."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yunce.app import patterns
from yunce.app.patterns import kept_patterns

FORMS = (r"(?P<n>\d+)\s?(?P<unit>万?元|%)?", r"[一-鿿]{2,4}(?<!不)(?=[,。]|$)", r"(?i)q([1-4])|(?:第?[一二三四])季度", "达到|不低于|≥")


def kept(folder: Path) -> list[re.Pattern[str]]:
    """The forms as the file of a folder gives them, made and put there where it has none."""
    with kept_patterns(folder):
        return [re.compile(form) for form in FORMS]


@pytest.fixture
def no_compiler(monkeypatch: pytest.MonkeyPatch) -> None:
    """A compiler that nobody may call."""

    def never(pattern: str, flags: int) -> None:
        raise AssertionError(pattern, flags)

    monkeypatch.setattr(patterns, "_made", never)


def test_a_second_start_compiles_nothing(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    first = kept(tmp_path)
    request.getfixturevalue("no_compiler")
    assert kept(tmp_path) == first == [re.compile(form) for form in FORMS]


def test_a_changed_pattern_is_compiled(tmp_path: Path) -> None:
    kept(tmp_path)
    with kept_patterns(tmp_path):
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
    patterns._write(tmp_path / f"patterns-{sys.implementation.cache_tag}.bin", {(form, 0): (32, b"\xff" * 20, 0, {}, (None,))})
    assert kept(tmp_path)[0] == re.compile(form)


def test_a_folder_that_cannot_be_written_costs_time_only(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert kept(tmp_path / "file" / "below") == [re.compile(form) for form in FORMS]


def test_a_wrong_pattern_is_told_as_always_and_nothing_stays_replaced(tmp_path: Path) -> None:
    compiled = re.compile
    with pytest.raises(re.error, match="unterminated"), kept_patterns(tmp_path):
        re.compile("(")
    assert re.compile is compiled


@given(st.text(alphabet="12万元%第一季度Q, 。不低于≥达到", max_size=20))
def test_kept_patterns_find_the_same(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    folder = tmp_path_factory.getbasetemp() / "patterns"
    for form, pattern in zip(FORMS, kept(folder), strict=True):
        assert [one.groupdict() | {"": one.span()} for one in pattern.finditer(text)] == [
            one.groupdict() | {"": one.span()} for one in re.compile(form).finditer(text)
        ]
