# SPDX-License-Identifier: Apache-2.0
"""Items in words: when something is due, who has it, what happened to it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from urllib.parse import quote

from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from yunce.operate.workitems.states import ACTIVE, Severity, State
from yunce.web.ui.parts import Tone
from yunce.web.workitems.desk import WorkDesk, names_of
from yunce.web.workitems.labels import KINDS, SEVERITIES, STATES
from yunce.web.workitems.listed import Listed
from yunce.web.workitems.models import WorkItem

WEEKDAYS = "一二三四五六日"
DAY = timedelta(days=1)
TONES: Mapping[str, Tone] = {State.VERIFIED: "good", State.UPWARD: "ask", State.WAITING: "ask", State.REOPENED: "bad"}


@dataclass(frozen=True, slots=True)
class Names:
    """How units, roles and people are called on one page."""

    units: Mapping[str, str]
    roles: Mapping[str, str]
    people: Mapping[str, str]

    @classmethod
    def of(cls, work: WorkDesk, rows: Iterable[WorkItem], *more: str) -> Names:
        """Those that the rows name, looked up at once."""
        users = {name for row in rows for name in (row.assignee, row.done_by, row.verified_by, row.opened_by)}
        return cls(work.desk.unit_names(), work.role_names(), names_of(users | set(more)))

    @classmethod
    def of_lists(cls, work: WorkDesk, rows: Iterable[Listed]) -> Names:
        """Those that lists of items name: units, roles, and who has each item."""
        own = {work.name: work.called}
        others = {row.assignee for row in rows} - {work.name}
        return cls(work.desk.unit_names(), work.role_names(), {**own, **names_of(others)})

    def person(self, name: str) -> str:
        """A person as people say it; rules and clocks are the product itself."""
        return _("系统") if name == "system" else self.people.get(name, name)

    def holder(self, row: WorkItem | Listed) -> str:
        """Who has it: the person, else the role."""
        return self.person(row.assignee) if row.assignee else self.roles.get(row.owner, row.owner) or _("未分派")


@dataclass(frozen=True, slots=True)
class Line:
    """One item in a list."""

    id: str
    href: str
    title: str
    number: str
    kind: str
    state: str
    tone: str
    unit: str
    holder: str
    due: str
    due_title: str
    is_late: bool
    grave: str


def address_of(item: str) -> str:
    """The address of an item's page; the pattern is looked up once, since a list has many."""
    before, after = _around()
    return f"{before}{quote(item)}{after}"


@cache
def _around() -> tuple[str, str]:
    before, _mark, after = reverse("work-item", args=["0"]).rpartition("0")
    return before, after


def line_of(row: WorkItem | Listed, names: Names, now: datetime) -> Line:
    """An item as a list shows it."""
    late = row.state in ACTIVE and row.due is not None and row.due < now
    waits = row.state == State.WAITING and row.waiting_until is not None
    kind, state, grave = _said(row.kind, row.state, row.severity)
    return Line(
        id=row.id,
        href=address_of(row.id),
        title=row.title,
        number=row.number,
        kind=kind,
        state=state,
        tone=TONES.get(row.state, ""),
        unit=names.units.get(row.unit, row.unit),
        holder=names.holder(row),
        due=_("等到 {day}").format(day=said_day(row.waiting_until, now))
        if waits and row.waiting_until
        else said_due(row.due, now, late=late),
        due_title=moment(row.due),
        is_late=late,
        grave=grave,
    )


@cache
def _said(kind: str, state: str, severity: str) -> tuple[str, str, str]:
    """The words for an item's kind, its state, its severity where that is grave; looked up once, since a list has many."""
    return str(KINDS[kind]), str(STATES[state]), "" if severity == Severity.MINOR else str(SEVERITIES[severity])


def said_due(due: datetime | None, now: datetime, *, late: bool) -> str:
    """A due time as people say it."""
    if due is None:
        return _("没有期限")
    if not late:
        return said_day(due, now)
    days = (localtime(now).date() - localtime(due).date()).days
    return _("逾期 {days} 天").format(days=days) if days else _("今天 {time} 已过").format(time=f"{localtime(due):%H:%M}")


def said_day(at: datetime, now: datetime) -> str:
    """A day near by its name, another by its date; today with its time."""
    day, today = localtime(at).date(), localtime(now).date()
    if day == today:
        return _("今天 {time}").format(time=f"{localtime(at):%H:%M}")
    if day == today + DAY:
        return _("明天")
    if today < day < today + 7 * DAY:
        return _("{day} 周{weekday}").format(day=f"{day:%m-%d}", weekday=WEEKDAYS[day.weekday()])
    return f"{day:%m-%d}" if day.year == today.year else day.isoformat()


def moment(at: datetime | None) -> str:
    """A moment in full, to the minute."""
    return localtime(at).isoformat(" ", "minutes")[:16] if at else ""
