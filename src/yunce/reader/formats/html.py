# SPDX-License-Identifier: Apache-2.0
"""Web pages: what a reader of the page would call its text; menus and scripts are left out, tables keep their spans."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from yunce.reader.blocks import Builder, Cell, Layout
from yunce.reader.formats.marks import heading_level, mark_of

_SILENT = {"script", "style", "noscript", "template", "svg", "head", "select", "button", "iframe", "form", "del", "s", "strike"}
_FURNITURE = {"nav", "footer", "aside", "header"}
_BOX = re.compile(
    r"(?:^|\s)(?:site-|page-|main-|top-|left-|right-|bottom-)?(?:nav|navbar|menu|sidebar|footer|breadcrumbs?|share|related|recommend(?:ed)?|comments?"
    r"|pagination|pager|copyright|ads?|advert|toolbar)(?:-(?:box|bar|list|wrap|wrapper|container|area|articles|posts|links))?(?=\s|$)",
    re.IGNORECASE,
)
"""Classes and names of boxes that belong to the page, not to its text."""
_BOXES = {"div", "ul", "ol", "section", "dl"}
_ABOUT_PAGE = re.compile(
    r"(?:浏览|阅读|点击|访问|查看)(?:量|次数|数|人数)?\s?[:： ]\s?[\d,.]+[万Ww]?\s?[次人]?"
    r"|字号\s?[:： ]\s?[大中小]|(?:分享|转发)到?\s?[:：]|^[上下]一[篇页]\s?[:：]"
)
"""What a page tells of itself: how often it was read, the size of its letters, its neighbours."""
_LONGEST_ABOUT = 80
_BREAKS = {"p", "div", "li", "ul", "ol", "br", "section", "article", "main", "dd", "dt", "dl", "blockquote", "pre", "body", "figure", "hr"}
_UNSEEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_VOID = {"br", "hr", "img", "input", "meta", "link", "col", "wbr", "area", "base", "source"}
_HEADINGS = {f"h{n}": n for n in range(1, 7)}


def read_html(text: str) -> Layout:
    """A page's text and blocks."""
    page = _Page()
    page.feed(text)
    page.close()
    page.end_line()
    return page.builder.layout()


