# SPDX-License-Identifier: Apache-2.0
"""What Word asks of a file before it opens it without repairing: parts with types, links that lead somewhere, ids that exist once."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from xml.etree import ElementTree

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_LINK = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_CHANGES = ("ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange")
_ORDERS = {
    "pPr": ("pStyle", "keepNext", "keepLines", "numPr", "shd", "spacing", "ind", "jc", "outlineLvl", "rPr", "sectPr"),
    "rPr": ("rStyle", "rFonts", "b", "i", "strike", "vanish", "color", "sz", "szCs", "u", "lang"),
    "tcPr": ("tcW", "gridSpan", "vMerge", "tcBorders", "shd", "vAlign"),
    "tblPr": ("tblStyle", "tblW", "jc", "tblBorders", "tblLayout", "tblLook"),
}
"""In what order the schema wants what these elements hold."""


def flaws(content: bytes) -> list[str]:
    """Everything in a Word file that Word would repair or refuse; empty for a sound one."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        names = archive.namelist()
        parts = {name: archive.read(name) for name in names}
    found = [f"{name} stands twice" for name in sorted(set(names)) if names.count(name) > 1]
    trees = {}
    for name, data in parts.items():
        if name.endswith((".xml", ".rels")):
            try:
                trees[name] = ElementTree.fromstring(data)  # noqa: S314  # files of the tests
            except ElementTree.ParseError as wrong:
                found.append(f"{name}: {wrong}")
    return [*found, *_untyped(trees, names), *_dangling(trees, names), *_unknown_ids(trees), *_form(trees)]


def _untyped(trees: dict[str, ElementTree.Element], names: list[str]) -> Iterator[str]:
    types = trees.get("[Content_Types].xml")
    if types is None:
        yield "no [Content_Types].xml"
        return
    endings = {str(one.get("Extension")).lower() for one in types.iter(f"{_TYPES}Default")}
    kinds = {str(one.get("PartName")).lstrip("/"): str(one.get("ContentType")) for one in types.iter(f"{_TYPES}Override")}
    own = set(kinds)
    for name in ("document.main", "styles", "numbering", "footnotes", "endnotes"):
        path = f"word/{name.partition('.')[0]}.xml"
        if path in names and not kinds.get(path, "").endswith(f"wordprocessingml.{name}+xml"):
            yield f"{path} is not told to be what it is"
    yield from (f"{name} has no type" for name in names if name not in own and name.rpartition(".")[2].lower() not in endings)
    yield from (f"type of a part that is not there: {name}" for name in sorted(own - set(names)))


def _dangling(trees: dict[str, ElementTree.Element], names: list[str]) -> Iterator[str]:
    if "_rels/.rels" not in names:
        yield "no _rels/.rels"
    for name, tree in trees.items():
        if not name.endswith(".rels"):
            continue
        folder = posixpath.dirname(posixpath.dirname(name))
        ids = [str(one.get("Id")) for one in tree.iter(_LINK)]
        yield from (f"{name}: {one} twice" for one in sorted(set(ids)) if ids.count(one) > 1)
        for link in tree.iter(_LINK):
            target = str(link.get("Target"))
            path = posixpath.normpath(posixpath.join(folder, target)) if not target.startswith("/") else target[1:]
            if link.get("TargetMode") != "External" and path not in names:
                yield f"{name}: {target} is not there"


def _unknown_ids(trees: dict[str, ElementTree.Element]) -> Iterator[str]:
    body = trees.get("word/document.xml")
    if body is None:
        yield "no word/document.xml"
        return
    styles = _ids(trees, "word/styles.xml", "style", "styleId")
    lists = _ids(trees, "word/numbering.xml", "num", "numId")
    for tag, known in (("pStyle", styles), ("rStyle", styles), ("tblStyle", styles), ("numId", lists)):
        told = {str(one.get(f"{_W}val")) for one in body.iter(_W + tag)}
        yield from (f"{tag} {one} is not there" for one in sorted(told - known - {"0"}))
    kinds = {str(one.get(f"{_W}val")) for tree in trees.values() for one in tree.iter(f"{_W}basedOn")}
    yield from (f"basedOn {one} is not there" for one in sorted(kinds - styles))
    changes = [str(one.get(f"{_W}id")) for tag in _CHANGES for one in body.iter(_W + tag)]
    yield from (f"w:id {one} twice" for one in sorted(set(changes)) if changes.count(one) > 1)


def _ids(trees: dict[str, ElementTree.Element], part: str, tag: str, name: str) -> set[str]:
    tree = trees.get(part)
    return {str(one.get(_W + name)) for one in tree.iter(_W + tag)} if tree is not None else set()


def _form(trees: dict[str, ElementTree.Element]) -> Iterator[str]:
    for name, tree in trees.items():
        if name.startswith("word/") and not name.endswith(".rels"):
            yield from (f"{name}: {one}" for look in (_tables, _properties, _texts) for one in look(tree))
    sections = [one.tag for one in trees["word/document.xml"].iter(f"{_W}body") for one in one][-1:] if "word/document.xml" in trees else []
    if sections and sections[0] not in {f"{_W}sectPr", f"{_W}p"}:
        yield "the body ends with neither a paragraph nor a section"


def _tables(tree: ElementTree.Element) -> Iterator[str]:
    for cell in tree.iter(f"{_W}tc"):
        if not len(cell) or cell[-1].tag != f"{_W}p":
            yield "a cell does not end with a paragraph"
    for table in tree.iter(f"{_W}tbl"):
        columns = len(table.findall(f"{_W}tblGrid/{_W}gridCol"))
        widths = {sum(_wide(cell) for cell in row.findall(f"{_W}tc")) for row in table.findall(f"{_W}tr")}
        if columns and widths - {columns}:
            yield f"rows of {sorted(widths)} cells in a grid of {columns}"


def _properties(tree: ElementTree.Element) -> Iterator[str]:
    for tag, order in _ORDERS.items():
        for one in tree.iter(_W + tag):
            places = [order.index(child.tag.removeprefix(_W)) for child in one if child.tag.removeprefix(_W) in order]
            if places != sorted(places):
                yield f"{tag} in another order: {[child.tag.removeprefix(_W) for child in one]}"


def _texts(tree: ElementTree.Element) -> Iterator[str]:
    for text in tree.iter(f"{_W}t"):
        words = text.text or ""
        if _CONTROL.search(words):
            yield "a sign that Word cannot show"
        if words != words.strip() and text.get("{http://www.w3.org/XML/1998/namespace}space") != "preserve":
            yield f"blanks that Word drops: {words!r}"


def _wide(cell: ElementTree.Element) -> int:
    span = cell.find(f"{_W}tcPr/{_W}gridSpan")
    return int(str(span.get(f"{_W}val"))) if span is not None else 1
