# SPDX-License-Identifier: Apache-2.0
"""The plan as bars over time: phases with their initiatives, campaigns with preparation and steps; what a Gantt chart draws."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from yunce.operate.agenda.campaigns import Run, runs_of, step_due
from yunce.operate.agenda.contract import Frame
from yunce.operate.agenda.opening import key_of, unit_of
from yunce.operate.agenda.projects import Dated, schedule
from yunce.operate.agenda.windows import guarded
from yunce.plan.document import Phase
from yunce.values.period import Period

Sort = Literal["phase", "initiative", "campaign", "prepare", "step"]
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Bar:
    """One line of the chart: from its first to its last day; a step, or an initiative without a known start, is its last day alone."""

    sort: Sort
    key: str
    """The key of the opening that it shows; a phase's is that of its gate."""
    title: str
    unit: str
    owner: str
    first: date
    last: date
    is_critical: bool = False
    slack: int | None = None
    needs: tuple[str, ...] = ()


def timeline(frame: Frame) -> tuple[Bar, ...]:
    """Bars that touch the days asked about: each phase before its initiatives, then those of no phase, then campaigns by their day."""
    dated, _ = schedule(frame)
    bars = (*_phases(frame, dated), *_loose(frame, dated), *_campaigns(frame))
    return tuple(bar for bar in bars if bar.first < frame.asked.until and bar.last >= frame.asked.first)


def _phases(frame: Frame, dated: tuple[Dated, ...]) -> Iterator[Bar]:
    for phase in frame.plan.phases:
        if phase.period is not None:
            yield _phase(frame, phase, phase.period)
        yield from _of(frame, (d for d in dated if d.initiative.phase == phase.id))


def _phase(frame: Frame, phase: Phase, period: Period) -> Bar:
    owner = phase.owner or frame.plan.plan.owner
    unit = unit_of(frame, phase.unit, owner)
    return Bar("phase", key_of(f"phases.{phase.id}"), phase.label, unit, owner, period.first, period.last)


def _loose(frame: Frame, dated: tuple[Dated, ...]) -> Iterator[Bar]:
    phases = {phase.id for phase in frame.plan.phases}
    yield from _of(frame, (d for d in dated if d.initiative.phase not in phases))


def _of(frame: Frame, dated: Iterator[Dated]) -> Iterator[Bar]:
    for d in dated:
        if d.last is not None:
            own = d.initiative
            needs = tuple(key_of(f"initiatives.{need}") for need in own.needs)
            unit = unit_of(frame, own.unit, own.owner)
            first = d.first or d.last
            yield Bar(
                "initiative", key_of(f"initiatives.{own.id}"), own.label, unit, own.owner, first, d.last, d.is_critical, d.slack, needs
            )


def _campaigns(frame: Frame) -> Iterator[Bar]:
    runs = [run for campaign in frame.plan.campaigns for run in runs_of(frame, campaign)[0]]
    for run in sorted(runs, key=lambda r: r.days.first):
        yield from _run(frame, run)


def _run(frame: Frame, run: Run) -> Iterator[Bar]:
    campaign = run.campaign
    unit = unit_of(frame, campaign.unit, campaign.owner)
    main, prepare = key_of(run.element, run.key), key_of(run.element, run.key, "prepare")
    needs = (prepare,) if run.prepared is not None else ()
    yield Bar("campaign", main, campaign.label, unit, campaign.owner, run.days.first, run.days.last, needs=needs)
    if run.prepared is not None:
        yield Bar("prepare", prepare, f"{campaign.label}：筹备", unit, campaign.owner, run.prepared, run.days.first - DAY)
    for index, step in enumerate(campaign.steps):
        due, _ = guarded(lambda step=step: step_due(frame, run, step))  # type: ignore[misc]
        if due is not None:
            name, owner = step.id or f"step_{index + 1}", step.owner or campaign.owner
            title = step.name or step.title or step.deliverable or name
            yield Bar("step", key_of(run.element, run.key, name), title, unit_of(frame, campaign.unit, owner), owner, due, due)
