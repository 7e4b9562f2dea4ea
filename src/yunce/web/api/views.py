# SPDX-License-Identifier: Apache-2.0
"""The page of one's own tokens: make one, see them, end one."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.contrib.auth.models import User
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from yunce.values.problem import YunceError
from yunce.web.accounts.access import Action
from yunce.web.accounts.trail import record
from yunce.web.api.models import ApiToken
from yunce.web.api.pages import tokens_page
from yunce.web.api.tokens import Wish, make_token, revoke
from yunce.web.desk import open_desk
from yunce.web.problems import said_all


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def tokens(request: HttpRequest) -> HttpResponse:
    """One's tokens; a new one's text is on the answer to its making and nowhere else."""
    desk = open_desk(request)
    user = cast("User", request.user)
    if request.method != "POST":
        return render(request, "api/tokens.html", {"page": tokens_page(desk, _own(user))})
    wish = _wish(request)
    try:
        made, text = make_token(user, desk.access, wish)
    except YunceError as e:
        page = tokens_page(desk, _own(user), said=said_all(e.problems), wish=wish)
        return render(request, "api/tokens.html", {"page": page}, status=422)
    record(request, "token_made", f"{made.pk} {made.name} {made.unit} {' '.join(made.actions)}")
    return render(request, "api/tokens.html", {"page": tokens_page(desk, _own(user), text=text)})


@require_POST
def revoke_token(request: HttpRequest, token_id: str) -> HttpResponse:
    """End one's own token at once."""
    open_desk(request)
    if not revoke(cast("User", request.user), token_id):
        raise Http404
    record(request, "token_revoked", token_id)
    messages.success(request, _("令牌已停用。"))
    return redirect("tokens")


def _own(user: User) -> list[ApiToken]:
    return list(ApiToken.objects.filter(owner=user))


def _wish(request: HttpRequest) -> Wish:
    known = {action.value for action in Action}
    actions = tuple(Action(name) for name in request.POST.getlist("actions") if name in known)
    days = request.POST.get("days", "")
    count = int(days) if days.isascii() and days.isdecimal() and len(days) < 6 else 0
    return Wish(request.POST.get("name", ""), request.POST.get("unit", ""), actions, count, request.POST.get("key", ""))
