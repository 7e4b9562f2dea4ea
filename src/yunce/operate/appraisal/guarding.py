# SPDX-License-Identifier: Apache-2.0
"""What the law keeps: the lowest wage of the place, the fifth that a deduction may take. Source: docs/method/appraisal.md, 7."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from yunce.engine import appraise
from yunce.operate.appraisal.paying import Paid
from yunce.operate.appraisal.people import Person
from yunce.plan.document import Plan
from yunce.plan.parts.money import Wage
from yunce.values.money import fen, yuan
from yunce.values.period import Period
from yunce.values.problem import Problem, Severity

UNTOLD = "所在城市（单位未写 city）"


@dataclass(frozen=True, slots=True)
class Guarded:
    """What is deducted from each person's wage and what remains [fen]; -1 is unknown."""

    deductions: tuple[int, ...]
    totals: tuple[int, ...]
    problems: tuple[Problem, ...]


def guard(people: Sequence[Person], paid: Paid, commissions: Sequence[int], plan: Plan, period: Period) -> Guarded:
    """Deductions as far as they are lawful, totals, and whoever falls under the lowest wage.

    A lowest wage that nobody entered is told once for each place, and never assumed.
    """
    cities = _cities(plan)
    wages, asked = _wages(people, paid, commissions), np.array([person.deduction for person in people], dtype=np.int64)
    places = [person.city or cities.get(person.unit, "") for person in people]
    known = {place: _lowest(plan.wages, place, period) for place in set(places)}
    least = {place: -1 if low is None else low for place, low in known.items()}
    lowest = np.array([least[place] for place in places], dtype=np.int64)
    problems: list[Problem] = []
    if (wages >= 0).any():
        blank = sorted(place for place, low in known.items() if low is None)
        problems += [
            Problem.of("appraisal.lowest_wage_missing", "wages", Severity.WARNING, city=city or UNTOLD, period=period) for city in blank
        ]
    allowed = np.zeros_like(asked)
    for i in np.flatnonzero(asked).tolist():
        allowed[i] = _allowed(int(asked[i]), int(wages[i]), known[places[i]])
    totals = np.where(wages >= 0, wages - allowed, -1)
    limited = (allowed >= 0) & (allowed < asked)
    short = (totals >= 0) & (totals < lowest) & np.isnan(paid.days)
    for i in np.flatnonzero(limited | short).tolist():
        own, asks, gives, total, low = people[i].id, *(yuan(int(amounts[i])) for amounts in (asked, allowed, totals, lowest))
        problems += [Problem.of("appraisal.deduction_limited", own, asked=asks, allowed=gives)] if limited[i] else []
        problems += [Problem.of("appraisal.below_lowest_wage", own, total=total, lowest=low)] if short[i] else []
    return Guarded(tuple(allowed.tolist()), tuple(totals.tolist()), tuple(problems))


def _allowed(asked: int, wage: int, lowest: int | None) -> int:
    """How much of a deduction is lawful [fen]; -1 while the month's wage is unknown."""
    if not asked:
        return 0
    return -1 if wage < 0 else appraise.deductible(wage, asked, lowest)


def _wages(people: Sequence[Person], paid: Paid, commissions: Sequence[int]) -> NDArray[np.int64]:
    """Each one's wage of the month [fen]; -1 where a part of it is unknown."""
    fixed = np.array([-1 if person.fixed is None else person.fixed for person in people], dtype=np.int64)
    brought = np.array(commissions, dtype=np.int64)
    return np.where((fixed < 0) | (paid.paid < 0) | (brought < 0), -1, fixed + paid.paid + brought)


def _cities(plan: Plan) -> Mapping[str, str]:
    """Where each unit is: its own attribute `city` (or 城市), else that of the unit above."""
    units = {unit.id: unit for unit in plan.units}
    found = {}
    for unit in plan.units:
        chain, at = set(), unit.id
        while at in units and at not in chain:
            chain.add(at)
            own = units[at].attributes
            city = own.get("city") or own.get("城市")
            if city:
                found[unit.id] = city
                break
            at = units[at].parent
    return found


def _lowest(wages: Sequence[Wage], city: str, period: Period) -> int | None:
    """The lowest monthly wage of a place at a period's first day [fen]."""
    fits = [w for w in wages if w.monthly is not None and w.city in {city, ""} and (w.start is None or w.start.first <= period.first)]
    latest = max(fits, key=lambda w: (bool(w.city), w.start.first.toordinal() if w.start else 0), default=None)
    return fen(latest.monthly.amount) if latest is not None and latest.monthly is not None else None
