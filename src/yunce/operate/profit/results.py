# SPDX-License-Identifier: Apache-2.0
"""What the accounts of centres give: statements by month and centre, where shared costs went, what is held to what.

Money in yuan as exact `Decimal`; `None` is unknown, never zero.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from yunce.values.problem import Problem

Kind = Literal["revenue", "variable", "tax", "direct", "shared"]
Standing = Literal["within", "warn", "over", "under", "unknown"]


@dataclass(frozen=True, slots=True)
class AccountLine:
    """One account of a centre [CNY], positive as it is booked."""

    account: str
    name: str
    kind: Kind
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Statement:
    """A centre's month (or the whole period) [CNY]. Costs are positive; levels are what is left after them."""

    month: str
    centre: str
    name: str
    revenue: Decimal
    internal_revenue: Decimal
    variable: Decimal
    internal_cost: Decimal
    margin: Decimal
    direct: Decimal
    contribution: Decimal
    shared: Decimal
    given: Decimal
    received: Decimal
    profit: Decimal
    hours: Decimal | None
    profit_per_hour: Decimal | None
    accounts: tuple[AccountLine, ...]


@dataclass(frozen=True, slots=True)
class Share:
    """What one centre gets of a pool: its quantity of the driver, its part, the amount."""

    centre: str
    quantity: Decimal | None
    share: Decimal | None
    amount: Decimal


@dataclass(frozen=True, slots=True)
class PoolFlow:
    """One pool in one month: its own cost, what the other pools charge it on top, where it ended, what nobody gets."""

    month: str
    allocation: str
    title: str
    unit: str
    account: str
    method: str
    driver: str
    cost: Decimal
    charged: Decimal
    shares: tuple[Share, ...]
    unallocated: Decimal


@dataclass(frozen=True, slots=True)
class TransferLine:
    """What one unit pays another by internal price; `amount` is `None` where the quantity was not reported."""

    month: str
    transfer: str
    seller: str
    buyer: str
    quantity: Decimal | None
    price: Decimal
    amount: Decimal | None


@dataclass(frozen=True, slots=True)
class GuardLine:
    """A cost against the part of revenue that it may take."""

    month: str
    centre: str
    name: str
    amount: Decimal | None
    of: Decimal | None
    ratio: Decimal | None
    low: Decimal | None
    high: Decimal | None
    state: Standing


@dataclass(frozen=True, slots=True)
class BudgetState:
    """A budget line: what there is, what is booked and committed, what is left."""

    budget: str
    title: str
    unit: str
    account: str
    amount: Decimal
    spent: Decimal
    committed: Decimal
    left: Decimal
    used: Decimal | None
    state: Literal["within", "warn", "stop"]


@dataclass(frozen=True, slots=True)
class HeadsLine:
    """The posts that a month's value of a metric calls for, their pay, and its part of the metric."""

    month: str
    headcount: str
    unit: str
    basis: Literal["actual", "target", "revenue"]
    measured: str
    """The unit that the value is of: the posts' own, else the nearest above it that has one."""
    value: Decimal
    tier: Decimal
    roles: tuple[tuple[str, Decimal], ...]
    cost: Decimal | None
    ratio: Decimal | None
    low: Decimal | None
    high: Decimal | None
    state: Standing


@dataclass(frozen=True, slots=True)
class Profit:
    """The statements of a period: by month and centre, the company, and the whole period where it has several months."""

    plan: str
    fingerprint: str
    title: str
    period: str
    centre: str
    statements: tuple[Statement, ...]
    company: tuple[Statement, ...]
    pools: tuple[PoolFlow, ...]
    transfers: tuple[TransferLine, ...]
    guards: tuple[GuardLine, ...]
    budgets: tuple[BudgetState, ...]
    year: str
    """The plan's year around the period; empty where the period is the whole of it."""
    year_budgets: tuple[BudgetState, ...]
    """The same budget lines over that year, with all that is booked and committed in it."""
    headcount: tuple[HeadsLine, ...]
    standard_margin: tuple[Decimal | None, Decimal | None]
    """1 less the sum of the rates of cost accounts, at worst and at best, where every cost account has one."""
    difference: Decimal
    """The centres' profit less the company's [CNY]: zero, or something is wrong."""
    problems: tuple[Problem, ...]
