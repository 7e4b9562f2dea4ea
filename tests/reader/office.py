# SPDX-License-Identifier: Apache-2.0
"""Word files and workbooks made for the tests: only the parts that matter."""

from __future__ import annotations

import zipfile
from io import BytesIO

NAMES = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
SHEET = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'


def zipped(parts: dict[str, str]) -> bytes:
    """The parts as a zip."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return out.getvalue()


def p(words: str, style: str = "", listed: tuple[int, int] | None = None) -> str:
    """A paragraph; words that begin with `<` are runs already."""
    properties = f'<w:pStyle w:val="{style}"/>' if style else ""
    if listed:
        properties += f'<w:numPr><w:ilvl w:val="{listed[1]}"/><w:numId w:val="{listed[0]}"/></w:numPr>'
    return f"<w:p><w:pPr>{properties}</w:pPr>{words if words.startswith('<') else r(words)}</w:p>"


def r(words: str) -> str:
    """A run."""
    return f'<w:r><w:t xml:space="preserve">{words}</w:t></w:r>'


def tc(words: str, properties: str = "") -> str:
    """A cell."""
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(words)}</w:tc>"


def tbl(*rows: str) -> str:
    """A table of rows, each the text of its cells."""
    return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>"


NUMBERING = f"""<w:numbering {NAMES}><w:abstractNum w:abstractNumId="0">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:lvlText w:val="%1、"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%2."/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>"""
STYLES = f"""<w:styles {NAMES}><w:style w:styleId="H1"><w:name w:val="heading 1"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>
<w:style w:styleId="H1b"><w:name w:val="own"/><w:basedOn w:val="H1"/></w:style></w:styles>"""


def word(*body: str, **parts: str) -> bytes:
    """A Word file of a body; further parts by name (`footnotes=...`)."""
    content = {
        "word/document.xml": f"<w:document {NAMES}><w:body>{''.join(body)}</w:body></w:document>",
        "word/numbering.xml": NUMBERING,
        "word/styles.xml": STYLES,
    }
    return zipped({**content, **{f"word/{name}.xml": text for name, text in parts.items()}})


def workbook(rows: str, merged: str = "", styles: str = "", strings: tuple[str, ...] = ()) -> bytes:
    """A workbook of one sheet named 目标."""
    return zipped(
        {
            "xl/workbook.xml": f'<workbook {SHEET}><sheets><sheet name="目标" sheetId="1" r:id="r1"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": '<Relationships><Relationship Id="r1" Target="worksheets/sheet1.xml"/></Relationships>',
            "xl/sharedStrings.xml": f"<sst {SHEET}>" + "".join(f"<si><t>{one}</t></si>" for one in strings) + "</sst>",
            "xl/styles.xml": styles or f"<styleSheet {SHEET}/>",
            "xl/worksheets/sheet1.xml": f"<worksheet {SHEET}><sheetData>{rows}</sheetData>{merged}</worksheet>",
        }
    )
