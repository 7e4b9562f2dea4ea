# SPDX-License-Identifier: Apache-2.0
"""The rows of the ledger behind an amount: where each came from; looking at them is written to the trail."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from yunce.app.accounts_of_centres import accounts_of
from yunce.app.accounts_of_centres import entries as entries_of
from yunce.web.accounts.access import Action
from yunce.web.accounts.trail import record
from yunce.web.cockpit.rows import frame_table
from yunce.web.desk import Desk
from yunce.web.money.asked import Asked, read_asked
from yunce.web.money.seeing import open_money
from yunce.web.ui.columns import heading, said_cell
from yunce.web.ui.exports import csv_response
from yunce.web.ui.parts import State, Step, pager
from yunce.web.ui.requests import page_number

ROWS_A_PAGE = 100
EXPORT_BLOCK = 5_000


@require_GET
def entries(request: HttpRequest) -> HttpResponse:
    """A page of entries, newest first."""
    desk, asked = _asked(request)
    page = page_number(request)
    frame = _rows(desk, asked, ROWS_A_PAGE + 1, (page - 1) * ROWS_A_PAGE)
    record(request, "entries_seen", _subject(asked))
    params = {name: value for name, value in (("period", asked.period), ("centre", asked.centre), ("account", asked.account)) if value}
    here = reverse("money-entries")
    back = asked.address(reverse("money"), account=None)
    value = {
        "asked": (desk.unit_names().get(asked.centre, asked.centre), _account(desk, asked.account), asked.period),
        "back": back,
        "export": asked.address(reverse("money-entries-csv"), method=None),
        "table": frame_table(_("账目"), frame.head(ROWS_A_PAGE), desk.unit_names()) if frame.height else None,
        "pager": pager(here, params, page, more=frame.height > ROWS_A_PAGE),
        "state": None if frame.height else State(_("这里没有账目"), _("可能不在这个期间。"), steps=(Step(_("回到损益"), back),)),
    }
    return render(request, "money/entries.html", {"page": value})


@require_GET
def entries_csv(request: HttpRequest) -> HttpResponseBase:
    """All of them as a file that a spreadsheet opens safely."""
    desk, asked = _asked(request)
    record(request, "entries_exported", _subject(asked))
    first = _rows(desk, asked, EXPORT_BLOCK, 0)

    def body() -> Iterator[tuple[str, ...]]:
        frame, offset = first, 0
        while frame.height:
            for row in frame.iter_rows():
                yield tuple(said_cell(name, value) for name, value in zip(frame.columns, row, strict=True))
            offset += EXPORT_BLOCK
            frame = _rows(desk, asked, EXPORT_BLOCK, offset) if frame.height == EXPORT_BLOCK else frame.clear()

    return csv_response(_("账目") + f" {asked.period}.csv", (heading(name) for name in first.columns), body())


def _asked(request: HttpRequest) -> tuple[Desk, Asked]:
    """The question; entries of every centre together are for those who may see the whole."""
    desk = open_money(request)
    if desk.plan is None:
        raise Http404
    asked = read_asked(request, desk)
    if not desk.access.may(Action.SEE_MONEY, asked.centre):
        raise Http404
    return desk, asked


def _rows(desk: Desk, asked: Asked, limit: int, offset: int) -> pl.DataFrame:
    return entries_of(desk.installation, desk.fingerprint, (asked.centre, asked.account), asked.ask(), (limit, offset))


def _account(desk: Desk, account: str) -> str:
    """An account's name as the plan or its packs call it."""
    known = accounts_of(desk.installation, desk.fingerprint)
    return next((each.label for each in known if each.id == account), account)


def _subject(asked: Asked) -> str:
    return " ".join(word for word in (asked.period, asked.centre, asked.account) if word)
