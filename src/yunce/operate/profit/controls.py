# SPDX-License-Identifier: Apache-2.0
"""What costs are held to: their part of revenue, and the posts that revenue pays for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from yunce.operate.profit.drivers import Drivers
from yunce.operate.profit.entries import Chart
from yunce.operate.profit.results import GuardLine, HeadsLine, Standing, Statement
from yunce.plan.document import Plan
from yunce.plan.parts.money import Account
from yunce.plan.parts.organisation import Headcount, HeadcountTier, Role
from yunce.values.money import yuan
from yunce.values.quantity import Quantity, Range

SIX = Decimal("0.000001")
Bounds = tuple[Decimal | None, Decimal | None]
Basis = Literal["actual", "target", "revenue"]


def guards_of(statements: Iterable[Statement], accounts: Iterable[Account]) -> Iterator[GuardLine]:
    """Each cost account with a rate against the revenue of every centre that earned some; of one that only serves others, theirs.

    A centre where nothing was booked on an account is not held to its rate: nobody reported a zero.
    """
    rated = [account for account in accounts if account.rate is not None and account.kind != "revenue"]
    for statement in statements:
        of = statement.revenue or (statement.internal_revenue if statement.centre else Decimal(0))
        if of <= 0:
            continue
        booked = {line.account for line in statement.accounts}
        for account in rated if not statement.centre else [a for a in rated if a.id in booked]:
            amount = sum((line.amount for line in statement.accounts if line.account == account.id), Decimal(0))
            low, high = _bounds(account.rate)
            ratio = (amount / of).quantize(SIX, ROUND_HALF_UP)
            state = _standing(ratio, low, high)
            yield GuardLine(statement.month, statement.centre, account.label, amount, of, ratio, low, high, state)


def ratio_targets(plan: Plan, chart: Chart, statements: Iterable[Statement], drivers: Drivers) -> Iterator[GuardLine]:
    """The plan's ratio goals on metrics of the ledger, for the unit's months that they are for."""
    measured = {m.id: accounts for m in plan.metrics if (accounts := _accounts_of(m.measure, m.where, chart))}
    for target in plan.targets:
        if not target.ratio_of or target.metric not in measured or target.period is None:
            continue
        low, high = _bounds(target.value)
        for statement in statements:
            if statement.centre != target.unit or not f"{target.period.first:%Y-%m}" <= statement.month <= f"{target.period.last:%Y-%m}":
                continue
            amount = sum((line.amount for line in statement.accounts if line.account in measured[target.metric]), Decimal(0))
            of = drivers.quantity(target.ratio_of, target.unit, statement.month) or statement.revenue or None
            ratio = None if not of else (amount / of).quantize(SIX, ROUND_HALF_UP)
            yield GuardLine(
                statement.month, statement.centre, target.label, amount, of, ratio, low, high, _standing(ratio, low, high)
            )  # fmt: skip


def _accounts_of(measure: str, where: str, chart: Chart) -> frozenset[str]:
    """The accounts that a metric of the ledger adds up, where its filter is on the account alone."""
    if measure.replace(" ", "") != "sum(ledger.amount)" or "account" not in where:
        return frozenset()
    quoted = where.replace('"', "'").split("'")[1::2]
    return frozenset(chart.accounts[word].id if word in chart.accounts else word for word in quoted)


def _bounds(value: Quantity | Range | None) -> Bounds:
    """The bounds of a rate: a single one is the most."""
    if isinstance(value, Range):
        return value.low, value.high
    return (None, None) if value is None else (None, value.amount)


def _standing(ratio: Decimal | None, low: Decimal | None, high: Decimal | None) -> Standing:
    if ratio is None:
        return "unknown"
    return "over" if high is not None and ratio > high else "under" if low is not None and ratio < low else "within"


def heads_of(plan: Plan, revenue: Mapping[tuple[str, str], int], drivers: Drivers, months: Sequence[str]) -> Iterator[HeadsLine]:
    """The posts that each month's value of a metric calls for: the actual, else the plan's target, else the centre's revenue."""
    roles = {role.id: role for role in plan.roles}
    for element in plan.headcount:
        for month in months:
            basis, value = _basis(element, month, drivers, revenue)
            tier = _tier(element, value) if value is not None else None
            if value is not None and tier is not None:
                yield _heads(element, tier, (month, basis, value), roles)


def _basis(element: Headcount, month: str, drivers: Drivers, revenue: Mapping[tuple[str, str], int]) -> tuple[Basis, Decimal | None]:
    actual = drivers.quantity(element.by, element.unit, month)
    if actual is not None:
        return "actual", actual
    lookup = drivers.lookups.get(month)
    target = lookup.target(element.by, element.unit) if lookup is not None else None
    if target is not None:
        return "target", target
    return "revenue", yuan(revenue[month, element.unit]) if (month, element.unit) in revenue else None


def _tier(element: Headcount, value: Decimal) -> HeadcountTier | None:
    """The highest tier that a value reaches."""
    reached = [tier for tier in element.tiers if tier.start is not None and tier.start.amount <= value]
    return max(reached, key=lambda tier: tier.start.amount if tier.start is not None else Decimal(0), default=None)


def _heads(element: Headcount, tier: HeadcountTier, at: tuple[str, Basis, Decimal], roles: Mapping[str, Role]) -> HeadsLine:
    month, basis, value = at
    heads = tuple((role, amount.amount if amount is not None else Decimal(0)) for role, amount in tier.roles.items())
    pays = [(count, _pay(roles.get(role))) for role, count in heads if count]
    cost = None if any(pay is None for _, pay in pays) else sum((count * pay for count, pay in pays if pay is not None), Decimal(0))
    low, high = _bounds(tier.cost or element.cost)
    ratio = (cost / value).quantize(SIX, ROUND_HALF_UP) if cost is not None and value else None
    start = tier.start.amount if tier.start is not None else Decimal(0)
    return HeadsLine(
        month, element.id, element.unit, basis, value, start, heads, cost, ratio, low, high, _standing(ratio, low, high)
    )  # fmt: skip


def _pay(role: Role | None) -> Decimal | None:
    """What the plan pays one person in a post a month [CNY]; unknown where it says nothing of it."""
    if role is None or role.pay is None:
        return None
    parts = (role.pay.fixed, role.pay.variable, role.pay.allowance)
    return sum((part.amount for part in parts if part is not None), Decimal(0))


def standard_margin(accounts: Sequence[Account]) -> Bounds:
    """What the rates of cost accounts leave of revenue, at worst and at best; unknown unless each has a rate with both ends."""
    costs = [account.rate for account in accounts if account.kind != "revenue"]
    ends = [(rate.amount, rate.amount) if isinstance(rate, Quantity) else (rate.low, rate.high) for rate in costs if rate is not None]
    known = [(low, high) for low, high in ends if low is not None and high is not None]
    if not costs or len(known) != len(costs):
        return None, None
    least, most = (sum(side, Decimal(0)) for side in zip(*known, strict=True))
    return 1 - most, 1 - least
