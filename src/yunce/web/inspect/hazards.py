# SPDX-License-Identifier: Apache-2.0
"""The page of the register of hazards (隐患台账): grades, five elements, what needs the level above, ages, quarters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from yunce.operate.inspection.hazards import GRADES as KNOWN
from yunce.operate.inspection.hazards import Grade, grade_of, quarters, register, upward
from yunce.operate.workitems.item import Item
from yunce.operate.workitems.states import ACTIVE, Kind, Severity, State
from yunce.operate.workitems.statistics import AGES
from yunce.operate.workitems.steps import missing_elements
from yunce.web.inspect.inspections import below, unit_choices
from yunce.web.inspect.labels import GRADES
from yunce.web.ui.parts import Choice, Pager, pager
from yunce.web.ui.requests import page_number
from yunce.web.workitems.desk import WorkDesk, open_work
from yunce.web.workitems.labels import ELEMENTS
from yunce.web.workitems.lean import lean_items
from yunce.web.workitems.models import WorkItem
from yunce.web.workitems.rows import item_of
from yunce.web.workitems.saying import Line, Names, line_of, moment

MOST, ROWS, CHUNK = 20_000, 50, 500
BACK = timedelta(days=731)
"""How far back hazards are counted: two years, as statistics by quarter and year need; what is open counts however old."""


@dataclass(frozen=True, slots=True)
class GradeRow:
    """One grade: what was found, closed, late; the closure of all and of what the own level can close; ages of what is open."""

    name: str
    found: int
    closed: int
    upward: int
    rate: str
    own_rate: str
    on_time: str
    incomplete: int
    ages: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class QuarterRow:
    """One quarter of one grade."""

    quarter: str
    name: str
    found: int
    closed: int
    open: int


@dataclass(frozen=True, slots=True)
class HazardRow:
    """One open hazard."""

    line: Line
    grade: str
    is_major: bool
    days: int
    found: str
    missing: str
    reason: str


@dataclass(frozen=True, slots=True)
class HazardsPage:
    """The register."""

    units: tuple[Choice, ...]
    grades: tuple[Choice, ...]
    totals: tuple[GradeRow, ...]
    upward: tuple[HazardRow, ...]
    rows: tuple[HazardRow, ...]
    pager: Pager
    quarters: tuple[QuarterRow, ...]
    is_cut: bool


@require_GET
def hazards(request: HttpRequest) -> HttpResponse:
    """The register of the units that one may see."""
    work, now = open_work(request), timezone.now()
    unit, grade = request.GET.get("unit", ""), request.GET.get("grade", "")
    page = _page(work, unit, grade if grade in KNOWN else "", page_number(request), now)
    return render(request, "inspect/hazards.html", {"page": page})


def _page(work: WorkDesk, unit: str, grade: str, number: int, now: datetime) -> HazardsPage:
    found = work.seen(WorkItem.objects.filter(kind=Kind.RECTIFICATION))
    units = below(work, unit)
    found = found if units is None else found.filter(unit__in=units)
    recent, old = found.filter(opened_at__gte=now - BACK), found.filter(opened_at__lt=now - BACK, state__in=ACTIVE)
    read = [*_read(old), *_read(recent)]
    items = read[:MOST]
    kept = [item for item in items if not grade or grade_of(item) == grade]
    waiting = [item for item in kept if not item.is_closed and item.state not in {State.CANCELLED, State.UPWARD}]
    waiting.sort(key=lambda item: (grade_of(item) != "major", item.opened_at))
    shown, above = waiting[(number - 1) * ROWS : number * ROWS], upward(kept)
    params = {name: value for name, value in (("unit", unit), ("grade", grade)) if value}
    by_id = {row.pk: row for row in WorkItem.objects.filter(pk__in=[item.id for item in (*shown, *above)])}
    names = Names.of(work, by_id.values())
    return HazardsPage(
        units=unit_choices(work, unit),
        grades=(Choice("", _("全部等级"), not grade), *(Choice(one, str(GRADES[one]), one == grade) for one in KNOWN)),
        totals=tuple(_grade(one) for one in register(kept, now) if not grade or one.grade == grade),
        upward=_rows(above, by_id, names, now),
        rows=_rows(shown, by_id, names, now),
        pager=pager("", params, number, more=len(waiting) > number * ROWS),
        quarters=tuple(
            QuarterRow(one.quarter, str(GRADES[one.grade]), one.found, one.closed, one.open)
            for one in reversed(quarters(kept, now))
            if not grade or one.grade == grade
        ),
        is_cut=len(read) > MOST,
    )


def _read(rows: QuerySet[WorkItem]) -> list[Item]:
    """The oldest hazards of some rows. What is told of a hazard counts for grave ones alone: a major one is never of minor severity."""
    found = list(lean_items(rows.order_by("opened_at")[: MOST + 1], Kind.RECTIFICATION))
    grave = [item.id for item in found if item.opening.severity is not Severity.MINOR]
    whole: dict[str, Item] = {}
    for start in range(0, len(grave), CHUNK):
        whole |= {row.pk: item_of(row) for row in WorkItem.objects.filter(pk__in=grave[start : start + CHUNK])}
    return [whole.get(item.id, item) for item in found]


def _grade(one: Grade) -> GradeRow:
    whole = one.closure
    return GradeRow(
        name=str(GRADES[one.grade]),
        found=whole.found,
        closed=whole.closed,
        upward=whole.upward,
        rate=_share(whole.rate),
        own_rate=_share(whole.own_rate),
        on_time=_share(whole.on_time_rate),
        incomplete=one.incomplete,
        ages=tuple((_age(*ends), count) for ends, count in zip(AGES, one.ages, strict=True)),
    )


def _share(value: float | None) -> str:
    return "—" if value is None else f"{value:.1%}"


def _age(low: int, high: int | None) -> str:
    return _("{low}–{high} 天").format(low=low, high=high) if high is not None else _("{low} 天以上").format(low=low - 1)


def _rows(items: Sequence[Item], rows: dict[str, WorkItem], names: Names, now: datetime) -> tuple[HazardRow, ...]:
    whole = {item.id: item_of(rows[item.id]) for item in items}
    return tuple(
        HazardRow(
            line=line_of(rows[item.id], names, now),
            grade=str(GRADES[grade_of(item)]),
            is_major=grade_of(item) == "major",
            days=(now - item.opened_at).days,
            found=moment(item.opened_at)[:10],
            missing="、".join(str(ELEMENTS[name]) for name in missing_elements(item)),
            reason=item.reason,
        )
        for item in whole.values()
    )
