# SPDX-License-Identifier: Apache-2.0
"""Places move with the words that are written over, and back."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yunce.app.reviews.patching import Edit, Shift, only_value, patched
from yunce.reader.files import read_bytes
from yunce.reader.reading import Reading, read_document

TABLE = "# 2026年度计划\n\n## 销售目标\n\n| 门店 | 销售额（万元） |\n| --- | --- |\n| 一店 | 120 |\n| 二店 | 80 |\n"


def reading(text: str) -> Reading:
    return read_document(read_bytes("a.md", text.encode()))


@given(st.text("ab", max_size=60), st.lists(st.tuples(st.integers(0, 60), st.integers(0, 6), st.text("xyz", max_size=8)), max_size=5))
def test_every_place_outside_an_edit_moves_and_comes_back(text: str, edits: list[tuple[int, int, str]]) -> None:
    wanted = [Edit(start, min(start + length, len(text)), new) for start, length, new in edits if start < len(text) and length]
    shift = Shift.of(wanted)
    new = "".join(_pieces(text, shift))
    for place in range(len(text)):
        if not any(one.start <= place < one.end for one in shift.edits):
            there = shift.there(place)
            assert new[there] == text[place] and shift.back(there) == place


def _pieces(text: str, shift: Shift) -> list[str]:
    parts, last = [], 0
    for one in shift.edits:
        parts += [text[last : one.start], one.text]
        last = one.end
    return [*parts, text[last:]]


def test_a_cell_keeps_the_unit_of_its_table() -> None:
    before = reading(TABLE)
    one = next(s for s in before.statements if before.document.text[s.mention.start : s.mention.end] == "120")
    after, _ = patched(before, [Edit(one.mention.start, one.mention.end, "135.5")])
    value = next(s for s in after.statements if s.id == one.id).mention.value
    assert value is not None and (value.low, value.unit) == (Decimal(1355000), "CNY")
    assert after.document.text == TABLE.replace("120", "135.5")


def test_a_date_gets_its_year_from_the_plan() -> None:
    before = reading("# 2026年度计划\n\n## 进度\n4月31日前完成首页改版。\n")
    one = next(s for s in before.statements if s.kind == "milestone")
    after, _ = patched(before, [Edit(one.mention.start, one.mention.end, "4月30日")])
    assert next(s for s in after.statements if s.id == one.id).links.period == "2026-04-30"


@pytest.mark.parametrize(
    ("words", "good"), [("320万元", True), ("15%", True), ("4月30日", True), ("", False), ("若干", False), ("3人和5人", False)]
)
def test_words_that_stand_for_one_number(words: str, good: bool) -> None:
    assert (only_value(words) is not None) is good
