# SPDX-License-Identifier: Apache-2.0
"""Values by name, as the formulas of scorecards, quotas and consequences ask for them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from yunce.plan.expressions import Expression, Scope, parse_expression
from yunce.plan.expressions.evaluating import Answer, Single, evaluate
from yunce.plan.expressions.truth import UNKNOWN, Truths
from yunce.values.problem import Problem, YunceError


@dataclass(frozen=True, slots=True)
class Names:
    """Arrays and single values by name; counts by member. What has no value is unknown."""

    values: Mapping[str, Answer]
    counts: Mapping[str, Single] = field(default_factory=dict)

    def value(self, name: str) -> Answer:
        """The value of a name."""
        return self.values.get(name)

    def window(self, name: str, steps: int) -> None:
        """A metric over several periods: a score looks at one."""
        del name, steps

    def plan(self, function: str, member: str) -> Single:
        """How many have a grade."""
        del function
        return self.counts.get(member)

    def target(self, name: str) -> None:
        """A series' target: results have none."""
        del name

    def chart(self, chart: str, series: Sequence[NDArray[np.float64]], test: str, base: int) -> Truths:
        """Control charts are for rules on facts: unknown here."""
        del chart, test, base
        return np.full(series[0].shape, UNKNOWN, dtype=np.uint8)


def answer(text: str, path: str, scope: Scope, names: Names) -> Answer:
    """What a formula comes to. Raises `YunceError` where it cannot be read or does not fit."""
    tree: Expression | Problem = parse_expression(text, path)
    if isinstance(tree, Problem):
        raise YunceError(tree)
    source: Any = names
    return evaluate(tree, scope, source)
