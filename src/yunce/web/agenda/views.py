# SPDX-License-Identifier: Apache-2.0
"""Calendar and Gantt chart of the plan; bringing the ledger up to it on demand."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from yunce.operate.agenda.windows import day_of
from yunce.values.period import Period
from yunce.web.accounts.access import Action
from yunce.web.accounts.trail import record
from yunce.web.agenda.asked import read_asked
from yunce.web.agenda.calendar_page import calendar_page
from yunce.web.agenda.gantt_page import gantt_page
from yunce.web.agenda.generating import generate, said
from yunce.web.agenda.months import read_month
from yunce.web.desk import demand, open_desk
from yunce.web.ui.requests import day

LONGEST = 800
"""Days that a chart shows at most [d]."""


@require_GET
def calendar(request: HttpRequest) -> HttpResponse:
    """A month; with `day` one day of it in full."""
    desk, now = open_desk(request), timezone.now()
    if desk.plan is None:
        return render(request, "agenda/calendar.html", {"page": None})
    month = read_month(request.GET.get("month", ""), day_of(now))
    one = day(request.GET.get("day", ""))
    chosen = one if one is not None and month.contains(one) else None
    page = calendar_page(desk, desk.plan, month, read_asked(request, desk), (now, chosen))
    return render(request, "agenda/calendar.html", {"page": page})


@require_GET
def gantt(request: HttpRequest) -> HttpResponse:
    """The plan's bars over its period."""
    desk = open_desk(request)
    if desk.plan is None:
        return render(request, "agenda/gantt.html", {"page": None})
    today = day_of(timezone.now())
    whole = desk.plan.plan.period or Period.of(today, "year")
    days = whole if whole.days <= LONGEST else Period.of(today, "year").intersect(whole) or Period.of(whole.first, "year")
    return render(request, "agenda/gantt.html", {"page": gantt_page(desk, desk.plan, days, read_asked(request, desk), today)})


@require_POST
def bring_up(request: HttpRequest) -> HttpResponse:
    """Bring the ledger up to the plan now: for whoever hands out the whole company's work."""
    desk = open_desk(request)
    demand(desk, Action.ASSIGN)
    run = generate(desk.installation, timezone.now(), request.user.get_username())
    if run is None:
        messages.warning(request, _("还没有计划，没有可以生成的工作。"))
        return redirect("work-calendar")
    record(request, "agenda_generated", f"{run.plan[:12]} +{run.opened} ~{run.changed} -{run.withdrawn}")
    messages.success(request, _("已按计划生成：{done}。").format(done=said(run)))
    if run.problems:
        messages.warning(request, _("有 {count} 处排不出来，见日历下方。").format(count=len(run.problems)))
    return redirect("work-calendar")
