# SPDX-License-Identifier: Apache-2.0
"""Appraisal and money between units: scorecards, allocations, transfers; and the customers' tiers and the items sold."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from pydantic import Field

from yunce.plan.fields import (
    Amount,
    Count,
    Due,
    Formula,
    Id,
    Lapse,
    MetricRef,
    Part,
    Rhythm,
    RoleRef,
    ScorecardRef,
    Text,
    UnitRef,
    Value,
    When,
    choice,
)
from yunce.plan.parts.common import Element, Named
from yunce.plan.parts.rules import Action


class Item(Named):
    """A thing sold: its role, the least price as a share of the list price, when its season ends."""

    sku: Text = ""
    role: Text = ""
    category: Text = ""
    price: Amount = None
    cost: Amount = None
    price_floor: Amount = None
    season_end: When = None
    min_stock: Amount = None
    lead_time: Lapse = None
    attributes: Mapping[str, Text] = Field(default_factory=dict)


class Tier(Named):
    """A level of customers."""

    when: Formula = ""
    points: Text = ""
    benefits: tuple[Text, ...] = ()


class Step(Part):
    """From this value on, so much of the full score."""

    start: Amount = Field(alias="from")
    score: Amount = None


class ScoreItem(Element):
    """One line of a scorecard: what is measured, its weight, how the value becomes a score, where it comes from, who confirms it.

    How: `full` and `zero` a line, `steps` a staircase, `deduct` so many points a unit, `due` a milestone, `score` a formula, else
    `target` (a range is met inside). `smaller` decides what smaller-is-better means: `2 - a/t` or `t/a`. A bonus or deduction counts
    `points` a unit.
    """

    id: Id = ""
    kind: Annotated[Text, choice("score", "bonus", "deduction", "veto")] = ""
    metric: MetricRef = ""
    work: Annotated[Text, choice("completion", "on_time", "late", "closure", "open")] = ""
    whose: Annotated[Text, choice("person", "unit", "company")] = ""
    weight: Amount = None
    better: Annotated[Text, choice("higher", "lower")] = ""
    smaller: Annotated[Text, choice("difference", "inverse")] = ""
    steps: tuple[Step, ...] = ()
    deduct: Amount = None
    free: Amount = None
    points: Amount = None
    due: When = None
    missing: Annotated[Text, choice("hold", "reweight")] = ""
    data: Text = ""
    confirmer: RoleRef = ""
    target: Value = None
    full: Amount = None
    zero: Amount = None
    score: Formula = ""
    floor: Amount = None
    cap: Amount = None
    veto: Formula = ""


class Grade(Part):
    """A band of scores [from, next) and its coefficient of pay."""

    name: Text
    start: Amount = Field(alias="from")
    pay: Amount = None
    share: Amount = None
    note: Text = ""


class Pool(Part):
    """The limit on the sum of performance pay, the other cards that pay out of it, and what happens above it."""

    limit: Text = "base"
    shared: tuple[ScorecardRef, ...] = Field(default=(), alias="with")
    within: Text = "unit"
    on_excess: Annotated[Text, choice("scale", "stop", "none")] = "stop"


class Follow(Part):
    """What follows from results over several periods."""

    when: Formula
    then: Action
    due: Due = None


class Approval(Part):
    """Who signs by when."""

    by: RoleRef
    until: Rhythm = None


class Link(Part):
    """How another card's result counts: its coefficient multiplies, or its score takes part of the weight."""

    card: ScorecardRef
    by: Annotated[Text, choice("coefficient", "score")] = "coefficient"
    weight: Amount = None


class Scorecard(Named):
    """How people in a role are appraised; a card for no role appraises its unit, `each: unit` every unit (below its own) by itself.

    Scores stand as they are unless `decimals` rounds them.
    """

    roles: tuple[RoleRef, ...] = Field(default=(), alias="for")
    unit: UnitRef = ""
    each: Annotated[Text, choice("person", "unit")] = ""
    period: Annotated[Text, choice("week", "month", "quarter", "half_year", "year")] = "month"
    missing: Annotated[Text, choice("hold", "reweight")] = ""
    decimals: Count = None
    pay_by: Annotated[Text, choice("grade", "score")] = ""
    group: Annotated[Text, choice("card", "unit", "role")] = ""
    link: tuple[Link, ...] = ()
    items: tuple[ScoreItem, ...] = ()
    grades: tuple[Grade, ...] = ()
    quota: tuple[Formula, ...] = ()
    pool: Pool | None = None
    follow: tuple[Follow, ...] = ()
    approve: tuple[Approval, ...] = ()


class CostPool(Part):
    """The costs to allocate: those of an account in a unit."""

    unit: UnitRef = ""
    account: Text = ""


class Allocation(Named):
    """How shared costs reach the units that cause them."""

    pool: CostPool | None = None
    to: tuple[UnitRef, ...] = ()
    driver: Text = ""
    shares: Mapping[UnitRef, Amount] = Field(default_factory=dict)
    method: Annotated[Text, choice("direct", "step_down", "reciprocal")] = "direct"
    period: When = None


class Transfer(Named):
    """An internal price between two units."""

    seller: UnitRef = Field(alias="from")
    buyer: UnitRef = Field(alias="to")
    price: Amount = None
    of: MetricRef = ""
    period: When = None
