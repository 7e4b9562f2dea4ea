# SPDX-License-Identifier: Apache-2.0
"""What costs are held to: the part of revenue that they may take."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from yunce.operate.profit.drivers import Drivers
from yunce.operate.profit.entries import Chart
from yunce.operate.profit.results import GuardLine, Standing, Statement
from yunce.plan.document import Plan
from yunce.plan.parts.money import Account
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
            low, high = bounds_of(account.rate)
            ratio = (amount / of).quantize(SIX, ROUND_HALF_UP)
            state = standing_of(ratio, low, high)
            yield GuardLine(statement.month, statement.centre, account.label, amount, of, ratio, low, high, state)


def ratio_targets(plan: Plan, chart: Chart, statements: Iterable[Statement], drivers: Drivers) -> Iterator[GuardLine]:
    """The plan's ratio goals on metrics of the ledger, for the unit's months that they are for."""
    measured = {m.id: accounts for m in plan.metrics if (accounts := _accounts_of(m.measure, m.where, chart))}
    for target in plan.targets:
        if not target.ratio_of or target.metric not in measured or target.period is None:
            continue
        low, high = bounds_of(target.value)
        for statement in statements:
            if statement.centre != target.unit or not f"{target.period.first:%Y-%m}" <= statement.month <= f"{target.period.last:%Y-%m}":
                continue
            amount = sum((line.amount for line in statement.accounts if line.account in measured[target.metric]), Decimal(0))
            of = drivers.quantity(target.ratio_of, target.unit, statement.month) or statement.revenue or None
            ratio = None if not of else (amount / of).quantize(SIX, ROUND_HALF_UP)
            yield GuardLine(
                statement.month, statement.centre, target.label, amount, of, ratio, low, high, standing_of(ratio, low, high)
            )  # fmt: skip


def _accounts_of(measure: str, where: str, chart: Chart) -> frozenset[str]:
    """The accounts that a metric of the ledger adds up, where its filter is on the account alone."""
    if measure.replace(" ", "") != "sum(ledger.amount)" or "account" not in where:
        return frozenset()
    quoted = where.replace('"', "'").split("'")[1::2]
    return frozenset(chart.accounts[word].id if word in chart.accounts else word for word in quoted)


def bounds_of(value: Quantity | Range | None) -> Bounds:
    """The bounds of a rate: a single one is the most."""
    if isinstance(value, Range):
        return value.low, value.high
    return (None, None) if value is None else (None, value.amount)


def standing_of(ratio: Decimal | None, low: Decimal | None, high: Decimal | None) -> Standing:
    """How a ratio stands to its bounds; unknown without one."""
    if ratio is None:
        return "unknown"
    return "over" if high is not None and ratio > high else "under" if low is not None and ratio < low else "within"


def standard_margin(accounts: Sequence[Account]) -> Bounds:
    """What the rates of cost accounts leave of revenue, at worst and at best; unknown unless each has a rate with both ends."""
    costs = [account.rate for account in accounts if account.kind != "revenue"]
    ends = [(rate.amount, rate.amount) if isinstance(rate, Quantity) else (rate.low, rate.high) for rate in costs if rate is not None]
    known = [(low, high) for low, high in ends if low is not None and high is not None]
    if not costs or len(known) != len(costs):
        return None, None
    least, most = (sum(side, Decimal(0)) for side in zip(*known, strict=True))
    return 1 - most, 1 - least
