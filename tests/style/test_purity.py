# SPDX-License-Identifier: Apache-2.0
"""The pure rooms take clock, seed, files and settings as arguments: they never reach for them."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator

import pytest

from tests.style.sources import Module, modules, nodes

pytestmark = pytest.mark.xdist_group("style")  # one worker reads the source once

PURE = ("src/yunce/values", "src/yunce/engine", "src/yunce/plan", "src/yunce/checker")
PURE_FILES = ("src/yunce/operate/lower.py",)

OPENERS = {"open", "input", "print", "eval", "exec", "__import__"}
METHODS = {"open", "read_text", "read_bytes", "write_text", "write_bytes", "now", "today", "utcnow", "getenv", "urandom", "mkdir", "unlink"}
MODULES = {"os", "time", "random", "secrets", "socket", "subprocess", "tempfile", "shutil", "urllib", "requests", "logging"}
GLOBAL_RANDOM = {"np.random.seed", "np.random.rand", "np.random.random", "np.random.normal", "np.random.choice", "numpy.random.seed"}

ALLOWED = {
    "src/yunce/engine/spread/kernel.py:from os import cpu_count": "how many threads share the work; the numbers do not depend on it",
    "src/yunce/values/light.py:exec()": "writes the constructor of a class from the names of its fields, as dataclasses do",
}
"""`path:what` -> why a pure room may do it."""


def _modules() -> list[Module]:
    files = [m for m in modules("src/yunce/operate") if m.path in PURE_FILES]
    return [*modules(*PURE), *files]


def impurities(found: Iterable[ast.AST]) -> Iterator[str]:
    """What the nodes of a tree do that depends on more than its arguments."""
    for node in found:
        if isinstance(node, ast.Import):
            yield from (f"import {a.name}" for a in node.names if a.name.split(".")[0] in MODULES)
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] in MODULES:
            yield f"from {node.module} import {', '.join(a.name for a in node.names)}"
        if isinstance(node, ast.Call):
            yield from _impure_call(node)


def _impure_call(node: ast.Call) -> Iterator[str]:
    if isinstance(node.func, ast.Name) and node.func.id in OPENERS:
        yield f"{node.func.id}()"
    if isinstance(node.func, ast.Attribute):
        name = ast.unparse(node.func)
        if (node.func.attr in METHODS and not name.startswith("self.")) or name in GLOBAL_RANDOM:
            yield f"{name}()"
        if node.func.attr == "default_rng" and not node.args and not node.keywords:
            yield f"{name}() without a seed"


def test_a_pure_room_reaches_for_nothing() -> None:
    found = {f"{m.path}:{what}" for m in _modules() for what in impurities(nodes(m))}
    assert not found - set(ALLOWED)
    assert set(ALLOWED) <= found


@pytest.mark.parametrize(
    ("source", "what"),
    [
        ("open('x')", "open()"),
        ("import os", "import os"),
        ("from random import choice", "from random import choice"),
        ("date.today()", "date.today()"),
        ("path.read_text()", "path.read_text()"),
        ("np.random.default_rng()", "np.random.default_rng() without a seed"),
    ],
)
def test_the_test_itself_sees(source: str, what: str) -> None:
    assert what in set(impurities(ast.walk(ast.parse(source))))


def test_a_seeded_generator_is_fine() -> None:
    assert not set(impurities(ast.walk(ast.parse("rng = np.random.default_rng(seed)"))))
