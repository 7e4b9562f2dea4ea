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

CHARTS: Mapping[str, int] = MappingProxyType({"spc": 1, "spc_p": 2, "spc_u": 2})
"""Control charts, with how many series each takes: single values; a share's or a rate's count and size."""

CHART_TESTS: Mapping[str, int] = MappingProxyType(
    {
        "we1": 1,
        "we2": 3,
        "we3": 5,
        "we4": 8,
        "nelson1": 1,
        "nelson2": 9,
        "nelson3": 6,
        "nelson4": 14,
        "nelson5": 3,
        "nelson6": 5,
        "nelson7": 15,
        "nelson8": 8,
    }
)
"""The tests of a chart, with how many values each looks at; `spc(x, 4)` is `spc(x, 'we4')`."""

CHART_BASE = 30
"""The steps before each one that give the chart its limits, where nothing else is said."""

SIGNATURES: frozenset[str] = frozenset((*SERIES, *PLAN, *CHARTS))
