# SPDX-License-Identifier: Apache-2.0
"""Corrections survive a revised file; a revision shows which targets changed."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from yunce.reader.corrections import Correction, apply, keys_of
from yunce.reader.files import read_bytes
from yunce.reader.reading import Reading, read_document
from yunce.reader.revision import Revision, revise

HEAD = "2026年运营计划\n"


def reading_of(text: str) -> Reading:
    return read_document(read_bytes("a.txt", (HEAD + text).encode()))


def key(reading: Reading, quote: str) -> str:
    """The key of the number at a quote."""
    return keys_of(reading)[reading.document.text.index(quote)]


def test_a_correction_survives_a_line_above_it() -> None:
    old = reading_of("销售额达到300万元\n会员500人\n")
    said = Correction(key(old, "300万元"), kind="budget", what="采购额", owner="店长")
    new, lost = apply(reading_of("新的一行,费用5万元\n销售额达到300万元\n会员500人\n"), [said])
    found = next(s for s in new.statements if s.read_by == "person")
    assert (found.kind, found.links.what, found.links.owner, found.confidence) == ("budget", "采购额", "店长", 1.0)
    assert not lost


def test_a_correction_whose_words_changed_is_given_back() -> None:
    said = Correction(key(reading_of("销售额达到300万元"), "300万元"), kind="budget")
    assert apply(reading_of("销售额达到350万元"), [said])[1] == (said,)


def test_not_a_plan_fact_and_back() -> None:
    reading = reading_of("销售额达到300万元\n去年为200万元")
    aside, _ = apply(reading, [Correction(key(reading, "300万元"), kind="aside")])
    assert any(a.why == "not a plan fact (person)" for a in aside.aside)
    taken, _ = apply(reading, [Correction(key(reading, "200万元"), kind="target", what="销售额")])
    assert [s.id for s in taken.statements] == ["m1", "m2"]
    untouched, _ = apply(reading, [Correction(key(reading, "200万元"), owner="店长")])
    assert len(untouched.statements) == 1


def test_the_same_line_twice_is_told_apart() -> None:
    reading = reading_of("销售额300万元\n销售额300万元\n")
    assert len(set(keys_of(reading).values())) == len(keys_of(reading))


def test_a_revision_shows_targets_not_places() -> None:
    old = reading_of("销售额达到300万元\n培训费用3万元\n8月15日前完成选品\n")
    new = reading_of("培训费用3万元\n8月20日前完成选品\n销售额达到350万元\n招聘2名客服\n")
    assert set(revise(old, new)) == {
        Revision("changed", "target", "销售额", "", "2026", "3000000CNY", "3500000CNY"),
        Revision("changed", "milestone", "选品", "", "", "08-15", "08-20"),
        Revision("added", "headcount", "客服", "", "2026", "", "2名"),
    }


def test_what_went() -> None:
    assert revise(reading_of("培训费用3万元"), reading_of("无")) == (Revision("removed", "budget", "培训费用", "", "2026", "30000CNY", ""),)


LINES = st.lists(st.sampled_from(["销售额达到300万元", "培训费用3万元", "招聘2名客服", "每周一盘点"]), max_size=6).map("\n".join)


@given(LINES)
def test_a_file_is_no_revision_of_itself(text: str) -> None:
    assert revise(reading_of(text), reading_of(text)) == ()
