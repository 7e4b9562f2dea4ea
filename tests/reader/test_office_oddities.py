# SPDX-License-Identifier: Apache-2.0
"""What Word, Excel and web pages hold that a reader of the page does not see, or sees otherwise."""

from __future__ import annotations

from tests.reader.office import NAMES, p, r, tbl, tc, word, workbook, zipped
from yunce.reader.files import read_bytes
from yunce.reader.reading import read_document

DELETED_END = '<w:rPr><w:del w:id="3" w:author="a"/></w:rPr>'
TITLE = p("2027年度经营计划", style="H1")


def words(data: bytes, name: str = "plan.docx") -> str:
    """The canonical text."""
    return read_bytes(name, data).text


def deleted(gone: str, kept: str = "", listed: str = "") -> str:
    """A paragraph whose end was deleted while changes were tracked, with what is left of its words."""
    left = r(kept) if kept else ""
    return f"<w:p><w:pPr>{listed}{DELETED_END}</w:pPr>{left}<w:del w:id='1'><w:r><w:delText>{gone}</w:delText></w:r></w:del></w:p>"


def test_a_deleted_item_takes_no_number() -> None:
    listed = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    text = words(word(TITLE, p("收入", listed=(1, 0)), deleted("旧章", listed=listed), p("成本", listed=(1, 0))))
    assert "一、 收入" in text
    assert "二、 成本" in text


def test_a_paragraph_whose_end_was_deleted_goes_on_in_the_next() -> None:
    assert "全年营业收入8,640万元" in words(word(TITLE, deleted("约", "全年营业收入"), p("8,640万元")))


def test_deleted_cells_are_passed() -> None:
    gone = '<w:cellDel w:id="1" w:author="a"/>'
    text = words(word(TITLE, tbl(tc("项目") + tc("金额") + tc("旧", gone), tc("推广") + tc("200万元") + tc("190万元", gone))))
    assert "200万元" in text
    assert "190" not in text


def test_tables_and_boxes_in_cells_are_told_once() -> None:
    box = (
        '<w:p><w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice Requires="wps">'
        f"<w:txbxContent>{p('上限90万元')}</w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent>{p('上限90万元')}</w:txbxContent>"
        "</mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    inner = f"<w:tc><w:tcPr/>{p('明细')}{tbl(tc('甲') + tc('120万元'))}{box}</w:tc>"
    text = words(word(TITLE, tbl(tc("项目") + tc("金额"), tc("分项") + inner)))
    assert text.count("120万元") == text.count("90万元") == 1


def test_signs_marks_and_formulas_of_word() -> None:
    sign = '<w:r><w:sym w:font="Symbol" w:char="F0B3"/></w:r>'
    raised = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>{}</w:t></w:r>'
    shown = '<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>推广费200万元</w:t></w:r>'
    formula = '<m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"><m:r><m:t>销售额=120万</m:t></m:r></m:oMath>'
    body = (p(r("毛利率") + sign + r("38%")), p(r("收入8,640") + raised.format("1") + r("万元")), p(r("面积860m") + raised.format("2")))
    text = words(word(TITLE, *body, p(shown), p(formula)))
    for wanted in ("毛利率≥38%", "收入8,640万元", "面积860m2", "推广费200万元", "销售额=120万"):
        assert wanted in text


def test_the_body_may_have_another_name() -> None:
    data = zipped({"word/document2.xml": f"<w:document {NAMES}><w:body>{p('推广费200万元')}</w:body></w:document>"})
    assert "推广费200万元" in words(data)


ROWS = (
    '<row r="1"><c r="A1" t="inlineStr"><is><t>门店</t></is></c><c r="B1" t="inlineStr"><is><t>收入</t></is></c></row>'
    '<row r="2"><c r="A2" t="inlineStr"><is><t>东湖</t></is></c><c r="B2"><v>120</v></c></row>'
    '<row r="3"{hidden}><c r="A3" t="inlineStr"><is><t>旧店</t></is></c><c r="B3"><v>77</v></c></row>'
    '<row r="4"><c r="A4" t="inlineStr"><is><t>合计</t></is></c><c r="B4"><f>SUM(B2:B3)</f><v>{total}</v></c></row>'
)


def test_a_hidden_row_is_left_aside() -> None:
    reading = read_document(read_bytes("plan.xlsx", workbook(ROWS.format(hidden=' hidden="1"', total=120))))
    assert [one.why for one in reading.aside if reading.document.text[one.mention.start : one.mention.end] == "77"] == ["outside the plan"]


def test_a_hidden_row_that_the_total_counts_stays() -> None:
    reading = read_document(read_bytes("plan.xlsx", workbook(ROWS.format(hidden=' hidden="1"', total=197))))
    assert "77" in {reading.document.text[one.mention.start : one.mention.end] for one in reading.statements}


def test_rows_folded_away_belong_to_the_table() -> None:
    reading = read_document(read_bytes("plan.xlsx", workbook(ROWS.format(hidden=' hidden="1" outlineLevel="1"', total=120))))
    assert "77" in {reading.document.text[one.mention.start : one.mention.end] for one in reading.statements}


def test_truth_times_and_computed_shares_of_a_sheet() -> None:
    styles = (
        '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts><numFmt numFmtId="170" formatCode="0.0%"/>'
        '</numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="170"/><xf numFmtId="20"/></cellXfs></styleSheet>'
    )
    rows = '<row><c t="b"><v>1</v></c><c s="1"><v>0.23248407643</v></c><c s="1"><v>0.2555</v></c><c s="2"><v>0.3125</v></c></row>'
    rows += "<row><c><v>1</v></c><c><v>2</v></c></row>"
    text = words(workbook(rows, styles=styles), "plan.xlsx")
    assert "是\t23.2%\t25.55%\t07:30" in text


def test_a_page_says_what_it_shows() -> None:
    page = (
        "<html><body><nav><h3>菜单</h3></nav><article><header><h1>2027年度经营计划</h1></header><dl><dt>营业收入</dt><dd>8,640万元</dd></dl>"
        "<p>会员12,000<sup>2</sup>人，面积860m<sup>2</sup></p>"
        "<div style='display: none'><div>999万元</div>888万元</div><p>客单价86元</p></article></body></html>"
    )
    reading = read_document(read_bytes("plan.html", page.encode()))
    text = reading.document.text
    assert "营业收入：8,640万元" in text
    assert "12,000人" in text
    assert "860m2" in text
    assert "999" not in text
    assert "888" not in text
    assert [reading.document.words(one) for one in reading.document.blocks if one.kind == "heading"] == ["2027年度经营计划"]


def test_wide_text_without_a_mark() -> None:
    said = "经营计划书中我们要完成的主要工作和目标是提高服务质量和管理水平，营业收入八千万元"
    for codec in ("utf-16-le", "utf-16-be"):
        assert read_bytes("plan.txt", said.encode(codec)).text == said
