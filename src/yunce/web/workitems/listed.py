# SPDX-License-Identifier: Apache-2.0
"""Items as lists show them: of a row only the columns that a line says, and the lines drawn leanly."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from html import escape
from typing import TYPE_CHECKING, NamedTuple

from django.db.models import QuerySet
from django.utils.safestring import SafeString, mark_safe

from yunce.web.workitems.models import WorkItem

if TYPE_CHECKING:
    from yunce.web.workitems.saying import Line


class Listed(NamedTuple):
    """What a list reads of an item, by the names of its row's columns."""

    id: str
    number: str
    kind: str
    state: str
    severity: str
    title: str
    unit: str
    owner: str
    assignee: str
    start: datetime | None
    due: datetime | None
    waiting_until: datetime | None
    next_at: datetime


def listed(rows: QuerySet[WorkItem]) -> list[Listed]:
    """The rows of a question, read for a list: columns that hold whole documents stay where they are."""
    return [Listed._make(row) for row in rows.values_list(*Listed._fields)]


def draw_lines(lines: Iterable[Line]) -> SafeString:
    """A list of items; every text passes through `escape`."""
    return mark_safe(f'<ul class="work-list">{"".join(map(_draw, lines))}</ul>')  # noqa: S308


def _draw(line: Line) -> str:
    grave = f' <span class="tag bad">{escape(line.grave)}</span>' if line.grave else ""
    about = f"{line.kind} {line.number}" if line.number else line.kind
    about = " · ".join(part for part in (about, line.unit, line.holder) if part)
    late, bad = (' class="late"', " bad") if line.is_late else ("", "")
    return (
        f'<li{late}><a class="what" href="{escape(line.href)}"><b>{escape(line.title)}</b>{grave}</a>\n'
        f'<span class="about">{escape(about)}</span>\n'
        f'<span class="tag {line.tone}">{escape(line.state)}</span>'
        f'<span class="due{bad}" title="{line.due_title}">{escape(line.due)}</span></li>'
    )
