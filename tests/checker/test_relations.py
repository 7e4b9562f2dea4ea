# SPDX-License-Identifier: Apache-2.0
"""Relations between tables, lines and sentences: silent where they hold, found where one number is changed."""

from __future__ import annotations

import pytest

from yunce.checker.checking import check_reading
from yunce.reader.files import read_bytes
from yunce.reader.reading import read_document

SENTENCES = [
    ("窗口编制31人，其中北区14人、南区9人、机场5人，收银与保洁共{}人。", "3", "4"),
    ("保安：15人，月均5200元，全年{}万元。", "93.6", "83.6"),
]


def _codes(text: str) -> set[str]:
    document = read_document(read_bytes("plan.md", f"# 2027年度工作计划\n\n{text}\n".encode()))
    return {one.code for one in check_reading(document).findings if one.code.startswith("SUM")}


@pytest.mark.parametrize(("text", "right", "wrong"), SENTENCES)
def test_a_sentence_is_held_to_its_own_numbers(text: str, right: str, wrong: str) -> None:
    assert not _codes(text.format(right))
    assert _codes(text.format(wrong))
