# SPDX-License-Identifier: Apache-2.0
"""Campaigns, planned backwards: from the day of the event through the lead times of its steps."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from yunce.operate.agenda.contract import Found, Frame, joined
from yunce.operate.agenda.opening import kept, key_of, unit_of
from yunce.operate.agenda.windows import closes, guarded, opens, touches
from yunce.operate.workitems.item import Opening
from yunce.operate.workitems.states import Kind
from yunce.plan.parts.work import Campaign, Step
from yunce.values.anchor import Anchor
from yunce.values.period import Period
from yunce.values.problem import Problem, Severity

FAR = timedelta(days=200)
"""Further from a campaign's days no lead time reaches [d]."""


@dataclass(frozen=True, slots=True)
class Run:
    """One time that a campaign runs: its days, and from when on it is prepared."""

    campaign: Campaign
    days: Period
    prepared: date | None

    @property
    def key(self) -> str:
        """Its period's key: the first day."""
        return self.days.first.isoformat()

    @property
    def element(self) -> str:
        """The campaign's element."""
        return f"campaigns.{self.campaign.id}"


def campaigns(frame: Frame) -> Found:
    """Every campaign's run, preparation and steps."""
    return joined(_campaign(frame, campaign) for campaign in frame.plan.campaigns)


def _campaign(frame: Frame, campaign: Campaign) -> Found:
    runs, problems = runs_of(frame, campaign)
    openings: list[Opening] = []
    for run in runs:
        openings += _main(frame, run)
        for index, step in enumerate(campaign.steps):
            made, wrong = _step(frame, run, step, index)
            problems = (*problems, *wrong) if _is_near(frame, run) else problems
            openings += [made] if made is not None else []
    return Found(tuple(o for o in openings if touches(frame.asked, o.start, o.due)), problems)


def runs_of(frame: Frame, campaign: Campaign) -> tuple[tuple[Run, ...], tuple[Problem, ...]]:
    """When a campaign runs within the plan: once, or once for each year that has its feast."""
    element = f"campaigns.{campaign.id}"
    starts, problems = _starts(frame, campaign, element)
    runs: list[Run] = []
    for days in starts:
        end, late = guarded(lambda d=days: _end(frame, campaign, d, element))  # type: ignore[misc]
        prepared, early = guarded(lambda d=days: _prepared(frame, campaign, d.first, element))  # type: ignore[misc]
        run = Run(campaign, Period(days.first, max(end or days.until, days.until)), prepared)
        runs.append(run)
        problems = (*problems, *late, *early) if _is_near(frame, run) else problems
    return tuple(runs), problems


def _is_near(frame: Frame, run: Run) -> bool:
    """True where some of its lead times may reach the days asked about."""
    return run.days.first - FAR < frame.asked.until and run.days.last + FAR >= frame.asked.first


def _starts(frame: Frame, campaign: Campaign, element: str) -> tuple[tuple[Period, ...], tuple[Problem, ...]]:
    at = campaign.at or campaign.period
    path = f"campaigns[{campaign.id}]"
    if at is None:
        return (), (Problem.of("agenda.no_days", path, Severity.WARNING, title=campaign.label),)
    if isinstance(at, Period):
        return (at,), ()
    days, problems, is_known = _days(frame, at, element)
    if days or not is_known:
        return tuple(Period(day, day + timedelta(days=1)) for day in days), problems
    outside = Problem.of("agenda.event_outside", f"{path}.at", Severity.WARNING, title=campaign.label, at=at, period=frame.whole)
    return (), (outside,)


def _days(frame: Frame, at: Anchor, element: str) -> tuple[list[date], tuple[Problem, ...], bool]:
    """The days of an anchor in the plan, year by year; the problems of those near the days asked about; whether every year is known."""
    days: list[date] = []
    problems: list[Problem] = []
    is_known = True
    for year in at.years(frame.whole, frame.calendar):
        day, wrong = guarded(lambda year=year: at.day(year, frame.calendar, item=element))  # type: ignore[misc]
        is_known &= not wrong
        days += [day] if day is not None and frame.whole.contains(day) else []
        event = frame.calendar.event_day(at.event, year)
        problems += wrong if event - FAR < frame.asked.until and event + FAR >= frame.asked.first else ()
    return sorted(days), tuple(problems), is_known


def _end(frame: Frame, campaign: Campaign, days: Period, item: str) -> date:
    """The day after its last one."""
    if isinstance(campaign.at, Anchor | Period) and campaign.period is not None and campaign.period.contains(days.first):
        return campaign.period.until
    return campaign.lasts.after(days.first, frame.calendar, item=item) if campaign.lasts is not None else days.until


def _prepared(frame: Frame, campaign: Campaign, first: date, item: str) -> date | None:
    return campaign.prepare.before(first, frame.calendar, item=item) if campaign.prepare is not None else None


def _main(frame: Frame, run: Run) -> Iterator[Opening]:
    """The campaign itself, and its preparation up to the day before."""
    campaign = run.campaign
    unit = unit_of(frame, campaign.unit, campaign.owner)
    goals = {metric: str(value) for metric, value in campaign.goals.items() if value is not None}
    spend = None if campaign.spend is None else str(campaign.spend)
    data = kept(campaign, goals=goals, spend=spend, channel=campaign.channel)
    shared = {"element": run.element, "period": run.key, "plan": frame.given.fingerprint}
    needs: tuple[str, ...] = ()
    if run.prepared is not None:
        due = closes(run.days.first - timedelta(days=1))
        key = key_of(run.element, run.key, "prepare")
        needs = (key,)
        yield Opening(key, Kind.TASK, f"{campaign.label}：筹备", unit, campaign.owner, opens(run.prepared), due,
                      subject="prepare", data=data, **shared)  # type: ignore[arg-type]  # fmt: skip
    yield Opening(key_of(run.element, run.key), Kind.TASK, campaign.label, unit, campaign.owner, opens(run.days.first),
                  closes(run.days.last), needs=needs, data=data, **shared)  # type: ignore[arg-type]  # fmt: skip


def _step(frame: Frame, run: Run, step: Step, index: int) -> tuple[Opening | None, tuple[Problem, ...]]:
    """A step, due so long before the first day or after the last; without a lead time before the first day."""
    campaign, name = run.campaign, step.id or f"step_{index + 1}"
    due, problems = guarded(lambda: step_due(frame, run, step))
    if due is None:
        return None, problems
    owner = step.owner or campaign.owner
    start = run.prepared if run.prepared is not None and run.prepared <= due < run.days.first else None
    start = run.days.until if due > run.days.last else start
    title = f"{campaign.label}：{step.name or step.title or step.deliverable or name}"
    return Opening(
        key_of(run.element, run.key, name), Kind.TASK, title, unit_of(frame, campaign.unit, owner), owner,
        opens(start) if start else None, closes(due), element=run.element, period=run.key, subject=name, plan=frame.given.fingerprint,
        data=kept(step, deliverable=step.deliverable),
    ), problems  # fmt: skip


def step_due(frame: Frame, run: Run, step: Step) -> date:
    """The day of a step. Raises `UnpublishedYear`."""
    if step.before is not None:
        return step.before.before(run.days.first, frame.calendar, item=run.element)
    if step.after is not None:
        return step.after.after(run.days.last, frame.calendar, item=run.element)
    return run.days.first - timedelta(days=1)
