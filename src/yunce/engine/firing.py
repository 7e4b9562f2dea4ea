# SPDX-License-Identifier: Apache-2.0
"""From conditions to firings: what opens stays open until it closes, and rests for a while before it can open again."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Flags = NDArray[np.bool_]
Places = NDArray[np.int64]


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
    """The firings of each subject over (S, T) steps. Source: docs/method/rules.md.

    A firing opens at the first step where `opens` holds and `closes` does not, closes at the next step where `closes` holds, and at
    least `rest` steps lie between a closing and the next opening. A step where neither holds changes nothing.
    """
    steps = opens.shape[-1]
    if before is not None:
        opens = np.concatenate([before.is_open[:, np.newaxis], opens], axis=1)
        closes = np.concatenate([np.zeros_like(before.is_open)[:, np.newaxis], closes], axis=1)
    shift = opens.shape[-1] - steps
    width = opens.shape[-1]
    true = np.flatnonzero((opens & ~closes).ravel())
    if not true.size:
        none = np.empty(0, dtype=np.int64)
        return Firings(none, none, none)
    first, until = _runs(true, closes.ravel(), width)
    if rest or before is not None:
        waits = np.zeros(opens.shape[0], dtype=np.int64) if before is None else np.where(before.is_open, 0, before.rests + 1)
        first, until = _rested(true, (first, until), (width, rest), waits)
    subject = first // width
    return Firings(subject, first - subject * width - shift, until - subject * width - shift)


def _runs(true: Places, closes: Flags, width: int) -> tuple[Places, Places]:
    """Where each firing opens and closes, as places in the flat array; a row's end closes too."""
    follows = (true[1:] == true[:-1] + 1) & (true[1:] % width != 0)
    starts = true[np.concatenate([[True], ~follows])]
    ends = true[np.concatenate([~follows, [True]])]
    until = _next(ends, closes, width)
    kept = np.concatenate([[True], starts[1:] >= until[:-1]])
    return starts[kept], until[kept]


def _next(places: Places, closes: Flags, width: int) -> Places:
    """The next place after each where `closes` holds, at most the end of the row."""
    row_end = (places // width + 1) * width
    found = places + 1
    far = np.flatnonzero(~closes[np.minimum(found, closes.size - 1)] & (found < row_end))
    if far.size:
        where = np.flatnonzero(closes)
        at = np.searchsorted(where, found[far])
        found[far] = np.where(at < where.size, where[np.minimum(at, max(where.size - 1, 0))], row_end[far]) if where.size else row_end[far]
    return np.minimum(found, row_end)


def _rested(true: Places, runs: tuple[Places, Places], size: tuple[int, int], waits: Places) -> tuple[Places, Places]:
    """The firings that are left, and when they open, where each row must rest between them; all rows in step, firing by firing."""
    (first, until), (width, rest) = runs, size
    rows, begins, counts = np.unique(first // width, return_index=True, return_counts=True)
    free = rows * width + waits[rows]
    opened = np.full(first.size, -1, dtype=np.int64)
    for turn in range(int(np.max(counts))):
        has = counts > turn
        at = begins[has] + turn
        place = true[np.minimum(np.searchsorted(true, np.maximum(first[at], free[has])), true.size - 1)]
        fits = (place >= np.maximum(first[at], free[has])) & (place < until[at])
        opened[at[fits]] = place[fits]
        free[np.flatnonzero(has)[fits]] = until[at[fits]] + rest
    kept = opened >= 0
    return opened[kept], until[kept]
