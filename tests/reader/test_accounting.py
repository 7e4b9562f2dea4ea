# SPDX-License-Identifier: Apache-2.0
"""The law of the reader: every digit of any text stands in one statement or is left aside with a reason, in every form of file."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from tests.reader.office import p, tbl, tc, word
from yunce.reader.contract import as_json
from yunce.reader.files import read_bytes
from yunce.reader.reading import Reading, read_document

SIGNS = st.text(
    alphabet="0123456789%.,:/-~()（）年月日万元人个第一二十百、，。；：每前后内以上不低于销售额目标 \t\n|#*", min_size=1, max_size=60
)
WORDS = st.lists(
    st.sampled_from(["2026年", "3月5日", "12.5%", "1,200万元", "5-8人", "1:3", "T+1", "双11", "第2章", "（3）", "每周2次", "７折"]),
    max_size=8,
)
CELLS = st.lists(st.lists(SIGNS.map(lambda one: " ".join(one.split())), min_size=2, max_size=4), min_size=1, max_size=4)


def accounted(reading: Reading) -> None:
    """No digit is left over, no two mentions share a character, quotes are verbatim, each reason is told."""
    found = [*reading.statements, *reading.aside]
    spans = sorted((one.mention.start, one.mention.end) for one in found)
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
    covered = {at for start, end in spans for at in range(start, end)}
    plain = reading.document.plain
    inside = {at for block in reading.document.blocks for at in range(block.start, block.end)}
    assert not [at for at in inside if plain[at].isascii() and plain[at].isdigit() and at not in covered]
    assert all(one.why for one in reading.aside)
    shown = as_json(reading)
    text = str(shown["text"])
    assert all(text[row["start"] : row["end"]] == row["quote"] for name in ("statements", "aside") for row in shown[name])  # type: ignore[attr-defined]


@given(st.tuples(SIGNS, WORDS).map(lambda parts: parts[0] + "，".join(parts[1])), st.sampled_from(["a.txt", "a.md", "a.html"]))
def test_text(text: str, name: str) -> None:
    if text.strip():
        accounted(read_document(read_bytes(name, text.encode())))


@given(CELLS)
def test_tables(rows: list[list[str]]) -> None:
    table = tbl(*["".join(tc(cell) for cell in row) for row in rows])
    accounted(read_document(read_bytes("a.docx", word(p("2026年计划"), table))))
