# SPDX-License-Identifier: Apache-2.0
"""Which text runs of a Word file hold which characters of its canonical text, and the file with other words in some of them.

Only the bytes between `<w:t>` and `</w:t>` of the runs concerned change; everything else of the part, and every other part, stays.
"""

from __future__ import annotations

import re
import zipfile
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from xml.etree.ElementTree import Element
from xml.parsers import expat
from xml.sax.saxutils import escape

from yunce.app.reviews.patching import Edit
from yunce.reader.blocks import Document
from yunce.reader.formats.xml import W, part
from yunce.values.problem import Problem, YunceError

PARTS = ("word/document.xml", "word/footnotes.xml", "word/endnotes.xml")
_TEXTS = frozenset({"http://schemas.openxmlformats.org/wordprocessingml/2006/main t", "http://purl.oclc.org/ooxml/wordprocessingml/main t"})
_GONE = {W + name for name in ("del", "moveFrom", "instrText", "delText", "rPr", "pPr", "Fallback")}
_GONE |= {"{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"}
_SIGNS = {W + "tab": " ", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "-"}
_TAG = re.compile(rb"<(?:[^>\"']|\"[^\"]*\"|'[^']*')*>")


@dataclass(frozen=True, slots=True)
class Sign:
    """One character of the text: the run that it stands in (-1: a sign of Word's own, such as a tab) and where in that run."""

    text: str
    run: int = -1
    at: int = 0


@dataclass(frozen=True, slots=True)
class Span:
    """The bytes [start, end) of a part that a run's words take."""

    start: int
    end: int


Signs = list[Sign]
Pools = dict[str, dict[str, deque[Signs]]]


