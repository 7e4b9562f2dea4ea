# SPDX-License-Identifier: Apache-2.0
"""What the nights of rules keep between them: how each rule stood, and which loads it knew of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from yunce.operate.rules.keeping import Kept, Stand
from yunce.operate.rules.nights import Memory
from yunce.warehouse.port import Batch
from yunce.web.rules.models import RuleMemory


def recall(plan: str, meaning: str, batches: Sequence[Batch]) -> Memory:
    """What was kept of a plan's rules, and the earliest day that loads have touched since; nothing where the plan has changed."""
    rows = [row for row in RuleMemory.objects.filter(plan=plan) if row.meaning == meaning]
    if not rows:
        return Memory()
    known, counted = datetime.fromisoformat(min(row.known_at for row in rows)), {row.counted for row in rows}
    past = [batch for batch in batches if _at(batch) <= known]
    touched = min((batch.first or date.min for batch in batches if _at(batch) > known), default=None)
    if counted != {_count(past)}:  # a clock went back, or what was known is not there any more
        touched = date.min
    return Memory({row.look: _kept(row.data) for row in rows}, touched)


def keep(plan: str, meaning: str, kept: Mapping[str, Kept], batches: Sequence[Batch]) -> None:
    """Keep how the rules stood, as of the given loads."""
    known = max((_at(batch) for batch in batches), default=None)
    if known is None:
        return
    RuleMemory.objects.filter(plan=plan).exclude(look__in=list(kept)).delete()
    for look, each in kept.items():
        told = {"meaning": meaning, "known_at": known.isoformat(), "counted": _count(batches), "data": _data(each)}
        RuleMemory.objects.update_or_create(plan=plan, look=look, defaults=told)


def _at(batch: Batch) -> datetime:
    """When a batch last changed the facts."""
    return max(batch.loaded_at, batch.undone_at or batch.loaded_at)


def _count(batches: Sequence[Batch]) -> int:
    """How many changes some batches have made."""
    return len(batches) + sum(batch.undone_at is not None for batch in batches)


def _data(kept: Kept) -> dict[str, object]:
    place = {subject: number for number, subject in enumerate(kept.subjects)}
    rules = {rule: [[place[subject], *_cells(stand)] for subject, stand in stands.items()] for rule, stands in kept.stands.items()}
    return {"through": kept.through.isoformat(), "subjects": list(kept.subjects), "rules": rules}


def _cells(stand: Stand) -> list[object]:
    opened, closed = (day.isoformat() if day else None for day in (stand.opened, stand.closed))
    return [opened, closed, stand.rests]


def _kept(data: Mapping[str, object]) -> Kept:
    subjects, rules = data["subjects"], data["rules"]
    assert isinstance(subjects, list)  # noqa: S101 - as `_data` writes it
    assert isinstance(rules, dict)  # noqa: S101 - as `_data` writes it
    stands = {
        rule: {subjects[place]: Stand(_day(opened), _day(closed), rests) for place, opened, closed, rests in rows}
        for rule, rows in rules.items()
    }
    return Kept(date.fromisoformat(str(data["through"])), tuple(subjects), stands)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
