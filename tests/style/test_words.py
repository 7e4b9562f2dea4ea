# SPDX-License-Identifier: Apache-2.0
"""Each problem that the source can name has words in a catalogue, and the words ask only for what the source gives."""

from __future__ import annotations

import ast
import importlib
import re
import string
from collections.abc import Iterator
from functools import cache

import pytest

from tests.style.sources import Module, modules, nodes
from yunce.values.problem import Words

pytestmark = pytest.mark.xdist_group("style")  # one worker reads the source once

SOURCE = modules("src")
CODE = re.compile(r"[a-z]+\.[a-z0-9_]+")
ALWAYS_GIVEN = {"path"}


@cache
def catalogue() -> dict[str, Words]:
    """All rooms' words together; a code that two rooms word differently is a mistake."""
    found: dict[str, Words] = {}
    for module in SOURCE:
        if module.path.endswith("words.py"):
            name = module.path.removeprefix("src/").removesuffix(".py").replace("/", ".")
            for code, words in getattr(importlib.import_module(name), "WORDS", {}).items():
                assert found.setdefault(code, words) == words, f"{code} is worded twice"
    return found


def makes_a_problem(function: ast.expr) -> bool:
    """True for `Problem(...)` and `Problem.of(...)`."""
    if isinstance(function, ast.Attribute) and function.attr == "of":
        function = function.value
    return isinstance(function, ast.Name) and function.id == "Problem"


def problems(module: Module) -> Iterator[tuple[str, str, set[str] | None]]:
    """Problems made in a module: place, code, the parameters given (None where they cannot be read off)."""
    for node in nodes(module):
        if not isinstance(node, ast.Call) or not node.args or not makes_a_problem(node.func):
            continue
        plain = ast.unparse(node.func).endswith(".of") and all(k.arg for k in node.keywords)
        given = {k.arg for k in node.keywords if k.arg} if plain else None
        texts = (n.value for n in ast.walk(node.args[0]) if isinstance(n, ast.Constant) and isinstance(n.value, str))
        yield from ((f"{module.path}:{node.lineno}", text, given) for text in texts if CODE.fullmatch(text))


def test_each_problem_has_its_words() -> None:
    silent = [f"{place} {code}" for m in SOURCE for place, code, _ in problems(m) if not is_worded(code)]
    assert not silent


def is_worded(code: str) -> bool:
    """True where the code, or the part of it that the source spells out (`plan.unknown_`), has words."""
    return code in catalogue() or (code.endswith("_") and any(known.startswith(code) for known in catalogue()))


def test_words_ask_for_what_is_given() -> None:
    missing = []
    for place, code, given in (found for m in SOURCE for found in problems(m)):
        if code in catalogue() and given is not None:
            asked = _placeholders(catalogue()[code])
            missing += [f"{place} {code}: {name}" for name in sorted(asked - given - ALWAYS_GIVEN)]
    assert not missing


def _placeholders(words: Words) -> set[str]:
    return {name for text in (words.message, words.fix) for _, name, _, _ in string.Formatter().parse(text) if name}


def test_words_are_whole() -> None:
    """Every entry says what is wrong and what to do."""
    assert catalogue()
    assert not [code for code, words in catalogue().items() if not words.message or not words.fix]
