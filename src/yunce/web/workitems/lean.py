# SPDX-License-Identifier: Apache-2.0
"""Many items for statistics: read without the documents that their rows hold, but for the few words of them that are asked for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.db.models.fields.json import KT

from yunce.operate.workitems.item import NONE, Item, Opening
from yunce.operate.workitems.states import Kind, Severity, State
from yunce.web.workitems.models import WorkItem

FIELDS = ("id", "state", "severity", "unit", "owner", "assignee", "subject", "element", "period", "due", "opened_at", "done_at")
NULLS = frozenset({None, "null"})
"""What is not told, as PostgreSQL and SQLite give the null of a document."""


def lean_items(rows: QuerySet[WorkItem], kind: Kind, **paths: str) -> Iterator[Item]:
    """The items of rows of one kind, in their order: how they stand, when, where; of their data what the paths name, by its name."""
    asked: Any = (KT(path) for path in paths.values())
    states, grades = {state.value: state for state in State}, {grade.value: grade for grade in Severity}
    for values in rows.values_list(*FIELDS, *asked):
        own, state, severity, unit, owner, assignee, subject, element, period, due, opened_at, done_at, *told = values
        opening = Opening(own, kind, "", unit, owner, severity=grades[severity], element=element, period=period, subject=subject)
        data = {name: value for name, value in zip(paths, told, strict=True) if value not in NULLS} if told else NONE
        yield Item(own, opening, opened_at, "", states[state], owner, assignee, due, done_at=done_at, data=data)