def rewritten_file(document: Document, content: bytes, edits: Iterable[Edit]) -> bytes:
    """The Word file with other words at these places of its canonical text. Raises `YunceError` where a place is not found."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        files = [(info, archive.read(info)) for info in archive.infolist()]
    parts = {info.filename: data for info, data in files if info.filename in PARTS}
    where = _Where.of(document, parts)
    changes: dict[tuple[str, int], list[tuple[int, int, str]]] = defaultdict(list)
    for edit in edits:
        for name, run, start, end, words in where.pieces(edit):
            changes[(name, run)].append((start, end, words))
    changed = {name: _with_runs(data, {run: cut for (own, run), cut in changes.items() if own == name}) for name, data in parts.items()}
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for info, data in files:
            archive.writestr(info, changed.get(info.filename, data), compress_type=info.compress_type)
    return out.getvalue()


@dataclass(frozen=True)
class _Where:
    """For each block of the document the part that it came from and its signs; blanks are not counted."""

    document: Document
    blocks: Mapping[int, tuple[str, Signs, int]]

    @classmethod
    def of(cls, document: Document, parts: Mapping[str, bytes]) -> _Where:
        """Match blocks with paragraphs, cells and notes by their words, the same words in their order."""
        pools: Pools = defaultdict(lambda: defaultdict(deque))
        names: dict[int, str] = {}
        for name in PARTS:
            tree = part(parts, name)
            if tree is None:
                continue
            runs = {id(node): at for at, node in enumerate(tree.iter(W + "t"))}
            for kind, signs in _pieces_of(tree, runs):
                dense = [one for one in signs if not one.text.isspace()]
                pools[kind]["".join(one.text for one in dense)].append(dense)
                names[id(dense)] = name
        found: dict[int, tuple[str, Signs, int]] = {}
        for at, block in enumerate(document.blocks):
            kind = "cell" if block.cell is not None else "note" if block.kind == "note" else "line"
            for start in (block.start, block.body):
                waiting = pools[kind].get(_dense(document.text[start : block.end]))
                if waiting:
                    signs = waiting.popleft()
                    found[at] = (names[id(signs)], signs, start)
                    break
        return cls(document, found)

    def pieces(self, edit: Edit) -> Iterator[tuple[str, int, int, int, str]]:
        """What an edit replaces: part, run, characters [start, end) of the run, new words; only what differs."""
        text = self.document.text
        start, end, words = _difference(text, edit)
        at = next((n for n, block in enumerate(self.document.blocks) if block.start <= edit.start and edit.end <= block.end), -1)
        if at not in self.blocks:
            raise YunceError(Problem.of("app.write_back_place", quote=text[edit.start : edit.end]))
        name, signs, first = self.blocks[at]
        low, high = len(_dense(text[first:start])), len(_dense(text[first:end]))
        inside = signs[low:high] or signs[max(low - 1, 0) : max(low, 1)]
        if not inside or any(one.run < 0 for one in inside):
            raise YunceError(Problem.of("app.write_back_place", quote=text[edit.start : edit.end]))
        if start == end:
            after = inside[0].at + (1 if low else 0)
            yield name, inside[0].run, after, after, words
            return
        runs: dict[int, list[int]] = defaultdict(list)
        for one in inside:
            runs[one.run].append(one.at)
        for number, (run, places) in enumerate(runs.items()):
            yield name, run, min(places), max(places) + 1, words if number == 0 else ""


def _difference(text: str, edit: Edit) -> tuple[int, int, str]:
    """The edit without the characters at both ends that stay."""
    old, new = text[edit.start : edit.end], edit.text
    head = 0
    while head < min(len(old), len(new)) and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < min(len(old), len(new)) - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    return edit.start + head, edit.end - tail, new[head : len(new) - tail]


def _dense(words: str) -> str:
    return "".join(words.split())


def _pieces_of(element: Element, runs: Mapping[int, int]) -> Iterator[tuple[str, Signs]]:
    """Lines, cells and notes in the order in which the reader meets them."""
    for child in element:
        if child.tag in _GONE or (child.tag == W + "tr" and child.find(f"{W}trPr/{W}del") is not None):
            continue
        if child.tag == W + "tc":
            yield "cell", [sign for p in child.iter(W + "p") for sign in _signs(p, runs)]
            for table in child.findall(W + "tbl"):
                yield from _pieces_of(table, runs)
        elif child.tag in {W + "footnote", W + "endnote"}:
            yield "note", [sign for p in child.iter(W + "p") for sign in _signs(p, runs)]
        elif child.tag == W + "p":
            yield from (("line", line) for line in _lines(list(_signs(child, runs))))
            yield from _pieces_of(child, runs)
        else:
            yield from _pieces_of(child, runs)


def _lines(signs: Signs) -> Iterator[Signs]:
    line: Signs = []
    for one in signs:
        if one.text == "\n":
            yield line
            line = []
        else:
            line.append(one)
    yield line


def _signs(element: Element, runs: Mapping[int, int]) -> Iterator[Sign]:
    """The characters of a paragraph after all changes are accepted, text boxes apart: as the reader takes them."""
    if element.tag == W + "t":
        yield from (Sign(sign, runs[id(element)], at) for at, sign in enumerate(element.text or ""))
    elif element.tag in _SIGNS:
        yield Sign(_SIGNS[element.tag])
    elif element.tag != W + "r" or element.find(f"{W}rPr/{W}vanish") is None:
        for child in element:
            if child.tag not in _GONE and child.tag != W + "txbxContent":
                yield from _signs(child, runs)


def _with_runs(data: bytes, changes: Mapping[int, list[tuple[int, int, str]]]) -> bytes:
    """A part with changed runs; the bytes between are copied."""
    if not changes:
        return data
    spans, texts = _runs(data)
    parts, last = [], 0
    for run in sorted(changes):
        text = texts[run]
        for start, end, words in sorted(changes[run], reverse=True):
            text = text[:start] + words + text[end:]
        parts += [data[last : spans[run].start], escape(text).encode()]
        last = spans[run].end
    return b"".join([*parts, data[last:]])


def _runs(data: bytes) -> tuple[list[Span], list[str]]:
    """Where the words of every run stand in the bytes, and the words."""
    _refuse_encoding(data)
    parser = expat.ParserCreate(namespace_separator=" ")
    spans: list[Span] = []
    texts: list[str] = []
    open_at: list[int] = []

    def begin(name: str, _attributes: object) -> None:
        if name in _TEXTS:
            tag = _TAG.match(data, parser.CurrentByteIndex)
            open_at.append(tag.end() if tag else parser.CurrentByteIndex)
            texts.append("")

    def finish(name: str) -> None:
        if name in _TEXTS:
            start = open_at.pop()
            spans.append(Span(start, max(parser.CurrentByteIndex, start)))

    def words(text: str) -> None:
        if open_at:
            texts[-1] += text

    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = begin, finish, words
    parser.Parse(data, True)
    return spans, texts


def _refuse_encoding(data: bytes) -> None:
    head = data[:80].lower()
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or (b"encoding=" in head and b"utf-8" not in head):
        raise YunceError(Problem.of("app.write_back_encoding"))
