# SPDX-License-Identifier: Apache-2.0
"""What runs the work: rules, service levels, cases, reviews, registers, reports, connections."""

from __future__ import annotations

from typing import Annotated

from yunce.plan.fields import Amount, Due, Formula, Lapse, Part, Ref, Rhythm, Text, Value, When, choice
from yunce.plan.parts.common import Named


class Action(Part):
    """What a rule opens: a task, a review, an alert; with who has to do it by when."""

    open: Annotated[Text, choice("task", "review", "alert", "case", "finding")] = "task"
    title: Text = ""
    owner: Ref = ""
    due: Due = None
    checklist: Ref = ""
    note: Text = ""


class Rule(Named):
    """When a condition on facts holds, something is opened; it closes itself when `close_when` holds."""

    each: Text = ""
    every: Rhythm = None
    when: Formula
    then: Action | None = None
    close_when: Formula = ""
    cooldown: Lapse = None
    unit: Ref = ""
    where: Formula = ""
    severity: Annotated[Text, choice("minor", "major", "critical")] = ""


class SeatOverride(Part):
    """Seats that somebody fixed, until when and why."""

    value: Amount
    until: When = None
    reason: Text = ""
    by: Ref = ""


class Seats(Part):
    """Seats by the size of a metric."""

    per: Amount = None
    of: Ref = ""
    round: Annotated[Text, choice("up", "nearest", "down")] = "up"
    override: SeatOverride | None = None


class Service(Named):
    """A contact service: its volume, handling time, goals, opening hours and seats."""

    unit: Ref = ""
    contacts: Text = ""
    handle: Lapse = None
    goal: tuple[Text, ...] = ()
    open: Text = ""
    rest: Text = ""
    seats: Seats | None = None
    heads: Text = ""
    shrinkage: Value = None
    patience: Lapse = None


class Escalation(Part):
    """To whom a case goes after so long."""

    to: Ref
    after: Lapse = None


class CaseKind(Named):
    """Complaints, refunds, repairs: categories, clocks and the ladder of escalation."""

    unit: Ref = ""
    categories: tuple[Text, ...] = ()
    respond: Lapse = None
    resolve: Lapse = None
    escalate: tuple[Escalation, ...] = ()
    visit: Lapse = None


class Review(Named):
    """A meeting that comes back, with its agenda."""

    every: Rhythm
    unit: Ref = ""
    agenda: tuple[Text, ...] = ()
    attend: tuple[Ref, ...] = ()


class Register(Named):
    """Controlled things with versions, validity and due dates."""

    kind: Text = ""
    of: Ref = ""
    unit: Ref = ""
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
    unit: Ref = ""
    every: Rhythm = None
    due: Due = None


class Report(Named):
    """Who owes which facts by when."""

    table: Text = ""
    metric: Ref = ""
    unit: Ref = ""
    every: Rhythm
    due: Due = None
    period: When = None
