# SPDX-License-Identifier: Apache-2.0
"""How a lot is inspected: the plan of the standard, how likely it accepts which quality, what a series of lots leads to."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from math import isnan
from typing import cast, get_args

from yunce.engine.sample.curves import accepted, accepted_per_hundred, quality_at
from yunce.engine.sample.letters import Level
from yunce.engine.sample.plans import Plan, Severity, sampling_plan
from yunce.engine.sample.switching import Lot, Scheme, State, after_lots
from yunce.values.problem import Problem, YunceError

SEVERITIES: tuple[Severity, ...] = get_args(Severity)
ITEMS_UP_TO = Decimal(10)
"""An AQL above counts nonconformities a hundred items, not nonconforming items."""
PLACES = Decimal("0.0001")


_LEVELS: dict[str, Level] = {"1": "I", "2": "II", "3": "III", "S1": "S-1", "S2": "S-2", "S3": "S-3", "S4": "S-4"}
_SEVERITIES: dict[str, Severity] = {"正常": "normal", "加严": "tightened", "放宽": "reduced"}


def level_of(text: str) -> Level:
    """The inspection level that a text means: `ii`, `Ⅱ`, `2`, `S1`, 一般水平II; any other text stays as it is."""
    plain = unicodedata.normalize("NFKC", text).upper().replace(" ", "").replace("–", "-")
    for word in ("一般", "特殊", "检验", "水平"):
        plain = plain.replace(word, "")
    return _LEVELS.get(plain) or cast("Level", plain)


def severity_of(text: str) -> str:
    """The severity that a text means: `normal`, 正常, 正常检验."""
    plain = text.strip().lower()
    return _SEVERITIES.get(plain.removesuffix("检验"), plain)


@dataclass(frozen=True, slots=True)
class Sampling:
    """A plan for a lot, with what it promises: chance of acceptance at the AQL [1], qualities [%] accepted 95 and 10 times of 100."""

    lot: int
    aql: Decimal
    level: Level
    severity: Severity
    plan: Plan
    at_aql: Decimal
    producer: Decimal | None
    consumer: Decimal | None


def sampling(lot: int, aql: Decimal, level: str = "II", severity: str = "normal") -> Sampling:
    """How a lot is to be inspected. Raises `SampleError` for what the tables do not have, `YunceError` for an unknown severity."""
    graded, grade = level_of(level), severity_of(severity)
    if grade not in SEVERITIES:
        raise YunceError(Problem.of("sample.severity_unknown", "--state", wanted=severity, known="、".join(SEVERITIES)))
    plan = sampling_plan(lot, aql, graded, grade)
    if aql > ITEMS_UP_TO:
        return Sampling(
            lot, aql, graded, grade, plan, _rounded(accepted_per_hundred(plan.size, plan.accept, float(aql)).item()), None, None
        )
    points = quality_at(plan.size, plan.accept, [0.95, 0.10]) * 100
    at_aql = _rounded(accepted(plan.size, plan.accept, float(aql) / 100).item())
    producer, consumer = (None if isnan(p) else _rounded(p) for p in points.tolist())
    return Sampling(lot, aql, graded, grade, plan, at_aql, producer, consumer)


def series(aql: Decimal, level: str, lots: Iterable[tuple[int, int]]) -> State:
    """Where a series of lots (size, nonconforming items found) leads: the inspection of the next one."""
    told = tuple(lots)
    beyond = [f"{size}:{found}" for size, found in told if found > size and aql <= ITEMS_UP_TO]
    if beyond:
        raise YunceError(Problem.of("sample.more_found_than_made", "--lot", lots="、".join(beyond)))
    return after_lots((Lot(size, found, approved=True) for size, found in told), Scheme(aql, level_of(level)))


def _rounded(value: float) -> Decimal:
    return Decimal(value).quantize(PLACES)
