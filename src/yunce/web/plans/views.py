# SPDX-License-Identifier: Apache-2.0
"""The plan as a document, its versions, what changed, and adding one."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from yunce.app.installation import PlanVersion
from yunce.values.problem import Problem, YunceError
from yunce.web.accounts.access import Action
from yunce.web.accounts.trail import record
from yunce.web.data.uploads import safe_name
from yunce.web.desk import Desk, demand, open_desk
from yunce.web.plans.changes import changes_between
from yunce.web.plans.document import read_document
from yunce.web.plans.pages import DiffPage, PlanPage, UploadPage, VersionsPage
from yunce.web.problems import said_all

KINDS = frozenset({".yaml", ".yml", ".json"})
LARGEST = 32 * 1024 * 1024


@require_GET
def plan(request: HttpRequest, fingerprint: str = "") -> HttpResponse:
    """The plan on the desk, or the version asked for."""
    return render(request, "plans/page.html", {"page": PlanPage.of(open_desk(request, fingerprint))})


@require_GET
def versions(request: HttpRequest) -> HttpResponse:
    """All versions."""
    return render(request, "plans/versions.html", {"page": VersionsPage.of(open_desk(request))})


@require_GET
def diff(request: HttpRequest) -> HttpResponse:
    """What changed from version `a` to version `b`."""
    asked = request.GET.get("a", ""), request.GET.get("b", "")
    if not all(asked):
        raise Http404
    old, new = (open_desk(request, fingerprint) for fingerprint in asked)
    if old.plan is None or new.plan is None or old.version is None or new.version is None:
        raise Http404
    changes = changes_between(*(read_document(d.plan, d.access, d.metrics()) for d in (old, new) if d.plan))
    return render(request, "plans/diff.html", {"page": DiffPage.of(old.version, new.version, changes)})


@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """Add a plan; with errors nothing is stored and all of them are shown."""
    desk = open_desk(request)
    demand(desk, Action.ADD_PLAN)
    file = request.FILES.get("file") if request.method == "POST" else None
    if request.method != "POST":
        return render(request, "plans/upload.html", {"page": UploadPage((), "")})
    if not isinstance(file, UploadedFile):
        return _refused(request, "", (Problem.of("web.upload_none"),))
    name = safe_name(file.name or "")
    try:
        added, problems = add_version(desk, file, request.user.get_username())
    except YunceError as e:
        return _refused(request, name, e.problems)
    if added is None:
        return _refused(request, name, problems)
    record(request, "plan_added", added.fingerprint)
    messages.success(request, _("已保存 {name}，现在用它计算。").format(name=name))
    return redirect("plan")


def add_version(desk: Desk, file: UploadedFile[Any], who: str) -> tuple[PlanVersion | None, tuple[Problem, ...]]:
    """The new version, `None` where it was refused, and what was found. Raises `YunceError` for what cannot be read at all."""
    name = safe_name(file.name or "")
    if Path(name).suffix.lower() not in KINDS:
        return None, (Problem.of("web.plan_kind", name),)
    if (file.size or 0) > LARGEST:
        return None, (Problem.of("web.upload_too_large", name, limit=LARGEST // 1024**2),)
    with TemporaryDirectory(prefix="yunce-plan-") as folder:
        path = Path(folder) / name
        with path.open("wb") as out:
            for chunk in file.chunks():
                out.write(chunk)
        return desk.installation.add_plan(path, by=who)


def _refused(request: HttpRequest, name: str, problems: tuple[Problem, ...]) -> HttpResponse:
    return render(request, "plans/upload.html", {"page": UploadPage(said_all(problems), name)}, status=422)
