# SPDX-License-Identifier: Apache-2.0
"""编制 by tiers: the posts that a period's value of a metric calls for, their pay, and its part of what pays for them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from itertools import groupby
from typing import Literal

from yunce.operate.profit.budgets import units_below
from yunce.operate.profit.controls import bounds_of, standing_of
from yunce.operate.profit.drivers import ALIASES, Drivers
from yunce.operate.profit.results import HeadsLine
from yunce.operate.staffing.tiers import monthly_pay
from yunce.plan.parts.organisation import Headcount, HeadcountTier
from yunce.plan.resolve import Resolved
from yunce.values.money import yuan
from yunce.values.period import Grain, Period, read_period
from yunce.values.quantity import Quantity

SIX = Decimal("0.000001")
MONTHS: Mapping[str, tuple[Grain, int]] = {
    "month": ("month", 1),
    "quarter": ("quarter", 3),
    "half_year": ("half_year", 6),
    "year": ("year", 12),
}
"""What a tier may be for: its grain, its months."""
Basis = Literal["actual", "target", "revenue"]
Found = tuple[Basis, str, Decimal]
"""Where a value comes from: what it is, whose, how much."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What tiers are looked up in: the plan, quantities, the centres' revenue [fen] by month and unit."""

    resolved: Resolved
    drivers: Drivers
    revenue: Mapping[tuple[str, str], int]

    def above(self, unit: str) -> tuple[str, ...]:
        """A unit and those above it, the nearest first."""
        parents = {u.id: u.parent for u in self.resolved.plan.units}
        found = [unit]
        while parents.get(found[-1]) and parents[found[-1]] not in found:
            found.append(parents[found[-1]])
        return tuple(found)

    def earned(self, unit: str, months: Sequence[str]) -> Decimal | None:
        """The revenue of a unit with those below it; unknown where it has none booked."""
        units = units_below(self.resolved.plan).get(unit, frozenset({unit}))
        booked = [amount for (month, of), amount in self.revenue.items() if month in months and of in units]
        return yuan(sum(booked)) if booked else None

    def is_money(self, metric: str) -> bool:
        """True for revenue and for metrics in yuan: a cost has a part of them."""
        known = self.resolved.metrics.get(metric)
        return metric in ALIASES["revenue"] or (known is not None and known.measured_in == "CNY")

    def value(self, metric: str, unit: str, months: Sequence[str]) -> Found | None:
        """The actual of the unit, else of the nearest one above that has it; else the plan's target; else revenue for money."""
        for own in self.above(unit):
            known = [self.drivers.quantity(metric, own, month) for month in months]
            if all(value is not None for value in known):
                return "actual", own, sum((value for value in known if value is not None), Decimal(0))
        for own in self.above(unit):
            lookups = [self.drivers.lookups.get(month) for month in months]
            goals = [lookup.target(metric, own) if lookup is not None else None for lookup in lookups]
            if all(goal is not None for goal in goals):
                return "target", own, sum((goal for goal in goals if goal is not None), Decimal(0))
        earned = self.earned(unit, months) if self.is_money(metric) else None
        return None if earned is None else ("revenue", unit, earned)


def heads_of(asked: Asked, months: Sequence[str]) -> Iterator[HeadsLine]:
    """The posts that the values of each month (quarter, year, as a head-count plan says) call for, where all its months are asked."""
    for element in asked.resolved.plan.headcount:
        if element.per not in MONTHS:
            continue
        for name, part in _parts(months, *MONTHS[element.per]):
            found = asked.value(element.by, element.unit, part)
            tier = _tier(element, found[2]) if found is not None else None
            if found is not None and tier is not None:
                yield _line(asked, element, tier, (name, part, found))


def _parts(months: Iterable[str], grain: Grain, count: int) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The whole parts of a grain among months, each with its months."""
    days = [found.first for month in months if isinstance(found := read_period(month), Period)]
    for name, own in groupby(days, key=lambda day: Period.key(day, grain)):
        part = tuple(f"{day:%Y-%m}" for day in own)
        if len(part) == count:
            yield name, part


def _tier(element: Headcount, value: Decimal) -> HeadcountTier | None:
    """The highest tier that a value reaches."""
    reached = [tier for tier in element.tiers if tier.start is not None and tier.start.amount <= value]
    return max(reached, key=lambda tier: tier.start.amount if tier.start is not None else Decimal(0), default=None)


def _line(asked: Asked, element: Headcount, tier: HeadcountTier, at: tuple[str, tuple[str, ...], Found]) -> HeadsLine:
    name, part, (basis, unit, value) = at
    cost = _cost(asked, tier, len(part))
    over = element.of or element.by
    whole = asked.value(over, element.unit, part) if asked.is_money(over) else None
    ratio = (cost / whole[2]).quantize(SIX, ROUND_HALF_UP) if cost is not None and whole is not None and whole[2] else None
    low, high = bounds_of(element.cost if isinstance(tier.cost, Quantity) or tier.cost is None else tier.cost)
    heads = tuple((role, amount.amount if amount is not None else Decimal(0)) for role, amount in tier.roles.items())
    start = tier.start.amount if tier.start is not None else Decimal(0)
    state = standing_of(ratio, low, high)
    return HeadsLine(name, element.id, element.unit, basis, unit, value, start, heads, cost, ratio, low, high, state)


def _cost(asked: Asked, tier: HeadcountTier, months: int) -> Decimal | None:
    """What a tier costs: as it is stated, else its people at their pay; unknown where somebody's pay is."""
    if isinstance(tier.cost, Quantity):
        return tier.cost.amount
    pays = {role.id: monthly_pay(role.pay) for role in asked.resolved.plan.roles}
    total = Decimal(0)
    for role, count in tier.roles.items():
        pay = pays.get(role)
        if count is None or (pay is None and count.amount):
            return None
        total += count.amount * (pay or 0) * months
    return total
