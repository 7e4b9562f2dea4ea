# SPDX-License-Identifier: Apache-2.0
"""Every case of the tables: a document, and exactly the problems that it has."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from yunce.plan.document import Plan
from yunce.plan.expressions.words import WORDS as EXPRESSION_WORDS
from yunce.plan.resolve import Resolved
from yunce.plan.words import WORDS
from yunce.values.problem import Problem
from yunce.values.words import WORDS as VALUE_WORDS

Checked = tuple[Plan | None, Resolved | None, tuple[Problem, ...]]
FOLDER = Path(__file__).parent / "cases"
WRONG: dict[str, Any] = YAML(typ="safe", pure=True).load((FOLDER / "wrong.yaml").read_text("utf-8"))
RIGHT: dict[str, Any] = YAML(typ="safe", pure=True).load((FOLDER / "right.yaml").read_text("utf-8"))
ALL_WORDS = {**VALUE_WORDS, **EXPRESSION_WORDS, **WORDS}


def told(problems: tuple[Problem, ...]) -> list[str]:
    for problem in problems:
        words = ALL_WORDS[problem.code]
        for template in (words.message, words.fix):
            assert template.format_map(dict(problem.params))
    return sorted(f"{problem.severity.value} {problem.code} {problem.path}" for problem in problems)


@pytest.mark.parametrize("case", WRONG["cases"], ids=lambda case: case["name"])
def test_a_wrong_plan_says_exactly_what_is_wrong(case: dict[str, Any], checked: Callable[[str], Checked]) -> None:
    text = WRONG["base"]
    for old, new in case["changes"]:
        assert old in text
        text = text.replace(old, new, 1)
    *_, problems = checked(text)
    assert told(problems) == sorted(case["problems"])


@pytest.mark.parametrize("case", RIGHT["cases"], ids=lambda case: case["name"])
def test_a_right_plan_has_no_error(case: dict[str, Any], checked: Callable[[str], Checked]) -> None:
    _, resolved, problems = checked(RIGHT["head"] + case["plan"])
    assert told(problems) == sorted(case.get("problems", []))
    assert resolved is not None


def test_the_example_of_the_language_has_no_problem(checked: Callable[[str], Checked]) -> None:
    plan, resolved, problems = checked((FOLDER / "example.yaml").read_text("utf-8"))
    assert problems == ()
    assert plan is not None and plan.approvable
    assert resolved is not None and resolved.metric("gmv").name == "支付金额"
