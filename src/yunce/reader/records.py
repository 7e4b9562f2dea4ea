# SPDX-License-Identifier: Apache-2.0
"""Records from repeated labels: a label that comes again and again, each time followed by the same other labels, heads a tier."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from yunce.reader.blocks import Document
from yunce.reader.places import Place

_LABEL = re.compile(r"(?P<label>[^\s:：,;。()]{1,12})\s?[:：]\s?(?P<value>.+)")


@dataclass(frozen=True, slots=True)
class Tier:
    """A block's place in a record: the words that head it (营业额:100000元), and whether the block is that head."""

    words: str
    is_head: bool


def tiers_of(document: Document, places: Sequence[Place]) -> dict[int, Tier]:
    """The tier of each block that stands in one, by the block's index."""
    runs: dict[tuple[int, tuple[str, ...]], list[tuple[int, str]]] = defaultdict(list)
    for at, block in enumerate(document.blocks):
        if block.cell is None and (found := _LABEL.match(document.words(block).strip())):
            runs[places[at].plan, places[at].headings].append((at, found["label"]))
    found_tiers: dict[int, Tier] = {}
    for run in runs.values():
        found_tiers |= _of_run(document, run)
    return found_tiers


def _of_run(document: Document, run: list[tuple[int, str]]) -> dict[int, Tier]:
    """The tiers of one section's labelled lines. The head is the first label that repeats with different values."""
    labels = [label for _, label in run]
    head = next((label for label in labels if labels.count(label) > 1), "")
    starts = [index for index, label in enumerate(labels) if label == head]
    if not head or len({document.words(document.blocks[run[index][0]]) for index in starts}) < 2:
        return {}
    groups = [run[start:end] for start, end in zip(starts, [*starts[1:], len(run)], strict=True)]
    followers = [{label for _, label in group[1:]} for group in groups]
    if not set.intersection(*followers) or min(len(group) for group in groups) < 2:
        return {}
    found: dict[int, Tier] = {}
    for group in groups:
        words = document.words(document.blocks[group[0][0]]).strip()
        found |= {at: Tier(words, at == group[0][0]) for at, _ in group}
    return found
