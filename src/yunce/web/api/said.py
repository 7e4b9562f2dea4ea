# SPDX-License-Identifier: Apache-2.0
"""Problems as the interface tells them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from yunce.values.problem import Problem
from yunce.web.problems import said

CONFLICT = 409
FORBIDDEN = 403
UNPROCESSABLE = 422
STATUS = {
    **dict.fromkeys(("work.changed", "inspection.filled", "inspection.closed"), CONFLICT),
    **dict.fromkeys(("work.not_yours", "work.not_verifier", "work.not_assigner", "work.verifier_is_doer"), FORBIDDEN),
}
"""Problems that are more than a wrong input."""


class Refused(Exception):
    """What was asked is not done; nothing was changed."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__(*problems)
        self.problems = problems
        self.status = STATUS.get(problems[0].code, UNPROCESSABLE)


def told(problems: Sequence[Problem]) -> dict[str, Any]:
    """The body of an answer that says what is wrong."""
    return {"problems": [_row(problem) for problem in problems]}


def _row(problem: Problem) -> dict[str, str]:
    words = said(problem)
    return {
        "code": problem.code,
        "path": problem.path,
        "message": words.message,
        "fix": words.fix,
        "severity": words.severity,
    }
