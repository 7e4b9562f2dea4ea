# SPDX-License-Identifier: Apache-2.0
"""The project's own source, read once: files, trees, functions. The style tests ask their questions of these."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache, cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "yunce"
Function = ast.FunctionDef | ast.AsyncFunctionDef
STATEMENTS = (ast.stmt, ast.excepthandler, ast.match_case)
"""Where a function can stand: never inside an expression."""


class Module:
    """One Python file: its path from the root, its text and its tree, read when first asked for."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.path = file.relative_to(ROOT).as_posix()

    @cached_property
    def text(self) -> str:
        """What the file says."""
        return self.file.read_text(encoding="utf-8")

    @cached_property
    def tree(self) -> ast.Module:
        """The file's syntax tree."""
        return ast.parse(self.text)

    @property
    def lines(self) -> int:
        """How many lines the file has."""
        return len(self.text.splitlines())


_module = cache(Module)


@cache
def modules(*folders: str) -> tuple[Module, ...]:
    """Python files under these folders (from the root), those that change a database's tables aside."""
    found = (path for folder in folders for path in sorted((ROOT / folder).rglob("*.py")))
    return tuple(_module(path) for path in found if "migrations" not in path.parts)


@cache
def nodes(module: Module) -> tuple[ast.AST, ...]:
    """Every node of a module's tree, walked once for all questions."""
    return tuple(ast.walk(module.tree))


@cache
def functions(module: Module) -> tuple[tuple[str, Function], ...]:
    """Every function with its dotted name, methods and inner functions included."""
    return tuple(_functions(module.tree, ""))


def _functions(node: ast.AST, prefix: str) -> Iterator[tuple[str, Function]]:
    for child in ast.iter_child_nodes(node):
        if not isinstance(child, STATEMENTS):
            continue
        if isinstance(child, Function):
            yield prefix + child.name, child
        named = isinstance(child, Function | ast.ClassDef)
        yield from _functions(child, f"{prefix}{child.name}." if named else prefix)


def text_files(*suffixes: str) -> tuple[Path, ...]:
    """Files of these kinds that belong to the project: source, tests, scripts, benchmarks, documents, settings."""
    folders = [ROOT / name for name in ("src", "tests", "scripts", "benchmarks", "docs", ".ci", ".github")]
    found = [path for folder in folders for path in sorted(folder.rglob("*")) if path.is_file()]
    found += [path for path in sorted(ROOT.iterdir()) if path.is_file()]
    return tuple(path for path in found if path.suffix in suffixes and "vendor" not in path.parts)
