# SPDX-License-Identifier: Apache-2.0
"""A structured plan run through its rules."""

from __future__ import annotations

from yunce.checker.checking import Report, finding_of
from yunce.checker.findings import Finding
from yunce.checker.health import health_of
from yunce.checker.plans import history, numbers, steps
from yunce.checker.plans.history import History, Past
from yunce.checker.rules import Rule
from yunce.plan.document import Plan

PLAN_RULES: tuple[Rule[Plan], ...] = (
    numbers.children_add_up,
    numbers.weights_add_up,
    numbers.grades_apart,
    numbers.stretch_beyond,
    numbers.has_owner,
    numbers.like_history,
    numbers.cover_reached,
    steps.start_before_due,
    steps.needs_first,
    steps.phases_meet,
    steps.paid_inside,
    steps.no_fake_orders,
    steps.no_recruiting,
)
"""All rules of structured plans in the order in which they are told."""


PAST_RULES: tuple[Rule[Past], ...] = (history.quotes_hold, history.beside_last_year, history.worse_than_last_year)
"""The rules that also need what was loaded."""


def check_plan(plan: Plan, known: tuple[Finding, ...] = (), facts: History | None = None) -> Report:
    """What the rules find in a plan; `known` are findings of its form, told first, `facts` what was loaded of its past."""
    found = [finding_of(rule, hit) for rule in PLAN_RULES for hit in rule.check(plan)]
    if facts is not None:
        found += [finding_of(rule, hit) for rule in PAST_RULES for hit in rule.check(Past(plan, facts))]
    findings = (*known, *sorted(found, key=lambda one: (one.path, one.code)))
    values = len(plan.targets) + len(plan.budget) + len(plan.initiatives)
    return Report(findings, health_of(findings, values, values - len(plan.open_values)))
