# SPDX-License-Identifier: Apache-2.0
"""A service of a plan over some days: seats by ratio and by queue, people, shifts, a roster, what the people there are can give."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray

from yunce.engine.staff.erlang import Callers, perform
from yunce.engine.staff.event_loop import Play, play
from yunce.engine.staff.heads import Rounding, heads_by_shrinkage
from yunce.engine.staff.loads import backlog, load_of
from yunce.engine.staff.required import best_service, required
from yunce.operate.facts import Question, View
from yunce.operate.measuring import measure
from yunce.operate.staffing.arrivals import Arrivals
from yunce.operate.staffing.counting import head_rule, seat_rule, service_of, six
from yunce.operate.staffing.goals import Promise, read_promise
from yunce.operate.staffing.results import Check, HeadRule, Reverse, RosterPlan, SeatRule, ShiftPlan, Slot, Staffing
from yunce.operate.staffing.scheduling import Opening, clock_of, clock_text, plan_roster, plan_shifts, shifts_of
from yunce.plan.document import Plan
from yunce.plan.parts.rules import Service
from yunce.values.period import Period
from yunce.values.problem import Problem, Severity, YunceError
from yunce.values.quantity import Quantity, Range

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]
MONTH_DAYS = Decimal(30)
_PLAYED = 30_000
_APART = 0.05


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked beyond the plan: people there are (else by the plan's roles), whether a roster is wanted, the seed."""

    people: int | None = None
    roster: bool = False
    seed: int = 1
    law_of: date | None = None
    """Whose law on hours counts: that of this day, else of the last day that is staffed."""


@dataclass(slots=True)
class Work:
    """A service while it is worked out."""

    view: View
    plan: Plan
    service: Service
    arrivals: Arrivals
    wish: Wish
    promise: Promise
    opening: Opening
    shrinkage: Decimal
    problems: list[Problem] = field(default_factory=list)

    @property
    def path(self) -> str:
        """Where the service stands in the plan."""
        return f"services[{self.service.id}]"

    @property
    def law_day(self) -> date:
        """The day whose law on hours counts."""
        return self.wish.law_of or self.arrivals.days[-1]

    @property
    def callers(self) -> Callers:
        """How calls are handled. Raises `YunceError` where the handling time is unknown."""
        if not self.arrivals.handle:
            raise YunceError(Problem.of("staffing.no_handle", f"{self.path}.handle"))
        patience = self.service.patience.seconds if self.service.patience is not None else None
        return Callers(self.arrivals.handle, float(self.promise.threshold), float(patience) if patience else None)


def staff_service(view: View, plan: Plan, service: Service, arrivals: Arrivals, wish: Wish) -> Staffing:
    """Everything about the staffing of one service on the days of its arrivals. Raises `YunceError`. Source: docs/method/staffing.md."""
    work = _work(view, plan, service, arrivals, wish)
    seats, heads = _by_ratio(work), None
    if seats is not None:
        heads = _heads(work, seats.used)
    slots: Sequence[Slot] = ()
    shifts, scheduled_heads, roster, reverse, check = None, None, None, None, None
    if arrivals.basis != "none":
        needed = seats_needed(work)
        slots, shifts, roster = _scheduled(work, needed)
        scheduled_heads = _carrying(work, shifts)
        reverse, check = _reverse(work), _check(work, needed)
    else:
        work.problems.append(Problem.of("staffing.no_calls", work.path, Severity.WARNING))
    return Staffing(
        plan=plan.plan.id,
        fingerprint="",
        service=service.id,
        title=service.label,
        first=arrivals.days[0],
        last=arrivals.days[-1],
        basis=arrivals.basis,
        interval=arrivals.interval,
        handle=six(arrivals.handle) if arrivals.handle else None,
        threshold=work.promise.threshold,
        patience=service.patience.seconds if service.patience is not None else None,
        goals=service.goal,
        seats=seats,
        heads=heads,
        slots=tuple(slots),
        shifts=shifts,
        shift_heads=scheduled_heads,
        roster=roster,
        reverse=reverse,
        check=check,
        problems=tuple(dict.fromkeys((*work.promise.problems, *work.problems))),
    )


def _work(view: View, plan: Plan, service: Service, arrivals: Arrivals, wish: Wish) -> Work:
    """A service with its promise and its opening time read. Raises `YunceError`."""
    path = f"services[{service.id}]"
    least = int(service.least.amount) if service.least is not None else 0
    promise = read_promise(service.goal, least=least, patience=service.patience is not None, path=f"{path}.goal")
    opening = opening_of(service, arrivals.interval)
    return Work(view, plan, service, arrivals, wish, promise, opening, share_of(service))


