# SPDX-License-Identifier: Apache-2.0
"""More asked than there is: people of a role at once, money of campaigns, pieces on hand; work that begins before what it needs ends."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

from yunce.operate.agenda.campaigns import Run, runs_of
from yunce.operate.agenda.contract import Conflict, Frame
from yunce.operate.agenda.opening import roles_of
from yunce.operate.agenda.projects import Dated
from yunce.operate.agenda.windows import guarded
from yunce.operate.workitems.item import Opening
from yunce.operate.workitems.states import Kind
from yunce.plan.document import Target
from yunce.values.period import Period, read_period
from yunce.values.quantity import Quantity, Range

CAMPAIGN_MONEY = frozenset({"marketing_cost", "ad_spend", "promotion_cost"})
"""Metrics whose targets bound what campaigns may spend together."""
CAMPAIGN_PIECES = "units"
"""The metric of goals that count pieces sold."""
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class _Load:
    """Work that keeps somebody busy from day to day."""

    element: str
    first: date
    last: date


def conflicts(frame: Frame, openings: Sequence[Opening], dated: Iterable[Dated]) -> tuple[Conflict, ...]:
    """Every conflict that touches the days asked about, by its first day."""
    runs = [run for campaign in frame.plan.campaigns for run in runs_of(frame, campaign)[0]]
    found = (
        *_people(frame, openings),
        *_visits(frame, openings),
        *_money(frame, runs),
        *_months_money(frame, runs),
        *_pieces(frame, runs),
        *_order(dated),
    )
    asked = frame.asked
    return tuple(sorted((c for c in found if c.first < asked.until and c.last >= asked.first), key=lambda c: (c.first, c.matter, c.who)))


def _people(frame: Frame, openings: Sequence[Opening]) -> Iterator[Conflict]:
    """A role with more initiatives and campaign work on a day than it has people."""
    loads: dict[str, list[_Load]] = defaultdict(list)
    for o in openings:
        if o.kind is Kind.TASK and o.owner and o.start is not None and o.due is not None:
            loads[o.owner].append(_Load(o.element, o.start.date(), o.due.date()))
    roles = roles_of(frame)
    for owner, work in sorted(loads.items()):
        role = roles.get(owner)
        if role is not None and role.headcount is not None:
            yield from _crowded(owner, int(role.headcount.amount), work)


def _crowded(owner: str, there: int, work: Sequence[_Load]) -> Iterator[Conflict]:
    """Stretches of days on which the same elements want more people than there are; a campaign's own work is one element."""
    steps: dict[date, list[tuple[int, str]]] = defaultdict(list)
    for w in work:
        steps[w.first].append((1, w.element))
        steps[w.last + DAY].append((-1, w.element))
    busy: Counter[str] = Counter()
    told: Conflict | None = None
    for first, until in pairwise(sorted(steps)):
        for sign, element in steps[first]:
            busy[element] += sign
        busy = +busy
        names = tuple(sorted(busy)) if len(busy) > there else ()
        if told is not None and told.elements == names:
            told = replace(told, last=until - DAY)
            continue
        if told is not None:
            yield told
        told = Conflict("people", first, until - DAY, owner, Decimal(len(names)), Decimal(there), names) if names else None
    if told is not None:
        yield told


def _visits(frame: Frame, openings: Sequence[Opening]) -> Iterator[Conflict]:
    """A role with more inspections of one period than it has days of work, one a day and person."""
    groups: dict[tuple[str, str, date, date], int] = defaultdict(int)
    for o in openings:
        if o.kind is Kind.INSPECTION and o.owner and o.start is not None and o.due is not None:
            groups[o.owner, o.element, o.start.date(), o.due.date()] += 1
    roles = roles_of(frame)
    for (owner, element, first, last), count in sorted(groups.items()):
        role = roles.get(owner)
        if role is None or role.headcount is None or count <= 1:
            continue
        days, _ = guarded(lambda a=first, b=last, e=element: frame.calendar.count_workdays(a, b + DAY, item=e))  # type: ignore[misc]
        # what falls on days off only is done by those on duty
        there = role.headcount.amount * (days or (last - first).days + 1)
        if count > there:
            yield Conflict("people", first, last, owner, Decimal(count), there, (element,))


def _money(frame: Frame, runs: Sequence[Run]) -> Iterator[Conflict]:
    """Campaigns that must spend more, together, than the target on the money they spend allows."""
    for target in frame.plan.targets:
        limit = _limit(frame, target)
        if limit is None or target.period is None:
            continue
        inside = [run for run in runs if target.period.contains(run.days) and target.unit in _above(frame, run.campaign.unit)]
        least = [(run, _least(run.campaign.spend)) for run in inside]
        known = [(run, amount) for run, amount in least if amount is not None]
        asked, spent = _with_spent(frame, target.id, known)
        if asked > limit and known:
            names = tuple(run.element for run, _ in known)
            yield Conflict("budget", target.period.first, target.period.last, f"targets.{target.id}", asked, limit, names, spent)


