# SPDX-License-Identifier: Apache-2.0
"""Three-valued truth in bits: one plane of what is true, one of what is not false; sixty-four steps in a word.

A row of words holds a subject: bit 0 is the step before the first and always off, bits 1 to T are the steps, and at least one bit after
them is off. So what is moved or carried never reaches the next subject.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import reduce
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from yunce.plan.expressions.answers import Answer, flags
from yunce.plan.expressions.truth import FALSE, TRUE, Flags, Floats, Truths, held

Words = NDArray[np.uint64]
"""(S, W) words of bits."""
_WORD = 64


@dataclass(frozen=True, slots=True, eq=False)
class Planes:
    """Truth of S subjects over T steps; `maybe` is the same array as `true` where nothing is unknown."""

    true: Words
    maybe: Words
    steps: int

    @property
    def unknown(self) -> Words | None:
        """Where it is unknown; `None` where it nowhere is."""
        return None if self.maybe is self.true else self.true ^ self.maybe

    def negated(self) -> Planes:
        """`not`."""
        valid = within(self.steps)
        maybe = valid & ~self.true
        return Planes(maybe if self.maybe is self.true else valid & ~self.maybe, maybe, self.steps)

    def joined(self, op: Literal["and", "or"], other: Planes) -> Planes:
        """Both, or either."""
        join = np.bitwise_and if op == "and" else np.bitwise_or
        true = join(self.true, other.true)
        plain = self.maybe is self.true and other.maybe is other.true
        return Planes(true, true if plain else join(self.maybe, other.maybe), self.steps)

    def lasting(self, steps: int) -> Planes:
        """True where the last `steps` are all true, false where one is false or the data is shorter, else unknown."""
        true = _lasting(self.true, steps)
        return Planes(true, true if self.maybe is self.true else _lasting(self.maybe, steps), self.steps)

    def counted(self, window: int, least: int) -> Planes:
        """Whether at least so many of the last steps are true; unknown where one is, or the window begins before the data."""
        short = within(self.steps) & ~within(self.steps, window)
        gaps = self.unknown
        lost = np.broadcast_to(short, self.true.shape) if gaps is None else _lingering(gaps, window) & within(self.steps) | short
        enough = _counted(self.true, window, least) & within(self.steps)
        return Planes(enough & ~lost, enough | lost, self.steps)

    def cut(self, first: int, until: int) -> Planes:
        """The same of the steps [first, until)."""
        if first == 0 and until == self.steps:
            return self
        board = Board(self.true.shape[0], until - first)
        true = board.packed(_bits(self.true)[:, 1 + first : 1 + until])
        return Planes(true, true if self.maybe is self.true else board.packed(_bits(self.maybe)[:, 1 + first : 1 + until]), until - first)

    def truths(self) -> Truths:
        """As an array of truth values (S, T)."""
        return np.asarray((_bits(self.true) + _bits(self.maybe))[:, 1 : 1 + self.steps])


@dataclass(slots=True)
class Board:
    """Where flags of some subjects over some steps are written down before they are packed."""

    rows: int
    steps: int
    cells: Flags = field(init=False)
    whole: Flags = field(init=False)

    def __post_init__(self) -> None:
        self.whole = np.zeros((self.rows, -(-(self.steps + 2) // _WORD) * _WORD), dtype=np.bool_)
        self.cells = self.whole[:, 1 : 1 + self.steps]

    def packed(self, given: Flags | NDArray[np.uint8]) -> Words:
        """Flags that fit beside (S, T), in bits."""
        self.cells[...] = given
        return self.pack()

    def pack(self) -> Words:
        """What is written down, in bits."""
        return np.packbits(self.whole, bitorder="little").view(np.uint64).reshape(self.rows, -1)

    def of(self, answer: Answer | Planes) -> Planes:
        """A truth value, a series of them, or what is in bits already."""
        if isinstance(answer, Planes):
            return answer
        given = flags(answer)
        np.equal(given, TRUE, out=self.cells)
        true = self.pack()
        np.not_equal(given, FALSE, out=self.cells)
        maybe = self.pack()
        return Planes(true, true if np.array_equal(true, maybe) else maybe, self.steps)

    def compared(self, op: str, left: Floats, limit: float, gaps: Words | None) -> Planes:
        """A series against one number, equal within `truth.CLOSE`; `gaps` says where it is unknown."""
        held(op, left, np.array(limit), out=self.cells)
        true = self.pack()
        if gaps is None:
            return Planes(true, true, self.steps)
        if op == "!=":
            true &= ~gaps
        return Planes(true, true | gaps, self.steps)


def last_of(true: Words, maybe: Words, steps: int) -> Truths:
    """The truth values of the last step, of planes (..., W); empty where there is none."""
    if not steps:
        return np.empty((*true.shape[:-2], 0), dtype=np.uint8)
    word, bit = divmod(steps, _WORD)
    ends = [plane[..., word] >> np.uint64(bit) & np.uint64(1) for plane in (true, maybe)]
    return (ends[0] + ends[1]).astype(np.uint8)


def all_joined(op: Literal["and", "or"], parts: Iterable[Planes]) -> Planes:
    """Some truths by `and` or by `or`."""
    return reduce(lambda one, other: one.joined(op, other), parts)


def within(steps: int, first: int = 1) -> Words:
    """The bits of the steps from the `first` (counted from 1) on: (W,)."""
    bits = np.zeros(-(-(steps + 2) // _WORD) * _WORD, dtype=np.bool_)
    bits[first : steps + 1] = True
    return np.packbits(bits, bitorder="little").view(np.uint64)


def _bits(words: Words) -> NDArray[np.uint8]:
    return np.unpackbits(words.view(np.uint8), axis=-1, bitorder="little")


def _later(words: Words, lag: int) -> Words:
    """Every bit moved so many steps on within its row."""
    skip, turn = divmod(lag, _WORD)
    found = np.zeros_like(words)
    if skip < words.shape[-1]:
        kept = words[:, : words.shape[-1] - skip]
        np.left_shift(kept, np.uint64(turn), out=found[:, skip:])
        if turn:
            found[:, skip + 1 :] |= kept[:, :-1] >> np.uint64(_WORD - turn)
    return found


def _lasting(words: Words, steps: int) -> Words:
    width = 1
    while width < steps:
        lag = min(width, steps - width)
        words, width = words & _later(words, lag), width + lag
    return words


def _lingering(words: Words, steps: int) -> Words:
    """Where one of the last `steps` bits is on."""
    width = 1
    while width < steps:
        lag = min(width, steps - width)
        words, width = words | _later(words, lag), width + lag
    return words


def _counted(words: Words, window: int, least: int) -> Words:
    """Where at least `least` of the last `window` bits are on."""
    from yunce.plan.expressions.series import windowed

    if least <= 0:
        return np.full_like(words, ~np.uint64(0))
    if least > window:
        return np.zeros_like(words)
    counts = windowed(_bits(words).view(np.bool_), window)
    return np.packbits(counts >= counts.dtype.type(least), bitorder="little").view(np.uint64).reshape(words.shape)
