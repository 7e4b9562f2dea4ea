# SPDX-License-Identifier: Apache-2.0
"""Work that is planned once: phases, initiatives, campaigns; and work that comes back: duties with their checklists."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from pydantic import Field

from yunce.plan.fields import (
    Amount,
    Bounds,
    ChecklistRef,
    Formula,
    Id,
    InitiativeRef,
    Lapse,
    MetricRef,
    Moment,
    Part,
    PhaseRef,
    Rhythm,
    Text,
    ThemeRef,
    UnitRef,
    Value,
    When,
    choice,
)
from yunce.plan.parts.common import Element, Named


class Phase(Named):
    """A stage of the plan; its gate must hold before the next begins."""

    period: When
    gate: Formula = ""
    unit: UnitRef = ""


class Lift(Part):
    """What an initiative is meant to add to a metric."""

    metric: MetricRef
    value: Value = None
    start: When = Field(default=None, alias="from")
    until: When = None


class Initiative(Named):
    """A piece of work with an end; `needs` are those that must be done before."""

    phase: PhaseRef = ""
    unit: UnitRef = ""
    theme: ThemeRef = ""
    start: When = None
    due: When = None
    deliverable: Text = ""
    needs: tuple[InitiativeRef, ...] = ()
    lift: Lift | None = None
    budget: Amount = None


class Step(Element):
    """A step of a campaign, so long before (or after) its day."""

    id: Id = ""
    before: Lapse = None
    after: Lapse = None
    deliverable: Text = ""


class Campaign(Named):
    """A campaign on a day or feast (`at`) or over a period, with its goals by metric and what it may spend."""

    at: Moment = None
    period: When = None
    prepare: Lapse = None
    lasts: Lapse = None
    unit: UnitRef = ""
    channel: Text = ""
    goals: Mapping[MetricRef, Value] = Field(default_factory=dict)
    spend: Value = None
    steps: tuple[Step, ...] = ()


class Cover(Part):
    """Which share of a population each period and each year must see, and in which modes."""

    of: Formula = ""
    per_period: Value = None
    per_year: Value = None
    modes: Mapping[str, Value] = Field(default_factory=dict)
    overlap: Annotated[Text, choice("allowed", "none")] = ""
    risk: Text = ""
    """The attribute of units that grades what is at stake: the riskiest are seen first."""
    across: Text = ""
    """The attribute of units (or `parent`) whose groups audit each other: every unit audits one of another group each period."""
    round: Annotated[Text, choice("up", "nearest", "down")] = "up"


class Duty(Named):
    """Work that comes back at a cadence."""

    every: Rhythm
    unit: UnitRef = ""
    checklist: ChecklistRef = ""
    due: Lapse = None
    cover: Cover | None = None
    period: When = None


class CheckItem(Named):
    """One line of a checklist. `limits` bound a number (`2..8`, in `measured_in`) or the score that passes; `weight` is the full score."""

    text: Text = ""
    kind: Annotated[Text, choice("pass_fail", "score", "number", "text", "photo", "choice")] = "pass_fail"
    severity: Annotated[Text, choice("minor", "major", "critical")] = ""
    weight: Amount = None
    limits: Bounds = None
    measured_in: Text = ""
    standard: Text = ""
    options: tuple[Text, ...] = ()


class Checklist(Named):
    """A form that inspections fill, with a version."""

    version: Text = ""
    items: tuple[CheckItem, ...] = ()
