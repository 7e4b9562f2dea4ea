# SPDX-License-Identifier: Apache-2.0
"""What follows from a frozen round, as work: a talk, training, a review of renewal. Whom it is about stands in the round alone."""

from __future__ import annotations

import hashlib
from datetime import datetime, time, timedelta

from django.utils.translation import gettext as _

from yunce.operate.appraisal.results import Outcome, PersonResult
from yunce.operate.workitems.item import Opening
from yunce.operate.workitems.states import Kind
from yunce.values.work_clock import SHANGHAI
from yunce.web.people.opening import RoundDesk
from yunce.web.workitems.store import Store

SYSTEM = "system"
DAYS = 14
"""Until when a consequence is owed where the plan's word is none that is a day."""


def open_follow_ups(desk: RoundDesk, now: datetime) -> int:
    """Open what follows; a round asked twice opens once. Gives how many were opened."""
    openings = [_opening(desk, person, outcome, now) for person in desk.result.people for outcome in person.follow]
    return len(Store().open(openings, at=now, by=SYSTEM)) if openings else 0


def _opening(desk: RoundDesk, person: PersonResult, outcome: Outcome, now: datetime) -> Opening:
    mark = hashlib.sha256(f"{person.person}|{outcome.title}".encode()).hexdigest()[:16]
    words = {"title": outcome.title, "card": desk.card.label, "period": desk.key.period}
    text = _("对象和依据见 人员 › 考核 › {card} {period} 的“后果”。只作面谈、培训、协商转岗或续签评审。").format(**words)
    return Opening(
        key=f"follow:{desk.key.plan[:80]}:{desk.key.card[:100]}|{desk.key.period}|{mark}",
        kind=Kind.REVIEW if outcome.open == "review" else Kind.TASK,
        title=_("{title}（{card} {period}）").format(**words)[:300],
        unit=person.unit,
        owner=outcome.owner,
        due=_due(outcome.due, now),
        element=f"scorecards.{desk.card.id}"[:200],
        period=desk.key.period,
        plan=desk.work.desk.fingerprint,
        data={"text": text},
    )


def _due(text: str, now: datetime) -> datetime:
    """The end of the month for `month_end`, else two weeks from now."""
    day = now.astimezone(SHANGHAI).date()
    if "month_end" in text or "月底" in text:
        day = (day.replace(day=1) + timedelta(days=32)).replace(day=1) - timedelta(days=1)
    else:
        day += timedelta(days=DAYS)
    return datetime.combine(day, time(18), SHANGHAI)
