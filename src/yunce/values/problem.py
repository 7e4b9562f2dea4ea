# SPDX-License-Identifier: Apache-2.0
"""What is wrong, as a value: a code, a place, parameters. Words are made at the edge from a room's `WORDS`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum


class YunceError(Exception):
    """A caller's mistake or a broken machine; carries the `Problem`s that a user can be shown."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("; ".join(f"{p.code} at {p.path or '-'} {dict(p.params)}" for p in problems))
        self.problems = problems


class Severity(StrEnum):
    """How bad: an error stops, a warning is shown, a note informs."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Source:
    """Where words came from: a document, the quoted words, their character span [start, end)."""

    doc: str = ""
    quote: str = ""
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, at a place, with the parameters that its words need."""

    code: str
    path: str = ""
    params: tuple[tuple[str, str], ...] = ()
    severity: Severity = Severity.ERROR
    at: Source | None = None

    @classmethod
    def of(cls, code: str, path: str = "", severity: Severity = Severity.ERROR, **params: object) -> Problem:
        """A problem from keyword parameters, e.g. `Problem.of("plan.unknown_id", "targets[x]", id="y")`."""
        return cls(code, path, tuple((k, str(v)) for k, v in params.items()), severity)


@dataclass(frozen=True, slots=True)
class Words:
    """The message and the repair for one code, as templates with named placeholders."""

    message: str
    fix: str


Catalogue = Mapping[str, Words]


def has_errors(problems: Iterable[Problem]) -> bool:
    """True where at least one problem is an error."""
    return any(p.severity is Severity.ERROR for p in problems)
