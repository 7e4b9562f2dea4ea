# SPDX-License-Identifier: Apache-2.0
"""Prose as a row of slots: each amount with the words in front of it and behind it, its sentence and how deep in brackets it stands."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from yunce.checker.amounts import Amount
from yunce.checker.findings import Span
from yunce.checker.paper import Paper
from yunce.values.light import light

_BOUNDARY = re.compile(r"[,，;；。:：()（）、!?！？\n|]")
_BRACKET = re.compile(r"[(（\[【)）\]】]")
_STOP = re.compile(r"[。!?！？\n]")
_JOINS = re.compile(r"\s?(?:[、,，/]|和|及|与)\s?")
_SPANS = frozenset({"年", "月", "天"})
_FLOORS = frozenset({"楼", "层"})
_WRITTEN = re.compile(r"\d[\d,]*(?:\.\d+)?")


@light
@dataclass(frozen=True, slots=True)
class Slot:
    """One amount of a block: `lead` from the last boundary, `tail` to the next, `before` everything since the amount in front of it."""

    amount: Amount
    lead: str
    tail: str
    before: str
    depth: int
    sentence: int
    bracket: int
    """Which pair of brackets of the block it stands in; 0 outside."""

    @property
    def family(self) -> str:
        """The family of its amount."""
        return self.amount.family


def slots_of(paper: Paper, at: int) -> tuple[Slot, ...]:
    """The slots of a block. Bare numbers of an enumeration take the unit that its last number has."""
    return paper.once(("slots", at), lambda: _slots(paper, at))


def _slots(paper: Paper, at: int) -> tuple[Slot, ...]:
    block = paper.blocks[at]
    words = paper.words(at)
    amounts = _with_shared_units(paper.amounts.get(at, []), words, block.body)
    if not amounts:
        return ()
    depths = _depths(words)
    stops = [found.start() for found in _STOP.finditer(words)]
    edges = [found.end() for found in _BOUNDARY.finditer(words)]
    taken = [(one.span.start - block.body, one.span.end - block.body) for one in amounts]
    for start, end in reversed(taken):
        del edges[bisect_right(edges, start) : bisect_left(edges, end)]
    found = []
    for index, (amount, (start, end)) in enumerate(zip(amounts, taken, strict=True)):
        previous = taken[index - 1][1] if index else 0
        following = taken[index + 1][0] if index + 1 < len(taken) else len(words)
        near = bisect_right(edges, start) - 1
        if near >= 0 and words[edges[near] - 1] in ":：" and not words[edges[near] : start].strip():
            near -= 1  # the name stands in front of the colon
        left = edges[near] if near >= 0 else 0
        behind = bisect_right(edges, end)
        right = edges[behind] - 1 if behind < len(edges) else len(words)
        depth, bracket = depths[start] if start < len(depths) else (0, 0)
        found.append(
            Slot(
                amount,
                words[max(left, previous) : start],
                words[end : max(end, min(right, following))],
                words[previous:start],
                depth,
                bisect_left(stops, start),
                bracket,
            )
        )
    return tuple(_without_labels(found))


def _without_labels(slots: Sequence[Slot]) -> Iterator[Slot]:
    """A span of time or a floor right in front of an amount is its name: 一年以内19.5万元, 二楼1350㎡."""
    name: Slot | None = None
    for at, one in enumerate(slots):
        if name is not None:
            one = replace(one, lead=name.lead + name.amount.words + one.lead, before=name.before + name.amount.words + one.before)
            name = None
        following = slots[at + 1] if at + 1 < len(slots) else None
        is_bound = one.amount.op != "=" and one.amount.unit in _SPANS and following is not None and following.family == "CNY"
        is_floor = one.amount.unit in _FLOORS
        if (is_bound or is_floor) and following is not None and not following.before.strip():
            name = one
            continue
        yield one


def _depths(words: str) -> list[tuple[int, int]]:
    """For each sign how deep in brackets it stands and in which pair; nothing where there are no brackets."""
    if not _BRACKET.search(words):
        return []
    found: list[tuple[int, int]] = []
    open_pairs: list[int] = []
    pairs = 0
    for sign in words:
        if sign in "(（[【":
            pairs += 1
            open_pairs.append(pairs)
        found.append((len(open_pairs), open_pairs[-1] if open_pairs else 0))
        if sign in ")）]】" and open_pairs:
            open_pairs.pop()
    return found


def _with_shared_units(amounts: Sequence[Amount], words: str, offset: int) -> list[Amount]:
    """200、300、400万元 are three sums of money."""
    found = list(amounts)
    for at in range(len(found) - 2, -1, -1):
        one, following = found[at], found[at + 1]
        between = words[one.span.end - offset : following.span.start - offset]
        if one.unit or one.words != one.words.strip() or not _JOINS.fullmatch(between) or not following.unit:
            continue
        scale = _scale(following)
        found[at] = replace(
            one, low=one.low * scale, high=one.high * scale, unit=following.unit, step=one.step * scale, is_coarse=following.is_coarse
        )
    return found


def _scale(one: Amount) -> Decimal:
    """By what the written digits were multiplied: 10000 of 400万元."""
    digits = _WRITTEN.findall(one.words)
    written = Decimal(digits[-1].replace(",", "")) if digits else Decimal(0)
    return one.high / written if written else Decimal(1)


def spans_of(amounts: Sequence[Amount]) -> tuple[Span, ...]:
    """Where amounts stand."""
    return tuple(one.span for one in amounts)
