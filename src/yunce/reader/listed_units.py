# SPDX-License-Identifier: Apache-2.0
"""The unit that a line gives to the list below it: 各网点限额如下(万元): over lines of a name and a bare number."""

from __future__ import annotations

import re

from yunce.reader.blocks import Block, Document
from yunce.reader.grid_units import split_unit, unit_in

_OPENS = re.compile(r"[:：]\s*$|[)）]\s*$")
_NAMED_NUMBER = re.compile(
    r"\s*(?:\d{1,2}月(?:份)?|[^\d:：,，;；。]{1,20})[:：\s]?\s?\d[\d,]*(?:\.\d+)?"
    r"(?:\s?[,，(（]\s?[占比为]{0,3}\s?\d+(?:\.\d+)?\s?%\s?[)）]?)?\s*[;；。,，]?\s*"
)
"""A name and a bare number; its share may stand behind."""


def units_of_lists(document: Document) -> dict[int, str]:
    """The unit of each line of such a list, by its block's index. A line that has more to say ends the list."""
    found: dict[int, str] = {}
    unit = ""
    for at, block in enumerate(document.blocks):
        words = document.words(block)
        if unit and _is_item(block, words):
            found[at] = unit
        else:
            unit = _opened(block, words)
    return found


def _is_item(block: Block, words: str) -> bool:
    return block.cell is None and block.kind != "heading" and _NAMED_NUMBER.fullmatch(words) is not None


def _opened(block: Block, words: str) -> str:
    """The unit of money, or the scale alone, in brackets at the end of a line that a list may follow."""
    if block.cell is not None or not _OPENS.search(words):
        return ""
    unit = unit_in(words[-16:])
    scale, base = split_unit(unit)
    return unit if base == "CNY" or (scale and not base) else ""
