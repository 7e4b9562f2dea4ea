# SPDX-License-Identifier: Apache-2.0
"""Numbers, durations and quoted members as they stand in an expression."""

from __future__ import annotations

import re

from yunce.plan.expressions.nodes import Number, Span
from yunce.values.duration import Duration, read_duration
from yunce.values.problem import Problem
from yunce.values.quantity import read_quantity

_DURATION = re.compile(r"\d+(?:\.\d+)?\s*(?:wd|mo|min|s|h|d|w|天|自然日|日|周|星期|个?工作日|个月|个?小时|分钟|秒)")


class WrongNumber(ValueError):
    """A number that reads as none; carries the problem out of the parser."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.code)
        self.problem = problem


def amount(token: str, at: int) -> Number | Span:
    """A quantity, or a duration where its unit is one of time. Raises `WrongNumber`."""
    if _DURATION.fullmatch(token):
        span = read_duration(token)
        if isinstance(span, Duration):
            return Span(span, at)
    found = read_quantity(token)
    if isinstance(found, Problem):
        raise WrongNumber(found)
    return Number(found.amount, found.unit, token, at)


def unquoted(token: str) -> str:
    """What stands between quotes; inside single ones a doubled quote is one."""
    return token[1:-1].replace("''", "'") if token[0] == "'" else token[1:-1]
