# SPDX-License-Identifier: Apache-2.0
"""Items counted by unit, from indexes alone: what is owed, what waits to be verified, what is closed; each has an index of its own."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db.models import Count, F, Q, QuerySet

from yunce.operate.workitems.states import State
from yunce.operate.workitems.statistics import AGES
from yunce.web.workitems.models import WorkItem

ACTIVE, AWAITING, CLOSED = Q(holder__isnull=False), Q(awaits__isnull=False), Q(holder__isnull=True, awaits__isnull=True)
KINDS_OF_COUNT = ("found", "closed", "upward", "fell_due", "by_due", "late", "open", *(f"age{n}" for n in range(len(AGES))))
"""What is counted: found without cancelled; closed of these; fallen due by now, closed by then; late and still owed; not closed, by age."""


def counted(rows: QuerySet[WorkItem], now: datetime) -> list[dict[str, str | int]]:
    """For each unit with any item of the rows its counts, by the names of `KINDS_OF_COUNT`, with the unit's id under `unit`."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    due, ages = Q(due__lte=now), _ages(now)
    of_open = {"found": Q(), "open": Q(), "fell_due": due, **ages}
    _add(found, rows.filter(ACTIVE), {**of_open, "upward": Q(state=State.UPWARD), "late": Q(due__lt=now)})
    _add(found, rows.filter(AWAITING), of_open)
    kept = ~Q(state=State.CANCELLED)
    by_due = kept & due & Q(done_at__lte=F("due"))
    _add(found, rows.filter(CLOSED), {"found": kept, "closed": kept, "fell_due": kept & due, "by_due": by_due})
    return [{"unit": unit, **{name: counts[name] for name in KINDS_OF_COUNT}} for unit, counts in found.items()]


def _ages(now: datetime) -> Mapping[str, Q]:
    """Those that were found so many whole days ago."""
    found = {}
    for n, (low, high) in enumerate(AGES):
        older = Q(opened_at__lte=now - timedelta(days=low))
        found[f"age{n}"] = older if high is None else older & Q(opened_at__gt=now - timedelta(days=high + 1))
    return found


def _add(found: Mapping[str, Counter[str]], rows: QuerySet[WorkItem], asked: Mapping[str, Q]) -> None:
    """Count in the order of the index: kind before unit."""
    counts = {name: Count("kind", filter=condition) if condition else Count("kind") for name, condition in asked.items()}
    for row in rows.order_by("kind", "unit").values("kind", "unit").annotate(**counts):
        found[row["unit"]].update({name: row[name] for name in asked})
