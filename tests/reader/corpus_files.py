# SPDX-License-Identifier: Apache-2.0
"""Annotated plans (`corpus/*.plan`) made into real files, and the facts that a reader should find in them.

`{words|kinds|value|name|p=period;o=owner;q=qualifier}` marks a fact: kinds by letter (several are allowed), `x` no fact.
`+` begins a numbered item, `^` and `<` merge a cell with the one above or left, `[+ +]` is a tracked insertion, `[- -]` a deletion.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape
from pathlib import Path

from tests.reader.office import SHEET, p, r, word, zipped

CORPUS = Path(__file__).parent / "corpus"
KINDS = {
    "t": "target", "b": "budget", "h": "headcount", "m": "milestone", "d": "duty", "r": "rule", "a": "appraisal", "q": "ratio",
    "s": "total", "o": "role", "c": "context", "x": "aside",
}  # fmt: skip
_MARK = re.compile(r"\{([^{}|]+)\|([^{}|]*)(?:\|([^{}|]*))?(?:\|([^{}|]*))?(?:\|([^{}]*))?\}")
_CHANGE = re.compile(r"\[([+-])(.*?)\1\]")


@dataclass(frozen=True, slots=True)
class Fact:
    """What stands in the file: the words, the line that holds them, where in it, and what a reader should make of them."""

    quote: str
    line: str
    at: int
    kinds: frozenset[str]
    value: str
    name: str
    links: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Row:
    """A table's row: its cells as written."""

    cells: tuple[str, ...]


Line = str | Row


@dataclass(frozen=True, slots=True)
class Example:
    """One annotated plan: its name, the form of its file, its lines with marks."""

    name: str
    form: str
    lines: tuple[Line, ...]

    @property
    def facts(self) -> tuple[Fact, ...]:
        """All facts in order of place."""
        return tuple(fact for line in self.lines for piece in (line.cells if isinstance(line, Row) else (line,)) for fact in _facts(piece))

    @property
    def file_name(self) -> str:
        """A name with the ending that its form has."""
        return f"{self.name}.{'txt' if self.form == 'big5' else self.form}"

    def data(self) -> bytes:
        """The file's bytes."""
        return _WRITERS[self.form](self.lines)


def examples(*names: str) -> Iterator[Example]:
    """The annotated plans of these names, all where none is given."""
    for path in sorted(CORPUS.glob("*.plan")):
        if not names or path.stem in names:
            first, _, rest = path.read_text(encoding="utf-8").partition("\n")
            yield Example(path.stem, first.removeprefix("@format ").strip(), tuple(_line(one) for one in rest.splitlines()))


def _line(text: str) -> Line:
    """A line; one that begins with a stroke is a row."""
    if not text.startswith("|"):
        return text
    kept = _MARK.sub(lambda found: found.group().replace("|", "\0"), text.strip())
    return Row(tuple(cell.strip().replace("\0", "|") for cell in kept.strip("|").split("|")))


def plain(text: str) -> str:
    """Words without marks, changes accepted."""
    return _CHANGE.sub(lambda found: found[2] if found[1] == "+" else "", _MARK.sub(lambda found: found[1], text))


def _facts(text: str) -> Iterator[Fact]:
    text = _CHANGE.sub(lambda found: found[2] if found[1] == "+" else "", text)
    line, last = "", 0
    for found in _MARK.finditer(text):
        line += text[last : found.start()]
        last = found.end()
        links = dict(one.split("=", 1) for one in (found[5] or "").split(";") if one)
        kinds = frozenset(KINDS[letter] for letter in found[2].split("/"))
        yield Fact(found[1], plain(text), len(line), kinds, found[3] or "", found[4] or "", links)
        line += found[1]


def _is_rule(row: Row) -> bool:
    return all(re.fullmatch(r":?-+:?", cell) for cell in row.cells)


def _blocks(lines: tuple[Line, ...]) -> Iterator[str | list[Row]]:
    """Lines, and runs of rows as tables."""
    table: list[Row] = []
    for line in (*lines, ""):
        if isinstance(line, Row):
            if not _is_rule(line):
                table.append(line)
            continue
        if table:
            yield table
            table = []
        if line.strip():
            yield line


def _grid(table: list[Row]) -> list[list[tuple[str, int, int]]]:
    """Each row's own cells as words, rows and columns covered; merged ones empty with 0."""
    grid = [[(cell, 1, 1) for cell in row.cells] for row in table]
    for y in reversed(range(len(grid))):
        for x in reversed(range(len(grid[y]))):
            words, down, right = grid[y][x]
            if words == "<":
                _, _, near = grid[y][x - 1]
                grid[y][x - 1], grid[y][x] = (grid[y][x - 1][0], 1, near + right), ("", 0, 0)
            elif words == "^":
                above, far, wide = grid[y - 1][x]
                grid[y - 1][x], grid[y][x] = (above, far + down, wide), ("", 0, 0)
    return grid


def _text(lines: tuple[Line, ...]) -> str:
    return "\n".join("\t".join(map(plain, line.cells)) if isinstance(line, Row) else plain(line) for line in lines)


def _markdown(lines: tuple[Line, ...]) -> str:
    return "\n".join("| " + " | ".join(map(plain, line.cells)) + " |" if isinstance(line, Row) else plain(line) for line in lines)


