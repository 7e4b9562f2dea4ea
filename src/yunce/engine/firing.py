# SPDX-License-Identifier: Apache-2.0
"""From conditions to firings: what opens stays open until it closes, and rests for a while before it can open again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Flags = NDArray[np.bool_]
Places = NDArray[np.int64]
NEARBY = 12
"""Steps that are looked at one by one for a closing, before all closings are listed."""


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


@dataclass(frozen=True, slots=True, eq=False)
class Runs:
    """What would fire without a rest: places in a flat array of rows, and what is needed to let each row rest between its firings."""

    starts: Places
    ends: Places
    """The first and the last place of each run of steps where a firing may open."""
    first: Places
    until: Places
    """Where each firing opens and closes."""
    shape: tuple[int, int]
    shift: int
    rest: int
    waits: Places | None
    """The steps of each row before which nothing opens."""


def firings(opens: Flags, closes: Flags, *, rest: int = 0, before: Before | None = None) -> Firings:
    """The firings of each subject over (S, T) steps. Source: docs/method/rules.md.

    A firing opens at the first step where `opens` holds and `closes` does not, closes at the next step where `closes` holds, and at
    least `rest` steps lie between a closing and the next opening. A step where neither holds changes nothing.
    """
    return settled([runs_of(opens, closes, rest=rest, before=before)])[0]


def runs_of(opens: Flags, closes: Flags, *, rest: int = 0, before: Before | None = None) -> Runs:
    """The firings as they would be without a rest; `settled` makes them whole."""
    steps = opens.shape[-1]
    if before is not None:
        opens = np.concatenate([before.is_open[:, np.newaxis], opens], axis=1)
        closes = np.concatenate([np.zeros_like(before.is_open)[:, np.newaxis], closes], axis=1)
    shape = (opens.shape[0], opens.shape[1])
    true = np.greater(opens, closes)
    starts, ends = _places(_rises(true)), _places(_ends(true))
    first, until = _merged(starts, ends, closes) if starts.size else (starts, ends)
    waits = None
    if rest or before is not None:
        waits = np.zeros(shape[0], dtype=np.int64) if before is None else np.where(before.is_open, 0, before.rests + 1)
    return Runs(starts, ends, first, until, shape, shape[1] - steps, rest, waits)


def settled(many: Sequence[Runs]) -> tuple[Firings, ...]:
    """The firings of each; those that must rest are worked out together."""
    resting = [place for place, runs in enumerate(many) if runs.waits is not None and runs.first.size]
    found = dict(zip(resting, rested([many[place] for place in resting]), strict=True))
    return tuple(_firings(runs, *found.get(place, (runs.first, runs.until))) for place, runs in enumerate(many))


def _firings(runs: Runs, first: Places, until: Places) -> Firings:
    width = runs.shape[1]
    subject = first // max(width, 1)
    start = subject * width + runs.shift
    return Firings(subject, first - start, until - start)


def _rises(flags: Flags) -> Flags:
    """Where a run of flags begins; each row by itself."""
    found = np.empty_like(flags)
    np.greater(flags.ravel()[1:], flags.ravel()[:-1], out=found.reshape(-1)[1:])
    found[:, 0] = flags[:, 0]
    return found


def _ends(flags: Flags) -> Flags:
    """The last flag of each run."""
    found = np.empty_like(flags)
    np.greater(flags.ravel()[:-1], flags.ravel()[1:], out=found.reshape(-1)[:-1])
    found[:, -1] = flags[:, -1]
    return found


def _places(flags: Flags) -> Places:
    """Where flags are set, in the flat array; where few are, eight empty ones are passed over at a time."""
    flat = flags.reshape(-1)
    whole = flat.size - flat.size % 8
    words = np.flatnonzero(flat[:whole].view(np.uint64) != 0)
    if 4 * words.size > flat.size // 8:
        return np.flatnonzero(flat)
    inner = np.flatnonzero(flat[:whole].view(np.uint64)[words].view(np.bool_))
    found = (words << 3)[inner >> 3] + (inner & 7)
    rest = np.flatnonzero(flat[whole:])
    return np.concatenate([found, rest + whole]) if rest.size else found


def _merged(starts: Places, ends: Places, closes: Flags) -> tuple[Places, Places]:
    """Where each firing opens and closes, as places in the flat array; a row's end closes too."""
    until = _next(ends, closes)
    kept = np.concatenate([[True], starts[1:] >= until[:-1]])
    return (starts, until) if kept.all() else (starts[kept], until[kept])


def _next(places: Places, closes: Flags) -> Places:
    """The next place after each where `closes` holds, at most the end of the row; looked for nearby first."""
    width, flat = closes.shape[-1], closes.ravel()
    row_end = (places // width + 1) * width
    found = places + 1
    far = np.flatnonzero(~flat[np.minimum(found, flat.size - 1)] & (found < row_end))
    for _ in range(NEARBY):
        if not far.size:
            return found
        found[far] += 1
        far = far[~flat[np.minimum(found[far], flat.size - 1)] & (found[far] < row_end[far])]
    if far.size:
        where = np.append(_places(_rises(closes)), flat.size)
        found[far] = np.minimum(where[np.searchsorted(where, found[far])], row_end[far])
    return found


def rested(many: Sequence[Runs]) -> list[tuple[Places, Places]]:
    """Where firings open and close that rest between; all rows of all in step, firing by firing.

    Rows whose firings lie far enough apart stay as they are.
    """
    if not many:
        return []
    bases = np.cumsum([0, *(runs.shape[0] * runs.shape[1] for runs in many)])
    starts, ends, first, until = (
        np.concatenate([getattr(runs, name) + base for runs, base in zip(many, bases, strict=False)])
        for name in ("starts", "ends", "first", "until")
    )
    row = np.concatenate([runs.first // runs.shape[1] * runs.shape[1] + base for runs, base in zip(many, bases, strict=False)])
    wait = np.concatenate([_waits(runs) for runs in many])
    rest = np.concatenate([np.full(runs.first.size, runs.rest) for runs in many])
    opened = _opened((starts, ends), (first, until), (row, wait, rest))
    cuts = np.cumsum([runs.first.size for runs in many])[:-1]
    found = []
    for runs, base, mine in zip(many, bases, np.split(opened, cuts), strict=False):
        kept = mine >= 0
        found.append((mine[kept] - base, runs.until[kept]))
    return found


def _waits(runs: Runs) -> Places:
    """Before which step of its row each firing may not open."""
    waits = runs.waits if runs.waits is not None else np.zeros(runs.shape[0], dtype=np.int64)
    return np.asarray(waits[runs.first // runs.shape[1]])


def _opened(runs: tuple[Places, Places], found: tuple[Places, Places], rows: tuple[Places, Places, Places]) -> Places:
    """Where each firing opens once its row has rested; -1 where it does not at all."""
    (starts, ends), (first, until), (row, wait, rest) = runs, found, rows
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
            run = np.searchsorted(ends, free[late])
            opens = np.maximum(starts[np.minimum(run, starts.size - 1)], free[late])
            fits = (run < starts.size) & (opens < end[late])
            opened[at[late]] = np.where(fits, opens, -1)
            end[late] = np.where(fits, end[late], free[late] - rest[at[late]])
        free[:many] = end + rest[at]
    return opened
