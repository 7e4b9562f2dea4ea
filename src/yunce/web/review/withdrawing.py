# SPDX-License-Identifier: Apache-2.0
"""Taking back a file that was handed in by mistake: its uploader or an administrator may; the trail keeps that it was there."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from yunce.app.reviews.state import ReviewState
from yunce.values.problem import YunceError
from yunce.web.accounts.access import Action
from yunce.web.accounts.trail import record
from yunce.web.desk import Desk
from yunce.web.problems import said_all
from yunce.web.review.opening import open_review


def may_withdraw(desk: Desk, state: ReviewState, who: str) -> bool:
    """True for whoever handed in all of its files, and for administrators; not once a plan was made of it."""
    is_own = all(source.event.by == who for source in state.sources)
    return not state.made and (is_own or desk.access.may(Action.ADD_PLAN))


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, review_id: str) -> HttpResponse:
    """Ask, then take the review away with its files."""
    desk, found, state = open_review(request, review_id)
    who = request.user.get_username()
    if not state.made and not may_withdraw(desk, state, who):
        raise PermissionDenied
    if request.method != "POST" and not state.made:
        return render(request, "review/withdraw.html", {"review": review_id, "state": state})
    try:
        gone = found.withdraw(review_id)
    except YunceError as e:
        back = {"back": reverse("review", args=[review_id]), "back_words": _("回到审阅")}
        return render(request, "ui/problems.html", {"title": _("不能撤回"), "said": said_all(e.problems), **back}, status=422)
    names = "、".join(dict.fromkeys(f"{source.name} {source.sha256[:12]}" for source in gone.sources))
    record(request, "review_withdrawn", f"{review_id} {names}")
    messages.success(request, _("已撤回 {name}，原文件和审阅记录都已删除。").format(name=gone.source.name))
    return redirect("review-list")
