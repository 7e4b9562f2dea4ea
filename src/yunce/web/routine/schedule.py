# SPDX-License-Identifier: Apache-2.0
"""Putting routines into the queue when their time has come, and asking for one out of its turn."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from yunce.web.routine.book import ROUTINES
from yunce.web.routine.models import RoutineState
from yunce.web.routine.tasks import run


def put_due(now: datetime) -> int:
    """Put each routine whose time has come into the queue, unless a run of it waits there already; how many were put."""
    known = {state.name: state for state in RoutineState.objects.all()}
    _after_a_wrong_clock(known.values(), now)
    new = [RoutineState(name=name, next_at=now) for name in ROUTINES if name not in known]
    RoutineState.objects.bulk_create(new, ignore_conflicts=True)
    due = RoutineState.objects.filter(name__in=ROUTINES, next_at__lte=now, waiting=False).values_list("name", "next_at")
    return sum(_put(name, at, now) for name, at in due)


def _after_a_wrong_clock(known: Iterable[RoutineState], now: datetime) -> None:
    """A clock that was put back must not let a routine wait until the wrong time: none is further off than its own next time from now."""
    for state in known:
        if state.name in ROUTINES and state.next_at > (latest := ROUTINES[state.name].next_after(now)):
            RoutineState.objects.filter(pk=state.pk, next_at=state.next_at).update(next_at=latest)


def _put(name: str, at: datetime, now: datetime) -> bool:
    """Put one in; False where somebody else just did. Its next time and its place in the queue are written together."""
    with transaction.atomic():
        mine = RoutineState.objects.filter(name=name, next_at=at, waiting=False)
        if not mine.update(next_at=ROUTINES[name].next_after(now), waiting=True):
            return False
        run.enqueue(name)
    return True


def ask(name: str) -> None:
    """Let a routine come at once: facts or a plan have changed, or somebody asked. Raises `KeyError` for one that is not in the book."""
    RoutineState.objects.update_or_create(name=ROUTINES[name].name, defaults={"next_at": timezone.now()})


def recover() -> None:
    """What a worker left half done when it was killed is asked for again; work that is done twice changes nothing."""
    left = DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING)
    RoutineState.objects.filter(waiting=True).exclude(name__in=_queued()).update(waiting=False, next_at=timezone.now())
    left.delete()


def _queued() -> list[str]:
    """The routines that wait in the queue and have not begun."""
    ready = DBTaskResult.objects.filter(status=TaskResultStatus.READY).values_list("args_kwargs", flat=True)
    return [str(kept["args"][0]) for kept in ready if kept.get("args")]
