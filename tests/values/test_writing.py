# SPDX-License-Identifier: Apache-2.0
"""Signs of no width are no text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yunce.values.writing import is_blank, trimmed

UNSEEN = "\u200b\u200c\u200d\u2060\ufeff\u00ad\u202e\u2066\u180e\u3164\uffa0\u2800\u115f\ufe0f\u034f\u3000 \t\n"


@pytest.mark.parametrize("text", ["", *UNSEEN, UNSEEN, "\x07", "\u0301"])
def test_what_nobody_sees_is_blank(text: str) -> None:
    assert is_blank(text)
    assert trimmed(text) == ""


@pytest.mark.parametrize("text", ["巡", "0", "-", "。", "\u2764\ufe0f", "\U0001f468\u200d\U0001f469", "e\u0301", "\u3164甲"])
def test_what_can_be_seen_is_text(text: str) -> None:
    assert not is_blank(text)


def test_signs_inside_stay_those_around_go() -> None:
    family = "\U0001f468\u200d\U0001f469\u200d\U0001f466"
    assert trimmed(f"\ufeff {family}\u200b ") == family
    flag = "\U0001f3f4\U000e0067\U000e0062\U000e007f"
    assert trimmed(f"{flag}\u200b") == flag
    assert trimmed("\u2764\ufe0f") == "\u2764\ufe0f"


@given(st.text())
def test_what_is_trimmed_stays_as_it_is(text: str) -> None:
    assert trimmed(trimmed(text)) == trimmed(text)
    assert is_blank(text) == (trimmed(text) == "")
    assert trimmed(text) in text
