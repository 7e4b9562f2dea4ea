# SPDX-License-Identifier: Apache-2.0
"""The way back: a changed number in the original file, in the form it was written in, and not one byte more."""

from __future__ import annotations

import zipfile
from decimal import Decimal
from io import BytesIO

import pytest

from tests.reader.office import NAMES, p, r, tbl, tc, word, zipped
from yunce.app.reviews.desk import Reviews
from yunce.app.reviews.patching import Edit
from yunce.app.reviews.rewriting import rewritten
from yunce.app.reviews.word_runs import rewritten_file
from yunce.app.reviews.write_back import write_back
from yunce.plan.document import Plan
from yunce.plan.dump import Document
from yunce.plan.parse import parse
from yunce.reader.files import read_bytes
from yunce.reader.scan.mentions import Value
from yunce.values.problem import YunceError

TITLE = p("2026年度经营计划", style="H1")


def plan_of(reviews: Reviews, name: str, content: bytes) -> tuple[Plan, Document]:
    own = reviews.store.open(name, content, by="ann")
    reviews.read(own)
    text = reviews.plan(own, 0)
    plan, _ = parse(text)
    assert plan is not None
    return plan, Document(text)


def changed(document: Document, quote: str, value: str, part: str = "targets", field: str = "value") -> Plan:
    """The plan with another value for what was written so."""
    plan, _ = document.plan()
    assert plan is not None
    own = next(e.id for e in getattr(plan, part) if e.source and e.source.quote == quote)
    after, problems = document.with_value(f"{part}[{own}].{field}", value).plan()
    assert after is not None, problems
    return after


def body(content: bytes) -> str:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return archive.read("word/document.xml").decode()


def others(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist() if name != "word/document.xml"}


@pytest.mark.parametrize(
    ("words", "old", "new", "wanted"),
    [
        ("300W", "3000000", "3200000", "320W"),
        ("30万", "300000", "320000", "32万"),
        ("1,200,000元", "1200000", "1250000", "1,250,000元"),
        ("不低于15.5万元", "155000", "160000", "不低于16万元"),
        ("25%", "0.25", "0.3", "30%"),
        ("３００万元", "3000000", "3200000", "３２０万元"),
        ("三百万元", "3000000", "3200000", "320万元"),
        ("1.2亿元", "120000000", "125000000", "1.25亿元"),
        ("8人", "8", "7", "7人"),
        ("若干", "8", "7", None),
        ("3万", "30000", "30000.0000000001", None),
    ],
)
def test_a_number_keeps_its_form(words: str, old: str, new: str, wanted: str | None) -> None:
    assert rewritten(words, Value(Decimal(old), Decimal(old)), Value(Decimal(new), Decimal(new))) == wanted


def test_both_ends_of_a_range() -> None:
    old, new = Value(Decimal(150000), Decimal(200000)), Value(Decimal(160000), Decimal(220000))
    assert rewritten("15-20万元", old, new) == "16-22万元"
    assert rewritten("15-20万元", old, Value(Decimal(160000), None)) is None


def test_a_number_in_one_run_changes_alone(reviews: Reviews) -> None:
    content = word(TITLE, p("2026年全年销售额目标300W，其中上半年120W，下半年180W。"), p("会员数达到3万人。"))
    _, document = plan_of(reviews, "计划.docx", content)
    written = write_back(changed(document, "300W", "320万"), "计划.docx", content)
    assert body(written.content) == body(content).replace("300W", "320W") and others(written.content) == others(content)
    assert [(one.old, one.new) for one in written.changes] == [("300W", "320W")]


