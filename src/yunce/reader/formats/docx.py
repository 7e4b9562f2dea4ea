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

_GONE = {W + "del", W + "moveFrom", W + "instrText", W + "delText", W + "rPr", W + "pPr", W + "Fallback", W + "rt", W + "sdtPr"}
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_SIGNS = {W + "tab": " ", W + "ptab": " ", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "-", _M + "den": "/"}
_SYMBOLS = dict(zip(("A3", "B3", "B1", "B4", "B8", "BB", "B9", "2D", "2B", "25", "3D", "3C", "3E"), "≤≥±×÷≈≠-+%=<>", strict=True))
"""What the signs of the font Symbol stand for."""
_P, _R, _T, _TBL, _TC, _TR, _BOX = (W + name for name in ("p", "r", "t", "tbl", "tc", "tr", "txbxContent"))
_OF_RUN, _HIDDEN, _OF_ROW, _DELETED, _OF_CELL, _MERGED = (W + name for name in ("rPr", "vanish", "trPr", "del", "tcPr", "vMerge"))
_TEXTS, _SYMBOL = frozenset({_T, _M + "t"}), W + "sym"
_PASSED = _GONE | {_FALLBACK}
_AROUND = frozenset(W + name for name in ("sdt", "sdtContent", "ins", "customXml"))
"""What rows and cells may stand in."""
_UP, _DOWN = "\ue000", "\ue001"
_RAISED = re.compile(rf"(?<![A-Za-z]){_UP}\s*[\[(（【]?\s?(?:注?\s?\d{{1,2}}|[①-⑳*]|注)\s?[\])）】]?\s*{_DOWN}")
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
                walk.builder.add("note", " ".join(words for p in note.iter(W + "p") if (words := words_of(p).strip())))
    return walk.builder.layout()


class _Walk:
    """Goes through a flow of paragraphs and tables and lays them down."""

    def __init__(self, styles: Styles, numbers: ListNumbers) -> None:
        self.builder = Builder()
        self._styles = styles
        self._numbers = numbers
        self._carried = ""

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
        words, self._carried = self._carried + words_of(p), ""
        if _is_mark_deleted(p):  # its words go on in the next paragraph
            self._carried = words
            for box in _boxes(p):
                self.flow(box)
            return
        style = self._styles.of(p)
        number = self._numbers.next(*style.numbering) if style.numbering else ""
        for at, line in enumerate(words.split("\n")):
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
        for tc in (tc for row in rows for tc in _cells(row)):
            for p in _paragraphs(tc):
                for box in _boxes(p):
                    self.flow(box)
            for inner in _inner_tables(tc):
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
            if not _has(child, _OF_CELL, W + "cellDel"):
                yield child
        elif child.tag in _AROUND:
            yield from _cells(child)


def cell_text(tc: Element) -> str:
    """A cell's paragraphs with a blank between them."""
    return " ".join(words for p in _paragraphs(tc) if (words := words_of(p).strip()))


def _paragraphs(parent: Element) -> Iterator[Element]:
    """The paragraphs of a cell, also those in content controls; not those of tables and boxes inside it."""
    for child in parent:
        if child.tag == _P:
            yield child
        elif child.tag in _AROUND:
            yield from _paragraphs(child)


def _inner_tables(parent: Element) -> Iterator[Element]:
    for child in parent:
        if child.tag == _TBL:
            yield child
        elif child.tag in _AROUND:
            yield from _inner_tables(child)


def _is_mark_deleted(p: Element) -> bool:
    """True for a paragraph whose end was deleted while changes were tracked."""
    properties = p.find(W + "pPr")
    return properties is not None and (_has(properties, _OF_RUN, _DELETED) or _has(properties, _OF_RUN, W + "moveFrom"))


def text_of(element: Element) -> str:
    """The words of a paragraph as they stand after all changes are accepted; text boxes are apart."""
    tag = element.tag
    if tag in _TEXTS:
        return element.text or ""
    if tag in _SIGNS:
        return _SIGNS[tag] + "".join([text_of(child) for child in element])
    if tag == _SYMBOL:
        return _SYMBOLS.get(element.get(W + "char", "").upper().removeprefix("F0"), "") if element.get(W + "font") == "Symbol" else ""
    properties = element.find(_OF_RUN) if tag == _R else None
    if properties is not None and _is_hidden(properties):
        return ""
    words = "".join([text_of(child) for child in element if child.tag not in _PASSED and child.tag != _BOX])
    return f"{_UP}{words}{_DOWN}" if properties is not None and value(properties, "vertAlign") == "superscript" else words


def words_of(p: Element) -> str:
    """The words of a paragraph; raised numbers are marks of notes unless they are the power of a unit (m²)."""
    words = text_of(p)
    return _RAISED.sub("", words).replace(_UP, "").replace(_DOWN, "") if _UP in words else words


def _is_hidden(properties: Element) -> bool:
    hidden = properties.find(_HIDDEN)
    return hidden is not None and hidden.get(W + "val", "1") not in {"0", "false", "off"}


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
