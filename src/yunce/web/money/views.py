# SPDX-License-Identifier: Apache-2.0
"""The statements of centres, and the same as a workbook."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import quote

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from yunce.app.accounts_of_centres import BookFiles, profit
from yunce.app.clock import today
from yunce.app.kept import Kept
from yunce.app.profit_book import write_profit
from yunce.operate.profit.results import Profit
from yunce.values.problem import YunceError
from yunce.web.accounts.trail import record
from yunce.web.desk import Desk
from yunce.web.money.asked import Asked, read_asked
from yunce.web.money.pages import no_plan, refused, statements_page
from yunce.web.money.seeing import open_money, seen

XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_books: Kept[Profit] = Kept()


@require_GET
def statements(request: HttpRequest) -> HttpResponse:
    """The statements of a period; with a method, what would be if every pool were given out by it."""
    desk = open_money(request)
    if desk.plan is None:
        return render(request, "money/statements.html", {"page": no_plan()})
    asked = read_asked(request, desk)
    try:
        planned = seen(profit_of(desk, asked), desk.access)
        found = seen(profit_of(desk, asked, asked.method), desk.access) if asked.method else planned
    except YunceError as wrong:
        return render(request, "money/statements.html", {"page": refused(desk, asked, wrong.problems)}, status=422)
    if asked.centre and asked.centre not in {*desk.unit_names(), *(s.centre for s in found.statements)}:
        raise Http404
    return render(request, "money/statements.html", {"page": statements_page(desk, asked, found, planned)})


@require_GET
def book(request: HttpRequest) -> HttpResponse:
    """The statements as a workbook with formulas; who took it along is written to the trail."""
    desk = open_money(request)
    if desk.plan is None:
        raise Http404
    asked = read_asked(request, desk)
    try:
        found = seen(profit_of(desk, asked, asked.method), desk.access)
    except YunceError as wrong:
        return render(request, "money/statements.html", {"page": refused(desk, asked, wrong.problems)}, status=422)
    with TemporaryDirectory(prefix="yunce-book-") as folder:
        path = Path(folder) / "book.xlsx"
        write_profit(found, path)
        response = HttpResponse(path.read_bytes(), content_type=XLSX_TYPE)
    record(request, "profit_exported", " ".join(word for word in (asked.period, asked.method) if word))
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(f'{found.title} {asked.period} 损益.xlsx')}"
    return response


def profit_of(desk: Desk, asked: Asked, method: str = "") -> Profit:
    """The statements, kept while plan, facts and the day stay as they are."""
    installed = desk.installation
    key = (installed.home, desk.fingerprint, installed.warehouse.version(), asked.period, method, today())
    return _books.get(key, lambda: profit(installed, desk.fingerprint, "", asked.ask(), BookFiles(), method=method))
