# SPDX-License-Identifier: Apache-2.0
"""What an agenda is made from and what it gives."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal

from yunce.operate.workitems.item import Item, Opening
from yunce.operate.workitems.states import State
from yunce.plan.document import Plan
from yunce.values.calendar import Calendar
from yunce.values.period import Period
from yunce.values.problem import Problem

Matter = Literal["people", "budget", "stock", "order"]


@dataclass(frozen=True, slots=True)
class Entry:
    """A thing in a register that runs out: which register, what it is, its last valid day; its name and unit where they are others."""

    register: str
    subject: str
    until: date
    title: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Given:
    """What is known beside the plan: work that the plan brought before, things that run out, pieces on hand (`None`: not known)."""

    items: tuple[Item, ...] = ()
    entries: tuple[Entry, ...] = ()
    stock: Decimal | None = None
    spent: Mapping[str, Decimal] = field(default_factory=dict)
    """What facts say was spent of a target on campaigns' money, by its id, up to `spent_to`."""
    spent_to: date | None = None
    fingerprint: str = ""
    """The version that the openings name as theirs."""


@dataclass(frozen=True, slots=True)
class Frame:
    """A plan, its calendar, the days asked about, what else is known."""

    plan: Plan
    calendar: Calendar
    asked: Period
    given: Given = field(default_factory=Given)
    homes: Mapping[str, str] = field(init=False)
    """The unit of each role."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "homes", {role.id: role.unit for role in self.plan.roles})

    @property
    def whole(self) -> Period:
        """The plan's own period; where it tells none the years of the days asked about, so that asking again tomorrow gives the same."""
        first, last = self.asked.first.year, self.asked.last.year
        return self.plan.plan.period or Period(date(first, 1, 1), date(last + 1, 1, 1))


@dataclass(frozen=True, slots=True)
class Found:
    """What a part of the plan brings."""

    openings: tuple[Opening, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Conflict:
    """More is asked than is there, from one day to another: people of a role, money, pieces; or work before what it needs."""

    matter: Matter
    first: date
    last: date
    who: str
    """The role, the budget's element, or the initiative."""
    asked: Decimal
    """People, yuan or pieces; for `order` days too early."""
    there: Decimal
    elements: tuple[str, ...]
    spent: Decimal = Decimal()
    """For `budget`: what of the asked was spent already, by the facts [CNY]."""

    @property
    def over(self) -> Decimal:
        """By how much more is asked than is there."""
        return self.asked - self.there


@dataclass(frozen=True, slots=True)
class Agenda:
    """Openings by due time, conflicts, problems."""

    period: Period
    openings: tuple[Opening, ...]
    conflicts: tuple[Conflict, ...] = ()
    problems: tuple[Problem, ...] = ()


def joined(parts: Iterable[Found]) -> Found:
    """What several parts bring, in their order."""
    kept = tuple(parts)
    return Found(tuple(o for part in kept for o in part.openings), tuple(dict.fromkeys(p for part in kept for p in part.problems)))


WITHDRAWN = "withdrawn"
"""In an item's data: true where the plan took it back, so that it comes again when the plan does; false where it came again."""


def has_begun(item: Item) -> bool:
    """True once somebody has taken it up: nothing that a plan changes touches it from then on."""
    if item.state is State.REOPENED and item.data.get(WITHDRAWN) is False and item.responded_at is None:
        return False
    return item.state not in {State.OPEN, State.CANCELLED} or item.responded_at is not None
