# SPDX-License-Identifier: Apache-2.0
"""What comes back: duties without coverage, reviews, reports that are owed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import get_args

from yunce.operate.agenda.contract import Found, Frame, joined
from yunce.operate.agenda.opening import kept, key_of, unit_of
from yunce.operate.agenda.windows import Window, closes, day_of, guarded, near, opens, touches, window, windows_of
from yunce.operate.inspection.form import frozen
from yunce.operate.workitems.item import Opening
from yunce.operate.workitems.states import Kind
from yunce.plan.document import Report, Review
from yunce.plan.parts.work import Duty
from yunce.values.cadence import Cadence
from yunce.values.calendar import Calendar
from yunce.values.duration import Duration
from yunce.values.grain import Grain, next_start, start_of
from yunce.values.period import Period
from yunce.values.problem import Problem

A_WEEK = timedelta(days=7)
Windows = tuple[tuple[Window, ...], tuple[Problem, ...]]


@dataclass(slots=True)
class Rota:
    """The windows of cadences over spans, each worked out once however many elements share it."""

    calendar: Calendar
    asked: Period
    _known: dict[tuple[Cadence, Period, Duration | None], tuple[Window, ...]]

    @classmethod
    def of(cls, frame: Frame) -> Rota:
        """An empty one."""
        return cls(frame.calendar, frame.asked, {})

    def windows(self, every: Cadence, span: Period, lasts: Duration | None, item: str) -> Windows:
        """The occurrences that touch the days asked about."""
        key = (every, span, lasts)
        if key in self._known:
            return self._known[key], ()
        close = near(every, span, self.asked, lasts)
        days, problems = windows_of(every, close, self.calendar, start=span.first, item=item) if close else ((), ())
        made = [window(every, d, lasts, self.calendar, item) for d in days]
        more = (p for _, wrong in made for p in wrong)
        found = tuple(w for w, _ in made if touches(self.asked, w.start, w.due))
        problems = (*problems, *dict.fromkeys(more))
        if not problems:  # a problem names its element, so it is told for each
            self._known[key] = found
        return found, problems


def duties(frame: Frame, rota: Rota) -> Found:
    """Duties that cover nothing: one opening an occurrence."""
    return joined(_duty(frame, rota, duty) for duty in frame.plan.duties if duty.cover is None and duty.every is not None)


def _duty(frame: Frame, rota: Rota, duty: Duty) -> Found:
    span = within(frame, duty.period)
    if span is None or duty.every is None:
        return Found()
    element, unit = f"duties.{duty.id}", unit_of(frame, duty.unit, duty.owner)
    data = kept(duty, checklist=duty.checklist, form=frozen(frame.plan, duty.checklist))
    windows, problems = rota.windows(duty.every, span, duty.due, element)
    kind = Kind.INSPECTION if duty.checklist else Kind.DUTY
    title, owner, plan = duty.label, duty.owner, frame.given.fingerprint
    return Found(
        tuple(
            Opening(
                key=f"{element}|{w.key}|{unit}", kind=kind, title=title, unit=unit, owner=owner, start=w.start, due=w.due,
                element=element, period=w.key, subject=unit, plan=plan, data=data,
            )
            for w in windows
        ),
        problems,
    )  # fmt: skip


def within(frame: Frame, own: Period | None) -> Period | None:
    """The days of an element: its own inside the plan's; `None` where they do not meet."""
    return frame.whole if own is None else frame.whole.intersect(own)


def reviews(frame: Frame, rota: Rota) -> Found:
    """Meetings that come back, with what is to be talked about."""
    return joined(_review(frame, rota, review) for review in frame.plan.reviews if review.every is not None)


def _review(frame: Frame, rota: Rota, review: Review) -> Found:
    if review.every is None:
        return Found()
    element, unit = f"reviews.{review.id}", unit_of(frame, review.unit, review.owner)
    windows, problems = rota.windows(review.every, frame.whole, None, element)
    data = kept(review, agenda=list(review.agenda), attend=list(review.attend))
    made = (
        Opening(
            key_of(element, w.key, unit), Kind.REVIEW, review.label, unit, review.owner, w.start, w.due,
            element=element, period=w.key, subject=unit, plan=frame.given.fingerprint, data=data,
        )
        for w in windows
    )  # fmt: skip
    return Found(tuple(made), problems)


def reports(frame: Frame, rota: Rota) -> Found:
    """Reports of facts that are owed: on the day that the cadence names, else on the day after the period, or as the plan says."""
    return joined(_report(frame, rota, report) for report in frame.plan.reports if report.every is not None)


def _report(frame: Frame, rota: Rota, report: Report) -> Found:
    span = within(frame, report.period)
    if report.every is None or span is None:
        return Found()
    element, unit = f"reports.{report.id}", unit_of(frame, report.unit, report.owner)
    lasts = report.due if isinstance(report.due, Duration) else None
    before = Period(Period.of(frame.asked.first, report.every.grain).first - A_WEEK, frame.asked.until)
    close = span if isinstance(report.due, Period) else near(report.every, span, before, lasts)
    days, problems = windows_of(report.every, close, rota.calendar, start=span.first, item=element) if close else ((), ())
    data = kept(report, table=report.table, metric=report.metric)
    title = report.name or report.title or f"报送：{report.table or report.metric or report.id}"
    made: list[Opening] = []
    for part in days:
        due, wrong = guarded(lambda part=part: _owed(report, part, rota.calendar, element))  # type: ignore[misc]
        problems = (*problems, *wrong)
        key = part.text if len(report.every.on) > 1 else Period.key(part.first, report.every.grain)
        start = opens(min(part.until, day_of(due)) if due else part.until)
        if touches(frame.asked, start, due):
            made.append(Opening(
                key_of(element, key, unit), Kind.DUTY, title, unit, report.owner, start, due,
                element=element, period=key, subject=unit, plan=frame.given.fingerprint, data=data,
            ))  # fmt: skip
    return Found(tuple(made), tuple(dict.fromkeys(problems)))


def _owed(report: Report, part: Period, calendar: Calendar, item: str) -> datetime | None:
    """When the report of a period is due: where its cadence names a day, on that day; else on the day after the period."""
    due = report.due
    day = part.last if report.every is not None and report.every.on else part.until
    if due is None:
        return closes(day)
    if isinstance(due, Period):
        return closes(due.last)
    if isinstance(due, Duration):
        return closes(due.after(part.last, calendar, item=item))
    if due.endswith("_end"):
        return closes(_end_of(part.last, due.removesuffix("_end")))
    hour, minute = (int(n) for n in due.split(":"))
    return opens(day) + timedelta(hours=hour, minutes=minute)


def _end_of(day: date, grain: str) -> date:
    """The last day of the part of time that holds a day."""
    known: Grain = next(g for g in get_args(Grain) if g == grain)
    return next_start(start_of(day, known), known) - timedelta(days=1)
