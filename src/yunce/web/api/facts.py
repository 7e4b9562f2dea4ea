# SPDX-License-Identifier: Apache-2.0
"""Facts for other programs: metrics by dimensions, files to load and how far they are."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest
from ninja import File, Form, Query, Router, Schema, Status, UploadedFile
from pydantic import Field

from yunce.app.asking import Ask
from yunce.values.problem import Problem
from yunce.web.accounts.access import Action
from yunce.web.accounts.trail import record
from yunce.web.api.said import Refused
from yunce.web.api.shapes import Day, Known, ProblemOut, ProblemsOut
from yunce.web.data.desk import visible_job
from yunce.web.data.jobs import enqueue, unpack
from yunce.web.data.models import LoadJob
from yunce.web.data.uploads import check_uploads
from yunce.web.desk import demand, open_desk
from yunce.web.problems import said

router = Router()
WRONG: dict[int, Any] = {403: ProblemsOut, 404: ProblemsOut, 422: ProblemsOut}
MOST_ROWS = 10_000


class MetricIn(Schema):
    """How a metric is asked for."""

    by: list[str] = Field(default_factory=list, max_length=6)
    period: str = ""
    unit: str = ""
    as_of: Day | None = None
    known_at: Known | None = None


class MetricOut(Schema):
    """One row: where it is by each dimension, the value, and what part of the owed reports has come."""

    at: dict[str, str]
    value: Decimal | None
    complete: Decimal | None


class TableOut(Schema):
    """A metric by the asked dimensions; `truncated` where there are more rows than one answer holds."""

    metric: str
    rows: list[MetricOut]
    truncated: bool


class JobOut(Schema):
    """A file on its way into the facts."""

    id: UUID
    name: str
    state: str
    stage: str
    done: int
    total: int
    batches: list[str]
    problems: list[ProblemOut]
    uploaded_at: datetime

    @classmethod
    def of(cls, job: LoadJob) -> JobOut:
        """From the queue."""
        problems = [unpack(kept) for kept in job.problems]
        words = [(p, said(p)) for p in problems]
        told = [ProblemOut(code=p.code, path=p.path, message=w.message, fix=w.fix, severity=w.severity) for p, w in words]
        same = {name: getattr(job, name) for name in ("id", "name", "state", "stage", "done", "total", "batches", "uploaded_at")}
        return cls(**same, problems=told)


@router.get("/metrics/{metric}", response={200: TableOut, **WRONG}, summary="指标")
def metric(request: HttpRequest, metric: str, asked: Query[MetricIn]) -> TableOut:
    """A metric over a period (the plan's by default) by dimensions such as `month`, `unit`, `channel`."""
    desk = open_desk(request)
    if metric not in desk.metrics():
        raise Http404
    if not desk.access.whole() and not asked.unit:
        raise Refused(Problem.of("web.api_unit_needed", "unit"))
    demand(desk, Action.LOOK, asked.unit)
    ask = Ask(as_of=asked.as_of, known_at=asked.known_at, unit=asked.unit, period=asked.period)
    table = desk.installation.metric((metric,), tuple(asked.by), ask, desk.fingerprint)
    rows = [
        MetricOut(at=dict(zip(asked.by, row.at, strict=True)), value=row.values[0], complete=row.complete) for row in table.rows[:MOST_ROWS]
    ]
    return TableOut(metric=metric, rows=rows, truncated=len(table.rows) > MOST_ROWS)


@router.post("/loads", response={202: JobOut, **WRONG}, summary="导入文件")
def load(request: HttpRequest, file: File[UploadedFile], unit: Form[str] = "", profile: Form[str] = "") -> Status[JobOut]:
    """Put an export into the queue; loading the same rows twice changes nothing."""
    desk = open_desk(request)
    demand(desk, Action.UPLOAD, unit)
    if unit and unit not in desk.unit_names():
        raise Refused(Problem.of("web.api_unit", "unit", unit=unit))
    problems = check_uploads([file])
    if problems:
        raise Refused(*problems)
    job = enqueue(file, user=request.user, unit=unit, profile=profile[:200])
    record(request, "upload", f"{job.name} {job.unit}".strip())
    return Status(202, JobOut.of(job))


@router.get("/loads/{job_id}", response={200: JobOut, **WRONG}, summary="导入进度")
def job(request: HttpRequest, job_id: UUID) -> JobOut:
    """How far a file is, and what was wrong with it."""
    return JobOut.of(visible_job(open_desk(request), job_id))
