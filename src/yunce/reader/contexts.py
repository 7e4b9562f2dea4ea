# SPDX-License-Identifier: Apache-2.0
"""What surrounds a mention: its clause and sentence, what stands before and behind it, the label, the cell."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from yunce.reader.blocks import Block, Document
from yunce.reader.grids import CellContext
from yunce.reader.places import Place
from yunce.reader.records import Tier
from yunce.reader.scan.mentions import Mention
from yunce.values.light import light

_CLAUSE = re.compile(r"[,;。!?;!?\n]|(?<=[一-鿿])[、](?=[一-鿿])")
_SENTENCE = re.compile(r"[。!?;\n]")
_LABEL = re.compile(r"^(?:[^:：]*[。;])?\s*(?P<label>[^:：。;,]{0,23}[^:：。;,\d])[:：]")
_FARTHEST = 120
"""Characters that a clause or sentence reaches at most from a number: text without any stop stays readable in linear time."""
_BEFORE_NUMBER = re.compile(r"(?:(?!\d[\d,.]*\s?(?:[万亿千]?元|[万亿%人名家]|[Ww])).)*")
"""A label's words up to an amount: 总投资1,260万元 is 总投资."""
_ALONE = re.compile(r"[\d.]{1,20}%?")
"""A number that nothing stands beside, as in most cells."""
_COLON = re.compile(r"[^\d][:：](?!\d)")
_NUMBER_IN_BRACKETS = re.compile(r"\([^()]*\d[^()]*(?:\)|$)")
_LABEL_BEGINS = re.compile(r",(?!\d{3})|[;、。:)(]")


@light
@dataclass(frozen=True, slots=True)
class Context:
    """The surroundings of one mention, in plain form. `before` and `after` reach to the ends of the clause or the next mention."""

    mention: Mention
    block: Block
    place: Place
    clause: str
    sentence: str
    before: str
    after: str
    label: str
    cell: CellContext | None
    neighbours: tuple[Mention, ...]
    """The other mentions of the same sentence."""
    at: int
    tier: Tier | None = None
    is_alone: bool = False
    """True for a number and nothing else in a cell: its own words tell nothing of it."""

    @property
    def mention_words(self) -> str:
        """The mention as it stands in its clause."""
        return self.clause[self.at : self.at + self.mention.end - self.mention.start]

    @property
    def onward(self) -> str:
        """The words behind the mention to the end of its sentence."""
        return self.sentence[max(self.sentence.find(self.clause), 0) + self.at + self.mention.end - self.mention.start :]

    @property
    def around(self) -> tuple[str, str]:
        """The sentence up to the end of the mention's clause, and the clause, without brackets that others stand in."""
        if "(" not in self.sentence:
            return self.told + self.clause, self.clause
        begin = max(self.sentence.find(self.clause), 0)
        place = begin + self.at
        last = begin + len(self.clause)
        open_words = _without_brackets(self.sentence[:last], place, 0)
        return open_words, _without_brackets(self.sentence[:last], place, begin)

    @property
    def told(self) -> str:
        """The words of its sentence in front of its clause."""
        return self.sentence[: max(self.sentence.find(self.clause), 0)]

    @property
    def whole_before(self) -> str:
        """The clause's words in front of the mention, other mentions in them or not."""
        return self.clause[: self.at]


def _without_brackets(words: str, place: int, begin: int) -> str:
    """Words from a place on; brackets that a number stands in, but not the one at `place`, are left out."""
    kept, last = "", begin
    for found in _NUMBER_IN_BRACKETS.finditer(words):
        if found.start() <= place < found.end() or found.end() <= begin:
            continue
        kept += words[last : max(found.start(), last)]
        last = found.end()
    return kept + words[last:]


def contexts_of(document: Document, block: Block, mentions: Sequence[Mention], place: Place, cell: CellContext | None) -> list[Context]:
    """The context of each mention of a block."""
    if not mentions:
        return []
    words = document.plain[block.body : block.end]
    if len(mentions) == 1 and _ALONE.fullmatch(words) and mentions[0].start == block.body and mentions[0].end == block.end:
        return [Context(mentions[0], block, place, words, words, "", "", "", cell, (), 0, None, cell is not None)]
    clauses, sentences = _edges(_CLAUSE, words, mentions, block.body), _edges(_SENTENCE, words, mentions, block.body)
    starts = [one.start - block.body for one in mentions]
    label = _LABEL.match(words)
    ends = [block.body, *accumulate((one.end if one.sort != "name" else 0 for one in mentions), max)]
    found = []
    for at, mention in enumerate(mentions):
        start, end = mention.start - block.body, mention.end - block.body
        if end <= 0:
            continue
        left, right = _around(clauses, start, end, len(words))
        first, last = _around(sentences, start, end, len(words))
        others = mentions[bisect_left(starts, first) : bisect_left(starts, last)]
        previous = ends[at] - block.body
        following = starts[at + 1] if at + 1 < len(starts) else right
        stated = _nearest_label(words, first, start, label.group("label") if label and label.end() <= start else "")
        found.append(
            Context(
                mention,
                block,
                place,
                words[left:right],
                words[first:last],
                words[max(previous, left) : start],
                words[end : max(end, min(following, right))],
                stated,
                cell,
                tuple(one for one in others if one is not mention),
                start - left,
            )
        )
    return found


def _edges(pattern: re.Pattern[str], words: str, mentions: Sequence[Mention], offset: int) -> list[int]:
    """Where a piece ends and the next begins; signs inside a number part nothing."""
    starts = [one.start - offset for one in mentions]
    edges = []
    for found in pattern.finditer(words):
        at = bisect_left(starts, found.start()) - 1
        if at < 0 or found.start() >= mentions[at].end - offset - 1:
            edges.append(found.start())
    return edges


def _around(edges: list[int], start: int, end: int, length: int) -> tuple[int, int]:
    """The nearest edges on both sides, no farther than may be looked at."""
    before, behind = bisect_left(edges, start), bisect_left(edges, end)
    left = edges[before - 1] + 1 if before else 0
    right = edges[behind] if behind < len(edges) else length
    return max(left, start - _FARTHEST), min(max(right, end), end + _FARTHEST)


def _nearest_label(words: str, begin: int, start: int, first: str) -> str:
    """The label whose colon is the nearest before the mention in its sentence; the block's first label where there is none."""
    colons = list(_COLON.finditer(words, begin, start)) if ":" in words or "：" in words else ()
    if not colons:
        return first
    head = words[begin : colons[-1].start() + 1]
    last = _LABEL_BEGINS.split(head)[-1].strip()
    named = _BEFORE_NUMBER.match(last)
    return (named[0] if named else last)[-24:] or first