@pytest.mark.parametrize(
    "runs", [("目标3", "00", "W，", "稳步"), ("目标", "300W", "，稳步"), ("目标30", "0W，稳步"), ("目标3", "<b/>00W，稳步")]
)
def test_a_number_split_over_runs(reviews: Reviews, runs: tuple[str, ...]) -> None:
    pieces = "".join("<w:r><w:rPr><w:b/></w:rPr><w:t/></w:r>" if one == "<b/>" else r(one.replace("<b/>", "")) for one in runs)
    content = word(TITLE, p(f"{r('2026年全年销售额')}{pieces}{r('增长。')}"))
    _, document = plan_of(reviews, "计划.docx", content)
    written = write_back(changed(document, "300W", "320万"), "计划.docx", content)
    assert "320W" in read_bytes("a.docx", written.content).text
    before, after = body(content), body(written.content)
    assert before.count("<w:r>") == after.count("<w:r>") and len(before) == len(after)
    assert sum(a != b for a, b in zip(before, after, strict=True)) == 1


def test_of_two_equal_lines_the_one_that_is_meant() -> None:
    line = "销售额目标95万元，由店长负责。"
    content = word(TITLE, p(line), tbl(tc("95万元")), p(line))
    document = read_bytes("a.docx", content)
    place = document.text.rindex("95万元")
    after = rewritten_file(document, content, [Edit(place, place + 4, "105万元")])
    head, _, tail = body(content).rpartition("95万元")
    assert body(after) == f"{head}105万元{tail}"


def test_text_boxes_tabs_and_breaks() -> None:
    box = f"<w:r><w:pict><w:txbxContent>{p('客流95万人')}</w:txbxContent></w:pict></w:r>"
    content = word(TITLE, p(f"{r('销售额')}<w:r><w:tab/></w:r>{box}{r('目标9')}{r('5万元')}<w:r><w:br/></w:r>{r('第二行88万元')}"))
    document = read_bytes("a.docx", content)
    for old, new in (("95万元", "96万元"), ("88万元", "98万元"), ("95万人", "100万人")):
        place = document.text.index(old)
        after = rewritten_file(document, content, [Edit(place, place + len(old), new)])
        assert read_bytes("a.docx", after).text == document.text.replace(old, new, 1)


def test_a_cell_keeps_its_tables_unit_and_the_computed_numbers_stay(reviews: Reviews) -> None:
    table = tbl(tc("门店") + tc("销售额目标（万元）"), tc("一店") + tc("120"), tc("二店") + tc("120"))
    content = word(TITLE, p("年度目标", listed=(1, 0)), table)
    plan, document = plan_of(reviews, "计划.docx", content)
    last = [t for t in plan.targets if t.source and t.source.quote == "120"][-1]
    after, _ = document.with_value(f"targets[{last.id}].value", "135.5万").plan()
    assert after is not None
    head, _, tail = body(content).rpartition("120")
    assert body(write_back(after, "计划.docx", content).content) == f"{head}135.5{tail}"


def test_tracked_changes_footnotes_and_escapes_stay(reviews: Reviews) -> None:
    tracked = f"<w:del><w:r><w:delText>200万元</w:delText></w:r></w:del><w:ins>{r('300万元')}</w:ins>"
    inserted = f"{r('2026年全年销售额目标')}{tracked}{r('（A&amp;B 店）。')}"
    note = f'<w:footnotes {NAMES}><w:footnote w:id="2">{p("会员数目标5万人。")}</w:footnote></w:footnotes>'
    content = word(TITLE, p(inserted), footnotes=note)
    _, document = plan_of(reviews, "计划.docx", content)
    written = write_back(changed(document, "300万元", "330万"), "计划.docx", content)
    assert body(written.content) == body(content).replace("300万元", "330万元")


@pytest.mark.parametrize("order", ["确保销售额2500万元，力争销售额2700万元。", "力争销售额2700万元，确保销售额2500万元。"])
def test_what_is_striven_for_is_told_from_what_is_promised(reviews: Reviews, order: str) -> None:
    content = word(TITLE, p(f"2026年{order}"))
    plan, document = plan_of(reviews, "计划.docx", content)
    assert write_back(plan, "计划.docx", content).content == content
    target = next(t for t in plan.targets if t.value is not None)
    after, _ = document.with_value(f"targets[{target.id}].value", "2600万").plan()
    assert after is not None
    text = read_bytes("a.docx", write_back(after, "计划.docx", content).content).text
    assert text == read_bytes("a.docx", content).text.replace("2500万元", "2600万元")


