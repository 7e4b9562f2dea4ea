# SPDX-License-Identifier: Apache-2.0
"""A Word file written out: headings, paragraphs, tables in the look of a Chinese office document. The same content gives the same bytes."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from io import BytesIO
from xml.sax.saxutils import escape

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MADE = (2026, 1, 1, 0, 0, 0)
_KIND = "application/vnd.openxmlformats"
_WORD = f"{_KIND}-officedocument.wordprocessingml"
_TYPES = (
    _HEAD + '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    f'<Default Extension="rels" ContentType="{_KIND}-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_WORD}.document.main+xml"/>'
    f'<Override PartName="/word/styles.xml" ContentType="{_WORD}.styles+xml"/></Types>'
)
_RELATIONS = _HEAD + '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STYLES = (
    _HEAD + f'<w:styles xmlns:w="{_W}"><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" '
    'w:eastAsia="宋体"/><w:sz w:val="22"/><w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault>'
    '<w:pPrDefault><w:pPr><w:spacing w:after="80" w:line="320" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>'
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>{}</w:styles>'
)
_TITLE = (
    '<w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/><w:basedOn w:val="Normal"/>'
    '<w:pPr><w:spacing w:before="120" w:after="160"/><w:jc w:val="center"/></w:pPr>'
    '<w:rPr><w:rFonts w:eastAsia="黑体"/><w:b/><w:sz w:val="36"/></w:rPr></w:style>'
)
_QUIET = (
    '<w:style w:type="paragraph" w:styleId="Quiet"><w:name w:val="Quiet"/><w:basedOn w:val="Normal"/>'
    '<w:rPr><w:color w:val="6A737D"/><w:sz w:val="18"/></w:rPr></w:style>'
)
_SIZES = (30, 26, 24)
_EDGES = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:color="AEB6BD"/>' for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
_MARGINS = "".join(f'w:{side}="1304" ' for side in ("top", "right", "bottom", "left"))
_PAGE = f'<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar {_MARGINS}w:header="720" w:footer="720" w:gutter="0"/></w:sectPr>'


class WordFile:
    """Collects what a document says; `content` gives its bytes."""

    def __init__(self) -> None:
        self._body: list[str] = []

    def title(self, words: str) -> None:
        """The document's title."""
        self._body.append(_paragraph(words, "Title"))

    def heading(self, words: str, level: int = 1) -> None:
        """A heading of level 1 to 3."""
        self._body.append(_paragraph(words, f"Heading{level}"))

    def paragraph(self, words: str, *, quiet: bool = False) -> None:
        """A paragraph; `quiet` in small grey letters."""
        self._body.append(_paragraph(words, "Quiet" if quiet else ""))

    def table(self, rows: Sequence[Sequence[str]]) -> None:
        """A table whose first row is its head, which comes again on every page."""
        columns = max((len(row) for row in rows), default=0)
        if not columns:
            return
        grid = "".join(f'<w:gridCol w:w="{9298 // columns}"/>' for _ in range(columns))
        lines = "".join(_row(row, columns, head=at == 0) for at, row in enumerate(rows))
        look = f'<w:tblPr><w:tblW w:w="5000" w:type="pct"/><w:tblBorders>{_EDGES}</w:tblBorders></w:tblPr>'
        self._body.append(f"<w:tbl>{look}<w:tblGrid>{grid}</w:tblGrid>{lines}</w:tbl><w:p/>")

    def content(self) -> bytes:
        """The file."""
        headings = "".join(_heading_style(level) for level in (1, 2, 3))
        document = f'{_HEAD}<w:document xmlns:w="{_W}"><w:body>{"".join(self._body)}{_PAGE}</w:body></w:document>'
        parts = {
            "[Content_Types].xml": _TYPES,
            "_rels/.rels": _RELATIONS.format(f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>'),
            "word/document.xml": document,
            "word/styles.xml": _STYLES.format(_TITLE + headings + _QUIET),
            "word/_rels/document.xml.rels": _RELATIONS.format(f'<Relationship Id="rId1" Type="{_OFFICE}/styles" Target="styles.xml"/>'),
        }
        out = BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            for name, text in parts.items():
                archive.writestr(zipfile.ZipInfo(name, _MADE), text, compress_type=zipfile.ZIP_DEFLATED)
        return out.getvalue()


def _heading_style(level: int) -> str:
    return (
        f'<w:style w:type="paragraph" w:styleId="Heading{level}"><w:name w:val="heading {level}"/><w:basedOn w:val="Normal"/>'
        f'<w:next w:val="Normal"/><w:pPr><w:keepNext/><w:spacing w:before="{320 - level * 60}" w:after="100"/>'
        f'<w:outlineLvl w:val="{level - 1}"/></w:pPr>'
        f'<w:rPr><w:rFonts w:eastAsia="黑体"/><w:b/><w:sz w:val="{_SIZES[level - 1]}"/></w:rPr></w:style>'
    )


def _paragraph(words: str, style: str) -> str:
    look = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    lines = "<w:br/>".join(f'<w:t xml:space="preserve">{escape(_printable(line))}</w:t>' for line in words.split("\n")) if words else ""
    return f"<w:p>{look}<w:r>{lines}</w:r></w:p>" if lines else f"<w:p>{look}</w:p>"


def _row(cells: Sequence[str], columns: int, *, head: bool) -> str:
    filled = [*cells, *("" for _ in range(columns - len(cells)))]
    mark = "<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>" if head else "<w:trPr><w:cantSplit/></w:trPr>"
    shade = '<w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="EEF1F3"/></w:tcPr>' if head else ""
    boxes = [f"<w:tc>{shade}{_paragraph(cell, '')}</w:tc>" for cell in filled]
    return f"<w:tr>{mark}{''.join(boxes)}</w:tr>"


def _printable(words: str) -> str:
    """Without the signs that XML cannot hold."""
    return "".join(
        sign for sign in words if sign in "\t\n" or (sign >= " " and not "\ud800" <= sign <= "\udfff" and sign not in "\ufffe\uffff")
    )
