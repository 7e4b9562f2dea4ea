# SPDX-License-Identifier: Apache-2.0
"""A plan leaves as the YAML it is kept in, as a Word document, or as its original with the changed numbers; and a number is changed."""

from __future__ import annotations

import re
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import quote

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from yunce.app.installation import PlanVersion
from yunce.plan.dump import Document
from yunce.values.problem import Problem, YunceError, has_errors
from yunce.web.accounts.access import Action
from yunce.web.accounts.trail import record
from yunce.web.desk import Desk, demand, open_desk
from yunce.web.plans.anchors import anchor_of
from yunce.web.plans.pages import PlanPage
from yunce.web.plans.word import word_of
from yunce.web.problems import said_all

YAML_TYPE = "application/yaml; charset=utf-8"
WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
LONGEST_VALUE = 60
_CHANGEABLE = re.compile(r"(?:targets\[[a-z][a-z0-9_]*\]\.value|budget\[[a-z][a-z0-9_]*\]\.amount)")


@require_GET
def export_yaml(request: HttpRequest, fingerprint: str) -> HttpResponse:
    """The plan's own text, comments and all: for those who may see all of it."""
    desk = _desk(request, fingerprint)
    demand(desk, Action.SEE_PAY)
    text = desk.installation.plan_source(desk.fingerprint)
    return _file(request, desk, text.encode(), f"{_name(desk)}.yaml", YAML_TYPE)


@require_GET
def export_word(request: HttpRequest, fingerprint: str) -> HttpResponse:
    """The plan as a readable document, with what this person may see."""
    desk = _desk(request, fingerprint)
    return _file(request, desk, word_of(PlanPage.of(desk)), f"{_name(desk)}.docx", WORD_TYPE)


@require_GET
def export_original(request: HttpRequest, fingerprint: str) -> HttpResponse:
    """The document that the plan was read from, with only the changed numbers written anew."""
    desk = _desk(request, fingerprint)
    demand(desk, Action.REVIEW)
    if desk.plan is None:
        raise Http404
    try:
        name, written = desk.installation.reviews.write_back(desk.plan, desk.fingerprint)
    except YunceError as e:
        values = {"title": _("还不能写回原文"), "said": said_all(e.problems)}
        return render(request, "ui/problems.html", values, status=422)
    return _file(request, desk, written.content, name, "application/octet-stream")


@require_POST
def make_current(request: HttpRequest, fingerprint: str) -> HttpResponse:
    """An older version becomes the one that the pages compute with; nothing in it changes."""
    desk = _desk(request, fingerprint)
    demand(desk, Action.ADD_PLAN)
    version, problems = _stored(request, desk, desk.installation.plan_source(desk.fingerprint))
    if version is None:
        return _refused(request, desk, problems)
    record(request, "plan_added", version.fingerprint)
    messages.success(request, _("现在用第 {number} 版计算。").format(number=version.number))
    return redirect("plan")


def _stored(request: HttpRequest, desk: Desk, text: str) -> tuple[PlanVersion | None, tuple[Problem, ...]]:
    """Hand a text to the ordinary door."""
    with TemporaryDirectory(prefix="yunce-plan-") as folder:
        file = Path(folder) / f"{desk.plan.plan.id if desk.plan else 'plan'}.yaml"
        file.write_text(text, "utf-8")
        return desk.installation.add_plan(file, by=request.user.get_username())


@require_POST
def change_value(request: HttpRequest) -> HttpResponse:
    """Another value for a target or a budget line: a new version, in which nothing else differs."""
    desk = open_desk(request)
    demand(desk, Action.ADD_PLAN)
    path, value = request.POST.get("path", ""), request.POST.get("value", "").strip()[:LONGEST_VALUE]
    if desk.plan is None or not _CHANGEABLE.fullmatch(path):
        raise Http404
    if request.POST.get("version", "") != desk.fingerprint:
        return _refused(request, desk, (Problem.of("web.plan_newer", path),), path)
    try:
        text = Document(desk.installation.plan_source(desk.fingerprint)).with_value(path, value).text if value else ""
    except YunceError as e:
        return _refused(request, desk, e.problems, path)
    if not value:
        return _refused(request, desk, (Problem.of("web.value_missing", path),), path)
    version, problems = _stored(request, desk, text)
    if version is None:
        return _refused(request, desk, problems, path)
    record(request, "target_changed", f"{path} {value}")
    messages.success(request, _("已改为 {value}，存为第 {number} 版。").format(value=value, number=version.number))
    return redirect(f"{reverse('plan')}#{anchor_of(path)}")


def _refused(request: HttpRequest, desk: Desk, problems: tuple[Problem, ...], path: str = "") -> HttpResponse:
    """What stands in the way, by the names of the plan's elements; what the plan only reminds of is on its own page."""
    errors = tuple(one for one in problems if has_errors([one]))
    values = {
        "title": _("没有改动"),
        "said": said_all(errors or problems, desk.plan),
        "back": f"{reverse('plan')}#{anchor_of(path)}" if path else reverse("plan"),
        "back_words": _("回到计划"),
    }
    return render(request, "ui/problems.html", values, status=422)


def _desk(request: HttpRequest, fingerprint: str) -> Desk:
    desk = open_desk(request, fingerprint)
    if desk.plan is None:
        raise Http404
    return desk


def _name(desk: Desk) -> str:
    """What the file is called: the plan's title and the version."""
    title = desk.plan.plan.label if desk.plan else ""
    number = desk.version.number if desk.version else 0
    return _("{title} 第{number}版").format(title=re.sub(r"[\x00-\x1f/\\:*?\"<>|]", "_", title), number=number)


def _file(request: HttpRequest, desk: Desk, content: bytes, name: str, kind: str) -> HttpResponse:
    record(request, "plan_exported", f"{desk.fingerprint[:12]} {name}")
    answer = HttpResponse(content, content_type=kind)
    answer["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    return answer
