# SPDX-License-Identifier: Apache-2.0
"""What runs the work: rules, service levels, cases, reviews, registers, reports, connections."""

from __future__ import annotations

from typing import Annotated

from yunce.plan.fields import (
    Amount,
    ChecklistRef,
    Due,
    Formula,
    HolderRef,
    Lapse,
    MetricRef,
    Part,
    Rhythm,
    RoleRef,
    Text,
    UnitRef,
    Value,
    When,
    choice,
)
from yunce.plan.parts.common import Named


class Action(Part):
    """What a rule opens: a task, a review, an alert; with who has to do it by when."""

    open: Annotated[Text, choice("task", "review", "alert", "case", "finding")] = "task"
    title: Text = ""
    owner: RoleRef = ""
    due: Due = None
    checklist: ChecklistRef = ""
    note: Text = ""


class Rule(Named):
    """When a condition on facts holds, something is opened; it closes itself when `close_when` holds."""

    each: Text = ""
    every: Rhythm = None
    when: Formula
    then: Action | None = None
    close_when: Formula = ""
    cooldown: Lapse = None
    unit: UnitRef = ""
    where: Formula = ""
    severity: Annotated[Text, choice("minor", "major", "critical")] = ""


class SeatOverride(Part):
    """Seats that somebody fixed, until when and why."""

    value: Amount
    until: When = None
    reason: Text = ""
    by: RoleRef = ""


class Seats(Part):
    """Seats by the size of a metric."""

    per: Amount = None
    of: MetricRef = ""
    round: Annotated[Text, choice("up", "nearest", "down")] = "up"
    override: SeatOverride | None = None


class WorkShift(Part):
    """A shift that people of a service may work: when it begins, how long it lasts with its break, how long the break is."""

    name: Text = ""
    start: Text
    lasts: Lapse = None
    pause: Lapse = None
    days: tuple[Annotated[Text, choice("mon", "tue", "wed", "thu", "fri", "sat", "sun")], ...] = ()


class Service(Named):
    """A contact service: its volume, handling time, goals, opening hours and seats."""

    unit: UnitRef = ""
    contacts: Text = ""
    handle: Lapse = None
    goal: tuple[Text, ...] = ()
    open: Text = ""
    rest: Text = ""
    seats: Seats | None = None
    heads: Text = ""
    shrinkage: Value = None
    patience: Lapse = None
    least: Amount = None
    shifts: tuple[WorkShift, ...] = ()


class Escalation(Part):
    """To whom a case goes after so long."""

    to: RoleRef
    after: Lapse = None


class CaseKind(Named):
    """Complaints, refunds, repairs: categories, clocks and the ladder of escalation."""

    unit: UnitRef = ""
    categories: tuple[Text, ...] = ()
    respond: Lapse = None
    resolve: Lapse = None
    escalate: tuple[Escalation, ...] = ()
    visit: Lapse = None


class Review(Named):
    """A meeting that comes back, with its agenda."""

    every: Rhythm
    unit: UnitRef = ""
    agenda: tuple[Text, ...] = ()
    attend: tuple[RoleRef, ...] = ()


class Register(Named):
    """Controlled things with versions, validity and due dates."""

    kind: Text = ""
    of: HolderRef = ""
    unit: UnitRef = ""
    cover: Value = None
    valid: Lapse = None
    renew_before: Lapse = None
    every: Rhythm = None


class Connection(Named):
    """Where facts come from."""

    kind: Text = ""
    table: Text = ""
    profile: Text = ""
    place: Text = ""
    unit: UnitRef = ""
    every: Rhythm = None
    due: Due = None


class Report(Named):
    """Who owes which facts by when."""

    table: Text = ""
    metric: MetricRef = ""
    unit: UnitRef = ""
    every: Rhythm
    due: Due = None
    period: When = None
