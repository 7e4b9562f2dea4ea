# SPDX-License-Identifier: Apache-2.0
"""What a case teaches: its cause, the unit that answers for it, its cost, what is to be done better. Source: docs/method/cases.md."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal, InvalidOperation

from yunce.operate.agenda.windows import closes, day_of
from yunce.operate.workitems.item import Event, Item, Opening, Verb
from yunce.operate.workitems.states import Kind
from yunce.values.problem import Problem
from yunce.values.writing import is_blank, trimmed

MOST_MONEY = Decimal(10) ** 12
TERM = timedelta(days=30)
"""How long an improvement may take, unless somebody changes it."""
LONGEST_TITLE = 200


@dataclass(frozen=True, slots=True)
class Lesson:
    """What somebody says of a case; `cost` as it was written, `improve` the title of what is to be done, empty for nothing."""

    cause: str
    unit: str
    cost: str = ""
    improve: str = ""

    @property
    def amount(self) -> Decimal | None:
        """What it cost [CNY]; `None` where that is not told or no number."""
        try:
            return Decimal(self.cost) if self.cost else None
        except InvalidOperation:
            return None


def check_lesson(lesson: Lesson, units: Collection[str], at: str) -> Iterator[Problem]:
    """Everything that is wrong with it."""
    if is_blank(lesson.cause):
        yield Problem.of("case.cause_missing", at)
    if lesson.unit not in units:
        yield Problem.of("case.blamed_unknown", at, value=lesson.unit[:60])
    amount = lesson.amount
    if lesson.cost and (amount is None or not amount.is_finite() or abs(amount) >= MOST_MONEY):
        yield Problem.of("case.amount_unreadable", at, value=lesson.cost[:20])
    elif amount is not None and amount < 0:
        yield Problem.of("case.amount_negative", at, amount=amount)


def learned(item: Item, lesson: Lesson, by: str, now: datetime) -> Event:
    """The event that tells it on the case; told again, the last one counts."""
    amount = lesson.amount
    data = {"cause": trimmed(lesson.cause), "blamed": lesson.unit, "cost": "" if amount is None else format(amount, "f")}
    return Event(item.id, item.version + 1, now, by, Verb.NOTED, note=trimmed(lesson.cause), data=data)


def improvement_of(item: Item, lesson: Lesson, owner: str, now: datetime) -> Opening | None:
    """The initiative that it opens in the unit that answers for it; `None` where nothing is to be done."""
    title = trimmed(lesson.improve)
    if not title:
        return None
    return Opening(
        key=f"improve|{item.id}|{item.version + 1}",
        kind=Kind.TASK,
        title=f"改进：{title}"[:LONGEST_TITLE],
        unit=lesson.unit,
        owner=owner,
        start=now,
        due=closes(day_of(now) + TERM),
        severity=item.opening.severity,
        element=item.opening.element,
        subject=item.opening.subject,
        parent=item.id,
        data={"improves": item.id, "text": trimmed(lesson.cause), "verify": True},
    )
