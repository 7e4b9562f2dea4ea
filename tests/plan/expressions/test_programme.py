# SPDX-License-Identifier: Apache-2.0
"""Many expressions at once give what each gives alone."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from yunce.plan.expressions import Scope, check, number, parse_expression, reach_of
from yunce.plan.expressions.answers import Answer, flags
from yunce.plan.expressions.evaluating import ExpressionError, Single, evaluate
from yunce.plan.expressions.kinds import TEXT, Type
from yunce.plan.expressions.nodes import Expression
from yunce.plan.expressions.programme import programme
from yunce.plan.expressions.truth import FALSE, TRUE, Floats, Truths

SCOPE = Scope({"rate": number("1", "series"), "wait": number("秒", "series"), "kind": Type(TEXT.kind, shape="series")})
TEXTS = tuple(
    """
    rate >= 90%
    rate < 0.9 and wait > 1min
    not (rate >= 0.9) or kind == 'centre'
    mean(wait, 3) * 2 > 30s
    falls(rate, 2, total=5pp)
    streak(rate < 0.9) >= 2 and rate < 0.9
    streak(rate < 0.9) < 2
    streak(rate < 0.9 and wait > 60s) >= 0
    count(rate >= 85%, 2) >= 1.5
    count(rate >= 85%, 3) <= 1 or count(rate < 0.9, 9) > 0
    count(rate in (0.5, 0.9), 2) == 1
    rises(rate, 2, 4pp)
    falls(rate, 1, each=5pp) or falls(wait, 2, total=3%)
    rate in (0.5, 90%)
    -change(rate, 1) >= 5pp
    wait / rate > 20
    rate != 0.9
    true
    spc(wait, 1, 10)
    """.strip().splitlines()
)


class Facts:
    """Two subjects over a few steps."""

    def __init__(self, rate: np.ndarray) -> None:
        self.rate = rate

    def value(self, name: str) -> Answer:
        if name == "kind":
            return np.array([["centre"], ["shop"]], dtype=object)
        return self.rate if name == "rate" else self.rate * 100

    def window(self, name: str, steps: int) -> Answer:
        return None

    def plan(self, function: str, member: str) -> Single:
        return None

    def target(self, name: str) -> None:
        return None

    def chart(self, chart: str, series: Sequence[Floats], test: str, base: int) -> Truths:
        return np.where(series[0] > base, TRUE, FALSE).astype(np.uint8)


def tree(text: str) -> Expression:
    found = parse_expression(text)
    assert not hasattr(found, "code"), found
    return found  # type: ignore[return-value]


@given(st.lists(st.sampled_from([0.5, 0.85, 0.9, 0.95, np.nan]), min_size=10, max_size=10))
def test_together_is_as_alone(values: list[float]) -> None:
    source = Facts(np.array(values).reshape(2, 5))
    made = programme([tree(text) for text in TEXTS], SCOPE)
    found = {place: planes.truths() for place, planes in made.run(source, (2, 5))}
    for place, text in enumerate(TEXTS):
        alone = flags(evaluate(tree(text), SCOPE, source))
        assert np.array_equal(found[place], np.broadcast_to(alone, (2, 5))), text


def test_what_is_shared_stands_once() -> None:
    made = programme([tree("mean(wait, 3) > 10"), tree("mean(wait, 3) > 20 and rate > 0.5")], SCOPE)
    assert sum(getattr(part, "function", "") == "mean" for part in made.parts) == 1


def test_all_that_is_wrong_is_told_at_once() -> None:
    with pytest.raises(ExpressionError) as wrong:
        programme([tree("nothing > 1"), tree("rate > 1s")], SCOPE)
    assert [problem.code for problem in wrong.value.problems] == ["expression.unknown_name", "expression.units_differ"]


def codes(text: str) -> list[str]:
    return [problem.code for problem in check(tree(text), SCOPE)[1]]


def test_charts_are_checked() -> None:
    assert codes("spc(wait, 1)") == codes("spc(wait, 'nelson3', 12)") == codes("spc_p(wait, rate, 4, 20d)") == []
    assert codes("spc(wait, 5)") == ["expression.chart_test"]
    assert codes("spc(wait, 1, 3)") == ["expression.window"]
    assert codes("spc_p(wait, 1)") == ["expression.arguments"]
    assert codes("spc(3, 1)") == ["expression.not_a_series"]


def test_a_chart_looks_back_over_its_base_and_its_test() -> None:
    assert reach_of(tree("spc(wait, 4, 20)"), "day") == 1 + 20 + 7
    assert reach_of(tree("spc(mean(wait, 7d), 1)"), "day") == 7 + 30
