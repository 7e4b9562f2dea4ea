# SPDX-License-Identifier: Apache-2.0
"""Which numbers have turned: targets that stood well and stand badly now, or the other way round. Source: docs/method/pace.md, turned."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from yunce.operate.results import TargetStatus

Judgement = Literal["good", "bad", "unknown"]


@dataclass(frozen=True, slots=True)
class Turn:
    """A target whose judgement is another than before."""

    before: TargetStatus
    now: TargetStatus
    judgement: Judgement


def judgement_of(target: TargetStatus) -> Judgement:
    """How a target stands: a sum against the part that is due by today, a range by its bounds, all else by its gap to the goal."""
    if target.actual is None or target.state == "not_started":
        return "unknown"
    if target.value is None:
        return _inside(target, target.actual)
    if target.kind == "sum":
        if target.attainment is None or target.time_progress is None or target.better == "inside":
            return "unknown"
        ahead = target.attainment - target.time_progress
    else:
        if target.better == "inside":
            return "unknown"
        ahead = target.actual - target.value
    return "good" if (ahead <= 0 if target.better == "lower" else ahead >= 0) else "bad"


def _inside(target: TargetStatus, actual: Decimal) -> Judgement:
    if target.low is None and target.high is None:
        return "unknown"
    below, above = target.low is not None and actual < target.low, target.high is not None and actual > target.high
    return "bad" if below or above else "good"


def turned(before: Iterable[TargetStatus], now: Iterable[TargetStatus]) -> tuple[Turn, ...]:
    """The targets that turned from well to badly or back, the bad ones first; what was or is unknown has not turned."""
    known = {target.id: target for target in before}
    found = []
    for target in now:
        old = known.get(target.id)
        judged = judgement_of(target)
        if old is not None and {judged, judgement_of(old)} == {"good", "bad"}:
            found.append(Turn(old, target, judged))
    return tuple(sorted(found, key=lambda turn: turn.judgement != "bad"))
