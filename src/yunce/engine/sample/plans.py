# SPDX-License-Identifier: Apache-2.0
"""Single sampling plans, generated: along the diagonals of the standard's tables 2-A, 2-B and 2-C the acceptance number is the same.

Letter i and AQL j give the diagonal k = i + j. Where a diagonal has no plan an arrow leads to the next one in the AQL's column.
Source: docs/method/sample.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from types import MappingProxyType
from typing import Literal

from yunce.engine.sample.letters import LETTERS, Level, SampleError, code_letter
from yunce.values.problem import Problem

Severity = Literal["normal", "tightened", "reduced"]

AQLS: tuple[Decimal, ...] = tuple(
    Decimal(text)
    for text in [
        "0.010",
        "0.015",
        "0.025",
        "0.040",
        "0.065",
        "0.10",
        "0.15",
        "0.25",
        "0.40",
        "0.65",
        "1.0",
        "1.5",
        "2.5",
        "4.0",
        "6.5",
        "10",
        "15",
        "25",
        "40",
        "65",
        "100",
        "150",
        "250",
        "400",
        "650",
        "1000",
    ]
)
"""The preferred values: up to 10 nonconforming items a hundred [%] or nonconformities a hundred items, above only the latter."""
SIZES = (2, 3, 5, 8, 13, 20, 32, 50, 80, 125, 200, 315, 500, 800, 1250, 2000, 3150)
REDUCED_SIZES = (2, 2, 2, 3, 5, 8, 13, 20, 32, 50, 80, 125, 200, 315, 500, 800)
_NORMAL = {14: 0, 17: 1, 18: 2, 19: 3, 20: 5, 21: 7, 22: 10, 23: 14, 24: 21, 25: 30, 26: 44}
_TIGHTENED = {15: 0, 18: 1, 19: 2, 20: 3, 21: 5, 22: 8, 23: 12, 24: 18, 25: 27, 26: 41}
_REDUCED = {14: 0, 18: 1, 19: 2, 20: 3, 21: 5, 22: 6, 23: 8, 24: 10, 25: 14, 26: 21}
_TABLES: Mapping[Severity, Mapping[int, int]] = MappingProxyType({"normal": _NORMAL, "tightened": _TIGHTENED, "reduced": _REDUCED})
_ARROW_UP: Mapping[Severity, int] = MappingProxyType({"normal": 15, "reduced": 15})
"""The diagonal beside Ac 0 whose arrow leads back to it, a letter above; tightened inspection has none."""
LAST_OF_FEW = 4
"""Letters A..E go on to the two largest acceptance numbers; beyond, the diagonal 24 is the last."""
LAST_DIAGONAL = 24
FIRST_OF_TWO = 15
"""From this AQL on, reduced inspection by letter B, whose sample is A's, is A's too."""


@dataclass(frozen=True, slots=True)
class Plan:
    """How many items to draw, up to how many nonconforming ones accept the lot, from how many on reject it."""

    letter: str
    """The code letter of the lot; `used` is the one that arrows led to, whose sample size counts."""
    used: str
    size: int
    accept: int
    reject: int
    is_whole_lot: bool = False
    """True where the sample would be the lot or more: every item is inspected."""


def sampling_plan(lot: int, aql: Decimal, level: Level = "II", severity: Severity = "normal") -> Plan:
    """The single sampling plan of a lot. Raises `SampleError`.

    >>> plan = sampling_plan(1000, Decimal("1.0"))
    >>> (plan.letter, plan.size, plan.accept)
    ('J', 80, 2)
    """
    letter = code_letter(lot, level)
    plan = plan_of_letter(letter, aql, severity)
    return Plan(letter, plan.used, lot, plan.accept, plan.reject, is_whole_lot=True) if plan.size >= lot else plan


def plan_of_letter(letter: str, aql: Decimal, severity: Severity = "normal") -> Plan:
    """The plan of a code letter, arrows followed. Raises `SampleError`."""
    used, accept = _followed(LETTERS.index(letter), aql_index(aql), severity)
    size = REDUCED_SIZES[used] if severity == "reduced" else SIZES[used]
    return Plan(letter, LETTERS[used], size, accept, accept + 1)


def aql_index(aql: Decimal) -> int:
    """The place of an AQL among the preferred values. Raises `SampleError` naming the next ones."""
    if aql in AQLS:
        return AQLS.index(aql)
    below, above = [a for a in AQLS if a < aql][-1:], [a for a in AQLS if a > aql][:1]
    raise SampleError(Problem.of("sample.aql_not_preferred", "aql", aql=aql, near="、".join(str(a) for a in (*below, *above))))


@lru_cache(maxsize=2048)
def _followed(letter: int, aql: int, severity: Severity) -> tuple[int, int]:
    """The letter whose plan counts and its acceptance number."""
    here = _at(letter, aql, severity)
    if here is not None:
        return letter, here
    k, last = letter + aql, len(SIZES if severity == "tightened" else REDUCED_SIZES)
    above = [(i, ac) for i in range(letter - 1, -1, -1) if (ac := _at(i, aql, severity)) is not None]
    below = [(i, ac) for i in range(letter + 1, last) if (ac := _at(i, aql, severity)) is not None]
    first, then = (above, below) if k == _ARROW_UP.get(severity) or k > LAST_DIAGONAL else (below, above)
    return (first or then)[0]


def _at(letter: int, aql: int, severity: Severity) -> int | None:
    """The acceptance number in a cell of a table; `None` where an arrow stands."""
    k = letter + aql
    if severity == "reduced" and (letter == 0 or (letter == 1 and aql >= FIRST_OF_TWO)):  # a sample of 2 cannot be reduced
        return _NORMAL.get(aql)
    return None if k > LAST_DIAGONAL and letter > LAST_OF_FEW else _TABLES[severity].get(k)
