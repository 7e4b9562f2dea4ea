# SPDX-License-Identifier: Apache-2.0
"""The queue of loads: put a file in, take the oldest out, load it, tell how far it is, stop when asked."""

from __future__ import annotations

import logging
import threading
import time
from dataclasses import replace
from datetime import timedelta
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import connection, transaction
from django.utils import timezone

from yunce.app.installation import Installation
from yunce.app.profiles import UNKNOWN as UNKNOWN_FILE
from yunce.values.problem import Problem, Severity, YunceError
from yunce.warehouse.port import Batch, Progress
from yunce.web.data.models import CANCELLED, DONE, FAILED, QUEUED, RUNNING, UNKNOWN, LoadJob
from yunce.web.data.uploads import drop, folder_of, keep, safe_name
from yunce.web.review.reading import read_next

TELL_EVERY = 0.4
MOST_ATTEMPTS = 3
WAITS_FOR = timedelta(days=14)
"""How long a file that nobody knows is kept for somebody to say what its columns are."""
log = logging.getLogger(__name__)


class LoadStopped(Exception):
    """Raised inside a load so that nothing of it is kept: somebody cancelled, or the worker has to go."""


def enqueue(file: UploadedFile[Any], *, user: Any, unit: str, profile: str = "") -> LoadJob:
    """Keep a file and put it into the queue."""
    name = safe_name(file.name or "")
    job = LoadJob(uploaded_by=user, name=name, size=file.size or 0, unit=unit, profile=profile)
    keep(job.id, file, name)
    job.save(force_insert=True)
    return job


def ask_cancel(job: LoadJob) -> None:
    """Cancel: at once where it waits, at the next step where it runs."""
    waiting = LoadJob.objects.filter(pk=job.pk, state__in=(QUEUED, UNKNOWN)).update(state=CANCELLED)
    if waiting:
        drop(job.id)
    else:
        LoadJob.objects.filter(pk=job.pk, state=RUNNING).update(cancel_asked=True)


def put_again(job: LoadJob, profile: str) -> bool:
    """Put a file that nobody knew back into the queue, with the profile that knows it; False where somebody else already did."""
    waiting = LoadJob.objects.filter(pk=job.pk, state=UNKNOWN)
    return bool(waiting.update(state=QUEUED, profile=profile, problems=[], attempts=0, changed_at=timezone.now()))


def recover() -> None:
    """Put what a stopped worker left running back into the queue; what has ended several workers is given up."""
    left = LoadJob.objects.filter(state=RUNNING)
    for job in left.filter(attempts__gte=MOST_ATTEMPTS):
        _end(job, FAILED, problems=(Problem.of("web.load_gives_up", job.name, times=job.attempts),))
    left.update(state=QUEUED, stage="", done=0, total=0)
    for job in LoadJob.objects.filter(state=UNKNOWN, changed_at__lt=timezone.now() - WAITS_FOR):
        _end(job, FAILED, problems=(Problem.of("web.map_waited", job.name, days=WAITS_FOR.days),))


def take() -> LoadJob | None:
    """The oldest waiting job, marked as running."""
    with transaction.atomic():
        job = LoadJob.objects.select_for_update().filter(state=QUEUED).order_by("uploaded_at").first()
        if job is not None:
            job.state, job.attempts = RUNNING, job.attempts + 1
            job.save(update_fields=["state", "attempts", "changed_at"])
    return job


def run(job: LoadJob, installation: Installation, stop: threading.Event) -> None:
    """Load one job's file; its end is written whatever it is."""
    watch = Teller(job, stop)
    try:
        batches = installation.warehouse.load(
            [folder_of(job.id) / job.name], profile=job.profile or None, unit=job.unit or None, watch=watch
        )
    except LoadStopped:
        if stop.is_set():
            _put_back(job)
        else:
            _end(job, CANCELLED)
    except YunceError as e:
        _end(job, UNKNOWN if all(p.code == UNKNOWN_FILE for p in e.problems) else FAILED, problems=e.problems)
    except OSError as e:
        log.warning("load of %s failed: %s", job.name, e)
        _end(job, FAILED, problems=(Problem.of("app.file_unreadable", job.name, reason=e.strerror or str(e)),))
    else:
        _end(job, DONE, batches=batches)


def _put_back(job: LoadJob) -> None:
    """Stopping the server is not the file's fault: the try does not count."""
    LoadJob.objects.filter(pk=job.pk).update(state=QUEUED, stage="", done=0, total=0, attempts=job.attempts - 1)


def _end(job: LoadJob, state: str, *, batches: tuple[Batch, ...] = (), problems: tuple[Problem, ...] = ()) -> None:
    told = [pack(problem) for problem in problems]
    LoadJob.objects.filter(pk=job.pk).update(state=state, batches=[b.id for b in batches], problems=told, stage="", cancel_asked=False)
    if state != UNKNOWN:
        drop(job.id)


class Teller:
    """Writes a load's progress to the ledger now and then, and stops the load when somebody asked for it."""

    def __init__(self, job: LoadJob, stop: threading.Event) -> None:
        self.job, self.stop, self.told_at = job, stop, 0.0

    def __call__(self, progress: Progress) -> None:
        """Called by the load between its steps."""
        if self.stop.is_set():
            raise LoadStopped
        now = time.monotonic()
        if now - self.told_at < TELL_EVERY:
            return
        self.told_at = now
        mine = LoadJob.objects.filter(pk=self.job.pk)
        mine.update(stage=progress.stage[:200], done=progress.done, total=progress.total)
        if mine.filter(cancel_asked=True).exists():
            raise LoadStopped


def work(installation: Installation, stop: threading.Event, *, idle: float = 0.5) -> None:
    """Load job after job, and read the plans that were handed in, until told to stop."""
    recover()
    while not stop.is_set():
        job = take()
        if job is None and not read_next(installation):
            connection.close()
            stop.wait(idle)
        elif job is not None:
            run(job, installation, stop)


def pack(problem: Problem) -> dict[str, str]:
    """A problem as the ledger keeps it."""
    return {"code": problem.code, "path": problem.path, "severity": problem.severity.value, **{f"p_{k}": v for k, v in problem.params}}


def unpack(kept: dict[str, str]) -> Problem:
    """The problem that was kept."""
    params = tuple((key[2:], value) for key, value in kept.items() if key.startswith("p_"))
    return replace(Problem(kept["code"], kept["path"], params), severity=Severity(kept["severity"]))
