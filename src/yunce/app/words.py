# SPDX-License-Identifier: Apache-2.0
"""The words for problems: every room's catalogue in one place, rendered here and nowhere else."""

from __future__ import annotations

from functools import cache
from importlib import import_module

from yunce.values.problem import Catalogue, Problem, Words

ROOMS = (
    "yunce.values.words",
    "yunce.engine.words",
    "yunce.plan.words",
    "yunce.plan.expressions.words",
    "yunce.warehouse.intake.words",
    "yunce.warehouse.duckdb.words",
    "yunce.reader.words",
    "yunce.checker.words",
    "yunce.operate.words",
    "yunce.operate.feasibility.words",
    "yunce.operate.staffing.words",
    "yunce.operate.appraisal.words",
    "yunce.operate.profit.words",
    "yunce.operate.agenda.words",
    "yunce.operate.cases.words",
    "yunce.operate.inspection.words",
    "yunce.operate.workitems.words",
    "yunce.operate.rules.words",
    "yunce.operate.registers.words",
    "yunce.app.own_words",
    "yunce.web.words",
    "yunce.app.demo.words",
)


@cache
def catalogue() -> Catalogue:
    """Every code with its words."""
    words: dict[str, Words] = {}
    for room in ROOMS:
        words.update(import_module(room).WORDS)
    return words


def say(problem: Problem) -> tuple[str, str]:
    """The message and the repair of a problem, its parameters filled in."""
    words = catalogue()[problem.code]
    params = {**dict(problem.params), "path": problem.path}
    return words.message.format_map(params), words.fix.format_map(params)


def as_row(problem: Problem) -> dict[str, str]:
    """A problem as the commands print it: code, severity, path, message, fix."""
    message, fix = say(problem)
    return {"code": problem.code, "severity": problem.severity.value, "path": problem.path, "message": message, "fix": fix}
