# SPDX-License-Identifier: Apache-2.0
"""Signing in by password or by a one-time link, signing out, and the trail."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.contrib.auth import authenticate, login, logout
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yunce.web.accounts.access import Action
from yunce.web.accounts.forms import SignInForm
from yunce.web.accounts.models import TrailEntry, role_choices
from yunce.web.accounts.pages import SignInPage, TrailPage
from yunce.web.accounts.people import redeem
from yunce.web.accounts.trail import failed_too_often
from yunce.web.desk import Desk, demand, open_desk
from yunce.web.ui.requests import page_number

TRAIL_ROWS = 50
TOO_MANY = 429


@login_not_required
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """The sign-in page; wrong words are answered alike whichever of them was wrong."""
    if request.user.is_authenticated:
        return redirect(_next(request))
    form = SignInForm(request.POST or None)
    said = ""
    if request.method == "POST":
        if failed_too_often(request):
            return locked_out(request)
        person = authenticate(request, **form.cleaned_data) if form.is_valid() else None
        if person is not None:
            login(request, person)
            return redirect(_next(request))
        said = _("用户名或密码不对")
    return render(request, "accounts/sign_in.html", {"page": SignInPage(form, said, _next(request))}, status=400 if said else 200)


@login_not_required
@require_GET
def sign_in_link(request: HttpRequest) -> HttpResponse:
    """The one-time link: signs in and goes on, or says that the link is used or too old."""
    if failed_too_often(request):
        return locked_out(request)
    person = redeem(request) if settings.SESAME_TOKEN_NAME in request.GET else None
    if person is None:
        said = _(
            "这个登录链接已经用过，或已超过半小时。请管理员在“人员与岗位”里生成，或在服务器上用 yunce user 设密码；演示重新 make demo。"
        )
        return render(request, "accounts/sign_in.html", {"page": SignInPage(SignInForm(), said, "/")}, status=403)
    login(request, person)
    return redirect(settings.LOGIN_REDIRECT_URL)


@login_not_required
def locked_out(request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
    """Too many failures: wait."""
    said = _("失败次数太多，请 15 分钟后再试。")
    return render(request, "accounts/sign_in.html", {"page": SignInPage(SignInForm(), said, "/")}, status=TOO_MANY)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Leave."""
    logout(request)
    return redirect(settings.LOGOUT_REDIRECT_URL)


@require_GET
def trail(request: HttpRequest) -> HttpResponse:
    """Who did what, for administrators of the whole company."""
    desk = open_desk(request)
    demand(desk, Action.AUDIT)
    page = page_number(request)
    start = (page - 1) * TRAIL_ROWS
    entries = list(TrailEntry.objects.all()[start : start + TRAIL_ROWS + 1])
    shown = TrailPage.of(entries[:TRAIL_ROWS], page, _called(desk, entries), more=len(entries) > TRAIL_ROWS)
    return render(request, "accounts/trail.html", {"page": shown})


def _called(desk: Desk, entries: Sequence[TrailEntry]) -> dict[str, str]:
    """What the words of the trail are called: ways to sign in, roles, posts, units, people."""
    words = {word for entry in entries for word in (entry.who, *entry.subject.split())}
    people = User.objects.filter(username__in=words).exclude(first_name="").values_list("username", "first_name")
    posts = {role.id: role.label for role in desk.plan.roles} if desk.plan else {}
    return {"link": _("一次性链接"), "password": _("密码"), **dict(role_choices()), **posts, **desk.unit_names(), **dict(people)}


def _next(request: HttpRequest) -> str:
    """Where to go after signing in: only within these pages."""
    wanted = request.POST.get("next") or request.GET.get("next") or "/"
    safe = url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure())
    return wanted if safe else "/"
