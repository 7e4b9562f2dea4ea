# SPDX-License-Identifier: Apache-2.0
"""Plans for other programs: versions, text, where every target stands, a new version."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import File, Router, Schema, Status, UploadedFile

from yunce.app.asking import Ask
from yunce.values.problem import Problem
from yunce.web.accounts.access import Action
from yunce.web.accounts.trail import record
from yunce.web.api.said import Refused
from yunce.web.api.shapes import Day, Known, ProblemsOut
from yunce.web.cockpit.views import visible
from yunce.web.desk import demand, open_desk
from yunce.web.plans.views import add_version

router = Router()
WRONG: dict[int, Any] = {403: ProblemsOut, 404: ProblemsOut, 422: ProblemsOut}


class VersionOut(Schema):
    """One stored version of a plan."""

    fingerprint: str
    plan_id: str
    title: str
    number: int
    added_at: datetime
    added_by: str
    current: bool


class StatusOut(Schema):
    """Where the targets stand; `targets` as `yunce status --format json` has them."""

    plan: str
    as_of: date
    known_at: datetime
    targets: list[dict[str, Any]]


@router.get("", response=list[VersionOut], summary="计划版本")
def versions(request: HttpRequest) -> list[dict[str, Any]]:
    """All versions, the current one first."""
    return [asdict(version) for version in open_desk(request).versions]


@router.post("", response={201: VersionOut, **WRONG}, summary="新增计划版本")
def add(request: HttpRequest, file: File[UploadedFile]) -> Status[dict[str, Any]]:
    """Store a version and make it current; with errors in it nothing is stored and all are told."""
    desk = open_desk(request)
    demand(desk, Action.ADD_PLAN)
    version, problems = add_version(desk, file, request.user.get_username())
    if version is None:
        raise Refused(*problems)
    record(request, "plan_added", version.fingerprint)
    return Status(201, asdict(version))


@router.get("/{fingerprint}/text", response={200: str, **WRONG}, summary="计划原文（YAML）")
def text(request: HttpRequest, fingerprint: str) -> HttpResponse:
    """A version's own text; it names what posts are paid, so it needs that right for the whole company."""
    desk = open_desk(request, fingerprint)
    demand(desk, Action.SEE_PAY)
    record(request, "plan_exported", desk.fingerprint)
    return HttpResponse(desk.installation.plan_source(desk.fingerprint), content_type="application/yaml; charset=utf-8")


@router.get("/{fingerprint}/status", response={200: StatusOut, **WRONG}, summary="目标进度")
def status(
    request: HttpRequest, fingerprint: str, as_of: Day | None = None, known_at: Known | None = None, unit: str = "", period: str = ""
) -> StatusOut:
    """Where every target stands that the token may see; `fingerprint` is `current`, or a version's hash or its beginning."""
    desk = open_desk(request, "" if fingerprint == "current" else fingerprint)
    if desk.plan is None:
        raise Refused(Problem.of("app.no_plan"))
    if not desk.access.whole() and not unit:
        raise Refused(Problem.of("web.api_unit_needed", "unit"))
    demand(desk, Action.LOOK, unit)
    found = desk.installation.status(Ask(as_of=as_of, known_at=known_at, unit=unit, period=period), desk.fingerprint)
    targets = [asdict(target) for target in visible(desk, found)]
    return StatusOut(plan=desk.fingerprint, as_of=found.as_of, known_at=found.known_at, targets=targets)
