# SPDX-License-Identifier: Apache-2.0
"""What happens by itself, as administrators of the whole company see it."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from yunce.web.accounts.access import Action
from yunce.web.accounts.trail import record
from yunce.web.desk import demand, open_desk
from yunce.web.routine.book import ROUTINES
from yunce.web.routine.pages import routines_page
from yunce.web.routine.schedule import ask


@require_GET
def routines(request: HttpRequest) -> HttpResponse:
    """Every routine: when it ran, how that ended, when it comes next."""
    demand(open_desk(request), Action.AUDIT)
    return render(request, "routine/page.html", {"page": routines_page()})


@require_POST
def run_now(request: HttpRequest, name: str) -> HttpResponse:
    """Let one come at once."""
    demand(open_desk(request), Action.AUDIT)
    if name not in ROUTINES:
        raise Http404
    ask(name)
    record(request, "routine_asked", name)
    messages.success(request, _("已排队：{title}。几秒后刷新这一页看结果。").format(title=ROUTINES[name].title))
    return redirect("routines")
