# SPDX-License-Identifier: Apache-2.0
"""Tables, rendered leanly and escaped: every text that reaches the page passes through `escape` here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from yunce.web.ui.numbers import Number


@dataclass(frozen=True, slots=True)
class Col:
    """A column: its heading, whether it holds numbers, whether a phone may leave it out."""

    title: str
    numeric: bool = False
    wide_only: bool = False
    hint: str = ""
    kept: bool = False
    """Its cells stay on one line."""
    whole: bool = False
    """On a phone's card its cells have a line of their own."""
    roomy: bool = False
    """Its cells hold long words and need a width of their own."""


@dataclass(frozen=True, slots=True)
class Text:
    """A cell of words: with a link, a second line, a tone, a tag before it, a small picture after it."""

    text: str
    href: str = ""
    sub: str = ""
    tone: str = ""
    tag: str = ""
    bar: Bar | None = None


@dataclass(frozen=True, slots=True)
class Bar:
    """A pace bar: done and due as shares of the whole, both clipped to [0, 1] when drawn."""

    done: float
    due: float | None = None
    label: str = ""


Cell = Text | Number | str


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its cells, whether it is the chosen one, an anchor for links to it."""

    cells: tuple[Cell, ...]
    chosen: bool = False
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a caption that is read aloud (and shown where `caption_shown`)."""

    caption: str
    cols: tuple[Col, ...]
    rows: tuple[Row, ...]
    caption_shown: bool = False
    cards: bool = False
    """On a phone each row becomes a card: its cells below each other, with their headings."""


def render_table(table: Table) -> SafeString:
    """The table's HTML; its first column heads each row; a wide one scrolls inside its own frame, reachable by keyboard."""
    caption = f"<caption{'' if table.caption_shown else ' class=unseen'}>{escape(table.caption)}</caption>"
    body = "".join(_row(table, row) for row in table.rows)
    html = (
        f"<table{' class=cards' if table.cards else ''}>{caption}<thead><tr>{_head(table.cols)}</tr></thead><tbody>{body}</tbody></table>"
    )
    return mark_safe(f'<div class="scroll" tabindex="0" role="region" aria-label="{escape(table.caption)}">{html}</div>')  # noqa: S308


def _head(cols: Iterable[Col]) -> str:
    return "".join(f'<th scope="col"{_classes(col)}{_title(col.hint)}>{escape(col.title)}</th>' for col in cols)


def _row(table: Table, row: Row) -> str:
    marks = (f' id="{escape(row.anchor)}"' if row.anchor else "") + (' class="chosen" aria-current="true"' if row.chosen else "")
    first, *rest = zip(table.cols, row.cells, strict=True)
    cells = f'<th scope="row"{_classes(first[0])}>{render_cell(first[1])}</th>'
    return (
        f"<tr{marks}>{cells}" + "".join(f"<td{_classes(col)}{_label(col, table)}>{render_cell(cell)}</td>" for col, cell in rest) + "</tr>"
    )


def _classes(col: Col) -> str:
    kinds = (("n", col.numeric), ("wide", col.wide_only), ("nowrap", col.kept), ("whole", col.whole), ("roomy", col.roomy))
    names = " ".join(name for name, on in kinds if on)
    return f' class="{names}"' if names else ""


def _label(col: Col, table: Table) -> str:
    """The heading that a cell carries where it stands alone."""
    return f' data-label="{escape(col.title)}"' if table.cards else ""


def _title(text: str) -> str:
    return f' title="{escape(text)}"' if text else ""


def render_cell(cell: Cell) -> str:
    """A cell's escaped HTML."""
    if isinstance(cell, str):
        return escape(cell)
    return render_number(cell) if isinstance(cell, Number) else _text(cell)


def _text(cell: Text) -> str:
    words = f'<a href="{escape(cell.href)}">{escape(cell.text)}</a>' if cell.href else escape(cell.text)
    tone = f'<span class="{escape(cell.tone)}">{words}</span>' if cell.tone else words
    tag = f'<span class="tag">{escape(cell.tag)}</span> ' if cell.tag else ""
    sub = f"<small>{escape(cell.sub)}</small>" if cell.sub else ""
    return f"{tag}{tone}{render_bar(cell.bar) if cell.bar else ''}{sub}"


def render_number(number: Number) -> SafeString:
    """A number's escaped HTML: shown text, exact value in the title, a link to its source where it has one."""
    classes = f"num {number.tone}".strip()
    body = f"{_title(number.exact)}>{escape(number.text)}"
    if number.href:
        return mark_safe(f'<a class="{escape(classes)}" href="{escape(number.href)}"{body}</a>')  # noqa: S308
    return mark_safe(f'<span class="{escape(classes)}"{body}</span>')  # noqa: S308


def render_bar(bar: Bar) -> SafeString:
    """A pace bar as a small picture: attributes only, so that it needs no inline style."""
    done = f'<rect class="done" width="{_percent(bar.done)}%" height="8" y="3" rx="4"/>'
    due = "" if bar.due is None else f'<rect class="due" x="{_percent(bar.due)}%" width="2" height="14"/>'
    label = f' role="img" aria-label="{escape(bar.label)}"' if bar.label else ' aria-hidden="true"'
    return mark_safe(f'<svg class="bar"{label}><rect class="all" width="100%" height="8" y="3" rx="4"/>{done}{due}</svg>')  # noqa: S308


def _percent(share: float) -> str:
    return f"{min(max(share, 0.0), 1.0) * 100:.1f}"
