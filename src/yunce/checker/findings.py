# SPDX-License-Identifier: Apache-2.0
"""What a rule finds: a code, how sure it is, what is stated, what it should be and why, where it stands, how to mend it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from yunce.values.light import light


class Severity(StrEnum):
    """How sure: an error is certain, a warning is likely to be wrong, a question asks the author."""

    ERROR = "error"
    WARNING = "warning"
    QUESTION = "question"


@light
@dataclass(frozen=True, slots=True)
class Span:
    """Characters [start, end) of the canonical text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Edit:
    """A change that mends the text: the characters of the span are replaced."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Hit:
    """What a rule's function gives: places, the two values, and the words that the rule's message asks for."""

    at: tuple[Span, ...]
    stated: str = ""
    expected: str = ""
    arithmetic: str = ""
    words: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    severity: Severity | None = None
    edit: Edit | None = None
    path: str = ""
    """Where in a structured plan; empty in a text."""


@dataclass(frozen=True, slots=True)
class Place:
    """A span with its words, verbatim."""

    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong or doubtful. `key` names it by its rule and its words, so that a waiver ends when the numbers change."""

    code: str
    severity: Severity
    message: str
    stated: str
    expected: str
    arithmetic: str
    at: tuple[Place, ...]
    fix: str
    key: str
    edit: Edit | None = None
    path: str = ""
