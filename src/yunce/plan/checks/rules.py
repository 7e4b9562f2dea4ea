# SPDX-License-Identifier: Apache-2.0
"""Can rules be evaluated as they are told: for each member of a dimension that facts have, at steps of time that there are."""

from __future__ import annotations

from collections.abc import Iterator

from yunce.plan.checks.known import Known
from yunce.plan.checks.members import TIME, dimensions
from yunce.plan.fields import suggestion
from yunce.values.period import GRAINS
from yunce.values.problem import Problem, Severity

STEPS = frozenset({"day", "workday", "week", "ten_days", "month", "quarter", "half_year", "year"})
"""Rhythms that are steps of a history; the others name single days or pairs of months."""


def check_rules(known: Known) -> Iterator[Problem]:
    """Each rule's subjects and steps."""
    subjects = tuple(name for name in dimensions(known) if name not in TIME)
    for rule in known.plan.rules:
        path = f"rules[{rule.id}]"
        if rule.each and rule.each not in subjects:
            code = "rule.each_of_time" if rule.each in GRAINS else "rule.each_unknown"
            likely = suggestion(rule.each, subjects)
            yield Problem.of(code, f"{path}.each", each=rule.each, likely=likely, known="、".join(subjects))
        if rule.every is not None and rule.every.every not in STEPS:
            yield Problem.of("rule.every_no_step", f"{path}.every", Severity.WARNING, every=rule.every, grain=rule.every.grain)
