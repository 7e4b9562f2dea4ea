# SPDX-License-Identifier: Apache-2.0
"""Rules of the house that a machine can check: licence lines, names, docstrings, errors, pages, addresses."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from tests.style.sources import PACKAGE, ROOT, Function, functions, modules, nodes, text_files

pytestmark = pytest.mark.xdist_group("style")  # one worker reads the source once

SPDX = "# SPDX-License-Identifier: Apache-2.0"
BAD_NAMES = {"utils", "util", "helpers", "helper", "manager", "misc"}
ENTRY_POINTS = {"src/yunce/cli/main.py", "src/yunce/web/middleware.py"}
"""The two places that may catch everything, to say one kind line instead of a traceback."""

MACHINE_PATHS = re.compile(r"(?<![\w.])/(root|home/\w+|work|Users/\w+|tmp)/")
UNFINISHED = re.compile(r"\b(TODO|FIXME|XXX)\b")
ALL = modules("src", "tests", "scripts", "benchmarks")
SOURCE = modules("src")


def test_a_module_names_its_licence_first() -> None:
    assert not [m.path for m in ALL if m.text.strip() and SPDX not in m.text.splitlines()[:2]]


def test_a_module_is_named_for_what_it_holds() -> None:
    assert not [m.path for m in ALL if BAD_NAMES & set(Path(m.path).with_suffix("").parts)]


def test_what_is_public_is_documented() -> None:
    silent = [m.path for m in SOURCE if not m.path.endswith("__init__.py") and not ast.get_docstring(m.tree)]
    for module in SOURCE:
        public = (node for node in module.tree.body if isinstance(node, Function | ast.ClassDef) and not node.name.startswith("_"))
        silent += [f"{module.path}:{node.name}" for node in public if not ast.get_docstring(node)]
    assert not silent


def test_only_the_entry_points_catch_everything() -> None:
    handlers = ((m.path, node) for m in SOURCE for node in nodes(m) if isinstance(node, ast.ExceptHandler))
    assert not [f"{path}:{node.lineno}" for path, node in handlers if _is_broad(node) and path not in ENTRY_POINTS]


def _is_broad(node: ast.ExceptHandler) -> bool:
    caught = node.type.elts if isinstance(node.type, ast.Tuple) else [node.type]
    return any(one is None or ast.unparse(one) in {"Exception", "BaseException"} for one in caught)


def test_an_error_that_is_passed_over_says_why() -> None:
    silent = []
    for module in SOURCE:
        lines = module.text.splitlines()
        handlers = (node for node in nodes(module) if isinstance(node, ast.ExceptHandler))
        for node in handlers:
            only = node.body[0]
            if len(node.body) == 1 and isinstance(only, ast.Pass) and "#" not in lines[only.lineno - 1]:
                silent.append(f"{module.path}:{node.lineno}")
    assert not silent


def test_no_argument_keeps_what_a_call_left_in_it() -> None:
    kept = []
    for module in SOURCE:
        for name, node in functions(module):
            defaults = [*node.args.defaults, *(d for d in node.args.kw_defaults if d is not None)]
            kept += [f"{module.path}:{name}" for d in defaults if isinstance(d, ast.List | ast.Dict | ast.Set)]
    assert not kept


def test_a_page_holds_neither_script_nor_style() -> None:
    script = re.compile(r"<script(?![^>]*\b(src|type=.application/json)\b)")
    style = re.compile(r"<style\b|\sstyle=|\son[a-z]+=[\"']|javascript:")
    pages = {path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8") for path in text_files(".html")}
    assert not [name for name, text in pages.items() if script.search(text) or style.search(text)]


def test_packs_are_data() -> None:
    code = [path for path in (PACKAGE / "packs").rglob("*.py") if path.name != "__init__.py"]
    assert not code
    assert all(not ast.parse(path.read_text(encoding="utf-8")).body[1:] for path in (PACKAGE / "packs").rglob("__init__.py"))


def test_nothing_names_a_machine_or_stays_unfinished() -> None:
    found = []
    for path in text_files(".py", ".md", ".toml", ".yaml", ".yml", ".html", ".js", ".css", ".lock", ""):
        text = "" if path == Path(__file__) else path.read_text(encoding="utf-8", errors="replace")
        found += [f"{path.relative_to(ROOT)}: {hit}" for hit in (*MACHINE_PATHS.findall(text), *UNFINISHED.findall(text))]
    assert not found
