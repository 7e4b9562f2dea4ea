# SPDX-License-Identifier: Apache-2.0
"""The pages of people: the organisation, a card, a round, one person in it, and the steps."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from yunce.app.rounds import Moved
from yunce.operate.appraisal.results import PersonResult
from yunce.operate.appraisal.round import Step
from yunce.values.problem import Problem, has_errors
from yunce.web.accounts.trail import record
from yunce.web.people.card_page import card_page
from yunce.web.people.doing import WHOLE_ROUND, Asked, take
from yunce.web.people.following import follow
from yunce.web.people.importing import hand_in_file, hand_in_one, hand_in_roster
from yunce.web.people.opening import RoundDesk, open_round
from yunce.web.people.rights import Subject, rights_of
from yunce.web.people.round_page import round_page, sheet_address
from yunce.web.people.seats import people_in_posts
from yunce.web.people.sheet_page import sheet_page
from yunce.web.people.staff_page import staff_page
from yunce.web.problems import said_all
from yunce.web.workitems.desk import WorkDesk, open_work

UNPROCESSABLE = 422
TRIES = 4
LONGEST_QUERY = 60
STEPS = {step.value: step for step in Step if step is not Step.ADJUST}


@require_GET
def staff(request: HttpRequest) -> HttpResponse:
    """The organisation and the scorecards."""
    return render(request, "people/staff.html", {"page": staff_page(open_work(request), timezone.localdate())})


@require_GET
def card(request: HttpRequest, card: str) -> HttpResponse:
    """One scorecard, for whom it concerns."""
    work = open_work(request)
    found = next((one for one in work.desk.plan.scorecards if one.id == card), None) if work.desk.plan else None
    if found is None:
        raise Http404
    people = [Subject(p.id, p.role, p.unit) for p in people_in_posts(work.desk) if p.role in found.roles or p.unit == found.unit]
    if not rights_of(work, found).concerns(people) and not work.desk.access.whole():
        raise Http404
    return render(request, "people/card.html", {"page": card_page(work, found, _plan_id(work), timezone.localdate())})


@require_GET
def round_(request: HttpRequest, card: str, period: str) -> HttpResponse:
    """One round."""
    desk = open_round(request, card, period)
    record(request, "score_seen", f"{card} {period}")
    query = request.GET.get("q", "").strip()[:LONGEST_QUERY]
    return render(request, "people/round.html", {"page": round_page(desk, query), "query": query})


@require_GET
def sheet(request: HttpRequest, card: str, period: str) -> HttpResponse:
    """One person in a round; 404 for who is not this one's to see, as for nobody."""
    desk = open_round(request, card, period)
    person = _person(desk, request.GET.get("id", ""))
    record(request, "score_seen", f"{card} {period} {person.person}")
    return render(request, "people/sheet.html", {"page": sheet_page(desk, person)})


@require_POST
def do(request: HttpRequest, card: str, period: str) -> HttpResponse:
    """One step. What was written meanwhile about others does not matter; about the same person it is told, and nothing is done."""
    step = STEPS.get(request.POST.get("step", ""))
    if step is None:
        raise Http404
    asked = _asked(request, step)
    desk, problem = _taken(request, (card, period), asked)
    if problem is not None:
        return _again(request, desk, asked, problem)
    record(request, "round_step", f"{card} {period} {step.value} {asked.person}".strip())
    if step is Step.FREEZE:
        count = follow(desk.key, desk.card.label, desk.result, desk.store)
        messages.success(request, _("已冻结。以后的变动只记调整单。") + (_("开出 {n} 项后续工作。").format(n=count) if count else ""))
    else:
        messages.success(request, _("已记下。"))
    return redirect("round", card, period) if step in WHOLE_ROUND else redirect(sheet_address(desk, asked.person))


@require_POST
def hand_in(request: HttpRequest, card: str, period: str) -> HttpResponse:
    """Results or a roster: by file, or one number by form."""
    problems: tuple[Problem, ...]
    desk, now, what = open_round(request, card, period), timezone.now(), request.POST.get("what", "")
    if not desk.rights.keeps_pay() and not any(map(desk.rights.hands_in, desk.result.people)):
        raise PermissionDenied
    files = request.FILES.getlist("file")
    try:
        if what == "one":
            wrong = hand_in_one(desk, {name: str(text) for name, text in request.POST.items()}, now)
            problems = (wrong,) if wrong else ()
        else:
            problems = hand_in_roster(desk, files, now) if what == "roster" else hand_in_file(desk, files, now)
    except Moved:
        problems = (Problem.of("people.changed", desk.card.label),)
    person = desk.person(request.POST.get("person", "")) if what == "one" else None
    if has_errors(problems):
        if person is not None and desk.rights.sees(person):
            return render(request, "people/sheet.html", {"page": sheet_page(desk, person, said_all(problems))}, status=UNPROCESSABLE)
        return render(request, "people/round.html", {"page": round_page(desk, said=said_all(problems))}, status=UNPROCESSABLE)
    record(request, "round_data", f"{card} {period} {what} {person.person if person else ''}".strip())
    messages.success(request, _("已收下。"))
    return redirect(sheet_address(desk, person.person)) if person and desk.rights.sees(person) else redirect("round", card, period)


def _plan_id(work: WorkDesk) -> str:
    return work.desk.plan.plan.id if work.desk.plan else ""


def _taken(request: HttpRequest, at: tuple[str, str], asked: Asked) -> tuple[RoundDesk, Problem | None]:
    """A step taken on the round as it is; looked at anew where somebody wrote at the same moment."""
    for _try in range(TRIES):
        desk = open_round(request, *at)
        try:
            return desk, take(desk, asked, timezone.now())
        except Moved:
            continue
    return desk, Problem.of("people.changed", asked.person)


def _again(request: HttpRequest, desk: RoundDesk, asked: Asked, problem: Problem) -> HttpResponse:
    said = said_all([problem])
    if asked.step in WHOLE_ROUND:
        return render(request, "people/round.html", {"page": round_page(desk, said=said)}, status=UNPROCESSABLE)
    page = sheet_page(desk, _person(desk, asked.person), said)
    return render(request, "people/sheet.html", {"page": page}, status=UNPROCESSABLE)


def _asked(request: HttpRequest, step: Step) -> Asked:
    sent = request.POST
    scores = {name.removeprefix("score:"): str(text) for name, text in sent.items() if name.startswith("score:")}
    seen = sent.get("seen", "")
    return Asked(
        step=step,
        person="" if step in WHOLE_ROUND else sent.get("person", ""),
        scores=scores,
        items=tuple(sent.getlist("item")),
        note=sent.get("note", ""),
        seen=int(seen) if seen.isascii() and seen.isdecimal() and len(seen) < 9 else -1,
    )


def _person(desk: RoundDesk, name: str) -> PersonResult:
    person = desk.person(name)
    if person is None or not desk.rights.sees(person):
        raise Http404
    return person
