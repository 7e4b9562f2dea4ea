# SPDX-License-Identifier: Apache-2.0
"""One interval, and rules by ratio and hours: what needs neither a plan nor facts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import numpy as np

from yunce.engine.staff.erlang import Callers, Queue, perform, wait_percentile
from yunce.engine.staff.heads import Rounding, heads_by_hours, heads_by_shrinkage, seats_by_ratio
from yunce.engine.staff.loads import backlog, load_of
from yunce.engine.staff.required import required
from yunce.operate.staffing.goals import Promise
from yunce.operate.staffing.results import HeadRule, OneInterval, People, SeatRule, Service
from yunce.values.calendar import Calendar
from yunce.values.problem import Problem, Severity, YunceError

SIX, FOUR = Decimal("0.000001"), Decimal("0.0001")
_BESIDE = 3


@dataclass(frozen=True, slots=True)
class Call:
    """What comes in one interval and how it is handled: calls, interval [s], handling [s], patience [s] or nobody hangs up."""

    calls: Decimal
    interval: int
    handle: int
    patience: int | None = None


def one_interval(call: Call, promise: Promise, shrinkage: Decimal, seats: int | None = None) -> OneInterval:
    """The seats that an interval needs for a promise (or what given seats give), and the people. Raises `YunceError`."""
    callers = Callers(float(call.handle), float(promise.threshold), call.patience)
    load = load_of([float(call.calls)], float(call.interval), float(call.handle), carried=False)
    needed = int(required(load, callers, promise.goals)[0])
    chosen = needed if seats is None else seats
    around = range(max(0, chosen - _BESIDE), chosen + _BESIDE + 1)
    services = {count: _service(call, count, perform(load, [count], callers)) for count in around}
    people = heads_by_shrinkage(chosen, shrinkage)
    problems = list(promise.problems)
    if services[chosen].backlog > 0:
        words = {"seats": chosen, "load": f"{load[0]:.2f}", "backlog": f"{services[chosen].backlog:.1f}", "needed": needed}
        problems.append(Problem.of("staffing.overload", "seats", Severity.WARNING, **words))
    if call.handle > call.interval:
        problems.append(Problem.of("staffing.interval_short", "handle", Severity.NOTE, handle=call.handle, interval=call.interval))
    wait = float(wait_percentile(load, [chosen], callers, 0.9)[0])
    return OneInterval(
        calls=call.calls,
        interval=call.interval,
        handle=call.handle,
        patience=call.patience,
        threshold=promise.threshold,
        load=six(float(load[0])) or Decimal(0),
        seats=chosen,
        people=People(people.exact.quantize(FOUR), people.whole, shrinkage),
        service=services[chosen],
        wait_90=six(wait),
        around=tuple(services.values()),
        problems=tuple(problems),
    )


def _service(call: Call, seats: int, queue: Queue) -> Service:
    left = backlog([float(call.calls)], [seats], float(call.interval), float(call.handle)) if np.isnan(queue.wait[0]) else None
    return service_of(queue, 0, seats, float(left.calls[0]) if left is not None else 0.0)


def service_of(queue: Queue, at: int, seats: int, left: float) -> Service:
    """One interval of a queue as a result."""
    wait, within, mean_wait, occupancy, answered = (
        six(float(one[at])) for one in (queue.wait, queue.within, queue.mean_wait, queue.occupancy, queue.answered)
    )
    return Service(seats, wait, within, mean_wait, occupancy, answered, six(left) or Decimal(0))


def seat_rule(volume: Decimal, per: Decimal, way: Rounding, fixed: tuple[int, str] | None = None) -> SeatRule:
    """Seats by a ratio; a fixed number, with its reason, goes first. Raises `YunceError`."""
    found = seats_by_ratio(volume, per, way)
    used, reason = fixed or (found.whole, "")
    return SeatRule(volume, per, way, found.exact.quantize(FOUR), found.whole, used, reason)


def head_rule(seats: int, hours: Decimal, days: Decimal, shrinkage: Decimal, at: tuple[Calendar, date]) -> HeadRule:
    """People for so many seats, so many hours a day and days a month, under the law of a day. Raises `YunceError`."""
    calendar, day = at
    law = calendar.working_time(day)
    if law is None:
        raise YunceError(Problem.of("staffing.law_unknown", day.isoformat(), day=day))
    one = heads_by_hours(Decimal(1), hours, days, law.legal_hours, shrinkage)
    found = heads_by_hours(Decimal(seats), hours, days, law.legal_hours, shrinkage)
    legal = law.legal_hours.quantize(FOUR)
    return HeadRule(seats, hours, days, legal, law.source, shrinkage, one.exact.quantize(FOUR), found.exact.quantize(FOUR), found.whole)


def six(value: float) -> Decimal | None:
    """A number to six places; `None` where it has no meaning."""
    return Decimal(repr(round(value, 6))).quantize(SIX) if np.isfinite(value) else None
