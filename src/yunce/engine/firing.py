# SPDX-License-Identifier: Apache-2.0
"""From conditions to firings: what opens stays open until it closes, and rests for a while before it can open again.

Conditions come in bits, sixty-four steps in a word: of each subject's row, bit 0 is how it stood before the first step, bits 1 to T are
the steps, and at least one bit after them is off.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Flags = NDArray[np.bool_]
Places = NDArray[np.int64]
Words = NDArray[np.uint64]
WORD = 64


@dataclass(frozen=True, slots=True, eq=False)
class Firings:
    """One row a firing, by subject and then in time: subject, step at which it opened, step at which it closed [steps].

    `closed` is the number of steps where it is still open at the last one; `opened` is -1 where it was open before the first.
    """

    subject: Places
    opened: Places
    closed: Places

    def __len__(self) -> int:
        return int(self.subject.size)


@dataclass(frozen=True, slots=True, eq=False)
class Before:
    """How each subject stood before the first step: whether open (S,), and how many steps it still has to rest (S,)."""

    is_open: Flags
    rests: Places


def firings(opens: Flags, closes: Flags, *, rest: int = 0, before: Before | None = None) -> Firings:
    """The firings of each subject over (S, T) steps, as `firings_of` tells them of many conditions."""
    found = firings_of(_packed(opens & ~closes)[None], _packed(~opens & ~closes)[None], (rest,), (before,))
    return found[0]


def firings_of(opens: Words, stays: Words, rests: Sequence[int], before: Sequence[Before | None]) -> list[Firings]:
    """The firings of K conditions over S subjects, in bits (K, S, W). Source: docs/method/rules.md.

    A firing opens at the first step where `opens` holds, goes on through every step where `opens` or `stays` does and closes at the
    next where neither does; at least `rests` steps lie between a closing and the next opening of the same condition.
    """
    for number, each in enumerate(before):
        if each is not None:
            opens[number, :, 0] |= each.is_open.astype(np.uint64)
    is_open = _filled(opens, stays)
    edges = _places(is_open ^ _moved(is_open))
    first, until = edges[0::2], edges[1::2]
    count, subjects, words = opens.shape
    width = words * WORD
    cuts = np.searchsorted(first, np.arange(count + 1) * subjects * width)
    resting = [n for n in range(count) if (rests[n] or before[n] is not None) and cuts[n] < cuts[n + 1]]
    if resting:
        mine = np.concatenate([np.arange(cuts[n], cuts[n + 1]) for n in resting])
        row = first[mine] // width
        waits = np.stack([_waits(before[n], subjects) for n in resting])
        which = np.repeat(np.arange(len(resting)), [cuts[n + 1] - cuts[n] for n in resting])
        rest = np.array(rests)[resting][which]
        opened = _opened(opens.reshape(-1), (first[mine], until[mine]), (row * width, waits[which, row % subjects], rest))
        first = first.copy()
        first[mine] = opened
        kept = first >= 0
        first, until = first[kept], until[kept]
        cuts = np.concatenate([[0], np.cumsum(kept)])[cuts]
    return _split(first, until, cuts, (subjects, width))


def _split(first: Places, until: Places, cuts: Places, shape: tuple[int, int]) -> list[Firings]:
    """The firings of each condition, as subjects and steps."""
    subjects, width = shape
    row = first // width
    start = row * width + 1
    parts = [np.split(each, cuts[1:-1]) for each in (row % subjects, first - start, until - start)]
    return [Firings(*each) for each in zip(*parts, strict=True)]


def _waits(before: Before | None, subjects: int) -> Places:
    """Before which place of its row nothing opens, of each subject."""
    return np.zeros(subjects, dtype=np.int64) if before is None else np.where(before.is_open, 0, before.rests + 1)


def _packed(flags: Flags) -> Words:
    rows, steps = flags.shape
    whole = np.zeros((rows, -(-(steps + 2) // WORD) * WORD), dtype=np.bool_)
    whole[:, 1 : steps + 1] = flags
    return np.packbits(whole, bitorder="little").view(np.uint64).reshape(rows, -1)


def _filled(opens: Words, stays: Words) -> Words:
    """What is open: from each opening on through everything that stays. A carry runs through it as in an addition."""
    both = opens | stays
    total = both + opens
    carried = _up(total < opens)
    while carried.any():
        total += carried
        carried = _up((total == 0) & (carried != 0))
    return opens | (both & ~total)


def _up(carries: Flags) -> Words:
    """Carries into the next word."""
    found = np.zeros(carries.shape, dtype=np.uint64)
    found.reshape(-1)[1:] = carries.reshape(-1)[:-1]
    return found


def _moved(words: Words) -> Words:
    """Every bit one step on."""
    found = words << np.uint64(1)
    found.reshape(-1)[1:] |= words.reshape(-1)[:-1] >> np.uint64(WORD - 1)
    return found


def _places(words: Words) -> Places:
    """Which bits are on, of all rows one after the other."""
    flat = words.reshape(-1).view(np.uint8)
    some = (flat != 0).nonzero()[0]
    inner = np.unpackbits(flat[some], bitorder="little").view(np.bool_).nonzero()[0]
    return np.asarray((some << 3)[inner >> 3] + (inner & 7))


def _opened(opens: Words, found: tuple[Places, Places], rows: tuple[Places, Places, Places]) -> Places:
    """Where each firing opens once its row has rested; -1 where it does not at all."""
    (first, until), (row, wait, rest) = found, rows
    opened = first.copy()
    news = np.concatenate([[True], row[1:] != row[:-1]])
    apart = (first >= row + wait) & np.concatenate([[True], news[1:] | (first[1:] >= until[:-1] + rest[1:])])
    begins = np.flatnonzero(news)
    counts = np.diff(np.append(begins, first.size))
    some = np.flatnonzero(~np.logical_and.reduceat(apart, begins))
    order = some[np.argsort(-counts[some], kind="stable")]
    begins, counts = begins[order], counts[order]
    free = row[begins] + wait[begins]
    left = np.searchsorted(-counts, -np.arange(int(counts[0]) if counts.size else 0))
    for turn, many in enumerate(left.tolist()):
        at = begins[:many] + turn
        place, end = first[at], until[at]
        late = np.flatnonzero(place < free[:many])
        if late.size:
            next_ = _next(opens, free[late], end[late])
            fits = next_ < end[late]
            opened[at[late]] = np.where(fits, next_, -1)
            end[late] = np.where(fits, end[late], free[late] - rest[at[late]])
        free[:many] = end + rest[at]
    return opened


def _next(words: Words, places: Places, ends: Places) -> Places:
    """The first bit that is on from each place on; its end where none is before that."""
    found, at = ends.copy(), places >> 6
    seen = words[np.minimum(at, words.size - 1)] & (~np.uint64(0) << (places & 63).astype(np.uint64))
    looking = np.flatnonzero(places < ends)
    while looking.size:
        word = seen[looking]
        hit = word != 0
        one = word[hit]
        lowest = np.bitwise_count((one & (~one + np.uint64(1))) - np.uint64(1)).astype(np.int64)
        found[looking[hit]] = np.minimum((at[looking[hit]] << 6) + lowest, ends[looking[hit]])
        looking = looking[~hit]
        at[looking] += 1
        looking = looking[(at[looking] << 6) < ends[looking]]
        seen[looking] = words[at[looking]]
    return found
