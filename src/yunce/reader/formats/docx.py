# SPDX-License-Identifier: Apache-2.0
"""Word files by an own walk over their XML: insertions kept, deletions passed, list numbers computed, tables with merged cells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from xml.etree.ElementTree import Element

from yunce.reader.blocks import BlockKind, Builder, Cell, Layout
from yunce.reader.formats.marks import heading_level, mark_of
from yunce.reader.formats.word_numbers import ListNumbers
from yunce.reader.formats.word_styles import Styles
from yunce.reader.formats.xml import W, part, value

_GONE = {W + "del", W + "moveFrom", W + "instrText", W + "delText", W + "rPr", W + "pPr", W + "Fallback"}
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_SIGNS = {W + "tab": " ", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "-"}
_P, _R, _T, _TBL, _TC, _TR, _BOX = (W + name for name in ("p", "r", "t", "tbl", "tc", "tr", "txbxContent"))
_OF_RUN, _HIDDEN, _OF_ROW, _DELETED, _OF_CELL, _MERGED = (W + name for name in ("rPr", "vanish", "trPr", "del", "tcPr", "vMerge"))
_PASSED = _GONE | {_FALLBACK}
_AROUND = frozenset(W + name for name in ("sdt", "sdtContent", "ins", "customXml"))
"""What rows and cells may stand in."""
_CONTENTS_LINE = re.compile(r".*?[.…·\s]{3,}\d+\s*")


def read_docx(content: Mapping[str, bytes]) -> Layout:
    """The text and blocks of a Word file's parts: body, then footnotes and endnotes. Raises ValueError, SyntaxError."""
    document = part(content, "word/document.xml")
    body = document.find(W + "body") if document is not None else None
    if body is None:
        raise ValueError("document.xml")
    walk = _Walk(Styles(part(content, "word/styles.xml")), ListNumbers(part(content, "word/numbering.xml")))
    walk.flow(body)
    for name, tag in (("word/footnotes.xml", "footnote"), ("word/endnotes.xml", "endnote")):
        notes = part(content, name)
        for note in notes.findall(W + tag) if notes is not None else ():
            if note.get(W + "type", "normal") == "normal":
                walk.builder.add("note", " ".join(words for p in note.iter(W + "p") if (words := text_of(p).strip())))
    return walk.builder.layout()


class _Walk:
    """Goes through a flow of paragraphs and tables and lays them down."""

    def __init__(self, styles: Styles, numbers: ListNumbers) -> None:
        self.builder = Builder()
        self._styles = styles
        self._numbers = numbers

    def flow(self, parent: Element) -> None:
        """Paragraphs and tables in order, inside content controls and tracked insertions too."""
        for child in parent:
            if child.tag == _P:
                self._paragraph(child)
            elif child.tag == _TBL:
                self._table(child)
            elif child.tag not in _PASSED and child.tag != W + "sectPr":
                self.flow(child)

    def _paragraph(self, p: Element) -> None:
        style = self._styles.of(p)
        number = self._numbers.next(*style.numbering) if style.numbering else ""
        for at, line in enumerate(text_of(p).split("\n")):
            if not line.strip():
                continue
            mark = mark_of(number + line.strip()) if at == 0 or not number else None
            if style.is_contents or _is_contents_line(line):
                self.builder.add("furniture", line)
            elif style.level and at == 0:
                self.builder.add("heading", _without(line, mark, number), level=style.level, number=number or (mark.text if mark else ""))
            elif level := heading_level(number + line.strip(), mark):
                own = mark.text if mark else ""
                self.builder.add("heading", _without(line, mark, number), level=level, number=number or own)
            else:
                kind: BlockKind = "item" if mark or style.numbering else "paragraph"
                self.builder.add(kind, _without(line, mark, number), number=(number if at == 0 else "") or (mark.text if mark else ""))
        for box in _boxes(p):
            self.flow(box)

    def _table(self, tbl: Element) -> None:
        """A table's grid; a vertically merged cell counts once, with the rows that it covers; tables inside cells follow it."""
        rows = [row for row in _rows(tbl) if not _has(row, _OF_ROW, _DELETED)]
        grid: list[list[tuple[str, Cell]]] = []
        above: dict[int, tuple[int, int]] = {}
        for at, row in enumerate(rows):
            line: list[tuple[str, Cell]] = []
            column = int(value(row.find(_OF_ROW), "gridBefore") or 0)
            for tc in _cells(row):
                properties = tc.find(_OF_CELL)
                wide = int(value(properties, "gridSpan") or 1)
                merge = properties.find(_MERGED) if properties is not None else None
                if merge is not None and merge.get(W + "val") != "restart" and column in above:
                    _lengthen(grid, above[column])
                else:
                    above[column] = (at, len(line))
                    line.append((cell_text(tc), Cell(0, at, column, 1, wide)))
                column += wide
            grid.append(line)
        self.builder.add_table(grid)
        for inner in (t for row in rows for tc in _cells(row) for t in tc.findall(_TBL)):
            self._table(inner)


def _lengthen(grid: list[list[tuple[str, Cell]]], place: tuple[int, int]) -> None:
    row, at = place
    words, cell = grid[row][at]
    grid[row][at] = (words, Cell(cell.table, cell.row, cell.column, cell.rows + 1, cell.columns))


def _has(element: Element, name: str, inner: str) -> bool:
    """True where one of an element's children of a name holds another."""
    return any(child.find(inner) is not None for child in element.findall(name))


def _rows(tbl: Element) -> Iterator[Element]:
    for child in tbl:
        if child.tag == _TR:
            yield child
        elif child.tag in _AROUND:
            yield from _rows(child)


def _cells(row: Element) -> Iterator[Element]:
    for child in row:
        if child.tag == _TC:
            yield child
        elif child.tag in _AROUND:
            yield from _cells(child)


def cell_text(tc: Element) -> str:
    """A cell's paragraphs with a blank between them."""
    return " ".join(words for p in tc.iter(_P) if (words := text_of(p).strip()))


def text_of(element: Element) -> str:
    """The words of a paragraph as they stand after all changes are accepted; text boxes are apart."""
    tag = element.tag
    if tag == _T:
        return element.text or ""
    if tag in _SIGNS:
        return _SIGNS[tag]
    if tag == _R and _has(element, _OF_RUN, _HIDDEN):
        return ""
    return "".join([text_of(child) for child in element if child.tag not in _PASSED and child.tag != _BOX])


def _boxes(p: Element) -> Iterator[Element]:
    """The contents of text boxes anchored in a paragraph; of two forms of the same box the first."""
    for child in p:
        if child.tag == _BOX:
            yield child
        elif child.tag not in _PASSED:
            yield from _boxes(child)


def _is_contents_line(line: str) -> bool:
    """True for a line of a table of contents: words, dots, a page."""
    return bool(_CONTENTS_LINE.fullmatch(line)) and "." * 4 in line.replace("…", "..").replace("·", ".")


def _without(line: str, mark: object, number: str) -> str:
    """The words without the mark that the text itself holds; a computed number is not in it."""
    line = line.strip()
    own = getattr(mark, "text", "") if not number else ""
    return line[len(own) :]
