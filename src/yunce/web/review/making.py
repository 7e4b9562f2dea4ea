# SPDX-License-Identifier: Apache-2.0
"""A review becomes a plan version: what that changes is said before, since everybody works with the current version."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.models import User
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from yunce.app.installation import PlanVersion
from yunce.app.reviews.state import ReviewState
from yunce.values.problem import YunceError
from yunce.web.accounts.access import Action
from yunce.web.accounts.trail import record
from yunce.web.desk import Desk, demand
from yunce.web.problems import said_all
from yunce.web.review.opening import open_review

MOST_NAMES = 8


@dataclass(frozen=True, slots=True)
class MakePage:
    """What making a version changes: the version that counts now, and who works with it."""

    id: str
    name: str
    part: int
    current: PlanVersion
    is_same_plan: bool
    people: int
    names: tuple[str, ...]

    @classmethod
    def of(cls, review: str, part: int, state: ReviewState, current: PlanVersion, plan_id: str) -> MakePage:
        """From the current version and the people of the company."""
        active = User.objects.filter(is_active=True).order_by("first_name", "username")
        names = tuple(one.first_name or one.username for one in active[:MOST_NAMES])
        return cls(review, state.source.name, part, current, current.plan_id == plan_id, active.count(), names)


@require_POST
def make(request: HttpRequest, review_id: str) -> HttpResponse:
    """The plan of this review becomes a version, by the same door as an uploaded one, once its author knows what that changes."""
    desk, found, state = open_review(request, review_id)
    demand(desk, Action.ADD_PLAN)
    who, part = request.user.get_username(), request.POST.get("plan_part", "0")
    number = int(part) if part.isascii() and part.isdecimal() and len(part) < 6 else -1
    current = _current(desk)
    if current is not None and request.POST.get("instead_of", "") != current.fingerprint:
        page = MakePage.of(review_id, max(number, 0), state, current, found.plan_id(review_id, max(number, 0)))
        return render(request, "review/make.html", {"page": page})
    try:
        version, _notes = found.make(review_id, number, lambda path: desk.installation.add_plan(path, by=who), by=who)
    except YunceError as e:
        back = {"back": reverse("review", args=[review_id]), "back_words": _("回到审阅")}
        return render(request, "ui/problems.html", {"title": _("还不能成为计划"), "said": said_all(e.problems), **back}, status=422)
    if version is None:
        raise Http404
    record(request, "plan_added", f"{version.fingerprint} {review_id}")
    messages.success(request, _("已成为计划第 {number} 版，现在用它计算。").format(number=version.number))
    return redirect(reverse("plan-version", args=[version.fingerprint]))


def _current(desk: Desk) -> PlanVersion | None:
    """The version that everybody works with now."""
    return next((one for one in desk.versions if one.current), None)
