# SPDX-License-Identifier: Apache-2.0
"""Pay: the sheet, its workbook, lines booked after the freeze. Every look and every file stands in the trail."""

from __future__ import annotations

import tempfile
from pathlib import Path
from urllib.parse import quote

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from yunce.app.pay_sheet import write_appraisal
from yunce.app.rounds import Moved
from yunce.operate.appraisal.results import PersonResult
from yunce.operate.appraisal.round import Step
from yunce.values.problem import Problem
from yunce.web.accounts.trail import record
from yunce.web.people.doing import Asked, take
from yunce.web.people.opening import RoundDesk, open_round
from yunce.web.people.pay_page import part_of, pay_page, payees
from yunce.web.problems import said_all
from yunce.web.ui.parts import address

UNPROCESSABLE = 422
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_GET
def pay(request: HttpRequest, card: str, period: str) -> HttpResponse:
    """The pay of a unit for who may see it; for all others their own and nothing else."""
    desk, unit, own, people = _open(request, card, period)
    record(request, "pay_seen", _subject(desk, unit, own=own))
    return render(request, "people/pay.html", {"page": pay_page(desk, unit, people, own=own)})


@require_GET
def pay_file(request: HttpRequest, card: str, period: str) -> HttpResponse:
    """The same as a workbook; of a frozen round always the same bytes."""
    desk, unit, own, people = _open(request, card, period)
    record(request, "pay_exported", _subject(desk, unit, own=own))
    with tempfile.TemporaryDirectory(prefix="yunce-pay-") as folder:
        path = Path(folder) / "pay.xlsx"
        write_appraisal(part_of(desk, people), path)
        body = path.read_bytes()
    name = f"{desk.card.label}_{desk.key.period}_{desk.work.name if own else unit or 'all'}.xlsx"
    response = HttpResponse(body, content_type=XLSX)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    return response


@require_POST
def adjust(request: HttpRequest, card: str, period: str) -> HttpResponse:
    """Book a line after the freeze."""
    desk, sent, problem = open_round(request, card, period), request.POST, None
    seen, unit = sent.get("seen", ""), sent.get("unit", "")
    number = int(seen) if seen.isascii() and seen.isdecimal() and len(seen) < 9 else -1
    asked = Asked(Step.ADJUST, sent.get("person", ""), note=sent.get("note", ""), amount=sent.get("amount", ""), seen=number)
    try:
        problem = take(desk, asked, timezone.now())
    except Moved:
        problem = Problem.of("people.changed", asked.person)
    if problem is not None:
        page = pay_page(desk, "", payees(desk, "", own=False), own=False, said=said_all([problem]))
        return render(request, "people/pay.html", {"page": page}, status=UNPROCESSABLE)
    record(request, "round_step", f"{card} {period} adjust {asked.person} {asked.amount}")
    messages.success(request, _("调整单已记下；冻结的工资表没有变。"))
    return redirect(address(reverse("pay-sheet", args=[card, period]), unit=unit if unit in desk.work.desk.unit_names() else ""))


def _open(request: HttpRequest, card: str, period: str) -> tuple[RoundDesk, str, bool, tuple[PersonResult, ...]]:
    """The round, the unit, whether it is one's own slip, whose pay is shown; 404 where it is nobody's."""
    desk, unit = open_round(request, card, period), request.GET.get("unit", "")
    if unit and unit not in desk.work.desk.unit_names():
        raise Http404
    people = () if request.GET.get("me") else payees(desk, unit, own=False)
    own = not people and not unit
    people = people or (payees(desk, "", own=True) if own else ())
    if not people:
        raise Http404
    return desk, unit, own, people


def _subject(desk: RoundDesk, unit: str, *, own: bool) -> str:
    return f"{desk.key.card} {desk.key.period} {'(本人)' if own else unit or '*'}"
