# SPDX-License-Identifier: Apache-2.0
"""The tests of a control chart: Western Electric's four and Nelson's eight, on standard scores. Source: docs/method/spc.md."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


def _of_last(flags: Flags, most: int, of: int) -> Flags:
    """True where the last value is flagged and at least `most` of the last `of` are."""
    run = np.concatenate([np.zeros((*flags.shape[:-1], 1), dtype=np.int64), np.cumsum(flags, axis=-1)], axis=-1)
    ends = np.arange(1, flags.shape[-1] + 1)
    return np.asarray(flags & (run[..., ends] - run[..., np.maximum(ends - of, 0)] >= most))


def _either(beyond: float, most: int, of: int) -> Callable[[Floats], Flags]:
    """A test of one side and of the other: `most` of the last `of` values beyond so many standard deviations."""
    return lambda z: _of_last(z > beyond, most, of) | _of_last(z < -beyond, most, of)


def _trending(z: Floats) -> Flags:
    """Six in a row rising, or six in a row falling: five steps of one direction."""
    step = np.diff(z, axis=-1, prepend=np.nan)
    return _of_last(step > 0, 5, 5) | _of_last(step < 0, 5, 5)


def _alternating(z: Floats) -> Flags:
    """Fourteen in a row alternating up and down: thirteen steps, twelve turns."""
    step = np.diff(z, axis=-1, prepend=np.nan)
    turns = np.zeros(z.shape, dtype=np.bool_)
    turns[..., 1:] = step[..., 1:] * step[..., :-1] < 0
    return _of_last(turns, 12, 12)


TESTS: Mapping[str, tuple[Callable[[Floats], Flags], int]] = MappingProxyType(
    {
        "we1": (_either(3, 1, 1), 1),
        "we2": (_either(2, 2, 3), 3),
        "we3": (_either(1, 4, 5), 5),
        "we4": (_either(0, 8, 8), 8),
        "nelson1": (_either(3, 1, 1), 1),
        "nelson2": (_either(0, 9, 9), 9),
        "nelson3": (_trending, 6),
        "nelson4": (_alternating, 14),
        "nelson5": (_either(2, 2, 3), 3),
        "nelson6": (_either(1, 4, 5), 5),
        "nelson7": (lambda z: _of_last(np.abs(z) < 1, 15, 15), 15),
        "nelson8": (lambda z: _of_last(np.abs(z) > 1, 8, 8), 8),
    }
)
"""Test -> how it is done on standard scores (..., T), and how many values it looks at."""

WESTERN = ("we1", "we4")
"""The tests that are on unless somebody says otherwise: each further one costs false alarms."""


def signals(scores: Floats, test: str) -> tuple[Flags, Flags]:
    """Where a test signals, and where it cannot be told: (..., T) each. An unknown among the values it looks at leaves it open."""
    done, width = TESTS[test]
    found = done(scores)
    open_ = np.isnan(scores)
    run = np.concatenate([np.zeros((*open_.shape[:-1], 1), dtype=np.int64), np.cumsum(open_, axis=-1)], axis=-1)
    ends = np.arange(1, open_.shape[-1] + 1)
    gaps = run[..., ends] - run[..., np.maximum(ends - width, 0)] > 0
    short = ends < width
    return found, np.asarray((gaps | short) & ~found)
