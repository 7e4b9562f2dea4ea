# SPDX-License-Identifier: Apache-2.0
"""The Gantt chart: bars of phases, initiatives and campaigns over the plan's months, drawn as SVG with whole numbers only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from yunce.operate.agenda.timeline import Bar, Sort, timeline
from yunce.operate.workitems.states import ACTIVE
from yunce.plan.document import Plan
from yunce.values.period import Period
from yunce.web.agenda.asked import Asked, agenda_of, frame_of, owner_choices, unit_choices
from yunce.web.agenda.generating import states_of
from yunce.web.agenda.saying import SaidConflict, said_conflicts
from yunce.web.desk import Desk
from yunce.web.ui.parts import Choice

ROW, HEAD, WIDTH = 30, 26, 960
"""Heights of a line and of the head, width of the whole time [px]."""
MOST = 300


@dataclass(frozen=True, slots=True)
class Line:
    """One bar with its words: where it stands [px], how it looks, where it leads."""

    title: str
    who: str
    days: str
    sort: Sort
    look: str
    x: int
    y: int
    width: int
    middle: int
    href: str
    slack: str


@dataclass(frozen=True, slots=True)
class Tick:
    """A month's beginning [px]."""

    x: int
    name: str


@dataclass(frozen=True, slots=True)
class GanttPage:
    """The chart."""

    lines: tuple[Line, ...]
    ticks: tuple[Tick, ...]
    arrows: tuple[str, ...]
    today: int | None
    height: int
    width: int
    units: tuple[Choice, ...]
    owners: tuple[Choice, ...]
    conflicts: tuple[SaidConflict, ...]
    cut: int


def gantt_page(desk: Desk, plan: Plan, days: Period, asked: Asked, today: date) -> GanttPage:
    """The chart of the plan over some days."""
    frame = frame_of(desk, plan, days)
    every = [bar for bar in timeline(frame) if asked.wants(desk, bar.unit, bar.owner)]
    bars = every[:MOST]
    kept = {row.key: row for row in states_of(bar.key for bar in bars)}
    done = {key for key, row in kept.items() if row.state not in ACTIVE}
    hrefs = {key: reverse("work-item", args=[row.pk]) for key, row in kept.items()}
    roles = {role.id: role.label for role in plan.roles}
    told = [(roles.get(bar.owner, bar.owner), hrefs.get(bar.key, ""), bar.key in done) for bar in bars]
    lines = tuple(_line(bar, i, days, who) for i, (bar, who) in enumerate(zip(bars, told, strict=True)))
    clashes = said_conflicts(desk, plan, agenda_of(desk, plan, days).conflicts)
    now = _x(today, days) if days.contains(today) else None
    return GanttPage(
        lines, _ticks(days), _arrows(bars, lines), now, HEAD + ROW * len(lines) + 6, WIDTH,
        unit_choices(desk, asked.unit), owner_choices(plan, asked.owner), clashes, len(every) - len(bars),
    )  # fmt: skip


def _x(day: date, days: Period) -> int:
    """Where a day begins [px]."""
    return round((day - days.first).days * WIDTH / days.days)


def _line(bar: Bar, index: int, days: Period, told: tuple[str, str, bool]) -> Line:
    who, href, is_done = told
    first, last = max(bar.first, days.first), min(bar.last, days.last)
    x = _x(first, days)
    width = max(_x(last + timedelta(days=1), days) - x, 4)
    look = " ".join(word for word, on in ((bar.sort, True), ("critical", bar.is_critical), ("done", is_done)) if on)
    slack = "" if bar.slack is None else _("关键") if bar.is_critical else _("机动 {days} 天").format(days=bar.slack)
    span = bar.last.isoformat() if bar.first == bar.last else f"{bar.first} – {bar.last}"
    y = HEAD + ROW * index
    return Line(bar.title, who, span, bar.sort, look, x, y + 7, width, y + ROW // 2, href, slack)


def _ticks(days: Period) -> tuple[Tick, ...]:
    return tuple(Tick(_x(part.first, days), _("{month} 月").format(month=part.first.month)) for part in days.parts("month"))


def _arrows(bars: Sequence[Bar], lines: Sequence[Line]) -> tuple[str, ...]:
    """From the end of what is needed down to the beginning of what needs it, as paths."""
    places = {bar.key: line for bar, line in zip(bars, lines, strict=True)}
    found: list[str] = []
    for bar in bars:
        for need in bar.needs:
            start, end = places.get(need), places[bar.key]
            if start is not None and bar.sort == "initiative":
                x = start.x + start.width
                found.append(f"M{x} {start.middle}H{max(x + 5, end.x - 5)}V{end.middle}H{end.x}")
    return tuple(found)
