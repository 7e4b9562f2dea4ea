# SPDX-License-Identifier: Apache-2.0
"""Saying what a case teaches: cause, unit that answers for it, cost; and opening what is to be done better there."""

from __future__ import annotations

from dataclasses import replace

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from yunce.operate.cases.learning import Lesson, check_lesson, improvement_of, learned
from yunce.operate.cases.report import safe_text
from yunce.operate.inspection.findings import head_of
from yunce.operate.workitems.item import Item
from yunce.operate.workitems.port import Stale
from yunce.operate.workitems.states import Kind
from yunce.operate.workitems.steps import Do, possible
from yunce.values.problem import Problem
from yunce.web.accounts.access import Action
from yunce.web.accounts.trail import record
from yunce.web.cases.intake import counter_of
from yunce.web.cases.pages import case_page
from yunce.web.problems import said_all
from yunce.web.workitems.desk import WorkDesk, open_work, visible_item
from yunce.web.workitems.store import Store

UNPROCESSABLE, CONFLICT = 422, 409
LONGEST, LONGEST_COST = 500, 20


@require_POST
def learn(request: HttpRequest, item_id: str) -> HttpResponse:
    """Write the lesson of a case, and open its improvement, both or neither; a form of an older state writes nothing."""
    work = open_work(request)
    row, item = visible_item(work, item_id)
    if row.kind != Kind.CASE:
        raise Http404
    actor = work.actor(row.unit)
    if Do.NOTE not in possible(item, actor):
        raise PermissionDenied
    sent = {name: request.POST.get(name, "").strip() for name in ("cause", "unit", "cost", "improve")}
    cause, improve = (safe_text(sent[name][:LONGEST]) for name in ("cause", "improve"))
    lesson = Lesson(cause, sent["unit"], sent["cost"][:LONGEST_COST].replace(",", ""), improve)
    problems = tuple(check_lesson(lesson, work.desk.unit_names(), item.id))
    if not problems and lesson.improve and not work.desk.access.may(Action.ASSIGN, lesson.unit):
        raise PermissionDenied
    problems = problems or _write(work, item, lesson, request.POST.get("seen", ""))
    if problems:
        said = tuple(replace(one, path="") for one in said_all(problems))
        handled = counter_of(work.desk).kinds.get(row.element.removeprefix("cases."))
        page = case_page(work, row, handled, timezone.now(), said=said)
        status = CONFLICT if problems[0].code == "work.changed" else UNPROCESSABLE
        return render(request, "cases/case.html", {"page": page}, status=status)
    record(request, "work_step", f"{item.id} lesson")
    messages.success(request, _("已记下。"))
    return redirect("case", item_id)


def _write(work: WorkDesk, item: Item, lesson: Lesson, seen: str) -> tuple[Problem, ...]:
    if seen != str(item.version):
        return (Problem.of("work.changed", item.id),)
    now = timezone.now()
    opening = improvement_of(item, lesson, head_of(lesson.unit, work.desk.plan), now)
    try:
        Store().add_and_open([learned(item, lesson, work.name, now)], [opening] if opening else [])
    except Stale:
        return (Problem.of("work.changed", item.id),)
    return ()
