# SPDX-License-Identifier: Apache-2.0
"""Each rule keeps what its docstring says: the first example is found, the second passes in silence."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import yunce.checker
from yunce.checker.checking import check_reading
from yunce.checker.explaining import FAMILIES, every_rule, explained, page
from yunce.checker.plans.checking import PAST_RULES, PLAN_RULES, check_plan
from yunce.checker.plans.history import History
from yunce.checker.rules import FAILS, PASSES, Rule
from yunce.plan.parse import parse
from yunce.reader.files import read_bytes
from yunce.reader.reading import read_document

BY_CODE: dict[str, Rule[Any]] = {rule.code: rule for rule in every_rule()}
OF_PLANS = {rule.code for rule in PLAN_RULES} | {rule.code for rule in PAST_RULES}
FACT = re.compile(r"^# 事实 (\w+): (\d+)$", re.MULTILINE)
ROOT = Path(__file__).parents[2]


def codes(code: str, text: str) -> set[str]:
    """The codes that an example is given: a plan of the language, or a Markdown text."""
    if code in OF_PLANS:
        plan, problems = parse(text)
        assert plan is not None and not [p for p in problems if p.severity.value == "error"]
        known = {name: Decimal(value) for name, value in FACT.findall(text)}
        return {one.code for one in check_plan(plan, facts=History(known, known)).findings}
    name = "plan.html" if text.startswith("<") else "plan.md"
    return {one.code for one in check_reading(read_document(read_bytes(name, text.encode()))).findings}


@pytest.mark.parametrize("code", BY_CODE)
def test_a_rule_keeps_its_examples(code: str) -> None:
    rule = BY_CODE[code]
    failing, passing = rule.examples(FAILS), rule.examples(PASSES)
    assert failing and passing
    assert all(code in codes(code, text) for text in failing)
    assert not [text for text in passing if code in codes(code, text)]


def test_codes_are_told_once_and_have_words() -> None:
    assert len(BY_CODE) == len(every_rule())
    assert all(re.fullmatch(r"[A-Z]{2,5}\d{3}", code) for code in BY_CODE)
    assert all(rule.title and rule.message and rule.fix and rule.explanation for rule in BY_CODE.values())
    assert {rule.family for rule in BY_CODE.values()} == set(FAMILIES)


def test_no_rule_is_left_out() -> None:
    folder = Path(yunce.checker.__file__).parent
    made = {code for file in folder.rglob("*.py") for code in re.findall(r'@rule\(\s*"([A-Z]+\d{3})"', file.read_text(encoding="utf-8"))}
    assert made == set(BY_CODE)


def test_the_page_of_rules_is_as_the_rules_say() -> None:
    assert (ROOT / "docs" / "checks.md").read_text(encoding="utf-8") == page()


def test_a_rule_is_explained_with_its_examples() -> None:
    assert explained("SUM001")[0] == "SUM001 合计与前面各项之和不符（错误）"
    assert not explained("SUM999")
