# SPDX-License-Identifier: Apache-2.0
"""The overview of registers, one register, its list as a file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from yunce.operate.registers.retention import SAID, kept_until
from yunce.operate.registers.standing import Stood
from yunce.web.accounts.access import Action
from yunce.web.accounts.trail import record
from yunce.web.registers.desk import NoPlan, RegisterDesk, open_registers
from yunce.web.registers.pages import Narrowed, entry_row, in_order, overview, register_page
from yunce.web.ui.exports import csv_response
from yunce.web.ui.parts import State, Step
from yunce.web.ui.requests import page_number

LONGEST_WORDS = 80


@require_GET
def registers(request: HttpRequest) -> HttpResponse:
    """Every register of the plan: how many are valid, what runs out, who is missing."""
    try:
        desk = open_registers(request)
    except NoPlan:
        steps = (Step(_("去上传计划"), reverse("review-list")),)
        return render(request, "ui/message.html", {"page": State(_("还没有计划"), _("台账写在计划里：先把计划放进来。"), steps=steps)})
    return render(request, "registers/overview.html", {"page": overview(desk)})


@require_GET
def register(request: HttpRequest, register_id: str) -> HttpResponse:
    """One register."""
    desk = open_registers(request)
    page = register_page(desk, desk.register(register_id), read_narrowed(request, desk), page_number(request))
    return render(request, "registers/register.html", {"page": page})


@require_GET
def export(request: HttpRequest, register_id: str) -> HttpResponseBase:
    """The list as a file, as it is narrowed."""
    desk = open_registers(request)
    found, narrowed = desk.register(register_id), read_narrowed(request, desk)
    stood = in_order(one for one in desk.seen(found) if narrowed.takes(desk, one))
    record(request, "register_exported", f"{found.id} {len(stood)}")
    header = (
        _("编号"),
        _("名称"),
        _("单位"),
        _("持有人"),
        _("保管人"),
        _("发证机构"),
        _("取得方式"),
        _("发证日期"),
        _("有效期至"),
        _("状态"),
        _("存放地点"),
        _("周期"),
        _("保管期限"),
        _("保管至"),
        _("停用原因"),
    )
    return csv_response(f"{found.id}-{desk.day:%Y%m%d}.csv", header, _cells(desk, stood))


def _cells(desk: RegisterDesk, stood: Iterable[Stood]) -> Iterator[tuple[str, ...]]:
    for one in stood:
        entry, row = one.entry, entry_row(desk, one)
        until = kept_until(entry)
        yield (
            entry.code,
            entry.title,
            row.unit,
            entry.holder,
            entry.custodian,
            entry.issuer,
            entry.method,
            row.issued,
            row.until,
            row.standing,
            entry.place,
            entry.cycle,
            SAID.get(entry.retention, ""),
            until.isoformat() if until else "",
            entry.reason,
        )


def read_narrowed(request: HttpRequest, desk: RegisterDesk) -> Narrowed:
    """From an address; a unit that is unknown or not theirs to see is not there (404)."""
    unit = request.GET.get("unit", "")
    if unit and (unit not in desk.work.desk.unit_names() or not desk.work.desk.access.may(Action.LOOK, unit)):
        raise Http404
    return Narrowed(unit, request.GET.get("standing", "")[:20], request.GET.get("q", "").strip()[:LONGEST_WORDS])
