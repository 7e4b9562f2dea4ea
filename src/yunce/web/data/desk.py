# SPDX-License-Identifier: Apache-2.0
"""What a person sees on the data desk: jobs and batches of the units that they may look at."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from yunce.app.clock import today
from yunce.app.installation import Ask
from yunce.warehouse.port import Batch
from yunce.web.accounts.access import Action
from yunce.web.data.coverage import strips
from yunce.web.data.models import LoadJob
from yunce.web.data.pages import MEBIBYTE, DataPage, JobsPart, JobView, batch_table
from yunce.web.desk import Desk
from yunce.web.ui.parts import Choice, Said, pager

MIRRORED = "WORK-EVENTS"
"""The profile of what `web/workitems/mirror.py` writes."""
JOBS_SHOWN = 12
BATCHES_A_PAGE = 30


def units_by_batch() -> Mapping[str, str]:
    """Batch id -> the unit that it was uploaded for; batches that the command line loaded are not in it."""
    return {batch: unit for unit, batches in LoadJob.objects.exclude(batches=[]).values_list("unit", "batches") for batch in batches}


def unit_of(batch_id: str) -> str:
    """The unit of a batch; the whole company for one that was loaded otherwise."""
    return units_by_batch().get(batch_id, "")


def visible_batches(desk: Desk) -> tuple[Batch, ...]:
    """Batches of the units that this person may see; not those by which the product tells the facts of its own work."""
    every = tuple(batch for batch in desk.installation.warehouse.batches() if batch.profile != MIRRORED)
    if desk.access.whole():
        return every
    units = units_by_batch()
    return tuple(batch for batch in every if batch.id in units and desk.access.may(Action.LOOK, units[batch.id]))


def visible_jobs(desk: Desk) -> list[LoadJob]:
    """The latest uploads that this person may see."""
    latest = LoadJob.objects.select_related("uploaded_by")
    return [job for job in latest[: JOBS_SHOWN * 10] if desk.access.may(Action.LOOK, job.unit)][:JOBS_SHOWN]


def visible_job(desk: Desk, job_id: UUID) -> LoadJob:
    """One upload; 404 where it is not there or not to be seen."""
    job = LoadJob.objects.filter(pk=job_id).first()
    if job is None or not desk.access.may(Action.LOOK, job.unit):
        raise Http404
    return job


def jobs_part(desk: Desk) -> JobsPart:
    """The list of uploads."""
    return JobsPart(tuple(_job_view(desk, job) for job in visible_jobs(desk)))


def _job_view(desk: Desk, job: LoadJob) -> JobView:
    may = desk.access.may
    return JobView.of(job, may_cancel=may(Action.UPLOAD, job.unit), may_map=may(Action.MAP, job.unit))


def data_page(desk: Desk, page: int, said: tuple[Said, ...] = ()) -> DataPage:
    """The whole desk."""
    batches, start = visible_batches(desk), (page - 1) * BATCHES_A_PAGE
    names = desk.unit_names()
    seen = None if desk.access.whole() else frozenset(desk.access.within(Action.LOOK, names))
    covered = desk.installation.coverage(Ask(), desk.fingerprint)
    return DataPage(
        may_upload=desk.access.anywhere(Action.UPLOAD),
        limit_mb=settings.YUNCE.upload_bytes // MEBIBYTE,
        units=_upload_units(desk),
        profiles=(),
        jobs=jobs_part(desk),
        batches=batch_table(batches[start : start + BATCHES_A_PAGE]),
        pager=pager(reverse("data"), {}, page, more=len(batches) > start + BATCHES_A_PAGE),
        strips=strips(covered, names, seen, today() - timedelta(days=1)),
        said=said,
    )


def _upload_units(desk: Desk) -> tuple[Choice, ...]:
    names = desk.unit_names()
    own = tuple(Choice(unit, names[unit]) for unit in desk.access.within(Action.UPLOAD, names))
    return ((Choice("", _("按文件里的平台和店铺")), *own)) if desk.access.may(Action.UPLOAD) else own
