# SPDX-License-Identifier: Apache-2.0
"""The agenda: everything that a plan brings on some days, in the order of its due times."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from operator import attrgetter

from yunce.operate.agenda.campaigns import campaigns
from yunce.operate.agenda.conflicts import conflicts
from yunce.operate.agenda.contract import Agenda, Frame, Given, joined
from yunce.operate.agenda.covering import coverage
from yunce.operate.agenda.idle import never, nobodys
from yunce.operate.agenda.projects import projects, schedule
from yunce.operate.agenda.registers import registers
from yunce.operate.agenda.routines import Rota, duties, reports, reviews
from yunce.operate.agenda.windows import day_of
from yunce.operate.workitems.item import Opening
from yunce.plan.document import Plan
from yunce.values.calendar import Calendar
from yunce.values.period import Period
from yunce.values.work_clock import SHANGHAI

LATEST = datetime(9999, 12, 31, tzinfo=SHANGHAI)


def agenda(plan: Plan, calendar: Calendar, asked: Period, given: Given | None = None) -> Agenda:
    """What the plan wants done on the days of a period: all that begins, lasts or is due there.

    The same arguments give the same keys, so that what was opened before is not opened again. Dates that need the days of work of a year
    that is not published are left out, each with a problem that names its element; so is a coverage whose quotas cannot be held.
    """
    frame = Frame(plan, calendar, asked, given or Given())
    rota = Rota.of(frame)
    found = joined(
        (coverage(frame), duties(frame, rota), projects(frame), campaigns(frame), reviews(frame, rota), reports(frame, rota),
         registers(frame, rota))
    )  # fmt: skip
    dated, wrong = schedule(frame)
    openings = tuple(_in_order(found.openings))
    problems = tuple(dict.fromkeys((*found.problems, *wrong, *nobodys(frame, openings), *never(frame))))
    return Agenda(asked, openings, conflicts(frame, openings, dated), problems)


def _in_order(openings: Iterable[Opening]) -> Iterator[Opening]:
    """By due time, then start, then key; what has no end comes last. Many share their moments, so these are sorted apart."""
    together: dict[tuple[datetime, datetime], list[Opening]] = {}
    for opening in openings:
        together.setdefault((opening.due or LATEST, opening.start or LATEST), []).append(opening)
    for moments in sorted(together):
        yield from sorted(together[moments], key=attrgetter("key"))


def on(openings: tuple[Opening, ...]) -> dict[date, list[Opening]]:
    """Openings by the day on which they are due (on which they begin, where they have no end), in order."""
    days: dict[date, list[Opening]] = {}
    for opening in openings:
        at = opening.due or opening.start
        if at is not None:
            days.setdefault(day_of(at), []).append(opening)
    return dict(sorted(days.items()))
