# SPDX-License-Identifier: Apache-2.0
"""Appraisal and money between units: scorecards, allocations, transfers; and the customers' tiers and the items sold."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from pydantic import Field

from yunce.plan.fields import Amount, Due, Formula, Id, Lapse, MetricRef, Part, Rhythm, RoleRef, Text, UnitRef, Value, When, choice
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


class ScoreItem(Element):
    """One line of a scorecard: a metric, its weight, and how its value becomes a score."""

    id: Id = ""
    metric: MetricRef = ""
    weight: Amount = None
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
    note: Text = ""


class Pool(Part):
    """The limit on the sum of performance pay, and what happens above it."""

    limit: Text = "base"
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


class Scorecard(Named):
    """How people in a role are appraised."""

    roles: tuple[RoleRef, ...] = Field(default=(), alias="for")
    unit: UnitRef = ""
    period: Annotated[Text, choice("week", "month", "quarter", "half_year", "year")] = "month"
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
    method: Annotated[Text, choice("direct", "step_down", "reciprocal")] = "direct"
    period: When = None


class Transfer(Named):
    """An internal price between two units."""

    seller: UnitRef = Field(alias="from")
    buyer: UnitRef = Field(alias="to")
    price: Amount = None
    of: MetricRef = ""
    period: When = None
