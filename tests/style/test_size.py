# SPDX-License-Identifier: Apache-2.0
"""The walls of size: a module, a function, a page's template. An exception is named here, with its reason."""

from __future__ import annotations

import pytest

from tests.style.sources import PACKAGE, functions, modules

pytestmark = pytest.mark.xdist_group("style")  # one worker reads the source once

MODULE_LINES = 400
FUNCTION_LINES = 40
TEMPLATE_LINES = 80
ARGUMENTS = 7

LONG_FUNCTIONS: dict[str, str] = {}
"""`path:function` -> why it may be longer than the wall."""

PRODUCT = modules("src", "scripts", "benchmarks")


def test_a_module_stays_within_the_wall() -> None:
    assert not [f"{m.path}: {m.lines} lines" for m in (*PRODUCT, *modules("tests")) if m.lines > MODULE_LINES]


def test_a_function_stays_within_the_wall() -> None:
    lengths = {f"{m.path}:{name}": (node.end_lineno or 0) - node.lineno + 1 for m in PRODUCT for name, node in functions(m)}
    assert not {name: lines for name, lines in lengths.items() if lines > FUNCTION_LINES and name not in LONG_FUNCTIONS}
    assert set(LONG_FUNCTIONS) <= set(lengths)


def test_a_function_takes_few_arguments_in_order() -> None:
    """Keyword-only arguments are named where they are given and do not count, nor does `self`; a command's options are its words."""
    many = {}
    for module in modules("src"):
        for name, node in functions(module):
            taken = [a.arg for a in (*node.args.posonlyargs, *node.args.args) if a.arg not in {"self", "cls"}]
            if len(taken) > ARGUMENTS and not module.path.startswith("src/yunce/cli/"):
                many[f"{module.path}:{name}"] = len(taken)
    assert not many


def test_a_template_stays_within_the_wall() -> None:
    lengths = {path.relative_to(PACKAGE).as_posix(): path.read_text(encoding="utf-8").count("\n") for path in PACKAGE.rglob("*.html")}
    assert not {name: lines for name, lines in lengths.items() if lines > TEMPLATE_LINES}
