# SPDX-License-Identifier: Apache-2.0
"""Word files that go out are as Word wants them: what is written anew, and what comes back with one number changed."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.app.reviews.test_write_back import changed, plan_of
from tests.app.reviews.word_form import flaws
from tests.reader.office import NAMES, NUMBERING, p, r, tbl, tc, zipped
from yunce.app.reviews.desk import Reviews
from yunce.app.reviews.sample import sample_file
from yunce.app.reviews.word_file import WordFile
from yunce.app.reviews.write_back import write_back
from yunce.reader.files import read_bytes

MEANT = "application/vnd.openxmlformats-officedocument.wordprocessingml"
TYPES = f"""<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels"
ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>
<Override PartName="/word/document.xml" ContentType="{MEANT}.document.main+xml"/>
<Override PartName="/word/styles.xml" ContentType="{MEANT}.styles+xml"/>
<Override PartName="/word/numbering.xml" ContentType="{MEANT}.numbering+xml"/></Types>"""
LINKS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STYLES = f"""<w:styles {NAMES}><w:style w:type="paragraph" w:styleId="H1"><w:name w:val="heading 1"/>
<w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style></w:styles>"""


def package(*body: str) -> bytes:
    """A whole Word file, as Word itself would write it."""
    one = '<Relationship Id="rId{}" Type="' + OFFICE + '/{}" Target="{}"/>'
    own = "".join((one.format(1, "styles", "styles.xml"), one.format(2, "numbering", "numbering.xml")))
    return zipped(
        {
            "[Content_Types].xml": TYPES,
            "_rels/.rels": LINKS.format(one.format(1, "officeDocument", "word/document.xml")),
            "word/document.xml": f"<w:document {NAMES}><w:body>{''.join(body)}<w:sectPr/></w:body></w:document>",
            "word/_rels/document.xml.rels": LINKS.format(own),
            "word/styles.xml": STYLES,
            "word/numbering.xml": NUMBERING,
        }
    )


GONE = '<w:del w:id="1" w:author="a"><w:r><w:delText>1000</w:delText></w:r></w:del>'
COME = f'<w:ins w:id="2" w:author="a">{r("12")}</w:ins>'
BODY = (
    p("2026年度经营计划", "H1"),
    p(r("全年销售额目标") + GONE + COME + r("00万元"), "", (1, 0)),
    p("会员数达到3万人", "", (1, 0)),
    tbl(tc("项目") + tc("预算（万元）"), tc("推广") + tc("30"), tc("设备") + tc("20")),
    p(""),
)


def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_checks_see_what_is_wrong() -> None:
    sound = package(*BODY)
    assert flaws(sound) == []
    own = parts(sound)
    body = own["word/document.xml"].decode()
    for old, new, told in (
        ('w:id="2"', 'w:id="1"', "w:id 1 twice"),
        ('w:val="H1"', 'w:val="H9"', "pStyle H9 is not there"),
        ('<w:numId w:val="1"/>', '<w:numId w:val="7"/>', "numId 7 is not there"),
    ):
        broken = {**own, "word/document.xml": body.replace(old, new).encode()}
        assert told in flaws(zipped({name: data.decode() for name, data in broken.items()}))
    assert "word/styles.xml is not there" not in flaws(sound)
    assert any("styles.xml is not there" in one for one in flaws(zipped({k: v.decode() for k, v in own.items() if "styles" not in k})))


def test_a_number_written_back_leaves_a_sound_file_with_its_changes(reviews: Reviews) -> None:
    original = package(*BODY)
    _, document = plan_of(reviews, "计划.docx", original)
    after = write_back(changed(document, "3万人", "35000人"), "计划.docx", original).content
    assert flaws(after) == []
    before, now = parts(original), parts(after)
    assert list(before) == list(now)
    assert {name for name in before if before[name] != now[name]} == {"word/document.xml"}
    assert now["word/document.xml"].decode() == before["word/document.xml"].decode().replace("会员数达到3万人", "会员数达到3.5万人")
    assert GONE in now["word/document.xml"].decode()
    assert COME in now["word/document.xml"].decode()


def test_a_number_inside_a_tracked_change_keeps_the_change(reviews: Reviews) -> None:
    original = package(*BODY)
    _, document = plan_of(reviews, "计划.docx", original)
    after = write_back(changed(document, "1200万元", "13000000元"), "计划.docx", original).content
    assert flaws(after) == []
    text = parts(after)["word/document.xml"].decode()
    assert GONE in text
    assert '<w:ins w:id="2"' in text
    assert "1300万元" in read_bytes("计划.docx", after).text


def test_the_sample_is_sound() -> None:
    assert flaws(sample_file()) == []


@given(st.lists(st.text(max_size=30), min_size=1, max_size=6))
def test_any_words_make_a_sound_file(words: list[str]) -> None:
    made = WordFile()
    made.title(words[0])
    for one in words:
        made.heading(one, 2)
        made.paragraph(one, quiet=True)
    made.table([words, words[:1]])
    assert flaws(made.content()) == []


@pytest.mark.parametrize("words", ["A\x00B", "a\rb", "\ud800", "a\x0bb", "<w:p>", "]]>"])
def test_signs_that_no_file_can_hold_are_left_out(words: str) -> None:
    made = WordFile()
    made.paragraph(words)
    assert flaws(made.content()) == []
