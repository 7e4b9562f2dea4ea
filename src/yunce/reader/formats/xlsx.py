# SPDX-License-Identifier: Apache-2.0
"""Workbooks by their XML: every visible sheet a heading and a table, merged cells with what they cover, numbers as the sheet shows them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from xml.etree.ElementTree import Element

from yunce.reader.blocks import Builder, Cell, Layout
from yunce.reader.formats.marks import mark_of
from yunce.reader.formats.sheet_values import Shown, formats_of
from yunce.reader.formats.xml import R, S, part

_YES = frozenset({"1", "true"})
_WIDEST = 512
_PLAIN_NUMBER = re.compile(r"-?\d{1,15}(?:\.\d{1,10})?")
_REF = re.compile(r"([A-Z]{1,3})(\d+)")
_LABELLED = re.compile(r"[:：]\s*\S")


def read_xlsx(content: Mapping[str, bytes]) -> Layout:
    """The text and blocks of a workbook's parts. Raises ValueError, SyntaxError."""
    book = part(content, "xl/workbook.xml")
    if book is None:
        raise ValueError("workbook.xml")
    links = part(content, "xl/_rels/workbook.xml.rels")
    targets = {link.get("Id", ""): link.get("Target", "") for link in links} if links is not None else {}
    strings = [_words(si) for si in _all(part(content, "xl/sharedStrings.xml"), "si")]
    shown = Shown(strings, formats_of(part(content, "xl/styles.xml")), _from_1904(book))
    builder = Builder()
    for sheet in book.iter(S + "sheet"):
        target = targets.get(sheet.get(R + "id", ""), "")
        tree = part(content, target.lstrip("/") if target.startswith("/") else f"xl/{target}")
        if sheet.get("state", "visible") == "visible" and tree is not None:
            _lay(builder, sheet.get("name", ""), tree, shown)
    return builder.layout()


def _from_1904(book: Element) -> bool:
    properties = book.find(S + "workbookPr")
    return properties is not None and properties.get("date1904") in {"1", "true"}


def _all(tree: Element | None, tag: str) -> list[Element]:
    return tree.findall(S + tag) if tree is not None else []


def _words(si: Element) -> str:
    """A shared string; what is only a reading aid (phonetics) is left out."""
    runs = [t.text or "" for t in si.findall(S + "t")] + [t.text or "" for t in si.findall(f"{S}r/{S}t")]
    return "".join(runs)


def _lay(builder: Builder, name: str, sheet: Element, shown: Shown) -> None:
    """A sheet as a heading and tables; an empty row parts two tables, a row with one cell is a line. What is hidden stands apart."""
    spans = _merged(sheet)
    builder.add("heading", name, level=1)
    rows: list[list[tuple[str, Cell]]] = []
    put_away: list[str] = []
    last = -1
    away = _Hidden(sheet)
    for row in sheet.iter(S + "row"):
        at = int(row.get("r") or last + 2) - 1
        whole = list(_of_row(row, at, spans, shown))
        cells = [one for one in whole if one[1].column not in away.columns]
        put_away += [words for words, place in whole if place.column in away.columns]
        if rows and (at > last + 1 or not cells):
            put_away += _close_shown(builder, rows, away)
            rows = []
        if cells:
            rows.append(cells)
            away.see(row, at)
        last = at
    put_away += _close_shown(builder, rows, away)
    builder.add("furniture", " ".join(put_away))


def _close_shown(builder: Builder, rows: list[list[tuple[str, Cell]]], away: _Hidden) -> list[str]:
    """Lay rows down without those that somebody hid, and give the words of these; a total that counts them keeps them."""
    hidden = [row for row in rows if row[0][1].row in away.rows]
    kept = [row for row in rows if row[0][1].row not in away.rows]
    if not hidden or _are_counted(rows, away.rows):
        _close(builder, rows)
        return []
    _close(builder, kept)
    return [words for row in hidden for words, _ in row]


