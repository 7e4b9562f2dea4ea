# SPDX-License-Identifier: Apache-2.0
"""Whether a plan's coverages can be held, for commands that check plans: arrays are loaded only where a plan covers anything."""

from __future__ import annotations

from yunce.app.packs import read_calendars
from yunce.app.plan_files import Loaded
from yunce.app.settings import Settings
from yunce.values.problem import Problem, has_errors


def cover_problems(loaded: Loaded) -> tuple[Problem, ...]:
    """What is wrong with a plan's coverages: quotas that cannot be held, conditions that name nobody. Nothing where it has other errors."""
    plan = loaded.resolved.plan if loaded.resolved is not None else None
    if plan is None or plan.plan.period is None or has_errors(loaded.problems) or not any(duty.cover for duty in plan.duties):
        return ()
    from yunce.operate.agenda.contract import Frame
    from yunce.operate.agenda.covering import coverage

    found = coverage(Frame(plan, read_calendars(Settings.read().home), plan.plan.period))
    return tuple(problem for problem in found.problems if problem.code.startswith("agenda."))
