# SPDX-License-Identifier: Apache-2.0
"""Opening something by hand: a task, a supervised item, a hazard to be put right."""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from yunce.operate.workitems.item import Event, Opening, Verb
from yunce.operate.workitems.openings import check_opening
from yunce.operate.workitems.states import Kind, Severity
from yunce.operate.workitems.steps import FIVE, Right
from yunce.values.problem import Problem
from yunce.web.accounts.trail import record
from yunce.web.problems import said_all
from yunce.web.ui.parts import Choice, Said
from yunce.web.workitems.day import may_open
from yunce.web.workitems.desk import WorkDesk, open_work
from yunce.web.workitems.evidence import check_files, keep_files
from yunce.web.workitems.forms import LONGEST_NOTE, read_moment
from yunce.web.workitems.labels import ELEMENTS, KINDS, SEVERITIES
from yunce.web.workitems.people import can_be_given, people_choices
from yunce.web.workitems.rows import id_of
from yunce.web.workitems.store import Store

BY_HAND = (Kind.TASK, Kind.RECTIFICATION, Kind.SUPERVISED)
SAFE_KEY = re.compile(r"[A-Za-z0-9_-]{8,40}")
UNPROCESSABLE = 422


@dataclass(frozen=True, slots=True)
class NewPage:
    """The form of a new item, with what was sent before and what was wrong with it."""

    kind: str
    key: str
    kinds: tuple[Choice, ...]
    units: tuple[Choice, ...]
    people: tuple[Choice, ...]
    roles: tuple[Choice, ...]
    severities: tuple[Choice, ...]
    five: tuple[tuple[str, str, str], ...]
    sent: Mapping[str, str]
    said: tuple[Said, ...]


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """The form, and opening what it says. The same form sent twice opens once."""
    work = open_work(request)
    if not may_open(work):
        raise PermissionDenied
    sent = request.POST if request.method == "POST" else request.GET
    if request.method != "POST":
        return render(request, "workitems/new.html", {"page": _page(work, sent.dict())})
    opening, files = read_opening(sent.dict()), request.FILES.getlist("files")
    problems = (*check_opening(opening), *_refused(work, opening, sent.get("assignee", "")), *check_files(files))
    if problems:
        page = _page(work, sent.dict(), said_all(problems))
        return render(request, "workitems/new.html", {"page": page}, status=UNPROCESSABLE)
    item = open_by_hand(work, opening, sent.get("assignee", ""), files)
    record(request, "work_opened", f"{item} {opening.title}")
    messages.success(request, _("已新建。"))
    return redirect("work-item", item)


def read_opening(sent: Mapping[str, str]) -> Opening:
    """What a form wants to be opened."""
    kind = Kind(sent["kind"]) if sent.get("kind") in BY_HAND else Kind.TASK
    severity = Severity(sent["severity"]) if sent.get("severity") in list(Severity) else Severity.MINOR
    data: dict[str, object] = {name: text for name in ("text", *FIVE) if (text := sent.get(name, "").strip()[:LONGEST_NOTE])}
    if kind is Kind.RECTIFICATION and sent.get("hazard") in {"minor", "major"}:
        data["hazard"] = sent["hazard"]
        severity = Severity.MAJOR if sent["hazard"] == "major" and severity is Severity.MINOR else severity
    key = sent.get("key", "")
    return Opening(
        key=f"{kind.value}:{key if SAFE_KEY.fullmatch(key) else secrets.token_urlsafe(12)}",
        kind=kind,
        title=sent.get("title", "").strip(),
        unit=sent.get("unit", ""),
        owner=sent.get("owner", ""),
        due=read_moment(sent.get("due", "")),
        severity=severity,
        subject=sent.get("subject", "").strip(),
        data=data,
    )


def open_by_hand(work: WorkDesk, opening: Opening, assignee: str, files: list[Any]) -> str:
    """The id of what was opened, given to somebody where that was asked for, with the evidence that came with it."""
    store, now = Store(), timezone.now()
    made = store.open([opening], at=now, by=work.name)
    if made:
        kept = keep_files(made[0].id, files, by=work.name, at=now)
        told = [(Verb.ASSIGNED, (), {"assignee": assignee})] if assignee else []
        told += [(Verb.EVIDENCE, kept, {})] if kept else []  # type: ignore[list-item]
        events = [Event(made[0].id, n, now, work.name, verb, evidence=files_, data=data) for n, (verb, files_, data) in enumerate(told, 2)]
        if events:
            store.add(events)
    return id_of(opening.key)


def _refused(work: WorkDesk, opening: Opening, assignee: str) -> tuple[Problem, ...]:
    """Who may open what for whom: work for oneself and hazards by who works there, everything for others by who hands out work."""
    rights = work.actor(opening.unit).rights
    if opening.unit and opening.unit not in work.desk.unit_names():
        return (Problem.of("work.unit_unknown", opening.key),)
    own = assignee in {"", work.name} and opening.kind is not Kind.SUPERVISED
    if Right.ASSIGN not in rights and not (own and Right.WORK in rights and (opening.kind is Kind.RECTIFICATION or assignee)):
        raise PermissionDenied
    if assignee and assignee != work.name and not can_be_given(work, opening.unit, assignee):
        return (Problem.of("work.nobody", opening.key, who=assignee),)
    unknown = opening.owner and opening.owner not in work.role_names()
    return (Problem.of("work.nobody", opening.key, who=opening.owner),) if unknown else ()


def _page(work: WorkDesk, sent: Mapping[str, str], said: tuple[Said, ...] = ()) -> NewPage:
    kind = sent.get("kind", "") if sent.get("kind") in BY_HAND else Kind.TASK.value
    names = work.desk.unit_names()
    known = ("", *names)
    units = tuple(unit for unit in known if {Right.WORK, Right.ASSIGN} & work.actor(unit).rights)
    unit = sent.get("unit", units[0] if units else "")
    assigns = any(Right.ASSIGN in work.actor(one).rights for one in units)
    others = tuple(person for one in units for person in people_choices(work, one)) if assigns else (Choice(work.name, work.called),)
    chosen = sent.get("assignee", "" if assigns else work.name)
    return NewPage(
        kind=kind,
        key=sent.get("key") or secrets.token_urlsafe(12),
        kinds=tuple(Choice(one.value, str(KINDS[one]), one.value == kind) for one in BY_HAND if assigns or one is not Kind.SUPERVISED),
        units=tuple(Choice(one, names.get(one, _("全公司")), one == unit) for one in units),
        people=tuple(Choice(one.value, one.text, one.value == chosen) for one in dict.fromkeys(others)),
        roles=tuple(Choice(role, name, role == sent.get("owner")) for role, name in work.role_names().items()) if assigns else (),
        severities=tuple(Choice(one.value, str(SEVERITIES[one]), one.value == sent.get("severity")) for one in Severity),
        five=tuple((name, str(ELEMENTS[name]), sent.get(name, "")) for name in FIVE if name != "deadline"),
        sent={name: sent.get(name, "") for name in ("title", "text", "due", "subject", "hazard")},
        said=said,
    )