class _Page(HTMLParser):
    """Lays down lines and tables as the tags go by."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.builder = Builder()
        self._line: list[str] = []
        self._silent: list[str] = []
        self._furniture: list[str] = []
        self._tables: list[_Table] = []
        self._lists: list[int] = []
        self._number = ""
        self._level = 0
        self._depth = 0
        self._boxes: list[int] = []
        self._is_term = False
        self._term = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open what the tag opens."""
        given = dict(attrs)
        if self._is_silent(tag, given):
            self._silent.append(tag)
        elif tag in _FURNITURE and not self._tables:
            self.end_line()
            self._furniture.append(tag)
        elif tag in {"table", "tr", "td", "th"}:
            self._open_table(tag, given)
        elif tag in _HEADINGS or tag in _BREAKS:
            self.end_line()
            self._level = _HEADINGS.get(tag, 0)
            self._is_term = tag == "dt"
            self._open_list(tag, given)
            if tag in _BOXES:
                self._open_box(f"{given.get('class') or ''} {given.get('id') or ''}")

    def _is_silent(self, tag: str, given: dict[str, str | None]) -> bool:
        """True for what a page does not show, and for raised marks of notes; inside of it each further tag of its name counts."""
        if tag in _VOID:
            return False
        if self._silent:
            return tag == self._silent[-1]
        if tag == "sup":
            said = self._tables[-1].last() if self._tables else "".join(self._line[-1:])
            return not said[-1:].isascii() or said[-1:].isdigit() or not said.strip()
        hidden = _UNSEEN.search(given.get("style") or "") is not None
        return tag in _SILENT or "hidden" in given or hidden

    def handle_endtag(self, tag: str) -> None:
        """Close what the tag closes; a stray end is passed."""
        if tag in self._silent:
            del self._silent[len(self._silent) - 1 - self._silent[::-1].index(tag) :]
        elif tag in _FURNITURE and tag in self._furniture:
            self.end_line()
            del self._furniture[self._furniture.index(tag) :]
        elif tag == "table" and self._tables:
            table = self._tables.pop()
            if self._tables:  # a table inside a cell is laid down as the cell's words
                self._tables[-1].say(" ".join(words for row in table.rows for words, _ in row))
            elif table.rows:
                self.builder.add_table(table.rows)
        elif tag in _HEADINGS or tag in _BREAKS:
            self.end_line()
            self._level = 0
            if tag in {"ol", "ul"} and self._lists:
                self._lists.pop()
            if tag in _BOXES:
                self._close_box()

    def handle_data(self, data: str) -> None:
        """Words go to the open cell, else to the open line."""
        if self._silent:
            return
        if self._tables and self._tables[-1].rows:
            self._tables[-1].say(data)
        elif self._tables:  # a caption stands before the first row
            self.builder.add("paragraph", " ".join(data.split()))
        else:
            self._line.append(data)

    def end_line(self) -> None:
        """Lay down the open line."""
        words = " ".join("".join(self._line).split())
        self._line = []
        if self._tables:
            self._tables[-1].say(" ")
        elif words:
            self._lay(words)

    def _lay(self, words: str) -> None:
        number, self._number = self._number, ""
        mark = mark_of(words) if not number else None
        number = number or (mark.text if mark else "")
        rest = words[len(mark.text) :] if mark else words
        about_page = len(words) <= _LONGEST_ABOUT and _ABOUT_PAGE.search(words) is not None
        if self._term:
            rest, self._term = f"{self._term}：{rest}", ""
        if (self._furniture and not (self._level and self._furniture == ["header"])) or self._boxes or about_page:
            self.builder.add("furniture", words)
        elif self._is_term:
            self._term = words.rstrip("：: ")
        elif self._level:
            self.builder.add("heading", rest, level=self._level, number=number)
        elif level := heading_level(words, mark):
            self.builder.add("heading", rest, level=level, number=number)
        else:
            self.builder.add("item" if number else "paragraph", rest, number=number)

    def _open_box(self, names: str) -> None:
        """A division; one that is named as a menu or the like is furniture to its end."""
        self._depth += 1
        if _BOX.search(names) and not self._tables:
            self._boxes.append(self._depth)

    def _close_box(self) -> None:
        if self._boxes and self._boxes[-1] == self._depth:
            self._boxes.pop()
        self._depth = max(self._depth - 1, 0)

    def _open_list(self, tag: str, given: dict[str, str | None]) -> None:
        """Numbers of ordered lists are not in the page's text: count them."""
        if tag in {"ol", "ul"}:
            self._lists.append(_whole(given.get("start"), 1) - 1 if tag == "ol" else -(1 << 30))
        elif tag == "li" and self._lists:
            self._lists[-1] += 1
            self._number = f"{self._lists[-1]}. " if self._lists[-1] > 0 else ""

    def _open_table(self, tag: str, given: dict[str, str | None]) -> None:
        if tag == "table":
            self.end_line()
            self._tables.append(_Table())
        elif self._tables and tag == "tr":
            self._tables[-1].open_row()
        elif self._tables:
            self._tables[-1].open_cell(_whole(given.get("rowspan"), 1), _whole(given.get("colspan"), 1))


class _Table:
    """A table's cells as they come, each put at the first free column of its row."""

    def __init__(self) -> None:
        self.rows: list[list[tuple[str, Cell]]] = []
        self._taken: set[tuple[int, int]] = set()

    def open_row(self) -> None:
        """The next row."""
        self.rows.append([])

    def open_cell(self, rows: int, columns: int) -> None:
        """The next cell with what it covers."""
        if not self.rows:
            self.open_row()
        row, column = len(self.rows) - 1, 0
        while (row, column) in self._taken:
            column += 1
        self._taken |= {(row + down, column + right) for down in range(rows) for right in range(columns)}
        self.rows[-1].append(("", Cell(0, row, column, rows, columns)))

    def last(self) -> str:
        """The words of the open cell."""
        return self.rows[-1][-1][0] if self.rows and self.rows[-1] else ""

    def say(self, words: str) -> None:
        """Words of the open cell; between cells there are none."""
        if self.rows and self.rows[-1]:
            said, cell = self.rows[-1][-1]
            self.rows[-1][-1] = (said + words, cell)


def _whole(text: str | None, otherwise: int) -> int:
    return min(int(text), 200) if text and text.isdigit() and int(text) else otherwise
