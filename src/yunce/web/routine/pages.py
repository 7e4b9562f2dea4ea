# SPDX-License-Identifier: Apache-2.0
"""The value of the routines' page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from yunce.web.routine.book import ROUTINES
from yunce.web.routine.models import RoutineState


@dataclass(frozen=True, slots=True)
class RoutineRow:
    """One routine as it is listed."""

    name: str
    title: str
    ended: str
    said: str
    seconds: str
    next: str
    failures: int


def routines_page() -> tuple[RoutineRow, ...]:
    """Every routine of the book."""
    known = {state.name: state for state in RoutineState.objects.all()}
    return tuple(_row(name, routine.title, known.get(name)) for name, routine in ROUTINES.items())


def _row(name: str, title: str, state: RoutineState | None) -> RoutineRow:
    if state is None:
        return RoutineRow(name, title, _("还没有运行"), "", "", _("服务启动后"), 0)
    ended = _at(state.ended_at) if state.ended_at else _("还没有运行")
    coming = _("排队中") if state.waiting else _at(state.next_at)
    return RoutineRow(name, title, ended, state.said, f"{state.seconds:.1f}" if state.ended_at else "", coming, state.failures)


def _at(moment: datetime) -> str:
    return f"{localtime(moment):%m-%d %H:%M}"
