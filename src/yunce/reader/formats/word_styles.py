# SPDX-License-Identifier: Apache-2.0
"""Word's paragraph styles, with what they inherit: heading level, list, table of contents."""

from __future__ import annotations

import re
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from yunce.reader.formats.xml import W, value

_HEADING = re.compile(r"(?:heading|标题|標題)\s*([1-9])", re.IGNORECASE)
_CONTENTS = re.compile(r"(?:toc|目录|目錄)\s*\d", re.IGNORECASE)
_DEEPEST = 12


@dataclass(frozen=True, slots=True)
class Style:
    """What a paragraph is: heading level (0 none), its list and level in it, whether it is a line of the contents."""

    level: int = 0
    numbering: tuple[str, int] | None = None
    is_contents: bool = False


class Styles:
    """The styles of a document by their ids."""

    def __init__(self, styles: Element | None) -> None:
        found = styles.findall(W + "style") if styles is not None else []
        self._by_id = {one.get(W + "styleId", ""): one for one in found}

    def of(self, p: Element) -> Style:
        """A paragraph's own properties over those of its style."""
        own = p.find(W + "pPr")
        chain = list(self._chain(value(own, "pStyle")))
        names = [value(style, "name") for style in chain]
        properties = [own, *(style.find(W + "pPr") for style in chain)]
        return Style(_level(properties, names), _numbering(properties), any(_CONTENTS.fullmatch(name) for name in names))

    def _chain(self, style_id: str) -> list[Element]:
        """A style and those that it is based on."""
        chain: list[Element] = []
        while style_id in self._by_id and len(chain) < _DEEPEST:
            chain.append(self._by_id[style_id])
            style_id = value(chain[-1], "basedOn")
        return chain


def _level(properties: list[Element | None], names: list[str]) -> int:
    """1 to 9 from the outline level or the style's name; a title is 1."""
    for one in properties:
        if (stated := value(one, "outlineLvl")).isdigit():
            return int(stated) + 1 if int(stated) < 9 else 0  # Word's 9 means body text
    for name in names:
        if found := _HEADING.fullmatch(name):
            return int(found[1])
        if name.lower() in {"title", "标题", "標題"}:
            return 1
    return 0


def _numbering(properties: list[Element | None]) -> tuple[str, int] | None:
    for one in properties:
        listed = one.find(W + "numPr") if one is not None else None
        if listed is not None and value(listed, "numId"):
            number_id, level = value(listed, "numId"), value(listed, "ilvl")
            return None if number_id == "0" else (number_id, int(level or 0))
    return None
