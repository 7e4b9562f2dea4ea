# SPDX-License-Identifier: Apache-2.0
"""The page of inspections: planned, done and late by unit, each coverage against its quota, what comes back, the next ones to fill in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from yunce.operate.agenda.contract import Frame
from yunce.operate.agenda.windows import day_of
from yunce.operate.inspection.done import WHOLE_YEAR, Covered, Standing, by_unit, covered
from yunce.operate.workitems.item import Item
from yunce.operate.workitems.states import Kind
from yunce.operate.workitems.statistics import repeat_rate, repeats
from yunce.plan.document import Plan
from yunce.values.period import Period
from yunce.values.problem import Problem
from yunce.web.accounts.access import Action
from yunce.web.plans.naming import line_words
from yunce.web.problems import said_all
from yunce.web.ui.parts import Choice, Said
from yunce.web.ui.periods import in_words
from yunce.web.workitems.desk import WorkDesk, open_work
from yunce.web.workitems.lean import lean_items
from yunce.web.workitems.models import WorkItem
from yunce.web.workitems.saying import Line, Names, line_of

SPANS = (30, 90, 365)
"""How far back a page looks [d]."""
AHEAD = timedelta(days=35)
A_YEAR = timedelta(days=400)
MOST, MOST_LINES, MOST_REPEATS = 20_000, 10, 50
FULL = 100


@dataclass(frozen=True, slots=True)
class UnitRow:
    """The inspections of one unit."""

    unit: str
    href: str
    planned: int
    done: int
    late: int
    rate: str
    findings: int
    score: str


@dataclass(frozen=True, slots=True)
class QuotaRow:
    """One quota of a coverage."""

    title: str
    period: str
    quota: str
    planned: int
    done: int
    said: str
    tone: str


@dataclass(frozen=True, slots=True)
class RepeatRow:
    """A finding that came back."""

    unit: str
    finding: str
    times: int
    repeats: int


@dataclass(frozen=True, slots=True)
class InspectionsPage:
    """The page."""

    units: tuple[Choice, ...]
    spans: tuple[Choice, ...]
    rows: tuple[UnitRow, ...]
    quotas: tuple[QuotaRow, ...]
    repeats: tuple[RepeatRow, ...]
    repeat_rate: str
    within: int
    next: tuple[Line, ...]
    done: tuple[Line, ...]
    said: tuple[Said, ...]
    is_cut: bool


@require_GET
def inspections(request: HttpRequest) -> HttpResponse:
    """Inspections by unit over some days back, with coverages against their quotas."""
    work, now = open_work(request), timezone.now()
    span = next((days for days in SPANS if str(days) == request.GET.get("days")), SPANS[1])
    return render(request, "inspect/list.html", {"page": _page(work, request.GET.get("unit", ""), span, now)})


def below(work: WorkDesk, unit: str) -> list[str] | None:
    """A unit that may be seen with all below it; `None` where none is asked for."""
    return [one for one in work.desk.unit_names() if work.desk.access.reaches(unit, one)] or [unit] if unit else None


def unit_choices(work: WorkDesk, unit: str) -> tuple[Choice, ...]:
    """The units to look at."""
    names = work.desk.unit_names()
    seen = work.desk.access.within(Action.LOOK, names)
    return (Choice("", _("全部单位"), not unit), *(Choice(one, names[one], one == unit) for one in seen))


def _page(work: WorkDesk, unit: str, span: int, now: datetime) -> InspectionsPage:
    since, until = now - timedelta(days=span), now + AHEAD
    units = below(work, unit)
    every = work.seen(WorkItem.objects.filter(kind=Kind.INSPECTION))
    every = every if units is None else every.filter(unit__in=units)
    asked = every.filter(next_at__gte=since, next_at__lte=until).order_by("next_at")[: MOST + 1]
    read = list(lean_items(asked, Kind.INSPECTION, score="added__score", findings="added__findings"))
    past = [item for item in read[:MOST] if item.due is None or item.due <= now or item.done_at]
    found = work.seen(WorkItem.objects.filter(kind=Kind.RECTIFICATION, opened_at__gte=since))
    found = found if units is None else found.filter(unit__in=units)
    named = found.filter(opening__data__finding__isnull=False).order_by("opened_at")[:MOST]
    findings = list(lean_items(named, Kind.RECTIFICATION, finding="opening__data__finding"))
    quotas, problems = _quotas(work, now) if not unit else ((), ())
    active = _rows([item for item in read if item.is_active][:MOST_LINES])
    done = _rows(sorted((item for item in read if item.done_at), key=lambda item: item.done_at or now, reverse=True)[:MOST_LINES])
    names = Names.of(work, (*active, *done))
    rate = repeat_rate(findings, timedelta(days=span))
    return InspectionsPage(
        units=unit_choices(work, unit),
        spans=tuple(Choice(str(days), _("近 {days} 天").format(days=days), days == span) for days in SPANS),
        rows=tuple(_unit(one, names) for one in by_unit(past, now)),
        quotas=tuple(_quota(row, day_of(now)) for row in quotas),
        repeats=_repeats(findings, timedelta(days=span), names, work.desk.plan),
        repeat_rate="" if rate is None else f"{rate:.1%}",
        within=span,
        next=tuple(line_of(row, names, now) for row in active),
        done=tuple(line_of(row, names, now) for row in done),
        said=said_all(problems),
        is_cut=len(read) > MOST,
    )


def _rows(items: Sequence[Item]) -> list[WorkItem]:
    """The rows of some items, in their order."""
    rows = WorkItem.objects.in_bulk([item.id for item in items])
    return [rows[item.id] for item in items if item.id in rows]


def _unit(one: Standing, names: Names) -> UnitRow:
    return UnitRow(
        unit=names.units.get(one.unit, one.unit) or _("全公司"),
        href=f"{reverse('work-list')}?kind=inspection&state=all&unit={one.unit}",
        planned=one.planned,
        done=one.done,
        late=one.late,
        rate="" if one.rate is None else f"{one.rate:.0%}",
        findings=one.findings,
        score="" if one.score is None else str(one.score),
    )


def _quotas(work: WorkDesk, now: datetime) -> tuple[tuple[Covered, ...], tuple[Problem, ...]]:
    """Coverages of the whole plan: for those who may look at all of it."""
    plan = work.desk.plan
    if plan is None or not work.desk.access.whole():
        return (), ()
    today = day_of(now)
    frame = Frame(plan, work.desk.installation.calendar, Period(today, today + timedelta(days=1)))
    elements = [f"duties.{duty.id}" for duty in plan.duties if duty.cover is not None]
    rows = WorkItem.objects.filter(element__in=elements, next_at__gte=now - A_YEAR)
    items = list(lean_items(rows[:MOST], Kind.INSPECTION, mode="opening__data__mode"))
    return covered(frame, items, today)


def _quota(row: Covered, today: object) -> QuotaRow:
    named = {WHOLE_YEAR: _("全年")}
    period = named.get(row.period) or (
        _("全年，{mode}").format(mode=row.period[5:]) if row.period.startswith("mode:") else in_words(row.period)
    )
    is_over = row.until < today  # type: ignore[operator]  # a day
    said, tone = (
        (_("达到"), "good")
        if row.is_met
        else (_("没有达到"), "bad")
        if is_over
        else (_("还差 {n}").format(n=row.quota.low - row.done), "ask")
    )
    of_all = _("{low} / {all}").format(low=row.quota.low, all=row.population)
    return QuotaRow(row.title, period, of_all, row.planned, row.done, said, tone)


def _repeats(findings: Sequence[Item], within: timedelta, names: Names, plan: Plan | None) -> tuple[RepeatRow, ...]:
    """Findings that came back, by the words of their line."""
    words = line_words(plan)
    rows = []
    for one in repeats(findings, within)[:MOST_REPEATS]:
        subject, _bar, line = one.finding.partition("|")
        said = words.get(line, line)
        thing = subject if subject and subject not in names.units else ""
        rows.append(RepeatRow(names.units.get(one.unit, one.unit), f"{thing} {said}".strip(), one.times, one.repeats))
    return tuple(rows)
