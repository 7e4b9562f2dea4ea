# SPDX-License-Identifier: Apache-2.0
"""设置 · 人员与岗位: who comes in, what they may do where, which posts they hold. For who manages people in the whole company."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.models import User
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yunce.values.problem import Problem, YunceError
from yunce.web.accounts.access import Action, Role
from yunce.web.accounts.managing import give_post, give_role, set_active, take_post, take_role
from yunce.web.accounts.people import add_person, sign_in_path
from yunce.web.accounts.people_pages import people_page, person_page
from yunce.web.accounts.trail import record
from yunce.web.desk import Desk, demand, open_desk
from yunce.web.problems import said_all

UNPROCESSABLE = 422
LONGEST_NAME = 60


@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def people(request: HttpRequest) -> HttpResponse:
    """Everybody; and somebody new."""
    desk = _open(request)
    if request.method != "POST":
        return render(request, "accounts/people.html", {"page": people_page(desk, _everybody(), request.GET.dict())})
    sent = request.POST
    role, unit = _role(sent.get("role", "")), _unit(desk, sent.get("unit", ""))
    try:
        person = add_person(sent.get("username", "").strip(), sent.get("password") or None, role, unit)
    except YunceError as e:
        page = people_page(desk, _everybody(), sent.dict(), said_all(e.problems))
        return render(request, "accounts/people.html", {"page": page}, status=UNPROCESSABLE)
    User.objects.filter(pk=person.pk).update(first_name=sent.get("name", "").strip()[:LONGEST_NAME])
    record(request, "role_given", f"{person.username} {role} {unit}".strip())
    messages.success(request, _("已新增 {name}。").format(name=person.username))
    return redirect("person", person.pk)


@require_GET
def person(request: HttpRequest, user_id: int) -> HttpResponse:
    """One person."""
    return _shown(request, _open(request), _find(user_id))


@require_POST
def change(request: HttpRequest, user_id: int) -> HttpResponse:
    """One change of one person: a role or a post given or taken, kept out or let in, the name, a link to sign in."""
    desk, found = _open(request), _find(user_id)
    what = request.POST.get("what", "")
    if what == "link":
        record(request, "link_made", found.username)
        return _shown(request, desk, found, link=request.build_absolute_uri(sign_in_path(found)))
    if what not in CHANGES:
        raise Http404
    problem = CHANGES[what](request, desk, found)
    if problem is not None:
        return _shown(request, desk, found, problem=problem)
    messages.success(request, _("已保存。"))
    return redirect("person", user_id)


def _give_role(request: HttpRequest, desk: Desk, found: User) -> Problem | None:
    role, unit = _role(request.POST.get("role", "")), _unit(desk, request.POST.get("unit", ""))
    give_role(found, role, unit)
    record(request, "role_given", f"{found.username} {role} {unit}".strip())
    return None


def _take_role(request: HttpRequest, _desk: Desk, found: User) -> Problem | None:
    problem = take_role(found, _number(request.POST.get("held", "")))
    if problem is None:
        record(request, "role_taken", found.username)
    return problem


def _give_post(request: HttpRequest, desk: Desk, found: User) -> Problem | None:
    role, known = request.POST.get("post", ""), {one.id: one.unit or "" for one in desk.plan.roles} if desk.plan else {}
    if role not in known:
        raise Http404
    unit = _unit(desk, request.POST.get("unit", "")) or known[role]
    give_post(found, role, unit)
    record(request, "post_given", f"{found.username} {role} {unit}".strip())
    return None


def _take_post(request: HttpRequest, _desk: Desk, found: User) -> Problem | None:
    take_post(found, _number(request.POST.get("held", "")))
    record(request, "post_taken", found.username)
    return None


def _set_active(request: HttpRequest, _desk: Desk, found: User) -> Problem | None:
    active = request.POST.get("active") == "1"
    problem = set_active(found, active=active)
    if problem is None:
        record(request, "user_changed", f"{found.username} {'+' if active else '-'}")
    return problem


def _rename(request: HttpRequest, _desk: Desk, found: User) -> Problem | None:
    User.objects.filter(pk=found.pk).update(first_name=request.POST.get("name", "").strip()[:LONGEST_NAME])
    record(request, "user_changed", found.username)
    return None


CHANGES = {
    "give_role": _give_role,
    "take_role": _take_role,
    "give_post": _give_post,
    "take_post": _take_post,
    "active": _set_active,
    "name": _rename,
}


def _open(request: HttpRequest) -> Desk:
    desk = open_desk(request)
    demand(desk, Action.MANAGE_PEOPLE)
    return desk


def _everybody() -> list[User]:
    return list(User.objects.order_by("-is_active", "first_name", "username").prefetch_related("grants", "posts"))


def _find(user_id: int) -> User:
    found = User.objects.filter(pk=user_id).prefetch_related("grants", "posts").first()
    if found is None:
        raise Http404
    return found


def _shown(request: HttpRequest, desk: Desk, found: User, *, link: str = "", problem: Problem | None = None) -> HttpResponse:
    said = said_all([problem]) if problem else ()
    page = person_page(desk, _find(found.pk), is_self=found.pk == request.user.pk, link=link, said=said)
    return render(request, "accounts/person.html", {"page": page}, status=UNPROCESSABLE if problem else 200)


def _role(text: str) -> Role:
    if text not in list(Role):
        raise Http404
    return Role(text)


def _unit(desk: Desk, text: str) -> str:
    if text and text not in desk.unit_names():
        raise Http404
    return text


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 18 else 0
