# SPDX-License-Identifier: Apache-2.0
"""Readings that are kept: what comes back is what was put away, and nobody reads twice."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from yunce.app.reviews import cache
from yunce.app.reviews.cache import Readings
from yunce.reader.corrections import apply, keys_of
from yunce.reader.files import read_bytes
from yunce.reader.reading import Reading, read_document

TEXT = """\
2026年度运营计划
一、目标
全年销售额不低于1200万元，毛利率达到35%，由市场部负责。
3月15日前完成第2批设备更新，预算40万元；每周一召开例会。
客服部配备主管1名、专员6名，满意度不低于90分。
"""


def never() -> bytes:
    raise AssertionError("read again")


@pytest.fixture
def reading() -> Reading:
    return read_document(read_bytes("计划.txt", TEXT.encode()))


def test_a_reading_comes_back_whole(tmp_path: Path, reading: Reading) -> None:
    load: Callable[[], bytes] = TEXT.encode
    assert Readings(tmp_path).reading("计划.txt", "a" * 64, load) == reading
    assert Readings(tmp_path).reading("计划.txt", "a" * 64, never) == reading


@dataclass(frozen=True, slots=True)
class Plain:
    a: int
    b: tuple[str, ...] = ()


@dataclass
class Counting:
    a: int
    twice: int = field(init=False, default=0)

    def __post_init__(self) -> None:
        self.twice = 2 * self.a


@pytest.mark.parametrize("value", [Plain(1, ("x",)), Counting(3), {"k": [Plain(2)]}, "words"])
def test_every_value_comes_back_as_it_was(tmp_path: Path, value: object) -> None:
    kept = Readings(tmp_path)
    assert kept._get("v", lambda: value) == value
    assert Readings(tmp_path)._get("v", never) == value


def test_a_file_that_was_cut_off_is_made_again(tmp_path: Path, reading: Reading) -> None:
    Readings(tmp_path).reading("计划.txt", "a" * 64, TEXT.encode)
    (path,) = tmp_path.glob(f"r-*-{cache.program_mark()}.pickle")
    path.write_bytes(path.read_bytes()[:100])
    assert Readings(tmp_path).reading("计划.txt", "a" * 64, TEXT.encode) == reading


def test_nothing_corrected_leaves_a_reading_as_it_is(reading: Reading) -> None:
    assert apply(reading, ()) == (reading, ())
    assert apply(reading, (), keys_of(reading)) == (reading, ())