def _with_spent(frame: Frame, target: str, known: Sequence[tuple[Run, Decimal]]) -> tuple[Decimal, Decimal]:
    """The least that campaigns ask for, and what of it was spent: money that is gone takes the place of campaigns that have begun,
    where it is more than they asked for."""
    whole = sum((amount for _, amount in known), Decimal())
    spent, until = frame.given.spent.get(target), frame.given.spent_to
    if spent is None or until is None:
        return whole, Decimal()
    begun = sum((amount for run, amount in known if run.days.first <= until), Decimal())
    return whole - begun + max(begun, spent), spent


def _limit(frame: Frame, target: Target) -> Decimal | None:
    """The most that a target on campaigns' money allows [CNY]; a share is one of the most that the target it belongs to asks for."""
    if target.metric not in CAMPAIGN_MONEY:
        return None
    most = _most(target.value)
    if not target.ratio_of or most is None:
        return most
    beside = _beside(frame, target)
    base = _most(beside.value) if beside is not None else None
    return None if base is None else most * base


def _beside(frame: Frame, target: Target) -> Target | None:
    """The target that a ratio is of: the same unit and period."""
    return next((t for t in frame.plan.targets if (t.metric, t.period, t.unit) == (target.ratio_of, target.period, target.unit)), None)


def _months_money(frame: Frame, runs: Sequence[Run]) -> Iterator[Conflict]:
    """Months in which campaigns must spend more than the ratio allows of what the month's part of its target brings in."""
    for target in frame.plan.targets:
        most = _most(target.value)
        beside = _beside(frame, target) if target.ratio_of and target.metric in CAMPAIGN_MONEY else None
        if beside is None or most is None:
            continue
        parts = next((step.values for step in beside.split[:1] if step.by == "month"), {})
        for name, amount in parts.items():
            month = read_period(name)
            if amount is None or not isinstance(month, Period) or month == target.period:
                continue
            inside = [r for r in runs if month.contains(r.days) and target.unit in _above(frame, r.campaign.unit)]
            known = [(run, least) for run in inside if (least := _least(run.campaign.spend)) is not None]
            asked, limit = sum((least for _, least in known), Decimal()), most * amount.amount
            if asked > limit and known:
                yield Conflict("budget", month.first, month.last, f"targets.{target.id}", asked, limit, tuple(r.element for r, _ in known))


def _above(frame: Frame, unit: str) -> tuple[str, ...]:
    """A unit and everything over it; work of no unit belongs to every one."""
    if not unit:
        return ("", *(u.id for u in frame.plan.units))
    parents = {u.id: u.parent for u in frame.plan.units}
    chain: list[str] = []
    while unit and unit not in chain:
        chain.append(unit)
        unit = parents.get(unit, "")
    return ("", *chain)


def _least(value: Quantity | Range | None) -> Decimal | None:
    return value.amount if isinstance(value, Quantity) else value.low if value is not None else None


def _most(value: Quantity | Range | None) -> Decimal | None:
    return value.amount if isinstance(value, Quantity) else value.high if value is not None else None


def _pieces(frame: Frame, runs: Sequence[Run]) -> Iterator[Conflict]:
    """The first campaign, and those after it, that want more pieces than are on hand once those before have sold theirs."""
    if frame.given.stock is None:
        return
    sold = Decimal()
    names: list[str] = []
    for run in sorted(runs, key=lambda r: r.days.first):
        wanted = _least(run.campaign.goals.get(CAMPAIGN_PIECES))
        if wanted is None or run.days.last < frame.asked.first:
            continue
        sold, names = sold + wanted, [*names, run.element]
        if sold > frame.given.stock:
            yield Conflict("stock", run.days.first, run.days.last, run.element, sold, frame.given.stock, tuple(names))


def _order(dated: Iterable[Dated]) -> Iterator[Conflict]:
    """Initiatives that begin (or, without a start, end) before what they need has ended."""
    known = {d.initiative.id: d for d in dated}
    for own in known.values():
        for need in own.initiative.needs:
            before = known[need].last if need in known else None
            at = own.first if own.initiative.start is not None else own.last
            if before is not None and at is not None and at <= before:
                early = Decimal((before - at).days + 1)
                names = (f"initiatives.{need}", f"initiatives.{own.initiative.id}")
                yield Conflict("order", at, before, f"initiatives.{own.initiative.id}", early, Decimal(), names)


def spans(conflict: Conflict) -> Period:
    """The days of a conflict."""
    return Period(conflict.first, conflict.last + DAY)
