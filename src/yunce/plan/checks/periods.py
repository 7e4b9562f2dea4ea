# SPDX-License-Identifier: Apache-2.0
"""Do dates lie where they can: targets, phases, campaigns, initiatives and payments inside the plan's own period."""

from __future__ import annotations

from collections.abc import Iterator

from yunce.plan.checks.known import Known
from yunce.plan.parts.targets import BudgetLine, Target
from yunce.plan.parts.work import Campaign, Initiative, Lift, Phase
from yunce.plan.walk import join, walk
from yunce.values.period import Period
from yunce.values.problem import Problem, Severity

_WITHIN: tuple[tuple[type, tuple[str, ...]], ...] = (
    (Target, ("period",)),
    (Phase, ("period",)),
    (Campaign, ("period", "at")),
    (Initiative, ("start", "due")),
    (Lift, ("start",)),
    (BudgetLine, ("pay",)),
)


def check_periods(known: Known) -> Iterator[Problem]:
    """Each dated field of these parts lies inside the plan's period; what begins does so before it ends."""
    whole = known.plan.plan.period
    for path, part in walk(known.plan):
        fields = next((names for kind, names in _WITHIN if isinstance(part, kind)), ())
        for name in fields:
            found = getattr(part, name)
            alias = type(part).model_fields[name].alias or name
            if isinstance(found, Period) and whole is not None and not whole.contains(found):
                yield Problem.of("plan.outside_period", join(path, alias), stated=found, period=whole)
        if isinstance(part, Initiative):
            yield from _ordered(part, path)
    yield from _prerequisites(known)


def _ordered(part: Initiative, path: str) -> Iterator[Problem]:
    """An initiative starts before it is due."""
    if part.start is not None and part.due is not None and part.start.first > part.due.last:
        yield Problem.of("plan.due_before_start", f"{path}.due", due=part.due, start=part.start)


def _prerequisites(known: Known) -> Iterator[Problem]:
    """What an initiative needs is due no later than the initiative itself."""
    due = {each.id: each.due for each in known.plan.initiatives}
    for each in known.plan.initiatives:
        for index, need in enumerate(each.needs):
            before, own = due.get(need), each.due
            if before is not None and own is not None and before.first > own.last:
                path = f"initiatives[{each.id}].needs[{index}]"
                yield Problem.of("plan.needed_later", path, Severity.WARNING, id=need, due=before, own=own)
