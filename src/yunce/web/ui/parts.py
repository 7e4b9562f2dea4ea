# SPDX-License-Identifier: Apache-2.0
"""The small values that pages are made of: states, steps, choices, pagers, charts."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import urlencode

from yunce.web.ui.tables import Table

Tone = Literal["", "good", "ask", "bad"]


@dataclass(frozen=True, slots=True)
class Step:
    """The one next thing to do: its words and its address."""

    text: str
    href: str


@dataclass(frozen=True, slots=True)
class State:
    """Instead of content: why there is none (empty, partial, wrong, stale, forbidden) and what to do."""

    title: str
    text: str = ""
    tone: Tone = ""
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class Said:
    """A problem in words: its message, its repair, where (the exact path, and the place in words), how bad, and the quoted source."""

    message: str
    fix: str = ""
    path: str = ""
    severity: str = "error"
    quote: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """One option of a select."""

    value: str
    text: str
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Pager:
    """Where we are in a long list; an empty address means there is nothing further."""

    page: int
    previous: str = ""
    next: str = ""
    said: str = ""


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture: its id, what it shows in words, the values for `charts.js`, the same numbers as a table."""

    id: str
    label: str
    values: Mapping[str, Any]
    table: Table

    @property
    def json(self) -> str:
        """The values as the script reads them, carried by the picture itself: a swapped part of a page keeps no script elements."""
        return json.dumps(self.values, ensure_ascii=False, separators=(",", ":"))


def address(path: str, **params: str | int | None) -> str:
    """An address with the parameters that say something."""
    kept = {key: str(value) for key, value in params.items() if value not in {None, ""}}
    return f"{path}?{urlencode(kept)}" if kept else path


def pager(path: str, params: Mapping[str, str], page: int, *, more: bool, said: str = "") -> Pager:
    """A pager over pages counted from 1, keeping the other parameters."""
    before = address(path, **params, page=page - 1 if page > 2 else None) if page > 1 else ""
    return Pager(page, before, address(path, **params, page=page + 1) if more else "", said)
