# SPDX-License-Identifier: Apache-2.0
"""Cases for other programs: a shop's own forms, a hotline's system."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Status

from yunce.operate.cases.report import Report
from yunce.web.accounts.access import Action
from yunce.web.accounts.trail import record
from yunce.web.api.said import Refused
from yunce.web.api.shapes import CaseIn, ItemOut, ProblemsOut
from yunce.web.cases.intake import counter_of, take_in, unit_of, wrong_with
from yunce.web.desk import demand, open_desk
from yunce.web.workitems.store import Store

router = Router()
WRONG: dict[int, Any] = {403: ProblemsOut, 422: ProblemsOut}


@router.post("", response={201: ItemOut, 200: ItemOut, **WRONG}, summary="受理工单")
def take(request: HttpRequest, body: CaseIn) -> Status[ItemOut]:
    """Take a case in; 200 with the case that is there where the same reference was sent before."""
    desk = open_desk(request)
    counter = counter_of(desk)
    report = Report(**body.dict())
    problems = wrong_with(report, counter)
    if problems:
        raise Refused(*problems)
    demand(desk, Action.WORK, unit_of(report, counter))
    token = request.api_token.pk  # type: ignore[attr-defined]  # set by who let the request in
    count, ids = take_in([report], counter, f"api|{token}", by=request.user.get_username(), now=timezone.now())
    if count:
        record(request, "work_opened", f"{ids[0]} {report.kind}")
    return Status(201 if count else 200, ItemOut.of(Store().item(ids[0])))
