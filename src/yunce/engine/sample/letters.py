# SPDX-License-Identifier: Apache-2.0
"""Code letters by lot size and inspection level: table 1 of the standard. Source: docs/method/sample.md."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal, get_args

from yunce.values.problem import Problem, YunceError

Level = Literal["S-1", "S-2", "S-3", "S-4", "I", "II", "III"]

LEVELS: tuple[Level, ...] = get_args(Level)
LETTERS = "ABCDEFGHJKLMNPQRS"
"""The letters in their order; `S` exists for tightened inspection only."""
UP_TO = (8, 15, 25, 50, 90, 150, 280, 500, 1200, 3200, 10_000, 35_000, 150_000, 500_000)
"""The largest lot of each row [items]; larger ones are the last row."""
_ROWS: Mapping[Level, str] = MappingProxyType(
    {
        "S-1": "AAAABBBBCCCCDDD",
        "S-2": "AAABBBCCCDDDEEE",
        "S-3": "AABBCCDDEEFFGGH",
        "S-4": "AABCCDEEFGGHJJK",
        "I": "AABCCDEFGHJKLMN",
        "II": "ABCDEFGHJKLMNPQ",
        "III": "BCDEFGHJKLMNPQR",
    }
)


class SampleError(YunceError, ValueError):
    """No sampling plan can be looked up for what was asked; the problem says why."""


def code_letter(lot: int, level: Level = "II") -> str:
    """The code letter of a lot [items] at an inspection level. Raises `SampleError`.

    >>> code_letter(50)
    'D'
    """
    if lot < 2:
        raise SampleError(Problem.of("sample.lot_too_small", "lot", lot=lot))
    if level not in _ROWS:
        raise SampleError(Problem.of("sample.level_unknown", "level", level=level, known="、".join(LEVELS)))
    return _ROWS[level][bisect_left(UP_TO, lot)]
