# SPDX-License-Identifier: Apache-2.0
"""The work desk: my day, one item with its steps, its evidence, its notice on paper."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, TypeAlias

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from yunce.operate.workitems.item import Item
from yunce.operate.workitems.steps import Asked, Do, possible
from yunce.values.problem import Problem
from yunce.web.accounts.trail import record
from yunce.web.data.upload_handler import TOO_LARGE
from yunce.web.problems import said_all
from yunce.web.workitems.day import day_page
from yunce.web.workitems.desk import WorkDesk, open_work, visible_item
from yunce.web.workitems.doing import do
from yunce.web.workitems.evidence import LARGEST, MEBIBYTE, SHOWN, check_files, keep_files, path_of
from yunce.web.workitems.forms import read_step
from yunce.web.workitems.item_page import item_page, said_step
from yunce.web.workitems.models import Evidence
from yunce.web.workitems.notice import notice_page
from yunce.web.workitems.people import can_be_given

UNPROCESSABLE = 422
STATUS = {"work.changed": 409, **dict.fromkeys(("work.not_yours", "work.not_verifier", "work.not_assigner", "work.verifier_is_doer"), 403)}
Files: TypeAlias = "Sequence[UploadedFile[Any]]"


@require_GET
def my_day(request: HttpRequest) -> HttpResponse:
    """What I owe, and what waits for me to look."""
    return render(request, "workitems/day.html", {"page": day_page(open_work(request), timezone.now())})


@require_GET
def item(request: HttpRequest, item_id: str) -> HttpResponse:
    """One item."""
    work = open_work(request)
    row, found = visible_item(work, item_id)
    return render(request, "workitems/item.html", {"page": item_page(work, row, found, timezone.now())})


@require_POST
def take_step(request: HttpRequest, item_id: str) -> HttpResponse:
    """Take a step with an item; what is wrong is told on its page, with nothing written."""
    work = open_work(request)
    row, found = visible_item(work, item_id)
    asked, seen = read_step(request)
    files = request.FILES.getlist("files")
    if request.META.get(TOO_LARGE):
        return _refused(request, work, item_id, (Problem.of("web.upload_too_large", limit=LARGEST // MEBIBYTE),))
    if asked is None:
        raise Http404
    after = check_files(files) or _who(work, found, asked) or _take(work, found, asked, files, seen)
    if not isinstance(after, Item):
        return _refused(request, work, item_id, after)
    record(request, "work_step", f"{row.number or row.pk} {said_step(asked.do)}")
    messages.success(request, _("已记下：{step}。").format(step=said_step(asked.do)))
    return redirect("work-item", item_id)


def _take(work: WorkDesk, found: Item, asked: Asked, files: Files, seen: int) -> Item | tuple[Problem, ...]:
    """The item after the step, its evidence kept; nothing is kept of what this person may not do."""
    now, actor = timezone.now(), work.actor(found.opening.unit)
    if files and asked.do in possible(found, actor):
        asked = replace(asked, evidence=keep_files(found.id, files, by=work.name, at=now))
    after = do(found, asked, actor, now, seen=seen or None)
    return (after,) if isinstance(after, Problem) else after


def _who(work: WorkDesk, found: Item, asked: Asked) -> tuple[Problem, ...]:
    """Work is given to people who may do it there, and to roles of the plan."""
    if asked.do is not Do.ASSIGN:
        return ()
    unknown = asked.assignee and not can_be_given(work, found.opening.unit, asked.assignee)
    strange = asked.owner and asked.owner not in work.role_names()
    return (Problem.of("work.nobody", found.id, who=asked.assignee or asked.owner),) if unknown or strange else ()


def _refused(request: HttpRequest, work: WorkDesk, item_id: str, wrong: tuple[Problem, ...]) -> HttpResponse:
    row, found = visible_item(work, item_id)
    said = tuple(replace(one, path="") for one in said_all(wrong))
    status = STATUS.get(wrong[0].code, UNPROCESSABLE)
    return render(request, "workitems/item.html", {"page": item_page(work, row, found, timezone.now(), said)}, status=status)


@require_GET
def evidence(request: HttpRequest, item_id: str, sha256: str) -> HttpResponseBase:
    """A piece of evidence, for who may see the item: pictures are drawn, everything else is handed over as a file."""
    visible_item(open_work(request), item_id)
    one = Evidence.objects.filter(item_id=item_id, sha256=sha256).first()
    if one is None or not path_of(one.sha256).is_file():
        raise Http404
    record(request, "evidence_seen", f"{item_id} {one.name}")
    response = FileResponse(path_of(one.sha256).open("rb"), as_attachment=one.kind not in SHOWN, filename=one.name, content_type=one.kind)
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "private, max-age=3600"
    return response


@require_GET
def notice(request: HttpRequest, item_id: str) -> HttpResponse:
    """The numbered notice, to be printed."""
    work = open_work(request)
    row, found = visible_item(work, item_id)
    if not row.number:
        raise Http404
    return render(request, "workitems/notice.html", {"page": notice_page(work, row, found, timezone.now())})