def _html(lines: tuple[Line, ...]) -> str:
    parts = []
    for block in _blocks(lines):
        if isinstance(block, list):
            rows = "".join(f"<tr>{''.join(_td(*cell) for cell in row if cell[1])}</tr>" for row in _grid(block))
            parts.append(f"<table>{rows}</table>")
        elif block.startswith("<"):
            parts.append(block)
        elif found := re.match(r"(#+) ", block):
            parts.append(f"<h{len(found[1])}>{escape(plain(block[found.end() :]))}</h{len(found[1])}>")
        else:
            tag = "li" if block.startswith("+ ") else "p"
            parts.append(f"<{tag}>{escape(plain(block.removeprefix('+ ')))}</{tag}>")
    body = f"<nav>首页 2026</nav>{''.join(parts)}<footer>第1页</footer>"
    return f"<!doctype html><html><head><title>页面</title></head><body>{body}</body></html>"


def _td(words: str, down: int, right: int) -> str:
    return f'<td rowspan="{down}" colspan="{right}">{escape(plain(words))}</td>'


def _docx(lines: tuple[Line, ...]) -> bytes:
    body = []
    for block in _blocks(lines):
        if isinstance(block, list):
            grid = _grid(block)
            rows = ("".join(_tc(row, y, x, grid) for x in range(len(row))) for y, row in enumerate(grid))
            body.append("<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>")
        elif block.startswith("#"):
            body.append(p(_runs(block.lstrip("# ")), "H1" if block.startswith("##") else "H0"))
        else:
            body.append(p(_runs(block.removeprefix("+ ")), "", (1, 1) if block.startswith("+ ") else None))
    return word(*body)


def _tc(row: list[tuple[str, int, int]], y: int, x: int, grid: list[list[tuple[str, int, int]]]) -> str:
    """A cell of a Word table; one merged with the one above is there without words."""
    words, down, right = row[x]
    if down:
        merge = '<w:vMerge w:val="restart"/>' if down > 1 else ""
        return f'<w:tc><w:tcPr><w:gridSpan w:val="{right}"/>{merge}</w:tcPr>{p(_runs(words))}</w:tc>'
    for up in range(y, -1, -1):
        if grid[up][x][1] > y - up:
            return f'<w:tc><w:tcPr><w:gridSpan w:val="{grid[up][x][2]}"/><w:vMerge/></w:tcPr><w:p/></w:tc>'
    return ""


def _runs(text: str) -> str:
    """Runs of a line, tracked changes as Word keeps them."""
    text = _MARK.sub(lambda found: found[1], text)
    runs, last = "", 0
    for found in _CHANGE.finditer(text):
        runs += r(escape(text[last : found.start()])) if text[last : found.start()] else ""
        gone = f'<w:del w:id="1"><w:r><w:delText>{escape(found[2])}</w:delText></w:r></w:del>'
        runs += f'<w:ins w:id="2">{r(escape(found[2]))}</w:ins>' if found[1] == "+" else gone
        last = found.end()
    return runs + (r(escape(text[last:])) if text[last:] or not runs else "")


def _xlsx(lines: tuple[Line, ...]) -> bytes:
    """Sheets of headings as lines and tables below each other with an empty row between; `@sheet 名称` begins another one."""
    sheets: list[tuple[str, list[Line]]] = []
    for line in lines:
        if isinstance(line, str) and line.startswith("@sheet "):
            sheets.append((line.removeprefix("@sheet ").strip(), []))
        elif line != "" or sheets:
            sheets = sheets or [("Sheet1", [])]
            sheets[-1][1].append(line)
    numbered = list(enumerate(sheets, 1))
    names = "".join(f'<sheet name="{escape(name)}" sheetId="{at}" r:id="r{at}"/>' for at, (name, _) in numbered)
    links = "".join(f'<Relationship Id="r{at}" Target="worksheets/sheet{at}.xml"/>' for at, _ in numbered)
    parts = {
        "xl/workbook.xml": f"<workbook {SHEET}><sheets>{names}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f"<Relationships>{links}</Relationships>",
    }
    return zipped({**parts, **{f"xl/worksheets/sheet{at}.xml": _sheet(tuple(own)) for at, (_, own) in numbered}})


def _sheet(lines: tuple[Line, ...]) -> str:
    rows, merged, at = [], [], 1
    for block in _blocks(lines):
        if isinstance(block, str):
            rows.append(f'<row r="{at}">{_cell("A", at, plain(block).lstrip("# "))}</row>')
            at += 1
            continue
        for y, row in enumerate(_grid(block)):
            rows.append(
                f'<row r="{at + y}">{"".join(_cell(chr(65 + x), at + y, plain(one[0])) for x, one in enumerate(row) if one[1])}</row>'
            )
            merged += [
                f"{chr(65 + x)}{at + y}:{chr(64 + x + one[2])}{at + y + one[1] - 1}" for x, one in enumerate(row) if one[1] * one[2] > 1
            ]
        at += len(block) + 1
    areas = "".join(f'<mergeCell ref="{one}"/>' for one in merged)
    return f"<worksheet {SHEET}><sheetData>{''.join(rows)}</sheetData>{f'<mergeCells>{areas}</mergeCells>' if areas else ''}</worksheet>"


def _cell(column: str, row: int, words: str) -> str:
    if re.fullmatch(r"-?\d+(\.\d*[1-9])?", words):
        return f'<c r="{column}{row}"><v>{words}</v></c>'
    return f'<c r="{column}{row}" t="inlineStr"><is><t>{escape(words)}</t></is></c>'


_WRITERS = {
    "txt": lambda lines: _text(lines).encode("gb18030"),
    "big5": lambda lines: _text(lines).encode("big5hkscs"),
    "md": lambda lines: _markdown(lines).encode(),
    "html": lambda lines: _html(lines).encode(),
    "docx": _docx,
    "xlsx": _xlsx,
}
