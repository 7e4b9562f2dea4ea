# SPDX-License-Identifier: Apache-2.0
"""Pages that belong to no desk: errors, theme, help, search, health."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from yunce.web.desk import open_desk
from yunce.web.search import SearchPage, find
from yunce.web.ui.frame import THEME_COOKIE, THEMES
from yunce.web.ui.parts import State, Step

YEAR_SECONDS = 365 * 24 * 3600
LONGEST_SEARCH = 100


@login_not_required
@require_GET
def health(_request: HttpRequest) -> HttpResponse:
    """`ok`, for whatever watches the server."""
    return HttpResponse("ok", content_type="text/plain")


@login_not_required
@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """Keep the chosen look in a cookie and go back."""
    wanted = request.POST.get("next", "/")
    is_ours = wanted.startswith("/") and url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()})
    response = redirect(wanted if is_ours else "/")
    chosen = request.POST.get("theme", "")
    if chosen in THEMES:
        response.set_cookie(THEME_COOKIE, chosen, max_age=YEAR_SECONDS, samesite="Lax", secure=request.is_secure(), httponly=True)
    else:
        response.delete_cookie(THEME_COOKIE, samesite="Lax")
    return response


@require_GET
def keys(request: HttpRequest) -> HttpResponse:
    """The keys and the words of these pages."""
    return render(request, "ui/help.html")


@require_GET
def search(request: HttpRequest) -> HttpResponse:
    """Elements of the plan whose words match."""
    words = request.GET.get("q", "").strip()[:LONGEST_SEARCH]
    desk = open_desk(request)
    return render(request, "ui/search.html", {"page": SearchPage.of(words, find(desk, words) if words else ())})


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """400."""
    return _message(request, _("这个请求看不懂"), _("网址或表单里有不能用的内容。请返回重试。"), 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """403, without hints about what is there."""
    return _message(request, _("没有权限"), _("你的角色不能做这件事。需要的话，请找管理员调整。"), 403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 - Django's signature
    """403 for a form that did not come from here or is too old."""
    return _message(request, _("表单已过期"), _("请返回上一页，刷新后再提交一次。没有改动任何数据。"), 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """404, the same for what is not there and what this person may not see."""
    return _message(request, _("没有这一页"), _("它可能已被移走，或者不在你的权限之内。"), 404)


def server_error(request: HttpRequest) -> HttpResponse:
    """500: nothing of the machine is shown."""
    return _message(request, _("程序出错了"), _("没有改动任何数据。请稍后再试；问题一直在的话，请把时间告诉支持人员。"), 500)


def _message(request: HttpRequest, title: str, text: str, status: int) -> HttpResponse:
    page = State(title, text, "bad", (Step(_("回到驾驶舱"), reverse("cockpit")),))
    return render(request, "ui/message.html", {"page": page}, status=status)
