# SPDX-License-Identifier: Apache-2.0
"""编制 by tiers of a metric: people, what they cost, and whether that stays within the share that the plan allows."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from yunce.operate.staffing.results import HeadcountTier
from yunce.plan.document import Plan
from yunce.plan.parts.organisation import Headcount, Pay
from yunce.plan.parts.organisation import HeadcountTier as Written
from yunce.values.quantity import Quantity, Range

FOUR = Decimal("0.0001")
_MONTHS = {"month": Decimal(1), "quarter": Decimal(3), "half_year": Decimal(6), "year": Decimal(12)}


def tiers_of(plan: Plan) -> tuple[HeadcountTier, ...]:
    """Every tier of every 编制 of a plan, in its order. Cost is what the tier states, else people times their monthly pay."""
    return tuple(tier for one in plan.headcount for tier in _tiers(plan, one))


def _tiers(plan: Plan, one: Headcount) -> Iterator[HeadcountTier]:
    pays = {role.id: monthly_pay(role.pay) for role in plan.roles}
    for tier in one.tiers:
        start = tier.start.amount if tier.start is not None else None
        stated = [count.amount for count in tier.roles.values() if count is not None]
        people = sum(stated, Decimal(0)) if stated else None
        cost = _cost(tier, pays, _MONTHS.get(one.per))
        share = cost / start if cost is not None and start and one.cost is not None and one.of in ("", one.by) else None
        low, high = _bounds(one.cost)
        least, most = (None if end is None or start is None else end * start for end in (low, high))
        over = cost - most if cost is not None and most is not None and cost > most else None
        under = least - cost if cost is not None and least is not None and cost < least else None
        yield HeadcountTier(
            one.id, one.unit, one.by, start, people, cost, share.quantize(FOUR) if share is not None else None, least, most, over, under
        )


def monthly_pay(pay: Pay | None) -> Decimal | None:
    """What one person is paid a month [CNY]; `None` where nothing of it is stated."""
    stated = [] if pay is None else [part.amount for part in (pay.fixed, pay.variable, pay.commission, pay.allowance) if part is not None]
    return sum(stated, Decimal(0)) if stated else None


def _cost(tier: Written, pays: dict[str, Decimal | None], months: Decimal | None) -> Decimal | None:
    """What a tier costs in its period; unknown where the pay of somebody in it is."""
    if isinstance(tier.cost, Quantity):
        return tier.cost.amount
    total = Decimal(0)
    for role, count in tier.roles.items():
        pay = pays.get(role)
        if count is None or months is None or (pay is None and count.amount):
            return None
        total += count.amount * (pay or 0) * months
    return total


def _bounds(value: Quantity | Range | None) -> tuple[Decimal | None, Decimal | None]:
    """The share that staff may cost [1]: a range's ends, a single share as the most."""
    if isinstance(value, Range):
        return value.low, value.high
    return None, value.amount if value is not None else None
