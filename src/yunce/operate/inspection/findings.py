# SPDX-License-Identifier: Apache-2.0
"""What an inspection found, and the rectifications that it opens: one a finding, once. Source: docs/method/inspection.md, 4."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from types import MappingProxyType

from yunce.operate.agenda.windows import closes, day_of
from yunce.operate.inspection.answers import Answer, Answers
from yunce.operate.inspection.form import Form, Line
from yunce.operate.inspection.scoring import passes
from yunce.operate.workitems.item import Item, Opening
from yunce.operate.workitems.states import Kind, Severity
from yunce.plan.document import Plan
from yunce.values.calendar import Calendar, UnpublishedYear
from yunce.values.duration import Duration

TERMS: Mapping[Severity, Duration] = MappingProxyType(
    {Severity.CRITICAL: Duration(1, "wd"), Severity.MAJOR: Duration(3, "wd"), Severity.MINOR: Duration(7, "wd")}
)
"""How long a finding may stay, by its severity."""
LONGEST_TITLE = 200
SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Finding:
    """A line that failed: how grave, which grade of hazard, what was seen."""

    line: Line
    answer: Answer

    @property
    def hazard(self) -> str:
        """The grade that the inspector gave; else `major` for what is critical, `minor` for all else."""
        return self.answer.hazard or ("major" if self.line.severity is Severity.CRITICAL else "minor")

    @property
    def severity(self) -> Severity:
        """The line's; a major hazard is at least major."""
        return Severity.MAJOR if self.hazard == "major" and self.line.severity is Severity.MINOR else self.line.severity


def findings(form: Form, answers: Answers) -> tuple[Finding, ...]:
    """The lines that failed, in the form's order."""
    return tuple(Finding(line, answers.of(line)) for line in form.lines if passes(line, answers.of(line)) is False)


@dataclass(frozen=True, slots=True)
class Terms:
    """What rectifications are opened by: the calendar of working days, how long each severity has."""

    calendar: Calendar
    by_severity: Mapping[Severity, Duration] = TERMS

    def due(self, severity: Severity, now: datetime) -> datetime:
        """When a finding of today is due: the end of the day so long after; by weekdays where a year's days of work are not published."""
        term, today = self.by_severity[severity], day_of(now)
        try:
            day = term.after(today, self.calendar, item="inspection")
        except UnpublishedYear:
            day = _weekdays_after(today, term.amount)
        return closes(day) or now


def _weekdays_after(day: date, count: int) -> date:
    while count > 0:
        day += timedelta(days=1)
        count -= day.weekday() < SATURDAY
    return day


@dataclass(frozen=True, slots=True)
class Inspected:
    """An inspection with its form and plan; `still` are the lines of which a rectification, opened by it before, is not closed."""

    item: Item
    form: Form
    plan: Plan | None = None
    still: Collection[str] = ()


def rectifications(this: Inspected, found: Collection[Finding], terms: Terms, now: datetime) -> tuple[Opening, ...]:
    """The openings of what an inspection found: none for what it found before and is not put right yet."""
    item, plan = this.item, this.plan
    unit = subject_unit(item, plan)
    owner = head_of(unit, plan)
    return tuple(
        Opening(
            key=f"finding|{item.id}|{one.line.id}" + (f"|{item.reopened}" if item.reopened else ""),
            kind=Kind.RECTIFICATION,
            title=f"整改：{one.line.text or one.line.id}"[:LONGEST_TITLE],
            unit=unit,
            owner=owner,
            due=terms.due(one.severity, now),
            severity=one.severity,
            element=item.opening.element,
            period=item.opening.period,
            subject=item.opening.subject,
            plan=item.opening.plan,
            parent=item.id,
            data=_data(this.form, one),
        )
        for one in found
        if one.line.id not in this.still
    )


def _data(form: Form, found: Finding) -> Mapping[str, object]:
    line, answer = found.line, found.answer
    told = {
        "标准": line.standard or (f"{line.limits.text} {line.measured_in}".strip() if line.limits else ""),
        "实际": f"{answer.value} {line.measured_in}".strip() if line.asks in {"number", "score", "choice", "text"} else "",
        "说明": answer.note,
    }
    text = "\n".join((f"{form.title}{f'（第 {form.version} 版）' if form.version else ''}", *(f"{k}：{v}" for k, v in told.items() if v)))
    return {"finding": f"{form.id}.{line.id}", "hazard": found.hazard, "text": text, "seen": list(answer.photos)}


def subject_unit(item: Item, plan: Plan | None) -> str:
    """The unit that puts things right: the one that was looked at, where the subject is one; else where the inspection stands."""
    units = {unit.id for unit in plan.units} if plan else set()
    return item.opening.subject if item.opening.subject in units else item.opening.unit


def head_of(unit: str, plan: Plan | None) -> str:
    """The role that answers in a unit, or in the next one above that has any: the first that reports to nobody there.

    Empty where there is none: whoever works there may take it.
    """
    parents = {one.id: one.parent for one in plan.units} if plan else {}
    seen: set[str] = set()
    while plan is not None and unit and unit not in seen:
        seen.add(unit)
        here = {role.id: role for role in plan.roles if role.unit == unit}
        heads = [name for name, role in here.items() if role.reports_to not in here]
        if heads:
            return heads[0]
        unit = parents.get(unit, "")
    return ""