def opening_of(service: Service, interval: int) -> Opening:
    """When people answer: `07:30-21:30`; all day where nothing is said. Raises `YunceError`."""
    if not service.open:
        return Opening(0, 86_400 // interval, interval)
    first, _, last = service.open.replace("\u2013", "-").replace("~", "-").partition("-")
    opens, closes = clock_of(first), clock_of(last)
    if opens is None or closes is None or opens >= closes:
        raise YunceError(Problem.of("staffing.open_unreadable", f"services[{service.id}].open", stated=service.open))
    return Opening(opens // interval, -(-closes // interval), interval)


def share_of(service: Service) -> Decimal:
    """Shrinkage [1]; the middle of a range, 0 where nothing is said."""
    if isinstance(service.shrinkage, Quantity):
        return service.shrinkage.amount
    if isinstance(service.shrinkage, Range):
        ends = [end for end in (service.shrinkage.low, service.shrinkage.high) if end is not None]
        return sum(ends, Decimal(0)) / len(ends)
    return Decimal(0)


def _by_ratio(work: Work) -> SeatRule | None:
    """Seats by the plan's ratio; the volume as last known, else as a target has it; a number that somebody fixed goes first."""
    rule = work.service.seats
    if rule is None or rule.per is None or not rule.of:
        return None
    last = work.arrivals.days[-1]
    month = Period.of(min(last, work.view.as_of), "month")
    if work.view.metrics[rule.of].kind == "sum" and month.last > work.view.as_of:
        month = Period.of(month.first - timedelta(days=1), "month")  # a month that is not over says too little
    volume = measure(work.view, Question((rule.of,), month, (), "", None)).rows[0].values[0]
    if volume is None:
        stated = [t.value for t in work.plan.targets if t.metric == rule.of and isinstance(t.value, Quantity)]
        volume = stated[-1].amount if stated else None
    if volume is None:
        work.problems.append(Problem.of("staffing.volume_unknown", f"{work.path}.seats.of", Severity.WARNING, metric=rule.of))
        return None
    fixed = rule.override if rule.override is not None and (rule.override.until is None or last < rule.override.until.until) else None
    own = (int(fixed.value.amount), fixed.reason) if fixed is not None and fixed.value is not None else None
    way: Rounding = "down" if rule.round == "down" else "nearest" if rule.round == "nearest" else "up"
    return seat_rule(volume, rule.per.amount, way, own)


def _heads(work: Work, seats: int) -> HeadRule | None:
    """People for seats that are open all the opening time of every day of a month, by the law of the last day."""
    hours = Decimal((work.opening.closes - work.opening.opens) * work.opening.interval) / 3600
    first, last = (work.view.calendar.working_time(day) for day in (work.arrivals.days[0], work.arrivals.days[-1]))
    if first is not None and last is not None and first.legal_hours != last.legal_hours:
        words = {"before": f"{first.legal_hours:.2f}", "after": f"{last.legal_hours:.2f}"}
        work.problems.append(Problem.of("staffing.law_changes", work.path, Severity.WARNING, **words))
    return _by_law(work, seats, hours, work.shrinkage)


def _by_law(work: Work, seats: int, hours: Decimal, shrinkage: Decimal) -> HeadRule | None:
    """People by legal hours; nothing, and told, where no law is known for the day."""
    try:
        return head_rule(seats, hours, MONTH_DAYS, shrinkage, (work.view.calendar, work.law_day))
    except YunceError as wrong:
        work.problems += [Problem(p.code, work.path, p.params, Severity.WARNING) for p in wrong.problems]
        return None


def seats_needed(work: Work) -> tuple[Floats, Whole]:
    """Load and least seats by day and interval (days, slots); none outside the opening time, whose calls are told."""
    callers, opening = work.callers, work.opening
    if callers.handle > work.arrivals.interval:
        times = {"handle": round(callers.handle), "interval": work.arrivals.interval}
        work.problems.append(Problem.of("staffing.interval_short", f"{work.path}.handle", Severity.NOTE, **times))
    inside = np.zeros(work.arrivals.per_day, dtype=np.bool_)
    inside[opening.opens : opening.closes] = True
    outside = float(work.arrivals.calls[:, ~inside].sum())
    if outside > 0:
        words = {"open": work.service.open, "calls": f"{outside:,.0f}"}
        work.problems.append(Problem.of("staffing.outside_open", f"{work.path}.open", Severity.NOTE, **words))
    calls = np.where(inside[None, :], work.arrivals.calls, 0.0)
    load = load_of(calls.ravel(), float(work.arrivals.interval), callers.handle)
    seats = required(load, callers, work.promise.goals).reshape(calls.shape)
    return load.reshape(calls.shape), np.where(inside[None, :], seats, 0)


def _scheduled(work: Work, needed: tuple[Floats, Whole]) -> tuple[list[Slot], ShiftPlan, RosterPlan | None]:
    """Intervals with what is needed and scheduled; the shifts; the roster where one is wanted."""
    load, seats = needed
    people = np.array([[heads_by_shrinkage(int(one), work.shrinkage).whole for one in row] for row in seats.tolist()], dtype=np.int64)
    shifts = shifts_of(work.service.shifts, work.opening, work.path)
    plan, scheduled = plan_shifts(people.ravel(), work.arrivals.days, shifts, work.opening, work.service.shifts)
    if plan.missing:
        words = {"count": len(plan.missing), "people": sum(count for _, _, count in plan.missing)}
        work.problems.append(Problem.of("staffing.uncovered", f"{work.path}.shifts", Severity.WARNING, **words))
    slots = list(_slots(work, (load, seats, people), scheduled.reshape(people.shape)))
    roster = None
    if work.wish.roster and plan.shifts:
        carrying = _carrying(work, plan)
        there = people_of(work) or (carrying.whole if carrying is not None else 0)
        roster = plan_roster(plan.shifts, work.arrivals.days, there, work.wish.seed)
        if roster.unfilled:
            count = sum(each for _, _, each in roster.unfilled)
            work.problems.append(Problem.of("staffing.unfilled", work.path, Severity.WARNING, count=count, least=roster.least_people))
    return slots, plan, roster


def _slots(work: Work, needed: tuple[Floats, Whole, Whole], scheduled: Whole) -> Iterator[Slot]:
    """Each interval within the opening time."""
    load, seats, people = needed
    queue = perform(load.ravel(), seats.ravel(), work.callers)
    left = backlog(work.arrivals.calls.ravel(), seats.ravel(), float(work.arrivals.interval), work.callers.handle)
    for day, date_ in enumerate(work.arrivals.days):
        for slot in range(work.opening.opens, min(work.opening.closes, work.arrivals.per_day)):
            at = day * work.arrivals.per_day + slot
            over = float(left.calls[at]) if np.isnan(queue.wait[at]) else 0.0
            service = service_of(queue, at, int(seats[day, slot]), over)
            counts = six(float(work.arrivals.calls[day, slot])) or Decimal(0), six(float(load[day, slot])) or Decimal(0)
            start = clock_text(slot, work.arrivals.interval)
            yield Slot(date_, start, *counts, int(people[day, slot]), int(scheduled[day, slot]), service)


def _carrying(work: Work, plan: ShiftPlan) -> HeadRule | None:
    """People whose legal hours a month carry the hours of the shifts (shrinkage is in them already)."""
    return _by_law(work, 1, plan.hours / Decimal(len(work.arrivals.days)), Decimal(0))


def people_of(work: Work) -> int:
    """People there are: as asked, else those of the unit's posts that lead nobody in it."""
    if work.wish.people is not None:
        return work.wish.people
    own = [role for role in work.plan.roles if role.unit == work.service.unit and role.headcount is not None]
    leads = {role.reports_to for role in own}
    return int(sum((role.headcount.amount for role in own if role.headcount is not None and role.id not in leads), Decimal(0)))


def _reverse(work: Work) -> Reverse | None:
    """What the people there are can give; nothing where nobody says how many there are."""
    people, law = people_of(work), work.view.calendar.working_time(work.law_day)
    if not people or law is None:
        return None
    load, seats = seats_needed(
        Work(work.view, work.plan, work.service, work.arrivals, work.wish, work.promise, work.opening, work.shrinkage)
    )
    hours = people * law.legal_hours * (1 - work.shrinkage) / MONTH_DAYS
    per_hour = 3600 / work.arrivals.interval
    available = float(hours) * len(work.arrivals.days) * per_hour
    inside = np.flatnonzero((load > 0).ravel() | (seats > 0).ravel())
    found = best_service(load.ravel()[inside], work.callers, available, goals=work.promise.goals)
    wanted = six(work.promise.goals.within) if work.promise.goals.within is not None else None
    least = Decimal(repr(round(found.needed / per_hour / len(work.arrivals.days), 2)))
    reverse = Reverse(people, hours.quantize(Decimal("0.01")), least, six(found.within), wanted)
    _tell(work, reverse)
    return reverse


def _tell(work: Work, reverse: Reverse) -> None:
    """Where the people are too few: what they can give, or that they cannot even do the work."""
    words = {"people": reverse.people, "hours": reverse.hours_a_day}
    if reverse.within is None:
        work.problems.append(Problem.of("staffing.work_too_much", work.path, Severity.WARNING, **words, needed=reverse.needed_hours))
    elif reverse.wanted is not None and reverse.within < reverse.wanted - Decimal("0.0005"):
        shown = {"within": f"{reverse.within:.1%}", "wanted": f"{reverse.wanted:.0%}"}
        work.problems.append(Problem.of("staffing.goal_short", work.path, Severity.WARNING, **words, **shown))


def _check(work: Work, needed: tuple[Floats, Whole]) -> Check | None:
    """The days played often enough for some thousands of calls, with the needed seats."""
    load, seats = needed
    inside = seats > 0
    calls = np.where(inside, work.arrivals.calls, 0.0).ravel()
    whole = float(calls.sum())
    if whole <= 0:
        return None
    times = max(1, min(500, round(_PLAYED / whole)))
    played = play(np.tile(calls, times), np.tile(seats.ravel(), times), float(work.arrivals.interval), work.callers, Play(work.wish.seed))
    queue = perform(load.ravel(), seats.ravel(), work.callers)
    formula = float(np.nansum(queue.within * calls) / whole)
    if abs(played.within - formula) > _APART:
        shown = {"played": f"{played.within:.1%}", "formula": f"{formula:.1%}"}
        work.problems.append(Problem.of("staffing.played_apart", work.path, Severity.NOTE, **shown))
    parts = (six(played.within), six(formula), six(1 - played.abandoned))
    return Check(played.calls, *(one or Decimal(0) for one in parts))
