# SPDX-License-Identifier: Apache-2.0
"""The cockpit, and the rows behind its numbers."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET

from yunce.operate.lower import tables_of
from yunce.operate.results import Status, TargetStatus
from yunce.values.problem import YunceError
from yunce.web.accounts.access import Action
from yunce.web.accounts.trail import record
from yunce.web.cockpit.pages import active_first, cockpit_page, first_visit
from yunce.web.cockpit.rows import ROWS_A_PAGE, RowsPage, export_parts
from yunce.web.cockpit.scope import Scope, read_scope
from yunce.web.desk import Desk, demand, open_desk
from yunce.web.ui.exports import csv_response
from yunce.web.ui.requests import is_part, page_number

LEDGER = "ledger"
"""The table whose rows are a company's books: a number may be seen without them."""


@require_GET
def cockpit(request: HttpRequest) -> HttpResponse:
    """Where we stand; htmx gets the part that changes."""
    desk = open_desk(request, request.GET.get("plan", ""))
    if desk.plan is None:
        return render(request, "cockpit/page.html", {"page": first_visit(desk)})
    scope = read_scope(request, desk)
    status = desk.installation.status(scope.ask(), desk.fingerprint)
    page = cockpit_page(
        desk,
        scope,
        status,
        lambda target: desk.installation.course(target, scope.ask(), desk.fingerprint),
        page_number(request),
        shown_targets=visible(desk, status),
    )
    return render(request, "cockpit/_body.html" if is_part(request) else "cockpit/page.html", {"page": page})


def visible(desk: Desk, status: Status) -> tuple[TargetStatus, ...]:
    """The targets of units that this person may see."""
    return tuple(t for t in active_first(status) if desk.access.may(Action.LOOK, t.unit))


@require_GET
def rows(request: HttpRequest, metric: str) -> HttpResponse:
    """The rows behind a number, a page of them; looking at them is written to the trail."""
    desk, scope, name = _drill(request, metric)
    page = page_number(request)
    record(request, "rows_seen", _subject(metric, scope, page))
    start = (page - 1) * ROWS_A_PAGE
    frame = desk.installation.rows(metric, scope.ask(), limit=ROWS_A_PAGE + 1, offset=start, fingerprint=desk.fingerprint)
    return render(request, "cockpit/rows.html", {"page": RowsPage.of((metric, name), scope, frame, page, desk.unit_names())})


@require_GET
def rows_csv(request: HttpRequest, metric: str) -> HttpResponseBase:
    """All rows behind a number as a file that a spreadsheet opens safely."""
    desk, scope, name = _drill(request, metric)
    record(request, "rows_exported", _subject(metric, scope, 0))
    header, body = export_parts(desk, metric, scope)
    return csv_response(f"{name}.csv", header, body)


def _drill(request: HttpRequest, metric: str) -> tuple[Desk, Scope, str]:
    """The desk, the question and the metric's name; 404 for a metric that the plan cannot name."""
    desk = open_desk(request, request.GET.get("plan", ""))
    found = desk.metrics().get(metric)
    if found is None:
        raise Http404
    scope = read_scope(request, desk)
    if _from_books(metric, desk):
        demand(desk, Action.SEE_MONEY, scope.unit)
    return desk, scope, found.label


def _from_books(metric: str, desk: Desk) -> bool:
    """True for a metric that rests on the ledger; one that rests on nothing has no rows to show."""
    try:
        return LEDGER in tables_of(metric, desk.metrics())
    except YunceError:
        return False


def _subject(metric: str, scope: Scope, page: int) -> str:
    asked = " ".join(f"{name}={value}" for name, value in scope.params().items())
    return f"{metric} {asked}" + (f" page={page}" if page else "")


@require_GET
def demo_help(request: HttpRequest) -> HttpResponse:
    """How to look around the demo company."""
    open_desk(request)
    return render(request, "cockpit/demo_help.html")
