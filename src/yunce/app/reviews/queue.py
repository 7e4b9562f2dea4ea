# SPDX-License-Identifier: Apache-2.0
"""Which number to look at first: what would cost most if it were wrong, times how likely it is to be wrong. Pure."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from functools import lru_cache
from types import MappingProxyType

from yunce.app.reviews.looking import Look, Number
from yunce.checker.findings import Severity
from yunce.reader.reading import Statement

WEIGHTS: Mapping[str, float] = MappingProxyType(
    {
        "target": 1.0,
        "budget": 0.9,
        "headcount": 0.7,
        "total": 0.6,
        "ratio": 0.6,
        "milestone": 0.5,
        "rule": 0.5,
        "appraisal": 0.5,
        "duty": 0.4,
        "role": 0.3,
        "context": 0.15,
    }
)
"""How much a plan rests on a number of each kind."""

DOUBTS: Mapping[Severity, float] = MappingProxyType({Severity.ERROR: 0.6, Severity.WARNING: 0.35, Severity.QUESTION: 0.15})
"""What a finding adds to the doubt about each number that it names."""

NO_NAME, NO_PERIOD, SUSPECT, LEAST = 0.2, 0.1, 0.4, 0.05


@lru_cache(maxsize=4)
def queue(seen: Look) -> tuple[Number, ...]:
    """The statements, the most pressing first; what is settled comes after what is open, in the same order."""
    doubted = _doubted(seen)
    largest = _largest(seen.used)
    rank = {one.key: impact(one, largest) * uncertainty(one, doubted.get(one.key, 0.0)) for one in seen.used}
    return tuple(sorted(seen.used, key=lambda one: (not is_open(one), -rank[one.key], one.start)))


def is_open(one: Number) -> bool:
    """True for a number that somebody still has to look at."""
    return one.status in {"open", "changed"} or one.beaten is not None


def impact(one: Number, largest: Mapping[str, float]) -> float:
    """From 0 to 1: the weight of its kind, by its size among numbers of its unit (as orders of magnitude)."""
    weight = WEIGHTS.get(one.now.kind, 0.3) if isinstance(one.now, Statement) else 0.1
    size = _size(one)
    most = largest.get(one.now.mention.unit, 0.0)
    return weight * (0.5 + 0.5 * size / most) if most else weight * 0.75


def uncertainty(one: Number, doubt: float) -> float:
    """From 0.05 on: how unsure the reader was, what it could not link, what the rules say."""
    if not isinstance(one.now, Statement):
        return LEAST
    links = one.now.links
    missing = (0.0 if links.what else NO_NAME) + (0.0 if links.period else NO_PERIOD)
    return LEAST + (1 - one.now.confidence) + missing + (SUSPECT if one.now.mention.doubt else 0.0) + doubt


def _size(one: Number) -> float:
    value = one.now.mention.value
    amount = max((abs(end) for end in (value.low, value.high) if end is not None), default=None) if value else None
    return math.log10(1 + float(amount)) if amount else 0.0


def _largest(numbers: Iterable[Number]) -> Mapping[str, float]:
    found: dict[str, float] = {}
    for one in numbers:
        unit = one.now.mention.unit
        found[unit] = max(found.get(unit, 0.0), _size(one))
    return found


def _doubted(seen: Look) -> Mapping[str, float]:
    """Key -> the heaviest doubt that a standing finding casts on it."""
    starts = {one.start: one.key for one in seen.numbers}
    found: dict[str, float] = {}
    for one in seen.found:
        for place in one.at if one.waiver is None else ():
            key = starts.get(place.start)
            if key:
                found[key] = max(found.get(key, 0.0), DOUBTS[one.finding.severity])
    return found
