# SPDX-License-Identifier: Apache-2.0
"""The picture of a back-test: the series that a rule watches for one subject, its target, and the stretches in which it fired."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from yunce.operate.rules.conditions import names_in
from yunce.operate.rules.results import RuleTest


@dataclass(frozen=True, slots=True)
class Picture:
    """One series by the last day of each step, unknown as `None`; stretches as (first day, last day) within it."""

    subject: str
    metric: str
    days: tuple[date, ...]
    values: tuple[float | None, ...]
    target: tuple[float | None, ...]
    stretches: tuple[tuple[date, date], ...]


def picture(test: RuleTest, subject: str) -> Picture | None:
    """The picture of a subject; `None` where the rule watches no number of it."""
    history = test.history
    if history is None or subject not in history.subjects or not history.steps:
        return None
    row = history.subjects.index(subject)
    names = [n for n in names_in(test.rule.when) if n in history.numbers and history.numbers[n].shape[-1] == len(history.steps)]
    if not names:
        return None
    target = history.targets.get(names[0])
    days = tuple(step.last for step in history.steps)
    wanted = () if target is None else target[min(row, target.shape[0] - 1)] if target.ndim == 2 else target
    return Picture(
        subject,
        names[0],
        days,
        _known(history.numbers[names[0]][row]),
        _known(wanted) or (None,) * len(days),
        _stretches(test, subject, days),
    )


def _known(values: Sequence[float] | np.ndarray) -> tuple[float | None, ...]:
    return tuple(None if np.isnan(value) else float(value) for value in values)


def _stretches(test: RuleTest, subject: str, days: Sequence[date]) -> tuple[tuple[date, date], ...]:
    """From the step at which it opened to the last one before it closed."""
    found = []
    for fired in test.fired:
        if fired.subject == subject:
            inside = [day for day in days if fired.opened_on <= day and (fired.closed_on is None or day < fired.closed_on)]
            found += [(inside[0], inside[-1])] if inside else []
    return tuple(found)
