# SPDX-License-Identifier: Apache-2.0
"""Each rule keeps what its docstring says: the first example is found, the second passes in silence."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import yunce.checker
from yunce.checker.checking import check_reading
from yunce.checker.paper import Paper
from yunce.checker.registry import RULES
from yunce.checker.rules import FAILS, PASSES, Rule
from yunce.reader.files import read_bytes
from yunce.reader.reading import read_document

BY_CODE = {rule.code: rule for rule in RULES}


def codes(text: str) -> set[str]:
    """The codes that a Markdown text is given."""
    return {one.code for one in check_reading(read_document(read_bytes("plan.md", text.encode()))).findings}


@pytest.mark.parametrize("code", BY_CODE)
def test_a_rule_keeps_its_examples(code: str) -> None:
    rule: Rule[Paper] = BY_CODE[code]
    failing, passing = rule.examples(FAILS), rule.examples(PASSES)
    assert failing and passing
    assert all(code in codes(text) for text in failing)
    assert not [text for text in passing if code in codes(text)]


def test_codes_are_told_once_and_have_words() -> None:
    assert len(BY_CODE) == len(RULES)
    assert all(re.fullmatch(r"[A-Z]{2,5}\d{3}", code) for code in BY_CODE)
    assert all(rule.title and rule.message and rule.fix and rule.explanation for rule in RULES)


def test_no_rule_is_left_out() -> None:
    folder = Path(yunce.checker.__file__).parent
    made = {code for file in folder.rglob("*.py") for code in re.findall(r'@rule\(\s*"([A-Z]+\d{3})"', file.read_text(encoding="utf-8"))}
    assert made == set(BY_CODE)
