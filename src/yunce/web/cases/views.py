# SPDX-License-Identifier: Apache-2.0
"""Cases: the list, taking one in, one case with its clocks and stage, its visit, customers to look after, who it was."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal, InvalidOperation

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yunce.operate.cases.handling import next_stage
from yunce.operate.cases.report import Report
from yunce.operate.cases.visits import Answer, abnormal, answered, check_answer
from yunce.operate.workitems.item import Item
from yunce.operate.workitems.port import Stale
from yunce.operate.workitems.states import Kind, Severity
from yunce.operate.workitems.steps import Asked, Do, possible
from yunce.values.problem import Problem
from yunce.web.accounts.access import Action
from yunce.web.accounts.trail import record
from yunce.web.cases.intake import Counter, counter_of, take_in, unit_of, wrong_with
from yunce.web.cases.labels import SATISFACTION
from yunce.web.cases.models import CaseContact
from yunce.web.cases.pages import case_page, cases_page, concern_rows, new_page
from yunce.web.desk import demand
from yunce.web.problems import said_all
from yunce.web.ui.parts import Said
from yunce.web.ui.requests import page_number
from yunce.web.workitems.desk import WorkDesk, open_work, visible_item
from yunce.web.workitems.doing import do
from yunce.web.workitems.models import WorkItem
from yunce.web.workitems.rows import item_of
from yunce.web.workitems.store import Store

UNPROCESSABLE, CONFLICT = 422, 409
LOOKED_AT = timedelta(days=90)
LEAST_PURPOSE = 4
FIELDS = ("title", "text", "channel", "unit", "name", "contact", "subject")


@require_GET
def cases(request: HttpRequest) -> HttpResponse:
    """The cases that one may see."""
    work = open_work(request)
    page = cases_page(work, counter_of(work.desk), request.GET.dict(), page_number(request), timezone.now())
    return render(request, "cases/list.html", {"page": page})


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """The form, and taking in what it says. The same form sent twice opens one case."""
    work = open_work(request)
    counter = counter_of(work.desk)
    if not counter.kinds:
        return redirect("cases")
    if request.method != "POST":
        return render(request, "cases/new.html", {"page": new_page(work, counter, request.GET.dict())})
    sent = request.POST.dict()
    report = read_report(sent)
    wrong = wrong_with(report, counter) if report else (Problem.of("case.amount_unreadable", "amount", value=sent["amount"][:20]),)
    if wrong or report is None:
        said = tuple(replace(one, path="") for one in said_all(wrong))
        return render(request, "cases/new.html", {"page": new_page(work, counter, sent, said)}, status=UNPROCESSABLE)
    demand(work.desk, Action.WORK, unit_of(report, counter))
    count, ids = take_in([report], counter, f"form|{work.name}", by=work.name, now=timezone.now())
    if count:
        record(request, "work_opened", f"{ids[0]} {report.kind}")
        messages.success(request, _("已受理。"))
    return redirect("case", ids[0])


def read_report(sent: Mapping[str, str]) -> Report | None:
    """What a form reports; `None` where its amount is no number."""
    kind, _bar, category = sent.get("category", "").partition("|")
    amount: Decimal | None = None
    if sent.get("amount", "").strip():
        try:
            amount = Decimal(sent["amount"].strip().replace(",", ""))
        except InvalidOperation:
            return None
    severity = Severity(sent["severity"]) if sent.get("severity") in list(Severity) else Severity.MINOR
    title, text, channel, unit, name, contact, subject = (sent.get(field, "").strip() for field in FIELDS)
    return Report(kind, title, category, text, channel, unit, severity, name, contact, amount, subject, reference=sent.get("key", "")[:40])


@never_cache
@require_GET
def case(request: HttpRequest, item_id: str) -> HttpResponse:
    """One case."""
    work, row, _item, counter = _case(request, item_id)
    handled = counter.kinds.get(_item.opening.element.removeprefix("cases."))
    return render(request, "cases/case.html", {"page": case_page(work, row, handled, timezone.now())})


@require_POST
def stage(request: HttpRequest, item_id: str) -> HttpResponse:
    """Go on to the next stage; stages come one after another."""
    work, row, item, counter = _case(request, item_id)
    follows = next_stage(item.data.get("stage"))
    wanted = request.POST.get("stage", "")
    if follows is None or wanted != follows.value or not item.is_active:
        return _again(request, work, row, counter, (Problem.of("work.changed", item.id),), CONFLICT)
    note = request.POST.get("note", "").strip()[:2000] or str(_("转入下一步"))
    after = do(item, Asked(Do.NOTE, note=note, data={"stage": follows.value}), work.actor(row.unit), timezone.now())
    if isinstance(after, Problem):
        return _again(request, work, row, counter, (after,), UNPROCESSABLE)
    record(request, "work_step", f"{item.id} {follows.value}")
    return redirect("case", item_id)


@never_cache
@require_POST
def reveal(request: HttpRequest, item_id: str) -> HttpResponse:
    """Who it was, for a purpose that is written down; shown on this answer alone."""
    work, row, item, counter = _case(request, item_id)
    demand(work.desk, Action.SEE_CONTACT, row.unit)
    purpose = request.POST.get("purpose", "").strip()[:200]
    kept = CaseContact.objects.filter(pk=row.pk).first()
    if kept is None:
        raise Http404
    handled = counter.kinds.get(str(item.data.get("case", "")))
    if len(purpose) < LEAST_PURPOSE:
        said = (Said(_("没有写用途"), _("写清楚为什么要看联系方式，例如“回电确认退款账户”")),)
        return render(request, "cases/case.html", {"page": case_page(work, row, handled, timezone.now(), said=said)}, status=UNPROCESSABLE)
    record(request, "contact_seen", f"{item.id} {purpose}")
    return render(request, "cases/case.html", {"page": case_page(work, row, handled, timezone.now(), revealed=kept)})


@require_http_methods(["GET", "HEAD", "POST"])
def visit(request: HttpRequest, item_id: str) -> HttpResponse:
    """The return visit: how satisfied, whether it is solved, in the customer's words."""
    work = open_work(request)
    row, item = visible_item(work, item_id)
    if not item.data.get("visit"):
        raise Http404
    values = {
        "item": row,
        "choices": tuple(SATISFACTION.items()),
        "customer": item.data.get("customer"),
        "contact": item.data.get("contact"),
    }
    if request.method != "POST":
        return render(request, "cases/visit.html", {**values, "said": ()})
    answer = _answer(request)
    problems = check_answer(answer, item.id) if answer else (Problem.of("case.satisfaction_range", item.id, value=""),)
    problems = problems or _visited(work, item, answer)
    if problems:
        return render(request, "cases/visit.html", {**values, "said": said_all(problems)}, status=UNPROCESSABLE)
    record(request, "work_step", f"{item.id} visit")
    messages.success(request, _("已记下回访。"))
    return redirect("case", str(item.data["visit"]))


