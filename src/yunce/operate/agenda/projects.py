# SPDX-License-Identifier: Apache-2.0
"""Initiatives with what they need, phases with their gates: dates worked out along the needs, and which of them bear no delay."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from graphlib import CycleError, TopologicalSorter

from yunce.operate.agenda.contract import Found, Frame
from yunce.operate.agenda.opening import kept, key_of, unit_of
from yunce.operate.agenda.windows import closes, opens, touches
from yunce.operate.workitems.item import Opening
from yunce.operate.workitems.states import Kind
from yunce.plan.document import Phase
from yunce.plan.parts.work import Initiative
from yunce.values.period import Period
from yunce.values.problem import Problem, Severity

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Dated:
    """An initiative with its days; `slack` is by how many days it may end later before the last of all does [d]."""

    initiative: Initiative
    first: date | None
    last: date | None
    slack: int | None = None

    @property
    def is_critical(self) -> bool:
        """True where a delay delays the end."""
        return self.slack == 0


def projects(frame: Frame) -> Found:
    """Initiatives as tasks, phases with a gate as the look at it on their last day."""
    dated, problems = schedule(frame)
    made = [*(_task(frame, d) for d in dated), *(_gate(frame, phase) for phase in frame.plan.phases if phase.gate)]
    return Found(tuple(o for o in made if o is not None and touches(frame.asked, o.start, o.due)), problems)


def schedule(frame: Frame) -> tuple[tuple[Dated, ...], tuple[Problem, ...]]:
    """Every initiative with its days, in the plan's order.

    A start that is not told is the day after the last of what it needs, else the phase's first; an end that is not told the phase's last.
    """
    known = {i.id: i for i in frame.plan.initiatives}
    try:
        order = tuple(TopologicalSorter({i.id: [n for n in i.needs if n in known] for i in known.values()}).static_order())
    except CycleError as e:
        return (), (Problem.of("agenda.needs_circle", "initiatives", chain=" → ".join(e.args[1])),)
    phases = {phase.id: phase.period for phase in frame.plan.phases}
    dates: dict[str, tuple[date | None, date | None]] = {}
    for own in order:
        dates[own] = _dates(known[own], phases.get(known[own].phase), dates)
    slack = _slack(known, order, dates)
    dated = tuple(Dated(i, *dates[i.id], slack.get(i.id)) for i in known.values())
    undated = [
        Problem.of("agenda.no_days", f"initiatives[{d.initiative.id}]", Severity.WARNING, title=d.initiative.label)
        for d in dated
        if d.last is None
    ]
    return dated, tuple(undated)


def _dates(
    initiative: Initiative, phase: Period | None, before: Mapping[str, tuple[date | None, date | None]]
) -> tuple[date | None, date | None]:
    last = initiative.due.last if initiative.due is not None else phase.last if phase is not None else None
    ends = [end for need in initiative.needs if (end := before.get(need, (None, None))[1]) is not None]
    first = max(ends) + DAY if ends else phase.first if phase is not None else None
    if initiative.start is not None:
        first = initiative.start.first
    return (None if first is not None and last is not None and first > last else first), last


def _slack(known: Mapping[str, Initiative], order: tuple[str, ...], dates: Mapping[str, tuple[date | None, date | None]]) -> dict[str, int]:
    """Backwards along the needs: the latest end that leaves what follows its days, and how far off it is [d]."""
    ends = [last for _, last in dates.values() if last is not None]
    if not ends:
        return {}
    latest: dict[str, date] = {}
    followers: dict[str, list[str]] = {own: [i.id for i in known.values() if own in i.needs] for own in order}
    for own in reversed(order):
        limits = [latest[f] - _lasting(dates[f]) for f in followers[own] if f in latest]
        if dates[own][1] is not None:
            latest[own] = min([max(ends), *limits])
    return {own: (latest[own] - last).days for own, (_, last) in dates.items() if last is not None}


def _lasting(dates: tuple[date | None, date | None]) -> timedelta:
    """How long it takes with both its ends; one day where its start is not known."""
    first, last = dates
    return DAY if first is None or last is None else last - first + DAY


def _task(frame: Frame, dated: Dated) -> Opening | None:
    own = dated.initiative
    if dated.last is None:
        return None
    lift = None if own.lift is None else {"metric": own.lift.metric, "value": None if own.lift.value is None else str(own.lift.value)}
    budget = None if own.budget is None else str(own.budget)
    data = kept(
        own, deliverable=own.deliverable, phase=own.phase, theme=own.theme, lift=lift, budget=budget,
        critical=True if dated.is_critical else None,
    )  # fmt: skip
    return Opening(
        key_of(f"initiatives.{own.id}"), Kind.TASK, own.label, unit_of(frame, own.unit, own.owner), own.owner,
        opens(dated.first) if dated.first else None, closes(dated.last), element=f"initiatives.{own.id}", plan=frame.given.fingerprint,
        needs=tuple(key_of(f"initiatives.{need}") for need in own.needs), data=data,
    )  # fmt: skip


def _gate(frame: Frame, phase: Phase) -> Opening | None:
    if phase.period is None:
        return None
    element = f"phases.{phase.id}"
    needs = tuple(key_of(f"initiatives.{i.id}") for i in frame.plan.initiatives if i.phase == phase.id)
    last, owner = phase.period.last, phase.owner or frame.plan.plan.owner
    unit, data = unit_of(frame, phase.unit, owner), kept(phase, gate=phase.gate)
    return Opening(
        key_of(element), Kind.REVIEW, f"{phase.label}：关口", unit, owner, opens(last), closes(last),
        element=element, plan=frame.given.fingerprint, needs=needs, data=data,
    )  # fmt: skip
