# SPDX-License-Identifier: Apache-2.0
"""Filling in an inspection by form or from a phone's store, what it found, and the script that keeps the page without a network."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.staticfiles import finders
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from yunce.operate.inspection.form import Form
from yunce.operate.workitems.item import Item
from yunce.values.problem import Problem
from yunce.web.accounts.trail import record
from yunce.web.data.upload_handler import TOO_LARGE
from yunce.web.inspect.fill_page import fill_page
from yunce.web.inspect.filling import Filled, Filler, Sent, form_at, may_fill, submit
from yunce.web.inspect.reading import Photos, check_photos, read_sent, with_photos
from yunce.web.inspect.result_page import result_page
from yunce.web.problems import said_all
from yunce.web.workitems.desk import WorkDesk, open_work, visible_item
from yunce.web.workitems.evidence import LARGEST, MEBIBYTE, keep_files

UNPROCESSABLE, CONFLICT, FORBIDDEN = 422, 409, 403
STATUS = {"work.changed": CONFLICT, "work.not_yours": FORBIDDEN, "inspection.other_person": FORBIDDEN}
JSON = "application/json"
Wrong = tuple[Problem, ...]


@require_http_methods(["GET", "HEAD", "POST"])
def fill(request: HttpRequest, item_id: str) -> HttpResponse:
    """The form of an inspection, and taking it in. Sent twice with one token it is taken once; what comes too late is kept beside."""
    work = open_work(request)
    row, item = visible_item(work, item_id)
    form = form_at(work.desk, item)
    if form is None:
        raise Http404
    if request.method != "POST":
        return render(request, "inspect/fill.html", {"page": fill_page(work, row, item, form)})
    found = _take(request, work, item, form)
    if not isinstance(found, Filled):
        return _refused(request, work, item, form, found)
    record(request, "inspection_filled", f"{item.id} {len(found.opened)}")
    return _told(request, found)


@require_GET
def result(request: HttpRequest, item_id: str) -> HttpResponse:
    """What an inspection found, with its notices."""
    work = open_work(request)
    row, item = visible_item(work, item_id)
    form = form_at(work.desk, item)
    if form is None:
        raise Http404
    return render(request, "inspect/result.html", {"page": result_page(work, row, item, form, timezone.now())})


@require_GET
def status(request: HttpRequest) -> HttpResponse:
    """Who is signed in, and what sending a form needs: asked by a phone before it sends what it kept."""
    return JsonResponse({"who": open_work(request).name, "csrf": get_token(request)})


@login_not_required
@require_GET
def worker(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - the same for everybody
    """The script that answers for the form without a network; served here since it reaches no further than its own address."""
    path = finders.find("inspect/worker.js")
    if not isinstance(path, str):
        raise Http404
    answer = HttpResponse(Path(path).read_text("utf-8"), content_type="text/javascript; charset=utf-8")
    answer["Cache-Control"] = "no-cache"
    return answer


def _take(request: HttpRequest, work: WorkDesk, item: Item, form: Form) -> Filled | Wrong:
    """Take in what was sent; nothing is kept of what this person may not do."""
    if request.META.get(TOO_LARGE):
        return (Problem.of("web.upload_too_large", limit=LARGEST // MEBIBYTE),)
    who = request.POST.get("who", "")
    if who and who != work.name:
        return (Problem.of("inspection.other_person", item.id, who=who[:60]),)
    actor = work.actor(item.opening.unit)
    if not may_fill(item, actor):
        return (Problem.of("work.not_yours", item.id, owner=item.assignee or item.owner),)
    sent, photos = read_sent(request, form)
    wrong = check_photos(photos)
    return wrong or submit(item, form, _with_kept(sent, photos, item, work), Filler.at(work.desk, actor), timezone.now())


def _with_kept(sent: Sent, photos: Photos, item: Item, work: WorkDesk) -> Sent:
    now = timezone.now()
    return with_photos(sent, {line: keep_files(item.id, files, by=work.name, at=now) for line, files in photos.items()})


def _refused(request: HttpRequest, work: WorkDesk, item: Item, form: Form, wrong: Wrong) -> HttpResponse:
    said = said_all(wrong)
    status = STATUS.get(wrong[0].code, UNPROCESSABLE)
    if _wants_json(request):
        return JsonResponse({"state": "wrong", "said": [f"{one.message}。{one.fix}" for one in said]}, status=status)
    row, found = visible_item(work, item.id)
    shown = tuple(replace(one, path="") for one in said)
    page = fill_page(work, row, found, form, shown, request.POST.dict())
    return render(request, "inspect/fill.html", {"page": page}, status=status)


def _told(request: HttpRequest, found: Filled) -> HttpResponse:
    href = reverse("inspection-result", args=[found.item.id])
    late = said_all((found.late,)) if found.late else ()
    words = [f"{one.message}。{one.fix}" for one in late]
    if _wants_json(request):
        state = "besides" if late else "sent"
        return JsonResponse({"state": state, "said": words, "href": href}, status=CONFLICT if late else 200)
    if late:
        messages.warning(request, words[0])
    else:
        messages.success(request, _("已交，发现 {count} 个问题。").format(count=found.item.data.get("findings", 0)))
    return redirect(href)


def _wants_json(request: HttpRequest) -> bool:
    return request.headers.get("Accept", "") == JSON
