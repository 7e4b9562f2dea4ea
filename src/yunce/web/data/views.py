# SPDX-License-Identifier: Apache-2.0
"""The data desk: what came, what is missing; files in, batches undone."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yunce.values.problem import Problem, YunceError
from yunce.warehouse.port import Batch
from yunce.web.accounts.access import Action
from yunce.web.accounts.trail import record
from yunce.web.data.desk import data_page, jobs_part, unit_of, visible_batches, visible_job
from yunce.web.data.jobs import ask_cancel, enqueue, put_again
from yunce.web.data.mapping import MappingPage, chosen_fields
from yunce.web.data.models import UNKNOWN
from yunce.web.data.pages import BatchPage
from yunce.web.data.upload_handler import TOO_LARGE
from yunce.web.data.uploads import check_uploads, folder_of
from yunce.web.desk import Desk, demand, open_desk
from yunce.web.problems import said_all
from yunce.web.ui.columns import heading, said_cell
from yunce.web.ui.exports import csv_response
from yunce.web.ui.requests import page_number

REJECTS_A_PAGE = 100
LONGEST_TITLE = 120


@require_GET
def data(request: HttpRequest) -> HttpResponse:
    """What has arrived and what is missing."""
    return render(request, "data/page.html", {"page": data_page(open_desk(request), page_number(request))})


@require_GET
def jobs(request: HttpRequest) -> HttpResponse:
    """The uploads alone, for polling; without script the page itself is opened again."""
    return render(request, "data/_jobs.html", {"part": jobs_part(open_desk(request))})


@require_POST
def upload(request: HttpRequest) -> HttpResponse:
    """Queue what was sent, all of it or nothing."""
    desk = open_desk(request)
    files = request.FILES.getlist("files")
    unit = request.POST.get("unit", "")
    if request.META.get(TOO_LARGE) and desk.access.anywhere(Action.UPLOAD):
        return _refused(request, desk, (Problem.of("web.upload_too_large", limit=settings.YUNCE.upload_bytes // 1024**2),), 413)
    demand(desk, Action.UPLOAD, unit)
    problems = check_uploads(files)
    if unit and unit not in desk.unit_names():
        raise Http404
    if problems:
        return _refused(request, desk, problems, 422)
    for file in files:
        job = enqueue(file, user=request.user, unit=unit, profile=request.POST.get("profile", ""))
        record(request, "upload", f"{job.name} {job.unit}".strip())
    messages.success(request, _("收到 {count} 个文件，正在导入。可以离开这一页。").format(count=len(files)))
    return redirect("data")


def _refused(request: HttpRequest, desk: Desk, problems: tuple[Problem, ...], status: int) -> HttpResponse:
    return render(request, "data/page.html", {"page": data_page(desk, 1, said_all(problems))}, status=status)


@require_POST
def cancel(request: HttpRequest, job_id: UUID) -> HttpResponse:
    """Stop a load: nothing of it is kept."""
    desk = open_desk(request)
    job = visible_job(desk, job_id)
    demand(desk, Action.UPLOAD, job.unit)
    ask_cancel(job)
    record(request, "cancel", job.name)
    messages.info(request, _("已要求取消 {name}。").format(name=job.name))
    return redirect("data")


@require_http_methods(["GET", "HEAD", "POST"])
def map_columns(request: HttpRequest, job_id: UUID) -> HttpResponse:
    """Say what the columns of an unknown file are; once said, the file is loaded by it."""
    desk = open_desk(request)
    job = visible_job(desk, job_id)
    demand(desk, Action.MAP, job.unit)
    if job.state != UNKNOWN:
        raise Http404
    shelf = desk.installation.shelf
    proposal = shelf.propose(folder_of(job.id) / job.name, (request.POST or request.GET).get("like", ""))
    if request.method != "POST":
        return render(request, "data/mapping.html", {"page": MappingPage.of(job, proposal, shelf)})
    title = request.POST.get("title", "")[:LONGEST_TITLE]
    chosen, problems = shelf.choose(proposal, chosen_fields(proposal, request.POST), title)
    if not problems:
        try:
            shelf.save_proposal(chosen)
        except YunceError as e:
            problems = e.problems
    if problems:
        page = MappingPage.of(job, chosen, shelf, said_all(problems))
        return render(request, "data/mapping.html", {"page": page}, status=422)
    record(request, "profile_saved", f"{chosen.profile.id} {job.name}")
    if put_again(job, chosen.profile.id):
        messages.success(request, _("已保存导入方案“{title}”，正在导入 {name}。").format(title=chosen.profile.title, name=job.name))
    return redirect("data")


@require_GET
def batch(request: HttpRequest, batch_id: str) -> HttpResponse:
    """One batch with the rows that were refused."""
    desk = open_desk(request)
    found = _batch(desk, batch_id)
    rejects = desk.installation.warehouse.rejects(found.id)
    may_undo = desk.access.may(Action.UNDO, unit_of(found.id))
    page = BatchPage.of(found, rejects, page_number(request), REJECTS_A_PAGE, may_undo=may_undo)
    return render(request, "data/batch.html", {"page": page})


@require_GET
def rejects_csv(request: HttpRequest, batch_id: str) -> HttpResponseBase:
    """The refused rows as a file."""
    desk = open_desk(request)
    found = _batch(desk, batch_id)
    frame = desk.installation.warehouse.rejects(found.id)
    record(request, "rejects_exported", found.id)
    rows = (tuple(said_cell(n, v) for n, v in zip(frame.columns, row, strict=True)) for row in frame.iter_rows())
    return csv_response(f"rejects-{found.id}.csv", [heading(name) for name in frame.columns], rows)


@require_http_methods(["GET", "HEAD", "POST"])
def undo(request: HttpRequest, batch_id: str) -> HttpResponse:
    """Ask whether a batch shall be undone, and undo it."""
    desk = open_desk(request)
    found = _batch(desk, batch_id)
    demand(desk, Action.UNDO, unit_of(found.id))
    if request.method != "POST":
        return render(request, "data/undo.html", {"batch": found})
    desk.installation.warehouse.undo(found.id)
    record(request, "undo", f"{found.id} {found.file}")
    messages.success(request, _("已撤销 {file}，所有数字都按没有导入过它重新计算。").format(file=found.file))
    return redirect("batch", batch_id=found.id)


def _batch(desk: Desk, batch_id: str) -> Batch:
    """A batch that this person may see; 404 otherwise."""
    found = next((b for b in visible_batches(desk) if b.id == batch_id), None)
    if found is None:
        raise Http404
    return found
