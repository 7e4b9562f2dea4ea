# SPDX-License-Identifier: Apache-2.0
"""PDF with text: the lines of each page as they stand, those that every page repeats marked as furniture; wide gaps part columns."""

from __future__ import annotations

import logging
import re
from collections import Counter
from dataclasses import replace
from io import BytesIO

from yunce.reader.blocks import Block, Layout
from yunce.reader.formats.lines import read_lines

_PAGE = re.compile(r"\s*(?:第\s*\d+\s*页(?:\s*[/,，共]\s*(?:共\s*)?\d+\s*页?)?|[-—–]?\s*\d{1,4}\s*[-—–]?|\d{1,4}\s*/\s*\d{1,4})\s*")
_MARK = re.compile(
    r"^\s*(?:[一二三四五六七八九十]{1,3}[、.]|[(（][一二三四五六七八九十\d]{1,2}[)）]|\d{1,2}[、.．)）]|第.{1,3}[章节部条]|[•●■◆])"
)
_BETWEEN = re.compile(r"(?<=[一-鿿，。；：、）（％]) (?=[一-鿿，。；：、）（\d])|(?<=\d) (?=[一-鿿％%])")
_ENDS = tuple("。；;：:！？!?")
_FULL = 0.85
_FEWEST = 8
"""Characters a page must hold on average to count as text; a scan has none or a stamp."""


def read_pdf(data: bytes) -> Layout | None:
    """The text and blocks of a PDF; `None` where its pages are pictures. Raises ValueError for a damaged or locked file."""
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    logging.getLogger("pypdf").setLevel(logging.ERROR)
    try:
        file = PdfReader(BytesIO(data))
        if file.is_encrypted:
            raise ValueError("encrypted")
        pages = [page.extract_text(extraction_mode="layout", layout_mode_space_vertically=False).splitlines() for page in file.pages]
    except (PyPdfError, KeyError, IndexError, TypeError) as e:
        raise ValueError(str(e)) from e
    if sum(len(line.strip()) for page in pages for line in page) < _FEWEST * max(len(pages), 1):
        return None
    return _layout(pages)


def _layout(pages: list[list[str]]) -> Layout:
    repeated = _repeated(pages)
    lines = [line for page in pages for line in _joined([_tight(one) for one in page if one.strip()], repeated)]
    layout = read_lines("\n".join(lines) + "\n")
    return Layout(layout.text, tuple(_marked(layout.text, block, repeated) for block in layout.blocks))


def _tight(line: str) -> str:
    """A line without the single blanks that a layout leaves between signs."""
    return _BETWEEN.sub("", line.strip())


def _repeated(pages: list[list[str]]) -> frozenset[str]:
    """First and last lines that most pages share: headers and footers, digits apart."""
    edges = Counter(_stem(line) for page in pages for line in {*_filled(page)[:1], *_filled(page)[-1:]})
    return frozenset(stem for stem, count in edges.items() if count > 2 and count * 2 > len(pages))


def _filled(page: list[str]) -> list[str]:
    return [line for line in page if line.strip()]


def _stem(line: str) -> str:
    return re.sub(r"[\d\s]", "", line)


def _joined(lines: list[str], repeated: frozenset[str]) -> list[str]:
    """Lines of one paragraph as one: a full line without a stop goes on in the next, unless that begins something new."""
    widest = max((len(line) for line in lines), default=0)
    found: list[str] = []
    for last, line in zip(["", *lines], lines, strict=False):
        if _runs_on(last, line, widest) and not _is_furniture(line, repeated) and not _is_furniture(last, repeated):
            found[-1] += line
        else:
            found.append(line)
    return found


def _runs_on(last: str, line: str, widest: int) -> bool:
    """True where a full line without a stop goes on in the next, which begins nothing new."""
    is_full = bool(last) and len(last) >= widest * _FULL and not last.endswith(_ENDS)
    return is_full and "  " not in last + line and not _MARK.match(line)


def _is_furniture(line: str, repeated: frozenset[str]) -> bool:
    return bool(_PAGE.fullmatch(line)) or (bool(_stem(line)) and _stem(line) in repeated)


def _marked(text: str, block: Block, repeated: frozenset[str]) -> Block:
    """Page marks and repeated lines as furniture."""
    is_furniture = block.cell is None and _is_furniture(text[block.start : block.end], repeated)
    return replace(block, kind="furniture", level=0, number="") if is_furniture else block
