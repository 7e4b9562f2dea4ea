# SPDX-License-Identifier: Apache-2.0
"""Amendments: a plan's new version counts from the start of a month; what was planned before that day stays as it was."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from yunce.plan.difference import diff
from yunce.plan.document import Plan
from yunce.values.period import Period, read_period
from yunce.values.problem import Problem, Severity, has_errors


@dataclass(frozen=True, slots=True)
class Amendment:
    """A later version of a plan: from which day it counts, when it was recorded."""

    plan: Plan
    effective: date
    recorded: datetime


@dataclass(frozen=True, slots=True)
class History:
    """A plan and its amendments in the order in which they were recorded."""

    base: Plan
    amendments: tuple[Amendment, ...] = ()


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days whose cells come from one version; the version's number, 0 for the base."""

    period: Period
    version: int
    plan: Plan


def amend(base: Plan | History, amendment: Plan, effective: date, recorded: datetime) -> tuple[History, tuple[Problem, ...]]:
    """The history with one more amendment, or as it was where there are errors.

    Problems: `amend.not_month_start`, `amend.outside`, `amend.other_plan`, `amend.recorded_before`; warnings
    `amend.before_effective` for values of periods that lie before the effective day (they will not count).
    """
    history = base if isinstance(base, History) else History(base)
    problems = tuple(_problems(history, amendment, effective, recorded))
    if has_errors(problems):
        return history, problems
    return History(history.base, (*history.amendments, Amendment(amendment, effective, recorded))), problems


def _problems(history: History, amendment: Plan, effective: date, recorded: datetime) -> Iterator[Problem]:
    """What speaks against an amendment."""
    period = history.base.plan.period
    if effective.day != 1:
        yield Problem.of("amend.not_month_start", "effective", effective=effective, nearest=effective.replace(day=1))
    if period is not None and not period.contains(effective):
        yield Problem.of("amend.outside", "effective", effective=effective, period=period)
    if amendment.plan.id != history.base.plan.id:
        yield Problem.of("amend.other_plan", "plan.id", id=amendment.plan.id, base=history.base.plan.id)
    if history.amendments and recorded < history.amendments[-1].recorded:
        yield Problem.of("amend.recorded_before", "recorded", recorded=recorded, last=history.amendments[-1].recorded)
    last = history.amendments[-1].plan if history.amendments else history.base
    for change in diff(last, amendment):
        span = read_period(change.field.rpartition(".")[2]) if change.kind == "target" and ".values." in change.field else None
        if isinstance(span, Period) and span.until <= effective:
            path = f"targets[{change.id}].{change.field}"
            yield Problem.of("amend.before_effective", path, Severity.WARNING, effective=effective, old=change.old, new=change.new)


def counting(history: History, as_of: date, known_at: datetime) -> tuple[Amendment, ...]:
    """The amendments that count: effective by the day, recorded by the time, in the order of recording."""
    return tuple(each for each in history.amendments if each.effective <= as_of and each.recorded <= known_at)


def in_force(history: History, as_of: date, known_at: datetime) -> Plan:
    """The plan that stands on a day as known at a time: the latest amendment that counts, else the base."""
    counted = counting(history, as_of, known_at)
    return counted[-1].plan if counted else history.base


def stretches(history: History, period: Period, as_of: date, known_at: datetime) -> tuple[Stretch, ...]:
    """The days of a period by the version that their cells come from: old cells before an effective day, new ones from it on.

    An amendment replaces whatever was planned from its effective day on, also by versions recorded earlier with a later day.
    """
    found = [Stretch(period, 0, history.base)]
    for number, each in enumerate(history.amendments, 1):
        if each.effective > as_of or each.recorded > known_at or each.effective >= period.until:
            continue
        before = (stretch for stretch in found if stretch.period.first < each.effective)
        kept = [Stretch(Period(s.period.first, min(s.period.until, each.effective)), s.version, s.plan) for s in before]
        found = [*kept, Stretch(Period(max(period.first, each.effective), period.until), number, each.plan)]
    return tuple(found)
