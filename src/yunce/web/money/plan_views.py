# SPDX-License-Identifier: Apache-2.0
"""Whether the plan can work: its simulation, and the seats and people that its services need. Worked out beside the request."""

from __future__ import annotations

from dataclasses import replace

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from yunce.app.clock import today
from yunce.app.feasibility import Feasibility, simulation_of
from yunce.app.staffing import HeadcountTier, Span, Staffing, Wish, headcount_of, staffing_of
from yunce.values.problem import YunceError
from yunce.web.accounts.access import Action
from yunce.web.desk import Desk, open_desk
from yunce.web.money.feasibility_page import Draw, feasibility_page, no_simulation, read_draw
from yunce.web.money.later import Later
from yunce.web.money.pages import no_plan
from yunce.web.money.seeing import open_money
from yunce.web.money.staffing_page import no_service, read_wanted, staffing_page

UNPROCESSABLE = 422
_simulations: Later[Feasibility] = Later()
_staffings: Later[tuple[Staffing, ...]] = Later()


@require_GET
def feasibility(request: HttpRequest) -> HttpResponse:
    """How probable the plan's goals are, when the money comes back, what would have to be true."""
    desk = open_money(request)
    if desk.plan is None:
        return render(request, "ui/message.html", {"page": no_plan().state})
    draw = read_draw(request, desk)
    _demand_simulation(desk, draw)
    installed = desk.installation
    key = (installed.home, desk.fingerprint, installed.warehouse.version(), today(), draw)
    try:
        found = _simulations.get(
            key,
            lambda: simulation_of(installed, desk.fingerprint, draw.simulation, draws=draw.draws, seed=draw.seed, wanted=draw.wanted),
        )
    except YunceError as wrong:
        page = no_simulation(desk, draw, wrong.problems)
        return render(request, "money/feasibility.html", {"page": page}, status=UNPROCESSABLE if page.is_wrong else 200)
    return _answer(request, "feasibility", None if found is None else feasibility_page(desk, draw, found))


def _demand_simulation(desk: Desk, draw: Draw) -> None:
    """A simulation counts the plan's whole budget: only for those who may see the accounts of each unit in it."""
    plan = desk.plan
    chosen = next((one for one in plan.simulations if one.id == draw.simulation), None) if plan else None
    units = {chosen.unit if chosen else "", *(line.unit for line in plan.budget)} if plan else {""}
    if not all(desk.access.may(Action.SEE_MONEY, unit) for unit in units):
        raise PermissionDenied


@require_GET
def staffing(request: HttpRequest) -> HttpResponse:
    """Seats by ratio and by queue, people by legal hours, shifts, a roster, and what the people there are can give."""
    desk = open_desk(request)
    if desk.plan is None:
        return render(request, "ui/message.html", {"page": no_plan().state})
    wanted = read_wanted(request, desk)
    tiers = _tiers(desk)
    if not wanted.service:
        return render(request, "money/staffing.html", {"page": no_service(desk, wanted, tiers)})
    installed = desk.installation
    wish = Wish(wanted.people, wanted.roster, wanted.seed, None)
    key = (installed.home, desk.fingerprint, installed.warehouse.version(), today(), replace(wanted, day=None))
    try:
        found = _staffings.get(key, lambda: staffing_of(installed, desk.fingerprint, wanted.service, Span(wanted.first), wish))
    except YunceError as wrong:
        page = no_service(desk, wanted, tiers, wrong.problems)
        return render(request, "money/staffing.html", {"page": page}, status=UNPROCESSABLE)
    return _answer(request, "staffing", None if found is None else staffing_page(desk, wanted, found[0], tiers))


def _tiers(desk: Desk) -> tuple[HeadcountTier, ...]:
    """The tiers of the units that this person may look at; what they cost is for those who may see pay."""
    mine = [one for one in headcount_of(desk.installation, desk.fingerprint) if desk.access.may(Action.LOOK, one.unit)]
    return tuple(
        one
        if desk.access.may(Action.SEE_PAY, one.unit)
        else replace(one, cost=None, share=None, least=None, most=None, over=None, under=None)
        for one in mine
    )


def _answer(request: HttpRequest, name: str, page: object | None) -> HttpResponse:
    """The page; where it is still being worked out, one that asks again by itself."""
    if page is None:
        return render(request, "money/waiting.html", {"here": name}, status=202)
    return render(request, f"money/{name}.html", {"page": page})
