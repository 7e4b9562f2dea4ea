# SPDX-License-Identifier: Apache-2.0
"""What follows from a frozen round, as work: a talk, training, a review of renewal. Whom it is about stands in the round alone."""

from __future__ import annotations

import hashlib
from datetime import datetime, time, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from yunce.app.rounds import RoundKey, RoundStore
from yunce.operate.appraisal.results import Appraisal, Outcome, PersonResult
from yunce.operate.workitems.item import Opening
from yunce.operate.workitems.states import Kind
from yunce.values.work_clock import SHANGHAI
from yunce.web.installed import installation
from yunce.web.workitems.store import Store

SYSTEM = "system"
DAYS = 14
"""Until when a consequence is owed where the plan's word is none that is a day."""


def follow(key: RoundKey, title: str, result: Appraisal, store: RoundStore) -> int:
    """Open what follows from a frozen round; asked twice it opens once. Gives how many were opened."""
    now = timezone.now()
    openings = [_opening(key, title, (result, person, outcome), now) for person in result.people for outcome in person.follow]
    count = len(Store().open(openings, at=now, by=SYSTEM)) if openings else 0
    store.mark_followed(key)
    return count


def run(_now: datetime) -> str:
    """Open what follows from rounds that were frozen elsewhere, or by somebody who was cut off; the routine's work."""
    installed, count = installation(), 0
    if not installed.versions():
        return ""
    plan, store = installed.plan(), RoundStore(installed.home)
    for card in plan.scorecards:
        for period in store.unfollowed(plan.plan.id, card.id):
            key = RoundKey(plan.plan.id, card.id, period)
            frozen = store.frozen(key)
            count += follow(key, card.label, frozen.result, store) if frozen else 0
    return _("开出 {n} 项后续工作").format(n=count) if count else ""


def _opening(key: RoundKey, title: str, of: tuple[Appraisal, PersonResult, Outcome], now: datetime) -> Opening:
    result, person, outcome = of
    mark = hashlib.sha256(f"{person.person}|{outcome.title}".encode()).hexdigest()[:16]
    words = {"title": outcome.title, "card": title, "period": key.period}
    text = _("对象和依据见 人员 › 考核 › {card} {period} 的“后果”。只作面谈、培训、协商转岗或续签评审。").format(**words)
    return Opening(
        key=f"follow:{key.plan[:80]}:{key.card[:100]}|{key.period}|{mark}",
        kind=Kind.REVIEW if outcome.open == "review" else Kind.TASK,
        title=_("{title}（{card} {period}）").format(**words)[:300],
        unit=person.unit,
        owner=outcome.owner,
        due=_due(outcome.due, now),
        element=f"scorecards.{key.card}"[:200],
        period=key.period,
        plan=result.fingerprint,
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