def _answer(request: HttpRequest) -> Answer | None:
    said, solved = request.POST.get("satisfaction", ""), request.POST.get("solved", "")
    if solved not in {"yes", "no"} or (said and said not in map(str, SATISFACTION)):
        return None
    return Answer(int(said) if said else None, solved == "yes", request.POST.get("words", "")[:2000])


def _visited(work: WorkDesk, item: Item, answer: Answer | None) -> tuple[Problem, ...]:
    """Write the visit and what it says of the case, both or neither told as wrong."""
    if answer is None or Do.DONE not in possible(item, work.actor(item.opening.unit)):
        return (Problem.of("work.not_yours", item.id, owner=item.assignee or item.owner),)
    store, now = Store(), timezone.now()
    try:
        on_visit, on_case = answered(item, store.item(str(item.data["visit"])), answer, work.name, now)
        store.add_together(on_visit, on_case)
    except Stale:
        return (Problem.of("work.changed", item.id),)
    return ()


@require_GET
def concerns(request: HttpRequest) -> HttpResponse:
    """Customers to look after, for who leads somewhere."""
    work = open_work(request)
    units = work.units(Action.ASSIGN)
    if units is not None and not units:
        raise PermissionDenied
    now = timezone.now()
    rows = WorkItem.objects.filter(kind=Kind.CASE, opened_at__gte=now - LOOKED_AT).order_by("-opened_at")
    found = list(rows if units is None else rows.filter(unit__in=units))
    shown = concern_rows(work, abnormal(map(item_of, found), now), found, now)
    return render(request, "cases/concerns.html", {"rows": shown})


def _case(request: HttpRequest, item_id: str) -> tuple[WorkDesk, WorkItem, Item, Counter]:
    """A case that this person may see; 404 otherwise."""
    work = open_work(request)
    row, item = visible_item(work, item_id)
    if row.kind != Kind.CASE:
        raise Http404
    return work, row, item, counter_of(work.desk)


def _again(
    request: HttpRequest, work: WorkDesk, row: WorkItem, counter: Counter, problems: tuple[Problem, ...], status: int
) -> HttpResponse:
    row = WorkItem.objects.get(pk=row.pk)
    handled = counter.kinds.get(row.element.removeprefix("cases."))
    said = tuple(replace(one, path="") for one in said_all(problems))
    return render(request, "cases/case.html", {"page": case_page(work, row, handled, timezone.now(), said=said)}, status=status)
