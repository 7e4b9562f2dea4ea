# SPDX-License-Identifier: Apache-2.0
"""Items as lists show them: of a row only the columns that a line says, and the lines drawn leanly."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from html import escape
from typing import TYPE_CHECKING, Any, NamedTuple

from django.core.exceptions import EmptyResultSet
from django.db import connection
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


MOMENTS = Listed._fields.index("start")
"""Where the columns begin that hold moments."""
COLUMNS = ", ".join(f'"{name}"' for name in Listed._fields)


def listed(rows: QuerySet[WorkItem]) -> list[Listed]:
    """The rows of a question, read for a list: columns that hold whole documents stay where they are."""
    try:
        question, values = rows.values_list(*Listed._fields).query.sql_with_params()
    except EmptyResultSet:  # a question that nothing can answer is not even asked
        return []
    return read(question, values)


def read(question: str, values: Sequence[Any]) -> list[Listed]:
    """The rows of a question to the database for `COLUMNS`."""
    with connection.cursor() as cursor:
        cursor.execute(question, values)
        return [Listed(*row[:MOMENTS], *map(_moment, row[MOMENTS:])) for row in cursor.fetchall()]


def _moment(value: datetime | None) -> datetime | None:
    """A moment as databases give it: SQLite without a zone, in universal time."""
    return value.replace(tzinfo=UTC) if value is not None and value.tzinfo is None else value


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
