# SPDX-License-Identifier: Apache-2.0
"""Goals that no figure measures: of the sentences in sections of goals, those without a number."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from yunce.reader.blocks import Document
from yunce.reader.names_of_things import GOAL
from yunce.reader.places import Place
from yunce.reader.scan.mentions import Mention

_SENTENCE = re.compile(r"[^。;!?\n]+")
_FIGURES = frozenset({"quantity", "ratio", "mask", "blank"})
_SHORTEST = 6


@dataclass(frozen=True, slots=True)
class Goals:
    """How many goals a text states, and the spans [start, end) of those without a figure."""

    stated: int
    without_figure: tuple[tuple[int, int], ...]


NO_GOALS = Goals(0, ())


def goals_of(document: Document, places: Sequence[Place], mentions: Mapping[int, Sequence[Mention]]) -> Goals:
    """The goals of a document: sentences in sections of goals that want something."""
    stated, without = 0, []
    for at, block in enumerate(document.blocks):
        if places[at].role != "goal" or block.kind not in {"paragraph", "item"} or block.cell is not None:
            continue
        figures = [one.start for one in mentions[at] if one.sort in _FIGURES]
        for found in _SENTENCE.finditer(document.plain, block.body, block.end):
            if len(found.group().strip()) < _SHORTEST or not GOAL.search(found.group()):
                continue
            stated += 1
            if not any(found.start() <= start < found.end() for start in figures):
                words = found.group()
                start = found.start() + len(words) - len(words.lstrip())
                without.append((start, start + len(words.strip())))
    return Goals(stated, tuple(without))
