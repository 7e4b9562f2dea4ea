# SPDX-License-Identifier: Apache-2.0
"""PDF with text is read as lines and tables; scans say what they need."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from tests.reader.paper import pdf
from yunce.reader.files import read_bytes
from yunce.reader.formats import ocr
from yunce.reader.formats.ocr import Piece, lines_of, pieces_of
from yunce.reader.reading import Reading, read_document
from yunce.values.problem import YunceError

LONG = "全年销售额达到300万元，毛利率不低于30%，客户满意度不低于95分，力争在年内把门店数量扩大到"
HEAD = [(60, 800, "甲公司2026年运营计划"), (60, 770, "一、目标"), (60, 750, LONG), (60, 735, "45家。")]
TABLE = [(60, 700, "项目"), (200, 700, "金额（万元）"), (340, 700, "负责人"), (60, 685, "房租"), (200, 685, "120"), (340, 685, "行政部")]
MORE = [(60, 670, "人工"), (200, 670, "1,350"), (340, 670, "人事部")]


def read(*pages: list[tuple[int, int, str]]) -> Reading:
    return read_document(read_bytes("a.pdf", pdf(*pages)))


def test_lines_of_a_paragraph_are_one() -> None:
    assert LONG + "45家。" in read([*HEAD, (280, 30, "第1页")]).document.text


def test_columns_are_a_table() -> None:
    found = {one.links.what: one for one in read([*HEAD, *TABLE, *MORE]).statements}
    value = found["人工"].mention.value
    assert value is not None
    assert (str(value.low), value.unit, found["人工"].links.owner) == ("13500000", "CNY", "人事部")


def test_what_every_page_repeats_is_furniture() -> None:
    pages = [[(60, 820, "甲公司内部资料"), (60, 700, f"第{n}季度销售额{n}0万元"), (280, 30, f"第{n}页")] for n in (1, 2, 3)]
    reading = read(*pages)
    assert {reading.document.words(one) for one in reading.document.blocks if one.kind == "furniture"} >= {
        "甲公司内部资料",
        "第1页",
        "第3页",
    }
    assert [one.links.period for one in reading.statements] == ["Q1", "Q2", "Q3"]


def test_a_damaged_file_says_so() -> None:
    with pytest.raises(YunceError) as e:
        read_bytes("a.pdf", b"%PDF-1.4 broken")
    assert e.value.problems[0].code == "reader.damaged"


@pytest.mark.parametrize("data", [pdf([]), b"\x89PNG\r\n", b"\xff\xd8\xff\xe0"], ids=["scan", "png", "jpg"])
def test_a_scan_names_the_extra(data: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "has_engine", lambda: False)
    with pytest.raises(YunceError) as e:
        read_bytes("a.pdf", data)
    assert e.value.problems[0].code == "reader.scanned"


@dataclass(frozen=True)
class Result:
    boxes: tuple[tuple[tuple[float, float], ...], ...] | None
    txts: tuple[str, ...] | None


def box(left: float, top: float) -> tuple[tuple[float, float], ...]:
    return ((left, top), (left + 50, top), (left + 50, top + 20), (left, top + 20))


def test_pieces_of_a_picture_stand_in_lines() -> None:
    result = Result((box(200, 42), box(10, 40), box(10, 80)), ("120万元", "房租", "合计"))
    assert lines_of(pieces_of(result)) == ["房租\t120万元", "合计"]
    assert pieces_of(Result(None, None)) == []
    assert lines_of([Piece(0, 1, 5, 10, "一")]) == ["一"]
