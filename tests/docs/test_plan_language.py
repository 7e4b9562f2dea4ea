# SPDX-License-Identifier: Apache-2.0
"""The examples of the page on the plan language are plans: right where it says so, wrong where it says so."""

from __future__ import annotations

from tests.docs.pages import blocks, page
from yunce.plan.parse import parse
from yunce.values.problem import has_errors

PAGE = page("docs/plan-language.md")


def test_the_blocks_together_are_a_valid_plan() -> None:
    plan, problems = parse("\n".join(blocks(PAGE, "yaml")))
    assert not has_errors(problems), problems
    assert plan is not None
    assert [target.id for target in plan.targets] == ["second_half", "turned", "marketing"]


def test_all_that_is_wrong_is_reported_at_once() -> None:
    (wrong,) = blocks(PAGE, "yaml wrong")
    head = blocks(PAGE, "yaml")[0]
    _, problems = parse(head + wrong)
    paths = {problem.path for problem in problems}
    assert {"targets[autumn].period", "targets[autumn].value", "targets[autumn].ownr"} <= paths
