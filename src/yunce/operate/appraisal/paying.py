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
from yunce.operate.appraisal.results import PoolResult, QuotaResult
from yunce.operate.appraisal.scoring import Scored
from yunce.plan.checks.scopes import quota_scope
from yunce.plan.expressions.answers import Single, latest
from yunce.plan.parts.people import Pool
from yunce.values.money import fen, yuan
from yunce.values.period import Period
from yunce.values.problem import Problem, Severity
from yunce.values.quantity import Quantity, read_quantity

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


def pay_people(scored: Scored, period: Period, signed_by: str) -> Paid:
    """Pay of everybody whose coefficient and base are known; a pool that is exceeded is scaled only where somebody signs for it.

    Source: docs/method/appraisal.md, 5; decision 14 (a pool limits the sum of a unit's pay).
    """
    people, problems = scored.people, []
    days = np.array([_days(person, period) for person in people], dtype=np.float64)
    whole = np.array([-1 if person.base is None else person.base for person in people], dtype=np.int64)
    bases = np.where(whole < 0, -1, appraise.prorated(np.maximum(whole, 0), days)).astype(np.int64)
    missing = [person.id for person, base in zip(people, bases, strict=True) if base < 0]
    if missing and (scored.card.grades or scored.card.pay_by):
        params = (("count", str(len(missing))), ("names", "、".join(missing[:8])))
        problems.append(Problem("appraisal.base_missing", f"scorecards[{scored.card.id}]", params, Severity.WARNING))
    known = (bases >= 0) & np.isfinite(scored.coefficient)
    earned = np.full(len(people), -1, dtype=np.int64)
    earned[known] = appraise.pay(bases[known], scored.coefficient[known])
    groups = _groups(people, scored.card.pool)
    paid, pools, more = _pooled(scored, groups, (bases, earned), signed_by)
    quotas, broken = _quotas(scored, groups, signed_by)
    return Paid(bases, days, earned, paid, tuple(pools), tuple(quotas), (*problems, *more, *broken))


def _days(person: Person, period: Period) -> float:
    """Paid days of somebody who was not there for the whole period: as told, else the weekdays in the post; NaN for the whole."""
    if person.days is not None:
        return float(person.days)
    first = max(person.first, period.first) if person.first else period.first
    until = min(person.until, period.until) if person.until else period.until
    if (first, until) == (period.first, period.until) or period.grain != "month":
        return np.nan
    return float(sum((first + timedelta(days=n)).weekday() < WEEKEND for n in range((until - first).days)))


def _groups(people: Sequence[Person], pool: Pool | None) -> Mapping[str, list[int]]:
    """Whose pay comes out of one pool: by unit, by post, or everybody's."""
    within = pool.within if pool else "unit"
    found: dict[str, list[int]] = {}
    for i, person in enumerate(people):
        found.setdefault({"unit": person.unit, "role": person.role}.get(within, ""), []).append(i)
    return found


def _pooled(
    scored: Scored, groups: Mapping[str, list[int]], money: tuple[Ints, Ints], signed_by: str
) -> tuple[Ints, list[PoolResult], list[Problem]]:
    """What is paid out of each pool; nothing where a pool is exceeded and nobody signed."""
    bases, earned = money
    pool, paid = scored.card.pool, earned.copy()
    found: list[PoolResult] = []
    problems: list[Problem] = []
    if pool is None or pool.on_excess == "none":
        return paid, found, problems
    for unit, inside in groups.items():
        known = [i for i in inside if earned[i] >= 0]
        held = appraise.hold(bases[known].tolist(), scored.coefficient[known].tolist(), _limit(pool, bases[known]))
        stopped = held.is_over and not (signed_by and pool.on_excess == "scale")
        paid[known] = -1 if stopped else held.paid
        state = "stopped" if stopped else "scaled" if held.is_over else "within"
        scale = Decimal(repr(round(held.scale, 9)))
        total = None if stopped else yuan(sum(held.paid))
        found.append(PoolResult(unit, yuan(held.wanted), yuan(held.limit), total, scale, state, signed_by if state == "scaled" else ""))  # type: ignore[arg-type]
        if held.is_over:
            problems.append(_over(scored, unit, found[-1]))
    return paid, found, problems


def _limit(pool: Pool, bases: Ints) -> int:
    """What a pool holds [fen]: the sum of the bases, a part of it (`90%`), or an amount."""
    amount = read_quantity(pool.limit) if pool.limit not in {"", "base"} else None
    if not isinstance(amount, Quantity):
        return int(bases.sum())
    return int(int(bases.sum()) * amount.amount) if pool.limit.strip().endswith("%") else fen(amount.amount)


def _over(scored: Scored, unit: str, pool: PoolResult) -> Problem:
    """A pool that is exceeded: an error while nobody has signed, a note once it is scaled."""
    params = (("unit", unit or "-"), ("wanted", str(pool.wanted)), ("limit", str(pool.limit)), ("over", str(pool.wanted - pool.limit)))
    path = f"scorecards[{scored.card.id}].pool"
    if pool.state == "scaled":
        return Problem("appraisal.pool_scaled", path, (*params, ("scale", str(pool.scale)), ("by", pool.signed_by)), Severity.NOTE)
    code = "appraisal.pool_unsigned" if scored.card.pool is not None and scored.card.pool.on_excess == "scale" else "appraisal.pool_over"
    return Problem(code, path, params)


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
