# SPDX-License-Identifier: Apache-2.0
"""From coefficients to pay: bases for the days worked, pools that hold within their unit, quotas of grades."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray

from yunce.engine import appraise
from yunce.operate.appraisal.naming import Names, answer
from yunce.operate.appraisal.people import Person
from yunce.operate.appraisal.pooling import Shared, groups_of, paid_out
from yunce.operate.appraisal.results import Member, PoolResult, QuotaResult
from yunce.operate.appraisal.scoring import Scored
from yunce.plan.checks.scopes import quota_scope
from yunce.plan.expressions.answers import Single, latest
from yunce.values.period import Period
from yunce.values.problem import Problem, Severity

Ints = NDArray[np.int64]
WEEKEND = 5


@dataclass(frozen=True, slots=True)
class Paid:
    """What people of a card earn and are paid [fen]; -1 is unknown. `days` are those that shorten a base, NaN the whole month."""

    bases: Ints
    days: NDArray[np.float64]
    earned: Ints
    paid: Ints
    pools: tuple[PoolResult, ...]
    quotas: tuple[QuotaResult, ...]
    problems: tuple[Problem, ...]


def pay_people(scored: Scored, period: Period, pool: tuple[Shared, Sequence[Member]], signed_by: str) -> Paid:
    """Pay of everybody whose coefficient and base are known, out of a pool that others may share; cut only where somebody signs for it.

    Source: docs/method/appraisal.md, 5.
    """
    people, problems = scored.people, []
    whole_month = (None, None, None)
    days = np.array([np.nan if (p.days, p.first, p.until) == whole_month else _days(p, period) for p in people], dtype=np.float64)
    whole = np.array([-1 if person.base is None else person.base for person in people], dtype=np.int64)
    bases = np.where(whole < 0, -1, appraise.prorated(np.maximum(whole, 0), days)).astype(np.int64)
    missing = [people[i].id for i in np.flatnonzero(bases < 0).tolist()]
    if missing and (scored.card.grades or scored.card.pay_by):
        params = (("count", str(len(missing))), ("names", "、".join(missing[:8])))
        problems.append(Problem("appraisal.base_missing", f"scorecards[{scored.card.id}]", params, Severity.WARNING))
    known = (bases >= 0) & np.isfinite(scored.coefficient)
    earned = np.full(len(people), -1, dtype=np.int64)
    earned[known] = appraise.pay(bases[known], scored.coefficient[known])
    pooled = paid_out(scored, pool[0], (bases, earned), pool[1], signed_by)
    quotas, broken = _quotas(scored, groups_of(people, scored.card.pool) if scored.card.quota else {}, signed_by)
    return Paid(bases, days, earned, pooled.paid, pooled.pools, tuple(quotas), (*problems, *pooled.problems, *broken))


def _days(person: Person, period: Period) -> float:
    """Paid days of somebody who was not there for the whole period: as told, else the weekdays in the post; NaN for the whole."""
    if person.days is not None:
        return float(person.days)
    first = max(person.first, period.first) if person.first else period.first
    until = min(person.until, period.until) if person.until else period.until
    if (first, until) == (period.first, period.until) or period.grain != "month":
        return np.nan
    return float(sum((first + timedelta(days=n)).weekday() < WEEKEND for n in range((until - first).days)))


def _quotas(scored: Scored, groups: Mapping[str, list[int]], signed_by: str) -> tuple[list[QuotaResult], list[Problem]]:
    """Which rules on numbers of grades hold in each unit. Raises `YunceError` for a rule that cannot be read."""
    card, found, problems = scored.card, [], []
    names = [grade.name for grade in card.grades]
    for unit, inside in groups.items():
        given = scored.grade[inside]
        counts: dict[str, Single] = {name: Decimal(int((given == i).sum())) for i, name in enumerate(names)}
        held = bool(np.isnan(scored.score[inside]).any())
        for i, formula in enumerate(card.quota):
            path = f"scorecards[{card.id}].quota[{i}]"
            result = latest(answer(formula, path, quota_scope(card), Names({"people": Decimal(len(inside))}, counts)))
            holds = None if held or result is None else bool(result)
            found.append(QuotaResult(unit, formula, holds))
            if holds is False:
                severity = Severity.WARNING if signed_by else Severity.ERROR
                problems.append(Problem.of("appraisal.quota_broken", path, severity, unit=unit or card.label, formula=formula))
    return found, problems
