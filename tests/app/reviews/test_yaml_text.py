# SPDX-License-Identifier: Apache-2.0
"""What is written is read again, whatever the words hold."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yunce.app.reviews.yaml_text import text_of
from yunce.plan.tree import read_tree

WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=12).filter(
    lambda word: word not in {"", "~", "null"}
)
SIGNS = [
    "yes",
    "1.50",
    "2026-11-12",
    "- a",
    "a: b",
    "a #b",
    "#",
    "'",
    '"',
    "{x}",
    "[y]",
    "&a",
    "*b",
    "!c",
    "|",
    ">",
    "%",
    "@",
    "`",
    "?",
    "：",
]
LEAVES = WORDS | st.sampled_from(SIGNS)
PARTS = st.recursive(
    LEAVES, lambda one: st.lists(one, min_size=1, max_size=3) | st.dictionaries(LEAVES, one, min_size=1, max_size=3), max_leaves=8
)
TREES = st.dictionaries(st.from_regex(r"[a-z_]{1,8}", fullmatch=True), PARTS, min_size=1, max_size=4)


@given(TREES)
def test_the_same_texts_come_back(tree: dict[str, object]) -> None:
    read, problems = read_tree(text_of(tree))
    assert not problems and read is not None
    assert read.value == tree


@pytest.mark.parametrize(
    ("words", "written"), [("1200万元", "1200万元"), (">= 60万", '">= 60万"'), ("null", '"null"'), ("10%..15%", "10%..15%")]
)
def test_plain_words_stay_plain(words: str, written: str) -> None:
    assert text_of({"value": words}) == f"value: {written}\n"