def _are_counted(rows: list[list[tuple[str, Cell]]], hidden: set[int]) -> bool:
    """True where the last number of a column is the sum of those above only with the hidden rows."""
    columns: dict[int, list[tuple[int, Decimal]]] = {}
    for row in rows:
        for words, cell in row:
            if _PLAIN_NUMBER.fullmatch(words):
                columns.setdefault(cell.column, []).append((cell.row, Decimal(words)))
    for numbers in columns.values():
        *parts, (last, total) = numbers
        seen = sum((value for at, value in parts if at not in hidden), Decimal(0))
        if last not in hidden and total not in {seen, 0} and sum((value for _, value in parts), Decimal(0)) == total:
            return True
    return False


class _Hidden:
    """The columns and rows that somebody hid; those folded away under an outline or a filter still belong to the table."""

    def __init__(self, sheet: Element) -> None:
        self.columns: set[int] = set()
        self.rows: set[int] = set()
        self._is_filtered = sheet.find(S + "autoFilter") is not None
        for col in sheet.iter(S + "col"):
            if col.get("hidden") in _YES and not col.get("outlineLevel"):
                self.columns.update(range(int(col.get("min", "1")) - 1, min(int(col.get("max", "1")), _WIDEST)))

    def see(self, row: Element, at: int) -> None:
        """Note a row that is hidden."""
        if row.get("hidden") in _YES and not row.get("outlineLevel") and not self._is_filtered:
            self.rows.add(at)


def _of_row(row: Element, at: int, spans: Mapping[str, tuple[int, int]], shown: Shown) -> Iterator[tuple[str, Cell]]:
    """The cells of a row that show anything; one without a reference stands behind the one before."""
    column = -1
    for c in row.findall(S + "c"):
        ref = c.get("r", "")
        place = _cell(ref, spans) if ref else Cell(0, at, column + 1)
        column = place.column
        if words := shown.text(c).strip():
            yield words, place


def _close(builder: Builder, rows: list[list[tuple[str, Cell]]]) -> None:
    """Rows as tables, each from row 0 on; a line alone at the top, or above a row of names, is a title."""
    while rows and len(rows[0]) == 1 and (len(rows) == 1 or rows[0][0][1].columns > 1 or any(len(row) > 1 for row in rows)):
        builder.add(
            "heading" if len(rows) > 1 and len(rows[0][0][0]) < 40 and not _LABELLED.search(rows[0][0][0]) else "paragraph",
            rows[0][0][0],
            level=2,
        )
        rows = rows[1:]
    if rows and all(len(row) == 1 for row in rows):
        for ((words, _),) in rows:
            _add_line(builder, words)
    elif rows:
        end = next((at for at in range(2, len(rows) - 1) if _starts(rows, at)), len(rows))
        top = rows[0][0][1].row
        builder.add_table([[(words, Cell(0, c.row - top, c.column, c.rows, c.columns)) for words, c in row] for row in rows[:end]])
        _close(builder, rows[end:])


def _add_line(builder: Builder, words: str) -> None:
    """A line of notes under a table: an item where it begins with a mark."""
    mark = mark_of(words)
    builder.add("item" if mark else "paragraph", words[len(mark.text) :] if mark else words, number=mark.text if mark else "")


def _starts(rows: list[list[tuple[str, Cell]]], at: int) -> bool:
    """True for a line alone above a row of names without digits: another table begins here."""
    below = rows[at + 1]
    return len(rows[at]) == 1 and len(below) > 2 and not any(any(sign.isdigit() for sign in words) for words, _ in below)


def _merged(sheet: Element) -> dict[str, tuple[int, int]]:
    """The first cell of each merged area -> how many rows and columns it covers."""
    found = {}
    for area in sheet.iter(S + "mergeCell"):
        first, _, last = area.get("ref", "").partition(":")
        if last:
            (top, left), (bottom, right) = _place(first), _place(last)
            found[first] = (bottom - top + 1, right - left + 1)
    return found


def _cell(ref: str, spans: Mapping[str, tuple[int, int]]) -> Cell:
    row, column = _place(ref)
    return Cell(0, row, column, *spans.get(ref, (1, 1)))


def _place(ref: str) -> tuple[int, int]:
    """Row and column from 0 of a reference such as C12. Raises ValueError."""
    found = _REF.fullmatch(ref)
    if not found:
        raise ValueError(f"cell {ref}")
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - 64
    return int(found[2]) - 1, column - 1
