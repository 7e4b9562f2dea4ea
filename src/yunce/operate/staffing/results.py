# SPDX-License-Identifier: Apache-2.0
"""What staffing answers: seats by ratio and by queue, people by legal hours, shifts, a roster, the question turned round."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from yunce.values.problem import Problem


@dataclass(frozen=True, slots=True)
class Service:
    """What so many seats give; `None` has no meaning there (more work than seats)."""

    seats: int
    wait: Decimal | None
    """Probability that a call waits [1]."""
    within: Decimal | None
    """服务水平: answered within the threshold [1]."""
    mean_wait: Decimal | None
    """平均等待 [s]."""
    occupancy: Decimal | None
    answered: Decimal | None
    """接通率 [1]; 1 where nobody hangs up."""
    backlog: Decimal
    """Calls left over at the end of the interval where there is more work than seats."""


@dataclass(frozen=True, slots=True)
class People:
    """People to schedule: the exact quotient, the whole number, and what it rests on."""

    exact: Decimal
    whole: int
    shrinkage: Decimal


@dataclass(frozen=True, slots=True)
class OneInterval:
    """One interval: its load, the least seats for the goals, the people to schedule, what seats around that give."""

    calls: Decimal
    interval: int
    handle: int
    patience: int | None
    threshold: int
    load: Decimal
    seats: int
    people: People
    service: Service
    wait_90: Decimal | None
    around: tuple[Service, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class SeatRule:
    """Seats by a ratio: `exact` = volume / per, the whole number, and the one that counts (a fixed number goes first)."""

    volume: Decimal
    per: Decimal
    round: str
    exact: Decimal
    whole: int
    used: int
    reason: str


@dataclass(frozen=True, slots=True)
class HeadRule:
    """People who keep so many seats open: by the hours that the law lets one person work a month."""

    seats: int
    hours: Decimal
    days: Decimal
    legal_hours: Decimal
    law: str
    shrinkage: Decimal
    per_seat: Decimal
    exact: Decimal
    whole: int


@dataclass(frozen=True, slots=True)
class Slot:
    """One interval of a day: what comes, the seats that it needs, the people to schedule and scheduled, what the needed seats give."""

    day: date
    start: str
    calls: Decimal
    load: Decimal
    people: int
    scheduled: int
    service: Service


@dataclass(frozen=True, slots=True)
class ShiftUse:
    """So many people on a shift of a day; `pause` is when their break begins."""

    day: date
    name: str
    start: str
    end: str
    pause: str
    hours: Decimal
    people: int


@dataclass(frozen=True, slots=True)
class ShiftPlan:
    """Shifts that cover what is needed: their paid hours, the least that any choice could have, what stays uncovered."""

    shifts: tuple[ShiftUse, ...]
    hours: Decimal
    bound: Decimal
    gap: Decimal
    is_optimal: bool
    missing: tuple[tuple[date, str, int], ...]
    """Day, interval and how many people are missing there: no shift can be there."""


@dataclass(frozen=True, slots=True)
class RosterRow:
    """One person: the shift of each day (`""` is free), hours and overtime [h], nights, weekend days."""

    person: str
    shifts: tuple[str, ...]
    hours: Decimal
    overtime: Decimal
    nights: int
    weekends: int


@dataclass(frozen=True, slots=True)
class RosterPlan:
    """A lawful roster: who works what; places that nobody may lawfully take; people below whom no roster does it."""

    days: tuple[date, ...]
    rows: tuple[RosterRow, ...]
    unfilled: tuple[tuple[date, str, int], ...]
    least_people: int
    violations: int
    """Limits passed, as counted by a check of its own: always 0."""


@dataclass(frozen=True, slots=True)
class Reverse:
    """What the people there are can give: the share within the threshold that every interval can have; `None`: not even the work."""

    people: int
    hours_a_day: Decimal
    """Seat-hours a day that they bring [h]."""
    needed_hours: Decimal
    """Seat-hours a day at which the work can just be done [h]."""
    within: Decimal | None
    wanted: Decimal | None


@dataclass(frozen=True, slots=True)
class Check:
    """The same days played call by call: the share within the threshold played and by formula [1]."""

    calls: int
    within: Decimal
    formula: Decimal
    answered: Decimal


@dataclass(frozen=True, slots=True)
class Staffing:
    """One service of a plan over some days."""

    plan: str
    fingerprint: str
    service: str
    title: str
    first: date
    last: date
    basis: str
    """Where the calls come from: `actual`, `profile` (the same weekdays before), or `none`."""
    interval: int
    handle: Decimal | None
    threshold: int
    patience: int | None
    goals: tuple[str, ...]
    seats: SeatRule | None
    heads: HeadRule | None
    slots: tuple[Slot, ...]
    shifts: ShiftPlan | None
    shift_heads: HeadRule | None
    """People whose legal hours carry the shifts."""
    roster: RosterPlan | None
    reverse: Reverse | None
    check: Check | None
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class HeadcountTier:
    """One tier of an 编制: from this value of its metric on so many people, their cost [CNY] and its share [1]."""

    headcount: str
    unit: str
    by: str
    start: Decimal | None
    people: Decimal | None
    cost: Decimal | None
    """`None` where the pay of somebody in the tier is not stated."""
    share: Decimal | None
    least: Decimal | None
    most: Decimal | None
    """What the plan's own share allows at the tier's start [CNY]."""
    over: Decimal | None
    """How much the cost is above that [CNY]; `None` where it is not."""
    under: Decimal | None
