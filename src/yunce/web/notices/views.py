# SPDX-License-Identifier: Apache-2.0
"""One's own news: see them, go to what they tell of, have them read."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localtime
from django.views.decorators.http import require_GET, require_POST

from yunce.web.notices.models import News
from yunce.web.notices.recipients import SAID
from yunce.web.ui.parts import Pager, pager
from yunce.web.ui.requests import page_number

A_PAGE = 50


@dataclass(frozen=True, slots=True)
class NewsRow:
    """One piece of news as it is listed."""

    id: int
    at: str
    said: str
    title: str
    unread: bool


@dataclass(frozen=True, slots=True)
class NewsPage:
    """A page of news."""

    rows: tuple[NewsRow, ...]
    unread: int
    pager: Pager


@require_GET
def news(request: HttpRequest) -> HttpResponse:
    """One's news, newest first."""
    mine = News.objects.filter(user=_person(request))
    page = page_number(request)
    rows = list(mine[(page - 1) * A_PAGE : page * A_PAGE + 1])
    shown = tuple(NewsRow(n.pk, f"{localtime(n.at):%m-%d %H:%M}", str(SAID[n.said]), n.title, n.read_at is None) for n in rows[:A_PAGE])
    found = NewsPage(shown, mine.filter(read_at=None).count(), pager(reverse("news"), {}, page, more=len(rows) > A_PAGE))
    return render(request, "notices/page.html", {"page": found})


@require_POST
def follow(request: HttpRequest, news_id: int) -> HttpResponse:
    """Go to what it tells of; it is read."""
    found = News.objects.filter(pk=news_id, user=_person(request)).first()
    if found is None:
        raise Http404
    News.objects.filter(pk=found.pk, read_at=None).update(read_at=timezone.now())
    return redirect("work-item", item_id=found.item)


@require_POST
def read_all(request: HttpRequest) -> HttpResponse:
    """All of it is read."""
    News.objects.filter(user=_person(request), read_at=None).update(read_at=timezone.now())
    return redirect("news")


def _person(request: HttpRequest) -> User:
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user
