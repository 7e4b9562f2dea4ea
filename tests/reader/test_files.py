# SPDX-License-Identifier: Apache-2.0
"""Files become one text with blocks: encodings, Word, workbooks, pages; what cannot be read says why."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from opencc import OpenCC

from tests.reader.office import NAMES, NUMBERING, SHEET, p, r, tbl, tc, word, workbook, zipped
from yunce.reader.blocks import Document
from yunce.reader.files import open_document, read_bytes
from yunce.reader.plain import plain_of
from yunce.reader.reading import read_document
from yunce.reader.simplified import SIMPLIFIED
from yunce.values.problem import YunceError

PLAN = "一、销售目标\n全年销售额达到300万元,会员增长20%。\n"


def lines(document: Document) -> list[tuple[str, str]]:
    return [(block.kind, document.text[block.start : block.end]) for block in document.blocks]


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "gb18030", "gbk"])
def test_a_text_keeps_its_length_in_every_encoding(codec: str) -> None:
    assert read_bytes("a.txt", PLAN.encode(codec)).text == PLAN


def test_big5_is_told_from_gb() -> None:
    text = "一、營業目標\n全年營業額達到300萬元,由營運部負責,時間為三個月。\n"
    document = read_bytes("a.txt", text.encode("big5"))
    assert document.text == text
    assert "全年营业额达到300万元" in document.plain


@given(st.text(max_size=80))
def test_plain_form_has_the_length_of_the_text(text: str) -> None:
    assert len(plain_of(text)) == len(text)


def test_each_sign_has_the_simplified_form_that_opencc_gives() -> None:
    """The table is a copy: all signs of the two blocks at once, a line each so that none makes a word with the next."""
    signs = [chr(at) for at in range(0x3400, 0xA000)]
    simple = str(OpenCC("t2s").convert("\n".join(signs))).split("\n")
    assert [SIMPLIFIED.get(sign, sign) for sign in signs] == simple


def test_headings_and_items_by_their_marks() -> None:
    document = read_bytes("a.txt", "第一阶段:准备期\n一、目标\n1、完成选品,共20款。\n(2)上线\n正文".encode())
    assert [(b.kind, b.level, b.number) for b in document.blocks] == [
        ("heading", 2, "第一阶段"),
        ("heading", 3, "一、"),
        ("item", 0, "1、"),
        ("heading", 6, "(2)"),
        ("paragraph", 0, ""),
    ]


def test_a_tabbed_text_is_a_table() -> None:
    document = read_bytes("a.txt", "项目\t金额\n房租\t9万\n".encode())
    assert [(b.cell.row, b.cell.column) for b in document.blocks if b.cell] == [(0, 0), (0, 1), (1, 0), (1, 1)]


def test_word_counts_its_lists_and_knows_inherited_headings() -> None:
    document = read_bytes(
        "a.docx",
        word(p("目标", "H1b"), p("收入", listed=(1, 0)), p("线上", listed=(1, 1)), p("线下", listed=(1, 1)), p("费用", listed=(1, 0))),
    )
    assert document.text.splitlines() == ["目标", "一、 收入", "1. 线上", "2. 线下", "二、 费用"]
    assert document.blocks[0].level == 1


def test_word_keeps_insertions_and_passes_deletions() -> None:
    changed = r("销售额") + f"<w:ins>{r('350')}</w:ins><w:del><w:r><w:delText>300</w:delText></w:r></w:del>" + r("万元")
    assert read_bytes("a.docx", word(p(changed))).text == "销售额350万元\n"


def test_word_tables_know_what_merged_cells_cover() -> None:
    table = tbl(
        tc("部门", '<w:vMerge w:val="restart"/>') + tc("上半年", '<w:gridSpan w:val="2"/>'),
        tc("", "<w:vMerge/>") + tc("收入") + tc("费用"),
        tc("客服") + tc("12") + tc("3"),
    )
    cells = {b.cell: document.text[b.start : b.end] for document in [read_bytes("a.docx", word(table))] for b in document.blocks if b.cell}
    assert sorted((c.row, c.column, c.rows, c.columns, words) for c, words in cells.items()) == [
        (0, 0, 2, 1, "部门"), (0, 1, 1, 2, "上半年"), (1, 1, 1, 1, "收入"), (1, 2, 1, 1, "费用"),
        (2, 0, 1, 1, "客服"), (2, 1, 1, 1, "12"), (2, 2, 1, 1, "3"),
    ]  # fmt: skip


def test_word_reads_text_boxes_and_footnotes_once() -> None:
    box = '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
    inner = f"<w:txbxContent>{p('框内80人')}</w:txbxContent>"
    box += f"<mc:Choice>{inner}</mc:Choice><mc:Fallback>{inner}</mc:Fallback></mc:AlternateContent>"
    notes = f'<w:footnotes {NAMES}><w:footnote w:id="1">{p("注:含税5%")}</w:footnote></w:footnotes>'
    document = read_bytes("a.docx", word(p(r("正文") + f"<w:r>{box}</w:r>"), footnotes=notes))
    assert lines(document) == [("paragraph", "正文"), ("paragraph", "框内80人"), ("note", "注:含税5%")]


def test_a_list_restarts_under_each_parent() -> None:
    assert "decimal" in NUMBERING
    document = read_bytes("a.docx", word(*(p("x", listed=(1, level)) for level in (0, 1, 1, 0, 1))))
    assert [line.split()[0] for line in document.text.splitlines()] == ["一、", "1.", "2.", "二、", "1."]


def test_a_workbook_shows_percentages_days_and_clean_numbers() -> None:
    styles = f'<styleSheet {SHEET}><cellXfs><xf numFmtId="0"/><xf numFmtId="10"/><xf numFmtId="14"/></cellXfs></styleSheet>'
    rows = (
        '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>2</v></c></row>'
        '<row r="2"><c r="A2"><v>0.30000000000000004</v></c><c r="B2" s="1"><v>0.125</v></c><c r="C2" s="2"><v>46082</v></c></row>'
    )
    document = read_bytes("a.xlsx", workbook(rows, styles=styles, strings=("数", "占比", "日期")))
    assert document.text.splitlines() == ["目标", "数\t占比\t日期", "0.3\t12.5%\t2026-03-01"]


def test_a_workbook_knows_merged_cells() -> None:
    rows = (
        '<row r="1"><c r="A1" t="inlineStr"><is><t>甲</t></is></c><c r="C1"><v>1</v></c></row>'
        '<row r="2"><c r="A2"><v>2</v></c><c r="C2"><v>3</v></c></row>'
    )
    document = read_bytes("a.xlsx", workbook(rows, '<mergeCells><mergeCell ref="A1:B1"/></mergeCells>'))
    first = next(b.cell for b in document.blocks if b.cell)
    assert (first.columns, first.rows) == (2, 1)


def test_a_page_loses_its_furniture_and_keeps_its_tables() -> None:
    page = (
        "<html><head><title>9</title></head><body><nav>首页 1</nav><h2>目标</h2><p>收入&nbsp;300<b>万</b>元</p><ol><li>甲<li>乙</ol>"
        "<table><tr><th rowspan=2>店<th>一月</tr><tr><td>12</table><script>var x=5</script><footer>电话 5</footer></body></html>"
    )
    document = read_bytes("a.html", page.encode())
    assert lines(document) == [
        ("furniture", "首页 1"), ("heading", "目标"), ("paragraph", "收入 300万元"), ("item", "1. 甲"), ("item", "2. 乙"),
        ("cell", "店"), ("cell", "一月"), ("cell", "12"), ("furniture", "电话 5"),
    ]  # fmt: skip
    assert [b.cell.column for b in document.blocks if b.cell] == [0, 1, 1]


def test_markdown_keeps_the_files_own_offsets() -> None:
    text = "# 计划\n\n- 甲 3 人\n\n| 项 | 值 |\n|---|--:|\n| a | 5 |\n"
    document = read_bytes("a.md", text.encode())
    assert document.text == text
    assert [document.text[b.start : b.end] for b in document.blocks if b.cell] == ["项", "值", "a", "5"]


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("a.txt", b"  \n", "reader.empty"),
        ("a.docx", word(), "reader.empty"),
        ("a.docx", word(p(""), tbl(tc("") + tc(""))), "reader.empty"),
        ("a.html", b"<html><body><script>2026</script></body></html>", "reader.empty"),
        ("a.pdf", b"%PDF-1.7 ...", "reader.damaged"),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1...", "reader.kind"),
        ("a.docx", b"PK\x03\x04 broken", "reader.cut_short"),
        ("a.zip", zipped({"x.txt": "1"}), "reader.kind"),
        ("a.docx", zipped({"word/document.xml": "<a><b></a>"}), "reader.damaged"),
        ("a.docx", zipped({"word/document.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}), "reader.damaged"),
        ("a.bin", bytes(range(128, 256)) * 40, "reader.encoding"),
    ],
)
def test_what_cannot_be_read_says_why(name: str, data: bytes, code: str) -> None:
    with pytest.raises(YunceError) as caught:
        read_bytes(name, data)
    assert caught.value.problems[0].code == code


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(YunceError) as caught:
        open_document(tmp_path / "none.docx")
    assert caught.value.problems[0].code == "reader.not_found"


def test_boxes_of_a_page_are_furniture_and_deleted_words_are_gone() -> None:
    page = (
        "<html><body><div class='nav'>登录24小时</div><div id='sidebar'><div>点击99次</div></div>"
        "<div class='content'><p>销售额300万元，<del>费用20万元</del><ins>费用25万元</ins>。</p></div>"
        "<div class='share'>分享99</div></body></html>"
    )
    found = read_document(read_bytes("plan.html", page.encode()))
    told = [(one.kind, one.links.what, one.mention.value.low if one.mention.value else None) for one in found.statements]
    assert told == [("target", "销售额", 3000000), ("budget", "费用", 250000)]


def test_a_text_that_was_cut_in_a_character_is_read() -> None:
    data = "2027年计划\n销售额300万元，费用20万元。".encode("gb18030")[:-1]
    assert "费用20万元" in read_bytes("plan.txt", data).text