def test_a_result_of_the_past_that_was_quoted_wrong(reviews: Reviews) -> None:
    content = word(TITLE, p("2025年全年实现销售额980万元。"), p("2026年全年销售额目标1200万元。"))
    plan, document = plan_of(reviews, "计划.docx", content)
    assert [b.source.quote for b in plan.baselines if b.source] == ["980万元"]
    after = changed(document, "980万元", "985万", "baselines")
    assert body(write_back(after, "计划.docx", content).content) == body(content).replace("980万元", "985万元")


def test_words_that_people_wrote_over_a_date_go_back_too(reviews: Reviews) -> None:
    content = word(TITLE, p("2026年全年销售额目标300W。"), p("4月31日前完成首页改版。"))
    plan, _ = plan_of(reviews, "计划.docx", content)
    text = read_bytes("a.docx", content).text
    place = text.index("4月31日")
    written = write_back(
        plan, "计划.docx", content, [Edit(place, place + 5, "4月30日"), Edit(text.index("300W"), text.index("300W") + 4, "999W")]
    )
    assert read_bytes("a.docx", written.content).text == text.replace("4月31日", "4月30日")


def test_nothing_changed_is_the_same_bytes(reviews: Reviews) -> None:
    content = word(TITLE, p("2026年全年销售额目标300W。"))
    plan, _ = plan_of(reviews, "计划.docx", content)
    assert write_back(plan, "计划.docx", content) == write_back(plan, "其他名字.docx", content)
    assert write_back(plan, "计划.docx", content).content == content


def test_another_file_is_refused_with_every_place(reviews: Reviews) -> None:
    content = word(TITLE, p("2026年全年销售额目标300W，会员数达到3万人。"))
    _, document = plan_of(reviews, "计划.docx", content)
    with pytest.raises(YunceError) as wrong:
        write_back(changed(document, "300W", "320万"), "计划.docx", word(p("完全不同的一份文件，共5人。")))
    assert {one.code for one in wrong.value.problems} == {"app.write_back_gone"} and len(wrong.value.problems) >= 2


def test_what_its_form_cannot_hold_is_refused(reviews: Reviews) -> None:
    content = word(TITLE, p("2026年全年销售额目标300W。"))
    _, document = plan_of(reviews, "计划.docx", content)
    with pytest.raises(YunceError, match="write_back_form"):
        write_back(changed(document, "300W", "300万..350万"), "计划.docx", content)


@pytest.mark.parametrize(("name", "good"), [("计划.md", True), ("计划.txt", True)])
def test_plain_text_too(reviews: Reviews, name: str, good: bool) -> None:
    content = "# 2026年度经营计划\n\n2026年全年销售额目标300W。\n".encode()
    _, document = plan_of(reviews, name, content)
    assert write_back(changed(document, "300W", "320万"), name, content).content == content.replace(b"300W", b"320W")


def test_a_workbook_is_refused(reviews: Reviews) -> None:
    text = "<html><body><h1>2026年度经营计划</h1><p>2026年全年销售额目标300W。</p></body></html>".encode()
    _, document = plan_of(reviews, "计划.html", text)
    with pytest.raises(YunceError, match="write_back_kind"):
        write_back(changed(document, "300W", "320万"), "计划.html", text)


def test_a_part_that_is_not_utf_8_is_refused() -> None:
    xml = f'<?xml version="1.0" encoding="UTF-16"?><w:document {NAMES}><w:body>{p("目标300W")}</w:body></w:document>'
    content = zipped({"word/document.xml": ""})
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", xml.encode("utf-16"))
    document = read_bytes("a.docx", out.getvalue())
    assert content
    with pytest.raises(YunceError, match="write_back_encoding"):
        rewritten_file(document, out.getvalue(), [Edit(2, 6, "320W")])
