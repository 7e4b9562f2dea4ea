# SPDX-License-Identifier: Apache-2.0
"""Problems in words, for pages: every room's catalogue is known to `app.words`."""

from __future__ import annotations

from collections.abc import Iterable

from yunce.app.words import say
from yunce.plan.document import Plan
from yunce.values.problem import Problem
from yunce.web.plans.naming import Names, element_names, path_words
from yunce.web.ui.parts import Said
from yunce.web.words import WORDS


def said(problem: Problem, names: Names | None = None) -> Said:
    """A problem as a page shows it, its place by the names of a plan's elements."""
    message, fix = _words(problem)
    quote = problem.at.quote if problem.at else ""
    return Said(message, fix, problem.path, problem.severity.value, quote, path_words(problem.path, names))


def said_all(problems: Iterable[Problem], plan: Plan | None = None) -> tuple[Said, ...]:
    """Problems of a plan as a page shows them, errors first."""
    order, names = {"error": 0, "warning": 1, "note": 2}, element_names(plan)
    return tuple(sorted((said(one, names) for one in problems), key=lambda one: order[one.severity]))


def _words(problem: Problem) -> tuple[str, str]:
    own = WORDS.get(problem.code)
    if own is None:
        return say(problem)
    params = {**dict(problem.params), "path": problem.path}
    return own.message.format_map(params), own.fix.format_map(params)
