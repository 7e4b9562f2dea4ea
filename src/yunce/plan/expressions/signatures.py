# SPDX-License-Identifier: Apache-2.0
"""The functions of the language: what they take and give."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

Takes = Literal["number", "boolean", "any"]


@dataclass(frozen=True, slots=True)
class Signature:
    """One function over a series: the kind of its series, whether a window follows (`7d`, or a number of steps) and must, what it is for.

    `many` also works on a plan's collection or a table's column (`sum(budget)`, `sum(ledger.amount)`).
    """

    takes: Takes
    window: Literal["none", "may", "must"] = "none"
    many: bool = False
    sizes: bool = False
    """Whether `each=`, `total=`, `below=` say how much."""


SERIES: Mapping[str, Signature] = MappingProxyType(
    {
        "mean": Signature("number", "may", many=True),
        "sum": Signature("number", "may", many=True),
        "min": Signature("number", "may", many=True),
        "max": Signature("number", "may", many=True),
        "last": Signature("number", "may", many=True),
        "change": Signature("number", "may"),
        "growth": Signature("number", "may"),
        "trend": Signature("number", "must"),
        "streak": Signature("boolean"),
        "falls": Signature("number", "must", sizes=True),
        "rises": Signature("number", "must", sizes=True),
        "share": Signature("number"),
        "rank": Signature("number"),
        "count": Signature("any", "may", many=True),
        "distinct": Signature("any", many=True),
    }
)
"""Functions over a series; `distinct` only over many."""

PLAN = ("done", "headcount", "count")
"""Functions of a member of the plan: `done('open_shop')`."""

READINGS = ("each", "total", "below")
"""How much each step falls, how much all steps together, how far under the target; `total` where nothing is said."""

SIGNATURES: frozenset[str] = frozenset((*SERIES, *PLAN))
