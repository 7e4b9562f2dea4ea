# SPDX-License-Identifier: Apache-2.0
"""Who is to be trained after a finding was put right: whoever it was for, if it was grave or had been found before. Pure.

Source: docs/method/inspection.md, 8.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from yunce.operate.agenda.windows import closes, day_of
from yunce.operate.workitems.item import Item, Opening
from yunce.operate.workitems.states import Kind, Severity, State
from yunce.operate.workitems.statistics import finding_of
from yunce.values.calendar import Calendar, UnpublishedYear
from yunce.values.duration import Duration

TERM = Duration(10, "wd")
"""How long a training may take."""
UNPUBLISHED = timedelta(days=14)
"""The same where a year's days of work are not published."""
REPEATED = timedelta(days=90)
LONGEST_TITLE = 200


@dataclass(frozen=True, slots=True)
class Training:
    """What is opened, and for whom."""

    opening: Opening
    person: str


def trainings(verified: Iterable[Item], found: Sequence[Item], calendar: Calendar, now: datetime) -> tuple[Training, ...]:
    """The trainings after rectifications that somebody else has verified; `found` are those that may have been found before.

    One a rectification, for whoever put it right: it is grave, or the same line failed at the same place within 90 days before.
    """
    alike: dict[tuple[str, str], list[Item]] = defaultdict(list)
    for one in found:
        if one.state is not State.CANCELLED:
            alike[one.opening.unit, finding_of(one)].append(one)
    return tuple(_training(item, why, calendar, now) for item in verified if (why := _why(item, alike)))


def _why(item: Item, alike: Mapping[tuple[str, str], Sequence[Item]]) -> str:
    """Why it asks for a training; empty where it does not."""
    if item.opening.kind is not Kind.RECTIFICATION or item.state is not State.VERIFIED or not finding_of(item):
        return ""
    same = alike.get((item.opening.unit, finding_of(item)), ())
    before = [one for one in same if timedelta(0) < item.opened_at - one.opened_at <= REPEATED]
    if before:
        return f"{REPEATED.days} 天内重复出现，此前 {len(before)} 次"
    return "问题较重" if item.opening.severity is not Severity.MINOR else ""


def _training(item: Item, why: str, calendar: Calendar, now: datetime) -> Training:
    words = item.opening.title.removeprefix("整改：")
    opening = Opening(
        key=f"training|{item.id}",
        kind=Kind.TASK,
        title=f"培训：{words}"[:LONGEST_TITLE],
        unit=item.opening.unit,
        owner=item.owner,
        start=now,
        due=_due(calendar, now),
        element=item.opening.element,
        period=item.opening.period,
        subject=item.opening.subject,
        plan=item.opening.plan,
        parent=item.id,
        data={"training": item.data.get("finding", ""), "text": f"{why}。原因：{item.data.get('cause') or '未写'}", "verify": True},
    )
    return Training(opening, item.assignee or item.done_by)


def _due(calendar: Calendar, now: datetime) -> datetime:
    today = day_of(now)
    try:
        day = TERM.after(today, calendar, item="training")
    except UnpublishedYear:
        day = today + UNPUBLISHED
    return closes(day) or now
