# SPDX-License-Identifier: Apache-2.0
"""Tables of text without a quotation mark are cut column by column: the same rows as the reader of csv gives, line by line."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yunce.app import people_tables
from yunce.app.people_tables import read_table

CELLS = st.text(st.sampled_from("a1 　\t张;.=\u2028"), max_size=3)
LINES = st.lists(st.lists(CELLS, max_size=5).map(",".join), max_size=6)


def both(path: Path, text: str) -> tuple[object, object]:
    path.write_bytes(text.encode())
    found = []
    for by_column in (0, 10**9):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(people_tables, "BY_COLUMN", by_column)
            sheet = read_table(path)
        found.append((sheet.name, sheet.header, list(sheet.rows), [list(cells) for cells in sheet.columns().cells.values()]))
    return found[0], found[1]


@given(LINES, st.sampled_from(["\n", "\r\n"]), st.booleans())
def test_both_ways_read_the_same(tmp_path_factory: pytest.TempPathFactory, lines: list[str], end: str, last: bool) -> None:
    text = end.join(["工号,姓名,分数", *lines]) + end * last
    by_column, by_row = both(tmp_path_factory.mktemp("t") / "t.csv", text)
    assert by_column == by_row


def test_short_long_and_blank_lines_by_hand(tmp_path: Path) -> None:
    by_column, by_row = both(tmp_path / "t.csv", "标题,\n\n工号,姓名\n1, 张三 ,多的\n , \n2\n")
    rows = [(4, {"工号": "1", "姓名": "张三"}), (6, {"工号": "2", "姓名": ""})]
    assert by_column == by_row and by_column == ("t.csv", ("工号", "姓名"), rows, [["1", "2"], ["张三", ""]])
