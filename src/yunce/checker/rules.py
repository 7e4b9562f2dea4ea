# SPDX-License-Identifier: Apache-2.0
"""What a rule is: a code, a severity, its words, and one small function over a paper. Its docstring holds an example of each kind."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from inspect import cleandoc
from typing import Generic, TypeVar

from yunce.checker.findings import Hit, Severity

Subject = TypeVar("Subject")

FAILS, PASSES = "不通过:", "通过:"
_EXAMPLES = re.compile(rf"^({FAILS}|{PASSES})\n((?:(?:    .*)?\n?)+)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Rule(Generic[Subject]):
    """One rule. `message` and `fix` are templates over the hit's words, `stated` and `expected`."""

    code: str
    severity: Severity
    title: str
    message: str
    fix: str
    check: Callable[[Subject], Iterator[Hit]]

    @property
    def family(self) -> str:
        """SUM of SUM001."""
        return self.code.rstrip("0123456789")

    @property
    def explanation(self) -> str:
        """The docstring without its examples."""
        return _EXAMPLES.sub("", cleandoc(self.check.__doc__ or "") + "\n").strip()

    def examples(self, kind: str) -> list[str]:
        """The docstring's examples that fail or pass."""
        return [cleandoc(text) for found, text in _EXAMPLES.findall(cleandoc(self.check.__doc__ or "") + "\n") if found == kind]


Check = Callable[[Subject], Iterator[Hit]]


def rule(code: str, severity: Severity, title: str, message: str, fix: str) -> Callable[[Check[Subject]], Rule[Subject]]:
    """Make a rule of a function."""

    def made(check: Check[Subject]) -> Rule[Subject]:
        return Rule(code, severity, title, message, fix, check)

    return made
