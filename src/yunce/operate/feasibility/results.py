# SPDX-License-Identifier: Apache-2.0
"""What a simulation answers: money by month with bands, payback, the chance of each goal, what moves it, what would have to be true."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from yunce.values.problem import Problem


@dataclass(frozen=True, slots=True)
class CashMonth:
    """The running balance at a month's end [CNY]: as the likely values have it, and the points below which so many draws lie."""

    month: str
    likely: Decimal
    p5: Decimal
    p10: Decimal
    p50: Decimal
    p90: Decimal
    p95: Decimal


@dataclass(frozen=True, slots=True)
class Spread:
    """A number as the likely values have it, and its points over the draws; `None` is never, or not within the months."""

    likely: Decimal | None
    p10: Decimal | None
    p50: Decimal | None
    p90: Decimal | None


@dataclass(frozen=True, slots=True)
class Payback:
    """When the money has come back [months from the first]: the spread, P(within so many months), and how many draws never within all."""

    months: Spread
    within: tuple[tuple[int, Decimal], ...]
    never: Decimal


@dataclass(frozen=True, slots=True)
class Settling:
    """A probability after so many draws, with its standard error."""

    draws: int
    probability: Decimal
    error: Decimal


@dataclass(frozen=True, slots=True)
class GoalChance:
    """How probable a goal, a claim or a target is; `likely` whether it holds with the likely values."""

    id: str
    title: str
    kind: Literal["goal", "claim", "target"]
    test: str
    wanted: Decimal | None
    probability: Decimal
    error: Decimal
    likely: bool
    settling: tuple[Settling, ...]


@dataclass(frozen=True, slots=True)
class Tornado:
    """What one driver does to the final balance: its rank correlation, and the balance at the driver's 10 % and 90 % points [CNY]."""

    driver: str
    title: str
    correlation: Decimal
    low: Decimal
    high: Decimal


@dataclass(frozen=True, slots=True)
class MustBe:
    """What a driver would have to be on average for a goal's probability; `None` where no size of it does."""

    goal: str
    wanted: Decimal
    driver: str
    title: str
    mean: Decimal
    needed: Decimal | None


@dataclass(frozen=True, slots=True)
class Feasibility:
    """One simulation of a plan. The same plan, facts, draws and seed give the same numbers."""

    plan: str
    fingerprint: str
    id: str
    title: str
    first: str
    months: int
    draws: int
    seed: int
    invested: Decimal
    deposits: Decimal
    cash: tuple[CashMonth, ...]
    minimum_cash: Spread
    final_cash: Spread
    payback: Payback
    payback_without_deposits: Payback
    payback_without_stock: Payback
    npv: Spread | None
    irr: Decimal | None
    goals: tuple[GoalChance, ...]
    tornado: tuple[Tornado, ...]
    must_be: tuple[MustBe, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Worth:
    """What flows by period are worth: present value (`None` without a rate), internal rate a period, payback, running balance."""

    npv: Decimal | None
    irr: Decimal | None
    payback: int | None
    balance: tuple[Decimal, ...]
