# SPDX-License-Identifier: Apache-2.0
"""Duties that cover: which unit is inspected in which period and mode, by the engine's plan of coverage. Source: docs/method/cover.md."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from yunce.engine.cover.quotas import Bound, Clash, Quotas
from yunce.engine.cover.visits import ANY, Visit
from yunce.operate.agenda.contract import Found, Frame, has_begun, joined
from yunce.operate.agenda.crossing import crossed
from yunce.operate.agenda.infeasible import told
from yunce.operate.agenda.opening import kept, key_of, roles_of
from yunce.operate.agenda.quota_checks import quota_problems
from yunce.operate.agenda.routines import within
from yunce.operate.agenda.shares import bound_of
from yunce.operate.agenda.subjects import risks_of, subjects_of
from yunce.operate.agenda.windows import Window, clipped, touches, window, windows_of
from yunce.operate.inspection.form import frozen
from yunce.operate.workitems.item import Opening
from yunce.operate.workitems.states import Kind
from yunce.plan.document import Unit
from yunce.plan.parts.work import Cover, Duty
from yunce.values.duration import add_months
from yunce.values.grain import start_of
from yunce.values.period import Period
from yunce.values.problem import Problem, has_errors


@dataclass(frozen=True, slots=True)
class Round:
    """One year of a duty's coverage: its windows, its subjects, what it is held to."""

    duty: Duty
    cover: Cover
    windows: tuple[Window, ...]
    subjects: tuple[Unit, ...]
    quotas: Quotas

    @property
    def modes(self) -> tuple[str, ...]:
        """The modes in the plan's order."""
        return tuple(self.cover.modes)

    @property
    def path(self) -> str:
        """Where the plan tells it."""
        return f"duties[{self.duty.id}].cover"


def coverage(frame: Frame) -> Found:
    """The inspections of every duty that covers."""
    return joined(_covered(frame, duty) for duty in frame.plan.duties)


def _covered(frame: Frame, duty: Duty) -> Found:
    if duty.cover is None or duty.every is None:
        return Found()
    rounds, problems = rounds_of(frame, duty, duty.cover)
    if duty.cover.across:
        across = duty.cover.across
        return joined([Found((), problems), *(crossed(frame, duty, across, r.subjects, r.windows) for r in rounds)])
    return joined([Found((), problems), *(_openings(frame, r) for r in rounds)])


def rounds_of(frame: Frame, duty: Duty, cover: Cover) -> tuple[tuple[Round, ...], tuple[Problem, ...]]:
    """The years of a coverage that touch the plan, each with what it is held to."""
    path = f"duties[{duty.id}].cover"
    span = within(frame, duty.period)
    subjects, problems = subjects_of(frame.plan, cover, path)
    if span is None or has_errors(problems):
        return (), problems
    if not subjects:
        return (), (*problems, Problem.of("agenda.cover_nobody", path, title=duty.label, of=cover.of or "全部基层单位"))
    problems = (*problems, *quota_problems(duty, cover, subjects, path))
    if has_errors(problems):
        return (), problems
    rounds: list[Round] = []
    for year in _years(duty, span):
        windows, wrong = _windows(frame, duty, year)
        problems = (*problems, *wrong)
        if windows and not wrong:
            rounds.append(Round(duty, cover, windows, subjects, quotas_of(cover, len(subjects), len(windows))))
    return tuple(rounds), problems


def _years(duty: Duty, span: Period) -> Iterator[Period]:
    """Twelve months after twelve months in whole periods of the cadence, from the start of the one that holds the first day."""
    grain = duty.every.grain if duty.every is not None else "day"
    first = start_of(span.first, grain)
    while first < span.until:
        until = start_of(add_months(first, 12), grain)
        yield Period(first, until)
        first = until


def _windows(frame: Frame, duty: Duty, year: Period) -> tuple[tuple[Window, ...], tuple[Problem, ...]]:
    if duty.every is None:
        return (), ()
    element = f"duties.{duty.id}"
    days, problems = windows_of(duty.every, year, frame.calendar, item=element)
    made = [window(duty.every, d, duty.due, frame.calendar, element) for d in days]
    return tuple(w for w, _ in made), (*problems, *dict.fromkeys(p for _, wrong in made for p in wrong))


def quotas_of(cover: Cover, population: int, periods: int) -> Quotas:
    """What the plan asks for in whole subjects. Without any quota everybody is seen in every period."""
    rounding = cover.round
    modes = tuple(bound_of(value, population, rounding) or Bound(0, population) for value in cover.modes.values())
    year = bound_of(cover.per_year, population, rounding)
    each = bound_of(cover.per_period, population, rounding)
    if each is None:
        is_free = year is not None or bool(modes)
        each = Bound(0, population) if is_free else Bound(population, population)
    overlap = cover.overlap == "allowed"
    return Quotas(population, year or Bound(0, population), (each,) * periods, modes, overlap, open_modes=len(modes) == 1)


def _openings(frame: Frame, this: Round) -> Found:
    from yunce.engine.cover.choosing import cover  # arrays: a plan that covers nothing does without

    held = _held(frame, this)
    heads = roles_of(frame).get(this.duty.owner)
    inspectors = int(heads.headcount.amount) if heads is not None and heads.headcount is not None else 1
    found = cover(this.quotas, risks_of(this.subjects, this.cover.risk), inspectors=inspectors, held=held)
    if isinstance(found, Clash):
        names = {"title": this.duty.label, "period": this.windows[0].key}
        return Found((), (told(found, this.quotas, this.cover, this.path, names),))
    return Found(tuple(_inspections(frame, this, found, inspectors)))


def _held(frame: Frame, this: Round) -> tuple[Visit, ...]:
    """Inspections of this coverage that somebody has begun: they stand."""
    periods = {w.key: i for i, w in enumerate(this.windows)}
    subjects = {unit.id: i for i, unit in enumerate(this.subjects)}
    element = f"duties.{this.duty.id}"
    stand = [i.opening for i in frame.given.items if i.opening.element == element and has_begun(i)]
    return tuple(
        Visit(periods[o.period], subjects[o.subject], _mode(this, str(o.data.get("mode", ""))))
        for o in stand
        if o.period in periods and o.subject in subjects
    )


def _mode(this: Round, name: str) -> int:
    return this.modes.index(name) if name in this.modes else ANY


def _inspections(frame: Frame, this: Round, visits: Sequence[Visit], inspectors: int) -> Iterator[Opening]:
    """Visits as openings. A second visit in one period has its mode in its key."""
    duty, element, form = this.duty, f"duties.{this.duty.id}", frozen(frame.plan, this.duty.checklist)
    seen: set[str] = set()
    span = within(frame, duty.period) or frame.whole
    for visit in visits:
        at, unit = this.windows[visit.period], this.subjects[visit.subject]
        mode = this.modes[visit.mode] if visit.mode != ANY else ""
        key = key_of(element, at.key, unit.id)
        key = f"{key}|{mode}" if key in seen else key
        seen.add(key)
        days = at.days.intersect(span)
        inside = clipped(at, span)
        if days is None or not touches(frame.asked, inside.start, inside.due):
            continue
        by = visit.inspector + 1 if inspectors > 1 else None
        yield Opening(
            key, Kind.INSPECTION, f"{duty.label}：{unit.label}", unit.id, duty.owner, inside.start, inside.due,
            element=element, period=at.key, subject=unit.id, plan=frame.given.fingerprint,
            data=kept(duty, checklist=duty.checklist, form=form, mode=mode, inspector=by),
        )  # fmt: skip
