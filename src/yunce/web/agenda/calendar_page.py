# SPDX-License-Identifier: Apache-2.0
"""The calendar of a month: what is due on each day, how it stands, conflicts, what could not be planned."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse

from yunce.operate.agenda.gathering import on
from yunce.operate.agenda.windows import day_of
from yunce.operate.workitems.item import Opening
from yunce.operate.workitems.states import ACTIVE
from yunce.plan.document import Plan
from yunce.values.calendar import Calendar, UnpublishedYear
from yunce.values.period import Period
from yunce.web.accounts.access import Action
from yunce.web.agenda.asked import Asked, agenda_of, owner_choices, shown, unit_choices
from yunce.web.agenda.generating import is_late, states_of
from yunce.web.agenda.months import month_after, month_before, month_name, whole_weeks
from yunce.web.agenda.saying import SaidConflict, said_conflicts
from yunce.web.desk import Desk
from yunce.web.problems import said_all
from yunce.web.ui.parts import Choice, Said, address
from yunce.web.workitems.labels import KINDS
from yunce.web.workitems.models import WorkItem

MOST_A_DAY = 5
MOST_OF_ONE_DAY = 500


@dataclass(frozen=True, slots=True)
class Entry:
    """One item on a day: how it stands (open, done, late, planned), its address once it is in the ledger."""

    title: str
    about: str
    kind: str
    tone: str
    href: str


@dataclass(frozen=True, slots=True)
class Day:
    """One field of the calendar."""

    day: date
    inside: bool
    is_today: bool
    is_past: bool
    """A day of the month of today, before today: on a phone it waits above."""
    is_off: bool
    entries: tuple[Entry, ...]
    more: int
    href: str


@dataclass(frozen=True, slots=True)
class CalendarPage:
    """A month, or one day of it in full."""

    title: str
    previous: str
    next: str
    today: str
    month: str
    units: tuple[Choice, ...]
    owners: tuple[Choice, ...]
    weeks: tuple[tuple[Day, ...], ...]
    has_past: bool
    one: Day | None
    total: int
    conflicts: tuple[SaidConflict, ...]
    problems: tuple[Said, ...]
    may_generate: bool
    back: str


def calendar_page(desk: Desk, plan: Plan, month: Period, asked: Asked, moment: tuple[datetime, date | None]) -> CalendarPage:
    """The page of a month; `moment` is now, and the one day that is to be shown in full."""
    now, chosen = moment
    found = agenda_of(desk, plan, month)
    by_day = on(shown(desk, asked, found.openings))
    kept = {row.key: row for row in states_of(o.key for day, of in by_day.items() if month.contains(day) for o in of)}
    make = _Maker(desk, asked, month, day_of(now), now, kept)
    here = reverse("work-calendar")

    def to(period: Period) -> str:
        return address(here, month=period.name, **asked.params())

    one = make.day(chosen, by_day.get(chosen, []), MOST_OF_ONE_DAY) if chosen else None
    weeks = () if chosen else tuple(tuple(make.day(d, by_day.get(d, []), MOST_A_DAY) for d in week) for week in whole_weeks(month))
    return CalendarPage(
        month_name(month), to(month_before(month)), to(month_after(month)), address(here, **asked.params()), month.name,
        unit_choices(desk, asked.unit), owner_choices(plan, asked.owner), weeks,
        any(day.is_past and day.entries for week in weeks for day in week), one,
        sum(len(of) for day, of in by_day.items() if month.contains(day)), said_conflicts(desk, plan, found.conflicts),
        said_all(found.problems) if desk.access.whole() else (), may_generate=may_generate(desk), back=to(month),
    )  # fmt: skip


def may_generate(desk: Desk) -> bool:
    """Whoever hands out work of the whole company may bring the ledger up to the plan."""
    return desk.access.may(Action.ASSIGN)


@dataclass(frozen=True, slots=True)
class _Maker:
    """Makes the fields of a calendar."""

    desk: Desk
    asked: Asked
    month: Period
    today: date
    now: datetime
    kept: Mapping[str, WorkItem]

    def day(self, day: date, openings: Iterable[Opening], most: int) -> Day:
        """One field with at most so many entries."""
        every = list(openings)
        inside = self.month.contains(day)
        entries = tuple(self.entry(o) for o in every[:most]) if inside else ()
        href = address(reverse("work-calendar"), month=self.month.name, day=day.isoformat(), **self.asked.params())
        is_off = not _is_workday(self.desk.installation.calendar, day)
        is_past = inside and day < self.today and self.month.contains(self.today)
        return Day(day, inside, day == self.today, is_past, is_off, entries, max(len(every) - most, 0) if inside else 0, href)

    def entry(self, opening: Opening) -> Entry:
        """One item."""
        row = self.kept.get(opening.key)
        tone = "planned" if row is None else "late" if is_late(row, self.now) else "open" if row.state in ACTIVE else "done"
        names = self.desk.unit_names()
        roles = {role.id: role.label for role in self.desk.plan.roles} if self.desk.plan else {}
        about = " · ".join(part for part in (names.get(opening.unit, opening.unit), roles.get(opening.owner, opening.owner)) if part)
        href = reverse("work-item", args=[row.pk]) if row is not None else ""
        return Entry(opening.title, about, str(KINDS[opening.kind]), tone, href)


def _is_workday(calendar: Calendar, day: date) -> bool:
    try:
        return calendar.is_workday(day)
    except UnpublishedYear:  # nobody knows yet: the weekend counts
        return day.weekday() < 5
