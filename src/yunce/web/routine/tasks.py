# SPDX-License-Identifier: Apache-2.0
"""The tasks of the queue: one, which runs a routine by its name and writes down how it ended."""

from __future__ import annotations

import logging
import time
from datetime import datetime, timedelta

from django.utils import timezone
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from yunce.app.words import say
from yunce.values.problem import YunceError
from yunce.web.routine.book import ROUTINES
from yunce.web.routine.models import LONGEST_SAID, RoutineState

KEPT = timedelta(days=14)
log = logging.getLogger(__name__)


@task()
def run(name: str) -> str:
    """Run a routine now. What goes wrong is written down and raised, so that the queue keeps its traceback."""
    begun, started = timezone.now(), time.monotonic()
    RoutineState.objects.filter(name=name).update(waiting=False, begun_at=begun)
    said, failed = "没有完成：程序出错", True
    try:
        said, failed = ROUTINES[name].load()(begun), False
    except YunceError as e:
        said = f"没有完成：{'；'.join(say(problem)[0] for problem in e.problems[:3])}"
        log.warning("routine %s: %s", name, said)
    finally:
        _ended(name, said, time.monotonic() - started, failed=failed)
    return said


def _ended(name: str, said: str, seconds: float, *, failed: bool) -> None:
    state = RoutineState.objects.get(name=name)
    state.ended_at, state.said, state.seconds = timezone.now(), said[:LONGEST_SAID], seconds
    state.failures = state.failures + 1 if failed else 0
    state.save(update_fields=["ended_at", "said", "seconds", "failures"])


def prune(now: datetime) -> str:
    """Forget runs that ended long ago."""
    count, _ = DBTaskResult.objects.filter(finished_at__lt=now - KEPT).delete()
    return f"删除 {count} 条旧记录"
