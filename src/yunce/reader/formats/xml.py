# SPDX-License-Identifier: Apache-2.0
"""The XML of office files, read without a document type: no entity can grow or reach out."""

from __future__ import annotations

from collections.abc import Mapping
from xml.etree.ElementTree import Element, fromstring

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_STRICT = {
    b"http://purl.oclc.org/ooxml/wordprocessingml/main": b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    b"http://purl.oclc.org/ooxml/spreadsheetml/main": b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    b"http://purl.oclc.org/ooxml/officeDocument/relationships": b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
}


def part(content: Mapping[str, bytes], name: str) -> Element | None:
    """A part of the file as a tree; `None` where there is none. Raises ValueError for a document type, SyntaxError for broken XML."""
    data = content.get(name)
    if data is None:
        return None
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise ValueError(f"{name}: DOCTYPE")
    for strict, usual in _STRICT.items():
        data = data.replace(strict, usual)
    return fromstring(data)  # noqa: S314 - refused above


def value(element: Element | None, name: str, attribute: str = "val") -> str:
    """The attribute of a Word element's child, e.g. `value(pPr, "outlineLvl")`; empty where there is none."""
    child = element.find(W + name) if element is not None else None
    return child.get(W + attribute, "") if child is not None else ""
