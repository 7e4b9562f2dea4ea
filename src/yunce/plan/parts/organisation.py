# SPDX-License-Identifier: Apache-2.0
"""The plan's head and the organisation: themes, units, roles, headcount."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from pydantic import Field

from yunce.plan.fields import Amount, Formula, Id, InitiativeRef, MetricRef, Part, RoleRef, Text, UnitRef, Value, When, choice
from yunce.plan.parts.common import Element, Named


class Heading(Named):
    """What the plan is and for which period."""

    organisation: Text = ""
    period: When
    currency: Text = "CNY"
    timezone: Text = "Asia/Shanghai"


class Theme(Named):
    """A main point of work (重点工作) and its measures in words (举措)."""

    points: tuple[Text, ...] = ()
    lead: RoleRef = ""
    initiatives: tuple[InitiativeRef, ...] = ()


class Match(Part):
    """Which facts are a unit's own; an empty shop stands for every shop of the platform."""

    platform: Text = ""
    shop: Text = ""


class Unit(Named):
    """A part of the organisation. `match` tells which facts are its own; `attributes` can be split by and filtered on."""

    parent: UnitRef = ""
    kind: Text = ""
    match: Match | None = None
    attributes: Mapping[str, Text] = Field(default_factory=dict)


class Pay(Part):
    """Monthly pay of one person in a role [CNY]."""

    fixed: Amount = None
    variable: Amount = None
    commission: Amount = None
    allowance: Amount = None


class Role(Named):
    """A post: where it stands, how many people hold it, what it is paid."""

    unit: UnitRef = ""
    headcount: Amount = None
    reports_to: RoleRef = ""
    pay: Pay | None = None
    duties: tuple[Text, ...] = ()


class HeadcountTier(Part):
    """From this value of the metric on, so many people a role."""

    start: Amount = Field(alias="from")
    roles: Mapping[RoleRef, Amount] = Field(default_factory=dict)
    cost: Value = None


class Headcount(Element):
    """编制: people by tiers of a metric, and what they may cost in proportion to another."""

    id: Id = ""
    unit: UnitRef = ""
    by: MetricRef = ""
    per: Annotated[Text, choice("day", "week", "ten_days", "month", "quarter", "half_year", "year")] = "month"
    tiers: tuple[HeadcountTier, ...] = ()
    cost: Value = None
    of: MetricRef = ""
    where: Formula = ""
